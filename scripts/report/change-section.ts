/** What has changed between two periods, and whether that is real. */
import { altText, type Language, type PanelsPicture, sentences, type Theme, type Section } from "../../core/index.ts";
import { compareFits, leastVoters } from "../../core/rating/index.ts";
import type { RatedRecord } from "./ratings.ts";

type Change = ReturnType<typeof compareFits>[number];

/** As many rows as a picture shows legibly; those that moved furthest either way. */
const mostRows = 16;

/** @param since the first day of the later period (UTC, `2026-11-01`). */
export function changeSection(
  { before, since: later, nameOf, record }: RatedRecord,
  since: string,
  language: Language,
): Section {
  const words = sentences(language).reports.change;
  const day = new Date(since);
  const section = { id: "changes", title: words.title };
  const changes = compareFits(before.fit, later.fit);
  if (changes.length === 0) return { ...section, sentences: [words.empty(day)], pictures: [] };
  const view = { language, nameOf, demo: record.league === "demo" };
  const shown = furthest(changes);
  const draw = (theme: Theme) => changePicture(shown, changes, day, { ...view, theme });
  const lines = shown.map((one) => lineOf(one, nameOf, language));
  return {
    ...section,
    sentences: [words.about(day), ...allInWords(changes, nameOf, language)],
    pictures: [{ draw, alt: altText([draw("light").title, ...lines], sentences(language)) }],
  };
}

/** Those that have moved furthest up or down, in order. */
function furthest(changes: readonly Change[]): Change[] {
  const chosen = changes
    .toSorted((one, other) => Math.abs(other.difference) - Math.abs(one.difference))
    .slice(0, mostRows);
  return changes.filter((change) => chosen.includes(change));
}

function isClaimed(changes: readonly Change[]): boolean {
  return changes.every(({ lower }) => lower !== null);
}

function allInWords(changes: readonly Change[], nameOf: (model: string) => string, language: Language): string[] {
  const words = sentences(language).reports.change;
  if (!isClaimed(changes)) return [words.unclaimed(leastVoters)];
  const real = changes.filter(({ isReal }) => isReal);
  const told = real.length === 0 ? [words.none] : real.map((change) => inWords(change, nameOf, language));
  return [...told, words.chance(changes.length)];
}

function inWords({ model, difference, lower, upper }: Change, nameOf: (model: string) => string, language: Language) {
  return sentences(language).reports.change.real(nameOf(model), difference, lower ?? difference, upper ?? difference);
}

function rangeOf({ lower, upper }: Change, language: Language): string {
  return lower === null || upper === null ? "" : sentences(language).reports.change.range(lower, upper);
}

function lineOf(change: Change, nameOf: (model: string) => string, language: Language): string {
  const { model, before, after, difference } = change;
  const range = rangeOf(change, language);
  return sentences(language).reports.change.line(nameOf(model), before, after, difference, range);
}

type View = { theme: Theme; language: Language; demo: boolean; nameOf: (model: string) => string };

/** @param shown of all the changes that were found. */
function changePicture(shown: readonly Change[], all: readonly Change[], since: Date, view: View): PanelsPicture {
  const { language, theme, demo, nameOf } = view;
  const { reports, models } = sentences(language);
  const words = reports.change;
  const real = all.filter(({ isReal }) => isReal).length;
  const claimed = isClaimed(all);
  return {
    kind: "panels",
    theme,
    ...(demo && { notice: models.demoNotice }),
    title: claimed ? words.finding(real, all.length) : words.title,
    subtitle: words.subtitle(since),
    footer: claimed ? words.footer : words.unclaimed(leastVoters),
    panels: [
      {
        kind: "intervals",
        title: "",
        series: [words.title],
        rows: shown.map((change) => ({
          label: nameOf(change.model),
          values: [
            {
              ...{ value: change.difference, lower: change.lower, upper: change.upper, faint: !change.isReal },
              figure: words.points(change.difference),
              detail: rangeOf(change, language),
            },
          ],
        })),
        ticks: ticksOver(shown),
      },
    ],
  };
}

/** Round numbers on both sides of 0, as far as all intervals reach. */
function ticksOver(changes: readonly Change[]) {
  const reach = Math.max(
    20,
    ...changes.flatMap(({ difference, lower, upper }) => [difference, lower ?? 0, upper ?? 0].map(Math.abs)),
  );
  const step = [10, 20, 25, 50, 100, 200, 250, 500].find((one) => reach / one <= 3) ?? 1000;
  const count = Math.ceil(reach / step);
  return Array.from({ length: 2 * count + 1 }, (_, index) => {
    const value = (index - count) * step;
    return { value, label: value < 0 ? `−${-value}` : value > 0 ? `+${value}` : "0", strong: value === 0 };
  });
}
