/** Keeps commands from filling a channel: what stands there already is linked, and nobody posts without a pause. */
import {
  type Clock,
  createBoundedMap,
  createPace,
  type Language,
  LimitReached,
  type Pace,
  sentences,
} from "../../core/index.ts";

/** A command that posts, and who gives it where. */
export type PostingCommand = { channel: string; person: string; text: string; language: Language };

/** Lets commands post. */
export interface Cooldowns {
  /**
   * Does what makes the post, and returns its address; where the same was posted there a moment ago, or is about to be,
   * nothing is done.
   * @returns the address of that earlier post; undefined when `work` was done.
   * @throws {LimitReached} for somebody who has just posted there several times; and whatever `work` throws.
   */
  post(command: PostingCommand, work: () => Promise<string | undefined>): Promise<string | undefined>;
}

/** For how long the same is not posted again, in milliseconds. */
const sameFor = 60_000;
/** What commands may post in a channel at once; it comes back evenly within {@link pause}. */
const mostPosted = { person: 3, origin: 20, all: 100_000 };
const pause = 30_000;
/** Of how many of the newest posts the place is remembered. */
const capacity = 2_000;

type Recent = { posted: Promise<string | undefined>; at: number };

/** @throws {LimitReached} for somebody who has just posted there several times. */
function check(pace: Pace, { channel, person, language }: PostingCommand): void {
  const tooOften = pace.take({ person: `${person} ${channel}`, origin: channel });
  if (!tooOften) return;
  const { seconds } = tooOften;
  throw new LimitReached(sentences(language).chat.postsTooOften(seconds), seconds);
}

/** Counts and places are kept in memory only. */
export function createCooldowns(clock: Pick<Clock, "now">): Cooldowns {
  const recent = createBoundedMap<string, Recent>(capacity);
  const pace = createPace(mostPosted, pause, clock);
  const now = () => clock.now().getTime();

  function findSame(key: string): Promise<string | undefined> | undefined {
    const found = recent.get(key);
    return found && now() - found.at < sameFor ? found.posted : undefined;
  }

  return {
    async post(command, work) {
      const { channel, text, language } = command;
      const key = `${channel} ${language} ${text}`;
      const above = await findSame(key);
      if (above !== undefined) return above;
      check(pace, command);
      const { promise, resolve } = Promise.withResolvers<string | undefined>();
      const mine = { posted: promise, at: now() };
      recent.set(key, mine);
      try {
        const address = await work();
        mine.at = now();
        resolve(address);
      } finally {
        // Where nothing was posted, nobody is shown there.
        resolve(undefined);
      }
      return undefined;
    },
  };
}
