/** The dashboard and the alert rules ask for nothing that is not there, and leave out nothing that is. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { createMetrics } from "../../bots/metrics/metrics.ts";
import { type Metric, metrics as named } from "../../bots/metrics/metric-names.ts";

const read = (file: string) => readFileSync(join(import.meta.dirname, "../../docs", file), "utf8");

type Dashboard = { panels: { title: string; targets: { expr: string; legendFormat: string }[] }[] };
const { panels } = JSON.parse(read("monitoring/dashboard.json")) as Dashboard;
const alerts = [...read("monitoring/alerts.yml").matchAll(/^ +expr: (.+)$/gmu)].map(
  ([, expression = ""]) => expression,
);
const targets = panels.flatMap((panel) => panel.targets);
const expressions = [...targets.map(({ expr }) => expr), ...alerts];

/** Names of series by the labels they may have; those of Node have whatever they have. */
const series = new Map<string, readonly string[]>();
const scraped = ["instance", "job"];

beforeAll(async () => {
  const { text } = await createMetrics().write({
    ...{ version: "1", since: "", platforms: {}, battles: null, spent: null, failures: [] },
    ...{ waiting: { press: 0, question: 0, board: 0 }, models: { playing: 0, underway: 0, resting: [] } },
  });
  for (const [, name = ""] of text.matchAll(/^((?:process|nodejs)_\w+)/gmu)) series.set(name, scraped);
  for (const { name, type, labels } of Object.values<Metric>(named)) {
    const all = [...labels, ...scraped];
    if (type !== "histogram") series.set(name, all);
    else for (const end of ["bucket", "sum", "count"]) series.set(`${name}_${end}`, [...all, "le"]);
  }
});

/** The names of series in an expression: what is left without texts, ranges, lists of labels, functions and words of the language. */
function namesIn(expression: string): string[] {
  const bare = expression
    .replaceAll(/"[^"]*"/gu, "")
    .replaceAll(/\[[^\]]*\]|\{[^}]*\}|\b(?:by|without)\s*\([^)]*\)/gu, " ");
  const words = [...bare.matchAll(/\b([a-z_]\w*)\b(?!\s*\()/giu)].map(([, word = ""]) => word);
  return words.filter((word) => !["sum", "max", "count", "or", "and", "unless"].includes(word));
}

it("finds names as they are written", () => {
  const expression = 'sum by (le, x) (rate(a_total{b="c_d"}[5m])) / max(e_f) or g * 0 > 0.5';
  expect(namesIn(expression)).toEqual(["a_total", "e_f", "g"]);
});

it("every expression asks for series that there are", () => {
  expect([panels.length > 15, alerts.length > 10]).toEqual([true, true]);
  const unknown = expressions.flatMap((one) => namesIn(one).filter((name) => !series.has(name)));
  expect(unknown).toEqual([]);
  expect(expressions.filter((one) => namesIn(one).length === 0)).toEqual([]);
});

it("every label that is asked for, chosen by or shown is one of the series", () => {
  const wrong = [...targets, ...alerts.map((expr) => ({ expr, legendFormat: "" }))].flatMap(
    ({ expr, legendFormat }) => {
      const known = namesIn(expr).flatMap((name) => series.get(name) ?? []);
      const chosen = [...expr.matchAll(/(\w+)\s*(?:=~|!~|!=|=)\s*"/gu)].map(([, label = ""]) => label);
      const grouped = [...expr.matchAll(/\bby\s*\(([^)]*)\)/gu)].flatMap(([, list = ""]) => list.split(/,\s*/u));
      const shown = [...legendFormat.matchAll(/\{\{(\w+)\}\}/gu)].map(([, label = ""]) => label);
      return [...chosen, ...grouped, ...shown].filter((label) => !known.includes(label));
    },
  );
  expect(wrong).toEqual([]);
});

it("every metric of the arena's own is on the dashboard, and in the tables of both languages", () => {
  const asked = new Set(targets.flatMap(({ expr }) => namesIn(expr)));
  const own = Object.values<Metric>(named);
  const ends = ["", "_bucket", "_sum", "_count"];
  expect(own.filter(({ name }) => !ends.some((end) => asked.has(name + end))).map(({ name }) => name)).toEqual([]);
  for (const page of ["monitoring.md", "zh/monitoring.md"])
    expect(own.filter(({ name }) => !read(page).includes(`\`${name}\``)).map(({ name }) => name)).toEqual([]);
});
