/** The results as one Excel workbook. */
import type { Cell, Row, Sheet } from "write-excel-file/node";
import type { EvaluationRecord, SettingRecord } from "../experiment.ts";
import type { ExperimentResults } from "./results.ts";
import { findStandings } from "./summaries.ts";

/** Excel takes no more characters in a cell. */
const longestCell = 32_767;
const points = "0.00";

/**
 * Sheets `Round n` (each judge's points for each answer, own answers and missing ballots empty; its reasons; how many hold
 * an answer to be better than the standard one), `Running Totals`, `Final Ranking` and `Score Summary`.
 */
export async function buildWorkbook(results: ExperimentResults): Promise<Uint8Array> {
  // Few arenas ever write one: until then it takes no memory.
  const { default: writeWorkbook } = await import("write-excel-file/node");
  const sheets = [
    ...results.rounds.map((_, index) => roundSheet(results, index)),
    totalsSheet(results),
    rankingSheet(results),
    summarySheet(results),
  ];
  return writeWorkbook(sheets.map((sheet) => ({ stickyRowsCount: 1, ...sheet }))).toBuffer();
}

/** A heading. */
export const head = (value: string): Cell => ({ value: storable(value), fontWeight: "bold" });
/** A number; an empty cell where there is none. */
export const figure = (value: number | null | undefined, format = points): Cell =>
  value === null || value === undefined ? null : { value, format };

/** A text as a cell can hold it: XML allows no other control characters, and no half of a surrogate pair. */
export function storable(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}--[\t\n\r]]|[\ufffe\uffff]/gv, "")
    .slice(0, longestCell);
}

type NamedSheet = Sheet<Buffer> & { sheet: string };

function roundSheet({ settings, rounds, scores, standards }: ExperimentResults, index: number): NamedSheet {
  const round = rounds[index];
  const scored = scores.rounds[index];
  if (!round || !scored) throw new RangeError(`There is no round ${index}.`);
  const names = nameModels(settings);
  const answerers = round.answers.map(({ model }) => model);
  const rows: Row[] = round.evaluations.map(({ judge, points: given, shortfall }) => {
    const byModel = new Map(given);
    return [names(judge), ...answerers.map((model) => figure(byModel.get(model))), storable(shortfall?.detail ?? "")];
  });
  const means = new Map(scored.answers.map((answer) => [answer.model, answer.points]));
  return {
    sheet: `Round ${round.number}`,
    columns: [{ width: 26 }, ...answerers.map(() => ({ width: 16 })), { width: 40 }],
    data: [
      [head("Judge"), ...answerers.map((model) => head(names(model))), head("Missing because")],
      ...rows,
      [head("Mean"), ...answerers.map((model) => figure(means.get(model)))],
      [
        head("Better than the standard answer, say"),
        ...answerers.map((model) => comparisonOf(standards[index], model)),
      ],
      [],
      ...round.evaluations.map((evaluation) => reasonsRow(evaluation, answerers, names)),
      [],
      [head("Setter"), names(round.setting.setter)],
      ...questionRows(round.setting),
    ],
  };
}

function questionRows({ set, shortfall }: SettingRecord): Row[] {
  const criteria = set?.criteria.map(({ name, points: worth }) => `${name} (${worth})`) ?? [];
  return [
    [head("Question"), storable(set?.question ?? `None: ${shortfall?.detail ?? ""}`)],
    [head("Standard answer"), storable(set?.standardAnswer ?? "")],
    [head("Principle"), storable(set?.principle ?? "")],
    ...(criteria.length > 0 ? [[head("Criteria"), storable(criteria.join("\n"))]] : []),
  ];
}

/** `2 of 3` judges; nothing where none compared. */
function comparisonOf(verdict: ExperimentResults["standards"][number] | undefined, model: string): Cell {
  const compared = verdict?.answers.find((answer) => answer.model === model);
  return compared ? `${compared.better} of ${compared.judges}` : null;
}

function reasonsRow(
  { judge, reasons }: EvaluationRecord,
  answerers: readonly string[],
  names: (id: string) => string,
): Row {
  const byModel = new Map(reasons);
  return [`Reasons of ${names(judge)}`, ...answerers.map((model) => storable(byModel.get(model) ?? ""))];
}

/** Each model's total and rank after each round. */
function totalsSheet({ settings, rounds, scores }: ExperimentResults): NamedSheet {
  const names = nameModels(settings);
  const standings = findStandings(settings, rounds, scores.rounds).map(
    ({ standing }) => new Map(standing.map((place) => [place.model, place])),
  );
  const row = (id: string): Row => {
    const places = standings.map((standing) => standing.get(id));
    return [names(id), ...places.map((place) => figure(place?.total)), ...places.map((place) => place?.rank ?? null)];
  };
  const heads = (what: string) => rounds.map(({ number }) => head(`${what} after round ${number}`));
  return {
    sheet: "Running Totals",
    columns: [{ width: 30 }, ...rounds.flatMap(() => [{ width: 22 }, { width: 22 }])],
    data: [[head("Model"), ...heads("Total"), ...heads("Rank")], ...settings.models.map(({ id }) => row(id))],
  };
}

function rankingSheet({ settings, scores }: ExperimentResults): NamedSheet {
  const models = new Map(settings.models.map((model) => [model.id, model]));
  return {
    sheet: "Final Ranking",
    columns: [{ width: 8 }, { width: 30 }, { width: 24 }, { width: 12 }, { width: 12 }, { width: 10 }],
    data: [
      ["Rank", "Model", "Organization", "Answer", "Question", "League"].map(head),
      ...scores.models.map(({ model, rank, answer, question }) => [
        rank,
        storable(models.get(model)?.name ?? model),
        storable(models.get(model)?.organization ?? ""),
        figure(answer),
        figure(question, "0.000"),
        models.get(model)?.league ?? "",
      ]),
    ],
  };
}

function summarySheet({ settings, scores, agreement }: ExperimentResults): NamedSheet {
  const names = nameModels(settings);
  const setters = settings.models.map(({ id }) => id);
  const rows = scores.models.map(({ model, answer, question, rank }): Row => [
    names(model),
    ...setters.map((setter) => figure(scores.radar.get(model)?.get(setter))),
    figure(answer),
    figure(question, "0.000"),
    rank,
  ]);
  const measures: [string, number | null][] = [
    ...([2, 3, 4] as const).map((k): [string, number | null] => [`Top-${k} consistency`, scores.topk[k]]),
    ["Kendall's tau between judges (mean)", agreement.kendallTau],
    ["Krippendorff's alpha", agreement.krippendorffAlpha],
  ];
  return {
    sheet: "Score Summary",
    columns: [{ width: 34 }, ...setters.map(() => ({ width: 16 })), { width: 12 }, { width: 12 }, { width: 8 }],
    data: [
      [
        head("Points on the questions of"),
        ...setters.map((id) => head(names(id))),
        ...["Answer", "Question", "Rank"].map(head),
      ],
      ...rows,
      [],
      ...measures.map(([name, value]): Row => [head(name), figure(value, "0.000")]),
    ],
  };
}

function nameModels({ models }: ExperimentResults["settings"]): (id: string) => string {
  const names = new Map(models.map(({ id, name }) => [id, storable(name)]));
  return (id) => names.get(id) ?? id;
}
