/**
 * Core's posts as Telegram's messages. A battle is one message where it fits; else each answer has a message of its
 * own, in the same form for both: whole, or its beginning as the caption of a file that holds all of it.
 */
import type { InlineKeyboardButton } from "grammy/types";
import {
  type Button,
  type Language,
  type Post,
  type PostImage,
  type PrivateReply,
  sentences,
  splitMarkdown,
} from "../../core/index.ts";
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
import { encodeMarkdown } from "./markdown-entities.ts";

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

/** One of a battle's two answers. */
export type Side = "a" | "b";
export const sides: readonly Side[] = ["a", "b"];

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

/** @param apart whether each answer is to be a message of its own, where reactions on it are votes. */
export function encodePost(post: Post, language: Language, apart: boolean): OutgoingPost {
  const keyboard = toRows(post.buttons, inPost);
  const whole = joinParts(post, smallPrint(post, language, false), longestMessage);
  if (!post.answers || (!apart && whole.text.length <= longestMessage))
    return { main: { text: shortenFormatted(whole, longestMessage), keyboard }, answers: null };
  const below = encodeMarkdown(sentences(language).telegram.answersBelow);
  const main = joinFormatted([...introOf(post), below, ...smallPrint(post, language, apart)], "\n\n");
  return {
    main: { text: shortenFormatted(main, longestMessage), keyboard },
    answers: encodeAnswers(post.answers, language),
  };
}

/** What stands where an answer will be, until it is there. */
export function answerLine(side: Side): Outgoing {
  return { text: heading(side), keyboard: [] };
}

function heading(side: Side): FormattedText {
  return { text: side.toUpperCase(), entities: [{ type: "bold", offset: 0, length: 1 }] };
}

function introOf({ question, text }: Post | PrivateReply): FormattedText[] {
  return [...(question === undefined ? [] : [quote(question)]), encodeMarkdown(text)];
}

/** The question of a battle that answers no message. */
function quote(question: string): FormattedText {
  const [beginning = "", ...more] = splitMarkdown(question, longestQuote);
  const quoted = joinFormatted([encodeMarkdown(beginning), more.length > 0 ? "…" : ""], "\n");
  return keepEntities(quoteFormatted(quoted), mostInQuote);
}

type Texts = Record<Side, FormattedText>;

/** Each is a quotation, so that nothing in it can look like a heading. @param enough see {@link encodeMarkdown}. */
function quoteAnswers(answers: Record<Side, string>, enough?: number): Texts {
  return {
    a: quoteFormatted(encodeMarkdown(answers.a, enough)),
    b: quoteFormatted(encodeMarkdown(answers.b, enough)),
  };
}

function underHeading(side: Side, answer: FormattedText): FormattedText {
  return joinFormatted([heading(side), answer], "\n");
}

/**
 * Everything in one text. The arena's own words keep all their entities, and each answer gets half of those that are
 * left, besides what the other does not need.
 *
 * @param enough how much of each answer is needed, in UTF-16 units; a longer text only shows that there is more.
 */
function joinParts(post: Post | PrivateReply, after: readonly FormattedText[], enough?: number): FormattedText {
  const before = introOf(post);
  if (!post.answers) return joinFormatted([...before, ...after], "\n\n");
  const texts = quoteAnswers(post.answers, enough);
  const own = [...before, ...after, ...sides.map(heading)].reduce((sum, { entities }) => sum + entities.length, 0);
  const room = Math.max(mostEntities - own, 0);
  const share = (other: Side) => Math.max(Math.floor(room / 2), room - texts[other].entities.length);
  const answers = { a: keepEntities(texts.a, share("b")), b: keepEntities(texts.b, share("a")) };
  return joinFormatted([...before, ...sides.map((side) => underHeading(side, answers[side])), ...after], "\n\n");
}

function smallPrint({ footer, draw, followUps, reactions }: Post, language: Language, apart: boolean): FormattedText[] {
  const { chat, telegram } = sentences(language);
  const lines = [
    footer,
    followUps ? telegram.followUpHint : undefined,
    apart && reactions ? telegram.reactHint : undefined,
    draw && chat.draw(draw.hash),
  ];
  return lines.filter((line) => line !== undefined).map((line) => encodeMarkdown(line));
}

/** Each in a message of its own: whole, or both as files. */
function encodeAnswers(answers: Record<Side, string>, language: Language): Record<Side, Outgoing> {
  const texts = quoteAnswers(answers, longestMessage);
  const whole = (side: Side) => underHeading(side, keepEntities(texts[side], mostEntities - 1));
  const fit = sides.every((side) => whole(side).text.length <= longestMessage);
  if (fit) return { a: { text: whole("a"), keyboard: [] }, b: { text: whole("b"), keyboard: [] } };
  return { a: asFile("a", answers.a, texts.a, language), b: asFile("b", answers.b, texts.b, language) };
}

function asFile(side: Side, answer: string, text: FormattedText, language: Language): Outgoing {
  const name = `answer-${side}.md`;
  const goesOn = encodeMarkdown(sentences(language).chat.goesOn(name));
  const own = joinFormatted([heading(side), goesOn], "\n\n");
  const beginning = shortenFormatted(text, longestCaption - own.text.length - 1);
  const kept = keepEntities(beginning, mostEntities - own.entities.length);
  const caption = joinFormatted([underHeading(side, kept), goesOn], "\n\n");
  return { text: caption, keyboard: [], media: { type: "document", name, data: Buffer.from(answer) } };
}

/** A reply, as one message or several; the last has the buttons. */
export function encodeReply<Given extends Post | PrivateReply>(reply: Given): Encoded<Given>[] {
  const all = encodeParts(reply);
  return (reply.private ? all.map((one) => ({ ...one, private: true })) : all) as Encoded<Given>[];
}

type Encoded<Given> = Given extends PrivateReply ? PrivateOutgoing : Outgoing;

function encodeParts(reply: Post | PrivateReply): Outgoing[] {
  const text = joinParts(reply, reply.footer === undefined ? [] : [encodeMarkdown(reply.footer)]);
  const keyboard = toRows(reply.buttons, "");
  const files = (reply.files ?? []).map(({ name, text: kept }) => fileOf(name, kept));
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
  return { text: shortenFormatted(encodeMarkdown(sentence), longestMessage), keyboard };
}

/** A picture whose caption has its figures; where those are too long, all of them are a file beside it. */
function encodeImage({ png, alt }: PostImage, text: FormattedText): Outgoing[] {
  const [title, ...lines] = alt.split("\n");
  const said = text.text.replaceAll(breaker, "") === title;
  const figures = encodeMarkdown((said ? lines : [title, ...lines]).join("  \n"));
  const caption = joinFormatted([text, figures], "\n\n");
  const picture: Outgoing = {
    text: shortenFormatted(caption, longestCaption),
    keyboard: [],
    media: { type: "photo", name: "picture.png", data: png },
  };
  return caption.text.length <= longestCaption ? [picture] : [picture, fileOf("figures.txt", `${text.text}\n\n${alt}`)];
}

function fileOf(name: string, text: string): Outgoing {
  return { text: plainText(""), keyboard: [], media: { type: "document", name, data: Buffer.from(text) } };
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
