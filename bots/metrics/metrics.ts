/** Counts what core tells, and writes it as Prometheus reads it. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { ArenaStatus, Log, Observer, PlatformName } from "../../core/index.ts";
import { type Metric, metrics as named } from "./metric-names.ts";
import { createRosterSeries, type RosterSeries } from "./roster-series.ts";

/** What is counted in this process, since its start. */
export interface Metrics {
  /** To be given to core. */
  readonly observer: Observer;
  /** The same log, whose lines are counted. */
  counting(log: Log): Log;
  /** A platform has refused a request because it had too many. */
  limited(platform: PlatformName): void;
  /** All of it, with how the arena is doing just now. */
  write(status: ArenaStatus): Promise<{ type: string; text: string }>;
}

type Kinds = { counter: Counter; gauge: Gauge; histogram: Histogram };
type Made = { [Name in keyof typeof named]: Kinds[(typeof named)[Name]["type"]] };

function make({ type, name, help, labels, buckets }: Metric, registry: Registry): Kinds[keyof Kinds] {
  const given = { name, help, labelNames: [...labels], registers: [registry] };
  if (type === "counter") return new Counter(given);
  if (type === "gauge") return new Gauge(given);
  return new Histogram({ ...given, buckets: [...(buckets ?? [])] });
}

/** Counts from zero. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const entries = Object.entries(named).map(([key, metric]) => [key, make(metric, registry)]);
  const made = Object.fromEntries(entries) as Made;
  begin(made);
  const series = createRosterSeries();
  const line = (level: "info" | "warn" | "error", log: Log): Log["info"] => {
    return (details, message) => {
      made.logLines.inc({ level });
      log[level](details, message);
    };
  };
  return {
    observer: createObserver(made, series),
    counting: (log) => ({ info: line("info", log), warn: line("warn", log), error: line("error", log) }),
    limited: (platform) => made.platformLimits.inc({ platform }),
    async write(status) {
      show(made, series, status);
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** What has not happened yet is told as zero, or nobody would see the first time as a rise. */
function begin({ battleSteps, logLines }: Made): void {
  for (const state of ["asked", "opened", "failed", "closed"]) battleSteps.inc({ state }, 0);
  for (const level of ["info", "warn", "error"]) logLines.inc({ level }, 0);
}

const seconds = (milliseconds: number): number => milliseconds / 1_000;

function createObserver(made: Made, series: RosterSeries): Observer {
  return {
    plays: (models) => series.plays(models),
    called: (call) => countCall(made, series, call),
    spent: (model, dollars) => made.cost.inc(series.labels(made.cost, model, {}), dollars),
    battle: (state) => made.battleSteps.inc({ state }),
    folded({ battles, votes }) {
      made.battleSteps.inc({ state: "closed" }, battles);
      made.votes.inc(votes);
    },
    worked: ({ urgency, milliseconds, failure }) =>
      made.database.observe({ urgency, error_type: failure ?? "" }, seconds(milliseconds)),
  };
}

/** A battle's question is a chat, in the words of the conventions. */
const operation = { gen_ai_operation_name: "chat" };

function countCall(made: Made, series: RosterSeries, call: Parameters<Observer["called"]>[0]): void {
  const { duration, firstChunk, firstWord, tokens } = made;
  const { model, milliseconds, completion, failure } = call;
  const whole = series.labels(duration, model, { ...operation, error_type: failure ?? "" });
  duration.observe(whole, seconds(completion?.totalMilliseconds ?? milliseconds));
  if (!completion) return;
  const { firstThoughtMilliseconds: thought, firstTextMilliseconds: word } = completion;
  // Without a stream the first sign of an answer is all of it.
  if (!completion.withheld.includes("stream"))
    firstChunk.observe(series.labels(firstChunk, model, operation), seconds(Math.min(thought ?? word, word)));
  firstWord.observe(series.labels(firstWord, model, {}), seconds(word));
  const { inputTokens: input, outputTokens: output } = completion;
  for (const [gen_ai_token_type, amount] of Object.entries({ input, output })) {
    const kind = { ...operation, gen_ai_token_type };
    if (amount !== null) tokens.observe(series.labels(tokens, model, kind), amount);
  }
}

/** Sets what is not counted but stands as it is. What is not known just now is left out. */
function show(made: Made, series: RosterSeries, status: ArenaStatus): void {
  const { battles, spent, models, waiting, platforms, version } = status;
  for (const gauge of [made.battles, made.spentToday, made.resting, made.platformUp]) gauge.reset();
  for (const [state, count] of Object.entries(battles ?? {})) made.battles.set({ state }, count);
  if (spent) made.spentToday.set(spent.today);
  else made.spentToday.remove();
  made.playing.set(models.playing);
  made.underway.set(models.underway);
  for (const model of models.resting) made.resting.set(series.labels(made.resting, model, { reason: model.why }), 1);
  for (const [urgency, count] of Object.entries(waiting)) made.databaseWaiting.set({ urgency }, count);
  for (const [platform, state] of Object.entries(platforms)) {
    // Where another process is connected, this one has nothing to say of it.
    if (state !== "waiting") made.platformUp.set({ platform }, state === "up" ? 1 : 0);
    made.platformLimits.inc({ platform }, 0);
  }
  made.build.set({ version }, 1);
}
