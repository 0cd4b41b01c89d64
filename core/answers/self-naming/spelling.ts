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
    open.push(...continuations(path, shadow));
  }
  return best;
}

/** Chinese has no signs between words; elsewhere a name does not begin inside one. */
function beginsWord(shadow: Shadow, start: number): boolean {
  return isHan(shadow.text.charAt(start)) || !isLatin(shadow.text.charAt(start - 1));
}

/** What follows may be a digit (a version) but no letter of the same word. */
function endsWord(shadow: Shadow, end: number): boolean {
  return isHan(shadow.text.charAt(end - 1)) || !/[a-z]/.test(shadow.text.charAt(end));
}

function continuations(path: Path, shadow: Shadow): Path[] {
  const width = path.letters === 0 ? 0 : gapWidth(shadow, path.index);
  const index = path.index + width;
  const character = shadow.text.charAt(index);
  if (character === "") return [];
  const signs = shadow.text.slice(path.index, index);
  const gap: Gap = { after: path.letters, signs, beforeCapital: shadow.capitals[index] === 1 };
  const gaps = isMarkdown(signs) ? path.gaps : [...path.gaps, gap];
  const step = (letter: string, disguised: number): Path[] => {
    const node = path.node.next.get(letter);
    if (!node) return [];
    return [{ node, index: index + 1, letters: path.letters + 1, disguised: path.disguised + disguised, gaps }];
  };
  const disguises = looksDisguised(shadow, index) ? disguisedLetters(character) : "";
  return [...Array.from(disguises).flatMap((letter) => step(letter, 1)), ...step(character, 0)];
}

/** Of letters only a capital I passes for a small l, and an l after a capital for a capital I: "CIaude", "OpenAl". */
function looksDisguised(shadow: Shadow, index: number): boolean {
  const character = shadow.text.charAt(index);
  if (character === "i") return shadow.capitals[index] === 1;
  return character !== "l" || shadow.capitals[index - 1] === 1;
}

/** How many signs stand between this letter and the next one: none when they are too many to be a spelling. */
function gapWidth(shadow: Shadow, index: number): number {
  let width = 0;
  while (width <= widestGap && /[ .\-_·•*~`|/‐‑–:()]/.test(shadow.text.charAt(index + width))) width += 1;
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

/** Whether a folded character is a Chinese one. */
export function isHan(character: string): boolean {
  return /\p{Script=Han}/u.test(character);
}

function isLatin(character: string): boolean {
  return isNameLetter(character) && !isHan(character);
}
