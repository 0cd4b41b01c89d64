/** What is there on the peer's Telegram: people, chats, messages, files; and what the bot may do where. */
import type {
  BotCommand,
  Chat,
  Document,
  InlineKeyboardButton,
  InlineQueryResultArticle,
  MessageEntity,
  PhotoSize,
  ReactionType,
  RichMessage,
  User,
} from "grammy/types";
import type { Clock } from "../../../core/machine/clock.ts";

/** Rights of administrators that the product has a use for. */
export type Right = "can_delete_messages" | "can_manage_topics" | "can_pin_messages" | "can_change_info";

export type PeerMember = {
  status: "creator" | "administrator" | "member" | "restricted" | "left" | "kicked";
  rights: Right[];
  /** Whether an administrator writes in the group's name. */
  anonymous: boolean;
};

export type PeerTopic = { id: number; name: string; closed: boolean };

export type PeerChat = {
  id: number;
  type: "private" | "group" | "supergroup" | "channel";
  title: string;
  /** Of a private chat. */
  person: User | undefined;
  forum: boolean;
  topics: Map<number, PeerTopic>;
  /** People, the bot among them. */
  members: Map<number, PeerMember>;
  /** The identifier that a group has had since it became a supergroup. */
  migratedTo: number | undefined;
  /** Of a private chat: whether the person has written first, and whether they have blocked the bot since. */
  started: boolean;
  blocked: boolean;
  /** Whether members who are no administrators may write. */
  open: boolean;
  /** The emoji that people may react with; undefined: all. */
  reactions: string[] | undefined;
  messages: Map<number, PeerMessage>;
  /** What only one person sees, by its own identifier. */
  ephemeral: Map<number, PeerMessage>;
};

export type PeerMessage = {
  /** 0 for an ephemeral one. */
  id: number;
  chat: PeerChat;
  from: User | undefined;
  /** The group, or the channel, in whose name it was written. */
  senderChat: Chat | undefined;
  date: number;
  editDate: number | undefined;
  edits: number;
  thread: number | undefined;
  text: string | undefined;
  entities: MessageEntity[];
  rich: RichMessage | undefined;
  photo: PhotoSize[] | undefined;
  document: Document | undefined;
  caption: string | undefined;
  captionEntities: MessageEntity[];
  mediaGroup: string | undefined;
  keyboard: InlineKeyboardButton[][];
  replyTo: PeerMessage | undefined;
  previewDisabled: boolean;
  reactions: Map<string, ReactionType[]>;
  ephemeralId: number | undefined;
  /** The only one who sees an ephemeral message of the bot. */
  receiver: User | undefined;
  /** Of an ephemeral message: the message in whose place it is shown. */
  inPlaceOf: PeerMessage | undefined;
  /** The identifier by which the bot may change what somebody has posted through it, where there is one. */
  inlineId: string | undefined;
  /** What the message says that is neither text nor a file, as Telegram sends it. */
  service: Record<string, unknown>;
};

export type PeerFile = { id: string; uniqueId: string; path: string; name: string; type: string; bytes: Uint8Array };

/** What somebody types behind the bot's name, in any chat. */
export type PeerInlineQuery = {
  id: string;
  person: User;
  text: string;
  askedAt: number;
  /** What the bot offered; undefined: nothing yet. */
  answer: { results: InlineQueryResultArticle[]; personal: boolean; cachedFor: number } | undefined;
};

/** What a private chat shows of a message that is still being made. */
export type PeerDraft = { id: number; text: string; canStop: boolean; thread: number | undefined; until: number };

export type PeerQuery = {
  id: string;
  person: User;
  message: PeerMessage;
  data: string;
  askedAt: number;
  /** How it was answered; undefined: the button still spins. */
  answer: { text?: string; show_alert?: boolean; url?: string } | undefined;
};

/** A menu of commands, for a scope and a language ("" is every other). */
export type PeerMenu = { scope: Record<string, unknown>; language: string; commands: BotCommand[] };

export type World = {
  clock: Pick<Clock, "now">;
  token: string;
  bot: User & { username: string };
  /** Whether the server knows rich messages, as those from Bot API 10.2 on do. */
  takesRich: boolean;
  /** What whoever owns the bot has chosen; only told, not followed. */
  botSettings: { can_join_groups: boolean; can_read_all_group_messages: boolean; supports_inline_queries: boolean };
  /** Whether the bot is told what people post through it. */
  inlineFeedback: boolean;
  users: Map<number, User & { language_code?: string }>;
  chats: Map<number, PeerChat>;
  files: Map<string, PeerFile>;
  /** Where a server that was started with `--local` keeps files, a folder a bot; undefined: it gives them out itself. */
  disk: string | undefined;
  queries: Map<string, PeerQuery>;
  inlineQueries: Map<string, PeerInlineQuery>;
  /** What was posted through the bot, by the identifiers it is changed by. */
  inlineMessages: Map<string, PeerMessage>;
  /** The newest draft of each private chat; a message of the bot takes it away. */
  drafts: Map<number, PeerDraft>;
  menus: PeerMenu[];
  /** What the bot says of itself, by kind and language. */
  descriptions: Map<string, string>;
  /** Actions shown in chats, such as that the bot is typing. */
  actions: { chat: number; thread: number | undefined; action: string }[];
  /** A number that stands for one thing only. */
  number(): number;
  /** In seconds, as all of Telegram's times. */
  seconds(): number;
  /** The next identifier of a message in a chat. */
  messageId(chat: PeerChat): number;
};

/** Counts what all peers make. Identifiers of people no longer fit into 32 bits. */
let count = 0;
const firstPerson = 5_200_000_000;
const firstGroup = -400_000_000;
const firstSupergroup = -1_002_000_000_000;

/** An empty world with nobody in it but the bot. */
export function createWorld(clock: Pick<Clock, "now">): World {
  const number = () => (count += 1);
  const id = firstPerson + number();
  const bot = { id, is_bot: true, first_name: "Doubleblind", username: `doubleblind_${number()}_bot` };
  /** Private chats and groups have one row of numbers together, as an account has; every supergroup has its own. */
  let sharedMessages = 100;
  /** The last number of each supergroup, for numbers of deleted messages do not come again. */
  const last = new Map<number, number>();
  return {
    clock,
    token: `${id}:AAtokenOfThePeer-${"x".repeat(18)}`,
    bot,
    botSettings: { can_join_groups: true, can_read_all_group_messages: false, supports_inline_queries: true },
    inlineFeedback: true,
    takesRich: true,
    users: new Map([[id, bot]]),
    chats: new Map(),
    files: new Map(),
    disk: undefined,
    ...{ queries: new Map(), inlineQueries: new Map(), inlineMessages: new Map(), drafts: new Map() },
    menus: [],
    descriptions: new Map(),
    actions: [],
    number,
    seconds: () => Math.floor(clock.now().getTime() / 1000),
    messageId(chat) {
      if (chat.type === "private" || chat.type === "group") return (sharedMessages += 1);
      const next = Math.max(last.get(chat.id) ?? 0, ...chat.messages.keys()) + 1;
      last.set(chat.id, next);
      return next;
    },
  };
}

/** Makes a chat; a group with the bot as a member, unless `more` says otherwise. */
export function addChat(world: World, type: PeerChat["type"], more: Partial<PeerChat> = {}): PeerChat {
  const number = world.number();
  const id =
    type === "private"
      ? (more.person?.id ?? firstPerson + number)
      : type === "group"
        ? firstGroup - number
        : firstSupergroup - number;
  const chat: PeerChat = {
    ...{ id, type, title: type === "private" ? "" : "A group", person: undefined, forum: false, topics: new Map() },
    members: new Map([[world.bot.id, { status: "member", rights: [], anonymous: false }]]),
    ...{ migratedTo: undefined, started: false, blocked: false, open: true, reactions: undefined },
    ...{ messages: new Map(), ephemeral: new Map() },
    ...more,
  };
  world.chats.set(chat.id, chat);
  return chat;
}

/** Somebody new. */
export function addUser(world: World, name: string, language = "en"): User & { language_code: string } {
  const user = { id: firstPerson + world.number(), is_bot: false, first_name: name, language_code: language };
  world.users.set(user.id, user);
  return user;
}

/** A message with nothing in it; the identifiers are the caller's to give. */
export function blankMessage(world: World, chat: PeerChat): PeerMessage {
  return {
    ...{ id: 0, chat, from: undefined, senderChat: undefined, date: world.seconds(), editDate: undefined, edits: 0 },
    ...{ thread: undefined, text: undefined, entities: [], photo: undefined, document: undefined, caption: undefined },
    rich: undefined,
    ...{ captionEntities: [], mediaGroup: undefined, keyboard: [], replyTo: undefined, previewDisabled: false },
    ...{ reactions: new Map(), ephemeralId: undefined, receiver: undefined, inPlaceOf: undefined, service: {} },
    inlineId: undefined,
  };
}

/** Puts a file where it can be fetched. */
export function addFile(world: World, name: string, type: string, bytes: Uint8Array): PeerFile {
  const number = world.number();
  const path = `${type.startsWith("image/") ? "photos" : "documents"}/file_${number}${/\.\w+$/u.exec(name)?.[0] ?? ""}`;
  const file = { id: `AgADfile-${number}`, uniqueId: `AQAD-${number}`, path, name, type, bytes };
  world.files.set(file.id, file);
  return file;
}

/** What the bot is in a chat. */
export function botIn(world: World, chat: PeerChat): PeerMember {
  return chat.members.get(world.bot.id) ?? { status: "left", rights: [], anonymous: false };
}

/** Whether the bot is an administrator of a group, and has a right that is asked for. */
export function botMay(world: World, chat: PeerChat, right?: Right): boolean {
  const { status, rights } = botIn(world, chat);
  return status === "administrator" && (right === undefined || rights.includes(right));
}
