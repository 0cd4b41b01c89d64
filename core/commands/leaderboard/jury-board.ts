/** `/leaderboard jury`: how people and model jurors rate the same battles, side by side. */
import { drawForPost } from "../draw-for-post.ts";
import { pictureTheme } from "../../battle/community-settings.ts";
import { leagueOf } from "../../battle/draw.ts";
import type { IntervalsPanel, PanelsPicture, Theme } from "../../images/picture.ts";
import { type Language, sentences, type Sentences, typedFor } from "../../language/index.ts";
import { compareJury, type Estimate, type JuryReport } from "../../mutual/scoring/jury.ts";
import { type Heard, sharedLanguage } from "../../people/spoken-languages.ts";
import { type Reply, type Sender, textPost } from "../../chat/post.ts";
import type { RatedModel } from "../../rating/bradley-terry.ts";
import { meanRating } from "../../rating/scale.ts";
import type { CommandContext } from "../command.ts";
import { altText } from "../../images/alt-text.ts";

/** Whether a board was asked for that only this file draws. */
export function isJuryBoard(rest: string): boolean {
  return typedFor(({ typed }) => typed.board.jury).includes(rest.trim().toLowerCase());
}

/** Both rankings with their agreement, and a picture of them. */
export async function showJuryBoard(context: CommandContext, from: Heard<Sender>): Promise<Reply> {
  const { store, lineup, everybody, renderer } = context;
  const language = sharedLanguage(from, from.language);
  const league = leagueOf(lineup().models);
  const { jury: words } = sentences(language);
  const report = compareJury(await store.jury.juryCases(league));
  if (report.battles === 0) return { ...textPost(words.empty), private: false };
  const rated = report.ratings.map(({ model }) => model);
  const names = new Map((await everybody(rated)).map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const theme = pictureTheme({ theme: from.communityTheme }, from.platform);
  const picture = juryPicture(report, nameOf, { theme, language, demo: league === "demo" });
  const alt = juryInWords(report, nameOf, language);
  return {
    ...textPost(
      [
        `**${words.title}**`,
        words.basis(report.battles, report.votes, report.verdicts),
        linesOf(report, nameOf, language).join("\n"),
        agreements(report, language),
      ].join("\n\n"),
    ),
    images: [await drawForPost(renderer, picture, alt, from)],
    private: false,
  };
}

type NameOf = (id: string) => string;

function linesOf({ ratings }: Pick<JuryReport, "ratings">, nameOf: NameOf, language: Language): string[] {
  const { jury: words } = sentences(language);
  return ratings.map(({ model, human, jury }) => words.line(nameOf(model), describe(human), describe(jury)));
}

/** Both ratings of each model, below what they show. @param nameOf what a model is called. */
export function juryInWords(report: Pick<JuryReport, "ratings">, nameOf: NameOf, language: Language): string {
  const words = sentences(language);
  return altText([titleOf(report, words), ...linesOf(report, nameOf, language)], words);
}

/** On how many models the two clearly differ: their intervals lie apart. */
function titleOf({ ratings }: Pick<JuryReport, "ratings">, { jury: words }: Sentences): string {
  const both = ratings.flatMap(({ human, jury }) => (human && jury ? [{ human, jury }] : []));
  const apart = both.filter(({ human, jury }) => human.upper < jury.lower || jury.upper < human.lower);
  return both.length === 0 ? words.title : words.finding(apart.length, both.length);
}

function describe(rated: RatedModel | null): string {
  return rated ? `${Math.round(rated.rating)} (${Math.round(rated.lower)}–${Math.round(rated.upper)})` : "–";
}

function agreements(report: JuryReport, language: Language): string {
  const { jury: words } = sentences(language);
  const write = (estimate: Estimate | null, percent: boolean): string => {
    if (!estimate) return words.tooFew;
    const figure = (value: number) => (percent ? `${Math.round(100 * Math.max(0, value))}%` : value.toFixed(2));
    return words.interval(figure(estimate.value), figure(estimate.lower), figure(estimate.upper));
  };
  return [
    words.jurorAndVoter(write(report.jurorAndVoter, true)),
    words.twoVoters(write(report.twoVoters, true)),
    words.kappa(write(report.kappa, false)),
    words.tau(write(report.tau, false)),
    words.topOverlap(write(report.topOverlap, true)),
    ...(report.swayedByOrder === null ? [] : [words.swayed(`${Math.round(100 * report.swayedByOrder)}%`)]),
  ].join("\n");
}

/** A row a model that both have rated: people above, jury below. @param nameOf what a model is called. */
export function juryPicture(
  report: Pick<JuryReport, "ratings" | "battles" | "votes" | "verdicts">,
  nameOf: NameOf,
  { theme, language, demo }: { theme: Theme; language: Language; demo: boolean },
): PanelsPicture {
  const { jury: words, mutual } = sentences(language);
  return {
    kind: "panels",
    theme,
    title: titleOf(report, sentences(language)),
    subtitle: words.basis(report.battles, report.votes, report.verdicts),
    footer: words.footer,
    ...(demo && { notice: mutual.demoNotice }),
    panels: [ratingRows(report.ratings, nameOf, words)],
  };
}

function ratingRows(ratings: JuryReport["ratings"], nameOf: NameOf, words: Sentences["jury"]): IntervalsPanel {
  const both = ratings
    .flatMap(({ model, human, jury }) => (human && jury ? [{ model, human, jury }] : []))
    .toSorted((one, other) => other.human.rating - one.human.rating);
  const value = ({ rating, lower, upper }: RatedModel) => {
    return { value: rating, lower, upper, figure: String(Math.round(rating)) };
  };
  const ticks = ticksOver(both.flatMap(({ human, jury }) => [human.lower, human.upper, jury.lower, jury.upper]));
  return {
    kind: "intervals",
    title: "",
    series: [words.human, words.juryRating],
    rows: both.map(({ model, human, jury }) => ({ label: nameOf(model), values: [value(human), value(jury)] })),
    ticks: ticks.map((tick) => ({ value: tick, label: String(tick), strong: tick === meanRating })),
  };
}

/** Round numbers over all values, at most six of them, no more than 800 points from the middle. */
function ticksOver(values: readonly number[]): number[] {
  const least = Math.max(200, Math.min(...values));
  const most = Math.min(1800, Math.max(...values));
  const step = [50, 100, 200].find((one) => (most - least) / one <= 4) ?? 400;
  const first = Math.floor(least / step) * step;
  const last = Math.ceil(most / step) * step;
  return Array.from({ length: Math.round((last - first) / step) + 1 }, (_, index) => first + index * step);
}
