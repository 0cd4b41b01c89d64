/** A battle's post as one rich message with both answers in it. */
import type { InlineKeyboardButton, InputRichBlock, InputRichMessage } from "grammy/types";
import type { Language, Post } from "../../core/index.ts";
import { headingOf, type Side, sides } from "./answers.ts";
import { beginningOf, type PostLayout, postKeyboard, smallPrintOf } from "./encode.ts";
import { fitBlocks, most, quotationOf, readBlocks, type Size, sizeOf } from "./rich-blocks.ts";

/** A rich message to be sent, or put in another's place. */
export type RichOutgoing = { rich: InputRichMessage; keyboard: InlineKeyboardButton[][] };

/** Blocks of a quoted question. */
const mostInQuote = 20;

/**
 * Each answer is a quotation under its heading, so that nothing in it can look like a heading; and of the blocks that
 * are left, each gets half, besides what the other does not need.
 *
 * @returns undefined for a post without answers, and where they are too long for one message.
 */
export function encodeRichPost(post: Post, language: Language, layout: PostLayout): RichOutgoing | undefined {
  const { answers } = post;
  if (!answers) return undefined;
  const before = [...questionOf(post), ...encode(post.text, most.blocks)];
  const after = smallPrintOf(post, language, layout).flatMap(footer);
  const headings = { a: heading("a", layout), b: heading("b", layout) };
  // A heading in a quotation counts as much as one above a quotation does.
  const own = sizeOf([...before, ...after, ...quotationOf([headings.a]), ...quotationOf([headings.b])]);
  const room = { characters: most.characters - own.characters, blocks: most.blocks - own.blocks };
  const texts = encodeAnswers(answers, room);
  if (!texts) return undefined;
  const shown = sides.flatMap((side) => [headings[side], ...quotationOf(texts[side])]);
  const rich = { blocks: [...before, ...shown, ...after], skip_entity_detection: true };
  return { rich, keyboard: postKeyboard(post) };
}

function heading(side: Side, { emoji }: PostLayout): InputRichBlock {
  return { type: "heading", text: headingOf(side, emoji), size: 3 };
}

/** Levels of what stands in a quotation. */
const levels = most.levels - 1;

function encodeAnswers(
  answers: Record<Side, string>,
  room: Pick<Size, "characters" | "blocks">,
): Record<Side, InputRichBlock[]> | undefined {
  const a = readBlocks(answers.a, { characters: room.characters, levels });
  const b = a && readBlocks(answers.b, { characters: room.characters - a.size.characters, levels });
  if (!b) return undefined;
  const share = (other: Size) => Math.max(Math.floor(room.blocks / 2), room.blocks - other.blocks);
  return { a: fitBlocks(a, share(b.size)), b: fitBlocks(b, share(a.size)) };
}

/** The arena's own words, and a question's beginning: never too long. */
function encode(markdown: string, blocks: number): InputRichBlock[] {
  const reading = readBlocks(markdown, { characters: Number.POSITIVE_INFINITY, levels });
  return reading ? fitBlocks(reading, blocks) : [];
}

/** The question of a battle that answers no message. */
function questionOf({ question }: Post): InputRichBlock[] {
  return question === undefined ? [] : quotationOf(encode(beginningOf(question), mostInQuote));
}

function footer(line: string): InputRichBlock[] {
  return encode(line, 1).map((block) => (block.type === "paragraph" ? { type: "footer", text: block.text } : block));
}
