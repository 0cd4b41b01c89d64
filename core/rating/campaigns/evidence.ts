/** How much better campaigns, enthusiasm and habits explain voters' votes than plain honesty: `scale.ts`, `habits.ts`. */
import type { Ballots, Meetings } from "./ballots.ts";
import type { Exposure } from "./exposure.ts";
import { type Habits, habits, weighHabits } from "./habits.ts";
import type { Evidence, Kinds } from "./explanations.ts";
import { createScale, levels, type SeenVote } from "./scale.ts";
import { countTastes, type Tastes } from "./taste.ts";

/** Explanations that are e² times worse than honesty are dropped: their shares are small, and so is what they add. */
const worst = -2;
const tiesKnown = 10;

/** What is known before a voter's votes are judged. */
export type Knowledge = { odds: Float64Array; exposure: Exposure; tastes: Tastes };

/** The kinds of explanations among so many models. Throws nothing. */
export function countKinds(models: number): Kinds {
  const honestFrom = 2 * models + habits.length;
  return { count: honestFrom + 2 * models, levels, honestFrom };
}

type Found = { starts: number[]; explanation: number[]; logRatio: number[] };

/**
 * Weighs everything against honesty, voter by voter.
 * @param honest of each voter, 0 to 1: how much their tastes count; all alike where left out.
 * @returns `counted`: what tastes they show, for `estimateTastes`. Cost: linear in votes. Throws nothing.
 */
export function weighVoters(
  ballots: Ballots,
  meetings: Meetings,
  knowledge: Knowledge,
  found: Habits,
  honest?: Float64Array,
): { evidence: Evidence; counted: Float64Array } {
  const counted = countTastes();
  const list: Found = { starts: [0], explanation: [], logRatio: [] };
  const weigh = createWeighing(ballots, meetings, knowledge, list);
  for (const voter of ballots.voters.keys()) {
    weigh(voter, counted, honest?.[voter] ?? 1);
    for (const [habit, logRatio] of weighHabits(ballots, found, knowledge.odds, voter).entries()) {
      push(list, 2 * ballots.models.length + habit, 0, logRatio);
    }
    list.starts.push(list.explanation.length);
  }
  const evidence = {
    starts: Int32Array.from(list.starts),
    kind: Int32Array.from(list.explanation, (explanation) => Math.floor(explanation / levels)),
    explanation: Int32Array.from(list.explanation),
    logRatio: Float64Array.from(list.logRatio),
  };
  return { evidence, counted };
}

function push({ explanation, logRatio }: Found, kind: number, level: number, value: number): void {
  if (!(value >= worst)) return;
  explanation.push(kind * levels + level);
  logRatio.push(value);
}

/** Weighs a voter's votes, model by model. */
function createWeighing(ballots: Ballots, meetings: Meetings, { odds, exposure, tastes }: Knowledge, list: Found) {
  const scale = createScale(exposure);
  const tied = shareTies(ballots);
  const enthusiasts = countKinds(ballots.models.length).honestFrom;
  return (voter: number, counted: Float64Array, weight: number) => {
    const votes = ballots.starts[voter + 1]! - ballots.starts[voter]!;
    for (let entry = meetings.starts[voter]!; entry < meetings.starts[voter + 1]!; entry++) {
      const model = meetings.model[entry]!;
      const [from, to] = [meetings.votesFrom[entry]!, meetings.votesFrom[entry + 1]!];
      scale.clear();
      for (let at = from; at < to; at++) scale.take(readVote(ballots, odds, meetings.vote[at]!, model), tied[voter]!);
      const rest = votes - (to - from);
      const e = exposure.chance(voter, model);
      const honestly = exposure.logChance(to - from, rest, e) + scale.weighHonest(tastes, counted, weight);
      scale.weighOthers(rest, e, (isHonest, isAgainst, level, logarithm) => {
        const kind = 2 * model + (isAgainst ? 1 : 0) + (isHonest ? enthusiasts : 0);
        push(list, kind, level, logarithm - honestly);
      });
    }
  };
}

function readVote({ first, halfWins }: Ballots, odds: Float64Array, vote: number, model: number): SeenVote {
  const isFirst = first[vote] === model;
  return {
    halfWins: isFirst ? halfWins[vote]! : 2 - halfWins[vote]!,
    against: Math.exp(isFirst ? -odds[vote]! : odds[vote]!),
  };
}

/** Each voter's share of ties, drawn to everybody's. */
function shareTies({ voters, starts, halfWins }: Ballots): Float64Array {
  const isTie = (value: number) => (value === 1 ? 1 : 0);
  const all = (halfWins.reduce((sum, value) => sum + isTie(value), 0) + 1) / (halfWins.length + 4);
  return Float64Array.from(voters, (_, voter) => {
    const own = halfWins.subarray(starts[voter]!, starts[voter + 1]!);
    return (own.reduce((sum, value) => sum + isTie(value), 0) + tiesKnown * all) / (own.length + tiesKnown);
  });
}
