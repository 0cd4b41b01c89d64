/** What somebody is told who has reached a limit on how often something happens. */
import type { Sentences } from "../language/index.ts";
import { LimitReached } from "../refusal.ts";
import type { TooOften } from "./pace.ts";

/** A limit of their own is called so; of one they share with others nobody is reproached. */
export function explainTooOften({ full, seconds }: TooOften, words: Sentences["refusals"]): LimitReached {
  return new LimitReached(full === "person" ? words.tooFast(seconds) : words.tooBusy(seconds), seconds);
}
