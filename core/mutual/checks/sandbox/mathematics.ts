/**
 * The process in which final answers are compared, by nerdamer. Nobody's program runs in it; but nobody knows how long an
 * expression takes that a stranger has written, so it is one that can be killed.
 */
import { readFileSync, writeSync } from "node:fs";
import nerdamer from "nerdamer-prime";
import type { ReadAnswer } from "../mathematics/read-answer.ts";

/** Null: it cannot be told. `value`: what it comes to, alike for equal ones. */
export type Compared = { equal: boolean | null; value: string };

/** How far values that are no fractions may lie apart: nerdamer computes with 16 digits or so. */
const tolerance = 1e-10;
/** Where expressions with unknowns are compared. */
const places = [0.7312, 1.3721, 2.6189];

/** The value of an expression in decimals. */
const decimalOf = (expression: string) => Number(nerdamer(expression).evaluate().text("decimals"));
const isFraction = (text: string) => /^-?\d+(?:\/\d+)?$/u.test(text);

function unknownsOf(expression: string): string[] {
  const names = expression.match(/(?<![a-zA-Z])[a-zA-Z](?![a-zA-Z])/gu) ?? [];
  return [...new Set(names)].filter((name) => name !== "e").toSorted();
}

/** @returns null where it is rounded, so that it may or may not be meant to be equal. */
function isSame(one: string, other: string): boolean | null {
  if (one.includes("Infinity") || other.includes("Infinity")) return one === other;
  const unknowns = unknownsOf(one);
  // An unknown that one alone has may be a unit.
  if (unknowns.join() !== unknownsOf(other).join()) return null;
  if (unknowns.length > 0) return isSameEverywhere(one, other, unknowns);
  const areExact = [one, other].every((expression) => isFraction(nerdamer(expression).toString()));
  if (areExact && nerdamer(`(${one})-(${other})`).toString() === "0") return true;
  const apart = Math.abs(decimalOf(`(${one})-(${other})`));
  const size = Math.max(1, Math.abs(decimalOf(other)));
  // Too large for decimals.
  if (!Number.isFinite(apart + size)) return areExact ? false : null;
  if (!areExact && apart <= tolerance * size) return true;
  return apart <= roundingOf(size, one, other) ? null : false;
}

/**
 * How far apart values may lie because one is rounded: half a unit of the last place of the decimals that either is written
 * in; where those are multiplied, as many of the digits that count.
 */
function roundingOf(size: number, ...written: string[]): number {
  const roundings = written.flatMap((text) =>
    [...text.matchAll(/(\d+)\.(\d+)/gu)].map(([, whole = "", digits = ""]) => {
      const counting = `${whole}${digits}`.replace(/^0+/u, "").length;
      return 0.501 * (/[*/]/u.test(text) ? size * 10 ** (1 - counting) : 10 ** -digits.length);
    }),
  );
  return Math.max(0, ...roundings);
}

function isSameEverywhere(one: string, other: string, unknowns: readonly string[]): boolean | null {
  for (const [index, place] of places.entries()) {
    const values = Object.fromEntries(
      unknowns.map((name, shift) => [name, String(place + 0.3147 * shift + 0.01 * index)]),
    );
    const [first, second] = [one, other].map((text) => Number(nerdamer(text, values).evaluate().text("decimals")));
    if (first === undefined || second === undefined || !Number.isFinite(first) || !Number.isFinite(second)) return null;
    if (Math.abs(first - second) > 1e-8 * Math.max(1, Math.abs(second))) return false;
  }
  return true;
}

/** Several are the same when each has its like; one that cannot be told leaves the whole untold, unless another differs. */
function compare(standard: ReadAnswer, answer: ReadAnswer): boolean | null {
  if (standard.kind !== answer.kind) return null;
  if (standard.brackets !== answer.brackets) return false;
  if (standard.percent !== answer.percent) {
    const [one = "", other = ""] = [standard.values[0], answer.values[0]];
    const same = isSame(one, other);
    // Whether 50 is meant in hundredths as 50% is, nobody knows.
    const maybe = isSame(standard.percent ? `(${one})*100` : one, answer.percent ? `(${other})*100` : other);
    return same === false && maybe !== false ? null : same;
  }
  if (standard.values.length !== answer.values.length) return false;
  if (standard.kind !== "set")
    return allOf(standard.values.map((value, index) => isSame(value, answer.values[index] ?? "")));
  const left = [...answer.values];
  return allOf(
    standard.values.map((value) => {
      const told = left.map((other) => isSame(value, other));
      const at = told.indexOf(true);
      if (at >= 0) left.splice(at, 1);
      return at >= 0 ? true : told.includes(null) ? null : false;
    }),
  );
}

function allOf(told: readonly (boolean | null)[]): boolean | null {
  if (told.includes(false)) return false;
  return told.includes(null) ? null : true;
}

function valueOf({ kind, values, brackets }: ReadAnswer): string {
  const each = values.map((value) => {
    const exact = nerdamer(value).toString();
    if (isFraction(exact)) return exact;
    const decimal = decimalOf(value);
    return Number.isFinite(decimal) ? decimal.toPrecision(10) : exact;
  });
  return `${brackets[0] ?? ""}${(kind === "set" ? each.toSorted() : each).join(", ")}${brackets[1] ?? ""}`;
}

function judge(standard: ReadAnswer, answer: ReadAnswer): Compared {
  try {
    return { equal: compare(standard, answer), value: valueOf(answer).slice(0, 300) };
  } catch {
    // Nerdamer cannot compute it.
    return { equal: null, value: "" };
  }
}

const say = (line: object) => void writeSync(1, `${JSON.stringify(line)}\n`);
const { standard, answers } = JSON.parse(readFileSync(0, "utf8")) as { standard: ReadAnswer; answers: ReadAnswer[] };
say({ ending: "ready" });
for (const answer of answers) say(judge(standard, answer));
