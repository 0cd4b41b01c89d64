/** What somebody asks and votes on, how far they agree with others, and which answers they favour. */
import type { Choice } from "../chat/post.ts";
import type { Task } from "../answers/task.ts";
import { normalQuantile, estimateShare, type ShareEstimate } from "../rating/intervals.ts";
import { createAxes } from "./profile.ts";
import type { AnswerForm, VotedBattle, VotingRecord } from "../people/store.ts";

/** How many battles somebody asked for and voted on, of one task. */
export type VoterAxis = { task: Task; asked: number; voted: number };

/** How far a voter votes as others do. */
export type Agreement = {
  /** Battles on which others voted, too. */
  battles: number;
  /** Mean share of the others who chose the same, with its 95% interval, 0 to 1. */
  share: ShareEstimate;
  /** The share that would come out if this voter and the others chose independently, each with their own habits. */
  chance: number;
};

/** How often somebody chose the answer with more of something, of the votes in which that could be told. */
export type Preference = { votes: number; share: ShareEstimate };

/** What is known of one voter. */
export type VoterProfile = {
  asked: number;
  voted: number;
  /** One a task, all tasks, always in the same order. */
  axes: VoterAxis[];
  /** Null while nobody else has voted where they did. */
  agreement: Agreement | null;
  /** Null without a vote for A or B in which one answer was clearly longer, or clearly more structured. */
  longer: Preference | null;
  moreStructured: Preference | null;
};

/** An answer is clearly longer when the other has less than this part of its length. */
const clearlyLonger = 0.9;
/** … and clearly more structured with at least this many more headings, list items, code fences and bold words. */
const clearlyStructured = 2;

/** Draws up a voter's profile. Throws nothing. */
export function createVoterProfile(record: VotingRecord): VoterProfile {
  const { asked, votes } = record;
  const axes = createAxes((task) => ({
    task,
    asked: asked.find((one) => one.task === task)?.battles ?? 0,
    voted: votes.filter((vote) => vote.task === task).length,
  }));
  return {
    asked: sum(asked.map(({ battles }) => battles)),
    voted: votes.length,
    axes,
    agreement: measureAgreement(votes),
    longer: measurePreference(votes, compareLength),
    moreStructured: measurePreference(votes, compareStructure),
  };
}

/**
 * Agreement with the others, and with what to compare it (J. Cohen, Educational and Psychological Measurement 20, 1960,
 * for one voter and one other drawn at random). On battle i with nᵢ other votes, of which sᵢ are for the same choice:
 *
 *   share = mean of sᵢ/nᵢ,  chance = Σ over choices (share of it among this voter's votes · its mean share among others)
 *
 * over the battles with nᵢ ≥ 1. The interval is share ∓ 1.96 · (standard deviation of sᵢ/nᵢ) / √battles, within 0 to 1;
 * with one battle it is 0 to 1.
 */
function measureAgreement(votes: readonly VotedBattle[]): Agreement | null {
  const shared = votes.flatMap(({ choice, tally }) => {
    const others: Record<Choice, number> = { ...tally, [choice]: tally[choice] - 1 };
    const count = sum(Object.values(others));
    return count > 0 ? [{ choice, shareOf: (one: Choice) => others[one] / count }] : [];
  });
  if (shared.length === 0) return null;
  const same = shared.map(({ choice, shareOf }) => shareOf(choice));
  // Σ over choices of own share · others' share, written as a mean over pairs of an own vote and another battle's others.
  const chance = mean(shared.map(({ choice }) => mean(shared.map(({ shareOf }) => shareOf(choice)))));
  const share = mean(same);
  const variance = sum(same.map((value) => (value - share) ** 2)) / (same.length - 1);
  const margin = same.length > 1 ? normalQuantile * Math.sqrt(variance / same.length) : 1;
  return {
    battles: shared.length,
    share: { share, lower: Math.max(0, share - margin), upper: Math.min(1, share + margin) },
    chance,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** Which of two answers has clearly more of something. */
type Comparison = (a: AnswerForm, b: AnswerForm) => "a" | "b" | null;

const compareLength: Comparison = ({ characters: a }, { characters: b }) => {
  if (Math.min(a, b) >= clearlyLonger * Math.max(a, b)) return null;
  return a > b ? "a" : "b";
};

const compareStructure: Comparison = ({ marks: a }, { marks: b }) => {
  if (Math.abs(a - b) < clearlyStructured) return null;
  return a > b ? "a" : "b";
};

/** Ties and both-bad favour neither answer and are passed over. */
function measurePreference(votes: readonly VotedBattle[], compare: Comparison): Preference | null {
  const telling = votes.flatMap(({ choice, answers }) => {
    const more = compare(answers.a, answers.b);
    return more && (choice === "a" || choice === "b") ? [choice === more] : [];
  });
  const share = estimateShare(telling.filter(Boolean).length, telling.length);
  return share && { votes: telling.length, share };
}
