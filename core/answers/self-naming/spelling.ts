/** Finds the letters of a name however they are spaced, dotted, dashed, wrapped in Markdown or disguised. */
import { disguisedLetters } from "./look-alikes.ts";
import { isNameLetter, type Name, type NameNode } from "./name-tree.ts";
import type { Shadow } from "./shadow.ts";

/** A name in a shadow, from the index `start` up to but not including `end`. */
export type Spelled = {
  start: number;
  end: number;
  name: Name;
  /** Whether its letters are set apart or stand for others: what is hidden so is no common word. */
  disguised: boolean;
};

/** A way through the tree so far. */
type Path = { node: NameNode; index: number; letters: number; disguised: number; gaps: readonly Gap[] };

/** Signs between two letters, Markdown's apart. */
type Gap = {
  /** How many letters stand before it. */
  after: number;
  signs: string;
  beforeCapital: boolean;
};

const widestGap = 3;
const leastForDisguise = 4;
const leastForDashes = 6;
const mostSteps = 400;

/** The longest name that begins at an index, or undefined. The number of its steps does not depend on the text's length. */
export function spellName(tree: NameNode, shadow: Shadow, start: number): Spelled | undefined {
  if (!beginsWord(shadow, start)) return undefined;
  const open: Path[] = [{ node: tree, index: start, letters: 0, disguised: 0, gaps: [] }];
  let best: Spelled | undefined;
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const path = open.pop();
    if (!path) break;
    const name = path.node.name;
    const found = name && endsWord(shadow, path.index) && isCredible(path, name, shadow, start);
    if (found && path.index > (best?.end ?? 0)) {
      best = { start, end: path.index, name, disguised: path.disguised > 0 || path.gaps.length > name.gaps.length };
    }
    goOn(open, path, shadow);
  }
  return best;
}

/** Chinese has no signs between words, Japanese changes the script there; elsewhere a name does not begin inside one. */
function beginsWord(shadow: Shadow, start: number): boolean {
  const first = shadow.text.charAt(start);
  const before = shadow.text.charAt(start - 1);
  // Most places are inside a Latin word, or at its beginning.
  if (isPlain(first) && isPlain(before)) return false;
  if (isHan(first) || !isNameLetter(before) || isHan(before)) return true;
  return isEastern(first) !== isEastern(before) || /\p{Script=Hiragana}/u.test(before);
}

/** What follows may be a digit (a version) but no letter of the same word; Korean adds its particles directly. */
function endsWord(shadow: Shadow, end: number): boolean {
  const last = shadow.text.charAt(end - 1);
  const next = shadow.text.charAt(end);
  if (isHan(last) || /\p{Script=Hangul}/u.test(last)) return true;
  if (/\p{Script=Katakana}/u.test(last)) return !/[\p{Script=Katakana}ー]/u.test(next);
  return !/\p{Script=Cyrillic}/u.test(next) && !/[a-z]/.test(next);
}

/** Opens the paths that lead on from this one; what stands there itself is followed before what it may stand for. */
function goOn(open: Path[], path: Path, shadow: Shadow): void {
  const { node, letters, disguised } = path;
  if (node.next.size === 0) return;
  const width = letters === 0 ? 0 : gapWidth(shadow, path.index);
  const index = path.index + width;
  const character = shadow.text.charAt(index);
  const gaps = width === 0 ? path.gaps : passGap(path, index, shadow);
  const step = (letter: string, more: number): void => {
    const next = node.next.get(letter);
    if (next) open.push({ node: next, index: index + 1, letters: letters + 1, disguised: disguised + more, gaps });
  };
  if (looksDisguised(shadow, index)) for (const letter of disguisedLetters(character)) step(letter, 1);
  step(character, 0);
}

function passGap({ index: start, letters, gaps }: Path, index: number, shadow: Shadow): readonly Gap[] {
  const signs = shadow.text.slice(start, index);
  if (isMarkdown(signs)) return gaps;
  return [...gaps, { after: letters, signs, beforeCapital: shadow.capitals[index] === 1 }];
}

/** Of letters only a capital I passes for a small l, and an l after a capital for a capital I: "CIaude", "OpenAl". */
function looksDisguised(shadow: Shadow, index: number): boolean {
  const character = shadow.text.charAt(index);
  if (character === "i") return shadow.capitals[index] === 1;
  return character !== "l" || shadow.capitals[index - 1] === 1;
}

/** How many signs stand between this letter and the next one: none when they are too many to be a spelling. */
function gapWidth(shadow: Shadow, index: number): number {
  if (isPlain(shadow.text.charAt(index))) return 0;
  let width = 0;
  while (width <= widestGap && /[ .\-_·・•*~`|/‐‑–:()]/.test(shadow.text.charAt(index + width))) width += 1;
  return width > widestGap ? 0 : width;
}

function isMarkdown(gap: string): boolean {
  return /^[*_~`]*$/.test(gap);
}

/** Tells a name in disguise from other words that happen to have its letters. */
function isCredible(path: Path, name: Name, shadow: Shadow, start: number): boolean {
  if (path.disguised > 0 && (name.length < leastForDisguise || path.disguised * 2 > name.length)) return false;
  const gaps = path.gaps.filter(({ after }) => !name.gaps.includes(after));
  if (gaps.length === 0) return true;
  if (gaps.some(({ signs }) => /[/|:()]/.test(signs))) return false;
  const everyLetterApart = path.gaps.length >= path.letters - 1 && path.letters > 1;
  if (everyLetterApart) return path.letters > 2 || isHan(shadow.text.charAt(start));
  if (!name.telling) return false;
  if (gaps.every(({ beforeCapital }) => beforeCapital)) return shadow.capitals[start] === 1;
  return name.length >= leastForDashes && gaps.every(({ signs }) => !signs.includes(" "));
}

/** Whether a folded character is a Latin letter or a digit as nearly all are, which is quickly seen. */
function isPlain(character: string): boolean {
  return (character >= "a" && character <= "z") || (character >= "0" && character <= "9");
}

/** Whether a folded character is a Chinese one. */
function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character);
}

/** Whether a folded character belongs to a script without capitals: Chinese, Japanese or Korean. */
export function isEastern(character: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー]/u.test(character);
}

const variants =
  "turbo|mini|nano|micro|lite|pro|plus|max|ultra|flash|fast|instant|instruct|chat|preview|thinking|reasoner|reasoning|coder|" +
  "code|vision|vl|omni|audio|distill|experimental|exp|latest|base|large|medium|small|tiny|sonnet|opus|haiku|advanced|" +
  "deep|research|heavy|prime|premier|open|exp|next|air|moe|gguf|awq|it|hf|bot|large|lightning|prover|math|scout|maverick|behemoth|oss|dpo|sft";

/** One part of a version with the sign before it. What follows a letter or digit directly must be a number. */
const part = new RegExp(
  [
    "(?: ?\\.?[-‐‑–_] ?|[.:/ ])?(?:v?\\d{1,8}(?:[.x]\\d{1,4}){0,3}[a-z]{0,2}|[rvkmtxa]\\d{1,4}(?:\\.\\d{1,3})?b?)(?![a-z\\d])",
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

/** Whether a word may stand there that {@link endOfShape} takes for a name only when it may be brief. */
export function mayHoldBrief({ text }: Shadow): boolean {
  return /[a-z]{3}[-_]v?\d/.test(text);
}

const identifier = /[a-z][a-z\d.]{1,20}(?:[-_][a-z\d][a-z\d.]{0,15}){1,7}/y;
const size = /^\d{1,4}(?:\.\d{1,2})?b$/;
const variant = new RegExp(`^(?:${variants})$`);

/**
 * Where an identifier ends that begins at an index and has the shape of a model's name: several parts, one of them a
 * number of parameters, or both a number and a variant ("Teuken-7B", "LongCat-2-Flash"). Undefined for any other word.
 * @param mayBeBrief whether a word with a number is enough, as in "Step-3".
 */
export function endOfShape(shadow: Shadow, start: number, mayBeBrief: boolean): number | undefined {
  const [first, before] = [shadow.text.charAt(start), shadow.text.charAt(start - 1)];
  if (first < "a" || first > "z" || isPlain(before) || /[._/@-]/.test(before)) return undefined;
  identifier.lastIndex = start;
  const found = identifier.exec(shadow.text)?.[0].replace(/\.+$/, "");
  if (found === undefined) return undefined;
  const [, ...parts] = found.split(/[-_]/);
  const isModel =
    parts.some((part) => size.test(part)) || (parts.some((part) => variant.test(part)) && /\d/.test(found));
  const isBrief = mayBeBrief && shadow.capitals[start] === 1 && /^[a-z]{3,}[-_]v?\d{1,2}(?:\.\d{1,2})?$/.test(found);
  return isModel || isBrief ? start + found.length : undefined;
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
