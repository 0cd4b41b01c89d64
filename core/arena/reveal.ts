/** Who wrote a battle's answers, for those who may know. */
import type { Side } from "../battle/battle.ts";
import type { Result } from "../battle/store.ts";
import type { ToldBattle } from "../battle/vote.ts";
import type { PrivateReply, Reveal, Sender } from "../chat/post.ts";
import { sentences } from "../language/index.ts";
import { privateReply } from "./ballot-buttons.ts";
import type { ArenaAtWork } from "./context.ts";

/** Two models, given by their identifiers, as cards show them. */
export function revealModels({ a, b }: Record<Side, string>, models: Result["models"]): Reveal["models"] {
  const find = (id: string) => {
    const { name, organization } = models.find((one) => one.id === id) ?? { name: id, organization: "" };
    return { name, organization };
  };
  return { a: find(a), b: find(b) };
}

/** A reply that tells the names. @throws {Error} where the store has not told them, because this voter must not know them. */
export async function naming(
  arena: ArenaAtWork,
  from: Sender,
  battle: ToldBattle,
  say: (names: string) => string,
): Promise<PrivateReply> {
  const models = revealModels(modelsToTell(battle), await arena.store.models.models());
  return { ...privateReply(say(sentenceOf(models, from))), reveal: { models, tally: null } };
}

/** @throws {Error} likewise. */
export async function namesSentence(arena: ArenaAtWork, from: Sender, battle: ToldBattle): Promise<string> {
  return sentenceOf(revealModels(modelsToTell(battle), await arena.store.models.models()), from);
}

function modelsToTell({ models }: ToldBattle): NonNullable<ToldBattle["models"]> {
  if (!models) throw new Error("the names were to be told to somebody who must not know them");
  return models;
}

function sentenceOf({ a, b }: Reveal["models"], { language }: Sender): string {
  const { names: told, modelName } = sentences(language).battle;
  return told(modelName(a.name, a.organization), modelName(b.name, b.organization));
}
