/** Which models a person names. */
import type { Sentences } from "../language/index.ts";
import type { Model } from "../models/model.ts";
import { Refusal } from "../chat/refusal.ts";
import { closest } from "../language/closest.ts";

/**
 * Splits words into one or two models, by id or by name, which may itself have spaces; one named twice counts once.
 * @throws {Refusal} saying which word is no model, and what it was probably meant to be.
 */
export function readModels(typed: string, models: readonly Model[], words: Sentences): Model[] {
  const { refusals, boards } = words;
  if (typed === "") {
    throw new Refusal(refusals.profileUsage(models.map((model) => model.id).join(boards.listSeparator)));
  }
  const whole = findModel(typed, models);
  if (whole) return [whole];
  const pair = findPair(typed, models);
  if (pair) return [...new Set(pair)];
  throw new Refusal(refuseUnknown(typed, models, words));
}

/** Every way to cut the words in two. */
function splitInTwo(typed: string): [string, string][] {
  const parts = typed.split(/\s+/u);
  return parts.slice(1).map((_, cut) => [parts.slice(0, cut + 1).join(" "), parts.slice(cut + 1).join(" ")]);
}

function findPair(typed: string, models: readonly Model[]): [Model, Model] | undefined {
  for (const [one, other] of splitInTwo(typed)) {
    const first = findModel(one, models);
    const second = findModel(other, models);
    if (first && second) return [first, second];
  }
  return undefined;
}

/** Blames what is left over when the rest is a model; otherwise everything. */
function refuseUnknown(typed: string, models: readonly Model[], words: Sentences): string {
  const { refusals, commands } = words;
  const unknown = splitInTwo(typed).flatMap(([one, other]) => {
    if (findModel(one, models)) return [other];
    return findModel(other, models) ? [one] : [];
  });
  if (unknown.some((left) => findPair(left, models))) return refusals.tooManyWords(commands.profile.usage);
  const blamed = unknown[0] ?? typed;
  const names = models.flatMap((model) => [model.id, model.name]);
  return refusals.unknownModel(blamed.slice(0, 64), closest(blamed, names));
}

function findModel(word: string, models: readonly Model[]): Model | undefined {
  const typed = word.toLowerCase();
  return models.find((model) => model.id.toLowerCase() === typed || model.name.toLowerCase() === typed);
}
