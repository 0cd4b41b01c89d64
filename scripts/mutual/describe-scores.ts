/** Scores in words: the ranking with its intervals, what is missing until neighbours are told apart, and judges weighed. */
import { neighbours, type PooledReport, preferenceInWords, sentences, separationInWords } from "../../core/index.ts";
import { language } from "../verb/run-as-verb.ts";

type Interval = PooledReport["models"][number]["interval"];

const figure = (value: number | null, digits = 3) => (value === null ? "–" : value.toFixed(digits));
const reach = (interval: Interval, digits = 3) =>
  interval === null ? "–" : `${interval.lower.toFixed(digits)} to ${interval.upper.toFixed(digits)}`;

/** Columns as wide as what stands in them, numbers to the right, the last one to the left. */
function align(rows: readonly (readonly string[])[]): string[] {
  const last = (rows[0]?.length ?? 0) - 1;
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(cell.length, all[column] ?? 0)),
    [],
  );
  return rows.map((row) =>
    row.map((cell, column) => (column === last ? cell : cell.padStart(widths[column] ?? 0))).join("  "),
  );
}

/** What all questions of several experiments tell together; nothing where their models differ. */
export function describePooled(pooled: PooledReport | null): string[] {
  return pooled ? ["", "All their questions together:", ...describeScores(pooled)] : [];
}

/** All of it, a line each. */
export function describeScores(report: PooledReport): string[] {
  const { mutual } = sentences(language);
  const preference = preferenceInWords(report.misjudged.all, mutual);
  return [
    ...(report.isSketch ? [mutual.sketchRemark, ""] : []),
    ...describeRanking(report),
    "",
    ...describeAgreement(report),
    ...describeNeighbours(report),
    ...describeWeighed(report),
    ...(preference.length > 0 ? ["", ...preference] : []),
  ];
}

/** The ranking with its intervals, a line each. */
export function describeRanking({ models }: Pick<PooledReport, "models">): string[] {
  const rows = models.map(({ rank, rankRange, model, answer, interval, question }) => [
    rank === null ? "–" : String(rank),
    rankRange === null ? "–" : `${rankRange.best} to ${rankRange.worst}`,
    ...[figure(answer), reach(interval), figure(question), model],
  ]);
  const isUntold = models.some(({ answer, interval }) => answer !== null && interval === null);
  return [
    ...align([["rank", "range", "answer", "95% interval", "question", "model"], ...rows]),
    ...(isUntold ? ["", sentences(language).mutual.noIntervals] : []),
  ];
}

function describeAgreement({ topk, topkInterval, agreement }: PooledReport): string[] {
  const tell = (name: string, value: number | null, interval: Interval) =>
    `${name} ${figure(value)}${interval === null ? "" : ` (${reach(interval)})`}`;
  const { kendallTau, krippendorffAlpha, interval } = agreement;
  const tops = ([2, 3, 4] as const).map((k) => tell(`top-${k}`, topk[k], topkInterval[k]));
  return [
    `consistency: ${tops.join(", ")}`,
    `agreement: ${tell("tau", kendallTau, interval.kendallTau)}, ${tell("alpha", krippendorffAlpha, interval.krippendorffAlpha)}`,
  ];
}

function describeNeighbours({ separations }: PooledReport): string[] {
  const lines = neighbours(separations).map((one) => separationInWords(one, language, (model) => model));
  return lines.length === 0
    ? []
    : ["", "Next to each other (two-sided 5%, power 80%, as far as it goes on like this):", ...lines];
}

function describeWeighed({ weighed: { method, models, judges } }: PooledReport): string[] {
  if (models.every(({ rating }) => rating === null)) return [];
  const ratings = models.map(({ rank, rating, interval, model }) => [
    ...[rank === null ? "–" : String(rank), figure(rating, 0), reach(interval, 0), model],
  ]);
  const weights = judges.map(({ judge, ability, interval, agreement }) => [
    ...[figure(ability, 2), reach(interval, 2), figure(agreement.tau, 2), reach(agreement.interval, 2), judge],
  ]);
  return [
    ...["", `Judges weighed by how reliable they are: ${method}`],
    ...align([["rank", "rating", "95% interval", "model"], ...ratings]),
    "",
    ...align([["weight", "95% interval", "tau with the rest", "95% interval", "judge"], ...weights]),
  ];
}
