/** The interval of a share. */
import { normalQuantile } from "./normal.ts";

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
