/** What a picture says, in words: for whoever cannot see it, and for whoever wants the figures. */
import type { Sentences } from "../language/index.ts";

/** Chat platforms take at most 1,024 characters; this leaves them room for a word of their own. */
const longest = 1_000;

/** Lines joined as far as they fit; what does not is counted. The first line is always there. */
export function altText(lines: readonly string[], words: Sentences): string {
  const [first = "", ...rest] = lines;
  const kept = [first.slice(0, longest)];
  const length = () => kept.join("\n").length;
  for (const [index, line] of rest.entries()) {
    const left = rest.length - index;
    const remark = left > 1 ? `\n${words.boards.more(left - 1)}`.length : 0;
    if (length() + 1 + line.length + remark > longest) {
      const more = words.boards.more(left);
      if (length() + 1 + more.length <= longest) kept.push(more);
      break;
    }
    kept.push(line);
  }
  return kept.join("\n");
}
