/** Finds every name in a text and says how much each tells. */
import type { NameNode } from "./name-tree.ts";
import { placeholder } from "../../language/placeholder.ts";
import type { Shadow } from "./shadow.ts";
import { endOfShape, endOfVersion, isEastern, type Spelled, spellName, startOfPath } from "./spelling.ts";

/** A name in a text; `start` and `end` are indexes of its shadow. */
export type Mention = {
  start: number;
  end: number;
  /** Null for a name that was hidden before. */
  family: string | null;
  role: "maker" | "model";
  telling: boolean;
};

/**
 * Every name in a text in order, none inside another.
 * @param aboutSpeaker whether the text answers who speaks: then words of a looser shape are names as well.
 */
export function findMentions(tree: NameNode, shadow: Shadow, aboutSpeaker = false): Mention[] {
  const mentions: Mention[] = [];
  let index = 0;
  while (index < shadow.text.length) {
    const mention = hiddenAt(shadow, index) ?? mentionAt(tree, shadow, index) ?? shapedAt(shadow, index, aboutSpeaker);
    if (!mention) index += 1;
    else {
      join(mentions, mention, shadow);
      index = mention.end;
    }
  }
  return mentions.filter((mention) => isPlausible(mention, shadow));
}

/** Every family of which a text has the letters of a name, be it part of another name: "Claude Monet". */
export function findNamesakes(tree: NameNode, shadow: Shadow): ReadonlySet<string> {
  const families = new Set<string>();
  for (let index = 0; index < shadow.text.length; index += 1) {
    const mention = mentionAt(tree, shadow, index);
    if (mention?.family) families.add(mention.family);
  }
  return families;
}

function hiddenAt(shadow: Shadow, index: number): Mention | undefined {
  if (!shadow.text.startsWith(placeholder, index) || isPartOfNumber(shadow, index)) return undefined;
  return { start: index, end: index + placeholder.length, family: null, role: "model", telling: true };
}

/** "二〇〇〇年" is a year. */
function isPartOfNumber(shadow: Shadow, index: number): boolean {
  const numeral = /[一二三四五六七八九〇\d]/;
  return numeral.test(shadow.text.charAt(index - 1)) || numeral.test(shadow.text.charAt(index + placeholder.length));
}

function mentionAt(tree: NameNode, shadow: Shadow, index: number): Mention | undefined {
  const spelled = spellName(tree, shadow, index);
  if (!spelled) return undefined;
  const { family } = spelled.name;
  const versionEnd = endOfVersion(shadow, spelled.end);
  const versioned = /^-[a-z]{0,2}\d/.test(shadow.text.slice(spelled.end, versionEnd));
  const role = versioned ? "model" : spelled.name.role;
  const end = role === "model" ? versionEnd : spelled.end;
  if (endsInsideWord(shadow, end)) return undefined;
  const start = startOfPath(shadow, index, end);
  const telling = start < index || isTelling(spelled, end, shadow);
  return telling || isWrittenAsName(spelled, shadow) ? { start, end, family, role, telling } : undefined;
}

/** Whether what stands there can only be a name: by itself, by its disguise or by its version. */
function isTelling({ name, disguised, ...spelled }: Spelled, end: number, shadow: Shadow): boolean {
  if (name.telling || disguised) return true;
  // "MiniMax-M2" is a model; "Samsung-S24" is none.
  if (name.role === "maker") return false;
  if (name.small) return spelled.end < end;
  const versioned = /\d|[-_][a-z]{2}/.test(shadow.text.slice(spelled.end, end));
  return versioned && (name.length >= leastForSmallLetters || hasCapital(spelled, shadow));
}

/** A common word of fewer letters is no model for the number behind it ("pi2"); "llama3" is. */
const leastForSmallLetters = 5;

/** Every family of a model that is known by the shape of its name alone begins so. */
export const shapedFamily = "shape:";

/** A model nobody has listed, whose name has the shape of one: "Teuken-7B-instruct". */
function shapedAt(shadow: Shadow, index: number, aboutSpeaker: boolean): Mention | undefined {
  const end = endOfShape(shadow, index, aboutSpeaker);
  if (end === undefined) return undefined;
  const family = shapedFamily + shadow.text.slice(index, end);
  return { start: index, end, family, role: "model", telling: false };
}

function endsInsideWord(shadow: Shadow, end: number): boolean {
  return /[a-z\d]/.test(shadow.text.charAt(end)) && /[a-z\d]/.test(shadow.text.charAt(end - 1));
}

/** Common words are names only with a capital; in a text without any capitals that says nothing. */
function isWrittenAsName({ start, end, name }: Spelled, shadow: Shadow): boolean {
  if (name.small || isEastern(shadow.text.charAt(start))) return true;
  if (hasCapital({ start, end }, shadow)) return true;
  if (name.role === "model" && /\b(?:i'?m|i am|named|called|name is) $/.test(textBefore(shadow, start))) return true;
  return !shadow.hasCapitals && (name.role === "model" || /\b(?:by|from) $/.test(textBefore(shadow, start)));
}

function textBefore(shadow: Shadow, start: number): string {
  return shadow.text.slice(Math.max(0, start - 10), start);
}

function hasCapital({ start, end }: Pick<Spelled, "start" | "end">, shadow: Shadow): boolean {
  return shadow.capitals.subarray(start, end).includes(1);
}

/** Adds a mention, making one of neighbours that are one name: "Google Gemini", "meta-llama/Llama-3". */
function join(mentions: Mention[], mention: Mention, shadow: Shadow): void {
  const before = mentions.at(-1);
  const between = before ? shadow.text.slice(before.end, mention.start) : "";
  const joins = before && mention.family !== null && before.family === mention.family && /^[ /-]?$/.test(between);
  if (before && (joins || mention.start < before.end)) {
    before.end = mention.end;
    before.telling = true;
    before.role = mention.role;
  } else mentions.push(mention);
}

/** Common names must stand alone: not "Claude Monet", not "Jean-Claude", not "Google-certified". */
function isPlausible(mention: Mention, shadow: Shadow): boolean {
  const before = shadow.text.charAt(mention.start - 1);
  const after = shadow.text.charAt(mention.end);
  const next = shadow.text.charAt(mention.end + 1);
  if (after === "-" && /[a-z]/.test(next))
    return /^-(?:based|powered|trained|developed|made|built|created|ai|style)/.test(
      shadow.text.slice(mention.end, mention.end + 10),
    );
  if (/[·・•]/.test(after) && isEastern(next)) return false;
  if (isPartOfIdentifier(mention, shadow)) return false;
  if (mention.telling || isEastern(shadow.text.charAt(mention.start))) return true;
  if (/[-./@#=]/.test(before)) return false;
  const namesSomethingElse = after === " " && shadow.capitals[mention.end + 1] === 1 && /[a-z]/.test(next);
  return (
    !namesSomethingElse || /^ (?:ai|assistant|bot|i|i'm|team)\b/.test(shadow.text.slice(mention.end, mention.end + 11))
  );
}

/** "OPENAI_API_KEY", "Math.PI": names that programs use. */
function isPartOfIdentifier(mention: Mention, shadow: Shadow): boolean {
  const around = (from: number): string => shadow.text.slice(Math.max(0, from), Math.max(0, from + 2));
  return /^_[a-z\d]/.test(around(mention.end)) || /[a-z\d][_@]/.test(around(mention.start - 2));
}
