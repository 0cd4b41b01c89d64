/** The figures of an experiment in which questions and judges count several times, straight from their definitions. */
import { kendallTau } from "../../core/mutual/scoring/agreement.ts";
import type { JudgeBallot, JudgedExperiment } from "../../core/mutual/scoring/ballots.ts";
import { mean, midranks } from "../../core/mutual/scoring/ranks.ts";

type Copy = JudgeBallot & { copy: number };

/** Each question as often as it was drawn, each ballot as often as its judge was. */
export function copyDrawn(
  { rounds }: JudgedExperiment,
  judges: readonly string[],
  drawn: { rounds: ArrayLike<number>; judges: ArrayLike<number> },
): { setter: string; ballots: Copy[] }[] {
  const times = (count: number) => Array.from({ length: count }, (_, copy) => copy);
  return rounds.flatMap(({ setter, ballots }, index) =>
    times(drawn.rounds[index]!).map(() => ({
      setter,
      ballots: ballots.flatMap((ballot) =>
        times(drawn.judges[judges.indexOf(ballot.judge)]!).map((copy) => ({ ...ballot, copy })),
      ),
    })),
  );
}

type Rounds = ReturnType<typeof copyDrawn>;

/** NaN without any. */
const average = (values: readonly number[]) => mean(values.filter((value) => !Number.isNaN(value))) ?? Number.NaN;

export function answerByHand(rounds: Rounds, model: string): number {
  return average(rounds.map(({ ballots }) => average(ballots.map(({ points }) => points.get(model) ?? Number.NaN))));
}

/** The mean of something about each pair of ballots of different judges. */
function overPairs(ballots: readonly Copy[], of: (one: Copy, other: Copy) => number): number {
  const values: number[] = [];
  for (const [index, one] of ballots.entries())
    for (const other of ballots.slice(0, index)) if (one.judge !== other.judge) values.push(of(one, other));
  return average(values);
}

export function topByHand(rounds: Rounds, k: number): number {
  const best = ({ points }: Copy) =>
    [...points]
      .toSorted(([, one], [, other]) => other - one)
      .slice(0, k)
      .map(([model]) => model);
  const shared = (one: Copy, other: Copy) => best(one).filter((model) => best(other).includes(model)).length / k;
  return average(rounds.map(({ ballots }) => overPairs(ballots, shared)));
}

function valuesOfBoth(one: Copy, other: Copy): [number[], number[]] {
  const both = [...one.points.keys()].filter((model) => other.points.has(model));
  return [both.map((model) => one.points.get(model)!), both.map((model) => other.points.get(model)!)];
}

const tauOf = (one: Copy, other: Copy) => kendallTau(...valuesOfBoth(one, other)) ?? Number.NaN;

export function rhoByHand(one: Copy, other: Copy): number {
  const [x, y] = valuesOfBoth(one, other).map(midranks) as [number[], number[]];
  const spread = (row: readonly number[]) => row.map((value) => value - (row.length + 1) / 2);
  const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, i) => sum + value * b[i]!, 0);
  return product(spread(x), spread(y)) / Math.sqrt(product(spread(x), spread(x)) * product(spread(y), spread(y)));
}

export function concordanceByHand(rounds: Rounds, setter: string, judges: ReadonlyMap<Rounds[number], number>): number {
  return average(
    rounds
      .filter((round) => round.setter === setter)
      .map((round) => {
        const m = judges.get(round)!;
        return Math.min(1, Math.max(0, (1 + (m - 1) * overPairs(round.ballots, rhoByHand)) / m));
      }),
  );
}

/** For each pair of judges the mean over questions; then the mean over pairs, each as often as both were drawn. */
export function tauByHand(rounds: Rounds, drawn: ReadonlyMap<string, number>): number {
  const names = [...drawn.keys()];
  const all = names.flatMap((one, index) =>
    names.slice(0, index).flatMap((other) => {
      const tau = average(
        rounds.map(({ ballots }) => {
          const [first, second] = [one, other].map((judge) => ballots.find((ballot) => ballot.judge === judge));
          return first && second ? tauOf(first, second) : Number.NaN;
        }),
      );
      return Array.from({ length: drawn.get(one)! * drawn.get(other)! }, () => tau);
    }),
  );
  return average(all);
}

/** Krippendorff's α by its matrix of coincidences, where a judge's copies are no pair. */
export function alphaByHand(rounds: Rounds, level: "ordinal" | "interval"): number {
  const units = rounds.flatMap(({ ballots }) => {
    const answers = new Set(ballots.flatMap(({ points }) => [...points.keys()]));
    return [...answers].map((answer) =>
      ballots.flatMap(({ judge, points }) => (points.has(answer) ? [{ judge, value: points.get(answer)! }] : [])),
    );
  });
  const paired = units.filter((unit) => new Set(unit.map(({ judge }) => judge)).size >= 2);
  const all = paired.flat().map(({ value }) => value);
  const values = [...new Set(all)].toSorted((one, other) => one - other);
  const counts = values.map((value) => all.filter((one) => one === value).length);
  const distance = (c: number, k: number): number => {
    const [low, high] = [Math.min(c, k), Math.max(c, k)];
    if (level === "interval") return (values[c]! - values[k]!) ** 2;
    const between = counts.slice(low, high + 1).reduce((sum, count) => sum + count, 0);
    return (between - (counts[low]! + counts[high]!) / 2) ** 2;
  };
  let observed = 0;
  for (const unit of paired) {
    const distances = unit.flatMap((one) =>
      unit
        .filter(({ judge }) => judge !== one.judge)
        .map(({ value }) => distance(values.indexOf(one.value), values.indexOf(value))),
    );
    observed += unit.length * average(distances);
  }
  const expected = counts.reduce(
    (sum, one, c) => sum + counts.reduce((own, other, k) => own + one * other * distance(c, k), 0),
    0,
  );
  return expected === 0 ? Number.NaN : 1 - ((all.length - 1) * observed) / expected;
}
