/** A battle's post as one rich message with both answers in it. */
import type { InlineKeyboardButton, InputRichBlock, InputRichMessage } from "grammy/types";
import type { Language, Post } from "../../core/index.ts";
import { headingOf, type Side, sides } from "./answers.ts";
import { beginningOf, type PostLayout, postKeyboard, smallPrintOf } from "./encode.ts";
import { encodeBlocks, most, quotationOf, type Size, sizeOf } from "./rich-blocks.ts";

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
  const before = [...questionOf(post), ...encodeBlocks(post.text, most)];
  const after = smallPrintOf(post, language, layout).flatMap(footer);
  const heading = (side: Side): InputRichBlock => ({ type: "heading", text: headingOf(side, layout.emoji), size: 3 });
  const own = sizeOf([...before, ...after, ...sides.map((side) => quotationOf([heading(side)]))].flat());
  const texts = encodeAnswers(answers, { blocks: most.blocks - own.blocks, levels: most.levels - 1 });
  const shown = sides.flatMap((side) => [heading(side), ...quotationOf(texts[side])]);
  const blocks = [...before, ...shown, ...after];
  if (sizeOf(blocks).characters > most.characters) return undefined;
  return { rich: { blocks, skip_entity_detection: true }, keyboard: postKeyboard(post) };
}

function encodeAnswers(
  answers: Record<Side, string>,
  room: Pick<Size, "blocks" | "levels">,
): Record<Side, InputRichBlock[]> {
  const needed = (side: Side) => encodeBlocks(answers[side], room);
  const texts = { a: needed("a"), b: needed("b") };
  const fit = (side: Side, other: Side) => {
    const blocks = Math.max(Math.floor(room.blocks / 2), room.blocks - sizeOf(texts[other]).blocks);
    return sizeOf(texts[side]).blocks <= blocks ? texts[side] : encodeBlocks(answers[side], { ...room, blocks });
  };
  return { a: fit("a", "b"), b: fit("b", "a") };
}

/** The question of a battle that answers no message. */
function questionOf({ question }: Post): InputRichBlock[] {
  if (question === undefined) return [];
  return quotationOf(encodeBlocks(beginningOf(question), { blocks: mostInQuote, levels: most.levels - 1 }));
}

function footer(line: string): InputRichBlock[] {
  return encodeBlocks(line, { ...most, blocks: 1 }).map((block) =>
    block.type === "paragraph" ? { type: "footer", text: block.text } : block,
  );
}
