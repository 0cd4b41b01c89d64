/** Made mutual evaluations, whose models and judges are known. */
import { bordaPoints, type JudgedExperiment } from "../../../core/index.ts";

/**
 * How an answer's worth comes about: the strengths of models lie evenly between −1 and 1; standard deviations of what a
 * model's answer to one question adds, of what a judge thinks of a model on all questions, and of a single judgement.
 */
export type Design = {
  models: number;
  questions: number;
  answer: number;
  taste: number;
  ballot: number;
  /** So many judges answer by chance. */
  careless: number;
};

/** @param fraction random numbers in [0, 1). */
export function makeExperiment(design: Design, fraction: () => number): JudgedExperiment {
  const names = Array.from({ length: design.models }, (_, index) => `m${index + 1}`);
  const normal = () => Math.sqrt(-2 * Math.log(1 - fraction())) * Math.cos(2 * Math.PI * fraction());
  const tastes = names.map(() => names.map(() => design.taste * normal()));
  const rounds = Array.from({ length: design.questions }, (_, round) => {
    const setter = names[round % names.length] ?? "";
    const worth = names.map((_name, index) => (2 * index) / (names.length - 1) - 1 + design.answer * normal());
    const ballots = names.map((judge, number) => {
      const seen = names.flatMap((model, index) => {
        if (model === setter || model === judge) return [];
        const value = (worth[index] ?? 0) + (tastes[number]?.[index] ?? 0) + design.ballot * normal();
        return [{ model, value: number < design.careless ? fraction() : value }];
      });
      const ordered = seen.toSorted((one, other) => other.value - one.value);
      const points = bordaPoints(
        ordered.map(({ model }) => [model]),
        names.length,
      );
      return { judge, points };
    });
    return { setter, ballots };
  });
  return { judging: "ranks", models: names, rounds };
}
