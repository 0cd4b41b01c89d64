/** The profile of one model, or of two over each other, as a picture and in words. */
import type { Lead } from "../../boards/profile.ts";
import { altText } from "../../images/alt-text.ts";
import type { Panel, PanelsPicture, PictureWords, RadarPicture, IntervalValue, Theme } from "../../images/picture.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { isApproximate, rangeInWords, rankLabel } from "../leaderboard/leaderboard-picture.ts";
import { drawByTask } from "./by-task.ts";
import { answersPanel, duelsPanel, rivalsOf } from "./model-panels.ts";
import {
  axesInWords,
  axisOf,
  doubt,
  notes,
  shareValue,
  type ShownModel,
  standsOut,
  unvoted,
  votedOn,
} from "./model-tasks.ts";

/** How the profile of a model is to look, and what it needs beside the model. */
export type ModelView = {
  language: Language;
  theme: Theme;
  demo: boolean;
  /** How many models have a place. */
  ranked: number;
  /** What a model is called. */
  nameOf(model: string): string;
  /** Of two models that are ranked with intervals, the one with the higher rating, and whether it may be said to be ahead. */
  lead?: Lead;
};

const ticks = [0, 0.25, 0.5, 0.75, 1];

/** @param models one or two. */
export function modelPicture(models: readonly ShownModel[], view: ModelView): RadarPicture | PanelsPicture {
  const words = sentences(view.language);
  const { profile, boards, tasks } = words;
  const [first, second] = models;
  const voted = votedOn(models);
  const what = second ? profile.strengths : profile.strength;
  const surroundings: PictureWords = {
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: titleOf(models, view, words),
    subtitle: [...(second || !first ? [] : [standing(first, view, words)]), ...(voted.length === 0 ? [] : [what])].join(
      "\n",
    ),
    footer: voted.length === 0 ? "" : notes(models, words).join("\n"),
  };
  const byTask = {
    series: models.map(({ name }) => name),
    tasks: voted.map((task) => ({
      label: tasks[task],
      values: models.map((model) => shareValue(axisOf(model, task), words, second === undefined)),
    })),
    isFirm: ({ faint = false, lower = null }: IntervalValue) => !faint && lower !== null,
    otherTasks: profile.otherTasks,
    ticks: ticks.map((value) => ({ value, label: boards.percent(value), strong: value === 0.5 })),
  };
  return drawByTask(surroundings, byTask, [
    ...unvoted(models, words).map((note): Panel => ({ kind: "notes", title: "", notes: [note] })),
    ...answersPanel(models, words),
    ...duelsPanel(models, view.nameOf, words),
  ]);
}
/** The same figures in words. */
export function modelInWords(models: readonly ShownModel[], view: ModelView): string {
  const words = sentences(view.language);
  const lines = models.flatMap((model) => [
    ...(models.length > 1 ? [`${model.name}: ${standing(model, view, words)}`] : [standing(model, view, words)]),
    ...axesInWords(model, words),
  ]);
  const facts = answersPanel(models, words)
    .flatMap(({ tiles }) => tiles.map(({ label, values }) => `${values.join(" / ")} ${label}`))
    .join(words.boards.listSeparator);
  const rivals = rivalsOf(models, view.nameOf).map(({ name, won, even, lost }) =>
    words.profile.rival(name, won, even, lost),
  );
  const told = [...lines, ...unvoted(models, words), ...doubt(models, words)];
  return altText([titleOf(models, view, words), ...told, ...(facts === "" ? [] : [facts]), ...rivals], words);
}
/** Of one model what it is good at, of two which is ahead, as far as that may be said; else their names. */
function titleOf(models: readonly ShownModel[], { lead }: ModelView, words: Sentences): string {
  const { profile } = words;
  const [first, second] = models;
  if (!first) return "";
  if (!second) return profile.finding(first.name, standsOut(first, words));
  if (!lead) return profile.versus(first.name, second.name);
  return lead.isAhead ? profile.ahead(lead.higher, lead.lower) : profile.notTold(first.name, second.name);
}
/** Rating, place and votes over all tasks; or why it has no place. */
function standing({ row }: ShownModel, { ranked }: ModelView, { profile, boards }: Sentences): string {
  const { rating, votes } = row;
  if (rating === null || row.standing === "new") return boards.votes(0);
  const range = rangeInWords(row, boards);
  return [
    profile.rating(Math.round(rating), isApproximate(row), range),
    ...(row.standing === "ranked"
      ? range === ""
        ? []
        : [profile.rank(rankLabel(row), ranked)]
      : [profile.unranked[row.standing]]),
    boards.votes(votes),
  ].join(boards.separator);
}
