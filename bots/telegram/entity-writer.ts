/** Writes text and its entities in one go, so that no entity can be left open, cross another or enter code. */
import type { MessageEntity } from "grammy/types";
import type { FormattedText } from "./formatted-text.ts";

export type Span = "bold" | "italic" | "underline" | "strikethrough" | "blockquote";

/** Code, for which Telegram allows nothing inside, and around it only a quotation. */
export type Code = { type: "code" } | { type: "pre"; language?: string };

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

/** Starts with nothing written. */
export function createEntityWriter(): EntityWriter {
  /** Put together at the end: a text that grows is copied whenever it is looked at. */
  const written: string[] = [];
  let length = 0;
  let pending = "";
  const open: Open[] = [];
  const closed: MessageEntity[] = [];

  function append(more: string): void {
    written.push(more);
    length += more.length;
  }

  function flush(): void {
    if (length > 0) append(pending);
    pending = "";
  }

  /** As Telegram has it: nothing blank at the beginning, and a space for every tab. */
  function withoutBlank(words: string): string {
    return (length === 0 ? words.trimStart() : words).replaceAll("\t", " ");
  }

  function write(words: string): void {
    const more = withoutBlank(words);
    if (more === "") return;
    flush();
    append(more);
  }

  function close({ type, start }: Open): void {
    if (start < length) closed.push({ type, offset: start, length: length - start });
  }

  return {
    write,
    separate(separator) {
      if (separator.length > pending.length) pending = separator;
    },
    within(type, writing) {
      if (open.some((one) => one.type === type)) return writing();
      const mine = { type, start: length };
      open.push(mine);
      writing();
      open.pop();
      close(mine);
    },
    writeCode(code, given) {
      if (given.trim() === "") return write(given);
      const content = code.type === "pre" ? given.replace(/^\s*\n/u, "") : withoutBlank(given);
      flush();
      const spans = open.filter(({ type }) => type !== "blockquote");
      for (const span of spans.toReversed()) close(span);
      closed.push({ ...code, offset: length, length: content.length });
      append(content);
      for (const span of spans) span.start = length;
    },
    midLine: () => length > 0 && pending === "" && written.at(-1)?.endsWith("\n") === false,
    finish() {
      const text = written.join("").trimEnd();
      const entities = closed.flatMap((entity) => trimEntity(text, entity, closed));
      return { text, entities: entities.toSorted((x, y) => x.offset - y.offset || y.length - x.length) };
    },
  };
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
