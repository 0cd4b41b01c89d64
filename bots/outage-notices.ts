/** Tells whoever runs the arena when a model begins to rest and when it is back: in the terminal, and where they chose. */
import {
  type ChatPlatform,
  type Clock,
  createInTurn,
  type Language,
  type Log,
  minutesLeft,
  type OutageListener,
  outageReason,
  type Random,
  sentences,
  shortReason,
  textPost,
  untilDone,
} from "../core/index.ts";
import type { NoticePlace } from "./config.ts";

/** What telling takes. */
type NoticeParts = {
  language: Language;
  clock: Clock;
  random: Random;
  log: Log;
  /** Writes a line to the terminal. */
  say(line: string): void;
  /** Null: the terminal is told alone. */
  place: NoticePlace | null;
  /** The platform of that place, once it is there. */
  platform(): ChatPlatform | undefined;
  /** Aborted at the end: what has not been posted by then is not. */
  signal: AbortSignal;
};

/** What could not be posted for so long is no news any more. In milliseconds. */
const staleAfter = 60 * 60_000;

/** Nothing is told twice; what cannot be posted is tried again until it can, one notice after the other. */
export function createOutageNotices(parts: NoticeParts): OutageListener {
  const { language, clock, random, log, say, place, platform, signal } = parts;
  const { roster: words } = sentences(language);
  const inTurn = createInTurn();
  return (outage, state) => {
    const { name } = outage.model;
    const line =
      state === "back"
        ? words.back(name)
        : words.out(name, words.why[outageReason(outage)], minutesLeft(outage, clock.now()));
    say(line);
    if (!place) return;
    const onFailure = (error: unknown): number => {
      log.warn(
        { platform: place.platform, reason: shortReason(error) },
        "a notice could not be posted; it is tried again",
      );
      return 0;
    };
    const key = `${outage.id}-${state === "back" ? "back" : "out"}`;
    const post = async (): Promise<void> => void (await platform()?.post(place.place, textPost(line), key));
    const stale = new AbortController();
    const cancel = clock.after(staleAfter, () => stale.abort());
    const until = AbortSignal.any([signal, stale.signal]);
    void inTurn("notices", () => untilDone(post, { clock, random, signal: until, onFailure }).finally(cancel));
  };
}
