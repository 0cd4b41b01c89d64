/** Communities with honest voters, a fan club among them, and those who want to move one model. */
import type { CampaignVotes } from "../../../core/rating/index.ts";
import type { Chance } from "../chance/chance.ts";

/** One vote; models by number. */
export type RiggedVote = { voter: string; left: number; right: number; outcome: "a" | "b" | "tie" };

/** Who votes honestly, and what they think. */
export type Community = {
  votes: RiggedVote[];
  /** The honest voters who love the target. */
  fans: ReadonlySet<string>;
  strengths: readonly number[];
};

const voters = 400;
const votes = 10_000;
/** How many models a community's board has. */
export const models = 20;
/** Natural-log units: standard deviations of strengths (60 points), of tastes, of single questions; a fan's love. */
const deviations = { strength: 60 / (400 / Math.LN10), taste: 0.5, question: 0.6 };
const love = 2;
const ties = 0.2;
/** Pareto's law of how busy voters are; nobody is busier than this many times the least busy. */
const activity = { exponent: 1.1, most: 200 };

const logistic = (value: number) => 1 / (1 + Math.exp(-value));

/** Two different models. */
export function drawBattle({ fraction }: Chance): { left: number; right: number } {
  const left = Math.floor(fraction() * models);
  return { left, right: (left + 1 + Math.floor(fraction() * (models - 1))) % models };
}

/** What somebody with these tastes votes. */
export function voteHonestly(
  tastes: readonly number[],
  { left, right }: { left: number; right: number },
  chance: Chance,
): RiggedVote["outcome"] {
  if (chance.fraction() < ties) return "tie";
  return chance.fraction() <
    logistic((tastes[left] ?? 0) - (tastes[right] ?? 0) + deviations.question * chance.normal())
    ? "a"
    : "b";
}

/** What somebody likes. */
export function drawTastes(strengths: readonly number[], { normal }: Chance): number[] {
  return strengths.map((strength) => strength + deviations.taste * normal());
}

/** @param loved the model that fans love, the best being 0. @param fanCount how many of the voters are fans. */
export function drawCommunity(loved: number, fanCount: number, chance: Chance): Community {
  const strengths = Array.from({ length: models }, () => deviations.strength * chance.normal()).toSorted(
    (a, b) => b - a,
  );
  const people = Array.from({ length: voters }, (_, index) => ({
    voter: `voter ${index}`,
    busy: Math.min(activity.most, (1 - chance.fraction()) ** (-1 / activity.exponent)),
    tastes: drawTastes(strengths, chance).map((taste, model) =>
      index < fanCount && model === loved ? taste + love : taste,
    ),
  }));
  const draw = createDraw(people, chance);
  const everybody = people.values();
  const cast = Array.from({ length: votes }, (): RiggedVote => {
    // Everybody votes at least once.
    const { voter, tastes } = everybody.next().value ?? draw();
    const battle = drawBattle(chance);
    return { voter, ...battle, outcome: voteHonestly(tastes, battle, chance) };
  });
  return { votes: cast, fans: new Set(people.slice(0, fanCount).map(({ voter }) => voter)), strengths };
}

/** Draws people as often as they are busy. */
function createDraw<Person extends { busy: number }>(people: readonly Person[], { fraction }: Chance): () => Person {
  const all = people.reduce((sum, { busy }) => sum + busy, 0);
  return () => {
    let left = fraction() * all;
    const drawn = people.find(({ busy }) => (left -= busy) < 0) ?? people.at(-1);
    if (!drawn) throw new Error("Nobody is there to vote.");
    return drawn;
  };
}

/** The votes as the finder takes them. */
export function layOut(votes: readonly RiggedVote[]): CampaignVotes {
  return {
    voter: votes.map(({ voter }) => voter),
    left: votes.map(({ left }) => nameModel(left)),
    right: votes.map(({ right }) => nameModel(right)),
    outcome: votes.map(({ outcome }) => outcome),
  };
}

/** The name of a model. */
export function nameModel(model: number): string {
  return `model ${String(model).padStart(2, "0")}`;
}
