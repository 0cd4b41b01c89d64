/** How often the intervals of ratings in which families count as one hold what such votes converge to. */
import { expect, it } from "vitest";
import { singleVotes } from "../../core/boards/cell.ts";
import { fitCloneRobust } from "../../core/rating/clone-robust.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";

const logistic = (value: number) => 1 / (1 + Math.exp(-value));
/** Natural-log units: what two sorts of people, as many of each, think of a model. */
const likes: Record<string, readonly [number, number]> = {
  "a 1": [1.2, -0.8],
  "a 2": [1.1, -0.7],
  "a 3": [1.2, -0.9],
  b: [0.3, 0.4],
  c: [-0.6, 0.9],
  d: [-0.9, -0.4],
};
const models = Object.keys(likes);
const familyOf = (model: string) => model.split(" ", 1).join("");
const board = { priorStandardDeviation: 400, scatterPrior: 4 };
const voters = 60;
const repetitions = 400;

const wins = (one: string, other: string, sort: 0 | 1) => logistic(likes[one]![sort] - likes[other]![sort]);

/** Six hundred battles of one to three votes, by voters of whom the first vote most. */
function draw(fraction: () => number): CastVote[] {
  const sorts = Array.from({ length: voters }, () => (fraction() < 0.5 ? 0 : 1));
  return Array.from({ length: 600 }, (_, battle): CastVote[] => {
    const a = Math.floor(fraction() * models.length);
    const b = (a + 1 + Math.floor(fraction() * (models.length - 1))) % models.length;
    const [modelA, modelB] = [models[a]!, models[b]!];
    const cast = new Set(
      Array.from({ length: Math.ceil(3 * fraction()) }, () => Math.floor(voters * fraction() ** 1.5)),
    );
    return [...cast].map((voter) => {
      const choice = fraction() < 0.2 ? "tie" : fraction() < wins(modelA, modelB, sorts[voter]!) ? "a" : "b";
      return { battle: `${battle}`, voter: `${voter}`, modelA, modelB, choice };
    });
  }).flat();
}

it("is 93% to 98% of 95% intervals", () => {
  const pairs = models.flatMap((one, index) => models.slice(index + 1).map((other) => [one, other] as const));
  const shares = pairs.map(([modelA, modelB]) => {
    const share = 0.4 * (wins(modelA, modelB, 0) + wins(modelA, modelB, 1)) + 0.1;
    return { modelA, modelB, a: 1e6 * share, b: 1e6 * (1 - share), tie: 0, bothBad: 0 };
  });
  const truth = new Map(
    fitCloneRobust(singleVotes(shares), familyOf).models.map(({ model, rating }) => [model, rating]),
  );
  const { fraction } = createSeededRandom(12);
  let held = 0;
  for (let repetition = 0; repetition < repetitions; repetition++) {
    for (const { model, lower, upper } of fitCloneRobust(summarizeVotes(draw(fraction)), familyOf, board).models) {
      if (lower! <= truth.get(model)! && truth.get(model)! <= upper!) held++;
    }
  }
  const share = held / (repetitions * models.length);
  expect(share).toBeGreaterThan(0.93);
  expect(share).toBeLessThan(0.98);
});
