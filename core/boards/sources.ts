/** Sources: votes that were cast elsewhere, brought in from a file, which boards show or take in where they are asked to. */
import { createHash } from "node:crypto";
import type { Choice, PlatformName } from "../chat/post.ts";
import type { Task } from "../answers/task.ts";
import { isSourceLeague, type SourceLeague } from "../models/model.ts";

/** A vote as a file has it. What a file does not say is null, and stays unknown. */
export type SourceVote = {
  /** Whoever cast it, under a name that this source knows it by. */
  voter: string;
  choice: Choice;
  firstChoice: Choice | null;
  changes: number | null;
  means: "button" | "out-of-sight-reaction" | "open-reaction" | null;
  /** Whether others could see it before the close. */
  seen: boolean | null;
  namesSeenBy: number | null;
  /** When it was cast. */
  at: Date | null;
};

/** What is known of one side's answers, summed over turns: code points, headings, list items, stretches of bold. */
export type SourceStyle = readonly [number, number, number, number];

/** A battle as a file has it, with votes on it. */
export type SourceBattle = {
  /** By which this source knows it. */
  key: string;
  /** By the names that the file gives them. */
  modelA: string;
  modelB: string;
  task: Task | null;
  /** BCP 47 tag; `und`: not known. */
  language: string;
  platform: PlatformName | null;
  /** When the answers were shown. */
  at: Date | null;
  repeated: boolean;
  /** With which probability the ordered pair was drawn. */
  probability: number | null;
  styles: { a: SourceStyle; b: SourceStyle } | null;
  /** Whether these are all votes on it, under names made up for this file: a battle that is there already gets no more. */
  whole: boolean;
  votes: readonly SourceVote[];
};

/** What a file says of a model beside its name there. */
export type SourceModel = {
  name: string;
  organization: string;
  /** US dollars for a million tokens. */
  inputPrice: number | null;
  outputPrice: number | null;
};

/** What has come of some battles. */
export type AddedToSource = {
  /** How many battles and votes are new. */
  battles: number;
  votes: number;
  /** How many votes were there already, or are a voter's second on a battle. */
  known: number;
  /** How many votes are on two names that are one model here; these are left out. */
  alike: number;
};

/** A source, with how much counts of it on boards. */
export type KnownSource = { name: string; battles: number; votes: number };

/** The sources of an installation. */
export interface SourceStore {
  /**
   * Adds battles that have closed, with votes, in one transaction; a source comes into being with its first. What it holds
   * already stays as it is, so that the same again changes nothing. Models are those of the arena with that id, or else with
   * that name alone; others are added to it, and play no battles.
   * @param described by the names in the file, what it says of models. @throws {StoreFailure} Then nothing of it is there.
   */
  add(
    source: string,
    battles: readonly SourceBattle[],
    described?: ReadonlyMap<string, SourceModel>,
  ): Promise<AddedToSource>;
  /** All of them, by name. */
  list(): Promise<KnownSource[]>;
  /** Takes out some battles of a source, and with the last one what is left of it. @returns how many; 0 when none was left. */
  removeSome(source: string): Promise<number>;
}

/** How a source may be called: short, and typed alike on every keyboard. `all` means all of them. */
export function isSourceName(name: string): boolean {
  return /^[a-z0-9][a-z0-9-]{0,23}$/u.test(name) && name !== "all";
}

/** What the battles of a source have in place of a league. */
export function leagueOfSource(name: string): SourceLeague {
  return `source:${name}`;
}

/** The name of the source whose league that is; undefined for the arena's own. */
export function sourceOfLeague(league: string): string | undefined {
  return isSourceLeague(league) ? league.slice("source:".length) : undefined;
}

/** What stands for a source in the few bytes of a button: two sources may have the same only by a rare chance. */
export function sourceCode(name: string): string {
  return createHash("sha256").update(name).digest("base64url").slice(0, 3);
}

/**
 * What something of a source is known by: 25 characters of [0-9a-z], the same for the same parts. Identifiers of the
 * arena's own are shorter, so that none is ever one of these.
 */
export function sourceIdentifier(...parts: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
  return BigInt(`0x${digest}`).toString(36).padStart(25, "0");
}
