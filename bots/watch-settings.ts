/** The settings of whoever watches the arena from outside: who may read metrics, and what becomes of the log. */
import { z } from "zod";

/** From the least urgent lines to the most. */
const logLevels = ["info", "warn", "error"] as const;
/** The least urgent lines that are written. */
export type LogLevel = (typeof logLevels)[number];

/** Their keys. */
export const watchKeys = {
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\w.~+/=-]{16,200}$/,
      "must have 16 to 200 letters, digits or signs of . _ ~ + / = -, and no spaces; `openssl rand -hex 32` makes a good one",
    )
    .optional(),
  LOG_FILE: z.string().max(1_000, "must have at most 1,000 characters").optional(),
  LOG_LEVEL: z
    .string()
    .toLowerCase()
    .pipe(z.enum(logLevels, `must be one of ${logLevels.join(", ")}`))
    .default("info"),
};

/** What they decided. */
export type WatchSettings = {
  /** Lets whoever shows it read metrics and how the arena is doing; null: nobody from elsewhere. A secret: never log it. */
  metricsToken: string | null;
  /** The file of the log, as it was written, or `stdout`; null: `doubleblind.log` in the data folder. */
  logFile: string | null;
  logLevel: LogLevel;
};

/** Reads them. */
export function readWatch(data: z.infer<z.ZodObject<typeof watchKeys>>): WatchSettings {
  const { METRICS_TOKEN: metricsToken = null, LOG_FILE: logFile = null, LOG_LEVEL: logLevel } = data;
  return { metricsToken, logFile, logLevel };
}
