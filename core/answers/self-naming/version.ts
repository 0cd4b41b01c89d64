/** What belongs to a model's name behind and before it: versions, sizes, variants, the path of an identifier. */
import type { Shadow } from "./shadow.ts";

const variants =
  "turbo|mini|nano|micro|lite|pro|plus|max|ultra|flash|fast|instant|instruct|chat|preview|thinking|reasoner|reasoning|coder|" +
  "code|vision|vl|omni|audio|distill|experimental|exp|latest|base|large|medium|small|tiny|sonnet|opus|haiku|advanced|" +
  "deep|research|heavy|next|air|moe|gguf|awq|it|hf|bot|large|lightning|prover|math|scout|maverick|behemoth|oss|dpo|sft";

/** One part of a version with the sign before it. What follows a letter or digit directly must be a number. */
const part = new RegExp(
  [
    "(?: ?\\.?[-‐‑–_] ?|[.:/ ])?(?:v?\\d{1,8}(?:[.x]\\d{1,4}){0,3}[a-z]{0,2}|[rvkmtxa]\\d{1,4}(?:\\.\\d{1,3})?)(?![a-z\\d])",
    `[-_: ](?:${variants}|r)(?![a-z\\d])`,
    // A plain word with a number further on, as in "DeepSeek-R1-Distill-Qwen-7B".
    "[-_][a-z]{2,14}(?=[-_.a-z]{0,24}\\d)|\\+",
  ].join("|"),
  "y",
);
const mostParts = 12;

/** Where a model's name ends, with its version, size and variant ("claude-3-5-sonnet-20241022"). */
export function endOfVersion(shadow: Shadow, nameEnd: number): number {
  let end = nameEnd;
  for (let parts = 0; parts < mostParts; parts += 1) {
    part.lastIndex = end;
    const found = part.exec(shadow.text);
    if (!found || !belongs(shadow, end, found[0])) break;
    end += found[0].length;
  }
  return end;
}

/** A word after a space belongs to the name only with a capital, or when it is never written otherwise. */
function belongs(shadow: Shadow, index: number, found: string): boolean {
  if (found === "+") return true;
  if (!found.startsWith(" ") || /^ ?[-‐‑–_]/.test(found)) return true;
  const word = found.slice(1);
  if (/^\d/.test(word)) return !followedByUnit(shadow.text, index + found.length);
  return shadow.capitals[index + 1] === 1 || /^(?:mini|nano|turbo)$/.test(word);
}

/** "Gemini 2 weeks ago": a number that counts something is no version. */
function followedByUnit(text: string, index: number): boolean {
  return /^ (?:days?|weeks?|months?|years?|times|hours?|minutes?|people|of|out|or)\b/.test(
    text.slice(index, index + 10),
  );
}

const longestPath = 40;

/** Where an identifier begins that ends in this name ("meta-llama/Llama-3"): at the name itself when it stands alone. */
export function startOfPath(shadow: Shadow, start: number, end: number): number {
  if (shadow.text.charAt(start - 1) !== "/") return start;
  if (!/[-\d]/.test(shadow.text.slice(start, end))) return start;
  const before = shadow.text.slice(Math.max(0, start - longestPath), start - 1);
  const owner = /(?<![\w./-])[a-z\d][\w.-]*(?:\/[\w.-]+){0,3}$/.exec(before);
  return owner ? start - 1 - owner[0].length : start;
}
