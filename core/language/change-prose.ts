/** Markdown whose code is left alone. */

/** A fenced block (open to the end when nothing closes it), or a span between equal runs of backticks. */
const code =
  /^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n[\s\S]*?(?:\n {0,3}\1[`~]*[^\S\n]*(?=\n|$)|$)|$)|(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\2(?!`)/gmu;

/** Applies a change to everything in a Markdown text that is not code. */
export function changeProse(text: string, change: (prose: string) => string): string {
  let changed = "";
  let from = 0;
  for (const match of text.matchAll(code)) {
    changed += change(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return changed + change(text.slice(from));
}
