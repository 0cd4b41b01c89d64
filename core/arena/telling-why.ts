/** Why a battle got no answers, for whoever runs the arena. */
import { type Attempt, type Battle, isAnswer } from "../battle/battle.ts";
import type { Press, PrivateReply } from "../chat/post.ts";
import { NeedsManager } from "../chat/refusal.ts";
import { may } from "../chat/roles.ts";
import { sentences } from "../language/index.ts";
import { reasonOf } from "../models/breaker.ts";
import { privateReply } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";

/** As much of what an endpoint said as is repeated, in characters. */
const longestDetail = 300;

/**
 * Which model failed on which endpoint, why, and what to do: each attempt in a line. Endpoints are nobody else's business.
 * @throws {NeedsManager} where the person does not run the arena.
 */
export async function whyReply({ store }: ArenaAtWork, press: Press, { attempts }: Battle): Promise<PrivateReply> {
  const { battle: words, roster } = sentences(press.language);
  if (!may(press, "see-why-unanswered")) throw new NeedsManager(words.whyNotYours);
  const models = await store.models.models();
  const lines = attempts.flatMap(({ ending, model, endpoint }: Attempt) => {
    if (ending === null || isAnswer(ending) || ending.failure === "interrupted" || ending.failure === "aborted")
      return [];
    const { name } = models.find(({ id }) => id === model) ?? { name: model };
    const detail = ending.detail
      .replaceAll(/[\s`]+/gu, " ")
      .trim()
      .slice(0, longestDetail);
    return [
      `- ${words.failed(name, endpoint, roster.why[reasonOf({ kind: ending.failure })])} \`${ending.failure}: ${detail}\``,
    ];
  });
  return privateReply([words.why, lines.join("\n"), words.whatToDo].filter((part) => part !== "").join("\n\n"));
}
