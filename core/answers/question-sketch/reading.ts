/** What of a question is compared with others: its words in order, and what must be the same to the letter. */
import { withoutPiles } from "../../language/piled-marks.ts";
import { findTurning } from "./turning-words.ts";

/** A question taken apart. */
export type Reading = {
  /** Words and numbers in small letters, signs of formulas, and single characters where no spaces show words. */
  units: string[];
  /** Numbers, signs, names, what is quoted, and words on which a question turns: with others it is another question. */
  fixed: string[];
};

const spaceless = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;
const number = String.raw`(?:(?<![\p{L}\p{N}])\.)?\p{N}+(?:[.,]\p{N}+)*`;
const letter = `(?![${spaceless}])[\\p{L}\\p{M}]`;
/** What formulas and programs are made of. A hyphen inside a word is none of them. */
const sign = String.raw`(?!\x60)[\p{S}()[\]{}#%&*/@\\_]|!(?==)|(?<!\p{L})-|-(?!\p{L})`;
const unit = new RegExp(`${number}|[${spaceless}]\\p{M}*|(?:${letter})+(?:'(?:${letter})+)*|${sign}`, "gu");
const word = /^[\p{L}\p{M}]/u;

/** Nobody sees them: with them a question looks the same, and is. */
const invisible = /\p{Default_Ignorable_Code_Point}+/gu;
const raised = /[\u{b2}\u{b3}\u{b9}\u{2070}-\u{207f}]+/gu;
const apostrophes = /[‘’ʼ]/gu;
/** What is quoted ends at the next mark of its kind, so that unpaired ones cost nothing. */
const quoted =
  /"[^"]+"|“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|「[^「」]+」|『[^『』]+』|《[^《》]+》|`[^`]+`|(?<![\p{L}\p{N}])'[^'\n]+'(?![\p{L}\p{N}])/gu;
/** Within a sentence a capital letter begins a name; what begins a sentence is no name for that. */
const name = /(?<=[\p{L}\p{N},;)]\s)\p{Lu}[\p{L}\p{M}]+/gu;

/** Takes a question apart; its work is linear in the text's length. */
export function readUnits(question: string): Reading {
  // Thousands of marks on one character take long to be put in order.
  const seen = withoutPiles(question.replaceAll(invisible, ""));
  // Without its sign a power would become part of the number before.
  const text = seen.replaceAll(raised, "^$&").normalize("NFKC").replaceAll(apostrophes, "'");
  const small = text.toLowerCase();
  const units = unitsOf(small);
  const fixed = [
    ...units.filter((one) => !word.test(one)),
    ...Array.from(small.matchAll(quoted), ([part]) => unitsOf(part).join(" ")),
    ...Array.from(text.matchAll(name), ([one]) => one.toLowerCase()),
    ...findTurning(small, units),
  ];
  // Smileys alone, for one, are a question, too.
  return { units: units.length > 0 ? units : [small], fixed };
}

function unitsOf(text: string): string[] {
  return Array.from(text.matchAll(unit), ([one]) => one);
}

/** How many words that is: a character that stands by itself is about half of one. */
export function countWords(units: readonly string[]): number {
  return units.reduce((words, one) => words + (alone.test(one) ? 0.5 : 1), 0);
}

const alone = new RegExp(`^[${spaceless}]`, "u");
