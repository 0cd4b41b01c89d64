/** The part of the Bot API that the product uses. */
import type { ReactionType } from "grammy/types";
import type { Method } from "./bot-api-server.ts";
import { fullChatJson, memberJson } from "./json.ts";
import { findChat } from "./places.ts";
import { type Call, words } from "./read-call.ts";
import { reactionEmoji } from "./reaction-emoji.ts";
import { refusals } from "./refusal.ts";
import { change, findTarget, readCaption, readMedia, readText, readWords, send } from "./sending.ts";
import { createInlineMethods } from "./inline.ts";
import { createSettingMethods } from "./setting-methods.ts";
import type { FetchOptions, Updates } from "./updates.ts";
import { createDraftMethods } from "./drafts.ts";
import { readDocument, readPhoto } from "./uploads.ts";
import { botMay, type PeerMessage, type World } from "./world.ts";

type Parts = { world: World; updates: Updates };

const megabyte = 1024 * 1024;
const largestDownload = 20 * megabyte;
const longestAlert = 200;
/** In milliseconds: how long a press waits for its answer. */
const queryLives = 10 * 60_000;

/** All methods. */
export function createMethods(parts: Parts): Record<string, Method> {
  return {
    ...receivingMethods(parts),
    ...sendingMethods(parts),
    ...editingMethods(parts),
    ...reactionMethods(parts),
    ...chatMethods(parts),
    ...createSettingMethods(parts.world),
    ...createInlineMethods(parts.world),
    ...createDraftMethods(parts.world),
  };
}

function receivingMethods({ world, updates }: Parts): Record<string, Method> {
  return {
    getMe: () => ({
      ...world.bot,
      ...world.botSettings,
      ...{ can_connect_to_business: false, has_main_web_app: false, has_topics_enabled: false },
      ...{ allows_users_to_create_topics: false, can_manage_bots: false, supports_join_request_queries: false },
    }),
    getUpdates: ({ parameters }, gone) => updates.fetch(parameters as FetchOptions, gone),
    setWebhook({ parameters }) {
      const { url, secret_token: secret, max_connections: connections = 40 } = parameters;
      if (secret !== undefined && !/^[\w-]{1,256}$/u.test(words(secret)))
        throw refusals.bad("secret token contains unallowed characters");
      if (!/^(?:https:\/\/|http:\/\/(?:127\.0\.0\.1|localhost)[:/])/u.test(words(url)))
        throw refusals.bad("bad webhook: An HTTPS URL must be provided for webhook");
      const webhook = { url: words(url), secret: secret as string | undefined, connections: Number(connections) };
      updates.setWebhook(webhook, webhookOptions(parameters));
      return true;
    },
    deleteWebhook({ parameters }) {
      updates.setWebhook(undefined, webhookOptions(parameters));
      return true;
    },
    getWebhookInfo: () => ({
      ...{ url: updates.webhook?.url ?? "", has_custom_certificate: false, pending_update_count: updates.pending() },
      ...(updates.lastError !== undefined && { last_error_message: updates.lastError }),
      ...(updates.allowed && { allowed_updates: updates.allowed }),
    }),
    answerCallbackQuery({ parameters }) {
      const query = world.queries.get(words(parameters.callback_query_id));
      const lives = query && world.clock.now().getTime() - query.askedAt <= queryLives;
      if (!lives || query.answer) throw refusals.oldQuery();
      if (words(parameters.text).length > longestAlert) throw refusals.bad("MESSAGE_TOO_LONG");
      query.answer = parameters;
      return true;
    },
  };
}

function webhookOptions(parameters: Record<string, unknown>): { allowed?: string[]; drop?: boolean } {
  const { allowed_updates: allowed, drop_pending_updates: drop } = parameters;
  return { ...(allowed !== undefined && { allowed: allowed as string[] }), drop: drop === true };
}

function sendingMethods({ world }: Parts): Record<string, Method> {
  return {
    sendMessage: ({ parameters }) => send(world, parameters, readText(parameters)),
    sendRichMessage({ parameters }) {
      if (!world.takesRich) throw refusals.notFound();
      return send(world, parameters, readWords(world, parameters));
    },
    sendPhoto: (call) =>
      send(world, call.parameters, {
        ...readCaption(call.parameters),
        photo: readPhoto(world, call, call.parameters.photo),
      }),
    sendDocument: (call) =>
      send(world, call.parameters, {
        ...readCaption(call.parameters),
        document: readDocument(world, call, call.parameters.document),
      }),
    sendMediaGroup(call) {
      const media = call.parameters.media as Parameters<typeof readMedia>[2][];
      if (media.length < 2 || media.length > 10) throw refusals.bad("a group has from 2 to 10 media");
      if (new Set(media.map(({ type }) => type)).size > 1) throw refusals.bad("documents and photos in one group");
      // All of them are fit to be sent, or none is.
      const contents = media.map((one) => readMedia(world, call, one));
      const mediaGroup = String(world.number());
      return contents.map((content) => send(world, call.parameters, { ...content, mediaGroup } as typeof content));
    },
    sendChatAction({ parameters }) {
      const chat = findChat(world, parameters.chat_id);
      const thread = parameters.message_thread_id as number | undefined;
      world.actions.push({ chat: chat.id, thread, action: words(parameters.action) });
      return true;
    },
  };
}

function editingMethods({ world }: Parts): Record<string, Method> {
  const editText: Method = ({ parameters }) => {
    const message = findTarget(world, parameters);
    if (message.text === undefined && !message.rich) throw refusals.noText();
    return change(world, message, parameters, readWords(world, parameters));
  };
  const editCaption: Method = ({ parameters }) => {
    const message = findTarget(world, parameters);
    if (!message.photo && !message.document) throw refusals.noCaption();
    return change(world, message, parameters, readCaption(parameters));
  };
  const editMedia: Method = (call) => {
    const message = findTarget(world, call.parameters);
    const content = readMedia(world, call, call.parameters.media as Parameters<typeof readMedia>[2]);
    return change(world, message, call.parameters, { ...content, text: undefined, entities: [], rich: undefined });
  };
  const editMarkup: Method = ({ parameters }) => change(world, findTarget(world, parameters), parameters, {});
  return {
    editMessageText: editText,
    editMessageCaption: editCaption,
    editMessageMedia: editMedia,
    editMessageReplyMarkup: editMarkup,
    editEphemeralMessageText: editText,
    editEphemeralMessageCaption: editCaption,
    editEphemeralMessageMedia: editMedia,
    editEphemeralMessageReplyMarkup: editMarkup,
    deleteMessage: ({ parameters }) => remove(world, parameters.chat_id, parameters.message_id),
    deleteMessages({ parameters }) {
      for (const id of parameters.message_ids as number[])
        if (findChat(world, parameters.chat_id).messages.has(id)) remove(world, parameters.chat_id, id);
      return true;
    },
    deleteEphemeralMessage({ parameters }) {
      const message = findTarget(world, parameters);
      return message.chat.ephemeral.delete(message.ephemeralId ?? 0);
    },
  };
}

function remove(world: World, chatId: unknown, id: unknown): true {
  const chat = findChat(world, chatId);
  const message = chat.messages.get(Number(id));
  if (!message) throw refusals.noDeleteTarget();
  const own = message.from?.id === world.bot.id || chat.type === "private";
  if (!own && !botMay(world, chat, "can_delete_messages")) throw refusals.mayNotDelete();
  chat.messages.delete(message.id);
  return true;
}

function reactionMethods({ world }: Parts): Record<string, Method> {
  const find = ({ parameters }: Call): PeerMessage => {
    const message = findChat(world, parameters.chat_id).messages.get(Number(parameters.message_id));
    if (!message) throw refusals.noReactionTarget();
    return message;
  };
  const takeAway = ({ reactions }: PeerMessage, { user_id: user, actor_chat_id: actor }: Record<string, unknown>) =>
    reactions.delete(String(user ?? actor));
  return {
    setMessageReaction(call) {
      const message = find(call);
      const given = (call.parameters.reaction ?? []) as ReactionType[];
      if (given.length > 1) throw refusals.bad("REACTIONS_TOO_MANY");
      for (const one of given) if (one.type !== "emoji" || !reactionEmoji.has(one.emoji)) throw refusals.badReaction();
      message.reactions.set(String(world.bot.id), given);
      return true;
    },
    deleteMessageReaction(call) {
      const message = find(call);
      if (!botMay(world, message.chat, "can_delete_messages")) throw refusals.noRights();
      if (!takeAway(message, call.parameters)) throw refusals.noReactionTarget();
      return true;
    },
    deleteAllMessageReactions({ parameters }) {
      const chat = findChat(world, parameters.chat_id);
      if (!botMay(world, chat, "can_delete_messages")) throw refusals.noRights();
      for (const message of chat.messages.values()) takeAway(message, parameters);
      return true;
    },
  };
}

function chatMethods({ world }: Parts): Record<string, Method> {
  const administrators = ["creator", "administrator"];
  return {
    getChat: ({ parameters }) => fullChatJson(world, findChat(world, parameters.chat_id)),
    getChatMember({ parameters }) {
      const chat = findChat(world, parameters.chat_id);
      const user = world.users.get(Number(parameters.user_id));
      if (!user) throw refusals.noUser();
      return memberJson(chat.members.get(user.id), user);
    },
    getChatAdministrators({ parameters }) {
      const chat = findChat(world, parameters.chat_id);
      if (chat.type === "private") throw refusals.bad("there are no administrators in the private chat");
      return [...chat.members]
        .filter(([, { status }]) => administrators.includes(status))
        .map(([id, member]) => memberJson(member, world.users.get(id) ?? world.bot));
    },
    getChatMemberCount: ({ parameters }) => findChat(world, parameters.chat_id).members.size,
    leaveChat({ parameters }) {
      const chat = findChat(world, parameters.chat_id);
      chat.members.set(world.bot.id, { status: "left", rights: [], anonymous: false });
      return true;
    },
    getFile({ parameters }) {
      const file = world.files.get(words(parameters.file_id));
      if (!file) throw refusals.bad("invalid file_id");
      const known = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length };
      if (world.disk !== undefined) return { ...known, file_path: `${world.disk}/${world.token}/${file.path}` };
      if (file.bytes.length > largestDownload) throw refusals.bigFile();
      return { ...known, file_path: file.path };
    },
  };
}
