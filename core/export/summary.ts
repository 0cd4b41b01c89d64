/** What an export holds, in numbers. */
import type { LeftOutReason } from "./consent.ts";
import type { WrittenTable } from "./table-file.ts";
import type { Row } from "./columns.ts";

/** What somebody has said of an export. */
export type ExportTerms = {
  /** An SPDX identifier; null: none was chosen, so all rights are reserved. */
  licence: string | null;
  /** Where it will be found; null: that is not known. */
  url: string | null;
};

/** What was asked for. */
export type ExportWish = {
  /** Only battles that closed on this day (UTC) or later: 2026-11-30. */
  since: string | null;
  task: string | null;
  withText: boolean;
  ofOpenPage: boolean;
  /** Only battles of one community; left out: of all. */
  ofOneCommunity?: boolean;
};

/** What an export holds. */
export type ExportSummary = {
  madeAt: Date;
  wish: ExportWish;
  tables: readonly WrittenTable[];
  /** Of the board of all tasks. */
  board: readonly Row[];
  battles: number;
  votes: number;
  /** Votes that stand one by one, and of how many people. */
  ownVotes: number;
  voters: number;
  /** Battles whose words are in it. */
  withWords: number;
  /** Votes that are in no file, because they are set aside. */
  setAside: number;
  /** Closed battles that are in no file, by why. */
  leftOut: ReadonlyMap<LeftOutReason, number>;
  /** BCP 47 tags. */
  languages: readonly string[];
  demo: boolean;
};
