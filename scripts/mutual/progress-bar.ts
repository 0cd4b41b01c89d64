/** Shows how far an experiment is: lines that move on a terminal, a line now and then elsewhere. */
import {
  type Clock,
  costsOf,
  countColumns,
  isPaid,
  type Progress,
  type Role,
  tellCosts,
  type Writing,
} from "../../core/index.ts";
import { language } from "../verb/run-as-verb.ts";

type Output = { isTTY?: boolean; columns?: number; write(text: string): unknown };

/** Where nothing can be overwritten, milliseconds between two lines; and on a terminal, between two pictures. */
const betweenLines = 10_000;
const betweenPictures = 100;
const barWidth = 16;
/** Writers that are named at a time. */
const mostNamed = 4;
/** So much of the end of a text is looked at, in UTF-16 units: more fits on no line. */
const longestTail = 400;

/** Lines that are kept up to date until they end. */
export type ProgressBar = {
  show(progress: Progress): void;
  /** What is being written just now. */
  hear(all: readonly Writing[]): void;
  end(): void;
};

type Shown = { progress: Progress | null; writing: readonly Writing[]; at: number; lines: number };

/** A progress bar on an output, which is told apart by `isTTY`. */
export function createProgressBar(output: Output, clock: Clock): ProgressBar {
  const terminal = output.isTTY === true;
  const shown: Shown = { progress: null, writing: [], at: -Infinity, lines: 0 };
  const draw = (least: number): void => {
    const now = clock.now().getTime();
    if (now - shown.at < least) return;
    shown.at = now;
    // The last column stays free, or a full line would take two.
    const columns = (output.columns ?? 80) - 1;
    const lines = linesOf(shown, terminal ? columns : null);
    output.write(terminal ? overwrite(shown.lines, lines, columns) : `${lines.join(" · ")}\n`);
    shown.lines = lines.length;
  };
  return {
    show(progress) {
      shown.progress = progress;
      const last = progress.done >= progress.planned;
      draw(terminal || last ? 0 : betweenLines);
    },
    hear(all) {
      shown.writing = all;
      // The first line is that of the first call.
      if (terminal || shown.progress) draw(terminal ? betweenPictures : betweenLines);
    },
    end() {
      if (terminal && shown.lines > 0) output.write("\n");
      Object.assign(shown, { progress: null, writing: [], at: -Infinity, lines: 0 });
    },
  };
}

/** @param columns of a terminal; null: it is none. */
function linesOf({ progress, writing }: Shown, columns: number | null): string[] {
  const last = writing.at(-1);
  return [
    ...(progress ? [describe(progress, columns !== null)] : []),
    ...(progress && isPaid(progress.roles) ? [tellCosts(costsOf(progress.roles), language)] : []),
    ...(writing.length > 0 ? [describeWriting(writing)] : []),
    ...(last && columns !== null ? [quoteEnd(last, columns)] : []),
  ];
}

/** Puts lines in place of those that were drawn before. */
function overwrite(before: number, lines: readonly string[], columns: number): string {
  const up = before > 1 ? `\u001B[${before - 1}A` : "";
  return `\r${up}\u001B[J${lines.map((line) => cutColumns(line, columns)).join("\n")}`;
}

/** As much of its beginning as fits. */
function cutColumns(line: string, columns: number): string {
  const characters = [...line];
  while (countColumns(characters.join("")) > columns) characters.pop();
  return characters.join("");
}

/** Calls, failures, tokens, cost and time left in one line. */
export function describe(progress: Progress, withBar: boolean): string {
  const { done, planned, failures, tokens, cost } = progress;
  const full = Math.round((Math.min(done, planned) / Math.max(1, planned)) * barWidth);
  const bar = withBar ? `${"█".repeat(full)}${"░".repeat(barWidth - full)} ` : "";
  const left = estimateLeft(progress);
  return [
    `${bar}${done}/${planned} calls`,
    `${failures} failed`,
    `${tokens.toLocaleString("en")} tokens`,
    `$${cost.toFixed(4)}`,
    ...(left === null ? [] : [`${formatDuration(left)} left`]),
  ].join(" · ");
}

const does: Record<Role, string> = { question: "sets", answer: "answers", ballot: "judges" };

/** Who writes, what, and how many words it has by now; those that have grown last come first. */
function describeWriting(writing: readonly Writing[]): string {
  const named = writing
    .toReversed()
    .slice(0, mostNamed)
    .map(({ model, role, words }) =>
      words === 0 ? `${model} thinks` : `${model} ${does[role]}, ${words.toLocaleString("en")} words`,
    );
  const others = writing.length - named.length;
  return [...named, ...(others > 0 ? [`and ${others} more`] : [])].join("; ");
}

/** The newest words. Whatever could move the cursor, or turn the writing around, is left out. */
function quoteEnd({ model, text }: Writing, columns: number): string {
  const end = [...text.slice(-longestTail).replace(/[\p{C}\s]+/gu, " ")];
  while (end.length > 0 && countColumns(`${model}: …${end.join("")}`) > columns) end.shift();
  return `${model}: …${end.join("")}`;
}

/** Milliseconds, at the pace of this run; null before there is one. */
function estimateLeft({ done, planned, fresh, elapsed }: Progress): number | null {
  return fresh === 0 ? null : (elapsed / fresh) * Math.max(0, planned - done);
}

function formatDuration(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
