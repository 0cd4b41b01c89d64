/** Every two judges of a question, and how alike they are: what all agreement between judges is made of. */
import { type JudgeBallot, listAnswers, type Points } from "./ballots.ts";
import { isEqual } from "./ranks.ts";

/** The numbers of best answers that are compared. */
export const topSizes = [2, 3, 4] as const;
/** One of {@link topSizes}. */
export type TopSize = (typeof topSizes)[number];

/**
 * The ballots of a question two by two: each with those after it, m(m − 1)/2 pairs, over the answers that both judge. NaN
 * where a pair tells nothing.
 */
export type JudgePairs = {
  /** By the order of ballots. */
  judges: string[];
  /** Kendall's τ-b, as `kendallTau` in `agreement.ts` defines it. */
  tau: Float64Array;
  /** Spearman's rank correlation, corrected for ties: Pearson's correlation of the midranks (C. Spearman, 1904). */
  rho: Float64Array;
  /** |top-k(a) ∩ top-k(b)| / k of their best k, see {@link topOf}. */
  top: Record<TopSize, Float64Array>;
};

/**
 * Compares the ballots of a question two by two. Cost: pairs · answers², in sums of small whole numbers: each ballot is
 * turned once into the signs of all its differences. Throws nothing.
 */
export function pairJudges(ballots: readonly JudgeBallot[]): JudgePairs {
  const answers = new Map(listAnswers({ setter: "", ballots }).map((model, index) => [model, index]));
  const orders = ballots.map(({ points }) => orderAnswers(points, answers));
  const pairs = (ballots.length * (ballots.length - 1)) / 2;
  const none = () => new Float64Array(pairs).fill(Number.NaN);
  const found: JudgePairs = {
    judges: ballots.map(({ judge }) => judge),
    ...{ tau: none(), rho: none(), top: { 2: none(), 3: none(), 4: none() } },
  };
  let at = 0;
  for (const [index, one] of orders.entries())
    for (const other of orders.slice(index + 1)) {
      [found.tau[at], found.rho[at]] = correlate(one, other);
      for (const k of topSizes) found.top[k][at] = overlap(one.top, other.top, k);
      at += 1;
    }
  return found;
}

/** The k best of a ballot by points; among equals the one listed earlier. Fewer where fewer were judged. Throws nothing. */
export function topOf(points: Points, k: number): string[] {
  const ordered = [...points].toSorted(([, one], [, other]) => other - one);
  return ordered.slice(0, k).map(([model]) => model);
}

function overlap(one: readonly string[], other: readonly string[], k: TopSize): number {
  const best = other.slice(0, k);
  return one.slice(0, k).filter((model) => best.includes(model)).length / k;
}

/** A ballot as the signs of the differences between any two of the n answers, 0 where it does not judge both. */
type Order = {
  size: number;
  signs: Int8Array;
  judged: Uint8Array;
  /** Of each answer: how many are below it less how many are above it; and how many are either. */
  leads: Int32Array;
  apart: Int32Array;
  top: string[];
};

function orderAnswers(points: Points, answers: ReadonlyMap<string, number>): Order {
  const size = answers.size;
  const order: Order = {
    ...{ size, signs: new Int8Array(size * size), judged: new Uint8Array(size) },
    ...{ leads: new Int32Array(size), apart: new Int32Array(size), top: topOf(points, 4) },
  };
  const given = [...points].map(([model, value]) => ({ index: answers.get(model)!, value }));
  for (const { index, value } of given) {
    order.judged[index] = 1;
    for (const rival of given) {
      if (isEqual(value, rival.value)) continue;
      const sign = value > rival.value ? 1 : -1;
      order.signs[index * size + rival.index] = sign;
      order.leads[index]! += sign;
      order.apart[index]! += 1;
    }
  }
  return order;
}

/** τ-b and ρ over the answers that both judge: the midrank of an answer is (n + 1)/2 less half its lead. */
function correlate(one: Order, other: Order): [tau: number, rho: number] {
  const [first, second] = [reduceTo(one, other), reduceTo(other, one)];
  let balance = 0;
  // What either does not judge has the sign 0.
  for (let at = 0; at < one.signs.length; at++) balance += one.signs[at]! * other.signs[at]!;
  let product = 0;
  for (let index = 0; index < one.size; index++) product += first.leads[index]! * second.leads[index]!;
  return [
    divide(balance, Math.sqrt(first.apart * second.apart)),
    divide(product, Math.sqrt(first.squares * second.squares)),
  ];
}

function divide(value: number, by: number): number {
  return by === 0 ? Number.NaN : value / by;
}

/** The leads of the answers that the other judges too, among those alone; the sum of their squares; how many are apart. */
function reduceTo({ size, signs, judged, leads, apart }: Order, other: Order) {
  const reduced = leads.slice();
  for (let missing = 0; missing < size; missing++) {
    if (judged[missing] === 0 || other.judged[missing] === 1) continue;
    // Its differences count no more; turned round, they are those that others have with it.
    for (let index = 0; index < size; index++) reduced[index]! += signs[missing * size + index]!;
    reduced[missing] = 0;
  }
  let [all, squares] = [0, 0];
  for (let index = 0; index < size; index++) {
    if (judged[index] === 0 || other.judged[index] === 0) {
      reduced[index] = 0;
      continue;
    }
    squares += reduced[index]! ** 2;
    all += apart[index]!;
  }
  return { leads: reduced, squares, apart: all - countLost(signs, judged, other.judged, size) };
}

/** How many differences lie between an answer that both judge and one that only the first does. */
function countLost(signs: Int8Array, judged: Uint8Array, others: Uint8Array, size: number): number {
  let lost = 0;
  for (let missing = 0; missing < size; missing++) {
    if (judged[missing] === 0 || others[missing] === 1) continue;
    for (let index = 0; index < size; index++)
      if (others[index] === 1) lost += Math.abs(signs[missing * size + index]!);
  }
  return lost;
}

/** The weighted mean of the pairs that exist, and what they weigh. Weights by the order of ballots. Throws nothing. */
export function meanOfPairs(values: Float64Array, weights: ArrayLike<number>): { mean: number; weight: number } {
  let [at, sum, total] = [0, 0, 0];
  for (let index = 0; index < weights.length; index++) {
    const own = weights[index]!;
    for (let other = index + 1; other < weights.length; other++, at++) {
      const weight = own * weights[other]!;
      const value = values[at]!;
      if (weight === 0 || Number.isNaN(value)) continue;
      sum += weight * value;
      total += weight;
    }
  }
  return { mean: total === 0 ? Number.NaN : sum / total, weight: total };
}
