/** The settings of whoever watches the arena from outside. */
import { z } from "zod";

/** Their keys. */
export const watchKeys = {
  METRICS_TOKEN: z
    .string()
    .regex(
      /^[\w.~+/=-]{16,200}$/,
      "must have 16 to 200 letters, digits or signs of . _ ~ + / = -, and no spaces; `openssl rand -hex 32` makes a good one",
    )
    .optional(),
};

/** What they decided. */
export type WatchSettings = {
  /** Lets whoever shows it read metrics and how the arena is doing; null: nobody from elsewhere. A secret: never log it. */
  metricsToken: string | null;
};

/** Reads them. */
export function readWatch(data: z.infer<z.ZodObject<typeof watchKeys>>): WatchSettings {
  return { metricsToken: data.METRICS_TOKEN ?? null };
}
