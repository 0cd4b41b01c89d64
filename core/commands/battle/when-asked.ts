/** What becomes of a message that is no command: one rule for all platforms. */
import type { ReadsAs } from "../../answers/talk.ts";
import type { Answered } from "../../arena/answered.ts";
import type { Request } from "../../chat/post.ts";

/**
 * `ask`: it is asked, in the battle it answers where that is its asker's. `offer`: its writer is offered, quietly, to have
 * it asked. `refuse`: its writer is told, once and alone, why not. `silence`: it is talk among people.
 */
export type Decision = "ask" | "offer" | "refuse" | "silence";

/** All that counts. */
export type Message = Pick<Request, "named" | "private"> & { says: ReadsAs; answers: Answered };

/**
 * Whoever is alone with the bot, or begins with its name, speaks to it. In answer to a battle that goes on, only a question
 * counts; in answer to anything else, nothing does that does not name the bot. Plain talk is never asked.
 */
export function decide({ says, named, private: alone, answers }: Message): Decision {
  if (answers.to === "battle" && answers.own) return inOwnBattle(says, named === "first", alone, answers.takesMore);
  if (answers.to === "battle" && named === undefined) return says === "question" ? "refuse" : "silence";
  if (answers.to === "nothing" && named === undefined) return "ask";
  if (named === undefined && !alone) return "silence";
  return spokenTo(says, named);
}

/** Whoever speaks to the bot too late is told so; whoever may speak to others is not. */
function inOwnBattle(says: ReadsAs, named: boolean, alone: boolean, takesMore: boolean): Decision {
  if (says === "talk") return "silence";
  if (says === "question" || named) return "ask";
  if (takesMore) return "offer";
  return alone ? "ask" : "silence";
}

function spokenTo(says: ReadsAs, named: Message["named"]): Decision {
  if (says === "maybe" && named === "within") return "offer";
  return says === "talk" ? "silence" : "ask";
}
