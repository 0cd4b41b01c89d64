/** What may be asked and answered where a battle takes place. Of what may not, only the kind is kept, never the words. */
import type { Decided } from "../battle/asking-rules.ts";
import type { AttemptFailure, Battle } from "../battle/battle.ts";
import { moderationLevel } from "../battle/community-settings.ts";
import type { Request } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { sentences, type Sentences } from "../language/index.ts";
import type { ModeratedPlace } from "../safety/moderation/levels.ts";
import type { Objection } from "../safety/moderation/moderator.ts";
import type { ArenaAtWork } from "./context.ts";
import type { ReadQuestion } from "./question.ts";

/** @throws {Refusal} for a question that may not be asked there, or that cannot be looked at. */
export async function checkAllowed(
  { moderator, log }: ArenaAtWork,
  request: Request,
  { text, pictures }: ReadQuestion,
  { own }: Decided,
): Promise<void> {
  const place = { level: moderationLevel(own), ageRestricted: request.ageRestricted ?? false };
  const objection = await moderator.object(text, place, { pictures });
  if (objection === null) return;
  log.info({ platform: request.platform, reason: reasonOf(objection) }, "a question was not asked");
  throw new Refusal(explain(objection, sentences(request.language)));
}

/** What each kind is called to whoever asks. */
const calledSo: ReadonlyMap<string, keyof Sentences["moderation"]["kinds"]> = new Map([
  ["sexual", "sexual"],
  ["sexual/minors", "minors"],
  ["harassment", "harassment"],
  ["hate", "hate"],
  ["harassment/threatening", "threats"],
  ["hate/threatening", "threats"],
  ["illicit", "crimes"],
  ["illicit/violent", "weapons"],
  ["violence", "violence"],
  ["violence/graphic", "violence"],
] as const);

function explain(objection: NonNullable<Objection>, { moderation: words }: Sentences): string {
  if (typeof objection === "string") return words[objection];
  const { kind, inPicture } = objection;
  const called = words.kinds[calledSo.get(kind) ?? "other"];
  if (inPicture) return words.refusedPicture(called);
  return kind.startsWith("self-harm") ? words.selfHarm : words.refused(called);
}

function reasonOf(objection: NonNullable<Objection>): string {
  return typeof objection === "string" ? objection : objection.kind;
}

/** Where the answers of a battle are to be shown. */
export async function placeOf({ store }: ArenaAtWork, battle: Battle): Promise<ModeratedPlace> {
  const own = await store.communities.communitySettings(battle.community);
  return { level: moderationLevel(own), ageRestricted: battle.ageRestricted };
}

/** How an attempt ends whose answer may not be shown there; undefined: it may. */
export async function findObjection(
  { moderator }: ArenaAtWork,
  text: string,
  place: ModeratedPlace,
  signal: AbortSignal,
): Promise<AttemptFailure | undefined> {
  const objection = await moderator.object(text, place, { signal });
  if (objection === null) return undefined;
  return { failure: "filtered", detail: `moderation: ${objection === "silent" ? "no answer" : reasonOf(objection)}` };
}
