/** What the answers of a row look like: length and Markdown, measured here and kept instead of their words. */
import { measureStyle, type SourceStyle } from "../../core/index.ts";
import { asList, asRow, type Row } from "../rate/formats/format.ts";

/** Where both answers may stand. */
export const answerColumns: readonly (readonly [string, string])[] = [
  ["text_a", "text_b"],
  ["response_a", "response_b"],
  ["conversation_a", "conversation_b"],
];

const mostParts = 1_000;

/** Of both sides; null where one is no text. */
export function measureAnswers(row: Row): { a: SourceStyle; b: SourceStyle } | null {
  const found = answerColumns.find((pair) => pair.every((name) => row[name] !== undefined && row[name] !== null));
  const [a, b] = (found ?? []).map((name) => measureSide(row[name]));
  return a && b ? { a, b } : null;
}

function measureSide(value: unknown): SourceStyle | null {
  const answers = answersOf(value);
  if (answers.length === 0) return null;
  const styles = answers.map(measureStyle);
  const sum = (part: keyof (typeof styles)[number]) => styles.reduce((total, style) => total + style[part], 0);
  return [sum("length"), sum("headers"), sum("lists"), sum("bold")];
}

/** An answer, or each that a model gives in a conversation, which CSV holds as JSON. */
function answersOf(value: unknown): string[] {
  if (typeof value === "string") {
    const list = value.startsWith("[{") ? parse(value) : undefined;
    return list ? answersOf(list) : [value];
  }
  return asList(value)
    .slice(0, mostParts)
    .map(asRow)
    .filter(({ role }) => role === "assistant")
    .flatMap(({ content }) => {
      const parts = typeof content === "string" ? [content] : asList(content).map((part) => asRow(part)["text"]);
      const said = parts.filter((part) => typeof part === "string");
      return said.length > 0 ? [said.join("\n")] : [];
    });
}

function parse(text: string): unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
