/** What stands in the lines of Markdown: words, named characters, spans, code, and links that show where they lead. */
import type { MarkedToken, Token, Tokens } from "marked";
import { formulaText, isMathematical } from "../../core/index.ts";
import { createEntityWriter, type EntityWriter, type Span } from "./entity-writer.ts";

/** As Telegram does with all it is sent: without controls, and without marks that turn the direction of reading. */
export function cleanCharacters(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n?/gu, "\n")
    .replaceAll(/[\u2028-\u202e]/gu, "")
    .replaceAll(/(?![\n\t])\p{Cc}/gu, " ");
}

/** The names that models write; others stay as they are. */
const named: Readonly<Record<string, string>> = {
  ...{ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0", copy: "©", reg: "®", trade: "™" },
  ...{ hellip: "…", ndash: "–", mdash: "—", lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»" },
  ...{ bull: "•", middot: "·", deg: "°", times: "×", divide: "÷", plusmn: "±", minus: "−", euro: "€", pound: "£" },
  ...{ larr: "←", rarr: "→", harr: "↔", rArr: "⇒", le: "≤", ge: "≥", ne: "≠", asymp: "≈", infin: "∞", radic: "√" },
};

const reference = /&(?:#(?<decimal>\d{1,7})|#x(?<hexadecimal>[\da-f]{1,6})|(?<name>[a-z]\w{0,7}));/giu;

/** A text without the likes of `&amp;`, which stand for one character each. */
export function readCharacterReferences(text: string): string {
  const read = text.replaceAll(reference, (written, decimal?: string, hexadecimal?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? written;
    const point = decimal === undefined ? Number.parseInt(hexadecimal ?? "", 16) : Number(decimal);
    return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : "\ufffd";
  });
  return cleanCharacters(read);
}

const spans: Partial<Record<MarkedToken["type"], Span>> = { strong: "bold", em: "italic", del: "strikethrough" };

type InlineWriters = {
  [Type in MarkedToken["type"]]?: (
    writer: EntityWriter,
    token: Extract<MarkedToken, { type: Type }>,
    indent: string,
  ) => void;
};

/** Whatever is not here stays as it was written. */
const inlineWriters: InlineWriters = {
  codespan: (writer, { text }) => writer.writeCode({ type: "code" }, text),
  br: (writer, _token, indent) => writer.write(`\n${indent}`),
  link: writeLink,
  image: writeImage,
  checkbox: () => {},
  html: (writer, { text }) => writer.write(readHtml(text)),
  escape: (writer, { text }) => writer.write(text),
  text(writer, { text, tokens }, indent) {
    if (tokens) writeInline(writer, tokens, indent);
    else writer.write(readCharacterReferences(text).replaceAll("\n", `\n${indent}`));
  },
};

/** @param indent what every further line begins with. */
export function writeInline(writer: EntityWriter, tokens: readonly Token[], indent: string): void {
  for (const token of tokens as MarkedToken[]) {
    const span = spans[token.type];
    const write = inlineWriters[token.type] as ((...of: [EntityWriter, Token, string]) => void) | undefined;
    if ((token as Token).type === "formula") writeFormula(writer, token.raw, indent);
    else if (span && "tokens" in token) writer.within(span, () => writeInline(writer, token.tokens ?? [], indent));
    else if (write) write(writer, token, indent);
    else writer.write(token.raw);
  }
}

/** In plain characters; what they cannot say, as it was written, set apart as code. */
function writeFormula(writer: EntityWriter, formula: string, indent: string): void {
  const said = formulaText(formula);
  if (said !== undefined) writer.write(said.replaceAll("\n", `\n${indent}`));
  else if (isMathematical(formula)) writer.writeCode({ type: "code" }, formula);
  else writer.write(formula);
}

/** What is written, without its format. */
export function plainWords(tokens: readonly Token[]): string {
  const writer = createEntityWriter();
  writeInline(writer, tokens, "");
  return writer.finish().text;
}

/** HTML does nothing: it is shown, but for the ends of lines, which are all that models need it for. */
export function readHtml(html: string): string {
  return readCharacterReferences(html.replaceAll(/<br\s*\/?>/giu, "\n"));
}

/** A label that says something else than its address would be a lure, so the address stands beside it. */
function writeLink(writer: EntityWriter, { href, tokens }: Tokens.Link, indent: string): void {
  writeInline(writer, tokens, indent);
  writeAddress(writer, plainWords(tokens), href);
}

function writeImage(writer: EntityWriter, image: Tokens.Image): void {
  const label = labelOf(image);
  writer.write(label);
  writeAddress(writer, label, sourceOf(image));
}

/** What a picture is said to show. */
export function labelOf({ text }: Tokens.Image): string {
  return readCharacterReferences(text);
}

/** Where a picture comes from; one that is written out is of no use to read. */
export function sourceOf({ href }: Tokens.Image): string {
  return href.startsWith("data:") ? "data:…" : href;
}

function writeAddress(writer: EntityWriter, label: string, href: string): void {
  const address = addressBeside(label, href);
  if (address !== "") writer.write(address);
}

/** Where a label leads, if it does not say so itself. */
export function addressBeside(label: string, href: string): string {
  const address = readCharacterReferences(href);
  if (address === "" || withoutScheme(label) === withoutScheme(address)) return "";
  return label.trim() === "" ? address : ` (${address})`;
}

function withoutScheme(address: string): string {
  return address
    .trim()
    .replace(/^(?:https?:\/\/|mailto:)/iu, "")
    .replace(/\/$/u, "");
}
