/** The Bot API, as far as the arena writes to it. */
import type { Api } from "grammy";
import type { Message, ReplyParameters } from "grammy/types";
import type { Outgoing, PrivateOutgoing } from "./encode.ts";
import { longestCaption, longestMessage, shortenFormatted, withoutFormats } from "./formatted-text.ts";
import type { LostLines } from "./lost-lines.ts";
import { obstacleOf, refusesFormat } from "./refusal.ts";
import { createSentFiles, type SentFiles } from "./sent-files.ts";

/** A chat, and the topic in it if there is one. Others may read it. */
export type Place = { chat: number; thread?: number | undefined; private?: false };

/** The chat between the bot and one person. */
export type PrivateChat = Omit<Place, "private"> & { private: true };

/** The only one who is to see a message, and what it answers: a press, or a command that nobody else saw. */
export type Alone = { person: number; query?: string; command?: number };

/** How a message is sent. */
export type SendOptions = {
  replyTo?: number | undefined;
  /** Only where the message that it answers is still there. */
  onlyThere?: boolean;
  alone?: Alone;
  /** Sent again when nobody knows whether it was carried out: for lines that may stand there twice. */
  again?: boolean;
  /** Without a sound. */
  quiet?: boolean;
};

/** A message that everybody there sees: where, and whether it shows a picture or file. */
export type Standing = { chat: number; id: number; media: boolean; private?: false };

/** A message that only one person sees: in their private chat, or in a group but only for them. */
export type PrivateStanding = Omit<Standing, "private"> & { private: true; alone?: { person: number; id: number } };

type AnyOutgoing = Outgoing | PrivateOutgoing;

/**
 * Sends and changes messages. Everything throws what grammY throws; what Telegram finds ill-formed goes out plain. A
 * private message can only be sent where one person sees it: anything else does not compile.
 */
export interface Requests {
  send(place: Place | PrivateChat, message: Outgoing, options?: SendOptions): Promise<Message>;
  send(place: PrivateChat, message: AnyOutgoing, options?: SendOptions): Promise<Message>;
  send(place: Place | PrivateChat, message: AnyOutgoing, options: SendOptions & { alone: Alone }): Promise<Message>;
  /** Puts a message in another's place. Where it stands there already, nothing happens. */
  edit(standing: Standing | PrivateStanding, message: Outgoing): Promise<void>;
  edit(standing: PrivateStanding, message: AnyOutgoing): Promise<void>;
  /** As {@link Requests.edit}, of a message that somebody posted through the bot, by the identifier that Telegram gave it. */
  editInline(id: string, message: Outgoing): Promise<void>;
  /** Takes a message of the bot away. */
  remove(chat: number, id: number): Promise<void>;
}

const noPreview = { is_disabled: true } as const;

function plainer({ text, ...rest }: AnyOutgoing): AnyOutgoing {
  return { ...rest, text: shortenFormatted(withoutFormats(text), rest.media ? longestCaption : longestMessage) };
}

/** The message that another answers. */
export function replyTo({ replyTo: id, onlyThere, alone }: SendOptions): { reply_parameters?: ReplyParameters } {
  if (alone?.command !== undefined)
    return { reply_parameters: { ephemeral_message_id: alone.command } as ReplyParameters };
  if (id === undefined || alone) return {};
  return { reply_parameters: { message_id: id, ...(!onlyThere && { allow_sending_without_reply: true }) } };
}

function captionOf({ text: { text, entities } }: AnyOutgoing) {
  return text === "" ? {} : { caption: text, caption_entities: entities };
}

/** Where a message goes. */
export function placeOf({ chat, thread }: Place | PrivateChat) {
  return { chat_id: chat, ...(thread !== undefined && { message_thread_id: thread }) };
}

/** Telegram keeps a keyboard only where an edit brings it again. */
export function keyboardOf({ keyboard }: Pick<AnyOutgoing, "keyboard">) {
  return keyboard.length === 0 ? {} : { reply_markup: { inline_keyboard: keyboard } };
}

type Sending = { raw: Api["raw"]; files: SentFiles };

/** What Telegram finds ill-formed goes out plain. */
export function createRequests(api: Api, lines: LostLines): Requests {
  const at = { raw: api.raw, files: createSentFiles() };
  return {
    send: (place: Place | PrivateChat, message: AnyOutgoing, options: SendOptions = {}) =>
      lines.sending(place.chat, options.replyTo, options.again === true, () =>
        plainlyIfNeedBe(message, (one) => sendOnce(at, place, one, options)),
      ),
    edit: (standing: Standing | PrivateStanding, message: AnyOutgoing) =>
      change(message, (one) => editOnce(at, standing, one)),
    editInline: (id, message) =>
      change(message, async (one) => {
        const words = { ...one.text, link_preview_options: noPreview, ...keyboardOf(one) };
        await at.raw.editMessageText({ inline_message_id: id, ...words });
      }),
    async remove(chat, id) {
      await at.raw.deleteMessage({ chat_id: chat, message_id: id });
    },
  };
}

/** Where it stands there already, nothing happens. */
async function change(message: AnyOutgoing, work: (message: AnyOutgoing) => Promise<void>): Promise<void> {
  try {
    await plainlyIfNeedBe(message, work);
  } catch (error) {
    if (obstacleOf(error) !== "same") throw error;
  }
}

/** Without its formats, where Telegram refuses those. */
async function plainlyIfNeedBe<Result>(
  message: AnyOutgoing,
  work: (message: AnyOutgoing) => Promise<Result>,
): Promise<Result> {
  try {
    return await work(message);
  } catch (error) {
    if (message.text.entities.length === 0 || !refusesFormat(error)) throw error;
    return work(plainer(message));
  }
}

async function sendOnce(
  { raw, files }: Sending,
  place: Place | PrivateChat,
  message: AnyOutgoing,
  options: SendOptions,
): Promise<Message> {
  const { alone } = options;
  const common = {
    ...placeOf(place),
    ...replyTo(options),
    ...keyboardOf(message),
    ...(options.quiet && { disable_notification: true }),
    ...(alone && {
      ephemeral_message_parameters: {
        receiver_user_id: alone.person,
        ...(alone.query !== undefined && { callback_query_id: alone.query }),
      },
    }),
  };
  const { media, text } = message;
  if (!media)
    return raw.sendMessage({ ...common, text: text.text, entities: text.entities, link_preview_options: noPreview });
  return files.show<Message>(media, (file) =>
    media.type === "photo"
      ? raw.sendPhoto({ ...common, ...captionOf(message), photo: file })
      : raw.sendDocument({ ...common, ...captionOf(message), document: file }),
  );
}

async function editOnce(
  { raw, files }: Sending,
  standing: Standing | PrivateStanding,
  message: AnyOutgoing,
): Promise<void> {
  const { chat, id, media: hasMedia } = standing;
  const alone = standing.private ? standing.alone : undefined;
  const { media, text } = message;
  const markup = keyboardOf(message);
  const which = alone ? { chat_id: chat, receiver_user_id: alone.person, ephemeral_message_id: alone.id } : undefined;
  const target = { chat_id: chat, message_id: id };
  if (media) {
    await files.show(media, (file) => {
      const shown = { type: media.type, media: file, ...captionOf(message) };
      if (which) return raw.editEphemeralMessageMedia({ ...which, ...markup, media: shown });
      return raw.editMessageMedia({ ...target, ...markup, media: shown });
    });
  } else if (hasMedia) {
    if (which) await raw.editEphemeralMessageCaption({ ...which, ...markup, ...captionOf(message) });
    else await raw.editMessageCaption({ ...target, ...markup, ...captionOf(message) });
  } else {
    const words = { ...markup, text: text.text, entities: text.entities, link_preview_options: noPreview };
    if (which) await raw.editEphemeralMessageText({ ...which, ...words });
    else await raw.editMessageText({ ...target, ...words });
  }
}
