/** Lets an endpoint rest that asked for it: a `Retry-After` is about all requests, not only the one that got it. */
import type { Clock } from "../machine/clock.ts";
import { pause } from "./retry.ts";

export type EndpointRest = {
  /** Begins a rest of so many milliseconds, or makes the present one last as long. */
  begin(milliseconds: number): void;
  /**
   * Resolves when there is no rest, at once if there is none now.
   * @throws {ModelFailure} `aborted` as soon as the signal aborts.
   */
  over(signal: AbortSignal): Promise<void>;
};

/** In milliseconds. More is asked for when one model's quota for the day is used up, and the others may go on. */
const longestRest = 60_000;

export function createEndpointRest(clock: Clock): EndpointRest {
  let endsAt = 0;
  const left = (): number => endsAt - clock.now().getTime();
  return {
    begin(milliseconds) {
      endsAt = Math.max(endsAt, clock.now().getTime() + Math.min(milliseconds, longestRest));
    },
    async over(signal) {
      // Another answer may make the rest longer meanwhile.
      while (left() > 0) await pause(clock, left(), signal);
    },
  };
}
