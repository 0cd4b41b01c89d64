/** A rating as a table for people. */
import { leastVoters } from "../../core/rating/index.ts";
import type { Apartness } from "./apart.ts";
import { describeFit } from "./fit-text.ts";
import { describeSetAside } from "./set-aside.ts";
import type { RatingReport, ReportedModel } from "./report.ts";
import { makeVisible } from "./visible.ts";

const effectTexts: Record<string, string> = {
  sideA: "standing on side A",
  length: "an answer twice as long",
  headers: "twice as many headers",
  lists: "twice as many list items",
  bold: "twice as much in bold",
};

const independence: Record<string, string> = {
  none: "rows taken for independent",
  battle: "rows of a battle taken together",
  voter: "rows of a voter taken together",
  both: "rows of a battle and rows of a voter taken together",
};

/** Lays the table out, with what is to be known about it below. */
export function formatTable(report: RatingReport): string {
  const hasDrawn = report.models.some(({ bootstrap }) => bootstrap !== undefined);
  const percent = `${Number((report.interval * 100).toFixed(4))}%`;
  const header = [
    "rank",
    "model",
    "rating",
    percent,
    ...(hasDrawn ? ["bootstrap"] : []),
    "battles",
    "won",
    "lost",
    "ties",
  ];
  const rows = report.models.map((model) => formatModel(model, hasDrawn));
  const remarks = [
    ...describeVotes(report),
    ...describeEffects(report),
    ...describeFit(report),
    ...(report.setAside ? describeSetAside(report.setAside) : []),
  ];
  return `${alignRows([[...header, "both bad"], ...rows]).join("\n")}\n\n${remarks.join("\n")}\n`;
}

function formatModel(model: ReportedModel, hasDrawn: boolean): string[] {
  const { rank, rankBest, rankWorst } = model;
  const range = rankBest === rankWorst ? "" : ` (${rankBest}–${rankWorst})`;
  return [
    rank === null ? "–" : `${rank}${range}`,
    makeVisible(model.model),
    model.rating === null ? "not comparable" : points(model.rating),
    formatInterval(model),
    ...(hasDrawn ? [formatInterval(model.bootstrap ?? { lower: null, upper: null })] : []),
    ...[model.battles, model.wins, model.losses, model.ties, model.bothBad].map(String),
  ];
}

function formatInterval({ lower, upper }: { lower: number | null; upper: number | null }): string {
  return lower === null || upper === null ? "–" : `${points(lower)} to ${points(upper)}`;
}

function points(value: number): string {
  return value.toFixed(1).replace("-", "−");
}

function describeVotes(report: RatingReport): string[] {
  const { battles, clusters, dropped, skipped, effectiveSampleSize } = report;
  const known = [
    ...(clusters.battles === null ? [] : [count(clusters.battles, "battle cluster")]),
    ...(clusters.voters === null ? [] : [countVoters(clusters)]),
  ];
  return [
    `${count(battles, "battle")}${known.length > 0 ? `, ${known.join(", ")}` : ""}. Intervals: ${independence[clusters.kind]}.`,
    ...(effectiveSampleSize === battles
      ? []
      : [
          `Each row weighs 1/(probability of its draw): together as much as ${effectiveSampleSize.toFixed(1)} rows of one weight.`,
        ]),
    ...explainUnclaimed(report),
    ...describeRanks(report),
    ...explainGroups(report),
    ...(dropped > 0 ? [`Left out ${countRows(dropped)} with a tie or both bad.`] : []),
    ...(skipped > 0 ? [`Left out ${countRows(skipped)} that could not be read.`] : []),
  ];
}

/** What the ranges of ranks hold for. */
function describeRanks({ models, ranks, interval }: RatingReport): string[] {
  if (!models.some(({ rankBest, rankWorst }) => rankBest !== rankWorst)) return [];
  const percent = `${Number((interval * 100).toFixed(4))}%`;
  return ranks === "each"
    ? [`Ranges of ranks hold with ${percent} each by itself (--ranks at-once: all together).`]
    : [`Ranges of ranks hold with ${percent} all at once.`];
}

/** How many voters, and as how many equally busy ones they count. */
function countVoters({ voters, effectiveVoters }: RatingReport["clusters"]): string {
  return `${count(voters ?? 0, "voter")} (as many as ${(effectiveVoters ?? 0).toFixed(1)} equally busy ones)`;
}

function explainUnclaimed({ models, clusters, withoutScatter }: RatingReport): string[] {
  if (withoutScatter) {
    const why = withoutScatter.onlyTies ? "all their votes are ties or both bad" : "their votes do not scatter";
    const whose = listNames(withoutScatter.models);
    return [`No interval is claimed for ${whose}: ${why}, so nothing tells how far a rating may be off.`];
  }
  const rated = models.filter(({ rating }) => rating !== null);
  if (rated.length === 0 || rated.some(({ lower }) => lower !== null)) return [];
  const needsBattles = clusters.kind === "battle" || (clusters.kind === "both" && (clusters.battles ?? 0) < 2);
  const needed = needsBattles
    ? "2 battles are needed for one"
    : `the votes must be spread over people at least as evenly as those of ${leastVoters} equally busy voters`;
  return [`No interval is claimed: ${needed}.`];
}

const apartTexts: Record<Apartness, string> = {
  unlinked: "No vote links MODELS with the models that are rated: nothing compares the ones with the others.",
  "never lost": "MODELS never lost against the others: no finite rating says how far above them to stand.",
  "never won": "MODELS never won against the others: no finite rating says how far below them to stand.",
  "in between":
    "MODELS won every vote against some of the others and lost every vote against the rest: no finite rating fits.",
};

/** A sentence for each reason why models have no rating. */
function explainGroups({ apart = [] }: RatingReport): string[] {
  return (Object.keys(apartTexts) as Apartness[]).flatMap((reason) => {
    const models = apart.filter((group) => group.reason === reason).flatMap((group) => group.models);
    return models.length === 0 ? [] : [apartTexts[reason].replace("MODELS", () => listNames(models))];
  });
}

/** Names, the first of them when there are many. */
function listNames(names: readonly string[]): string {
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name));
  return names.length > shown.length ? `${shown.join(", ")} and ${names.length - shown.length} more` : shown.join(", ");
}

/** A number of rows, as it is said. */
export function countRows(rows: number): string {
  return count(rows, "row");
}

function count(number: number, name: string): string {
  return number === 1 ? `1 ${name}` : `${number} ${name}s`;
}

function describeEffects({ effects, style }: RatingReport): string[] {
  const told = Object.entries(effects).filter(([, { points }]) => points !== null);
  if (told.length === 0) return [];
  const lines = told.map(([name, { points, lower, upper }]) => [
    effectTexts[name] ?? name,
    `${(points ?? 0) < 0 ? "−" : "+"}${Math.abs(points ?? 0).toFixed(1)}`,
    formatInterval({ lower, upper }),
  ]);
  const remark = style
    ? "Taken out of the ratings above:"
    : "In the ratings above (--style takes it out), points from:";
  return ["", remark, ...alignRows(lines, 0).map((line) => `  ${line}`)];
}

/** Pads cells to columns, numbers to the right and the names, in column `names`, to the left. */
function alignRows(rows: readonly (readonly string[])[], names = 1): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => measureWidth(row[column] ?? ""))));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const padding = " ".repeat((widths[column] ?? 0) - measureWidth(cell));
        return column === names ? cell + padding : padding + cell;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** Columns a text takes at a terminal: East Asian wide characters take two, marks none. */
function measureWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/\p{Mark}/u.test(character)) continue;
    width +=
      /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return width;
}
