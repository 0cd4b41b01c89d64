/** The record as the public board reads and writes it. */
import type { Task } from "../../answers/task.ts";
import type { CellFilter } from "../cell.ts";
import type { BoardChange } from "./changes.ts";

/** A day on which boards were published. */
export type ListedDay = {
  /** In UTC, `2026-11-30`. */
  day: string;
  publishedAt: Date;
  /** What has changed since the published day before it. */
  changes: readonly BoardChange[];
};

/** A day, and its boards in the form of whoever has written them down. */
export type KeptDay = ListedDay & { content: Uint8Array };

/** How many people have voted on the questions of a task, of a language, or of both; null: of all. */
export type Crowd = { task: Task | null; language: string | null; people: number };

/** Where published boards are kept. */
export interface PublicDayStore {
  /**
   * Keeps what was published on a day, unless something of that day is there: of several processes' the first stays. Forgets
   * the oldest days beyond the newest `most`. @returns whether it is the one that stays.
   */
  keepDay(day: KeptDay, most: number): Promise<boolean>;
  /** The days after another one, oldest first. @param after null: all. */
  days(after: string | null): Promise<ListedDay[]>;
  /** The boards of a day; undefined where none were published. */
  findDay(day: string): Promise<Uint8Array | undefined>;
  /**
   * The tasks, the languages, and the tasks in a language on whose questions at least so many people have voted, of the votes
   * that fit and are folded; in no order.
   */
  crowds(filter: CellFilter, least: number): Promise<Crowd[]>;
}
