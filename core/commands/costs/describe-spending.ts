/** What a month has cost, by model, endpoint, community and day, in words. */
import { firstProjectedDay, projectMonth } from "../../costs/projection.ts";
import { lengthOf, type Scope } from "../../costs/budget.ts";
import type { Entry, SpendingReport } from "../../costs/store.ts";
import type { Sentences } from "../../language/index.ts";
import type { Model } from "../../models/model.ts";
import { shortPseudonym } from "../../safety/pseudonyms.ts";
import type { CommandContext } from "../command.ts";

/** @param here pseudonym of the community in which it is told. */
export async function describeSpending(
  { store, clock, lineup, spending }: CommandContext,
  here: string,
  words: Sentences,
): Promise<string[]> {
  const at = clock.now();
  const month = at.toISOString().slice(0, 7);
  const first = firstProjectedDay(at);
  const report = await store.costs.report(month, first < `${month}-01` ? first : `${month}-01`);
  const models = await store.models.models();
  const names: Record<Exclude<Scope, "installation">, (name: string) => string> = {
    model: (id) => models.find((model) => model.id === id)?.name ?? id,
    endpoint: (name) => name,
    community: (name) => (name === here ? words.costs.here(shortPseudonym(name)) : `\`${shortPseudonym(name)}\``),
  };
  const scoped = (["model", "endpoint", "community"] as const).flatMap((scope) =>
    describeScope(report, month, { scope, nameOf: names[scope] }, words),
  );
  return [
    describeProjection(report, month, at, words),
    ...scoped,
    ...describeDays(report, month, words),
    ...describeTokens(report, words),
    ...describeRemarks(report, month, lineup().models, spending.limits.unpriced, words),
  ];
}

function ofScope({ entries }: SpendingReport, scope: Scope, month: string): Entry[] {
  return entries.filter((entry) => entry.scope === scope && entry.period === month);
}

function daysOf({ entries }: SpendingReport): Entry[] {
  return entries.filter((entry) => entry.scope === "installation" && lengthOf(entry) === "day");
}

function describeProjection(report: SpendingReport, month: string, at: Date, { costs }: Sentences): string {
  const spent = ofScope(report, "installation", month)[0]?.spent ?? 0;
  return costs.projection(projectMonth(spent, daysOf(report), at));
}

function line(name: string, { spent, calls, inputTokens, outputTokens }: Entry, { costs }: Sentences): string {
  return costs.line(name, spent, calls, inputTokens + outputTokens);
}

type Described = { scope: Scope; nameOf: (name: string) => string };

/** Nothing where there is nothing to tell apart. */
function describeScope(
  report: SpendingReport,
  month: string,
  { scope, nameOf }: Described,
  words: Sentences,
): string[] {
  const entries = ofScope(report, scope, month);
  if (entries.length === 0) return [];
  const lines = entries.map((entry) => line(nameOf(entry.name), entry, words));
  const rest =
    (ofScope(report, "installation", month)[0]?.spent ?? 0) - entries.reduce((sum, { spent }) => sum + spent, 0);
  // Less than that is no more than rounding.
  const others = rest > 1e-6 ? [words.costs.others(rest)] : [];
  return [[words.costs.by[scope], ...lines, ...others].join("\n")];
}

function describeDays(report: SpendingReport, month: string, words: Sentences): string[] {
  const days = daysOf(report).filter(({ period }) => period.startsWith(month));
  if (days.length === 0) return [];
  return [[words.costs.by.day, ...days.toReversed().map((day) => line(day.period, day, words))].join("\n")];
}

function describeTokens({ tokens }: SpendingReport, { costs, boards }: Sentences): string[] {
  if (tokens.people === 0) return [];
  return [costs.people(tokens.people, tokens.most.map(costs.number).join(boards.separator))];
}

function describeRemarks(
  report: SpendingReport,
  month: string,
  models: readonly Model[],
  unpriced: { input: number; output: number },
  { costs, boards }: Sentences,
): string[] {
  const { calls, dollars } = report.reserved;
  const unknown = ofScope(report, "installation", month)[0]?.unknown ?? 0;
  const without = models.filter(
    ({ price, league, status }) => price === null && league === "real" && status === "active",
  );
  return [
    ...(calls > 0 ? [costs.reserved(calls, dollars)] : []),
    ...(unknown > 0 ? [costs.unknown(unknown)] : []),
    ...(without.length > 0
      ? [costs.unpriced(without.map(({ name }) => name).join(boards.listSeparator), unpriced.input, unpriced.output)]
      : []),
  ];
}
