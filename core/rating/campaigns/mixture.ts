/**
 * Who is honest: a mixture of honest voters and of everything else that explains votes, its shares by EM (A. Dempster,
 * N. Laird & D. Rubin, JRSS B 39, 1977).
 *
 *   P(explanation h of kind g | votes of v) ∝ π(h)·r(h, v)·t(g, v),   r = P(votes | h) / P(votes | honest)
 *   π(h) ← mean over voters of P(h | votes)
 *
 * A kind (a campaign for m, say) is explanations at several levels. All kinds together keep a share of a twentieth of a
 * voter, and each level a part of its kind, so that none is ruled out. By Markov's inequality r exceeds x among honest voters
 * with probability 1/x at most: a lone voter is flagged wrongly with a chance of that order, a twentieth of a voter in all.
 *
 * t weighs traits (`traits.ts`): the share of a voter's class among the others of the kind, drawn to its share among honest
 * voters, over that share. It is 1 for a kind's only voter.
 */
import { createCompany } from "./company.ts";
import type { Evidence, Kinds } from "./explanations.ts";
import { findUnproven, type Occasions } from "./proof.ts";
import type { Trait } from "./traits.ts";

/** What the votes say of voters. */
export type Posterior = {
  /** Of each voter: that they are honest; and the likeliest kind otherwise, −1 where there is none. */
  honest: Float64Array;
  likeliest: Int32Array;
  /** π of each explanation. */
  shares: Float64Array;
};

const leastVoters = 0.05;
/** Before any vote, this share of all voters is thought not to be honest: much, so that no campaign is too small to grow. */
const firstShare = 0.1;
const rounds = 300;
const settled = 1e-3;
/** Each trial takes away what is not proven; few are ever needed. */
const trials = 10;

/**
 * Finds the shares, and with them who is honest. Cost: linear in evidence, at most 300 times.
 * @param start shares that are nearly right already. Throws nothing.
 */
export function explainVoters(
  evidence: Evidence,
  kinds: Kinds,
  traits: readonly Trait[],
  start?: Float64Array,
  occasions?: Occasions,
): Posterior {
  const explanations = kinds.count * kinds.levels;
  const ratios = scaleRatios(evidence);
  const first = () => new Float64Array(explanations).fill(firstShare / explanations);
  for (let trial = 1, shares = start ?? first(); ; trial++, shares = first()) {
    const state = settle(evidence, ratios, shares, kinds, traits);
    const explained = { ...state, ratios: ratios.of, ofHonest: ratios.ofHonest };
    const unproven = findUnproven(evidence, explained, kinds, occasions);
    if (unproven.size === 0 || trial === trials) {
      const { honest, parts } = state;
      return { honest, shares: state.shares, likeliest: findLikeliest(evidence, parts, kinds.honestFrom) };
    }
    for (let at = 0; at < ratios.of.length; at++) if (unproven.has(evidence.kind[at]!)) ratios.of[at] = 0;
  }
}

/** Shares by EM. */
function settle(
  evidence: Evidence,
  ratios: Ratios,
  start: Float64Array,
  kinds: Kinds,
  traits: readonly Trait[],
): State {
  const voters = evidence.starts.length - 1;
  const company = createCompany(kinds.count, traits);
  const state: State = {
    shares: start,
    honest: new Float64Array(voters).fill(1),
    parts: new Float64Array(evidence.explanation.length),
  };
  for (let round = 0; round < rounds; round++) {
    company.count(evidence, state);
    const { moved, counted } = judgeVoters(evidence, ratios, state, kinds.honestFrom, company.compare);
    if (moved < settled) break;
    state.shares = holdUp(counted, kinds, voters);
  }
  return state;
}

/** π, and by the last step who is honest, and the probability of every explanation that there is evidence for. */
type State = { shares: Float64Array; honest: Float64Array; parts: Float64Array };

/** Ratios, those of a voter in units of their largest, so that none is too large for a number. */
type Ratios = { ofHonest: Float64Array; of: Float64Array };

function scaleRatios({ starts, logRatio }: Evidence): Ratios {
  const ofHonest = new Float64Array(starts.length - 1);
  const of = new Float64Array(logRatio.length);
  for (let voter = 0; voter < ofHonest.length; voter++) {
    let highest = 0;
    for (let at = starts[voter]!; at < starts[voter + 1]!; at++) highest = Math.max(highest, logRatio[at]!);
    ofHonest[voter] = Math.exp(-highest);
    for (let at = starts[voter]!; at < starts[voter + 1]!; at++) of[at] = Math.exp(logRatio[at]! - highest);
  }
  return { ofHonest, of };
}

/** One step, which changes `honest` and `parts`. @returns how many voters each explanation has. */
function judgeVoters(
  { starts, explanation, kind: kindOf }: Evidence,
  ratios: Ratios,
  { shares, honest, parts }: State,
  honestFrom: number,
  compare: (voter: number, kind: number, own: number) => number,
) {
  const honestShare = 1 - shares.reduce((sum, share) => sum + share, 0);
  const counted = new Float64Array(shares.length);
  let moved = 0;
  for (let voter = 0; voter < honest.length; voter++) {
    const [from, to] = [starts[voter]!, starts[voter + 1]!];
    let honestly = honestShare * ratios.ofHonest[voter]!;
    let sum = honestly;
    for (let at = from, next = from; at < to; at = next) {
      const kind = kindOf[at]!;
      let own = 0;
      for (next = at; next < to && kindOf[next]! === kind; next++) own += parts[next]!;
      const alike = compare(voter, kind, own);
      for (let one = at; one < next; one++) {
        parts[one] = alike * shares[explanation[one]!]! * ratios.of[one]!;
        sum += parts[one]!;
        if (kind >= honestFrom) honestly += parts[one]!;
      }
    }
    for (let at = from; at < to; at++) counted[explanation[at]!]! += parts[at]! /= sum;
    moved = Math.max(moved, Math.abs(honest[voter]! - honestly / sum));
    honest[voter] = honestly / sum;
  }
  return { moved, counted };
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

function findLikeliest({ starts, kind: kindOf }: Evidence, parts: Float64Array, honestFrom: number) {
  const chances = new Float64Array(honestFrom);
  return Int32Array.from({ length: starts.length - 1 }, (_, voter) => {
    let likeliest = -1;
    chances.fill(0);
    for (let at = starts[voter]!; at < starts[voter + 1]!; at++) {
      const kind = kindOf[at]!;
      if (kind >= honestFrom) continue;
      chances[kind]! += parts[at]!;
      if (likeliest < 0 || chances[kind]! > chances[likeliest]!) likeliest = kind;
    }
    return likeliest;
  });
}
