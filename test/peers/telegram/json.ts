/** The peer's chats, messages and members as Telegram sends them. */
import type { Chat, ChatMember, Message, User } from "grammy/types";
import type { PeerChat, PeerMember, PeerMessage, World } from "./world.ts";

/** A chat as it stands in messages. */
export function chatJson(chat: PeerChat): Chat {
  const { id, type, title, person, forum } = chat;
  if (type === "private") return { id, type, first_name: person?.first_name ?? "" };
  return { id, type, title, ...(forum && { is_forum: true }) } as Chat;
}

/** A message as it is sent and told of. The one it answers comes with it, but not the one which that answers. */
export function messageJson(message: PeerMessage, withReply = true): Message {
  const { id, chat, from, senderChat, date, editDate, thread, replyTo, keyboard, ephemeralId, receiver } = message;
  const formatted = {
    ...(message.text !== undefined && { text: message.text }),
    ...(message.entities.length > 0 && { entities: message.entities }),
    ...(message.caption !== undefined && { caption: message.caption }),
    ...(message.captionEntities.length > 0 && { caption_entities: message.captionEntities }),
  };
  const json = {
    message_id: id,
    ...(from && { from }),
    ...(senderChat && { sender_chat: senderChat }),
    ...{ chat: chatJson(chat), date },
    ...(editDate !== undefined && { edit_date: editDate }),
    ...(thread !== undefined && { message_thread_id: thread, is_topic_message: true }),
    ...(withReply && replyTo && { reply_to_message: messageJson(replyTo, false) }),
    ...formatted,
    ...(message.photo && { photo: message.photo }),
    ...(message.document && { document: message.document }),
    ...(message.mediaGroup !== undefined && { media_group_id: message.mediaGroup }),
    ...(keyboard.length > 0 && { reply_markup: { inline_keyboard: keyboard } }),
    ...(ephemeralId !== undefined && { ephemeral_message_id: ephemeralId }),
    ...(receiver && { receiver_user: receiver }),
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
    default:
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
    ...(chat.person && world.users.get(chat.person.id)),
    id: chat.id,
  };
}
