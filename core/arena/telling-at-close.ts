/** Telling the asker of a battle that it has closed, if they have said that they want to be told. */
import type { DeliveredPost, Delivery } from "../battle/delivery.ts";
import type { BattleHere } from "../battle/store.ts";
import { sentences } from "../language/index.ts";
import { modelNames } from "./battle-posts.ts";
import type { ArenaAtWork } from "./context.ts";
import { traceOf } from "./trace.ts";

/** Tells the asker of a battle that has closed. Never throws: its post says the same. */
export async function tellClosed(
  arena: ArenaAtWork,
  { battle, here, result }: BattleHere,
  delivery: Delivery,
): Promise<void> {
  const { tellAtClose: person, posts, platform: name } = delivery;
  const platform = arena.platforms.get(name);
  const address = posts.at(-1)?.address;
  if (person === undefined || !result || !address || !platform?.call) return;
  const language = here.own.language ?? delivery.language;
  const names = modelNames(battle, result.models, language);
  try {
    const sentence = sentences(language).battle.tellClosed(names.a, names.b);
    const call = await platform.call(person, address, sentence, `${battle.id}-told`);
    if (call !== undefined) await keepCall(arena, battle.id, delivery, call);
  } catch (error) {
    arena.log.warn({ battle: battle.id, error }, "somebody could not be told that their battle has closed");
  }
}

/** The call names its person, and is to be found when they have themselves erased. */
async function keepCall(arena: ArenaAtWork, battle: string, delivery: Delivery, call: string): Promise<void> {
  const last = delivery.posts.length - 1;
  const withCall = ({ beside = [], ...post }: DeliveredPost) => ({ ...post, beside: [...beside, call] });
  const posts = delivery.posts.map((post, index) => (index === last ? withCall(post) : post));
  const trace = traceOf(arena, { ...delivery, posts });
  if (trace !== undefined) await arena.store.traces.replaceTrace(battle, trace);
}
