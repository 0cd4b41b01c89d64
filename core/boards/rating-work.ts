/** All that is made of votes, in a thread of its own: plain data in, plain data out. */
import { deserialize, serialize } from "node:v8";
import { deflateSync, inflateSync } from "node:zlib";
import { findFit } from "./readings/fit-findings.ts";
import {
  type BoardRating,
  createHistory,
  priorStandardDeviation,
  rateBoard,
  type RatingHistory,
} from "./board-rating.ts";
import { makeReading, type ReadingInput } from "./readings/make-reading.ts";
import {
  type BoardVotes,
  type Days,
  type PackedHistory,
  type PackedTallies,
  packTallies,
  unpackHistory,
  unpackTallies,
  unpackVotes,
} from "./packed-votes.ts";
import type { VoteStatistics } from "../rating/vote-statistics.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import type { CampaignVotes } from "../rating/campaigns/ballots.ts";
import { type CampaignFinding, findCampaigns } from "../rating/campaigns/find-campaigns.ts";
import { recallSeen, type ShownBattles, type TimedVotes } from "../rating/campaigns/seen-battles.ts";
import { choosePriorStrength } from "../rating/personal.ts";
import { fitOwn, type PersonalFit } from "./standings.ts";
import type { FitFindings, ReadingResult } from "./readings/reading.ts";

/** What may be made of votes. */
export type RatingWork = {
  /** See {@link readRated}. */
  board: Uint8Array;
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste: number | null;
  reading: ReadingResult;
  fit: FitFindings;
  /** A board of an export, from the votes that are in it. */
  exported: BoardRating;
  /** Ratings over time. */
  history: RatingHistory;
  personal: PersonalFit;
  /** Whose votes look like a campaign. */
  campaigns: CampaignFinding;
};

/** A board at the moment it was rated. */
export type RatedBoard = {
  rating: Omit<BoardRating, "cells">;
  /** Its cells. */
  tallies: PackedTallies;
  days: Days;
  /** The models that were not retired then, in the order of their ids: who is decides about places. Null: all have places. */
  playing: readonly string[] | null;
};

/** A board as it travels between threads, and as it is kept: PGlite takes long to be given many bytes. */
function writeRated(board: RatedBoard): Uint8Array {
  return new Uint8Array(deflateSync(serialize(board), { level: 1 }));
}

/** @throws {Error} for what cannot be read: another version of the engine may have written it. */
export function readRated(content: Uint8Array): RatedBoard {
  return deserialize(inflateSync(content)) as RatedBoard;
}

/** A board as it was rated last. */
export type BoardSnapshot = Omit<RatedBoard, "rating"> & {
  rating: BoardRating;
  /** The folding up to which its votes are. */
  folded: number;
  ratedAt: Date;
};

/** A snapshot, how many votes have come since, and how many that would be its own are set aside. */
export type CurrentBoard = BoardSnapshot & { newer: number; aside: number };

/** From what each is made. */
export type RatingInput = {
  /** `playing`: the ids of models that are not retired; null: whether one is makes no difference. */
  board: BoardVotes & Pick<RatedBoard, "playing">;
  taste: BoardVotes;
  reading: Omit<ReadingInput, "plain" | "votes"> & {
    plain: Omit<ReadingInput["plain"], "cells"> & { tallies: PackedTallies };
    votes?: BoardVotes;
  };
  /** `ranked`: the models whose votes are tested. */
  fit: BoardVotes & { ranked: readonly string[] };
  exported: VoteStatistics;
  /** `among`: the models that the board of today is fitted with. */
  history: { tallies: PackedHistory; among: readonly string[] };
  /** Somebody's own votes, everybody's, theirs among them, and how far tastes lie apart. */
  personal: { own: readonly PairTally[]; everybody: PackedTallies; taste: number | null };
  /** Votes, and the battles that were shown meanwhile. */
  campaigns: { votes: CampaignVotes & TimedVotes; shown: ShownBattles };
};

/** What a thread that rates is asked. */
export type RatingRequest<Work extends keyof RatingWork = keyof RatingWork> = { work: Work; input: RatingInput[Work] };

/** A few people's votes would as soon say that all tastes are alike as that none is like another. */
const fewestTasters = 20;

/** Does each. What it costs grows with the models and with what voters voted on, not with the votes. */
export const ratingWork: { [Work in keyof RatingWork]: (input: RatingInput[Work]) => RatingWork[Work] } = {
  board({ playing, ...votes }) {
    const { days, ...statistics } = unpackVotes(votes);
    const isPlaying = playing && new Set(playing);
    const { cells, ...rating } = rateBoard(statistics, (model) => isPlaying?.has(model) === false);
    return writeRated({ rating, tallies: packTallies(cells), days, playing });
  },
  taste(votes) {
    const strength = choosePriorStrength(unpackVotes(votes).voters);
    return strength && strength.voters >= fewestTasters ? strength.standardDeviation : null;
  },
  reading({ plain: { tallies, ...plain }, votes, ...input }) {
    const unpacked = votes ? { votes: unpackVotes(votes) } : {};
    return makeReading({ ...input, ...unpacked, plain: { ...plain, cells: unpackTallies(tallies) } });
  },
  fit: (votes) => findFit(unpackVotes(votes), votes.ranked, priorStandardDeviation),
  exported: (votes) => rateBoard(votes),
  history: ({ tallies, among }) => createHistory(unpackHistory(tallies), among),
  personal: ({ own, everybody, taste }) => fitOwn(own, unpackTallies(everybody), taste),
  campaigns: ({ votes, shown }) => findCampaigns(votes, { seen: recallSeen(votes, shown) }),
};
