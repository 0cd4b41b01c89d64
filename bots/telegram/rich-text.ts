/** Words in the lines of a rich message: formats, code and formulas in one another, and nothing that can be pressed. */
import type { MessageEntity, RichText } from "grammy/types";
import type { MarkedToken, Token } from "marked";
import { insideFormula } from "../../core/index.ts";
import type { FormattedText } from "./formatted-text.ts";
import { addressBeside, labelOf, plainWords, readCharacterReferences, readHtml, sourceOf } from "./inline-entities.ts";

type Span = "bold" | "italic" | "strikethrough";
const spans: Partial<Record<MarkedToken["type"], Span>> = { strong: "bold", em: "italic", del: "strikethrough" };

/** What stands in the lines of Markdown; formulas are set. */
export function encodeRichText(tokens: readonly Token[]): RichText {
  return join(tokens.flatMap(partsOf));
}

type PartMakers = {
  [Type in MarkedToken["type"]]?: (token: Extract<MarkedToken, { type: Type }>) => RichText[];
};

/** Whatever is not here stays as it was written. */
const partMakers: PartMakers = {
  codespan: ({ text }) => [spanOf("code", text)],
  br: () => ["\n"],
  checkbox: () => [],
  link: ({ tokens, href }) => [encodeRichText(tokens), addressBeside(plainWords(tokens), href)],
  image: (token) => [labelOf(token), addressBeside(labelOf(token), sourceOf(token))],
  html: ({ text }) => [readHtml(text)],
  escape: ({ text }) => [text],
  text: ({ text, tokens }) => [tokens ? encodeRichText(tokens) : readCharacterReferences(text)],
};

function partsOf(token: Token): RichText[] {
  const { type } = token as MarkedToken;
  const span = spans[type];
  if (span && "tokens" in token) return [spanOf(span, encodeRichText(token.tokens ?? []))];
  if (token.type === "formula") return [formulaOf(token.raw) ?? token.raw];
  const make = partMakers[type] as ((token: Token) => RichText[]) | undefined;
  return make ? make(token) : [token.raw];
}

/** @returns undefined where there is nothing between its signs. */
export function formulaOf(raw: string): { type: "mathematical_expression"; expression: string } | undefined {
  const expression = insideFormula(raw);
  return expression === "" ? undefined : { type: "mathematical_expression", expression };
}

/** Telegram takes no format around nothing. */
function spanOf(type: Span | "underline" | "code", text: RichText): RichText {
  return showsNothing(text) ? text : { type, text };
}

/** Whether there is nothing to be seen in it. */
export function showsNothing(text: RichText): boolean {
  if (typeof text === "string") return /^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(text);
  if (Array.isArray(text)) return text.every(showsNothing);
  return "text" in text && showsNothing(text.text);
}

/** Words beside words are one. */
function join(parts: readonly RichText[]): RichText {
  const joined: RichText[] = [];
  for (const part of parts.flat() as RichText[]) {
    const last = joined.at(-1);
    if (part === "") continue;
    if (typeof part === "string" && typeof last === "string") joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined.length === 1 ? (joined[0] ?? "") : joined;
}

/** The same words, their entities as formats in one another. */
export function toRichText({ text, entities }: FormattedText): RichText {
  const upcoming = entities.toSorted((x, y) => x.offset - y.offset || y.length - x.length);
  let next = 0;
  const read = (from: number, to: number): RichText => {
    const parts: RichText[] = [];
    let at = from;
    for (let entity = upcoming[next]; entity && entity.offset < to; entity = upcoming[next]) {
      next += 1;
      parts.push(text.slice(at, entity.offset));
      at = entity.offset + entity.length;
      parts.push(wrap(entity, read(entity.offset, at)));
    }
    return join([...parts, text.slice(at, to)]);
  };
  return read(0, text.length);
}

function wrap({ type }: MessageEntity, inside: RichText): RichText {
  if (type === "bold" || type === "italic" || type === "underline" || type === "strikethrough")
    return spanOf(type, inside);
  return type === "code" || type === "pre" ? spanOf("code", inside) : inside;
}
