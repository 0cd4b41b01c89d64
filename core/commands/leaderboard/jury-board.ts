/** `/leaderboard jury`: how people and model jurors rate the same battles, side by side. */
import { drawForPost } from "../draw-for-post.ts";
import { pictureTheme } from "../../battle/community-settings.ts";
import { leagueOf } from "../../battle/draw.ts";
import type { PanelsPicture, Theme } from "../../images/picture.ts";
import { type Language, sentences, typedFor } from "../../language/index.ts";
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
  const lines = report.ratings.map(({ model, human, jury }) =>
    words.line(nameOf(model), describe(human), describe(jury)),
  );
  const theme = pictureTheme({ theme: from.communityTheme }, from.platform);
  const picture = juryPicture(report, nameOf, { theme, language, demo: league === "demo" });
  const alt = altText([picture.title, ...lines], sentences(language));
  return {
    ...textPost(
      [
        `**${words.title}**`,
        words.basis(report.battles, report.votes, report.verdicts),
        lines.join("\n"),
        agreements(report, language),
      ].join("\n\n"),
    ),
    images: [await drawForPost(renderer, picture, alt, from)],
    private: false,
  };
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

/** A row a model that both have rated: people above, jury below. */
function juryPicture(
  { ratings, battles, votes, verdicts }: JuryReport,
  nameOf: (id: string) => string,
  { theme, language, demo }: { theme: Theme; language: Language; demo: boolean },
): PanelsPicture {
  const { jury: words, mutual } = sentences(language);
  const both = ratings.flatMap(({ model, human, jury }) => (human && jury ? [{ model, human, jury }] : []));
  const apart = both.filter(({ human, jury }) => human.upper < jury.lower || jury.upper < human.lower);
  const value = ({ rating, lower, upper }: RatedModel) => ({
    value: rating,
    lower,
    upper,
    figure: String(Math.round(rating)),
  });
  const ticks = ticksOver(both.flatMap(({ human, jury }) => [human.lower, human.upper, jury.lower, jury.upper]));
  const rows = both
    .toSorted((one, other) => other.human.rating - one.human.rating)
    .map(({ model, human, jury }) => ({ label: nameOf(model), values: [value(human), value(jury)] }));
  return {
    kind: "panels",
    theme,
    title: both.length === 0 ? words.title : words.finding(apart.length, both.length),
    subtitle: words.basis(battles, votes, verdicts),
    footer: words.footer,
    ...(demo && { notice: mutual.demoNotice }),
    panels: [
      {
        kind: "intervals",
        title: "",
        series: [words.human, words.juryRating],
        rows,
        ticks: ticks.map((tick) => ({ value: tick, label: String(tick), strong: tick === meanRating })),
      },
    ],
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
