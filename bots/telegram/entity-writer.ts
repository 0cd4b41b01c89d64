/** Writes text and its entities in one go, so that no entity can be left open, cross another or enter code. */
import type { MessageEntity } from "grammy/types";
import type { FormattedText } from "./formatted-text.ts";

/** Formats that words may stand in, one in another. */
export type Span = "bold" | "italic" | "underline" | "strikethrough" | "blockquote";

/** Code, for which Telegram allows nothing inside, and around it only a quotation. */
export type Code = { type: "code" } | { type: "pre"; language?: string };

/** Writes one text. */
export type EntityWriter = {
  write(text: string): void;
  /** Sets off what is written next, if there is something before it; of several in a row, the longest counts. */
  separate(separator: string): void;
  /** Formats whatever is written meanwhile. Within the same format nothing more happens: bold in bold is bold. */
  within(span: Span, writing: () => void): void;
  writeCode(code: Code, text: string): void;
  /** Whether something has been written on this line. */
  midLine(): boolean;
  /** @returns what was written, without blank space around it. */
  finish(): FormattedText;
};

type Open = { type: Span; start: number };

type Written = {
  /** Put together at the end: a text that grows is copied whenever it is looked at. */
  parts: string[];
  length: number;
  /** What stands before whatever comes next, if something stands before it. */
  pending: string;
  open: Open[];
  closed: MessageEntity[];
};

/** Starts with nothing written. */
export function createEntityWriter(): EntityWriter {
  const written: Written = { parts: [], length: 0, pending: "", open: [], closed: [] };
  return {
    write: (text) => write(written, text),
    separate(separator) {
      if (separator.length > written.pending.length) written.pending = separator;
    },
    within: (span, writing) => writeWithin(written, span, writing),
    writeCode: (code, text) => writeCode(written, code, text),
    midLine: () => written.length > 0 && written.pending === "" && written.parts.at(-1)?.endsWith("\n") === false,
    finish() {
      const { parts, closed } = written;
      const text = parts.join("").trimEnd();
      const entities = closed.flatMap((entity) => trimEntity(text, entity, closed));
      return { text, entities: entities.toSorted((x, y) => x.offset - y.offset || y.length - x.length) };
    },
  };
}

function append(written: Written, more: string): void {
  written.parts.push(more);
  written.length += more.length;
}

function flush(written: Written): void {
  if (written.length > 0) append(written, written.pending);
  written.pending = "";
}

/** As Telegram has it: nothing blank at the beginning, and a space for every tab. */
function withoutBlank({ length }: Written, words: string): string {
  return (length === 0 ? words.trimStart() : words).replaceAll("\t", " ");
}

function write(written: Written, words: string): void {
  const more = withoutBlank(written, words);
  if (more === "") return;
  flush(written);
  append(written, more);
}

function close({ closed, length }: Written, { type, start }: Open): void {
  if (start < length) closed.push({ type, offset: start, length: length - start });
}

function writeWithin(written: Written, type: Span, writing: () => void): void {
  const { open } = written;
  if (open.some((one) => one.type === type)) return writing();
  const mine = { type, start: written.length };
  open.push(mine);
  writing();
  open.pop();
  close(written, mine);
}

/** Closes the spans around it, and opens them again behind it. */
function writeCode(written: Written, code: Code, given: string): void {
  if (given.trim() === "") return write(written, given);
  const content = code.type === "pre" ? given.replace(/^\s*\n/u, "") : withoutBlank(written, given);
  flush(written);
  const spans = written.open.filter(({ type }) => type !== "blockquote");
  for (const span of spans.toReversed()) close(written, span);
  written.closed.push({ ...code, offset: written.length, length: content.length });
  append(written, content);
  for (const span of spans) span.start = written.length;
}

/** An entity without the blank space at its ends; none, where there is nothing else in it. */
function trimEntity(text: string, entity: MessageEntity, all: readonly MessageEntity[]): MessageEntity[] {
  const { type, offset } = entity;
  const covered = text.slice(offset, offset + entity.length);
  if (covered.trim() === "") return [];
  const blank = covered.length - covered.trimStart().length;
  // Code keeps the indentation of its first line, and what is around it begins no later.
  const code = blank === 0 ? undefined : all.find((one) => one.type === "pre" && one.offset >= offset);
  const skipped = type === "pre" ? 0 : Math.min(blank, (code?.offset ?? Infinity) - offset);
  return [{ ...entity, offset: offset + skipped, length: covered.trimEnd().length - skipped }];
}
