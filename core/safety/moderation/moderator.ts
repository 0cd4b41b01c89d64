/** Decides what may be asked and answered in a place: by the short list always, and by an endpoint where there is one. */
import type { Clock } from "../../machine/clock.ts";
import type { Log } from "../../machine/log.ts";
import { askModeration, type ModerationEndpoint, SilentModeration } from "./endpoint.ts";
import { type ModeratedPlace, refusedAmong } from "./levels.ts";
import { findByRules } from "./rules.ts";

/** Null: it passes. Otherwise why it does not: the kind of content, or that the endpoint gives no answer. */
export type Objection = { kind: string } | "silent" | null;

/** Looks at texts. */
export interface Moderator {
  /** @param signal ends the asking, which then counts as no answer. */
  object(text: string, place: ModeratedPlace, signal?: AbortSignal): Promise<Objection>;
}

/** @param endpoint null: the list alone decides. Its silence is said in the log, once, and so is that it answers again. */
export function createModerator(endpoint: ModerationEndpoint | null, clock: Clock, log: Log): Moderator {
  let silent = false;

  async function ask(from: ModerationEndpoint, text: string, signal?: AbortSignal): Promise<string[] | "silent"> {
    try {
      const kinds = await askModeration(from, text, clock, signal);
      if (silent) log.info({}, "the moderation endpoint answers again");
      silent = false;
      return kinds;
    } catch (error) {
      if (!(error instanceof SilentModeration)) throw error;
      const what = from.whenSilent === "closed" ? "nothing is asked" : "only the built-in rules look at texts";
      // Whoever gave up waiting knows nothing of the endpoint.
      if (signal?.aborted) return "silent";
      if (!silent) log.warn({ reason: error.message }, `the moderation endpoint gives no answer: ${what}`);
      silent = true;
      return "silent";
    }
  }

  return {
    async object(text, place, signal) {
      const kind = refusedAmong(findByRules(text), place);
      if (kind !== undefined) return { kind };
      if (!endpoint || place.level === "off") return null;
      const flagged = await ask(endpoint, text, signal);
      if (flagged === "silent") return endpoint.whenSilent === "closed" ? "silent" : null;
      const refused = refusedAmong(flagged, place);
      return refused === undefined ? null : { kind: refused };
    },
  };
}
