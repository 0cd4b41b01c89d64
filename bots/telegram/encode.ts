/**
 * Core's posts as Telegram's messages. A battle is one message where it fits; else each answer has a message of its
 * own, in the same form for both: whole, or its beginning as the caption of a file that holds all of it.
 */
import type { InlineKeyboardButton } from "grammy/types";
import {
  type Button,
  bytesOf,
  type Language,
  type Post,
  type PostImage,
  type PrivateReply,
  sentences,
  splitMarkdown,
} from "../../core/index.ts";
import { encodeApart, encodeHeading, encodeTogether, type Side, type SideEmoji } from "./answers.ts";
import {
  type FormattedText,
  joinFormatted,
  keepEntities,
  longestCaption,
  longestMessage,
  mostEntities,
  plainText,
  quoteFormatted,
  shortenFormatted,
  splitFormatted,
} from "./formatted-text.ts";
import { breaker } from "./inert.ts";
import { encodeMarkdown, encodeOwn } from "./markdown-entities.ts";

/** A message to be sent, or put in another's place. */
export type Outgoing = {
  /** Its text, or the caption of what it shows. */
  text: FormattedText;
  keyboard: InlineKeyboardButton[][];
  media?: { type: "photo" | "document"; name: string; data: Uint8Array };
  private?: false;
};

/** A message for one person. Its type keeps it from being sent, or edited into, where others would see it. */
export type PrivateOutgoing = Omit<Outgoing, "private"> & { private: true };

/** How a post is laid out: whether its answers already have messages of their own, and what stands in its headings. */
export type PostLayout = { apart: boolean; emoji?: SideEmoji | undefined };

/** A post: one message, and one for each answer where they stand apart. */
export type OutgoingPost = { main: Outgoing; answers: Record<Side, Outgoing> | null };

/** Marks the buttons of posts, which stay as they are; whatever a button elsewhere answers takes its message's place. */
const inPost = "p ";

/** The action of a button, and whether it stood in a post. */
export function readButton(data: string): { action: string; posted: boolean } {
  const posted = data.startsWith(inPost);
  return { action: posted ? data.slice(inPost.length) : data, posted };
}

const longestQuote = 1_600;
/** Entities of a quoted question: the answers need them more. */
const mostInQuote = 20;
const mostInRow = 4;
/** The labels in one row, so that phones cut none. In UTF-16 units. */
const widestRow = 28;

/** A post in plain messages: one, where it fits and its answers have none of their own yet. */
export function encodePost(post: Post, language: Language, layout: PostLayout): OutgoingPost {
  const keyboard = postKeyboard(post);
  const after = smallPrintOf(post, language, layout).map((line) => encodeOwn(line));
  const whole = joinParts(post, after, { enough: longestMessage, emoji: layout.emoji });
  if (!post.answers || (!layout.apart && whole.text.length <= longestMessage))
    return { main: { text: shortenFormatted(whole, longestMessage), keyboard }, answers: null };
  const below = encodeOwn(sentences(language).telegram.answersBelow);
  const main = joinFormatted([...introOf(post), below, ...after], "\n\n");
  const { a, b } = encodeApart(post.answers, language, layout.emoji);
  return {
    main: { text: shortenFormatted(main, longestMessage), keyboard },
    answers: { a: { ...a, keyboard: [] }, b: { ...b, keyboard: [] } },
  };
}

/** The buttons of a post. */
export function postKeyboard({ buttons }: Post): InlineKeyboardButton[][] {
  return toRows(buttons, inPost);
}

/** What stands where an answer will be, until it is there. */
export function answerLine(side: Side): Outgoing {
  return { text: encodeHeading(side), keyboard: [] };
}

function introOf({ question, text }: Post | PrivateReply): FormattedText[] {
  return [...(question === undefined ? [] : [quote(question)]), encodeOwn(text)];
}

/** The question of a battle that answers no message. */
function quote(question: string): FormattedText {
  return keepEntities(quoteFormatted(encodeMarkdown(beginningOf(question))), mostInQuote);
}

/** As much of a question as is quoted, with a sign where there would be more. */
export function beginningOf(question: string): string {
  const [beginning = "", ...more] = splitMarkdown(question, longestQuote);
  return `${beginning}${more.length > 0 ? "\n\n…" : ""}`;
}

/** Everything in one text. @param layout see {@link encodeTogether}. */
function joinParts(
  post: Post | PrivateReply,
  after: readonly FormattedText[],
  layout: { enough?: number; emoji?: SideEmoji | undefined } = {},
): FormattedText {
  const before = introOf(post);
  const own = [...before, ...after].reduce((sum, { entities }) => sum + entities.length, 0);
  const answers = post.answers ? encodeTogether(post.answers, mostEntities - own, layout) : [];
  return joinFormatted([...before, ...answers, ...after], "\n\n");
}

/** What stands below everything else, in Markdown. */
export function smallPrintOf(post: Post, language: Language, { emoji }: PostLayout): string[] {
  const { footer, draw, followUps, reactions } = post;
  const { chat, telegram } = sentences(language);
  const lines = [
    footer,
    followUps ? telegram.followUpHint : undefined,
    emoji && reactions ? telegram.reactHint(emoji.a, emoji.b) : undefined,
    draw && chat.draw(draw.hash),
  ];
  return lines.filter((line) => line !== undefined);
}

/** A reply, as one message or several; the last has the buttons. */
export function encodeReply<Given extends Post | PrivateReply>(reply: Given): Encoded<Given>[] {
  const all = encodeParts(reply);
  return (reply.private ? all.map((one) => ({ ...one, private: true })) : all) as Encoded<Given>[];
}

type Encoded<Given> = Given extends PrivateReply ? PrivateOutgoing : Outgoing;

function encodeParts(reply: Post | PrivateReply): Outgoing[] {
  const text = joinParts(reply, reply.footer === undefined ? [] : [encodeOwn(reply.footer)]);
  const keyboard = toRows(reply.buttons, "");
  const files = (reply.files ?? []).map((file) => fileOf(file.name, bytesOf(file)));
  const [image, ...images] = reply.images;
  const shown = image
    ? encodeImage(image, text)
    : splitFormatted(text, longestMessage).map((piece) => ({ text: piece, keyboard: [] }));
  const all: Outgoing[] = [...shown, ...images.flatMap((one) => encodeImage(one, plainText(""))), ...files];
  // What has buttons is what the next press replaces: the picture rather than its figures.
  const last = image ? all[0] : shown.at(-1);
  if (last) last.keyboard = keyboard;
  return all;
}

/** A sentence. */
export function encodeSentence(sentence: string, keyboard: InlineKeyboardButton[][] = []): Outgoing {
  return { text: shortenFormatted(encodeOwn(sentence), longestMessage), keyboard };
}

/** A picture whose caption has its figures; where those are too long, all of them are a file beside it. */
function encodeImage({ png, alt }: PostImage, text: FormattedText): Outgoing[] {
  const [title, ...lines] = alt.split("\n");
  // What the picture shows begins like the post that it stands in.
  const said = text.text.replaceAll(breaker, "").split("\n")[0] === title;
  const figures = encodeMarkdown((said ? lines : [title, ...lines]).join("  \n"));
  const caption = joinFormatted([text, figures], "\n\n");
  const picture: Outgoing = {
    text: shortenFormatted(caption, longestCaption),
    keyboard: [],
    media: { type: "photo", name: "picture.png", data: png },
  };
  return caption.text.length <= longestCaption
    ? [picture]
    : [picture, fileOf("figures.txt", Buffer.from(`${text.text}\n\n${alt}`))];
}

function fileOf(name: string, data: Uint8Array): Outgoing {
  return { text: plainText(""), keyboard: [], media: { type: "document", name, data } };
}

/** All buttons look the same, so that none is more inviting than another. */
function toRows(buttons: readonly Button[], mark: string): InlineKeyboardButton[][] {
  const rows: InlineKeyboardButton[][] = [];
  let width = widestRow;
  for (const { label, action } of buttons) {
    const row = rows.at(-1);
    const button = { text: label, callback_data: `${mark}${action}` };
    width += label.length + 2;
    if (row && row.length < mostInRow && width <= widestRow) row.push(button);
    else {
      rows.push([button]);
      width = label.length;
    }
  }
  return rows;
}
