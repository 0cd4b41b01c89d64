/** The largest number an endpoint says it would accept in the place of one it refused. */
import { findName, isNameOf, namesOf } from "./parameter-names.ts";

/**
 * What is left for the answer where question and answer together are too long for the model.
 * @returns null when that is not said, or nothing worth while is left.
 */
export function findRoom(words: string, asked: unknown): number | null {
  if (typeof asked !== "number") return null;
  const all = /(?:maximum context length is|context (?:length|window) (?:of|is)|must be <=) (\d{2,9})/i.exec(
    words,
  )?.[1];
  const used =
    /(\d{1,9}) (?:`inputs` tokens|in the (?:messages|prompt)|in your prompt|(?:of |from )?(?:text )?input tokens|input tokens|prompt tokens)/i.exec(
      words,
    )?.[1];
  if (all === undefined || used === undefined) return null;
  const room = Number(all) - Number(used);
  return room >= leastRoom && room < asked ? room : null;
}

/** In tokens. With less, an answer says nothing. */
const leastRoom = 16;

/** How much of a complaint is searched for the largest number. In characters. */
const nearby = 300;

/** @returns the largest value that would be accepted, where the words say one below the one that was sent. */
export function findMost(words: string, parameter: string, asked: unknown): number | null {
  if (typeof asked !== "number") return null;
  const least = isNameOf("max_tokens", parameter) ? leastRoom : 0;
  const at = Math.max(0, ...namesOf(parameter).map((name) => findName(words, name)?.at ?? 0));
  const text = words.slice(Math.max(0, at - nearby), at + nearby).replace(/(\d),(?=\d{3}\b)/g, "$1");
  for (const pattern of mostPatterns) {
    for (const match of text.matchAll(pattern)) {
      const most = Number(match[1]);
      if (most > 0 && most >= least && most < asked) return most;
    }
  }
  return null;
}

const number = "(\\d{1,9}(?:\\.\\d{1,6})?)";
const mostPatterns = [
  `[[(]\\s*\\d[\\d.]{0,9}\\s*[,~–-]\\s*${number}\\s*[\\])]`,
  `(?:between|from|range:?|values? (?:are|is|of))\\s+[\`'"]?\\d[\\d.]{0,9}[\`'"]?\\s*(?:and|to|\\.\\.|-|–|~)\\s*[\`'"]?${number}`,
  `(?:<=|≤|at most|up to|less than or equal to|no (?:more|greater|larger) than|not exceed|cannot exceed|maximum of|limit(?:ed)? (?:of|to)|limit is|smaller than or equal to|不(?:能|得|可)?(?:大于|超过))[:\\s]*[\`'"]?${number}`,
  `maximum(?: (?:allowed|supported|value|number|output|completion|tokens?|of|for|is|in|this|model|limit|the|\`?max_\\w{1,30}\`?|:)){0,10}[:\\s]+[\`'"]?${number}`,
  `\\bmax(?:imum)?\\s*[:=]\\s*${number}`,
  `(?:greater|larger|higher|more) than\\s+${number}`,
  `>\\s*${number}`,
].map((pattern) => new RegExp(pattern, "gi"));
