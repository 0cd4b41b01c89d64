/** The peer's chats, messages and members as Telegram sends them. */
import type { Chat, ChatMember, Message, User } from "grammy/types";
import type { PeerChat, PeerMember, PeerMessage, World } from "./world.ts";

/** A chat as it stands in messages. */
export function chatJson(chat: PeerChat): Chat {
  const { id, type, title, person, forum } = chat;
  if (type === "private") return { id, type, first_name: person?.first_name ?? "" };
  return { id, type, title, ...(forum && { is_forum: true }) } as Chat;
}

/** Only what is there is sent. */
function present(fields: Record<string, unknown>): Record<string, unknown> {
  const empty = (value: unknown) => value === undefined || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !empty(value)));
}

/** A message as it is sent and told of. The one it answers comes with it, but not the one which that answers. */
export function messageJson(message: PeerMessage, withReply = true): Message {
  const { chat, thread, replyTo, keyboard } = message;
  const json = {
    ...{ message_id: message.id, date: message.date, chat: chatJson(chat) },
    ...present({
      ...{ from: message.from, sender_chat: message.senderChat, edit_date: message.editDate },
      ...{ message_thread_id: thread, is_topic_message: thread === undefined ? undefined : true },
      reply_to_message: withReply && replyTo ? messageJson(replyTo, false) : undefined,
      ...{ text: message.text, entities: message.entities, rich_message: message.rich },
      ...{ caption: message.caption, caption_entities: message.captionEntities },
      ...{ photo: message.photo, document: message.document, media_group_id: message.mediaGroup },
      ...{ ephemeral_message_id: message.ephemeralId, receiver_user: message.receiver },
      ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    }),
    ...message.service,
  };
  return structuredClone(json) as unknown as Message;
}

/** A member of a chat; whoever is not known has left. */
export function memberJson(member: PeerMember | undefined, user: User): ChatMember {
  const { status, rights, anonymous } = member ?? { status: "left", rights: [], anonymous: false };
  const may = (right: string) => status === "creator" || rights.some((one) => one === right);
  const powers = {
    ...{ can_be_edited: false, is_anonymous: anonymous, can_manage_chat: true, can_manage_video_chats: false },
    ...{ can_restrict_members: false, can_promote_members: false, can_invite_users: true, can_post_stories: false },
    ...{ can_edit_stories: false, can_delete_stories: false, can_delete_messages: may("can_delete_messages") },
    ...{ can_pin_messages: may("can_pin_messages"), can_manage_topics: may("can_manage_topics") },
    can_change_info: may("can_change_info"),
  };
  switch (status) {
    case "creator":
      return { status, user, is_anonymous: anonymous };
    case "administrator":
      return { status, user, ...powers } as unknown as ChatMember;
    case "kicked":
      return { status, user, until_date: 0 };
    case "restricted":
      return { status, user, is_member: true, until_date: 0, can_send_messages: false } as unknown as ChatMember;
    case "left":
    case "member":
      return { status, user };
  }
}

/** A chat as `getChat` tells of it. */
export function fullChatJson(world: World, chat: PeerChat): Record<string, unknown> {
  return {
    ...chatJson(chat),
    ...{ accent_color_id: 0, max_reaction_count: 11, accepted_gift_types: {} },
    ...(chat.type !== "private" && {
      permissions: { can_send_messages: chat.open, can_send_photos: chat.open, can_send_documents: chat.open },
    }),
    ...(chat.reactions && { available_reactions: chat.reactions.map((emoji) => ({ type: "emoji", emoji })) }),
    ...(chat.person && world.users.get(chat.person.id)),
    id: chat.id,
  };
}
