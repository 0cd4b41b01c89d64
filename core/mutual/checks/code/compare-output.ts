/** Whether a program wrote what was to be written, as judges of competitions compare. */

/** How far a number with a decimal point may be off, as a share of what is expected where that is above 1. */
const tolerance = 1e-6;

/**
 * Words, and the lines they stand in, must be the same; white space at the end of a line and of the whole does not count. A
 * number with a decimal point may be off by 10⁻⁶, absolutely or relatively.
 */
export function isSameOutput(expected: string, written: string): boolean {
  const [wanted, found] = [linesOf(expected), linesOf(written)];
  return wanted.length === found.length && wanted.every((line, index) => isSameLine(line, found[index] ?? ""));
}

function linesOf(text: string): string[] {
  return text.trimEnd().split(/\r?\n/u);
}

function isSameLine(expected: string, written: string): boolean {
  const [wanted, found] = [expected.trimEnd(), written.trimEnd()];
  if (wanted === found) return true;
  const [words, others] = [wanted.split(/\s+/u), found.split(/\s+/u)];
  return words.length === others.length && words.every((word, index) => isSameWord(word, others[index] ?? ""));
}

const decimal = /^[+-]?(?:\d+\.\d*|\.\d+)(?:e[+-]?\d+)?$/iu;
const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

function isSameWord(wanted: string, found: string): boolean {
  if (wanted === found) return true;
  // Whole numbers must be right to the last digit.
  if (!(decimal.test(wanted) || decimal.test(found)) || !number.test(wanted) || !number.test(found)) return false;
  const [one, other] = [Number(wanted), Number(found)];
  return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one));
}
