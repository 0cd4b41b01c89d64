/**
 * Battles in chats that the bot is not in: somebody has posted a question through it (`@bot question`), and it may change
 * that one message, knowing nothing of the chat around it.
 */
import type { InlineKeyboardButton, User } from "grammy/types";
import {
  battleIdPattern,
  type ChatPlatform,
  chooseLanguage,
  createInTurn,
  decodeAction,
  encodeAction,
  type Language,
  type Log,
  type Post,
  type Sender,
  sentences,
  splitMarkdown,
} from "../../core/index.ts";
import { encodePost, type Outgoing } from "./encode.ts";
import { obstacleOf } from "./refusal.ts";
import type { Requests } from "./requests.ts";

/** The community of all battles in such chats: Telegram does not say which chat a question was posted in. */
const inlineCommunity = "telegram:inline";

/** A message posted through the bot, as a place; it is the address of the only post there, too. */
export function inlinePlace(id: string): string {
  return `inline:${id}`;
}

/** @returns the message's identifier at Telegram; undefined for what is no such place. */
export function readInlinePlace(place: string): string | undefined {
  return /^inline:(\S{1,256})$/u.exec(place)?.[1];
}

/** Somebody at a message that was posted through the bot. */
export function inlineSender({ id, language_code: code }: User, place: string): Sender {
  return {
    platform: "telegram",
    person: `telegram:${id}`,
    community: inlineCommunity,
    place,
    private: false,
    manages: false,
    language: chooseLanguage(code),
  };
}

/** What a link to the private chat may bring about there. Nothing that votes or locks: anybody may have made the link. */
export type LinkedKind = "whole" | "draw";

/** What Telegram lets stand behind `start=` are letters, digits, `_` and `-`. */
const start = new RegExp(`^i-(?<kind>whole|draw)-(?<battle>${battleIdPattern.replace("~", "_")})$`, "u");

/** A link to the private chat. @param username the bot's own. */
export function linkTo(username: string, kind: LinkedKind, battle: string): string {
  return `https://t.me/${username}?start=i-${kind}-${battle.replace("~", "_")}`;
}

/** Reads what stands behind `start=` in such a link; undefined for anything else. */
export function readStartParameter(text: string): { kind: LinkedKind; battle: string } | undefined {
  const { kind, battle } = start.exec(text)?.groups ?? {};
  return kind === undefined || battle === undefined
    ? undefined
    : { kind: kind as LinkedKind, battle: battle.replace("_", "~") };
}

type Parts = { requests: Requests; username: () => string; log: Log };

/** The platform that posts as `platform` does, and where a place is a message posted through the bot, changes that. */
export function withInlinePosts<Platform extends ChatPlatform>(platform: Platform, parts: Parts): Platform {
  const inTurn = createInTurn();
  const show = (id: string, post: Post) =>
    inTurn(id, () => parts.requests.editInline(id, encodeInline(post, parts.username())));
  return {
    ...platform,
    async post(place, ...given) {
      const id = readInlinePlace(place);
      if (id === undefined) return platform.post(place, ...given);
      await show(id, given[0]);
      return place;
    },
    async erase(address, post) {
      const id = readInlinePlace(address);
      return id === undefined ? ((await platform.erase?.(address, post)) ?? false) : tryToErase(() => show(id, post));
    },
    async edit(address, post) {
      const id = readInlinePlace(address);
      if (id === undefined) return platform.edit(address, post);
      try {
        await show(id, post);
      } catch (error) {
        const obstacle = obstacleOf(error);
        if (obstacle === undefined) throw error;
        // The message is gone, or nobody may change it any more: there is nobody to tell.
        parts.log.info({ platform: "telegram", obstacle }, "a question posted through the bot stays as it is");
      }
    },
  };
}

/** Telegram does not say whether such a message is gone, or merely cannot be changed any more: then false. */
async function tryToErase(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (obstacleOf(error) === undefined) throw error;
    return false;
  }
}

/** A battle as one message; where that is too short for both answers, they are cut at the same length. */
export function encodeInline(post: Post, username: string): Outgoing {
  const language = post.language ?? "en";
  const { chosen, text } = fit({ ...post, followUps: false, reactions: false }, language);
  return { text, keyboard: [...chosen, ...ownButtons(post, language, username)] };
}

type Fitted = { chosen: Outgoing["keyboard"]; text: Outgoing["text"] };

/** Longer than this, no answer is shown beside another one. In UTF-16 units. */
const longestShown = 2_000;
/** Each try leaves this much of the one before. */
const shorter = 0.85;

function fit(post: Post, language: Language): Fitted {
  const { cut } = sentences(language).telegram.inline;
  let encoded = encodePost(post, language, { apart: false });
  const { answers } = post;
  for (let limit = longestShown; answers && encoded.answers && limit > 1; limit = Math.floor(limit * shorter)) {
    const shown = { a: shorten(answers.a, limit), b: shorten(answers.b, limit) };
    const footer = [cut, ...(post.footer === undefined ? [] : [post.footer])].join("\n\n");
    encoded = encodePost({ ...post, answers: shown, footer }, language, { apart: false });
  }
  return { chosen: encoded.main.keyboard, text: encoded.main.text };
}

function shorten(answer: string, limit: number): string {
  if (answer.length <= limit) return answer;
  return `${splitMarkdown(answer, limit)[0] ?? ""}\n\n…`;
}

/** The buttons that in other chats stand in replies to one person, for which there is no room here. */
function ownButtons({ answers, buttons }: Post, language: Language, username: string): InlineKeyboardButton[][] {
  const words = sentences(language);
  const actions = buttons.flatMap(({ action }) => decodeAction(action) ?? []);
  const battle = actions.find(({ kind }) => kind === "vote" || kind === "draw")?.battle;
  if (!answers || battle === undefined) return [];
  const url = linkTo(username, "whole", battle);
  const isOpen = actions.some(({ kind }) => kind === "vote");
  const names = encodeAction({ kind: "names", battle });
  return [
    ...(isOpen ? [[{ text: words.battle.buttons.names, callback_data: names }]] : []),
    [{ text: words.telegram.inline.alone, url }],
  ];
}
