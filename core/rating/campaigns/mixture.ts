/**
 * Who is honest: a mixture of honest voters and of everything else that explains votes, its shares by EM (A. Dempster,
 * N. Laird & D. Rubin, JRSS B 39, 1977).
 *
 *   P(explanation h | votes of v) = π(h)·r(h, v) / [ π(honest) + Σ π(h')·r(h', v) ],   r = P(votes | h) / P(votes | honest)
 *   π(h) ← mean over voters of P(h | votes)
 *
 * A kind (a campaign for m, say) is explanations at several levels; together they keep a share of half a voter among all
 * kinds, and each level a part of its kind, so that none is ruled out. By Markov's inequality r exceeds x among honest
 * voters with probability 1/x at most: a lone voter is flagged wrongly with a chance of that order, half a voter in all.
 */
import type { Evidence } from "./evidence.ts";

/** Kinds by number; every one is `levels` explanations, of which the first has number kind · levels. */
export type Kinds = { count: number; levels: number };

/** What the votes say of voters and kinds. */
export type Posterior = {
  /** Of each voter: that they are honest; the likeliest kind otherwise (−1: there is none), and the chance of that. */
  honest: Float64Array;
  likeliest: Int32Array;
  chance: Float64Array;
  /** Of each explanation its share among all voters. */
  shares: Float64Array;
};

const leastVoters = 0.5;
const rounds = 60;
const settled = 1e-4;

/** Shares before any vote. Throws nothing. */
export function firstShares({ count, levels }: Kinds, voters: number): Float64Array {
  return new Float64Array(count * levels).fill(leastVoters / (voters + leastVoters) / (count * levels));
}

/** Finds the shares, and with them who is honest. Cost: linear in evidence, at most 60 times. Throws nothing. */
export function explainVoters(evidence: Evidence, kinds: Kinds, start: Float64Array): Posterior {
  const voters = evidence.starts.length - 1;
  let posterior = judgeVoters(evidence, kinds, start);
  for (let round = 0; round < rounds; round++) {
    const { next, honest } = { next: posterior.shares, honest: posterior.honest };
    posterior = judgeVoters(evidence, kinds, holdUp(next, kinds, voters));
    const moved = honest.reduce((most, value, voter) => Math.max(most, Math.abs(value - posterior.honest[voter]!)), 0);
    if (moved < settled) break;
  }
  return posterior;
}

/** Keeps every kind and level possible. @param counted voters of each explanation. */
function holdUp(counted: Float64Array, { count, levels }: Kinds, voters: number): Float64Array {
  const shares = new Float64Array(counted.length);
  for (let kind = 0; kind < count; kind++) {
    const of = counted.subarray(kind * levels, (kind + 1) * levels);
    const all = of.reduce((sum, value) => sum + value, 0);
    const share = (all + leastVoters / count) / (voters + leastVoters);
    for (let level = 0; level < levels; level++) {
      shares[kind * levels + level] = (share * (of[level]! + 1 / levels)) / (all + 1);
    }
  }
  return shares;
}

/** One step: posteriors by shares. The returned `shares` are counts of voters. */
function judgeVoters({ starts, explanation, logRatio }: Evidence, kinds: Kinds, shares: Float64Array): Posterior {
  const voters = starts.length - 1;
  const honestShare = 1 - shares.reduce((sum, share) => sum + share, 0);
  const counted = new Float64Array(shares.length);
  const byKind = new Float64Array(kinds.count);
  const [honest, chance, likeliest] = [new Float64Array(voters), new Float64Array(voters), new Int32Array(voters)];
  for (let voter = 0; voter < voters; voter++) {
    const [from, to] = [starts[voter]!, starts[voter + 1]!];
    let highest = 0;
    for (let at = from; at < to; at++) highest = Math.max(highest, logRatio[at]!);
    let sum = honestShare * Math.exp(-highest);
    honest[voter] = sum;
    for (let at = from; at < to; at++) sum += shares[explanation[at]!]! * Math.exp(logRatio[at]! - highest);
    honest[voter]! /= sum;
    likeliest[voter] = -1;
    byKind.fill(0);
    for (let at = from; at < to; at++) {
      const part = (shares[explanation[at]!]! * Math.exp(logRatio[at]! - highest)) / sum;
      counted[explanation[at]!]! += part;
      const kind = Math.floor(explanation[at]! / kinds.levels);
      byKind[kind]! += part;
      if (byKind[kind]! > chance[voter]!) [likeliest[voter], chance[voter]] = [kind, byKind[kind]!];
    }
  }
  return { honest, likeliest, chance, shares: counted };
}
