/** The results as one Excel workbook. */
import type { Cell, Row } from "write-excel-file/node";
import type { AnswerCheck } from "../checks/checks.ts";
import type { RoundRecord, SettingRecord } from "../experiment.ts";
import type { ExperimentResults } from "./results.ts";
import { topSizes } from "../scoring/judge-pairs.ts";
import type { Agreement } from "../scoring/agreement.ts";
import type { Scores } from "../scoring/scores.ts";
import type { Misjudged } from "../scoring/misjudged.ts";
import type { Interval } from "../scoring/resampling.ts";
import { ends, figure, head, type NamedSheet, nameModels, storable } from "./cells.ts";
import { rankingSheet, weighedSheet } from "./ranking-sheets.ts";
import { questionsSheet } from "./questions-sheet.ts";
import { findStandings } from "./summaries.ts";

/**
 * Sheets `Round n` (each judge's points for each answer, own answers and missing ballots empty; its reasons; how many hold
 * an answer to be better than the standard one), `Running Totals`, `Final Ranking`, `Score Summary`, `Weighed Judges` and
 * `Questions`.
 */
export async function buildWorkbook(results: ExperimentResults): Promise<Uint8Array> {
  // Few arenas ever write one: until then it takes no memory.
  const { default: writeWorkbook } = await import("write-excel-file/node");
  const sheets = [
    ...results.rounds.map((_, index) => roundSheet(results, index)),
    totalsSheet(results),
    rankingSheet(results),
    summarySheet(results),
    weighedSheet(results),
    questionsSheet(results),
  ];
  return writeWorkbook(sheets.map((sheet) => ({ stickyRowsCount: 1, ...sheet }))).toBuffer();
}

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
      ...checksRow(round, answerers),
      [],
      ...reasonRows(round, answerers, names),
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

/** What a machine found of each answer, and of the standard one. */
function checksRow({ checks }: RoundRecord, answerers: readonly string[]): Row[] {
  if (!checks) return [];
  const found = new Map(checks.answers);
  const say = ({ verdict, passed }: AnswerCheck) =>
    checks.cases === 0 ? verdict : `${verdict} (${passed}/${checks.cases})`;
  const cells = answerers.map((model) => {
    const own = found.get(model);
    return own ? say(own) : null;
  });
  return [[head("Checked by machine"), ...cells, `The standard answer: ${say(checks.standard)}`]];
}

/** `2 of 3` judges; nothing where none compared. */
function comparisonOf(verdict: ExperimentResults["standards"][number] | undefined, model: string): Cell {
  const compared = verdict?.answers.find((answer) => answer.model === model);
  return compared ? `${compared.better} of ${compared.judges}` : null;
}

/** Of each judge what it wrote; nothing where that is left out. */
function reasonRows({ evaluations }: RoundRecord, answerers: readonly string[], names: (id: string) => string): Row[] {
  if (evaluations.every(({ reasons }) => reasons.length === 0)) return [];
  const rows = evaluations.map(({ judge, reasons }): Row => {
    const byModel = new Map(reasons);
    return [`Reasons of ${names(judge)}`, ...answerers.map((model) => storable(byModel.get(model) ?? ""))];
  });
  return [...rows, []];
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

function summarySheet({ settings, scores, agreement, bias }: ExperimentResults): NamedSheet {
  const names = nameModels(settings);
  const setters = settings.models.map(({ id }) => id);
  const rows = scores.models.map(({ model, answer, question, rank }): Row => [
    names(model),
    ...setters.map((setter) => figure(scores.radar.get(model)?.get(setter))),
    figure(answer),
    figure(question, "0.000"),
    rank,
  ]);
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
      ...agreementRows(scores, agreement),
      ...misjudgedRows(bias.misjudged.all),
    ],
  };
}

/** How often judges prefer what a machine has found wrong. */
function misjudgedRows({ wrongAbove, wrongFirst }: Misjudged): Row[] {
  const row = (name: string, found: Misjudged["wrongAbove"]): Row[] =>
    found ? [[head(name), figure(found.share, "0.000"), ...ends(found, "0.000")]] : [];
  return [...row("Wrong above right, share of pairs", wrongAbove), ...row("Wrong first, share of ballots", wrongFirst)];
}

/** Each measure of agreement with its interval. */
function agreementRows({ topk, topkInterval }: Scores, agreement: Agreement): Row[] {
  const { kendallTau, krippendorffAlpha, interval } = agreement;
  const row = (name: string, value: number | null, own: Interval | null): Row => [
    head(name),
    figure(value, "0.000"),
    ...ends(own, "0.000"),
  ];
  return [
    ["Agreement of the judges", "Value", "Lower (95%)", "Upper (95%)"].map(head),
    ...topSizes.map((k) => row(`Top-${k} consistency`, topk[k], topkInterval[k])),
    row("Kendall's tau between judges (mean)", kendallTau, interval.kendallTau),
    row("Krippendorff's alpha", krippendorffAlpha, interval.krippendorffAlpha),
  ];
}
