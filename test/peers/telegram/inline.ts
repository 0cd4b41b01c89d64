/** Inline mode: what people ask the bot for in any chat, what it offers, and what they post of that. */
import type { InlineQueryResultArticle, Update } from "grammy/types";
import type { Method } from "./bot-api-server.ts";
import { readFormatted } from "./formatted-text.ts";
import { readKeyboard } from "./keyboards.ts";
import { words } from "./read-call.ts";
import { refusals } from "./refusal.ts";
import type { Updates } from "./updates.ts";
import { blankMessage, type PeerChat, type PeerInlineQuery, type PeerMessage, type World } from "./world.ts";

const longestQuery = 256;
const longestText = 4_096;
const mostResults = 50;
/** In bytes. */
const longestId = 64;
/** In milliseconds: how long a client waits for what is offered. */
const queryLives = 30_000;

type Parts = { world: World; updates: Updates };

/** Somebody types behind the bot's name. */
export function askInline({ world, updates }: Parts, person: PeerInlineQuery["person"], text: string): PeerInlineQuery {
  if (!world.botSettings.supports_inline_queries) throw new Error("the bot has no inline mode");
  const id = String(10n ** 17n + BigInt(world.number()));
  const query: PeerInlineQuery = {
    ...{ id, person, text: text.slice(0, longestQuery), askedAt: world.clock.now().getTime(), answer: undefined },
  };
  world.inlineQueries.set(id, query);
  updates.tell("inline_query", { id, from: person, query: query.text, offset: "", chat_type: "group" });
  return query;
}

/** Somebody posts one of the results, in any chat. Only a message with buttons can be changed by the bot later. */
export function choose({ world, updates }: Parts, query: PeerInlineQuery, index: number, chat: PeerChat): PeerMessage {
  const result = query.answer?.results[index];
  if (!result) throw new Error(`nothing was offered for "${query.text}"`);
  const content = result.input_message_content as { message_text: string; entities?: never[] };
  const keyboard = readKeyboard(result.reply_markup);
  const message: PeerMessage = {
    ...blankMessage(world, chat),
    ...readFormatted(content.message_text, content.entities),
    ...{ id: world.messageId(chat), from: query.person, keyboard, service: { via_bot: world.bot } },
    inlineId: keyboard.length > 0 ? `AQAAA${Buffer.from(String(world.number())).toString("base64url")}_-x` : undefined,
  };
  chat.messages.set(message.id, message);
  if (message.inlineId !== undefined) world.inlineMessages.set(message.inlineId, message);
  if (world.inlineFeedback) tellChosen({ world, updates }, query, result, message);
  return message;
}

function tellChosen(
  { updates }: Parts,
  { person, text }: PeerInlineQuery,
  { id }: InlineQueryResultArticle,
  { inlineId }: PeerMessage,
): Update {
  const there = inlineId === undefined ? {} : { inline_message_id: inlineId };
  return updates.tell("chosen_inline_result", { result_id: id, from: person, query: text, ...there });
}

/** @returns what was posted through the bot. @throws {TelegramRefusal} */
export function findInline(world: World, id: string): PeerMessage {
  const message = world.inlineMessages.get(id);
  if (!message || message.chat.messages.get(message.id) !== message) throw refusals.badInlineId();
  return message;
}

/** The methods of inline mode. */
export function createInlineMethods(world: World): Record<string, Method> {
  return {
    answerInlineQuery({ parameters }) {
      const query = world.inlineQueries.get(words(parameters.inline_query_id));
      const lives = query && world.clock.now().getTime() - query.askedAt <= queryLives;
      if (!lives || query.answer) throw refusals.oldQuery();
      const results = parameters.results as InlineQueryResultArticle[];
      if (results.length > mostResults) throw refusals.bad("RESULTS_TOO_MUCH");
      if (new Set(results.map(({ id }) => id)).size < results.length) throw refusals.bad("RESULT_ID_DUPLICATE");
      for (const result of results) checkResult(result);
      const { cache_time: cachedFor = 300, is_personal: personal = false } = parameters;
      query.answer = { results, cachedFor: Number(cachedFor), personal: personal === true };
      return true;
    },
  };
}

function checkResult({
  type,
  id,
  title,
  input_message_content: content,
  reply_markup: markup,
}: InlineQueryResultArticle) {
  if (type !== "article") throw refusals.bad(`the peer knows no ${String(type)}`);
  if (Buffer.byteLength(id) < 1 || Buffer.byteLength(id) > longestId) throw refusals.bad("RESULT_ID_INVALID");
  if (title.trim() === "") throw refusals.bad("ARTICLE_TITLE_EMPTY");
  const { message_text: given, entities } = content as { message_text: string; entities?: never[] };
  const { text } = readFormatted(given, entities);
  if (text === "") throw refusals.bad("MESSAGE_EMPTY");
  if (text.length > longestText) throw refusals.longText();
  readKeyboard(markup);
}
