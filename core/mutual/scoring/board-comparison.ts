/** How a board of people's votes orders the models of an experiment, beside how the experiment does. */
import { normalQuantile } from "../../rating/intervals.ts";
import { kendallTau } from "./agreement.ts";
import { competitionRanks } from "./ranks.ts";
import type { Interval } from "./resampling.ts";

/** What a model got, with its 95% interval; null: none is claimed. Only models with the same unit are compared. */
export type Valued = { model: string; value: number; interval: Interval | null };

/** A place among the models in common, and the best and the worst that the intervals leave possible; null: not claimed. */
export type ComparedPlace = { value: number; rank: number; range: { best: number; worst: number } | null };

/** The models that both have ranked. */
export type BoardComparison = {
  /** In the order of the experiment's values, best first. */
  models: { model: string; mutual: ComparedPlace; people: ComparedPlace }[];
  /** Kendall's τ-b of the two orders, and its interval ({@link tauInterval}). */
  tau: { value: number; interval: Interval | null } | null;
};

/** Of fewer models in common nothing is said. */
export const fewestCompared = 3;

/**
 * The models that both have valued, with their places among themselves ({@link findPlaces}), and how alike the orders are.
 * @param mutual points of the experiment. @param people rating points of a board.
 * @returns null for fewer than {@link fewestCompared} models in common. Throws nothing.
 */
export function compareWithBoard(mutual: readonly Valued[], people: readonly Valued[]): BoardComparison | null {
  const rated = new Map(people.map((one) => [one.model, one]));
  const both = mutual
    .flatMap((own) => {
      const other = rated.get(own.model);
      return other ? [{ own, other }] : [];
    })
    .toSorted((one, other) => other.own.value - one.own.value);
  if (both.length < fewestCompared) return null;
  const places = findPlaces(both.map(({ own }) => own));
  const ratedPlaces = findPlaces(both.map(({ other }) => other));
  const tau = kendallTau(
    both.map(({ own }) => own.value),
    both.map(({ other }) => other.value),
  );
  return {
    models: both.map(({ own }, index) => ({
      model: own.model,
      mutual: places[index]!,
      people: ratedPlaces[index]!,
    })),
    tau: tau === null ? null : { value: tau, interval: tauInterval(tau, both.length) },
  };
}

/**
 * A place for each: competition ranks by value, and with x(l), x(u) the limits of a model's interval, the best place
 * 1 + #{others: lower > x(u)} and the worst n − #{others: upper < x(l)}; those are claimed where all have intervals.
 * Throws nothing.
 */
export function findPlaces(values: readonly Valued[]): ComparedPlace[] {
  const ranks = competitionRanks(values.map(({ value }) => value));
  const intervals = values.flatMap(({ interval }) => interval ?? []);
  return values.map(({ value, interval: own }, index) => ({
    ...{ value, rank: ranks[index]! },
    range:
      own === null || intervals.length < values.length
        ? null
        : {
            best: 1 + intervals.filter(({ lower }) => lower > own.upper).length,
            worst: values.length - intervals.filter(({ upper }) => upper < own.lower).length,
          },
  }));
}

/**
 * A 95% interval of Kendall's τ over n things, as if they were drawn from many of their kind (E. C. Fieller, H. O. Hartley
 * & E. S. Pearson, Biometrika 44, 1957): z = artanh τ, Var z ≈ 0.437 / (n − 4),
 *
 *   tanh(z ∓ 1.96 · √Var z)
 *
 * A τ of ±1, whose z has no end, counts half a step of τ nearer to 0, 1 − 1 / (n(n − 1)/2), and its interval ends at ±1.
 * @returns null for n < 5. Throws nothing.
 */
export function tauInterval(tau: number, n: number): Interval | null {
  if (n < 5) return null;
  const most = 1 - 2 / (n * (n - 1));
  const z = Math.atanh(Math.min(most, Math.max(-most, tau)));
  const reach = normalQuantile * Math.sqrt(0.437 / (n - 4));
  return {
    lower: tau <= -most ? -1 : Math.tanh(z - reach),
    upper: tau >= most ? 1 : Math.tanh(z + reach),
  };
}
