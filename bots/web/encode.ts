/** Core's posts as the page keeps and sends them. */
import {
  type Button,
  type Language,
  type Post,
  type PostFile,
  type PublishedDraw,
  quoteMarkdown,
  sentences,
} from "../../core/index.ts";
import { guestCode } from "./sessions.ts";

/** A picture that lies in the picture folder. */
export type KeptImage = { file: string; alt: string };

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
  text: string;
  answers: { a: string; b: string } | null;
  footer: string | null;
  buttons: Button[];
  /** Actions it once offered. A press that crosses an edit still gets core's own answer. */
  pastActions: string[];
  images: KeptImage[];
  draw: PublishedDraw | null;
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
  replyTo: string | null;
  /** The whole content as Markdown, the answers under their headings. */
  text: string;
  /** The same in parts: what stands before the answers, the answers, what stands after them. */
  intro: string;
  answers: { side: "A" | "B"; text: string }[];
  footer: string | null;
  buttons: Button[];
  images: { url: string; alt: string }[];
  files: { url: string; name: string }[];
  /** The sealed draw of a battle, its statement only once it has closed. */
  draw: PublishedDraw | null;
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
  "text" | "intro" | "answers" | "footer" | "buttons" | "images" | "draw" | "private"
>;

type Shown = Pick<PageContent, "text" | "answers" | "footer" | "buttons" | "images" | "draw" | "followUps">;

/** The parts of a post that are seen, its pictures already in the folder. */
export function encodePost(post: Post, images: KeptImage[]): Shown {
  const { question, buttons, answers = null, footer = null, draw = null, followUps = false } = post;
  // Of a battle that answers no message on the page.
  const asked = question === undefined ? [] : [quoteMarkdown(question)];
  const text = [...asked, post.text, ...(post.files ?? []).map(inCode)].join("\n\n");
  return { text, answers, footer, buttons, images, draw, followUps };
}

/** A file is shown whole, for the page keeps none of texts. */
function inCode({ name, text }: PostFile): string {
  // Longer than any fence inside.
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/gu)].map(([run]) => run.length + 1)));
  return `**${name}**\n\n${fence}json\n${text}\n${fence}`;
}

/** A person's own words, exactly. */
export function encodeWords(text: string): Shown {
  return { text, answers: null, footer: null, buttons: [], images: [], draw: null, followUps: false };
}

/** Everything in one Markdown text, for readers that do not lay out the parts themselves. */
function wholeText({ text, answers, footer }: Shown): string {
  const parts = answers ? [text, "## A", answers.a, "## B", answers.b, footer] : [text, footer];
  return parts.filter((part) => part !== null && part !== "").join("\n\n");
}

function encodeParts(shown: Shown): Omit<PrivateReply, "private"> {
  return {
    text: wholeText(shown),
    intro: shown.text,
    answers: shown.answers
      ? [
          { side: "A", text: shown.answers.a },
          { side: "B", text: shown.answers.b },
        ]
      : [],
    footer: shown.footer,
    buttons: shown.buttons,
    // Posts kept by earlier versions have none.
    draw: shown.draw ?? null,
    images: shown.images.map(({ file, alt }) => ({ url: `/images/${file}`, alt })),
  };
}

/** The answer to a press. */
export function encodeReply(shown: Shown): PrivateReply {
  return { ...encodeParts(shown), private: true };
}

/** A kept post for one reader; `reader` is their pseudonym, undefined for somebody without a session. */
export function encodeEvent(
  post: { id: string; audience: string | null; content: PageContent },
  reader: string | undefined,
  language: Language,
): PagePost {
  const { id, audience, content } = post;
  const words = sentences(language).page;
  return {
    id,
    from: content.author === null ? "arena" : "person",
    author: content.author === null ? words.chat.arena : words.guest(guestCode(content.author)),
    own: content.author !== null && content.author === reader,
    replyTo: content.replyTo,
    ...encodeParts(content),
    files: [],
    followUp: content.followUps && content.asker !== null && content.asker === reader,
    private: audience !== null,
    waiting: content.waiting,
    at: content.at,
  };
}
