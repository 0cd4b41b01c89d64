/** How wide intervals are: quantiles of the normal and of Student's t distribution, and the interval of a share. */

/**
 * The 97.5% quantile of the standard normal distribution, Φ⁻¹(0.975): estimate ± this many standard errors is a
 * two-sided 95% interval. No unit. (Abramowitz & Stegun, Handbook of Mathematical Functions, 26.2.)
 */
export const normalQuantile = 1.959963984540054;

const cached = new Map<string, number>();

/**
 * The margin of a two-sided interval in standard errors: the q with P(|T| ≤ q) = `interval`, T having Student's t
 * distribution, or the normal one for infinitely many degrees of freedom. 1.96 for 0.95 and ∞.
 *
 * P(|T| ≤ q) = 1 − I(ν/(ν + q²); ν/2, ½), I the regularised incomplete beta function (Abramowitz & Stegun, Handbook of
 * Mathematical Functions, 26.7.1 and 26.5); solved by bisection to the last bits. Above ten million degrees of freedom
 * t and normal agree to eight digits, and the normal one stands for both.
 * @throws {RangeError} unless 0 < interval < 1 and degrees ≥ 1.
 */
export function twoSidedQuantile(interval: number, degrees: number): number {
  if (!(interval > 0 && interval < 1)) throw new RangeError(`An interval of ${interval} is not between 0 and 1.`);
  if (!(degrees >= 1)) throw new RangeError(`${degrees} degrees of freedom are fewer than 1.`);
  const name = `${interval} ${degrees}`;
  const known = cached.get(name);
  if (known !== undefined) return known;
  const outside = degrees > 1e7 ? normalOutside : (q: number) => studentOutside(q, degrees);
  let [low, high] = [0, 1];
  while (outside(high) > 1 - interval && high < 1e300) high *= 2;
  for (let step = 0; step < 200 && high - low > 1e-15 * high; step++) {
    const middle = (low + high) / 2;
    if (outside(middle) > 1 - interval) low = middle;
    else high = middle;
  }
  const quantile = (low + high) / 2;
  if (cached.size < 1000) cached.set(name, quantile);
  return quantile;
}

/** P(|T| > q). */
function studentOutside(q: number, degrees: number): number {
  const square = q * q;
  return incompleteBeta(degrees / (degrees + square), square / (degrees + square), degrees / 2, 0.5);
}

/** P(|Z| > q) = erfc(q/√2) = Γ(½, q²/2)/√π, by series near zero and by continued fraction further out (A&S 6.5). */
function normalOutside(q: number): number {
  const x = (q * q) / 2;
  const scale = Math.exp(-x) * Math.sqrt(x / Math.PI);
  if (x < 2) {
    let term = 2;
    let sum = 2;
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= x / (n + 0.5);
      sum += term;
    }
    return 1 - scale * sum;
  }
  let fraction = 0;
  for (let n = 400; n >= 1; n--) fraction = (n * (n - 0.5)) / (x + 2 * n + 0.5 - fraction);
  return scale / (x + 0.5 - fraction);
}

/**
 * I(x; a, b) by its continued fraction (W. Press et al., Numerical Recipes, 3rd edition, §6.4), evaluated where it
 * converges fast. `rest` is 1 − x, given apart so that nothing of it is lost near x = 1.
 */
export function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(rest, x, b, a);
  const front = Math.exp(a * Math.log(x) + b * Math.log1p(-x) - logBeta(a, b)) / a;
  return front * betaFraction(x, a, b);
}

function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const guard = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / guard(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    for (const step of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / guard(1 + step * d);
      c = guard(1 + step / c);
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return fraction;
}

/** ln B(a, b): through ln Γ (Lanczos, g = 7, nine terms). */
function logBeta(a: number, b: number): number {
  return logGamma(a) + logGamma(b) - logGamma(a + b);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 (Lanczos). Throws nothing. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const sum = lanczos.reduce((total, term, index) => (index === 0 ? term : total + term / (shifted + index)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
}

/** A share with its 95% interval, all from 0 to 1. */
export type ShareEstimate = { share: number; lower: number; upper: number };

/**
 * The share of successes with Wilson's 95% interval (E. Wilson, JASA 22, 1927), which stays inside 0 to 1 and holds at
 * small counts:
 *
 *   (p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n),  z = 1.96
 * @param successes may be halves.
 * @returns null without trials. @throws {RangeError} unless 0 ≤ successes ≤ trials.
 */
export function estimateShare(successes: number, trials: number): ShareEstimate | null {
  if (!(successes >= 0 && successes <= trials)) {
    throw new RangeError(`${successes} of ${trials} is no share.`);
  }
  if (trials === 0) return null;
  const share = successes / trials;
  const square = normalQuantile ** 2 / trials;
  const center = (share + square / 2) / (1 + square);
  const half = (normalQuantile * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials))) / (1 + square);
  return { share, lower: Math.max(0, center - half), upper: Math.min(1, center + half) };
}
