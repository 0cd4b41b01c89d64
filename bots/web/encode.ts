/** Core's posts as the page keeps and sends them. */
import {
  type BoardTable,
  type Button,
  type Language,
  type Post,
  type PrivateReply as CorePrivateReply,
  type PublishedDraw,
  quoteMarkdown,
  type Reaction,
  type Reveal,
  sentences,
  withoutPiles,
} from "../../core/index.ts";
import { encodeReactions } from "./reactions.ts";
import { guestCode } from "./sessions.ts";

type Choice = Reaction["choice"];

/** A picture that lies in the folder of kept files, where there is one in dark as well; its size in pixels where that is known. */
export type KeptImage = { file: string; dark?: string; alt: string; width?: number; height?: number };

/** A file in that folder; or here, as its text or its bytes. */
export type KeptFile = { name: string } & ({ file: string } | { text: string } | { base64: string });

/** What the archive keeps of a post, as JSON. */
export type PageContent = {
  /** The revision it was first saved under. */
  createdRevision: number;
  /** ISO 8601. */
  at: string;
  /** Pseudonym of the person who wrote it; null when the arena did. */
  author: string | null;
  /** The post it answers, and the pseudonym of whoever wrote that. */
  replyTo: string | null;
  asker: string | null;
  /** What its writer's page calls it. */
  key?: string | null;
  text: string;
  answers: { a: string; b: string } | null;
  /** Missing in what earlier versions kept. */
  reveal?: Reveal | null;
  footer: string | null;
  buttons: Button[];
  /** Actions it once offered. A press that crosses an edit still gets core's own answer. */
  pastActions: string[];
  images: KeptImage[];
  /** The models they name. Missing where there are none. */
  models?: string[];
  /** A board's models. Missing where there is none. */
  table?: BoardTable;
  /** Missing in what earlier versions kept, like the next two. */
  files?: KeptFile[];
  /** Whether reactions on it are votes. */
  reactable?: boolean;
  /** The reactions that everybody sees, by the pseudonym of who reacted. */
  reactions?: Record<string, Choice>;
  draw: PublishedDraw | null;
  /** The action that tells operators why there are no answers. Missing where there is none. */
  why?: string;
  /** Its asker may follow up on it. */
  followUps: boolean;
  /** More is to come by itself. */
  waiting: boolean;
};

/** A post as the events carry it. */
export type PagePost = {
  id: string;
  from: "person" | "arena";
  /** A name to show, made one-way from who wrote it. */
  author: string;
  /** Whether the reader wrote it. */
  own: boolean;
  /** The key under which the reader sent it; null where there was none, and for everybody else. */
  key: string | null;
  replyTo: string | null;
  /** The whole content as Markdown, the answers under their headings. */
  text: string;
  /** The same in parts: what stands before the answers, the answers, what stands after them. */
  intro: string;
  answers: { side: "A" | "B"; text: string }[];
  /** Who wrote them, and how the votes fell; null as long as the reader may not know. */
  reveal: Reveal | null;
  footer: string | null;
  buttons: Button[];
  images: { url: string; dark?: string; alt: string; width?: number; height?: number }[];
  /** The models that it names, each with a profile to open. */
  models: string[];
  /** The models of a board, which its picture shows too; null: it is no board. */
  table: BoardTable | null;
  files: { url: string; name: string }[];
  /** Those that can be put there, and those that everybody sees. */
  reactions: { choice: Choice; emoji: string; count: number; own: boolean }[];
  /** Whether reactions can be put there and taken away. */
  reactable: boolean;
  /** The sealed draw of a battle, its statement only once it has closed. */
  draw: PublishedDraw | null;
  /** The action that tells an operator why there are no answers; null where there is nothing to tell. */
  why: string | null;
  /** Whether the reader may write a follow-up in answer to it. */
  followUp: boolean;
  /** Whether nobody but the reader sees it. */
  private: boolean;
  waiting: boolean;
  at: string;
};

/** What a press gives back: the parts of a post that an answer to one person needs. */
export type PrivateReply = Pick<
  PagePost,
  | "text"
  | "intro"
  | "answers"
  | "reveal"
  | "footer"
  | "buttons"
  | "images"
  | "models"
  | "table"
  | "files"
  | "draw"
  | "private"
> & {
  /** When the vote it confirms begins to count, ISO 8601, unless its battle closes before; null: it confirms none. */
  countsAt: string | null;
};

type Shown = Omit<
  PageContent,
  "createdRevision" | "at" | "author" | "replyTo" | "asker" | "key" | "pastActions" | "reactions" | "waiting"
>;

/** The parts of a post that are seen, its pictures already in the folder. */
export function encodePost(post: Post | CorePrivateReply, images: KeptImage[]): Shown {
  const { question, buttons, answers = null, reveal = null, footer = null, draw = null, followUps = false } = post;
  const { files = [], reactions: reactable = false } = post;
  // Of a battle that answers no message on the page.
  const asked = question === undefined ? [] : [quoteMarkdown(question)];
  const text = withoutPiles([...asked, post.text].join("\n\n"));
  const plain = answers && { a: withoutPiles(answers.a), b: withoutPiles(answers.b) };
  const seen = { text, answers: plain, reveal, footer, buttons, images, draw, followUps };
  const { why, table, models = [] } = post;
  const named = { ...(models.length > 0 && { models }), ...(table && { table }) };
  return { ...seen, files: [...files], reactable, ...(why !== undefined && { why }), ...named };
}

/** A person's own words, and what came with them. */
export function encodeWords(words: string, images: KeptImage[], files: KeptFile[]): Shown {
  const text = withoutPiles(words);
  return { text, answers: null, footer: null, buttons: [], images, files, draw: null, followUps: false };
}

/**
 * Everything in one Markdown text, for readers that do not lay out the parts themselves. The answers are quotations:
 * nothing in them can look like a heading.
 */
function wholeText({ text, answers, footer }: Shown): string {
  const parts = answers
    ? [text, "## A", quoteMarkdown(answers.a), "## B", quoteMarkdown(answers.b), footer]
    : [text, footer];
  return parts.filter((part) => part !== null && part !== "").join("\n\n");
}

function encodeParts(shown: Shown): Omit<PrivateReply, "private" | "files" | "countsAt"> {
  return {
    text: wholeText(shown),
    intro: shown.text,
    answers: shown.answers
      ? [
          { side: "A", text: shown.answers.a },
          { side: "B", text: shown.answers.b },
        ]
      : [],
    reveal: shown.reveal ?? null,
    footer: shown.footer,
    buttons: shown.buttons,
    // Posts kept by earlier versions have none.
    draw: shown.draw ?? null,
    images: shown.images.map(encodeImage),
    models: shown.models ?? [],
    table: shown.table ?? null,
  };
}

function encodeImage({ file, dark, ...rest }: KeptImage): PagePost["images"][number] {
  return { url: `/images/${file}`, ...(dark !== undefined && { dark: `/images/${dark}` }), ...rest };
}

/** The answer to a press. It is kept nowhere, so its files are in their addresses. */
export function encodeReply(shown: Shown, countsAt: Date | null): PrivateReply {
  const files = (shown.files ?? []).map((file) => ({ name: file.name, url: dataAddress(file) }));
  return { ...encodeParts(shown), files, countsAt: countsAt?.toISOString() ?? null, private: true };
}

function dataAddress(file: KeptFile): string {
  if ("base64" in file) return `data:application/octet-stream;base64,${file.base64}`;
  return `data:text/plain;charset=utf-8;base64,${Buffer.from("text" in file ? file.text : "").toString("base64")}`;
}

/** Posts as JSON for readers to whom nothing in them is their own, by language. An edit makes a new content. */
const forOthers = new WeakMap<PageContent, Map<Language, string>>();

type Encoded = { id: string; audience: string | null; content: PageContent };

/** Whether a reader gets a post as all others do who have no part in it. */
export function isSameForOthers({ audience, content }: Encoded, reader: string | undefined): boolean {
  if (audience !== null) return false;
  if (reader === undefined) return true;
  return content.author !== reader && content.asker !== reader && !Object.hasOwn(content.reactions ?? {}, reader);
}

/** {@link encodeEvent} as JSON. What looks the same to many readers is encoded once for all of them. */
export function encodeEventText(...[post, reader, language]: Parameters<typeof encodeEvent>): string {
  const { content } = post;
  if (!isSameForOthers(post, reader)) return JSON.stringify(encodeEvent(post, reader, language));
  const known = forOthers.get(content) ?? new Map<Language, string>();
  const text = known.get(language) ?? JSON.stringify(encodeEvent(post, reader, language));
  forOthers.set(content, known.set(language, text));
  return text;
}

/** A kept post for one reader; `reader` is their pseudonym, undefined for somebody without a session. */
export function encodeEvent(post: Encoded, reader: string | undefined, language: Language): PagePost {
  const { id, audience, content } = post;
  const words = sentences(language).page;
  const own = content.author !== null && content.author === reader;
  return {
    id,
    from: content.author === null ? "arena" : "person",
    author: content.author === null ? words.chat.arena : words.guest(guestCode(content.author)),
    own,
    key: own ? (content.key ?? null) : null,
    replyTo: content.replyTo,
    ...encodeParts(content),
    files: (content.files ?? []).map(({ name }, index) => ({ name, url: `/api/files/${id}/${index}` })),
    reactions: encodeReactions(content, reader),
    reactable: content.reactable ?? false,
    why: content.why ?? null,
    followUp: content.followUps && content.asker !== null && content.asker === reader,
    private: audience !== null,
    waiting: content.waiting,
    at: content.at,
  };
}
