/** Telling the asker of a battle that it has closed, if they have said that they want to be told. */
import type { Delivery } from "../battle/delivery.ts";
import type { BattleHere } from "../battle/store.ts";
import { sentences } from "../language/index.ts";
import { modelNames } from "./battle-posts.ts";
import type { ArenaAtWork } from "./context.ts";

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
    await platform.call(person, address, sentences(language).battle.tellClosed(names.a, names.b), `${battle.id}-told`);
  } catch (error) {
    arena.log.warn({ battle: battle.id, error }, "somebody could not be told that their battle has closed");
  }
}
