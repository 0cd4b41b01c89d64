/** The text as a reader sees it: disguises undone, every character still tied to its place in the original. */
import { foldLookAlike, letterOnPicture } from "./look-alikes.ts";

export type Shadow = {
  /** One UTF-16 unit for each folded character: lower case, compatibility forms, marks and invisible signs undone. */
  text: string;
  /** Where in the original the character at each index begins. */
  starts: readonly number[];
  /** Where in the original the character at each index ends. */
  ends: readonly number[];
  /** Whether the character at each index was a capital, or a letter in fancy dress: nobody writes common words so. */
  capitals: readonly boolean[];
  hasCapitals: boolean;
};

/** Stands for a character that has no folded form of one unit, an emoji say. */
const unknownSign = "\uFFFC";
const invisible = /[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
type Fold = { folded: string; isCapital: boolean };
const known = new Map<string, Fold>();
const mostKnown = 20_000;

/** Folds a text. Takes time and space in proportion to its length. */
export function castShadow(original: string): Shadow {
  const folded: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const capitals: boolean[] = [];
  let offset = 0;
  for (const character of original) {
    const end = offset + character.length;
    const fold = foldCharacter(character);
    for (const unit of fold.folded) {
      folded.push(unit);
      starts.push(offset);
      ends.push(end);
      capitals.push(fold.isCapital);
    }
    offset = end;
  }
  return { text: folded.join(""), starts, ends, capitals, hasCapitals: capitals.includes(true) };
}

/** What a character is read as: no unit for an invisible one, several for a ligature. */
function foldCharacter(character: string): Fold {
  const before = known.get(character);
  if (before) return before;
  const compatible = character.normalize("NFKC");
  const isDressed = compatible !== character || letterOnPicture(character) !== undefined;
  const fold = { folded: computeFold(character), isCapital: compatible !== compatible.toLowerCase() || isDressed };
  if (known.size < mostKnown) known.set(character, fold);
  return fold;
}

function computeFold(character: string): string {
  if (/[\t\n\r]/.test(character)) return character === "\t" ? " " : "\n";
  const pictured = letterOnPicture(character);
  if (pictured) return pictured;
  const plain = character.normalize("NFKD").toLowerCase().replace(invisible, "");
  // Private-use characters carry a meaning inside the mask, so none may come in from outside.
  const safe = plain.replace(/[\p{Co}\p{Cn}\p{Cs}]|[\u{10000}-\u{10FFFF}]/gu, unknownSign);
  return Array.from(safe, foldLookAlike).join("");
}
