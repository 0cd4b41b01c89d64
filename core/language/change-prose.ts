/** Markdown whose code is left alone. */

type Stretch = { start: number; end: number };

const opening = /^ {0,3}(?<marker>`{3,}(?=[^`]*$)|~{3,})/u;
const closing = /^ {0,3}(?<marker>`{3,}|~{3,})[ \t]*$/u;

/** Applies a change to everything in a Markdown text that is not code. Its work is linear in the text's length. */
export function changeProse(text: string, change: (prose: string) => string): string {
  let changed = "";
  let from = 0;
  for (const { start, end } of findCode(text)) {
    changed += change(text.slice(from, start)) + text.slice(start, end);
    from = end;
  }
  return changed + change(text.slice(from));
}

/** Fenced blocks (open to the end when nothing closes them), and spans between equal runs of backticks. */
function* findCode(text: string): Generator<Stretch> {
  let fence: { start: number; marker: string } | undefined;
  let paragraph = 0;
  for (let at = 0, end = 0; at <= text.length; at = end + 1) {
    const lineEnd = text.indexOf("\n", at);
    end = lineEnd < 0 ? text.length : lineEnd;
    const line = text.slice(at, end);
    if (fence) {
      if (!closing.exec(line)?.groups?.["marker"]?.startsWith(fence.marker)) continue;
      yield { start: fence.start, end };
      fence = undefined;
      paragraph = end;
      continue;
    }
    const marker = opening.exec(line)?.groups?.["marker"];
    if (marker === undefined && line.trim() !== "") continue;
    // A span ends with its paragraph.
    yield* findSpans(text, paragraph, at);
    paragraph = at;
    if (marker !== undefined) fence = { start: at, marker };
  }
  if (fence) yield { start: fence.start, end: text.length };
  else yield* findSpans(text, paragraph, text.length);
}

function* findSpans(text: string, from: number, to: number): Generator<Stretch> {
  const runs = [...text.slice(from, to).matchAll(/`+/gu)].map(({ 0: run, index }) => ({
    start: from + index,
    length: run.length,
  }));
  /** For each run the next one of the same length, if there is one. */
  const partners = Array.from<number | undefined>({ length: runs.length });
  const last = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const { length } = runs[index] ?? { length: 0 };
    partners[index] = last.get(length);
    last.set(length, index);
  }
  for (let index = 0; index < runs.length; index += 1) {
    const [run, partner] = [runs[index], runs[partners[index] ?? -1]];
    if (!run || !partner) continue;
    yield { start: run.start, end: partner.start + partner.length };
    index = partners[index] ?? index;
  }
}
