/**
 * `@bot question` in any chat: what is offered there, and the battle that begins once it has been posted. Telegram tells
 * of the posting only where whoever owns the bot has turned inline feedback on; so the message has a button, too.
 */
import type { Api } from "grammy";
import type { CallbackQuery, ChosenInlineResult, InlineQuery, InlineQueryResultArticle, User } from "grammy/types";
import { createHash } from "node:crypto";
import {
  askingAction,
  type BoundedMap,
  builtInQuestions,
  chooseLanguage,
  type Clock,
  type Core,
  createBoundedMap,
  createPace,
  type Language,
  type Log,
  type Random,
  Refusal,
  sentences,
  showsNothing,
  withoutZeroWidth,
} from "../../core/index.ts";
import { encodePost, encodeSentence } from "./encode.ts";
import { inlinePlace, inlineSender } from "./inline-posts.ts";
import type { PrivateReplies } from "./private-replies.ts";
import { obstacleOf } from "./refusal.ts";

/** What questions in any chat need. */
export type InlineQuestionParts = {
  core: Pick<Core, "handle" | "press">;
  api: Api;
  privateReplies: PrivateReplies;
  clock: Clock;
  random: Pick<Random, "fraction">;
  log: Log;
};

/** Takes what people do with such questions; nothing of it throws. */
export interface InlineQuestions {
  /** Somebody is typing a question: offers it, or where there is none yet, some of the bank. */
  offer(query: InlineQuery): Promise<void>;
  /** Somebody has posted what was offered. */
  begin(chosen: ChosenInlineResult): Promise<void>;
  /** Somebody has pressed the button under it. @returns false for a press on anything else. */
  ask(query: CallbackQuery): Promise<boolean>;
}

/** Marks the button under a posted question. */
const askMark = "ask:";

/** How many of the bank's questions are offered at once; Telegram takes up to 50. */
const mostOffered = 20;
/** In seconds: what is offered is not worth keeping, but a double key press is answered by Telegram itself. */
const cachedFor = 5;
/** In UTF-16 units. */
const longestLine = 120;
/** How long a press waits for what becomes of the question, in milliseconds. */
const patience = 800;
/** In milliseconds. */
const window = 10_000;
/** What somebody types comes a piece at a time. */
const mostQueries = { person: 40, origin: 2_000, all: 2_000 };
/**
 * The text of a message cannot be read back from Telegram, so what was offered is kept until it is asked: this many
 * people's newest, each at most 256 characters long.
 */
const mostPeople = 2_000;
const mostOfOne = 20;

/** What was offered and can still be asked: a question of the bank by its identifier, or somebody's own. */
type Question = { bank: string } | { text: string };

type Offering = InlineQuestionParts & {
  pace: ReturnType<typeof createPace>;
  typed: BoundedMap<number, BoundedMap<string, string>>;
};

/** Nothing has been offered yet. */
export function createInlineQuestions(parts: InlineQuestionParts): InlineQuestions {
  const here: Offering = {
    ...parts,
    pace: createPace(mostQueries, window, parts.clock),
    typed: createBoundedMap(mostPeople),
  };
  return {
    offer: (query) => safely(here, () => offer(here, query)),
    begin: (chosen) => safely(here, () => begin(here, chosen)),
    async ask(query) {
      const { inline_message_id: message, data = "" } = query;
      if (message === undefined || !data.startsWith(askMark)) return false;
      await safely(here, () => ask(here, query, message, data.slice(askMark.length)));
      return true;
    },
  };
}

async function safely({ log }: Offering, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const expected = error instanceof Refusal || obstacleOf(error) !== undefined;
    log[expected ? "info" : "error"]({ platform: "telegram", error }, "a question in another chat was not asked");
  }
}

async function offer(here: Offering, { id, from, query }: InlineQuery): Promise<void> {
  if (here.pace.take({ person: String(from.id), origin: "inline" })) return;
  const language = chooseLanguage(from.language_code);
  const text = query.trim();
  const results = showsNothing(withoutZeroWidth(text))
    ? offerBank(here, from, language)
    : [offerOwn(here, from, language, text)];
  const answer = { results, cache_time: cachedFor, is_personal: true };
  await here.api.raw.answerInlineQuery({ inline_query_id: id, ...answer });
}

function offerOwn({ typed }: Offering, from: User, language: Language, text: string): InlineQueryResultArticle {
  const key = createHash("sha256").update(text).digest("base64url").slice(0, 20);
  const own = typed.get(from.id) ?? typed.set(from.id, createBoundedMap(mostOfOne));
  own.set(key, text);
  const { title } = sentences(language).telegram.inline;
  return article(from, language, { id: `q${key}`, title, description: text, question: text });
}

/** Some of the questions in a language, drawn anew each time. */
function offerBank({ random }: Offering, from: User, language: Language): InlineQueryResultArticle[] {
  const words = sentences(language);
  const left = builtInQuestions.filter((one) => one.language === language);
  const drawn = Array.from({ length: Math.min(mostOffered, left.length) }, () =>
    left.splice(Math.floor(random.fraction() * left.length), 1),
  ).flat();
  return drawn.map(({ id, text, task, difficulty }) => {
    const description = `${words.tasks[task]}, ${words.bank.difficulties[difficulty]}`;
    return article(from, language, { id: `b${id}`, title: text, description, question: text });
  });
}

type Offered = { id: string; title: string; description: string; question: string };

function article(
  from: User,
  language: Language,
  { id, title, description, question }: Offered,
): InlineQueryResultArticle {
  const { inline } = sentences(language).telegram;
  const { text } = encodePost({ question, text: inline.posted, buttons: [], images: [] }, language, {
    apart: false,
  }).main;
  const button = { text: inline.ask, callback_data: `${askMark}${from.id.toString(36)}:${id}` };
  return {
    ...{ type: "article", id, title: line(title), description: line(description) },
    input_message_content: {
      message_text: text.text,
      entities: text.entities,
      link_preview_options: { is_disabled: true },
    },
    reply_markup: { inline_keyboard: [[button]] },
  };
}

function line(text: string): string {
  const words = text.replaceAll(/\s+/gu, " ");
  return words.length <= longestLine ? words : `${words.slice(0, longestLine - 1).toWellFormed()}…`;
}

/** @param id of what was offered. */
function findOffered({ typed }: Offering, person: number, id: string): Question | undefined {
  if (id.startsWith("b")) return { bank: id.slice(1) };
  const text = typed.get(person)?.get(id.slice(1));
  return text === undefined ? undefined : { text };
}

async function begin(here: Offering, chosen: ChosenInlineResult): Promise<void> {
  const { from, query, result_id: id, inline_message_id: message } = chosen;
  const question = id.startsWith("b") ? findOffered(here, from.id, id) : { text: query.trim() };
  if (message !== undefined && question) await start(here, from, message, question);
}

/**
 * Asks a question once, however often it is told that it is to be asked. What its asker is to decide before is said in their
 * private chat with the bot. @returns that it is. @throws {Refusal}
 */
async function start(
  { core, privateReplies }: Offering,
  from: User,
  message: string,
  question: Question,
): Promise<"asked" | "to be decided"> {
  // All who ask in this way count as one chat, whose crowd keeps no other from asking.
  const sender = { ...inlineSender(from, inlinePlace(message)), origin: "telegram inline", event: `inline ${message}` };
  if ("bank" in question) await core.press({ ...sender, action: askingAction(question.bank) });
  const reply = "text" in question ? await core.handle({ ...sender, text: `/battle ${question.text}` }) : undefined;
  if (!reply?.private) return "asked";
  const place = { chat: from.id, private: true } as const;
  const to = { place, person: from.id, language: sender.language };
  // Whoever has never written to the bot is told to, once they press.
  await privateReplies.show(to, reply).catch((error: unknown) => {
    if (obstacleOf(error) === undefined) throw error;
  });
  return "to be decided";
}

async function ask(here: Offering, { from, id }: CallbackQuery, message: string, data: string): Promise<void> {
  const { privateReplies, clock } = here;
  const { inline } = sentences(chooseLanguage(from.language_code)).telegram;
  const [asker = "", offered = ""] = data.split(":");
  const acknowledge = async (sentence?: string) => void (await privateReplies.acknowledge(id, sentence, "alert"));
  if (asker !== from.id.toString(36)) return acknowledge(inline.notYours);
  const question = findOffered(here, from.id, offered);
  if (!question) return acknowledge(inline.forgotten);
  const cancel = clock.after(patience, () => void safely(here, acknowledge));
  try {
    const became = await start(here, from, message, question);
    await acknowledge(became === "asked" ? undefined : inline.decideInPrivate);
  } catch (error) {
    await acknowledge(error instanceof Refusal ? encodeSentence(error.message).text.text : undefined);
    throw error;
  } finally {
    cancel();
  }
}
