/**
 * Communities made up by lot, whose votes go together as real ones do: voters with tastes of their own, of whom few may
 * cast most votes; battles that lean to one answer whatever the models; several votes a battle; ties.
 *
 * The value an interval is to hold is not the strengths that were put in: tastes and leanings draw all shares of wins
 * towards one half. It is what the same design converges to: the Bradley–Terry fit to the shares of wins over endless
 * voters and battles, found by integration.
 */
import { drawPair, fitBradleyTerry, type PairTally, planPairs } from "../../../core/rating/index.ts";
import type { Chance } from "../chance/chance.ts";

/** How votes are spread over voters: all alike; Pareto's law, at most 200 each; a tenth cast 200 each, the others four. */
export type Activity = "even" | "pareto" | "whales";
/** Which models meet: any two; few of the pairs; or as the arena plans it from the votes so far. */
export type Draws = "even" | "sparse" | "adaptive";

/** What a community is like. */
export type Regime = {
  name: string;
  voters: number;
  models: number;
  activity: Activity;
  /** Votes of a voter: of each where all are alike, of the least busy by Pareto's law. */
  votesEach: number;
  draws: Draws;
  votesPerBattle: number;
  /** Share of ties, 0 to 1. */
  ties: number;
  /** Natural-log units, by model, the best first; evenly spread where left out. */
  strengths?: readonly number[];
};

/** One vote; battles, voters and models by number. `outcome` is a place in the rating's `outcomes`. */
export type MadeVote = { battle: number; voter: number; a: number; b: number; outcome: 0 | 1 | 2 };

/** Natural-log units: how far apart the strengths are at most, and the standard deviations of tastes and leanings. */
const spread = 1.6;
const deviations = { taste: 0.5, leaning: 0.6 };
const mostVotes = 200;
const fewVotes = 4;
/** The plan is made anew after so many battles. */
const plannedFor = 25;

/** Strengths, natural-log units, the best first. */
export function strengthsOf({ models, strengths }: Pick<Regime, "models" | "strengths">): readonly number[] {
  if (strengths) return strengths;
  return Array.from({ length: models }, (_, model) => spread / 2 - (spread * model) / Math.max(1, models - 1));
}

/** The names of models, by number. */
export function namesOf({ models }: Pick<Regime, "models">): string[] {
  return Array.from({ length: models }, (_, model) => `model ${model}`);
}

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** The mean of σ(lead + noise) over all noise, by the midpoint rule. */
function meanShare(lead: number): number {
  // Two tastes, one for each model, and the battle's leaning.
  const deviation = Math.sqrt(2 * deviations.taste ** 2 + deviations.leaning ** 2);
  const steps = 400;
  let [sum, mass] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const at = -8 + (16 * (step + 0.5)) / steps;
    const density = Math.exp(-(at * at) / 2);
    sum += density * logistic(lead + deviation * at);
    mass += density;
  }
  return sum / mass;
}

/** What the design converges to, rating points by model. */
export function findLimits(regime: Regime): Map<string, number> {
  const strengths = strengthsOf(regime);
  const names = namesOf(regime);
  const tallies = strengths.flatMap((own, first) =>
    strengths.slice(first + 1).map((other, place): PairTally => {
      const share = (1 - regime.ties) * meanShare(own - other) + regime.ties / 2;
      return {
        modelA: names[first]!,
        modelB: names[first + 1 + place]!,
        a: 1e6 * share,
        b: 1e6 * (1 - share),
        tie: 0,
        bothBad: 0,
      };
    }),
  );
  return new Map(fitBradleyTerry(tallies).models.map(({ model, rating }) => [model, rating]));
}

/** How many votes each voter casts. */
function drawActivity({ voters, activity, votesEach }: Regime, { fraction }: Chance): number[] {
  return Array.from({ length: voters }, (_, voter) => {
    if (activity === "even") return votesEach;
    if (activity === "whales") return voter < Math.max(2, Math.floor(voters / 10)) ? mostVotes : fewVotes;
    return Math.min(mostVotes, Math.ceil(votesEach / (1 - fraction())));
  });
}

/** All votes of a community, battle after battle; by the same chance the same people, each with so many `times` the votes. */
export function drawVotes(regime: Regime, chance: Chance, times = 1): MadeVote[] {
  const strengths = strengthsOf(regime);
  const left = drawActivity(regime, chance).map((votes) => votes * times);
  const tastes = left.map(() => strengths.map((strength) => strength + deviations.taste * chance.normal()));
  const meet = createMeetings(regime, chance);
  const votes: MadeVote[] = [];
  for (let battle = 0; ; battle++) {
    const voters = drawVoters(left, regime.votesPerBattle, chance);
    if (voters.length === 0) return votes;
    const { a, b } = meet.next();
    const leaning = deviations.leaning * chance.normal();
    for (const voter of voters) {
      const lead = tastes[voter]![a]! - tastes[voter]![b]! + leaning;
      const outcome = chance.fraction() < regime.ties ? 2 : chance.fraction() < logistic(lead) ? 0 : 1;
      votes.push({ battle, voter, a, b, outcome });
      meet.tell(a, b, outcome);
    }
  }
}

/** Different voters, each as likely as they have votes left; takes one vote from each. */
function drawVoters(left: number[], count: number, { fraction }: Chance): number[] {
  const drawn: number[] = [];
  let all = left.reduce((sum, votes) => sum + votes, 0);
  while (drawn.length < count && all > 0) {
    let rest = fraction() * all;
    const voter = left.findIndex((votes, index) => !drawn.includes(index) && (rest -= votes) < 0);
    if (voter < 0) break;
    all -= left[voter]!;
    drawn.push(voter);
  }
  for (const voter of drawn) left[voter]!--;
  return drawn;
}

/** Who meets next. */
function createMeetings({ models, draws }: Regime, { fraction }: Chance) {
  const names = namesOf({ models });
  const tallies = new Map<string, PairTally>();
  let [told, plan] = [0, planPairs(names, [])];
  const even = () => {
    const a = Math.floor(fraction() * models);
    return { a, b: (a + 1 + Math.floor(fraction() * (models - 1))) % models };
  };
  const sparse = () => {
    const a = Math.floor(fraction() * models);
    const step = fraction() < 0.5 ? 1 : 2;
    return fraction() < 0.5 ? { a, b: (a + step) % models } : { a: (a + step) % models, b: a };
  };
  const adaptive = () => {
    if (++told % plannedFor === 0) plan = planPairs(names, [...tallies.values()]);
    const pair = drawPair(plan, fraction())!;
    const [one, other] = [names.indexOf(pair.first), names.indexOf(pair.second)];
    return fraction() < 0.5 ? { a: one, b: other } : { a: other, b: one };
  };
  return {
    next: draws === "even" ? even : draws === "sparse" ? sparse : adaptive,
    tell(a: number, b: number, outcome: 0 | 1 | 2) {
      if (draws !== "adaptive") return;
      const key = `${a} ${b}`;
      const tally = tallies.get(key) ?? { modelA: names[a]!, modelB: names[b]!, a: 0, b: 0, tie: 0, bothBad: 0 };
      tally[(["a", "b", "tie"] as const)[outcome]]++;
      tallies.set(key, tally);
    },
  };
}
