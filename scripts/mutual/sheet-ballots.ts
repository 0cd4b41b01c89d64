/** Ballots in a workbook: a sheet a round, with judges in columns as LLM-Crowdsourced publishes them, or in rows as ours. */
import type { JudgedExperiment, JudgedRound, Judging } from "../../core/index.ts";
import { CannotDo } from "../verb/run-as-verb.ts";

/** A sheet's cells by row and column, from 0 on. */
export type SheetRows = readonly ReadonlyMap<number, string | number | boolean | null>[];

/** Columns and rows that are no judge and no answer. */
const sums = /^(?:round score|total score|mean|missing because|rank)$/iu;

type Table = { judges: string[]; answers: string[]; points: (judge: number, answer: number) => number | undefined };

/**
 * The ballots of a workbook's rounds. Who judges and has no answer in a round has set its question; what a judge gives itself
 * never counts.
 * @param judging null: it is told from the points. @throws {CannotDo} with a sentence that names the sheet.
 */
export function readSheetBallots(
  sheets: readonly { name: string; rows: SheetRows }[],
  judging: Judging | null,
): JudgedExperiment {
  const rounds = sheets.filter(({ name }) => /^round\s*\d+$/iu.test(name));
  if (rounds.length === 0)
    throw new CannotDo(
      `It has no sheet that is called "Round 1", "Round 2" and so on, with a judge in each column. It has: ${sheets.map(({ name }) => `"${name}"`).join(", ")}.`,
    );
  const tables = rounds.map(({ name, rows }) => readTable(name, rows));
  const models = [...new Set(tables.flatMap(({ judges, answers }) => [...judges, ...answers]))];
  const judged = tables.map((table, index) => toRound(table, rounds[index]?.name ?? ""));
  const block = blockSize(tables, models.length);
  const told = judging ?? tellJudging(judged, block ?? models.length - 1);
  if (block === null) return { judging: told, models, rounds: judged };
  const inBlocks = judged.map((round, index) => ({ ...round, answerers: tables[index]?.answers ?? [] }));
  return { judging: told, models, rounds: inBlocks };
}

/** How many answer each question where it is always as many, and never all but the setter; null: there are no such blocks. */
function blockSize(tables: readonly Table[], models: number): number | null {
  const sizes = new Set(tables.map(({ answers }) => answers.length));
  const [size = 0] = sizes;
  return sizes.size === 1 && size + 1 < models ? size : null;
}

function readTable(name: string, rows: SheetRows): Table {
  const [header, ...others] = rows;
  const across = [...(header ?? [])].filter(([column, cell]) => column > 0 && isName(cell));
  const end = others.findIndex((row) => !isName(row.get(0)));
  const down = others.slice(0, end < 0 ? undefined : end);
  if (across.length === 0 || down.length === 0)
    throw new CannotDo(`Sheet "${name}": the first row must name the judges, and the first column whom they judge.`);
  const cell = (row: number, column: number): number | undefined => {
    const value = down[row]?.get(across[column]?.[0] ?? -1) ?? null;
    if (value === null || value === "") return undefined;
    if (typeof value === "number" && value >= 0 && value <= 100) return value;
    const place = `${String(down[row]?.get(0))} and ${String(across[column]?.[1])}`;
    throw new CannotDo(`Sheet "${name}", ${place}: points are numbers from 0 to 100, not "${String(value)}".`);
  };
  const [columns, names] = [across.map(([, one]) => String(one)), down.map((row) => String(row.get(0)))];
  const isOurs = /^judge$/iu.test(String(header?.get(0) ?? ""));
  return isOurs
    ? { judges: names, answers: columns, points: (judge, answer) => cell(judge, answer) }
    : { judges: columns, answers: names, points: (judge, answer) => cell(answer, judge) };
}

function isName(cell: string | number | boolean | null | undefined): boolean {
  return cell !== undefined && cell !== null && cell !== "" && !sums.test(String(cell).trim());
}

function toRound({ judges, answers, points }: Table, name: string): JudgedRound {
  const setters = judges.filter((judge) => !answers.includes(judge));
  const [setter] = setters;
  if (setter === undefined || setters.length > 1)
    throw new CannotDo(
      `Sheet "${name}": it must show who set the question, as the one judge that has no answer in it; ${setters.length === 0 ? "all have one" : `these have none: ${setters.join(", ")}`}.`,
    );
  const ballots = judges.map((judge, column) => {
    const given = answers.flatMap((answer, row): [string, number][] => {
      const value = answer === judge ? undefined : points(column, row);
      return value === undefined ? [] : [[answer, value]];
    });
    return { judge, points: new Map(given) };
  });
  return { setter, ballots: ballots.filter((ballot) => ballot.points.size > 0) };
}

/** Borda points among k answers of a question go no further than k − 1. */
function tellJudging(rounds: readonly JudgedRound[], answers: number): Judging {
  const all = rounds.flatMap(({ ballots }) => ballots.flatMap(({ points }) => [...points.values()]));
  return all.some((value) => value > answers - 1) ? "scores" : "ranks";
}
