/** The two answers of a battle in plain messages: under their headings, in the same form, with the same share of formats. */
import { type Language, sentences, tableFormOf } from "../../core/index.ts";
import {
  type FormattedText,
  joinFormatted,
  keepEntities,
  longestCaption,
  longestMessage,
  mostEntities,
  quoteFormatted,
  shortenFormatted,
} from "./formatted-text.ts";
import { encodeMarkdown } from "./markdown-entities.ts";

/** One of a battle's two answers. */
export type Side = "a" | "b";
/** Both, in the order in which they are shown. */
export const sides: readonly Side[] = ["a", "b"];

/** The emoji that stand for the sides of a battle, where a reaction with one of them is a vote. */
export type SideEmoji = Readonly<Record<Side, string>>;

/** What stands above an answer. */
export function headingOf(side: Side, emoji?: SideEmoji): string {
  return `${emoji ? `${emoji[side]} ` : ""}${side.toUpperCase()}`;
}

/** As a line of its own. */
export function encodeHeading(side: Side, emoji?: SideEmoji): FormattedText {
  const text = headingOf(side, emoji);
  return { text, entities: [{ type: "bold", offset: 0, length: text.length }] };
}

type Texts = Record<Side, FormattedText>;

/** Each is a quotation, so that nothing in it can look like a heading; tables have the same form in both. @param enough see {@link encodeMarkdown}. */
function quoteAnswers(answers: Record<Side, string>, enough?: number): Texts {
  const form = tableFormOf([answers.a, answers.b]);
  return {
    a: quoteFormatted(encodeMarkdown(answers.a, enough, form)),
    b: quoteFormatted(encodeMarkdown(answers.b, enough, form)),
  };
}

function underHeading(side: Side, answer: FormattedText, emoji: SideEmoji | undefined): FormattedText {
  return joinFormatted([encodeHeading(side, emoji), answer], "\n");
}

/**
 * Both in one message. Each gets half of the entities that there is room for besides the headings', and what the other
 * does not need.
 *
 * @param layout `enough`: how much of each is needed, in UTF-16 units; a longer text only shows that there is more.
 */
export function encodeTogether(
  answers: Record<Side, string>,
  room: number,
  { enough, emoji }: { enough?: number; emoji?: SideEmoji | undefined },
): FormattedText[] {
  const texts = quoteAnswers(answers, enough);
  const left = Math.max(room - sides.length, 0);
  // One at least: the quotation that the answer is.
  const share = (other: Side) => Math.max(Math.floor(left / 2), left - texts[other].entities.length, 1);
  return [
    underHeading("a", keepEntities(texts.a, share("b")), emoji),
    underHeading("b", keepEntities(texts.b, share("a")), emoji),
  ];
}

/** An answer in a message of its own: its text, or the caption of the file that holds all of it. */
export type AnswerApart = { text: FormattedText; media?: { type: "document"; name: string; data: Uint8Array } };

/** Each in a message of its own: whole, or both as files. */
export function encodeApart(
  answers: Record<Side, string>,
  language: Language,
  emoji?: SideEmoji,
): Record<Side, AnswerApart> {
  const texts = quoteAnswers(answers, longestMessage);
  const whole = (side: Side) => underHeading(side, keepEntities(texts[side], mostEntities - 1), emoji);
  const fit = sides.every((side) => whole(side).text.length <= longestMessage);
  if (fit) return { a: { text: whole("a") }, b: { text: whole("b") } };
  const asFile = (side: Side): AnswerApart => {
    const name = `answer-${side}.md`;
    const goesOn = encodeMarkdown(sentences(language).chat.goesOn(name));
    const text = captionOf(texts[side], encodeHeading(side, emoji), goesOn);
    return { text, media: { type: "document", name, data: Buffer.from(answers[side]) } };
  };
  return { a: asFile("a"), b: asFile("b") };
}

/** As much of an answer as fits between its heading and where it goes on. */
function captionOf(answer: FormattedText, head: FormattedText, goesOn: FormattedText): FormattedText {
  const own = joinFormatted([head, goesOn], "\n\n");
  const beginning = shortenFormatted(answer, longestCaption - own.text.length - 1);
  const kept = keepEntities(beginning, mostEntities - own.entities.length);
  return joinFormatted([joinFormatted([head, kept], "\n"), goesOn], "\n\n");
}
