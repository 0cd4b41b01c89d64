/** Exact numbers: a whole numerator over a whole denominator above zero. */
export type Fraction = { over: bigint; under: bigint };

/** Larger numbers than this many bits are not worth an answer. */
const mostBits = 2048;

/** @returns undefined for division by zero and for numbers too large to print. */
export function fraction(over: bigint, under = 1n): Fraction | undefined {
  if (under === 0n || over.toString(2).length > mostBits || under.toString(2).length > mostBits) return undefined;
  const sign = under < 0n ? -1n : 1n;
  const divisor = greatestDivisor(over < 0n ? -over : over, under * sign) * sign;
  return { over: over / divisor, under: under / divisor };
}

/** Reads `12`, `0.5` and `1,000`. */
export function parseFraction(digits: string): Fraction | undefined {
  const [whole = "", part = ""] = digits.replaceAll(",", "").split(".");
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length));
}

export function power(base: Fraction, exponent: Fraction): Fraction | undefined {
  const count = exponent.over < 0n ? -exponent.over : exponent.over;
  if (exponent.under !== 1n || count > BigInt(mostBits)) return undefined;
  const longest = Math.max(base.over.toString(2).length, base.under.toString(2).length);
  if (longest > 1 && longest * Number(count) > 2 * mostBits) return undefined;
  const raised = [base.over ** count, base.under ** count] as const;
  return exponent.over < 0n ? fraction(raised[1], raised[0]) : fraction(...raised);
}

/** @returns the square root where it is exact. */
export function squareRoot({ over, under }: Fraction): Fraction | undefined {
  const [top, bottom] = [wholeRoot(over), wholeRoot(under)];
  return top === undefined || bottom === undefined ? undefined : fraction(top, bottom);
}

/** `exact` is false when the text is rounded to six digits after the point. */
export function formatFraction({ over, under }: Fraction): { text: string; exact: boolean } {
  const sign = over < 0n ? "-" : "";
  const size = over < 0n ? -over : over;
  for (let digits = 0; digits <= 12; digits += 1) {
    const scaled = size * 10n ** BigInt(digits);
    if (scaled % under === 0n) return { text: sign + point(scaled / under, digits), exact: true };
  }
  const rounded = (size * 10n ** 6n * 2n + under) / (under * 2n);
  return { text: sign + point(rounded, 6), exact: false };
}

function point(scaled: bigint, digits: number): string {
  const text = scaled.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function greatestDivisor(x: bigint, y: bigint): bigint {
  return y === 0n ? x : greatestDivisor(y, x % y);
}

function wholeRoot(square: bigint): bigint | undefined {
  if (square < 0n) return undefined;
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle * middle <= square) low = middle;
    else high = middle - 1n;
  }
  return low * low === square ? low : undefined;
}
