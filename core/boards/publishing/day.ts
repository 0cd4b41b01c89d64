/** The boards of one day as everybody is shown them, and how they are kept. */
import { deflateSync, inflateSync } from "node:zlib";
import type { Task } from "../../answers/task.ts";
import type { AnswerFacts } from "../store.ts";
import type { Days } from "../packed-votes.ts";
import type { Period } from "../period.ts";
import type { Score } from "../score.ts";
import type { Leaderboard } from "../standings.ts";

/** Which board: null means all. */
export type PublicFilter = { task: Task | null; language: string | null; period: Period };

/** How two models fared against each other, seen from `model`. */
export type Duel = Score & { model: string; rival: string };

/** A board as it was on its day: ratings to a hundredth of a point, shares to a ten-thousandth, and nothing of single voters. */
export type PublicBoardOfDay = PublicFilter & {
  board: Leaderboard;
  /** When the first and the last of its battles closed. */
  days: Days;
  /** Each pair that met, once; null where that is not told. */
  duels: Duel[] | null;
};

/** All that was published on a day. */
export type PublishedDay = {
  /** In UTC, `2026-11-30`. */
  day: string;
  publishedAt: Date;
  /** Whether the models are the built-in demo ones. */
  demo: boolean;
  /** The one of all votes first. */
  boards: [whole: PublicBoardOfDay, ...others: PublicBoardOfDay[]];
  /** What the answers of the models on it are like, by model. */
  answers: Record<string, AnswerFacts>;
};

/** Names the form in which days are kept: one that is read must stay readable, for links to it are promised to. */
const form = 1;
/** No day is as long; one that was tampered with may not fill the memory. Bytes. */
const longest = 64 * 1024 * 1024;

/** A day as it is kept. */
export function writeDay({ publishedAt, ...day }: PublishedDay): Uint8Array {
  const text = JSON.stringify({ form, publishedAt: publishedAt.toISOString(), ...day });
  return new Uint8Array(deflateSync(text));
}

/** @throws {Error} for what {@link writeDay} has not written, or a later version has. */
export function readDay(content: Uint8Array): PublishedDay {
  const text = inflateSync(content, { maxOutputLength: longest }).toString("utf8");
  const { form: written, publishedAt, ...day } = JSON.parse(text) as PublishedDay & { form: number };
  if (written !== form) throw new Error(`This version cannot read published boards of the form ${written}.`);
  return { ...day, publishedAt: new Date(publishedAt) };
}

/** The board with a filter; undefined where none was published. */
export function findBoard({ boards }: PublishedDay, { task, language, period }: PublicFilter) {
  return boards.find((one) => one.task === task && one.language === language && one.period === period);
}
