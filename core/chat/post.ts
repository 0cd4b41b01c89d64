/** What core and platforms say to each other: requests and presses in, posts and replies out. */
import type { LeaderboardPictureRow } from "../images/picture.ts";
import type { Language } from "../language/index.ts";
import type { PlatformName } from "../language/platforms.ts";

export { type PlatformName, platformNames } from "../language/platforms.ts";

/**
 * The community of a page that anybody may reach who has its code. One person can be many voters there, so it has its
 * own board only: the board of all communities leaves it out.
 */
export const openPageCommunity = "web:open";

/** What one can vote. */
export const choices = ["a", "b", "tie", "both-bad"] as const;
/** One of {@link choices}. */
export type Choice = (typeof choices)[number];

/** Who asks or presses, and where, in the platform's own words; core turns all of it into pseudonyms. */
export type Sender = {
  platform: PlatformName;
  /** `platform:identifier`, such as `discord:123`. */
  person: string;
  /** The server, group or page the place belongs to: `platform:identifier`. */
  community: string;
  /** Where answers go: whatever the platform's own `post` understands. */
  place: string;
  /** True when nobody but this person sees the place. */
  private: boolean;
  /** True where the platform lets only adults in. */
  ageRestricted?: true;
  /** Whether the platform lets this person change the community's settings. */
  manages: boolean;
  /** True for whoever runs the arena itself, and not only a community of it. */
  runsArena?: true;
  /** What the platform says they read; what they have chosen themselves counts for more. */
  language: Language;
  /** What the community is called there, for pictures; nothing is kept of it. */
  communityName?: string;
  /** Where they come from, as limits count it, if that is not their place: for example a network address. Never stored. */
  origin?: string;
  /** Names what they did, where the platform may tell of it twice: the same event asks no question twice. */
  event?: string;
};

/** Somebody named in a message: how they are written there, who they are, and how they are called. */
export type Mention = { text: string; person: string; name: string };

/** Something a person wrote to the arena. */
export type Request = Sender & {
  text: string;
  /** Address of the message it came in, for posts to be shown as answers to it. */
  address?: string;
  /** Who wrote that message (`platform:identifier`), where its sender only points to it. */
  writer?: string;
  /** Address of the post it was written in answer to. */
  inReplyTo?: string;
  /** The actions of the buttons that stand under that post. */
  answeredButtons?: readonly string[];
  /** Given when it was written where nothing but a follow-up to that post can be written, such as a form: its battle, if known. */
  followUp?: true | string;
  /** Where the bot's name stands in it, by which it was found: before everything else, or later. */
  named?: "first" | "within";
  /** True when it has been told of before, and reads differently now. */
  edited?: true;
  mentions?: readonly Mention[];
  /** What was attached to it. */
  files?: readonly AttachedFile[];
  /** The place that its place is a part of, such as the channel of a thread. */
  within?: string;
  /** Identifiers of the platform's own groups that the person belongs to, such as roles. */
  groups?: readonly string[];
};

/** A file that somebody attached; it is fetched only when it is read. */
export type AttachedFile = {
  name: string;
  /** In bytes. */
  size: number;
  /** @throws whatever keeps it from being fetched. */
  read(): Promise<Uint8Array<ArrayBuffer>>;
};

/** A press on one of a post's buttons. */
export type Press = Sender &
  Pick<Request, "within" | "groups"> & {
    action: string;
    /**
     * True if others see the button too, and a reply for everybody takes the place of its post. Left out: only the person
     * who pressed sees the reply.
     */
    shared?: boolean;
    /** The address of the button's post, where others see it and it can be changed. */
    post?: string;
    /** Reads the message that the button's post answers, as it is now; undefined when it is gone. */
    readAnswered?(): Promise<Written | undefined>;
  };

/** What somebody has written, where, and who: `platform:identifier`. Null where the platform does not tell how it reads now. */
export type Written = { text: string | null; address: string; person: string; files?: readonly AttachedFile[] };

/** A reaction on a post, put there or taken away by a person; never the bot's own, nor another bot's. */
export type Reaction = Sender & {
  /** Address of the post. */
  post: string;
  /** What the reaction stands for there. */
  choice: Choice;
  change: "added" | "removed";
  /**
   * Set when it was found after an absence: nobody knows how old it is, or, among several, which came last. `known`: it was
   * told before the absence, and not taken away then, so that it may be older than any vote of its person.
   */
  late?: "alone" | "among-several" | "known";
  /** When it was made, at the latest; left out: just now. A vote that its person has given since then is newer, and stays. */
  madeAt?: Date;
  /** Takes the reaction away, so that nobody sees it any more; null where the bot may not. */
  takeAway: (() => Promise<void>) | null;
  /** True if nobody else has been told of it yet, and nobody will be if it is removed. */
  unsent?: boolean;
};

/**
 * A sealed draw as people may see it. The statement, made from the record as it is now, is null before the close;
 * `fits` tells whether it still has the hash that the ballot carried.
 */
export type PublishedDraw = { battle: string; hash: string } & (
  | { statement: null }
  | { statement: string; fits: boolean }
);

/** A press on it sends `action` (at most 64 bytes) back to core; it works after any restart. */
export type Button = { label: string; action: string };

/** A picture with its figures in words; `dark`: the same, for those whose screen is dark. */
export type PostImage = { png: Uint8Array; alt: string; dark?: Uint8Array };

/** Something to be kept as a file: a text, or else its bytes as base64, so that either can stand in JSON. */
export type PostFile = { name: string } & ({ text: string } | { base64: string });

/** What is in a file. */
export function bytesOf(file: PostFile): Buffer<ArrayBuffer> {
  return "text" in file ? Buffer.from(file.text) : Buffer.from(file.base64, "base64");
}

/** Who wrote the two answers, and how the votes fell; the tally is null before the close. */
export type Reveal = {
  models: Record<"a" | "b", { name: string; organization: string }>;
  tally: Record<Choice, number> | null;
};

/** A model in a {@link BoardTable}, with the figures of its row in the picture. */
export type BoardTableRow = Pick<
  LeaderboardPictureRow,
  "name" | "organization" | "rankLabel" | "rating" | "ratingLabel" | "detail" | "lower" | "upper" | "faint" | "heading"
> & { votes: number };

/** All models of a board in its order, for platforms where a table can be sorted and filtered. */
export type BoardTable = {
  headings: { rank: string; model: string; rating: string; votes: string };
  rows: BoardTableRow[];
};

/**
 * What there is to show. Texts are Markdown. `answers`, when present, stand after `text` and before `footer`, side by
 * side where there is room, in the same form.
 */
type Content = {
  /** The question a battle is about, as plain words, where no message that is answered shows it. */
  question?: string;
  text: string;
  answers?: { a: string; b: string };
  /** The names and votes that its words tell, for platforms that can show them beside the answers. */
  reveal?: Reveal;
  footer?: string;
  /** True while something is on its way that will replace it. */
  progress?: boolean;
  /** The action by which its asker may call off what is on its way, for platforms that have a place for that. */
  stop?: string;
  /** When the vote it confirms begins to count, unless its battle closes before, for platforms that can show a clock. */
  countsAt?: Date;
  /** The action that tells whoever runs the arena why there are no answers, for platforms that know who that is. */
  why?: string;
  /** The sealed draw of a battle's post, shown small, for whoever wants to check it. */
  draw?: PublishedDraw;
  /** True when its battle's asker may write a follow-up in answer to it. */
  followUps?: boolean;
  /** True when reactions on it are votes, so that platforms may offer some. */
  reactions?: boolean;
  /** True when those reactions are to be removed once they are counted, where the platform lets the bot do that. */
  outOfSight?: boolean;
  /** The name of a thread that its battle should have to itself, where the platform has such. */
  thread?: string;
  /** The language of its words, for what a platform says beside them. */
  language?: Language;
  buttons: Button[];
  images: PostImage[];
  /** The models that it names, in their order, for platforms where a name can be pressed to see its profile. */
  models?: string[];
  /** The models of a board, of all its pages, for platforms that show it as a table beside its picture. */
  table?: BoardTable;
  files?: PostFile[];
  /**
   * True for what only its sender has use for. What others may see is shown to its sender alone where that can be done in
   * the same place, and else without a sound; what is private is left out where it cannot be shown privately.
   */
  quiet?: true;
};

/** Something that everybody there may see. Using a {@link PrivateReply} as one does not compile. */
export type Post = Content & { private?: false };

/** What only one person may see. */
export type PrivateReply = Content & {
  private: true;
  /** What its sender's message is kept as where the platform itself keeps messages: the one it answers holds what nobody may keep. */
  said?: string;
};

/** What the sender gets back: for everybody there, or for the sender only. */
export type Reply = (Post & { private: false }) | PrivateReply;

/** A reply as one for its sender alone, where it is private or need not be seen by others. */
export function forSenderAlone(reply: Reply): PrivateReply | undefined {
  if (reply.private) return reply;
  return reply.quiet ? { ...reply, private: true } : undefined;
}

/** A post of nothing but text. */
export function textPost(text: string): Omit<Post, "private"> {
  return { text, buttons: [], images: [] };
}
