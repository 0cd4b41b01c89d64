/** Messages of the bot: new ones, ephemeral ones, and their new versions. */
import { isDeepStrictEqual } from "node:util";
import type { InlineKeyboardButton, Message, MessageEntity, User } from "grammy/types";
import { readFormatted } from "./formatted-text.ts";
import { messageJson } from "./json.ts";
import { readKeyboard } from "./keyboards.ts";
import { findInline } from "./inline.ts";
import { checkWriting, findChat, findEphemeral, findOwn, findReplyTarget } from "./places.ts";
import { type Call, words } from "./read-call.ts";
import { refusals } from "./refusal.ts";
import { readRich } from "./rich-message.ts";
import { readDocument, readPhoto } from "./uploads.ts";
import { blankMessage, botMay, type PeerChat, type PeerMessage, type PeerQuery, type World } from "./world.ts";

const longestText = 4_096;
const longestCaption = 1_024;
/** In milliseconds: how long after a press its answer may be seen by its presser alone. */
const ephemeralWithin = 15_000;

type Parameters = Record<string, unknown>;
type Content = Partial<
  Pick<PeerMessage, "text" | "entities" | "rich" | "caption" | "captionEntities" | "photo" | "document">
>;

/** @throws {TelegramRefusal} */
export function readText({ text, entities, parse_mode: mode }: Parameters): Content {
  if (mode !== undefined) throw refusals.bad("the peer reads entities, and no parse mode");
  const formatted = readFormatted(words(text), (entities ?? []) as MessageEntity[]);
  if (formatted.text === "") throw refusals.emptyText();
  if (formatted.text.length > longestText) throw refusals.longText();
  return { ...formatted, rich: undefined };
}

/** A text, or a rich message instead: a server that knows none looks for the text only. @throws {TelegramRefusal} */
export function readWords(world: World, parameters: Parameters): Content {
  const { rich_message: rich, text } = parameters;
  if (rich === undefined) return readText(parameters);
  if (!world.takesRich) throw refusals.unknownRich();
  if (text !== undefined) throw refusals.bad("either a text or a rich message");
  return { ...readRich(rich), text: undefined };
}

/** @throws {TelegramRefusal} */
export function readCaption({ caption, caption_entities: entities, parse_mode: mode }: Parameters): Content {
  if (mode !== undefined) throw refusals.bad("the peer reads entities, and no parse mode");
  if (caption === undefined || caption === "") return { caption: undefined, captionEntities: [] };
  const formatted = readFormatted(words(caption), (entities ?? []) as MessageEntity[]);
  if (formatted.text.length > longestCaption) throw refusals.longCaption();
  return { caption: formatted.text, captionEntities: formatted.entities };
}

type EphemeralParameters = {
  receiver_user_id: number;
  callback_query_id?: string;
  replace_callback_query_message?: boolean;
};

/** Sends a message with some content. @throws {TelegramRefusal} */
export function send(world: World, parameters: Parameters, content: Content): Message {
  const chat = findChat(world, parameters.chat_id);
  const keyboard = readKeyboard(parameters.reply_markup);
  const preview = parameters.link_preview_options as { is_disabled?: boolean } | undefined;
  const replyTo = findReplyTarget(chat, parameters.reply_parameters);
  const message: PeerMessage = {
    ...blankMessage(world, chat),
    ...content,
    from: world.bot,
    thread: checkWriting(world, chat, parameters.message_thread_id ?? replyTo?.thread),
    replyTo,
    keyboard,
    previewDisabled: preview?.is_disabled ?? false,
  };
  const ephemeral = parameters.ephemeral_message_parameters as EphemeralParameters | undefined;
  if (ephemeral) showAlone(world, message, ephemeral);
  else {
    message.id = world.messageId(chat);
    chat.messages.set(message.id, message);
    world.drafts.delete(chat.id);
  }
  return messageJson(message);
}

function showAlone(world: World, message: PeerMessage, given: EphemeralParameters): void {
  const { chat } = message;
  if (chat.type !== "group" && chat.type !== "supergroup") throw refusals.bad("ephemeral messages are for groups only");
  const receiver = world.users.get(given.receiver_user_id);
  if (!receiver || !isMember(chat, receiver.id)) throw refusals.noUser();
  const query = findCause(world, message, receiver, given);
  if (given.replace_callback_query_message && query?.message.ephemeralId !== undefined)
    throw refusals.bad("an ephemeral message is edited, not replaced");
  message.ephemeralId = world.number();
  message.receiver = receiver;
  message.inPlaceOf = given.replace_callback_query_message ? query?.message : undefined;
  chat.ephemeral.set(message.ephemeralId, message);
}

/**
 * An ephemeral message answers a tap, or an ephemeral command, while it is fresh; only administrators may send others.
 * @returns the tap.
 */
function findCause(
  world: World,
  { chat, replyTo }: PeerMessage,
  receiver: User,
  { callback_query_id: id }: EphemeralParameters,
): PeerQuery | undefined {
  if (id === undefined) {
    if (replyTo?.ephemeralId === undefined && botMay(world, chat)) return undefined;
    if (replyTo?.ephemeralId === undefined || replyTo.from?.id !== receiver.id)
      throw refusals.bad("an ephemeral message answers a tap or an ephemeral command");
    if (world.seconds() - replyTo.date > ephemeralWithin / 1000) throw refusals.noReplyTarget();
    return undefined;
  }
  const query = world.queries.get(id);
  const fresh = query && world.clock.now().getTime() - query.askedAt <= ephemeralWithin;
  if (!fresh || query.person.id !== receiver.id || query.message.chat !== chat) throw refusals.oldQuery();
  return query;
}

function isMember(chat: PeerChat, person: number): boolean {
  const status = chat.members.get(person)?.status ?? "left";
  return status !== "left" && status !== "kicked";
}

/** The message that a call is to change. @throws {TelegramRefusal} */
export function findTarget(world: World, parameters: Parameters): PeerMessage {
  const { inline_message_id: inline } = parameters;
  if (inline !== undefined) return findInline(world, words(inline));
  const chat = findChat(world, parameters.chat_id);
  if (parameters.ephemeral_message_id !== undefined)
    return findEphemeral(chat, parameters.ephemeral_message_id, parameters.receiver_user_id);
  return findOwn(world, chat, parameters.message_id);
}

/** Puts a new version in a message's place; its keyboard goes unless it is given again. @throws {TelegramRefusal} */
export function change(world: World, message: PeerMessage, parameters: Parameters, content: Content): Message | true {
  const keyboard = readKeyboard(parameters.reply_markup);
  if (isSame(message, content, keyboard)) throw refusals.notModified();
  Object.assign(message, content, { keyboard, editDate: world.seconds(), edits: message.edits + 1 });
  return message.ephemeralId === undefined && message.inlineId === undefined ? messageJson(message) : true;
}

function isSame(message: PeerMessage, content: Content, keyboard: InlineKeyboardButton[][]): boolean {
  const parts = Object.entries(content) as [keyof Content, unknown][];
  return (
    isDeepStrictEqual(message.keyboard, keyboard) &&
    parts.every(([part, value]) => isDeepStrictEqual(message[part], value))
  );
}

type Media = Parameters & { type: string; media: unknown };

/** A photo or a document of a group, or in place of another. @throws {TelegramRefusal} */
export function readMedia(world: World, call: Call, media: Media): Content {
  const caption = readCaption(media);
  if (media.type === "photo") return { ...caption, photo: readPhoto(world, call, media.media), document: undefined };
  if (media.type !== "document") throw refusals.bad(`the peer knows no ${media.type}`);
  return { ...caption, document: readDocument(world, call, media.media), photo: undefined };
}
