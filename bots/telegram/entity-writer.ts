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
  let text = "";
  let pending = "";
  const open: Open[] = [];
  const done: MessageEntity[] = [];

  function settle(entity: MessageEntity): void {
    const covered = text.slice(entity.offset, entity.offset + entity.length);
    if (covered.trim() === "") return;
    const blank = covered.length - covered.trimStart().length;
    // Code keeps the indentation of its first line, and what is around it begins no later.
    const code = entity.type === "pre" ? entity : done.find((one) => one.type === "pre" && one.offset >= entity.offset);
    const skipped = Math.min(blank, (code?.offset ?? Infinity) - entity.offset);
    const length = covered.trimEnd().length - skipped;
    done.push({ ...entity, offset: entity.offset + skipped, length });
  }

  function close({ type, start }: Open): void {
    if (start < text.length) settle({ type, offset: start, length: text.length - start });
  }

  function flush(): void {
    if (text !== "") text += pending;
    pending = "";
  }

  function write(words: string): void {
    const more = text === "" ? words.trimStart() : words;
    if (more === "") return;
    flush();
    text += more;
  }

  return {
    write,
    separate(separator) {
      if (separator.length > pending.length) pending = separator;
    },
    within(type, writing) {
      if (open.some((one) => one.type === type)) return writing();
      const mine = { type, start: text.length };
      open.push(mine);
      writing();
      open.pop();
      close(mine);
    },
    writeCode(code, content) {
      if (content.trim() === "") return write(content);
      flush();
      const spans = open.filter(({ type }) => type !== "blockquote");
      for (const span of spans.toReversed()) close(span);
      const offset = text.length;
      text += content;
      settle({ ...code, offset, length: content.length });
      for (const span of spans) span.start = text.length;
    },
    midLine: () => text !== "" && pending === "" && !text.endsWith("\n"),
    finish: () => ({
      text: text.trimEnd(),
      entities: done.toSorted((x, y) => x.offset - y.offset || y.length - x.length),
    }),
  };
}
