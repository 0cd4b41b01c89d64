/** From rows, however they are written, to votes. */
import {
  compareStyles,
  createVoteTable,
  type LabelColumn,
  measureStyle,
  type Style,
  type VoteTable,
} from "../../core/rating/index.ts";
import { type BallotRows, createBallotRows } from "./ballot-rows.ts";
import { hashBytes, highHalf } from "./hash.ts";
import { createModelNames, type ModelNames } from "./model-names.ts";
import { quoteValue } from "./visible.ts";
import { wanted, type WantedFields } from "./wanted-fields.ts";
import { createWinnerReader, type Meaning, type WinnerReader } from "./winner-words.ts";

/** Whether ties and both-bad count as half a win each, or not at all. */
export type RowOptions = {
  ties: "half" | "drop";
  bothBad: "half" | "drop";
  /** Words for winners besides the usual ones. */
  winners?: ReadonlyMap<string, Meaning>;
  /** Whether names that differ only by white space or case are one model's. */
  joinNames?: boolean;
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
  /** Rows whose word for the winner was said to mean no comparison. */
  withoutWinner: number;
};

const lenient = new TextDecoder();
const [modelA, modelB, winner, battle, voter, textA, textB, probability] = [0, 1, 2, 3, 4, 5, 6, 7];
/** A smaller one is a mistake: its row alone would outweigh a file of the largest size. */
const leastProbability = 1e-12;

/** The table's outcomes by what a winner means. */
const outcomeOf = { model_a: 0, model_b: 1, tie: 2, both_bad: 3 };

/** What rows have that matters: both texts, or neither. */
export type KeptLabels = { battle: boolean; voter: boolean; texts: boolean; probability: boolean; ballots: boolean };

/** What takes rows in. */
export type Gathering = {
  gathered: Gathered;
  /** Takes the vote of a row. @returns why it cannot; undefined when it could. */
  add: (fields: WantedFields) => string | undefined;
  /** Names that differ only by white space or case. */
  alike: () => string[][];
  /** Words for winners that nobody knows. */
  unknownWinners: ReadonlySet<string>;
};

type State = {
  kept: KeptLabels;
  models: ModelNames;
  winners: WinnerReader;
  gathered: Gathered;
  /** Whether votes of an outcome are not to count. */
  isDropped: readonly boolean[];
  without: ReadonlySet<string> | undefined;
};

/** Creates what takes rows in. */
export function createGathering(kept: KeptLabels, options: RowOptions): Gathering {
  const ballots = kept.ballots ? createBallotRows() : undefined;
  const models = createModelNames(options.joinNames ?? false);
  const winners = createWinnerReader(options.winners ?? new Map());
  const counts = { dropped: 0, setAside: 0, withoutWinner: 0 };
  const gathered: Gathered = { table: createVoteTable(kept), names: models.names, ballots, ...counts };
  const isDropped = [false, false, options.ties === "drop", options.bothBad === "drop"];
  const { without } = options;
  const state: State = { kept, models, winners, gathered, isDropped, without };
  return { gathered, add: (fields) => addRow(state, fields), alike: models.alike, unknownWinners: winners.unknown };
}

/** What a row compares, and who has won. */
export type Comparison = { a: string; b: string; won: Exclude<Meaning, "none">; models: readonly [number, number] };

/** Reads it. @returns why that cannot be; `none` where the word for the winner means that it is no comparison. */
export function readComparison(
  {
    kept,
    models,
    winners,
  }: Pick<State, "models" | "winners"> & { kept: Pick<KeptLabels, "battle" | "voter" | "ballots"> },
  fields: WantedFields,
): Comparison | "none" | { reason: string } {
  const [left, right] = [readModel(models, fields, modelA), readModel(models, fields, modelB)];
  if (typeof left === "string") return { reason: left };
  if (typeof right === "string") return { reason: right };
  const [a, b] = [models.names[left]!, models.names[right]!];
  const won = winners.read(fields, winner, a, b);
  if (won === undefined) {
    const written = quoteValue(readText(fields, winner));
    return { reason: `winner is ${written}; it must be model_a, model_b, tie or tie (bothbad)` };
  }
  if (won === "none") return won;
  if (left === right) return { reason: `model_a and model_b are the same, ${quoteValue(a)}` };
  const missing = missingId(kept, fields);
  return missing === undefined ? { a, b, won, models: [left, right] } : { reason: missing };
}

function addRow(state: State, fields: WantedFields): string | undefined {
  const { kept, gathered } = state;
  const { table } = gathered;
  const read = readComparison(state, fields);
  if (read === "none") {
    gathered.withoutWinner++;
    return undefined;
  }
  if ("reason" in read) return read.reason;
  const [a, b] = read.models;
  const outcome = outcomeOf[read.won];
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
function readModel(models: ModelNames, fields: WantedFields, field: number): number | string {
  return fields.starts[field] === fields.ends[field] ? `${wanted[field]} is empty` : models.read(fields, field);
}

/** The text of a field. */
export function readText({ bytes, starts, ends }: WantedFields, field: number): string {
  return lenient.decode(bytes.subarray(starts[field], ends[field]));
}

function readStyle(fields: WantedFields): Style {
  return compareStyles(measureStyle(readText(fields, textA)), measureStyle(readText(fields, textB)));
}

function missingId(
  kept: Pick<KeptLabels, "battle" | "voter" | "ballots">,
  { starts, ends }: WantedFields,
): string | undefined {
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
