/**
 * Every metric of the arena's own: the one place that names them. What OpenTelemetry's conventions for generative AI name is
 * called so, as its exporter to Prometheus writes it; all else begins with `doubleblind_`. Beside these there are those of
 * every Node process (`process_…`, `nodejs_…`), which prom-client names.
 *
 * The value of a label comes from a short list: models and endpoints of the roster, and kinds that the arena knows. None is
 * ever a person, a community, a text or a battle.
 */

/** What a metric is called, what it counts, and by what. */
export type Metric = {
  readonly type: "counter" | "gauge" | "histogram";
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly buckets?: readonly number[];
};

/** The model and its endpoint, as the conventions name them; the only labels that follow the roster. */
const model = ["gen_ai_provider_name", "gen_ai_request_model"] as const;
const call = ["gen_ai_operation_name", ...model] as const;

/** Seconds, as the conventions advise, and two more for slow answers. */
const answerSeconds = [
  0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92, 163.84, 327.68,
];
/** Tokens, as the conventions advise, as far as models go. */
const tokens = [1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576];
const databaseSeconds = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10];

/** By the names that the code gives them. */
export const metrics = {
  duration: {
    type: "histogram",
    name: "gen_ai_client_operation_duration_seconds",
    help: "Until a model's whole answer was there (its last try, lines left out); or, with an error_type, until the call had failed.",
    labels: [...call, "error_type"],
    buckets: answerSeconds,
  },
  firstChunk: {
    type: "histogram",
    name: "gen_ai_client_operation_time_to_first_chunk_seconds",
    help: "Until the first sign of a streamed answer, be it a thought or a word.",
    labels: call,
    buckets: answerSeconds,
  },
  firstWord: {
    type: "histogram",
    name: "doubleblind_first_word_seconds",
    help: "Until the first word that a person reads, thoughts left out.",
    labels: model,
    buckets: answerSeconds,
  },
  tokens: {
    type: "histogram",
    name: "gen_ai_client_token_usage",
    help: "Tokens of an answer, as the endpoint counts them.",
    labels: [...call, "gen_ai_token_type"],
    buckets: tokens,
  },
  cost: {
    type: "counter",
    name: "doubleblind_cost_dollars_total",
    help: "US dollars that calls count in budgets and in /costs.",
    labels: model,
  },
  resting: {
    type: "gauge",
    name: "doubleblind_model_resting",
    help: "Models that are left out of the draw because they fail again and again: 1 each.",
    labels: [...model, "reason"],
  },
  playing: { type: "gauge", name: "doubleblind_models_playing", help: "Active models of the roster.", labels: [] },
  underway: {
    type: "gauge",
    name: "doubleblind_calls_underway",
    help: "Calls of models that have not ended, those that wait for their turn among them.",
    labels: [],
  },
  battleSteps: {
    type: "counter",
    name: "doubleblind_battles_total",
    help: "Battles that were asked, were opened to votes, failed, or closed (counted as they are taken into the boards).",
    labels: ["state"],
  },
  battles: {
    type: "gauge",
    name: "doubleblind_battles",
    help: "Battles that are being answered or can be voted on, in the record of all processes.",
    labels: ["state"],
  },
  votes: {
    type: "counter",
    name: "doubleblind_votes_total",
    help: "Votes of battles that have closed, counted as they are taken into the boards.",
    labels: [],
  },
  database: {
    type: "histogram",
    name: "doubleblind_database_seconds",
    help: "For how long work had a place at the database, its line left out.",
    labels: ["urgency", "error_type"],
    buckets: databaseSeconds,
  },
  databaseWaiting: {
    type: "gauge",
    name: "doubleblind_database_waiting",
    help: "Work in line for the database.",
    labels: ["urgency"],
  },
  platformUp: {
    type: "gauge",
    name: "doubleblind_platform_up",
    help: "Whether the bot on a platform is connected.",
    labels: ["platform"],
  },
  platformLimits: {
    type: "counter",
    name: "doubleblind_platform_limits_total",
    help: "Requests that a platform refused because it had too many (429).",
    labels: ["platform"],
  },
  logLines: { type: "counter", name: "doubleblind_log_lines_total", help: "Lines of the log.", labels: ["level"] },
  spentToday: {
    type: "gauge",
    name: "doubleblind_spent_today_dollars",
    help: "US dollars spent today (UTC), in the record of all processes.",
    labels: [],
  },
  build: { type: "gauge", name: "doubleblind_build_info", help: "Which version runs: always 1.", labels: ["version"] },
} as const satisfies Readonly<Record<string, Metric>>;
