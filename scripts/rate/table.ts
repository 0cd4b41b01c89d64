/** A rating as a table for people. */
import { leastVoters } from "../../core/rating/index.ts";
import type { RatingReport, ReportedModel } from "./report.ts";

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
  const remarks = [...describeVotes(report), ...describeEffects(report)];
  return `${alignRows([[...header, "both bad"], ...rows]).join("\n")}\n\n${remarks.join("\n")}\n`;
}

function formatModel(model: ReportedModel, hasDrawn: boolean): string[] {
  const { rank, rankBest, rankWorst } = model;
  const range = rankBest === rankWorst ? "" : ` (${rankBest}–${rankWorst})`;
  return [
    rank === null ? "–" : `${rank}${range}`,
    model.model,
    model.rating === null ? "not comparable" : model.rating.toFixed(1),
    formatInterval(model),
    ...(hasDrawn ? [formatInterval(model.bootstrap ?? { lower: null, upper: null })] : []),
    ...[model.battles, model.wins, model.losses, model.ties, model.bothBad].map(String),
  ];
}

function formatInterval({ lower, upper }: { lower: number | null; upper: number | null }): string {
  return lower === null || upper === null ? "–" : `${lower.toFixed(1)} to ${upper.toFixed(1)}`;
}

function describeVotes(report: RatingReport): string[] {
  const { battles, clusters, dropped, skipped } = report;
  const known = [
    ...(clusters.battles === null ? [] : [`${clusters.battles} battle clusters`]),
    ...(clusters.voters === null ? [] : [`${clusters.voters} voters`]),
  ];
  const claimed = report.models.some(({ lower }) => lower !== null);
  return [
    `${battles} battles${known.length > 0 ? `, ${known.join(", ")}` : ""}. Intervals: ${independence[clusters.kind]}.`,
    ...(claimed || report.models.length === 0
      ? []
      : [`No interval is claimed: ${leastVoters} voters are needed for one.`]),
    ...(report.repaired ? ["Two-way clustering gave negative variances; they were set to zero."] : []),
    ...(report.connected ? [] : ["Some models never won or never lost against the others: no rating compares them."]),
    ...(dropped > 0 ? [`Left out ${countRows(dropped)} with a tie or both bad.`] : []),
    ...(skipped > 0 ? [`Left out ${countRows(skipped)} that could not be read.`] : []),
  ];
}

/** A number of rows, as it is said. */
export function countRows(count: number): string {
  return count === 1 ? "1 row" : `${count} rows`;
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
