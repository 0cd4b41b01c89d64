/** Rows as the finder of campaigns takes them: with the names of their voters, and whatever else a file tells of these. */
import { type CampaignVotes, outcomes } from "../../core/rating/index.ts";

/** Fields of a row that tell of its voter. */
export type TellingField = "voter" | "battle" | "text_a" | "text_b" | "time" | "reading_time" | "account_age";

/** Rows, one after the other. */
export type BallotRows = {
  /** @param read the text of a field, empty where the file has none. @returns why the row cannot be taken; undefined: it was. */
  add: (read: (field: TellingField) => string, left: string, right: string, outcome: number) => string | undefined;
  /** All of them; columns that the file does not have are left out. */
  columns: () => CampaignVotes;
};

const seconds = ["time", "reading_time", "account_age"] as const;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

/** Creates a list without rows. */
export function createBallotRows(): BallotRows {
  const [voter, left, right, battle]: string[][] = [[], [], [], []];
  const outcome: (typeof outcomes)[number][] = [];
  const length: number[] = [];
  const told = { time: [] as number[], reading_time: [] as number[], account_age: [] as number[] };
  return {
    add(read, modelA, modelB, number) {
      for (const field of seconds) {
        const value = readSeconds(read(field));
        if (value === undefined) return `${field} is ${JSON.stringify(read(field))}; it must be a number of seconds`;
        told[field].push(value);
      }
      voter!.push(read("voter"));
      battle!.push(read("battle"));
      left!.push(modelA);
      right!.push(modelB);
      outcome.push(outcomes[number]!);
      length.push(read("text_a").length + read("text_b").length);
      return undefined;
    },
    columns: () => ({
      voter: voter!,
      left: left!,
      right: right!,
      outcome,
      length,
      ...(battle!.every((name) => name !== "") ? { battle: battle! } : {}),
      ...tellKnown("time", told.time),
      ...tellKnown("reading", told.reading_time),
      ...tellKnown("age", told.account_age),
    }),
  };
}

/** NaN where nothing is written; undefined where it is no number. */
function readSeconds(text: string): number | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return Number.NaN;
  return decimal.test(trimmed) ? Number(trimmed) : undefined;
}

function tellKnown<Name extends string>(name: Name, values: number[]): Partial<Record<Name, number[]>> {
  return values.some((value) => !Number.isNaN(value)) ? ({ [name]: values } as Record<Name, number[]>) : {};
}
