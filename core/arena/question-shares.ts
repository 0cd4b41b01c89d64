/** How much of the arena one person, one origin and all together may have with their questions. */
import type { Request } from "../chat/post.ts";
import { LimitReached } from "../chat/refusal.ts";
import { type Sentences, sentences } from "../language/index.ts";
import { createPace, explainTooOften } from "../limits/pace.ts";
import { type Level, partyOf } from "../limits/party.ts";
import { createShares } from "../limits/shares.ts";
import type { ArenaContext, QuestionShares } from "./context.ts";

const minute = 60_000;

/** When to ask again if too many questions wait, in seconds: about as long as an answer takes. */
export const tryAgainSeconds = 30;

/** Makes it; at first nobody has a share. */
export function createQuestionShares({ rules, clock }: Pick<ArenaContext, "rules" | "clock">): QuestionShares {
  const waiting = createShares(rules.questionsAtOnce);
  const waitingBytes = createShares(rules.pictureBytesAtOnce);
  const pace = createPace(rules.questionsPerMinute, minute, clock);

  function tooMany(full: Level, { tooManyQuestions, tooBusy }: Sentences["refusals"]): LimitReached {
    const own = full === "person";
    return new LimitReached(
      own ? tooManyQuestions(rules.questionsAtOnce.person) : tooBusy(tryAgainSeconds),
      tryAgainSeconds,
    );
  }

  return {
    take(request: Request, pictures) {
      const { refusals } = sentences(request.language);
      const party = partyOf(request);
      const share = waiting.take(party);
      if ("full" in share) throw tooMany(share.full, refusals);
      const size = pictures.reduce((sum, { bytes }) => sum + bytes.length, 0);
      // Pictures stay in memory until both models have answered.
      const room = waitingBytes.take(party, size);
      const tooOften = "full" in room ? { full: room.full, seconds: tryAgainSeconds } : pace.take(party);
      const end = (): void => {
        share.end();
        if ("end" in room) room.end();
      };
      if (!tooOften) return end;
      end();
      throw explainTooOften(tooOften, refusals);
    },
  };
}
