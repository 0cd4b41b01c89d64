/** What a final answer is, in a form that can be computed; nothing is claimed of what is not known here. */
import { tokensOf, translate, Unreadable } from "./translate-latex.ts";

/**
 * One value, or several: in any order (`set`), or as they stand between brackets (`tuple`: a point or what lies between two
 * ends, of which `brackets` tells). `percent`: it was said in hundredths.
 */
export type ReadAnswer = { kind: "value" | "set" | "tuple"; values: string[]; brackets: string; percent: boolean };

const mostMembers = 20;

/** @returns null for what cannot be read. */
export function readAnswer(answer: string): ReadAnswer | null {
  try {
    return readNormal(normalize(answer));
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function normalize(answer: string): string {
  const plain = answer
    .normalize("NFKC")
    .replaceAll(/\\left(?![a-z])|\\right(?![a-z])|\\[,;:! ]|\\q?quad(?![a-z])/gu, " ")
    .replaceAll(/[−–]/gu, "-")
    .replaceAll("{,}", "")
    .replaceAll(/\\text\{\s{0,3}(?:and|or|和|或)\s{0,3}\}|\s(?:and|or)\s|[和或、]/gu, ",")
    .trim();
  const value = lastSide(plain);
  // Thousands, where no comma can part members.
  return /^-?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/u.test(value) ? value.replaceAll(",", "") : value;
}

/** `x = 5` and `f(x) = 5` mean 5, and `12 + 7 = 19` means 19: what is set equal to a name, or computed. */
function lastSide(text: string): string {
  const named = /^[a-zA-Z](?:\([a-z]\)|_\{?\w\}?)?\s?(?:=|\\in(?![a-z]))/u.exec(text);
  const rest = named ? text.slice(named[0].length).trim() : text;
  const sides = rest.split("=");
  if (sides.length === 1) return rest;
  // Where there are unknowns it may be an equation.
  if (/[a-zA-Z]/u.test(rest.replaceAll(/\\[a-zA-Z]+/gu, ""))) throw new Unreadable();
  return (sides.at(-1) ?? "").trim();
}

function readNormal(text: string): ReadAnswer {
  const percent = /\\?%$/u.test(text);
  if (percent)
    return { kind: "value", values: [`(${translate(text.replace(/\\?%$/u, ""))})/100`], brackets: "", percent };
  const braced = /^\\\{(.*)\\\}$/su.exec(text);
  const parts = splitMembers(braced?.[1] ?? text);
  const around = /^([([])(.*)([)\]])$/su.exec(text);
  const inside = around ? splitMembers(around[2] ?? "") : [];
  if (!braced && parts.length === 1 && inside.length > 1)
    return { kind: "tuple", values: inside.map(translate), brackets: `${around?.[1]}${around?.[3]}`, percent };
  const both = parts.flatMap(bothSigns).map(translate);
  const kind = braced || both.length > 1 ? "set" : "value";
  return { kind, values: both, brackets: "", percent };
}

/** `±2` is 2 and −2. */
function bothSigns(text: string): string[] {
  const [before = "", after, more] = text.split(/\\pm|±/u);
  if (more !== undefined) throw new Unreadable();
  return after === undefined ? [text] : [`${before}+${after}`, `${before}-${after}`];
}

/** Parts at commas outside of brackets. */
function splitMembers(text: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const token of tokensOf(text)) {
    if ("([{".includes(token) || token === "\\{") depth += 1;
    if (")]}".includes(token) || token === "\\}") depth -= 1;
    if (token === "," && depth === 0) parts.push("");
    else parts.push(`${parts.pop() ?? ""}${token} `);
  }
  if (parts.length > mostMembers) throw new Unreadable();
  return parts.map((part) => part.trim().replace(/^[a-z](?: _ (?:\{ )?\w(?: \})?)? = /u, ""));
}
