/** The numbers the arena plays by. Times in milliseconds. */
import type { Limits } from "../limits/party.ts";

/** Times are in milliseconds. */
export type ArenaRules = {
  /** A battle closes this long after its first vote … */
  closeAfterFirstVote: number;
  /** … and at the latest this long after its answers were posted … */
  closeAtLatest: number;
  /** … and at this many votes; null: votes do not close it. */
  closeAtVotes: number | null;
  /** Both sides together, redraws included, must have answered after this. */
  answerWithin: number;
  /** How long to wait before what could not be stored or shown is tried again. */
  tryAgainAfter: number;
  /** How many models may be tried on one side. */
  attemptsPerSide: number;
  /** How many questions one battle may have, follow-ups included. */
  turnsPerBattle: number;
  /** A process that answers a battle keeps others from it for this long at a time … */
  leaseFor: number;
  /** … and renews that this often. */
  renewLeaseEvery: number;
  /** How often to look for battles that nobody answers or closes any more. */
  sweepEvery: number;
  /** An answer that was interrupted is asked for again until this long after its question. */
  resumeWithin: number;
  /** For how long the words of battles that have ended are kept, counted from their end; null: for ever. */
  keepWords: number | null;
  /** In characters, as people count them. */
  longestQuestion: number;
  /** How many questions may wait for their answers at a time. */
  questionsAtOnce: Limits;
  /** How many bytes of pictures may belong to them. */
  pictureBytesAtOnce: Limits;
  /** How many may be asked within a minute, as each process counts for itself. */
  questionsPerMinute: Limits;
  /** How many questions may be asked, follow-ups included, as all processes on one record count together. */
  battles: BattlesAllowed;
};

/** How many questions may be asked within any minute, and on a day of UTC, follow-ups included; left out: as many as are wanted. */
export type PerTime = { minute?: number | undefined; day?: number | undefined };

/** By whom, or where: by one person, in one community, and in all. */
export type BattlesAllowed = { person: PerTime; community: PerTime; installation: PerTime };

const megabyte = 1024 * 1024;
const second = 1_000;
const minute = 60 * second;

/** What the arena plays by unless it is told otherwise. */
export const defaultRules: ArenaRules = {
  closeAfterFirstVote: 10 * minute,
  closeAtLatest: 24 * 60 * minute,
  closeAtVotes: null,
  answerWithin: 4 * minute,
  tryAgainAfter: minute / 2,
  attemptsPerSide: 3,
  turnsPerBattle: 4,
  leaseFor: 30 * second,
  renewLeaseEvery: 10 * second,
  sweepEvery: 15 * second,
  resumeWithin: 10 * minute,
  keepWords: null,
  longestQuestion: 8_000,
  questionsAtOnce: { person: 3, origin: 120, all: 400 },
  pictureBytesAtOnce: { person: 40 * megabyte, origin: 160 * megabyte, all: 320 * megabyte },
  questionsPerMinute: { person: 20, origin: 120, all: 600 },
  battles: { person: {}, community: {}, installation: {} },
};
