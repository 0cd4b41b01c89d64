/** Communities with a jury, drawn for {@link regimes} of both, and what people's votes would converge to in each. */
import { type CastVote, fitBradleyTerry, type JudgedBattle } from "../../../core/rating/index.ts";
import type { Chance } from "../chance/chance.ts";

/** Of the models, natural-log units. */
export const strengths = [0.8, 0.45, 0.15, -0.15, -0.45, -0.8];
const names = strengths.map((_, model) => `model ${model}`);
const deviations = { taste: 0.4, leaning: 1.2 };
const ties = 0.2;

/** How a world differs from the usual one. */
export type Regime = {
  name: string;
  battles: number;
  /** Share of battles that find voters, and share of battles that the jury judges. */
  voted: number;
  judged: number;
  mostVotes: number;
  voters: number;
  /** Voter k votes in proportion to k^−activity. */
  activity: number;
  /** What a juror's verdict follows, natural-log units for each: a battle's leaning, strengths, and what else it likes. */
  jury: { leaning: number; strength: number; favourite: number; sideA: number; length: number };
  /**
   * A part of the usual chance, 0 to 1: by so much more do the first model's battles find voters when they lean towards it,
   * and by so much less when they lean away. The method assumes that nothing like this happens.
   */
  selected?: number;
  /** The same: by so much less do usual battles find voters, and by twice as much more those in which one answer is far better. */
  lively?: number;
};

const goodJury = { leaning: 1.2, strength: 1, favourite: 0, sideA: 0, length: 0 };
const usual: Omit<Regime, "name"> = {
  ...{ battles: 900, voted: 0.5, judged: 1, mostVotes: 3, voters: 150, activity: 0.5, jury: goodJury },
};

/** The worlds that are tried. */
export const regimes: readonly Regime[] = [
  { name: "a good jury", ...usual },
  { name: "a good jury that judges half", ...usual, judged: 0.5 },
  { name: "a jury of noise", ...usual, jury: { ...goodJury, leaning: 0, strength: 0 } },
  { name: "a jury that knows models, not answers", ...usual, jury: { ...goodJury, leaning: 0, strength: 2 } },
  { name: "a jury with a favourite", ...usual, jury: { ...goodJury, favourite: 2 } },
  { name: "a jury that prefers side A", ...usual, jury: { ...goodJury, sideA: 1.5 } },
  { name: "a jury that prefers long answers", ...usual, jury: { ...goodJury, leaning: 0.3, length: 2 } },
  { name: "a jury against people", ...usual, jury: { ...goodJury, leaning: -1.2, strength: -1 } },
  { name: "few battles with votes", ...usual, battles: 450, voted: 0.15 },
  { name: "few with votes, a jury of noise", ...usual, battles: 450, voted: 0.15, jury: { ...goodJury, leaning: 0 } },
  { name: "few without votes", ...usual, battles: 500, voted: 0.95 },
  { name: "none without votes", ...usual, battles: 450, voted: 1 },
  { name: "few busy voters", ...usual, voters: 60, activity: 0.7 },
  { name: "votes rather where answers differ", ...usual, lively: 0.4 },
  { name: "votes rather where one model does well", ...usual, selected: 0.25 },
  { name: "votes mostly where one model does well", ...usual, selected: 0.5 },
];

/** What a vote is worth to side A. */
const worth = { a: 1, tie: 0.5, bothBad: 0.5, b: 0 };

/** 1: the first model stands on side A; −1: on side B; 0: on neither. */
const sideOfFirst = (a: number, b: number) => (a === 0 ? 1 : 0) - (b === 0 ? 1 : 0);

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** How probably a battle finds voters. @param sign 1 or −1 for a leaning that favours or disfavours the first model. */
function chanceOfVotes({ voted, selected = 0, lively = 0 }: Regime, leaning: number, sign: number): number {
  const isClear = Math.abs(leaning) > deviations.leaning;
  return voted * (1 + selected * Math.sign(sign * leaning)) * (1 + (isClear ? 2 * lively : -lively));
}

/** The mean of σ(lead + tastes + leaning) over all that people vote on, by the midpoint rule. */
function meanShare(regime: Regime, lead: number, sign: number): number {
  const steps = 120;
  const at = (step: number) => -6 + (12 * (step + 0.5)) / steps;
  const density = (value: number) => Math.exp(-(value * value) / 2);
  let [sum, mass] = [0, 0];
  for (let step = 0; step < steps; step++) {
    const leaning = deviations.leaning * at(step);
    const weight = density(at(step)) * chanceOfVotes(regime, leaning, sign);
    for (let other = 0; other < steps; other++) {
      const taste = Math.SQRT2 * deviations.taste * at(other);
      sum += weight * density(at(other)) * logistic(lead + leaning + taste);
      mass += weight * density(at(other));
    }
  }
  return sum / mass;
}

/** What people's votes converge to, rating points by model. */
export function findTruth(regime: Regime): Map<string, number> {
  const tallies = strengths.flatMap((own, first) =>
    strengths.slice(first + 1).map((other, place) => {
      const share = (1 - ties) * meanShare(regime, own - other, first === 0 ? 1 : 0) + ties / 2;
      const counts = { a: 1e6 * share, b: 1e6 * (1 - share), tie: 0, bothBad: 0 };
      return { modelA: names[first] ?? "", modelB: names[first + 1 + place] ?? "", ...counts };
    }),
  );
  return new Map(fitBradleyTerry(tallies).models.map(({ model, rating }) => [model, rating]));
}

/** Draws a voter by activity. */
function createDraw({ voters, activity }: Regime, { fraction }: Chance): () => number {
  const weights = Array.from({ length: voters }, (_, voter) => (voter + 1) ** -activity);
  const sum = weights.reduce((before, weight) => before + weight, 0);
  return () => {
    let rest = fraction() * sum;
    const voter = weights.findIndex((weight) => (rest -= weight) < 0);
    return voter < 0 ? voters - 1 : voter;
  };
}

/** Two jurors' mean score of side A. */
function judge({ jury }: Regime, { fraction, normal }: Chance, a: number, b: number, leaning: number): number {
  const lead = (strengths[a] ?? 0) - (strengths[b] ?? 0);
  const likes = jury.favourite * sideOfFirst(a, b) + jury.sideA + jury.length * normal();
  const chance = logistic(jury.leaning * leaning + jury.strength * lead + likes);
  const verdict = () => (fraction() < ties ? 0.5 : fraction() < chance ? 1 : 0);
  return (verdict() + verdict()) / 2;
}

type Drawn = { votes: CastVote[]; judged: JudgedBattle[] };
type Tastes = readonly number[][];

/** Draws votes, and what the jury says. */
export function drawWorld(regime: Regime, chance: Chance): Drawn {
  const { normal } = chance;
  const drawVoter = createDraw(regime, chance);
  const tastes = Array.from({ length: regime.voters }, () => strengths.map((own) => own + deviations.taste * normal()));
  const drawn: Drawn = { votes: [], judged: [] };
  for (let battle = 0; battle < regime.battles; battle++)
    drawBattle(`${battle}`, regime, chance, tastes, drawVoter, drawn);
  return drawn;
}

function drawBattle(
  battle: string,
  regime: Regime,
  chance: Chance,
  tastes: Tastes,
  drawVoter: () => number,
  drawn: Drawn,
): void {
  const { fraction, normal } = chance;
  const a = Math.floor(fraction() * strengths.length);
  const b = (a + 1 + Math.floor(fraction() * (strengths.length - 1))) % strengths.length;
  const [modelA, modelB] = [names[a] ?? "", names[b] ?? ""];
  const leaning = deviations.leaning * normal();
  const isVoted = fraction() < chanceOfVotes(regime, leaning, sideOfFirst(a, b));
  const count = isVoted ? Math.ceil(fraction() * regime.mostVotes) : 0;
  const voters = new Set(Array.from({ length: count }, drawVoter));
  const votes = [...voters].map((voter): CastVote => {
    const [one = 0, other = 0] = [tastes[voter]?.[a], tastes[voter]?.[b]];
    const choice = fraction() < ties ? "tie" : fraction() < logistic(one - other + leaning) ? "a" : "b";
    return { battle, voter: `${voter}`, modelA, modelB, choice };
  });
  drawn.votes.push(...votes);
  if (fraction() >= regime.judged) return;
  const wins = votes.reduce((sum, { choice }) => sum + worth[choice], 0);
  drawn.judged.push({ modelA, modelB, votes: votes.length, wins, jury: judge(regime, chance, a, b, leaning) });
}
