/**
 * Whether a kind is proven by all its voters together. Shares by EM take what fits best, however little better it fits; a
 * campaign is an accusation, so it must explain the votes far better than if the same voters were enthusiasts for the same
 * model (for a habit: plainly honest), by the logarithm of the likelihood ratio
 *
 *   Σ v −ln[ 1 − P(g | v) + P'(v) ] ≥ least
 *
 * P(g | v) the probability of kind g, P' what it becomes when g's share goes to its enthusiasts. With H kinds,
 * least = ln H + 3: by Bonferroni and Markov one of all is proven wrongly with probability e^−3, 5%, at most.
 */
import type { Evidence, Kinds } from "./explanations.ts";

const certainty = 3;
/** A kind that is not this probable for anybody needs no proof: nobody is accused. */
const leastChance = 0.05;

/** π of every explanation; by evidence: its ratio, and its probability. */
type Explained = { shares: Float64Array; ratios: Float64Array; parts: Float64Array; ofHonest: Float64Array };

/** The kinds that accuse somebody, and are not proven. Cost: linear in evidence. Throws nothing. */
export function findUnproven(evidence: Evidence, explained: Explained, { levels, honestFrom }: Kinds): Set<number> {
  const gains = new Float64Array(honestFrom);
  const accuses = new Uint8Array(honestFrom);
  const { starts, kind } = evidence;
  for (let voter = 0; voter < starts.length - 1; voter++) {
    const [from, to] = [starts[voter]!, starts[voter + 1]!];
    for (let at = from, next = from; at < to; at = next) {
      const one = kind[at]!;
      for (next = at; next < to && kind[next] === one; next++);
      if (one >= honestFrom) continue;
      const { chance, instead } = weighInstead(
        evidence,
        explained,
        voter,
        { from: at, to: next },
        { levels, honestFrom },
      );
      if (chance >= leastChance) accuses[one] = 1;
      gains[one]! -= Math.log(Math.max(1e-300, 1 - chance + instead));
    }
  }
  const least = Math.log(honestFrom) + certainty;
  return new Set([...gains.keys()].filter((one) => accuses[one] === 1 && gains[one]! < least));
}

/** P(g | v), and what comes instead of it. */
function weighInstead(
  { starts, kind, explanation }: Evidence,
  { shares, ratios, parts, ofHonest }: Explained,
  voter: number,
  { from, to }: { from: number; to: number },
  { levels, honestFrom }: Pick<Kinds, "levels" | "honestFrom">,
): { chance: number; instead: number } {
  const one = kind[from]!;
  let [chance, plain] = [0, 0];
  for (let at = from; at < to; at++) {
    chance += parts[at]!;
    plain += shares[explanation[at]!]! * ratios[at]!;
  }
  if (plain === 0) return { chance: 0, instead: 0 };
  const share = shares.subarray(one * levels, (one + 1) * levels).reduce((sum, value) => sum + value, 0);
  // Whoever is no enthusiast, either, is plainly honest.
  let best = ofHonest[voter]!;
  const enthusiasts = one + honestFrom;
  for (let at = starts[voter]!; at < starts[voter + 1]!; at++) {
    if (kind[at] === enthusiasts) best = Math.max(best, ratios[at]!);
  }
  return { chance, instead: (chance / plain) * share * best };
}
