/** Asking the question of a battle that ended without answers once more. */
import { type Battle, isWordless, lastTurn } from "../battle/battle.ts";
import type { Press, PrivateReply, Request } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { sentences } from "../language/index.ts";
import { ask } from "./asking.ts";
import { wordsInstead } from "./battle-posts.ts";
import { privateReply } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";
import type { Asked } from "./question.ts";

/** For how long pressing again asks nothing more, in milliseconds. */
const samePress = 60_000;

/** Begins a new battle with the question of a failed one, for whoever asked it. @throws {Refusal} for anybody else. */
export async function askAgain(arena: ArenaAtWork, press: Press, battle: Battle): Promise<PrivateReply> {
  const { battle: words, refusals } = sentences(press.language);
  if (battle.asker !== arena.pseudonyms.of(press.person)) throw new Refusal(refusals.notYourQuestion);
  if (isWordless(battle)) throw new Refusal(wordsInstead(battle, press.language));
  if (battle.status !== "failed") throw new Refusal(refusals.tryAgain);
  const { question } = lastTurn(battle);
  const { task, taskRule, bankQuestion, language } = battle;
  const asked: Asked = {
    text: question,
    ...(taskRule === "asker" && { task }),
    ...(bankQuestion !== null && language !== null && { task, fromBank: { id: bankQuestion, language } }),
  };
  const moment = Math.floor(arena.clock.now().getTime() / samePress);
  const files = await picturesOf(arena, battle);
  const decision = await ask(arena, { ...press, text: question, files, event: `again ${battle.id} ${moment}` }, asked);
  return decision ?? privateReply(words.askedAgain);
}

async function picturesOf({ store }: ArenaAtWork, { id }: Battle): Promise<NonNullable<Request["files"]>> {
  const pictures = await store.battles.pictures(id);
  return pictures.map(({ bytes }, index) => ({
    name: `picture ${index + 1}`,
    size: bytes.length,
    read: async () => new Uint8Array(bytes),
  }));
}
