/** From rows, however they are written, to votes. */
import {
  compareStyles,
  createLabelTable,
  createVoteTable,
  type LabelColumn,
  type LabelTable,
  measureStyle,
  type Style,
  type VoteTable,
} from "../../core/rating/index.ts";
import { type BallotRows, createBallotRows } from "./ballot-rows.ts";
import { hashBytes, highHalf } from "./hash.ts";
import { RateProblem } from "./problem.ts";

/** What a row may hold that matters. */
export const wanted = [
  "model_a",
  "model_b",
  "winner",
  "battle",
  "voter",
  "text_a",
  "text_b",
  "probability",
  "time",
  "reading_time",
  "account_age",
] as const;
/** One of {@link wanted}. */
export type Wanted = (typeof wanted)[number];

/** A row's bytes by what they are: place i holds where the i-th of {@link wanted} begins and ends; −1 where it is not. */
export type WantedFields = { bytes: Uint8Array; starts: Int32Array; ends: Int32Array };

/** Whether ties and both-bad count as half a win each, or not at all. */
export type RowOptions = {
  ties: "half" | "drop";
  bothBad: "half" | "drop";
  /** Voters whose rows are left out. */
  without?: ReadonlySet<string>;
};

/** Votes as they come in, and what is said of them. */
export type Gathered = {
  table: VoteTable;
  /** Names of the models by their numbers. */
  names: string[];
  /** Rows left out because ties or both-bad are not to count. */
  dropped: number;
  /** Rows left out because of their voters. */
  setAside: number;
  /** The rows as the finder of campaigns takes them; undefined where nobody asked. */
  ballots: BallotRows | undefined;
};

/** Shows a value in a sentence, short and on one line. */
export function quoteValue(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

/** A fit takes memory with the square of this and time with its cube. */
const mostModels = 5_000;
const unreadable = "a model's name is not valid UTF-8";
const strict = new TextDecoder("utf-8", { fatal: true });
const lenient = new TextDecoder();
const [modelA, modelB, winner, battle, voter, textA, textB, probability] = [0, 1, 2, 3, 4, 5, 6, 7];
/** A smaller one is a mistake: its row alone would outweigh a file of the largest size. */
const leastProbability = 1e-12;

/** The winners as they are written, in the order of the table's outcomes. */
const written = ["model_a", "model_b", "tie", "tie (bothbad)"].map((word) => new TextEncoder().encode(word));

/** What rows have that matters: both texts, or neither. */
export type KeptLabels = { battle: boolean; voter: boolean; texts: boolean; probability: boolean; ballots: boolean };

/** What takes rows in. */
export type Gathering = {
  gathered: Gathered;
  /** Takes the vote of a row. @returns why it cannot; undefined when it could. */
  add: (fields: WantedFields) => string | undefined;
};

type State = {
  kept: KeptLabels;
  models: LabelTable;
  gathered: Gathered;
  /** Whether votes of an outcome are not to count. */
  isDropped: readonly boolean[];
  without: ReadonlySet<string> | undefined;
};

/** Creates what takes rows in. */
export function createGathering(kept: KeptLabels, options: RowOptions): Gathering {
  const ballots = kept.ballots ? createBallotRows() : undefined;
  const gathered: Gathered = { table: createVoteTable(kept), names: [], dropped: 0, setAside: 0, ballots };
  const isDropped = [false, false, options.ties === "drop", options.bothBad === "drop"];
  const { without } = options;
  const state: State = { kept, models: createLabelTable(), gathered, isDropped, without };
  return { gathered, add: (fields) => addRow(state, fields) };
}

function addRow(state: State, fields: WantedFields): string | undefined {
  const { kept, models, gathered } = state;
  const { table, names } = gathered;
  const a = readModel(models, names, fields, modelA);
  if (typeof a === "string") return a;
  const b = readModel(models, names, fields, modelB);
  if (typeof b === "string") return b;
  if (a === b) return `model_a and model_b are the same, ${quoteValue(names[a]!)}`;
  const outcome = readOutcome(fields);
  if (outcome < 0) {
    return `winner is ${quoteValue(readText(fields, winner))}; it must be model_a, model_b, tie or tie (bothbad)`;
  }
  const missing = missingId(kept, fields);
  if (missing !== undefined) return missing;
  const weight = kept.probability ? readWeight(fields) : 1;
  if (typeof weight === "string") return weight;
  if (isLeftOut(state, fields, outcome)) return undefined;
  const reason = takeBallot(gathered, fields, [a, b], outcome);
  if (reason !== undefined) return reason;
  if (table.battles) pushLabel(table.battles, fields, battle);
  if (table.voters) pushLabel(table.voters, fields, voter);
  table.add(a, b, outcome, kept.texts ? readStyle(fields) : undefined, weight);
  return undefined;
}

/** Whether a row is not to count: its voter is set aside, or its outcome dropped. Counts those. */
function isLeftOut({ gathered, isDropped, without }: State, fields: WantedFields, outcome: number): boolean {
  if (without?.has(readText(fields, voter))) gathered.setAside++;
  else if (isDropped[outcome]) gathered.dropped++;
  else return false;
  return true;
}

/** Keeps a row for the finder of campaigns, where one is asked. @returns why it cannot; undefined when it could. */
function takeBallot({ ballots, names }: Gathered, fields: WantedFields, [a, b]: [number, number], outcome: number) {
  return ballots?.add((field) => readText(fields, wanted.indexOf(field)), names[a]!, names[b]!, outcome);
}

/** The number of a model; a reason when it has no readable name. */
function readModel(models: LabelTable, names: string[], fields: WantedFields, field: number): number | string {
  const { bytes, starts, ends } = fields;
  if (starts[field] === ends[field]) return `${wanted[field]} is empty`;
  const low = hashBytes(bytes, starts[field]!, ends[field]!);
  const number = models.intern(low, highHalf[0]!);
  if (number < names.length) return names[number] === "" ? unreadable : number;
  if (number >= mostModels) {
    throw new RateProblem(
      `There are more than ${mostModels} different models. Are model_a and model_b the right columns?`,
    );
  }
  try {
    names.push(strict.decode(bytes.subarray(starts[field], ends[field])));
  } catch {
    // It has a number now; a name that nothing is counted for keeps numbers and names in step.
    names.push("");
    return unreadable;
  }
  return number;
}

function readText({ bytes, starts, ends }: WantedFields, field: number): string {
  return lenient.decode(bytes.subarray(starts[field], ends[field]));
}

function readOutcome({ bytes, starts, ends }: WantedFields): number {
  const length = ends[winner]! - starts[winner]!;
  for (let index = 0; index < written.length; index++) {
    const word = written[index]!;
    if (word.length === length && matches(bytes, starts[winner]!, word)) return index;
  }
  return -1;
}

function readStyle(fields: WantedFields): Style {
  return compareStyles(measureStyle(readText(fields, textA)), measureStyle(readText(fields, textB)));
}

function missingId(kept: KeptLabels, { starts, ends }: WantedFields): string | undefined {
  if (kept.battle && starts[battle] === ends[battle]) return "the battle's id is empty";
  return (kept.voter || kept.ballots) && starts[voter] === ends[voter] ? "the voter is empty" : undefined;
}

/** What a row weighs by its probability; a reason when that is none. */
function readWeight(fields: WantedFields): number | string {
  const text = readText(fields, probability).trim();
  const value = /^\+?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu.test(text) ? Number(text) : Number.NaN;
  if (value >= leastProbability && value <= 1) return 1 / value;
  return `the probability is ${quoteValue(text)}; it must be a number above 0, at least ${leastProbability}, and at most 1`;
}

function pushLabel(column: LabelColumn, { bytes, starts, ends }: WantedFields, field: number): void {
  const low = hashBytes(bytes, starts[field]!, ends[field]!);
  column.push(low, highHalf[0]!);
}

function matches(bytes: Uint8Array, from: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[from + index] !== word[index]) return false;
  return true;
}
