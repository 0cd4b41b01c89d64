/** What counts as a question. */
import type { Sentences } from "../language/index.ts";
import { showsNothing } from "../language/shows-nothing.ts";
import { Refusal } from "../chat/refusal.ts";
import type { Task } from "../answers/task.ts";

/** What somebody asks, and what is known about it without guessing. */
export type Asked = {
  text: string;
  /** As its asker or the bank names it. */
  task?: Task;
  /** The bank's question and its language, where it is one of those. */
  fromBank?: { id: string; language: string };
};

/** Control characters that no question needs: all but tab and line feed. */
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/gu;
/** Something to answer: a letter, a digit, or a symbol such as an emoji or a formula's sign. */
const readable = /[\p{L}\p{N}\p{S}]/u;

/**
 * A question as it is stored and sent: line ends unified, control characters and outer white space gone.
 * @param longest in code points.
 * @throws {Refusal} when nothing readable is left or it is too long.
 */
export function cleanQuestion(text: string, longest: number, words: Sentences): string {
  const question = text
    .toWellFormed()
    .replaceAll("\ufffd", "")
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(controls, "")
    .trim();
  if (!readable.test(question)) throw new Refusal(words.refusals.emptyQuestion);
  let length = 0;
  for (const _ of question) length++;
  if (length > longest) throw new Refusal(words.refusals.longQuestion(length, longest));
  if (showsNothing(question)) throw new Refusal(words.refusals.emptyQuestion);
  return question;
}
