/** Finds the final answer in a solution, as it was written. */

/** Of longer solutions only the end is looked at; and longer final answers are none. */
const mostLooked = 20_000;
const longestAnswer = 300;

/** What announces a final answer, in English and Chinese; the last one counts. */
const announcements =
  /(?:final answer|the answer|answer)\**\s{0,3}(?:is|are|[:：=])|(?:最终答案|最后答案|正确答案|答案|最终结果)\**\s{0,3}(?:[是为：:=])/giu;

/**
 * @returns what is boxed, else what is announced, else the whole where that is one line and short. Null: no final answer can
 * be told from the rest, or there are several.
 */
export function findFinalAnswer(solution: string): string | null {
  const text = solution.slice(-mostLooked).trim();
  const found = findBoxed(text) ?? findAnnounced(text) ?? (text.includes("\n") ? "" : text);
  const answer = strip(found);
  return answer === "" || answer.length > longestAnswer ? null : answer;
}

/** What the last `\boxed{…}` holds. */
function findBoxed(text: string): string | null {
  const begin = text.lastIndexOf("\\boxed{");
  if (begin < 0) return null;
  const from = text.indexOf("{", begin) + 1;
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === "{") depth += 1;
    else if (text[at] === "}" && (depth -= 1) === 0) return text.slice(from, at);
  }
  return null;
}

function findAnnounced(text: string): string | null {
  const last = [...text.matchAll(announcements)].at(-1);
  if (!last) return null;
  const rest = text.slice(last.index + last[0].length).replace(/^[\s*：:]+/u, "");
  const display = /^(?:\$\$|\\\[)([^$]{1,300}?)(?:\$\$|\\\])/u.exec(rest)?.[1];
  const [line = ""] = rest.split("\n", 1);
  // Up to the end of the sentence.
  return display ?? line.split(/[。；]|\.(?=\s|$|\*)/u, 1).join("");
}

/** Without the signs of Markdown and LaTeX around it. A sentence with one formula in it means that formula. */
function strip(found: string): string {
  const formulas = [...found.matchAll(/\\\((.{1,300}?)\\\)|\$\$?([^$\n]{1,300})\$\$?/gu)];
  if (formulas.length > 1) return "";
  const [formula] = formulas;
  return (formula ? (formula[1] ?? formula[2] ?? "") : found)
    .replaceAll(/\*\*|`|\\[[\]()]|\\displaystyle/gu, "")
    .trim()
    .replace(/[.。]$/u, "")
    .trim();
}
