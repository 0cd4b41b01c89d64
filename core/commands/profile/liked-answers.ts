/** Answers of a model that people of a community liked, with the questions: all there have seen them in their battles. */
import { isAnswer, isWordless, lastAttempt } from "../../battle/battle.ts";
import { type Button, type Press, type Reply, type Sender, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { quoteMarkdown, splitMarkdown } from "../../language/markdown.ts";
import { sentences } from "../../language/index.ts";
import type { LikedAnswer, Model } from "../../models/model.ts";
import { actionOf, type CommandContext } from "../command.ts";

/** How many are shown, and how much of each question and answer, in UTF-16 units. */
const most = 3;
const [longestQuestion, longestAnswer] = [200, 600];
/** What the button's action carries beside the model's identifier. */
const mark = "liked ";
/** So that the whole action fits every platform. Bytes. */
const longestAction = 50;

/** The button that shows them; none where there are none, or where the model's identifier is too long for one. */
export async function likedButtons(context: CommandContext, from: Sender, models: readonly Model[]): Promise<Button[]> {
  const [model, other] = models;
  if (!model || other || Buffer.byteLength(`${mark}${model.id}`) > longestAction) return [];
  const found = await findLiked(context, from, model.id);
  const { likedAnswers } = sentences(from.language).boards.buttons;
  return found.length > 0 ? [{ label: likedAnswers, action: actionOf("profile", `${mark}${model.id}`) }] : [];
}

function findLiked({ store, pseudonyms }: CommandContext, from: Sender, model: string): Promise<LikedAnswer[]> {
  return from.private ? Promise.resolve([]) : store.models.likedAnswers(model, pseudonyms.of(from.community), most);
}

/** @returns undefined for a press on another button. @throws {Refusal} where there are none any more. */
export async function showLiked(context: CommandContext, press: Press, rest: string): Promise<Reply | undefined> {
  if (!rest.startsWith(mark)) return undefined;
  const { boards } = sentences(press.language);
  const id = rest.slice(mark.length);
  const model = (await context.everybody([id])).find((one) => one.id === id);
  const found = model ? await findLiked(context, press, model.id) : [];
  const told = await Promise.all(found.map((one) => tell(context, press, one)));
  const texts = told.filter((text) => text !== undefined);
  if (!model || texts.length === 0) throw new Refusal(boards.noLikedAnswers);
  return { ...textPost([boards.likedAnswers(model.name), ...texts].join("\n\n")), private: true };
}

async function tell(
  { store }: CommandContext,
  { language }: Press,
  { battle: id, side, chosen, votes }: LikedAnswer,
): Promise<string | undefined> {
  const battle = await store.battles.findBattle(id);
  const ending = battle ? lastAttempt(battle, side, 1).ending : null;
  if (!battle || isWordless(battle) || battle.hidden || !isAnswer(ending)) return undefined;
  const question = shorten(battle.turns[0]?.question ?? "", longestQuestion);
  const answer = shorten(ending.shown ?? ending.text, longestAnswer);
  const { likedBy } = sentences(language).boards;
  return [quoteMarkdown(question), likedBy(chosen, votes), quoteMarkdown(answer)].join("\n\n");
}

function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${splitMarkdown(text, longest)[0] ?? ""} …`;
}
