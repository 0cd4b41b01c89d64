/** What somebody is told who has sent something too often. */
import type { Sentences } from "../language/index.ts";
import { LimitReached } from "../chat/refusal.ts";
import type { TooOften } from "./pace.ts";

/** Only somebody who reached their own limit is told that they were too fast; otherwise the arena is busy. */
export function explainTooOften({ full, seconds }: TooOften, words: Sentences["refusals"]): LimitReached {
  return new LimitReached(full === "person" ? words.tooFast(seconds) : words.tooBusy(seconds), seconds);
}
