/** The profile of one model, or of two over each other, as a picture and in words. */
import type { AnswerFacts } from "../../boards/store.ts";
import { leastVoters } from "../../rating/fit-ratings.ts";
import type { LeaderboardRow } from "../../boards/standings.ts";
import {
  fewVotes,
  type Lead,
  type Profile,
  type ProfileAxis,
  type Rival,
  type Strength,
} from "../../boards/profile.ts";
import type { Panel, RadarPicture, RadarValue, Theme } from "../../images/picture.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { altText } from "../../images/alt-text.ts";
import { isApproximate, rangeInWords, rankLabel } from "../leaderboard/leaderboard-picture.ts";

/** One model as its picture shows it. */
export type ShownModel = {
  name: string;
  /** Its line on the board of all tasks. */
  row: LeaderboardRow;
  profile: Profile;
  facts: AnswerFacts;
};

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

const rivalsShown = 3;
const percent = 100;
const rings = [0.25, 0.5, 0.75, 1];

/** @param models one or two. */
export function modelPicture(models: readonly ShownModel[], view: ModelView): RadarPicture {
  const words = sentences(view.language);
  const [first, second] = models;
  return {
    kind: "radar",
    theme: view.theme,
    ...(view.demo ? { notice: words.models.demoNotice } : {}),
    title: titleOf(models, words),
    subtitle: [
      ...(second || !first ? leadInWords(view, words) : [standing(first, view, words)]),
      second ? words.profile.strengths : words.profile.strength,
    ].join("\n"),
    axes: (first?.profile.axes ?? []).map((axis) => words.tasks[axis.task]),
    series: models.map(({ name, profile }) => ({
      name,
      values: profile.axes.map((axis) => radarValue(axis, words, second === undefined)),
    })),
    rings: rings.map((value) => ({ value, label: words.boards.percent(value), strong: value === 0.5 })),
    panels: [answersPanel(models, words), ...duelsPanel(models, view, words)],
    footer: [words.profile.footer(fewVotes, claimsSome(models)), ...doubt(models, words)].join("\n"),
  };
}

/** The same figures in words. */
export function modelInWords(models: readonly ShownModel[], view: ModelView): string {
  const words = sentences(view.language);
  const lines = models.flatMap((model) => [
    ...(models.length > 1 ? [`${model.name}: ${standing(model, view, words)}`] : [standing(model, view, words)]),
    ...axesInWords(model, words),
  ]);
  const { tiles } = answersPanel(models, words);
  const facts = tiles
    .filter(({ values }) => values.some((value) => value !== words.profile.unknown))
    .map(({ label, values }) => `${values.join(" / ")} ${label}`)
    .join(words.boards.listSeparator);
  const rivals = rivalsOf(models, view).map(({ name, won, even, lost }) => words.profile.rival(name, won, even, lost));
  const told = [...leadInWords(view, words), ...lines, ...doubt(models, words)];
  return altText([titleOf(models, words), ...told, ...(facts === "" ? [] : [facts]), ...rivals], words);
}

function strengthsOf(models: readonly ShownModel[]): Strength[] {
  return models.flatMap(({ profile }) => profile.axes.flatMap(({ strength }) => strength ?? []));
}

/** Whether any interval is shown, or none is left out: what bands are need not be said where there can be none. */
function claimsSome(models: readonly ShownModel[]): boolean {
  const strengths = strengthsOf(models);
  return strengths.length === 0 || strengths.some(({ lower }) => lower !== null);
}

/** Which of two models is ahead, as far as that may be said; nothing of one model. */
function leadInWords({ lead }: ModelView, { profile }: Sentences): string[] {
  if (!lead) return [];
  return [lead.isAhead ? profile.ahead(lead.higher, lead.lower) : profile.notTold];
}

/** Why some figures have no interval; empty where all have one. */
function doubt(models: readonly ShownModel[], { profile }: Sentences): string[] {
  return strengthsOf(models).some(({ lower }) => lower === null) ? [profile.unclaimed(leastVoters)] : [];
}

function titleOf(models: readonly ShownModel[], words: Sentences): string {
  const [first, second] = models.map(({ name }) => name);
  return second === undefined ? (first ?? "") : words.profile.versus(first ?? "", second);
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

function radarValue({ strength, few, votes }: ProfileAxis, words: Sentences, alone: boolean): RadarValue {
  const { boards, profile } = words;
  if (!strength) return { value: null, figure: profile.unknown, ...(alone && { detail: profile.noVotes }) };
  const { share, lower, upper } = strength;
  const range =
    lower === null || upper === null
      ? profile.fewPeople
      : profile.range(String(Math.round(lower * percent)), boards.percent(upper));
  return {
    value: share,
    lower,
    upper,
    faint: few,
    figure: boards.percent(share),
    ...(alone && { detail: few ? profile.fewVotes(votes) : range }),
  };
}

function axesInWords({ name, profile: { axes } }: ShownModel, words: Sentences): string[] {
  const { profile, boards } = words;
  const told = axes
    .filter(({ strength }) => strength !== null)
    .map((axis) => {
      const { figure, detail = "" } = radarValue(axis, words, true);
      return profile.axis(words.tasks[axis.task], figure, detail);
    });
  return told.length > 0 ? [profile.series(name, told.join(boards.listSeparator))] : [];
}

function answersPanel(models: readonly ShownModel[], words: Sentences): Extract<Panel, { kind: "tiles" }> {
  const { profile, boards } = words;
  const values = (write: (model: ShownModel) => string | null) =>
    models.map((model) => write(model) ?? profile.unknown);
  const [first] = models;
  return {
    kind: "tiles",
    title: models.length > 1 || !first ? profile.bothAnswers : profile.answers(first.facts.answers),
    tiles: [
      {
        label: profile.length,
        values: values(({ facts }) => write(facts.characters, (n) => boards.count(Math.round(n)))),
      },
      {
        label: profile.time,
        values: values(({ facts }) => write(facts.milliseconds, (n) => profile.seconds(n / 1000))),
      },
      { label: profile.cost, values: values(({ facts }) => write(facts.cost, profile.dollars)) },
      { label: profile.bothBad, values: values(({ row }) => write(row.bothBadShare, boards.percent)) },
    ],
  };
}

function write(figure: number | null, writeFigure: (figure: number) => string): string | null {
  return figure === null ? null : writeFigure(figure);
}

type Duel = { name: string; won: number; even: number; lost: number };

/** The closest rivals of a single model; of two, how they fared against each other. */
function rivalsOf(models: readonly ShownModel[], view: ModelView): Duel[] {
  const [first, second] = models;
  const rivals = first?.profile.rivals ?? [];
  const shown = second ? rivals.filter((rival) => rival.model === second.profile.model) : rivals.slice(0, rivalsShown);
  return shown.map(({ model, wins, losses, ties, bothBad }: Rival) => ({
    name: view.nameOf(model),
    won: wins,
    even: ties + bothBad,
    lost: losses,
  }));
}

function duelsPanel(models: readonly ShownModel[], view: ModelView, words: Sentences): Panel[] {
  const { profile } = words;
  const [first, second] = models;
  const duels = rivalsOf(models, view);
  if (duels.length === 0) return [];
  return [
    {
      kind: "duels",
      title: second ? profile.headToHead : profile.rivals,
      legend: first && second ? { ...profile.legend, won: first.name, lost: second.name } : profile.legend,
      duels: duels.map(({ name, won, even, lost }) => ({
        name: second ? words.boards.votes(won + even + lost) : profile.against(name),
        won,
        even,
        lost,
        figure: profile.score(won, even, lost),
      })),
    },
  ];
}
