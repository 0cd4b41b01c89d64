/** From rows, however they are written, to votes. */
import {
  compareStyles,
  createLabelTable,
  createVoteTable,
  type LabelColumn,
  measureStyle,
  type Style,
  type VoteTable,
} from "../../core/rating/index.ts";
import { hashBytes, highHalf } from "./hash.ts";
import { RateProblem } from "./problem.ts";

/** What a row may hold that matters. */
export const wanted = ["model_a", "model_b", "winner", "battle", "voter", "text_a", "text_b"] as const;
/** One of {@link wanted}. */
export type Wanted = (typeof wanted)[number];

/** A row's bytes by what they are: place i holds where the i-th of {@link wanted} begins and ends; −1 where it is not. */
export type WantedFields = { bytes: Uint8Array; starts: Int32Array; ends: Int32Array };

/** Whether ties and both-bad count as half a win each, or not at all. */
export type RowOptions = { ties: "half" | "drop"; bothBad: "half" | "drop" };

/** Votes as they come in, and what is said of them. */
export type Gathered = {
  table: VoteTable;
  /** Names of the models by their numbers. */
  names: string[];
  /** Rows left out because ties or both-bad are not to count. */
  dropped: number;
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
const [modelA, modelB, winner, battle, voter, textA, textB] = [0, 1, 2, 3, 4, 5, 6];

/** The winners as they are written, in the order of the table's outcomes. */
const written = ["model_a", "model_b", "tie", "tie (bothbad)"].map((word) => new TextEncoder().encode(word));

/**
 * Creates what takes rows in: `add` takes the vote of a row, or says why it cannot.
 * @param kept the labels that rows have and that matter: both texts, or neither.
 */
export function createGathering(kept: { battle: boolean; voter: boolean; texts: boolean }, options: RowOptions) {
  const table = createVoteTable(kept);
  const models = createLabelTable();
  const gathered: Gathered = { table, names: [], dropped: 0 };

  const text = ({ bytes, starts, ends }: WantedFields, field: number) =>
    lenient.decode(bytes.subarray(starts[field], ends[field]));

  /** The number of a model; a reason when it has no readable name. */
  function readModel(fields: WantedFields, field: number): number | string {
    const { bytes, starts, ends } = fields;
    const name = wanted[field];
    if (starts[field] === ends[field]) return `${name} is empty`;
    const low = hashBytes(bytes, starts[field]!, ends[field]!);
    const number = models.intern(low, highHalf[0]!);
    if (number < gathered.names.length) return gathered.names[number] === "" ? unreadable : number;
    if (number >= mostModels) {
      throw new RateProblem(
        `There are more than ${mostModels} different models. Are model_a and model_b the right columns?`,
      );
    }
    try {
      gathered.names.push(strict.decode(bytes.subarray(starts[field], ends[field])));
    } catch {
      // It has a number now; a name that nothing is counted for keeps numbers and names in step.
      gathered.names.push("");
      return unreadable;
    }
    return number;
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
    return compareStyles(measureStyle(text(fields, textA)), measureStyle(text(fields, textB)));
  }

  /** Whether votes of this outcome are not to count. */
  const isDropped = [false, false, options.ties === "drop", options.bothBad === "drop"];

  function missingId({ starts, ends }: WantedFields): string | undefined {
    if (kept.battle && starts[battle] === ends[battle]) return "the battle's id is empty";
    return kept.voter && starts[voter] === ends[voter] ? "the voter is empty" : undefined;
  }

  function add(fields: WantedFields): string | undefined {
    const a = readModel(fields, modelA);
    if (typeof a === "string") return a;
    const b = readModel(fields, modelB);
    if (typeof b === "string") return b;
    if (a === b) return `model_a and model_b are the same, ${quoteValue(gathered.names[a]!)}`;
    const outcome = readOutcome(fields);
    if (outcome < 0) {
      return `winner is ${quoteValue(text(fields, winner))}; it must be model_a, model_b, tie or tie (bothbad)`;
    }
    const missing = missingId(fields);
    if (missing !== undefined) return missing;
    if (isDropped[outcome]) {
      gathered.dropped++;
      return undefined;
    }
    if (table.battles) pushLabel(table.battles, fields, battle);
    if (table.voters) pushLabel(table.voters, fields, voter);
    table.add(a, b, outcome, kept.texts ? readStyle(fields) : undefined);
    return undefined;
  }

  return { gathered, add };
}

/** What takes rows in. */
export type Gathering = ReturnType<typeof createGathering>;

function pushLabel(column: LabelColumn, { bytes, starts, ends }: WantedFields, field: number): void {
  const low = hashBytes(bytes, starts[field]!, ends[field]!);
  column.push(low, highHalf[0]!);
}

function matches(bytes: Uint8Array, from: number, word: Uint8Array): boolean {
  for (let index = 0; index < word.length; index++) if (bytes[from + index] !== word[index]) return false;
  return true;
}
