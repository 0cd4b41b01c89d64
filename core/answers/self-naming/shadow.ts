/** The text as a reader sees it: disguises undone, every character still tied to its place in the original. */
import { foldLookAlike, letterOnPicture } from "./look-alikes.ts";

/** A folded text, and where each of its characters stands in the original. */
export type Shadow = {
  /** One UTF-16 unit for each folded character: lower case, compatibility forms, marks and invisible signs undone. */
  text: string;
  /** Where in the original the character at each index begins. */
  starts: Readonly<Uint32Array>;
  /** Where in the original the character at each index ends. */
  ends: Readonly<Uint32Array>;
  /** 1 where the character was a capital or a decorative letter, as nobody writes common words. */
  capitals: Readonly<Uint8Array>;
  hasCapitals: boolean;
};

/** Stands for a character that has no folded form of one unit, an emoji say. */
const unknownSign = "\uFFFC";
const invisible = /[\p{Mark}\p{Default_Ignorable_Code_Point}\p{Cf}]/gu;
type Fold = { folded: string; isCapital: boolean };
const known = new Map<number, Fold>();
const mostKnown = 20_000;

/** Folds a text. Takes time and space in proportion to its length. */
export function castShadow(original: string): Shadow {
  // Plain arrays would be copied again and again while they grow.
  let columns = createColumns(original.length + mostUnits);
  let [offset, length, hasCapitals] = [0, 0, false];
  while (offset < original.length) {
    const point = original.codePointAt(offset) ?? 0;
    const end = offset + (point > 0xffff ? 2 : 1);
    const { folded, isCapital } = foldCharacter(point);
    if (length + mostUnits > columns.units.length) columns = widen(columns);
    const { units, starts, ends, capitals } = columns;
    for (let unit = 0; unit < folded.length; unit += 1, length += 1) {
      units[length] = folded.charCodeAt(unit);
      starts[length] = offset;
      ends[length] = end;
      capitals[length] = isCapital ? 1 : 0;
      hasCapitals ||= isCapital;
    }
    offset = end;
  }
  const { units, ...rest } = columns;
  return { text: Buffer.from(units.buffer, 0, 2 * length).toString("utf16le"), ...rest, hasCapitals };
}

/** No character is read as more units than this: the longest compatibility form has 18. */
const mostUnits = 64;

type Columns = Record<"starts" | "ends", Uint32Array> & { units: Uint16Array; capitals: Uint8Array };

function createColumns(length: number): Columns {
  return {
    units: new Uint16Array(length),
    starts: new Uint32Array(length),
    ends: new Uint32Array(length),
    capitals: new Uint8Array(length),
  };
}

function widen(columns: Columns): Columns {
  const wider = createColumns(2 * columns.units.length);
  wider.units.set(columns.units);
  wider.starts.set(columns.starts);
  wider.ends.set(columns.ends);
  wider.capitals.set(columns.capitals);
  return wider;
}

/** What the character with a code point is read as: no unit for an invisible one, several for a ligature. */
function foldCharacter(point: number): Fold {
  const before = known.get(point);
  if (before) return before;
  const character = String.fromCodePoint(point);
  const compatible = character.normalize("NFKC");
  const isDressed = compatible !== character || letterOnPicture(character) !== undefined;
  const fold = {
    folded: computeFold(character).slice(0, mostUnits),
    isCapital: compatible !== compatible.toLowerCase() || isDressed,
  };
  if (known.size < mostKnown) known.set(point, fold);
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
