/** The sheets of a workbook that rank models, and that weigh judges. */
import type { Cell, Row } from "write-excel-file/node";
import { biasFeatures } from "../scoring/bias.ts";
import { neighbours, type Separation } from "../scoring/told-apart.ts";
import type { ExperimentResults } from "./results.ts";
import { reportWeighed } from "./score-report.ts";
import { ends, figure, head, type NamedSheet, nameModels, storable } from "./cells.ts";

/** Ranks with their ranges, scores with their intervals, and what separates each from the next. */
export function rankingSheet({ settings, scores }: ExperimentResults): NamedSheet {
  const models = new Map(settings.models.map((model) => [model.id, model]));
  const apart = new Map(neighbours(scores.separations).map((one) => [one.models[0], one]));
  const heads = [
    ...["Rank", "Model", "Organization", "Answer", "Question", "League"],
    ...["Answer, lower", "Answer, upper", "Best rank", "Worst rank", "Question, lower", "Question, upper"],
    "More questions to tell it from the next",
  ];
  return {
    sheet: "Final Ranking",
    columns: [{ width: 8 }, { width: 30 }, { width: 24 }, ...heads.slice(3).map(() => ({ width: 14 }))],
    data: [
      heads.map(head),
      ...scores.models.map(({ model, rank, answer, interval, question, questionInterval, rankRange }): Row => [
        rank,
        storable(models.get(model)?.name ?? model),
        storable(models.get(model)?.organization ?? ""),
        figure(answer),
        figure(question, "0.000"),
        models.get(model)?.league ?? "",
        ...ends(interval),
        ...[rankRange?.best ?? null, rankRange?.worst ?? null],
        ...ends(questionInterval, "0.000"),
        missingCell(apart.get(model)),
      ]),
      ...(scores.isSketch ? [[], ["A sketch: no model has set more than one question."]] : []),
    ],
  };
}

function missingCell(separation: Separation | undefined): Cell {
  if (!separation) return null;
  const { missing } = separation;
  if (missing === null) return "told apart";
  if (missing.kind === "questions") return missing.questions;
  return missing.kind === "judges" ? "other judges" : "cannot be foreseen";
}

/** How much each judge counts and why, and the ranking that comes of it. */
export function weighedSheet({ settings, agreement, weighed, bias, scores }: ExperimentResults): NamedSheet {
  const names = nameModels(settings);
  const { method, judges, models } = reportWeighed({ agreement, weighed });
  const biasOf = new Map(bias.judges.map((one) => [one.judge, one.bias]));
  const ranks = new Map(scores.models.map(({ model, rank }) => [model, rank]));
  const heads = [
    ...["Judge", "Weight", "Lower", "Upper", "Ballots", "Agreement with the rest (tau)", "Lower", "Upper"],
    ...["Prefers late places", "Prefers length", "Prefers its own organization", "Prefers its standard answer"],
  ];
  return {
    sheet: "Weighed Judges",
    columns: [{ width: 30 }, ...heads.slice(1).map(() => ({ width: 14 }))],
    data: [
      heads.map(head),
      ...judges.map(({ judge, ability, interval, ballots, agreement: own }): Row => [
        names(judge),
        ...[figure(ability), ...ends(interval), ballots],
        ...[figure(own.tau), ...ends(own.interval)],
        ...biasFeatures.map((feature) => figure(biasOf.get(judge)?.[feature]?.effect)),
      ]),
      [],
      ["Model", "Rating", "Lower", "Upper", "Rank with judges weighed", "Rank by points"].map(head),
      ...models.map(({ model, rating, interval, rank }): Row => [
        names(model),
        ...[figure(rating, "0"), ...ends(interval, "0")],
        ...[rank, ranks.get(model) ?? null],
      ]),
      [],
      [`Judges weighed as in ${method}. Preferences: points beyond what other judges give.`],
    ],
  };
}
