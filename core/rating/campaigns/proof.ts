/**
 * Whether a kind is proven by all its voters together. Shares by EM take what fits best, however little better it fits; a
 * campaign is an accusation, so it must explain the votes far better than if the same voters were enthusiasts for the same
 * model (for a habit: plainly honest), by the logarithm of the likelihood ratio
 *
 *   Σ v −ln[ 1 − P(g | v) + P'(v) ] ≥ least
 *
 * P(g | v) the probability of kind g, P' what it becomes when g's share goes to its enthusiasts. With H kinds,
 * least = ln H + 3: by Bonferroni and Markov one of all is proven wrongly with probability e^−3, 5%, at most.
 *
 * A hundred people who were sent to one battle, and like the same answer, are one occasion, not a hundred. Where it is known
 * which battle each vote is on, a voter's gain is spread evenly over the battles that the kind is about, and the n voters of a
 * battle count as n/(1 + (n − 1)·ρ), ρ = ½ (L. Kish, Survey Sampling, 1965, §5.4): as two at most. They are weighed by P(g | v),
 * so n is (Σ w)²/Σ w².
 */
import type { Evidence, Kinds } from "./explanations.ts";

const certainty = 3;
/** A kind that is not this probable for anybody needs no proof: nobody is accused. */
const leastChance = 0.05;
/** ρ: how alike those are who vote on one battle. */
const alike = 0.5;
/** Battles are not looked up for whoever is less probably of a kind: they are nobody's occasion. */
const leastCounted = 1e-3;

/** π of every explanation; by evidence: its ratio, and its probability. */
type Explained = { shares: Float64Array; ratios: Float64Array; parts: Float64Array; ofHonest: Float64Array };

/** The battles that a kind accuses a voter about; undefined: those of one voter say nothing of another's. */
export type Occasions = (voter: number, kind: number) => Int32Array | undefined;

/** The kinds that accuse somebody, and are not proven. Cost: linear in evidence, and in the battles it is about. Throws nothing. */
export function findUnproven(
  evidence: Evidence,
  explained: Explained,
  { levels, honestFrom }: Kinds,
  occasions: Occasions = () => undefined,
): Set<number> {
  const gains = createGains(honestFrom);
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
      const gain = -Math.log(Math.max(1e-300, 1 - chance + instead));
      gains.add(one, gain, chance, chance >= leastCounted ? occasions(voter, one) : undefined);
    }
  }
  const least = Math.log(honestFrom) + certainty;
  const sums = gains.sum();
  return new Set([...sums.keys()].filter((one) => accuses[one] === 1 && sums[one]! < least));
}

/** Adds up gains by kind, those of one battle's voters as of few. */
function createGains(kinds: number) {
  const sums = new Float64Array(kinds);
  const battles = Array.from(
    { length: kinds },
    () => new Map<number, { gain: number; weight: number; squares: number }>(),
  );
  return {
    add(kind: number, gain: number, weight: number, about: Int32Array | undefined) {
      if (!about) sums[kind]! += gain;
      for (const battle of about ?? []) {
        const before = battles[kind]!.get(battle) ?? { gain: 0, weight: 0, squares: 0 };
        before.gain += (weight * gain) / about!.length;
        before.weight += weight;
        before.squares += weight * weight;
        battles[kind]!.set(battle, before);
      }
    },
    sum() {
      for (const [kind, own] of battles.entries()) {
        for (const { gain, weight, squares } of own.values()) {
          const voters = (weight * weight) / squares;
          sums[kind]! += ((gain / weight) * voters) / (1 + (voters - 1) * alike);
        }
      }
      return sums;
    },
  };
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
