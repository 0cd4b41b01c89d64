/** An axis of costs: in even steps, or in powers of ten where costs lie far apart; what is free stands left of it. */

/** From 0 to 1, and where it is labelled. */
export type CostAxis = {
  placeOf: (cost: number) => number;
  /** Dollars, ascending. */
  ticks: number[];
  /** Where costs begin; what is free lies left of it. 0: nothing is free. */
  from: number;
};

/** Costs that lie further apart than this are drawn in powers of ten. */
const farApart = 10;
/** The part of the axis that is for what is free. */
const freePart = 0.1;
const mostTicks = 6;

/**
 * An axis for some costs, dollars, each 0 or more. With c₀ and c₁ the ends, above 0, and f where costs begin,
 *
 *   place = f + (1 − f) · (c − c₀) / (c₁ − c₀),  or the same of log c where the dearest is over ten times the cheapest.
 *
 * In even steps the axis spans at least half of the dearest cost, so that small differences do not look large.
 *
 * Throws nothing.
 */
export function costAxis(costs: readonly number[]): CostAxis {
  const paid = costs.filter((cost) => cost > 0);
  const from = paid.length < costs.length ? (paid.length === 0 ? 1 : freePart) : 0;
  const [least, most] = [Math.min(...paid), Math.max(...paid)];
  if (paid.length === 0) return { placeOf: () => 0, ticks: [], from };
  const isFar = most / least > farApart;
  const scale = isFar ? Math.log10 : (cost: number) => cost;
  const [first, last] = isFar
    ? [least, most]
    : [Math.max(0, most - Math.max(most - least, most / 2) * 1.1), most * 1.02];
  const span = scale(last) - scale(first);
  const placeOf = (cost: number) => (cost === 0 ? 0 : from + (1 - from) * ((scale(cost) - scale(first)) / span));
  return { placeOf, ticks: isFar ? powers(first, last) : steps(first, last), from };
}

/** 1, 2 and 5 times powers of ten, or as few of them as have room. */
function powers(first: number, last: number): number[] {
  const exponents = Array.from(
    { length: Math.ceil(Math.log10(last)) - Math.floor(Math.log10(first)) + 1 },
    (_, index) => Math.floor(Math.log10(first)) + index,
  );
  const within = (factors: readonly number[]) =>
    exponents
      .flatMap((exponent) => factors.map((factor) => Number(`${factor}e${exponent}`)))
      .filter((cost) => cost >= first * 0.999 && cost <= last * 1.001);
  const tried = [[1, 2, 5], [1, 3], [1]].map(within);
  const few = tried.find((ticks) => ticks.length <= mostTicks) ?? within([1]);
  const every = Math.ceil(few.length / mostTicks);
  return few.filter((_, index) => index % every === 0);
}

function steps(first: number, last: number): number[] {
  const rough = (last - first) / mostTicks;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const begin = Math.ceil(first / step);
  const count = Math.floor(last / step) - begin + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) =>
    Number(((begin + index) * step).toPrecision(3)),
  ).filter((cost) => cost > 0);
}
