/** What an export is made from: facts of closed battles as the record has them, without any text. */
import type { Said } from "./columns.ts";

/** A try of a model. */
export type RecordedAttempt = {
  turn: number;
  side: "a" | "b";
  number: number;
  model: string;
  probability: number;
  inputTokens: number | null;
  outputTokens: number | null;
  cost: number | null;
  firstTextMilliseconds: number | null;
  totalMilliseconds: number | null;
};

/** A vote; `shares`: its voter has said yes to open data. `castAt`: milliseconds since 1970. */
export type RecordedVote = {
  voter: string;
  shares: boolean;
  choice: "a" | "b" | "tie" | "both-bad";
  firstChoice: RecordedVote["choice"];
  changes: number;
  means: string;
  seen: boolean;
  castAt: number;
  namesSeenBy: number;
  aside: boolean;
};

/** A closed battle. Times are milliseconds since 1970. */
export type RecordedBattle = {
  id: string;
  platform: string;
  league: string;
  community: string;
  task: string;
  language: string;
  repeated: boolean;
  /** Whether its votes have been counted. */
  folded: boolean;
  masked: boolean;
  private: boolean;
  ageRestricted: boolean;
  leftOut: boolean;
  hidden: boolean;
  drawRule: string;
  salt: string | null;
  drawHash: string | null;
  openedAt: number | null;
  pictures: number;
  turns: number;
  /** Whether its asker, and whoever added its question to the bank if somebody did, have said yes to open data. */
  askerShares: boolean;
  authorShares: boolean;
  /** In order of turn, side and number. */
  attempts: RecordedAttempt[];
  votes: RecordedVote[];
};

/** What is known of a model. */
export type RecordedModel = {
  id: string;
  name: string;
  organization: string;
  status: string;
  inputPrice: number | null;
  outputPrice: number | null;
};

/** The words of a battle on each side. */
export type Conversations = Record<"a" | "b", Said[]>;

/** Where it all comes from; everything is of one moment. */
export type Recorded = {
  /** How many closed battles {@link battles} gives at most. */
  total: number;
  models: readonly RecordedModel[];
  /** How many people have said yes. */
  sharing: number;
  /** The league that is exported. */
  league: string;
  /** The community of strangers on an open page, by its pseudonym. */
  openPage: string;
  /** In batches, those that closed first at the beginning. */
  battles(): AsyncIterable<readonly RecordedBattle[]>;
  /** The words of some battles, by their ids; without those whose words are gone. */
  words(battles: readonly string[]): Promise<ReadonlyMap<string, Conversations>>;
};
