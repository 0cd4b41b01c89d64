/** A row's values side by side as bytes, so that they are read as those of CSV are. */
import { asList, asRow, type Row } from "./formats/format.ts";
import { wanted, type WantedFields } from "./wanted-fields.ts";
import { quoteValue } from "./visible.ts";

/** Lays one row after the other out in the same place. */
export type Layout = {
  fields: WantedFields;
  /** @returns why it cannot. */
  lay: (row: Row) => string | undefined;
  /** Rows whose answers are no text, where that was no reason to refuse them. */
  withoutText: () => number;
};

/** By the places of {@link wanted}: what may be a number as well as text, and the answers. */
const loose = [2, 3, 4, 7, 8, 9, 10];
const ids = [3, 4];
const textA = 5;
const textB = 6;
const encoder = new TextEncoder();
const mostParts = 1_000;

/**
 * @param names by the places of {@link wanted} the columns to read.
 * @param needs.needsTexts whether a row without text of its answers is refused.
 */
export function createLayout(names: readonly (string | undefined)[], { needsTexts }: { needsTexts: boolean }): Layout {
  const places = () => new Int32Array(wanted.length);
  const fields = { bytes: new Uint8Array(1 << 12), starts: places(), ends: places() };
  let withoutText = 0;
  return {
    fields,
    withoutText: () => withoutText,
    lay(row) {
      const texts = readTexts(row, names);
      if (texts === undefined) {
        if (needsTexts) return `${names[textA]} and ${names[textB]} must both be text, for --style`;
        withoutText++;
      }
      let used = 0;
      for (const [index, name] of names.entries()) {
        fields.starts[index] = used;
        const value = name === undefined ? { text: "" } : readField(row, name, index, texts);
        if ("reason" in value) return value.reason;
        used = write(fields, used, value.text);
        fields.ends[index] = used;
      }
      return undefined;
    },
  };
}

type Texts = { [textA]: string; [textB]: string };

function readField(
  row: Row,
  name: string,
  index: number,
  texts: Texts | undefined,
): { text: string } | { reason: string } {
  if (index === textA || index === textB) return { text: texts?.[index] ?? "" };
  if (!Object.hasOwn(row, name)) return { reason: `there is no "${name}"` };
  const text = readText(row[name], index);
  return text === undefined ? { reason: `${name} is ${describe(row[name])}, not text` } : { text };
}

/** Undefined when it is nothing that can stand for text. */
function readText(value: unknown, index: number): string | undefined {
  if (typeof value === "string") return value;
  if (loose.includes(index) && isScalar(value)) return String(value);
  if (!ids.includes(index)) return undefined;
  if (value === null || value === undefined) return "";
  // A judge with its way of judging, such as ["gpt-4", "pair-v2"].
  const parts = asList(value).slice(0, mostParts);
  return parts.length > 0 && parts.every((part) => typeof part === "string" || isScalar(part))
    ? parts.join(", ")
    : undefined;
}

function isScalar(value: unknown): value is number | bigint | boolean {
  return ["number", "bigint", "boolean"].includes(typeof value);
}

/** Shows a value of any depth without walking through it. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "an object";
  return quoteValue(String(value));
}

/** Both answers; undefined when one is no text. */
function readTexts(row: Row, names: readonly (string | undefined)[]): Texts | undefined {
  const [nameA, nameB] = [names[textA], names[textB]];
  if (nameA === undefined || nameB === undefined) return { [textA]: "", [textB]: "" };
  const [a, b] = [readAnswer(row[nameA]), readAnswer(row[nameB])];
  return a === undefined || b === undefined ? undefined : { [textA]: a, [textB]: b };
}

/** An answer, or all that the model says in a conversation. */
function readAnswer(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  const said = value
    .slice(0, mostParts)
    .map(asRow)
    .filter(({ role }) => role === "assistant");
  const parts = said.flatMap(({ content }) =>
    typeof content === "string" ? [content] : asList(content).map((part) => asRow(part)["text"]),
  );
  return parts.filter((part) => typeof part === "string").join("\n");
}

function write(fields: WantedFields, from: number, text: string): number {
  if (fields.bytes.length < from + 3 * text.length) {
    const wider = new Uint8Array(2 * (from + 3 * text.length));
    wider.set(fields.bytes.subarray(0, from));
    fields.bytes = wider;
  }
  return from + encoder.encodeInto(text, fields.bytes.subarray(from)).written;
}
