/** From plain rows to battles of a source with a vote each. */
import { createHash } from "node:crypto";
import {
  type Choice,
  languageCodes,
  platformNames,
  type SourceBattle,
  type SourceVote,
  taskNamed,
} from "../../core/index.ts";
import type { FoundColumns } from "../rate/columns.ts";
import { isGiven, isTrue, type Row } from "../rate/formats/format.ts";
import { readComparison, readText } from "../rate/gathering.ts";
import { createModelNames } from "../rate/model-names.ts";
import { createLayout } from "../rate/row-layout.ts";
import type { RowSink } from "../rate/row-taking.ts";
import { createWinnerReader, type Meaning } from "../rate/winner-words.ts";
import { answerColumns, measureAnswers } from "./answers.ts";

/** A battle with the one vote that a row holds. */
export type SourceRow = Omit<SourceBattle, "votes"> & { vote: SourceVote };

/** How rows are read: what words for winners mean, and whether names that differ by white space or case are one. */
export type SinkWishes = { winners: ReadonlyMap<string, Meaning>; joinNames: boolean; now: Date };

/** What takes rows, and what is known of them afterwards. */
export type SourceSink = RowSink & {
  /** Rows whose word for the winner means no comparison. */
  withoutWinner: () => number;
  alike: () => string[][];
  unknownWinners: ReadonlySet<string>;
};

const choices = { model_a: "a", model_b: "b", tie: "tie", both_bad: "both-bad" } as const;
const means = ["button", "out-of-sight-reaction", "open-reaction"] as const;
const reads = [
  ...["language", "category", "platform", "time", "tstamp", "turn", "consented", "repeated", "draw_probability"],
  ...["means", "seen", "first_winner", "changes", "names_seen", "seconds", ...answerColumns.flat()],
];
/** By the places of `wanted`. */
const [battleField, voterField, answerFields] = [3, 4, [5, 6]];
/** As an export of an arena names voters: anew each time. */
const madeUp = /^(?:voter-[0-9a-f]{16}|counted-\d+)$/u;

/**
 * Creates what takes the rows of one file. A row that names no battle or no voter goes by all rows before it: the same file
 * again, or with more at its end, is known again.
 */
export function createSourceSink(
  found: FoundColumns,
  { winners: given, joinNames, now }: SinkWishes,
  take: (row: SourceRow) => void,
): SourceSink {
  const models = createModelNames(joinNames);
  const winners = createWinnerReader(given);
  // Answers are measured apart: laid out as bytes they would take long.
  const names = found.names.map((name, index) => (answerFields.includes(index) ? undefined : name));
  const layout = createLayout(names, { needsTexts: false });
  let withoutWinner = 0;
  let before = "";
  const add: RowSink["add"] = (row) => {
    const unread = layout.lay(row);
    if (unread !== undefined) return unread;
    const read = readComparison({ kept: found.kept, models, winners }, layout.fields);
    if (read === "none") withoutWinner++;
    else if ("reason" in read) return read.reason;
    else {
      const ids = { battle: readText(layout.fields, battleField), voter: readText(layout.fields, voterField) };
      const facts = { ...factsOf(row, now), modelA: read.a, modelB: read.b };
      before = chain(before, [read, ids, textOf(row["time"] ?? row["tstamp"]), facts.styles]);
      take({ ...facts, ...nameRow(row, ids, before), vote: voteOf(row, ids, choices[read.won], { facts, before }) });
    }
    return undefined;
  };
  return { reads, add, withoutWinner: () => withoutWinner, alike: models.alike, unknownWinners: winners.unknown };
}

function chain(before: string, row: unknown): string {
  return createHash("sha256")
    .update(`${before}${JSON.stringify(row)}`)
    .digest("base64url");
}

type Ids = { battle: string; voter: string };

/** Whether a row is of an export of an arena. */
function isExported(row: Row, { voter }: Ids): boolean {
  return Object.hasOwn(row, "consented") && madeUp.test(voter);
}

/** What its battle goes by. Some number questions, not battles: a second turn is another. */
function nameRow(row: Row, ids: Ids, before: string): Pick<SourceRow, "key" | "whole"> {
  const key = ids.battle === "" ? ["row", before] : ["battle", ids.battle, textOf(row["turn"])];
  return { key: JSON.stringify(key), whole: ids.battle !== "" && isExported(row, ids) };
}

function factsOf(row: Row, now: Date) {
  const platform = textOf(row["platform"]).toLowerCase();
  const probability = numberOf(row["draw_probability"]);
  return {
    task: taskNamed(textOf(row["category"]).slice(0, 40)) ?? null,
    language: languageOf(textOf(row["language"])),
    platform: platformNames.find((name) => name === platform) ?? null,
    at: timeOf(row["time"] ?? row["tstamp"], now),
    repeated: isTrue(row["repeated"]),
    probability: probability !== null && probability > 0 && probability <= 1 ? probability : null,
    styles: measureAnswers(row),
  };
}

type Known = { facts: ReturnType<typeof factsOf>; before: string };

function voteOf(row: Row, ids: Ids, choice: Choice, { facts, before }: Known): SourceVote {
  const seconds = numberOf(row["seconds"]);
  const first = textOf(row["first_winner"]).replace("tie (bothbad)", "both_bad");
  return {
    voter: JSON.stringify(nameVoter(row, ids, before)),
    choice,
    firstChoice: Object.entries(choices).find(([word]) => word === first)?.[1] ?? null,
    changes: countOf(row["changes"]),
    means: means.find((one) => one === row["means"]) ?? null,
    seen: isGiven(row["seen"]) ? isTrue(row["seen"]) : null,
    namesSeenBy: countOf(row["names_seen"]),
    at: facts.at && seconds !== null && Math.abs(seconds) < 1e9 ? new Date(facts.at.getTime() + seconds * 1_000) : null,
  };
}

/** A vote that is only counted is nobody's, and has a number that says nothing. */
function nameVoter(row: Row, ids: Ids, before: string): string[] {
  if (ids.voter === "") return ["row", before];
  const isCounted = isExported(row, ids) && ids.voter.startsWith("counted-");
  return isCounted ? ["counted", ids.battle, ids.voter] : ["voter", ids.voter];
}

/** Of a scalar; empty where it is none. */
function textOf(value: unknown): string {
  return ["string", "number", "bigint", "boolean"].includes(typeof value) ? String(value).trim() : "";
}

function numberOf(value: unknown): number | null {
  const text = textOf(value);
  const number = Number(text);
  return text === "" || !Number.isFinite(number) ? null : number;
}

function countOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && Number.isInteger(number) && number >= 0 && number < 2 ** 31 ? number : null;
}

/** Seconds since 1970, or milliseconds where it would be far in the future otherwise; what is not yet is no time. */
function timeOf(value: unknown, now: Date): Date | null {
  const number = numberOf(value);
  if (number === null || number <= 0) return null;
  const milliseconds = number > 1e11 ? number : number * 1_000;
  return milliseconds <= now.getTime() ? new Date(milliseconds) : null;
}

/** A tag, or the name of a language. */
function languageOf(text: string): string {
  if (/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}$/u.test(text) && text.length <= 11) return text;
  return languageCodes.get(text.toLowerCase()) ?? "und";
}
