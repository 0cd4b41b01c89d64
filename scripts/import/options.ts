/** What the command line asks for. */
import { parseArgs } from "node:util";
import { readColumns, readWinners } from "../rate/options.ts";
import type { Meaning } from "../rate/winner-words.ts";

/** A file or folder to bring in, and how it is read. */
export type ImportWishes = {
  path: string;
  source: string;
  /** By plain columns those of the file. */
  columns: ReadonlyMap<string, string>;
  /** What words for winners mean. */
  winners: ReadonlyMap<string, Meaning>;
  joinNames: boolean;
  skipBad: boolean;
};

/** A command line, read: one of three things. */
export type ImportOptions = { list: true } | { remove: string } | { bringIn: ImportWishes };

/** How the verb is written, and what else it can be told. */
export const usage = {
  command: "npm run -s import -- --in FILE|DIR --source NAME",
  more: "--columns model_a=NAME,…, --winners WORD=model_a,…, --join-names, --skip-bad",
  others: "npm run -s import -- --list, npm run -s import -- --remove NAME",
};

/** @returns undefined where it means nothing. @throws {UsageProblem} for columns or winners that mean nothing. */
export function readImportOptions(given: readonly string[]): ImportOptions | undefined {
  const text = { type: "string" } as const;
  const flag = { type: "boolean", default: false } as const;
  const { values } = parseArgs({
    args: [...given],
    options: {
      ...{ in: text, source: text, columns: text, winners: text, remove: text },
      ...{ list: flag, "join-names": flag, "skip-bad": flag },
    },
  });
  const { in: path, source, remove, list } = values;
  const asked = [list, remove !== undefined, path !== undefined || source !== undefined].filter(Boolean);
  if (asked.length !== 1) return undefined;
  if (list) return { list };
  if (remove !== undefined) return { remove };
  if (path === undefined || source === undefined) return undefined;
  const reading = { columns: readColumns(values.columns), winners: readWinners(values.winners) };
  return { bringIn: { path, source, ...reading, joinNames: values["join-names"], skipBad: values["skip-bad"] } };
}
