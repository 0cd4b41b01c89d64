/** Made experiments for the tests of this room. */
import * as fc from "fast-check";
import { bordaPoints } from "../../core/mutual/scoring/borda.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { planBlocks } from "../../core/mutual/blocks.ts";
import type { JudgeBallot, JudgedExperiment, JudgedRound } from "../../core/mutual/scoring/ballots.ts";

export const namesOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index + 1}`);

/** A ranking of these answers, with ties, as groups. */
function arbitraryGroups(answers: readonly string[]): fc.Arbitrary<string[][]> {
  const ends = fc.array(fc.boolean(), { minLength: answers.length, maxLength: answers.length });
  const order = fc.shuffledSubarray([...answers], { minLength: answers.length });
  return fc.tuple(order, ends).map(([ordered, joined]) => {
    const groups: string[][] = [];
    for (const [index, answer] of ordered.entries()) {
      if (index > 0 && joined[index]) groups.at(-1)!.push(answer);
      else groups.push([answer]);
    }
    return groups;
  });
}

function arbitraryRound(models: readonly string[], setter: string): fc.Arbitrary<JudgedRound> {
  const ballots = models.map((judge) =>
    arbitraryGroups(models.filter((model) => model !== setter && model !== judge)).map((groups): JudgeBallot => ({
      judge,
      points: bordaPoints(groups, models.length),
    })),
  );
  return fc.tuple(...ballots).map((all) => ({ setter, ballots: all }));
}

/** Mathematics with every ballot there: each of three to eight models sets one question. */
export const completeExperiments: fc.Arbitrary<JudgedExperiment> = fc
  .integer({ min: 3, max: 8 })
  .chain((count) => {
    const models = namesOf(count);
    return fc.tuple(...models.map((setter) => arbitraryRound(models, setter)));
  })
  .map((rounds) => ({ judging: "ranks", rounds }));

/** The same with some ballots missing. */
export const gappyExperiments: fc.Arbitrary<JudgedExperiment> = fc
  .tuple(completeExperiments, fc.infiniteStream(fc.boolean()))
  .map(([{ judging, rounds }, keep]) => ({
    judging,
    rounds: rounds.map(({ setter, ballots }) => ({ setter, ballots: ballots.filter(() => keep.next().value) })),
  }));

/** Models of rising strength; answers vary by question, judges by taste, ballots by chance. */
export function makeExperiment(
  count: number,
  questions: number,
  spread: Record<"answer" | "taste" | "ballot", number>,
  seed: number,
) {
  const { fraction } = createSeededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  const models = namesOf(count);
  const tastes = models.map(() => models.map(() => spread.taste * normal()));
  const rounds = Array.from({ length: questions }, (_, round) => {
    const worth = models.map((_model, index) => index / count + spread.answer * normal());
    const setter = models[round % count]!;
    const ballots = models.map((judge, own) => {
      const seen = models.map((model, index) => ({
        model,
        value: worth[index]! + tastes[own]![index]! + spread.ballot * normal(),
      }));
      const others = seen.filter(({ model }) => model !== setter && model !== judge);
      const groups = others.toSorted((one, other) => other.value - one.value).map(({ model }) => [model]);
      return { judge, points: bordaPoints(groups, count) };
    });
    return { setter, ballots };
  });
  return { judging: "ranks" as const, models, rounds } satisfies JudgedExperiment;
}
/** Mathematics in incomplete blocks, each of five to nine models setting one question, with some ballots missing. */
export const blockExperiments: fc.Arbitrary<JudgedExperiment> = fc
  .tuple(fc.integer({ min: 5, max: 9 }), fc.nat(), fc.boolean())
  .chain(([count, seed, whole]) => {
    const models = namesOf(count);
    const blocks = planBlocks({ models, rounds: count, judges: 3 + (seed % (count - 4)), seed });
    const rounds = blocks.map((answerers, index) => {
      const setter = models[index] ?? "";
      return arbitraryRound([setter, ...answerers], setter).map((round) => ({ ...round, answerers }));
    });
    return fc.tuple(fc.tuple(...rounds), fc.infiniteStream(whole ? fc.constant(1) : fc.nat({ max: 5 })));
  })
  .map(([rounds, keep]) => ({
    judging: "ranks",
    rounds: rounds.map((round) => ({ ...round, ballots: round.ballots.filter(() => keep.next().value !== 0) })),
  }));
