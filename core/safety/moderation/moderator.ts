/** Decides what may be asked and answered in a place: by the short list always, and by an endpoint where there is one. */
import type { Clock } from "../../machine/clock.ts";
import type { Log } from "../../machine/log.ts";
import {
  askAboutPicture,
  askModeration,
  looksAtPictures,
  type ModeratedPicture,
  type ModerationEndpoint,
  PictureRefused,
  SilentModeration,
} from "./endpoint.ts";
import { type ModeratedPlace, refusedAmong } from "./levels.ts";
import { findByRules } from "./rules.ts";

/**
 * Null: it passes. Otherwise why it does not: the kind of content; that the endpoint gives no answer; or that nothing looks at a
 * picture.
 */
export type Objection = { kind: string; inPicture?: true } | "silent" | "unseen" | null;

/** What belongs to a text, and what ends the asking, which then counts as no answer. */
export type Moderated = { pictures?: readonly ModeratedPicture[]; signal?: AbortSignal };

/** Looks at texts, and at the pictures that belong to them. */
export interface Moderator {
  object(text: string, place: ModeratedPlace, more?: Moderated): Promise<Objection>;
}

/** How long an endpoint that does not look at pictures is not asked to again, in milliseconds. */
const leftAloneFor = 60 * 60_000;

/** `unseenUntil`: before that moment (in milliseconds) it is taken not to look at pictures. */
type Asking = { endpoint: ModerationEndpoint; clock: Clock; log: Log; silent: boolean; unseenUntil: number };

/**
 * @param endpoint null: the list alone decides. Its silence is said in the log, once, and so are that it answers again and that
 * it does not look at pictures.
 */
export function createModerator(endpoint: ModerationEndpoint | null, clock: Clock, log: Log): Moderator {
  const asking = endpoint && { endpoint, clock, log, silent: false, unseenUntil: 0 };
  return {
    async object(text, place, { pictures = [], signal } = {}) {
      const kind = refusedAmong(findByRules(text), place);
      if (kind !== undefined) return { kind };
      if (!asking || place.level === "off") return null;
      const closed = asking.endpoint.whenSilent === "closed";
      const flagged = await hear(asking, () => askModeration(asking.endpoint, text, clock, signal), signal);
      if (flagged === "silent") return closed ? flagged : null;
      const refused = refusedAmong(flagged, place);
      if (refused !== undefined) return { kind: refused };
      // One after another: all of them at once may be large. One that it breaks down by lets no others pass unseen.
      for (const picture of pictures) {
        const seen = await hear(asking, () => lookAt(asking, picture, signal), signal);
        const inPicture = typeof seen === "string" ? undefined : refusedAmong(seen, place);
        if (inPicture !== undefined) return { kind: inPicture, inPicture: true };
        if (typeof seen === "string" && closed) return seen;
      }
      return null;
    },
  };
}

/** What `ask` finds out; that it is silent, where it gives no answer. */
async function hear<Answer>(
  state: Asking,
  ask: () => Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer | "silent"> {
  const { endpoint, log } = state;
  try {
    const answer = await ask();
    if (state.silent) log.info({}, "the moderation endpoint answers again");
    state.silent = false;
    return answer;
  } catch (error) {
    if (!(error instanceof SilentModeration)) throw error;
    const what = endpoint.whenSilent === "closed" ? "nothing is asked" : "only the built-in rules look at texts";
    // Whoever gave up waiting knows nothing of the endpoint.
    if (signal?.aborted) return "silent";
    if (!state.silent) log.warn({ reason: error.message }, `the moderation endpoint gives no answer: ${what}`);
    state.silent = true;
    return "silent";
  }
}

/** The kinds in a picture, or that it has not been looked at. @throws {SilentModeration} */
async function lookAt(
  state: Asking,
  picture: ModeratedPicture,
  signal: AbortSignal | undefined,
): Promise<string[] | "unseen"> {
  const { endpoint, clock, log } = state;
  if (clock.elapsed() < state.unseenUntil) return "unseen";
  try {
    return await askAboutPicture(endpoint, picture, clock, signal);
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    // Somebody's broken picture must not let all others pass unseen.
    if (await looksAtPictures(endpoint, clock, signal)) return "unseen";
    state.unseenUntil = clock.elapsed() + leftAloneFor;
    const what = endpoint.whenSilent === "closed" ? "none are asked about" : "they pass unseen";
    log.warn({ reason: error.message }, `the moderation endpoint does not look at pictures: ${what}`);
    return "unseen";
  }
}
