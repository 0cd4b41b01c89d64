/** What the command line asks for. */
import { parseArgs } from "node:util";
import type { ClusterKind } from "../../core/rating/index.ts";
import { plainColumns } from "./column-names.ts";
import { quoteValue } from "./visible.ts";
import { type Meaning, meanings } from "./winner-words.ts";

/** A command line, read. */
export type RateOptions = {
  path: string;
  json: boolean;
  clusters: ClusterKind | undefined;
  battleColumn: string | undefined;
  voterColumn: string | undefined;
  /** The column that holds with which probability a row's pair was drawn; rows then weigh 1/probability. */
  probabilityColumn: string | undefined;
  interval: number;
  ties: "half" | "drop";
  bothBad: "half" | "drop";
  /** Rounds; 0 is none. */
  bootstrap: number;
  style: boolean;
  /** Whether it is tested that one number a model explains the votes. */
  fit: boolean;
  /** Whether ranges of ranks hold each by itself, or all at once. */
  ranks: "each" | "at-once";
  /** How many models are shown; all when undefined. */
  top: number | undefined;
  skipBad: boolean;
  /** By plain columns those of the file. */
  columns: ReadonlyMap<string, string>;
  /** What words for winners mean. */
  winners: ReadonlyMap<string, Meaning>;
  /** Whether names that differ only by white space or case are one model's. */
  joinNames: boolean;
  /** Whether votes that a campaign explains are found and left out. */
  setAside: boolean;
  /** Whether models are rated as on the arena's own boards: with their prior, and those with too few votes apart. */
  board: boolean;
};

/** A command line that means nothing. */
export class UsageProblem extends Error {}

/** How the command is written. */
export const usage =
  "npm run -s rate -- --in FILE [--json] [--clusters none|battle|voter|both] [--battle-column NAME] [--voter-column NAME] " +
  "[--probability-column NAME] [--columns model_a=NAME,…] [--winners WORD=model_a,…] [--join-names] [--interval 0.95] [--ties half|drop] [--both-bad half|drop] [--bootstrap N] [--style] [--fit] [--ranks each|at-once] [--top N] [--skip-bad] [--set-aside] [--board]";

/** The same, and what each part means. */
export const help = `Ratings of the comparisons in a file, with intervals. docs/rate.md tells which files it reads.

${usage}

  --in FILE                   CSV with a header, JSON, parquet or xlsx: models, winner, and what else there is
  --columns model_a=NAME,…    which of the file's columns are model_a, model_b, winner, judge, battle_id …
  --winners WORD=model_a,…    what the file's words for the winner mean: model_a, model_b, tie, both_bad or none
  --join-names                takes names that differ only by white space or case for one model's
  --json                      JSON instead of a table
  --clusters …                which rows are taken together for the intervals; left out, as the columns allow
  --battle-column NAME, --voter-column NAME, --probability-column NAME
                              the columns of battles, of voters, of the probability of each draw
  --interval 0.95             how wide the intervals are
  --ties half|drop, --both-bad half|drop
                              half a win each, or left out
  --bootstrap N               N rounds of the bootstrap beside the intervals
  --style                     takes length and Markdown of the answers out of the ratings
  --fit                       tests whether one number a model explains the votes
  --ranks each|at-once        whether ranges of ranks hold each by itself, or all at once
  --top N                     only the first N models
  --skip-bad                  leaves out rows that cannot be read
  --set-aside                 finds voters who campaign for or against a model, leaves their votes out, and says why
  --board                     rates as the arena's boards do: with their prior, models with too few votes apart`;

const known = {
  in: { type: "string" },
  json: { type: "boolean" },
  clusters: { type: "string" },
  "battle-column": { type: "string" },
  "voter-column": { type: "string" },
  "probability-column": { type: "string" },
  interval: { type: "string" },
  ties: { type: "string" },
  "both-bad": { type: "string" },
  bootstrap: { type: "string" },
  style: { type: "boolean" },
  fit: { type: "boolean" },
  ranks: { type: "string" },
  top: { type: "string" },
  "skip-bad": { type: "boolean" },
  columns: { type: "string" },
  winners: { type: "string" },
  "join-names": { type: "boolean" },
  "set-aside": { type: "boolean" },
  board: { type: "boolean" },
} as const;

/** @throws {UsageProblem} with a sentence that says what is wrong. */
export function readOptions(given: readonly string[]): RateOptions {
  const values = parse(given);
  if (!values.in) throw new UsageProblem("Say which file to rate: --in FILE.");
  return {
    path: values.in,
    json: values.json ?? false,
    clusters: choose("clusters", values.clusters, ["none", "battle", "voter", "both"]),
    battleColumn: values["battle-column"],
    voterColumn: values["voter-column"],
    probabilityColumn: values["probability-column"],
    interval: readInterval(values.interval),
    ties: choose("ties", values.ties, ["half", "drop"]) ?? "half",
    bothBad: choose("both-bad", values["both-bad"], ["half", "drop"]) ?? "half",
    bootstrap: readCount("bootstrap", values.bootstrap) ?? 0,
    style: values.style ?? false,
    fit: values.fit ?? false,
    ranks: choose("ranks", values.ranks, ["each", "at-once"]) ?? "each",
    top: readCount("top", values.top),
    skipBad: values["skip-bad"] ?? false,
    columns: readColumns(values.columns),
    winners: readWinners(values.winners),
    joinNames: values["join-names"] ?? false,
    setAside: values["set-aside"] ?? false,
    board: values.board ?? false,
  };
}

function parse(given: readonly string[]) {
  try {
    return parseArgs({ args: [...given], options: known, allowPositionals: false }).values;
  } catch (error) {
    throw new UsageProblem(explain(given, error));
  }
}

/** What Node says begins with what it does not know; what to do comes first here. */
function explain(given: readonly string[], error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const option = given.find((part) => part.startsWith("-") && !Object.hasOwn(known, part.replace(/^-+|=.*$/gu, "")));
    return `rate takes no option ${option ?? ""}; --help shows those that it takes.`;
  }
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL") {
    return `Name the file with --in, and write each value right after its option. ${error instanceof Error ? error.message : ""}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Which columns are plain ones, from `model_a=left,model_b=right`; names may hold commas and equals signs. @throws {UsageProblem} */
export function readColumns(value: string | undefined): Map<string, string> {
  const columns = new Map<string, string>();
  const keys = plainColumns.join("|");
  for (const pair of value === undefined ? [] : value.split(new RegExp(`,\\s*(?=(?:${keys})=)`, "u"))) {
    const [plain, name] = [pair.slice(0, pair.indexOf("=")).trim(), pair.slice(pair.indexOf("=") + 1)];
    if (!plainColumns.some((one) => one === plain) || name === "" || columns.has(plain)) {
      const form = "it must be model_a=NAME,model_b=NAME,winner=NAME";
      throw new UsageProblem(`--columns has ${quoteValue(pair)}; ${form}, each once, of: ${plainColumns.join(", ")}.`);
    }
    columns.set(plain, name);
  }
  return columns;
}

/** What winners mean, from `left=model_a,draw=tie`; words may hold commas and equals signs. @throws {UsageProblem} */
export function readWinners(value: string | undefined): Map<string, Meaning> {
  const winners = new Map<string, Meaning>();
  const ends = new RegExp(`(?<==(?:${meanings.join("|")})\\s*),`, "u");
  for (const pair of value === undefined ? [] : value.split(ends)) {
    const [word, said] = [pair.slice(0, pair.lastIndexOf("=")).trim(), pair.slice(pair.lastIndexOf("=") + 1).trim()];
    const meaning = meanings.find((one) => one === said);
    if (word === "" || !meaning) {
      const form = `it must be WORD=MEANING, with one of ${meanings.join(", ")} for MEANING`;
      throw new UsageProblem(`--winners has ${quoteValue(pair)}; ${form}.`);
    }
    winners.set(word, meaning);
  }
  return winners;
}

function choose<Choice extends string>(name: string, value: string | undefined, from: readonly Choice[]) {
  if (value === undefined) return undefined;
  const choice = from.find((one) => one === value);
  if (!choice) throw new UsageProblem(`--${name} is "${value}"; it must be ${from.join(" or ")}.`);
  return choice;
}

function readCount(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/u.test(value))
    throw new UsageProblem(`--${name} is "${value}"; it must be a whole number, 1 or more.`);
  return Number(value);
}

function readInterval(value: string | undefined): number {
  const interval = value === undefined ? 0.95 : Number(value);
  if (value !== undefined && !/^0?\.\d+$/u.test(value)) {
    throw new UsageProblem(`--interval is "${value}"; it must be a share between 0 and 1, such as 0.95.`);
  }
  if (!(interval > 0 && interval < 1)) throw new UsageProblem(`--interval is "${value}"; it must lie between 0 and 1.`);
  return interval;
}
