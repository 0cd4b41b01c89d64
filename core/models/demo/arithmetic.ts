/** Finds a sum in a question and works it out, without evaluating any code. */

/** A sum that was found, worked out. */
export type Sum = {
  /** In the usual signs, such as `12 × (3 + 4)`. */
  expression: string;
  result: string;
  /** False when the result is rounded. */
  exact: boolean;
  /** How many operations it takes. */
  steps: number;
};

/** Such as in `what is 12*(3+4)?`, `15% of 80` or `3乘以7等于多少`. @returns undefined when there is none. */
export function findSum(question: string): Sum | undefined {
  const text = unifySigns(question);
  const candidates = text.match(/[-(√\d.][-+*/^%()√\d.,\s]*/g) ?? [];
  for (const candidate of candidates) {
    const expression = candidate.replace(/[\s.,+*/^√(-]+$/, "").trim();
    const steps = (expression.match(/[\d)%]\s*[-+*/^]|√/g) ?? []).length;
    if (steps === 0 || isNoSum(expression, question)) continue;
    const value = evaluate(expression);
    if (!value) continue;
    const { text: result, exact } = formatFraction(value);
    return { expression: prettify(expression), steps, result, exact };
  }
  return undefined;
}

/** Longer than anybody writes; a guard for the stack. */
const mostTokens = 500;

/** @returns the value of an expression of numbers, `+ - * / ^ % √` and parentheses; undefined when it is not one. */
export function evaluate(expression: string): Fraction | undefined {
  const tokens = expression.match(/\d[\d,]*(?:\.\d+)?|\.\d+|\S/g) ?? [];
  const reader = { tokens, at: 0 };
  if (tokens.length > mostTokens) return undefined;
  const value = readSum(reader);
  return reader.at === tokens.length ? value : undefined;
}

type Reader = { tokens: string[]; at: number };

function readSum(reader: Reader): Fraction | undefined {
  return readChain(reader, ["+", "-"], readProduct, (x, y, sign) => {
    const added = sign === "+" ? y.over : -y.over;
    return fraction(x.over * y.under + added * x.under, x.under * y.under);
  });
}

function readProduct(reader: Reader): Fraction | undefined {
  return readChain(reader, ["*", "/"], readSigned, (x, y, sign) => {
    return sign === "*" ? fraction(x.over * y.over, x.under * y.under) : fraction(x.over * y.under, x.under * y.over);
  });
}

function readChain(
  reader: Reader,
  signs: readonly string[],
  readPart: (reader: Reader) => Fraction | undefined,
  combine: (x: Fraction, y: Fraction, sign: string) => Fraction | undefined,
): Fraction | undefined {
  let value = readPart(reader);
  for (let sign = peek(reader); value && signs.includes(sign); sign = peek(reader)) {
    reader.at += 1;
    const next = readPart(reader);
    value = next && combine(value, next, sign);
  }
  return value;
}

function readSigned(reader: Reader): Fraction | undefined {
  let negative = false;
  for (; peek(reader) === "-"; reader.at += 1) negative = !negative;
  const value = readPower(reader);
  return value && negative ? fraction(-value.over, value.under) : value;
}

function readPower(reader: Reader): Fraction | undefined {
  const base = readAtom(reader);
  if (!base || peek(reader) !== "^") return base;
  reader.at += 1;
  const exponent = readSigned(reader);
  return exponent && power(base, exponent);
}

function readAtom(reader: Reader): Fraction | undefined {
  const token = peek(reader);
  reader.at += 1;
  let value: Fraction | undefined;
  if (token === "√") {
    const inner = readAtom(reader);
    value = inner && squareRoot(inner);
  } else if (token === "(") {
    value = readSum(reader);
    if (peek(reader) !== ")") return undefined;
    reader.at += 1;
  } else if (/^[\d.]/.test(token) && token !== ".") value = parseFraction(token);
  if (value && peek(reader) === "%") {
    reader.at += 1;
    return fraction(value.over, value.under * 100n);
  }
  return value;
}

function peek(reader: Reader): string {
  return reader.tokens[reader.at] ?? "";
}

const signWords: readonly (readonly [RegExp, string])[] = [
  [/百分之\s*(\d+(?:\.\d+)?)/g, "$1%"],
  [/(\d+(?:\.\d+)?)\s*的\s*(\d+(?:\.\d+)?\s*%)/g, "$1 * $2"],
  [/(%)\s*(?:of|的)\s*(?=[\d(])/gi, "$1 * "],
  [/(?:the )?square root of|根号|sqrt/gi, "√"],
  [/(\d)\s*(?:的平方|平方|squared)/gi, "$1^2"],
  [/(\d)\s*(?:的立方|cubed)/gi, "$1^3"],
  [/to the power of|的?次方于|\*\*/gi, "^"],
  [/[再先](?=[加减乘除])/g, ""],
  [/multiplied by|乘以|乘上|乘|×|·|✕/gi, "*"],
  [/(\d)\s*(?:times|x)\s*(?=[\d(])/gi, "$1 * "],
  [/divided by|除以|÷/gi, "/"],
  [/\bplus\b|加上|加/gi, "+"],
  [/\bminus\b|减去|减|−|–/gi, "-"],
];

function unifySigns(question: string): string {
  return signWords.reduce((text, [words, sign]) => text.replace(words, sign), question.normalize("NFKC"));
}

/** Dates, scores, telephone numbers and `24/7` look like sums; a sum says so, or has room around its signs. */
function isNoSum(expression: string, question: string): boolean {
  if (!/^[-\d./,]+$/.test(expression) || !/\d[-/]\d/.test(expression)) return false;
  return (
    !/what(?:'s| is)|calculat|comput|how much|solve|evaluate|=|多少|等于|计算|几/i.test(question) || isDate(expression)
  );
}

function isDate(expression: string): boolean {
  return /^\d{1,4}([-/])\d{1,2}\1\d{1,4}$/.test(expression);
}

function prettify(expression: string): string {
  return expression
    .replace(/\s+/g, "")
    .replace(/([\d)%])([-+*/])/g, "$1 $2 ")
    .replaceAll("*", "×")
    .replaceAll("/", "÷")
    .replaceAll("-", "−");
}

/** Exact numbers: a whole numerator over a whole denominator above zero. */
type Fraction = { over: bigint; under: bigint };

/** Larger numbers than this many bits are not worth an answer. */
const mostBits = 2048;

/** @returns undefined for division by zero and for numbers too large to print. */
function fraction(over: bigint, under = 1n): Fraction | undefined {
  if (under === 0n || over.toString(2).length > mostBits || under.toString(2).length > mostBits) return undefined;
  const sign = under < 0n ? -1n : 1n;
  const divisor = greatestDivisor(over < 0n ? -over : over, under * sign) * sign;
  return { over: over / divisor, under: under / divisor };
}

/** Reads `12`, `0.5` and `1,000`. */
function parseFraction(digits: string): Fraction | undefined {
  const [whole = "", part = ""] = digits.replaceAll(",", "").split(".");
  return fraction(BigInt(whole + part), 10n ** BigInt(part.length));
}

function power(base: Fraction, exponent: Fraction): Fraction | undefined {
  const count = exponent.over < 0n ? -exponent.over : exponent.over;
  if (exponent.under !== 1n || count > BigInt(mostBits)) return undefined;
  const longest = Math.max(base.over.toString(2).length, base.under.toString(2).length);
  if (longest > 1 && longest * Number(count) > 2 * mostBits) return undefined;
  const raised = [base.over ** count, base.under ** count] as const;
  return exponent.over < 0n ? fraction(raised[1], raised[0]) : fraction(...raised);
}

/** @returns the square root where it is exact. */
function squareRoot({ over, under }: Fraction): Fraction | undefined {
  const [top, bottom] = [wholeRoot(over), wholeRoot(under)];
  return top === undefined || bottom === undefined ? undefined : fraction(top, bottom);
}

/** `exact` is false when the text is rounded to six digits after the point. */
export function formatFraction({ over, under }: Fraction): { text: string; exact: boolean } {
  const sign = over < 0n ? "-" : "";
  const size = over < 0n ? -over : over;
  for (let digits = 0; digits <= 12; digits += 1) {
    const scaled = size * 10n ** BigInt(digits);
    if (scaled % under === 0n) return { text: sign + point(scaled / under, digits), exact: true };
  }
  const rounded = (size * 10n ** 6n * 2n + under) / (under * 2n);
  return { text: sign + point(rounded, 6), exact: false };
}

function point(scaled: bigint, digits: number): string {
  const text = scaled.toString().padStart(digits + 1, "0");
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function greatestDivisor(x: bigint, y: bigint): bigint {
  return y === 0n ? x : greatestDivisor(y, x % y);
}

function wholeRoot(square: bigint): bigint | undefined {
  if (square < 0n) return undefined;
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
  while (low < high) {
    const middle = (low + high + 1n) / 2n;
    if (middle * middle <= square) low = middle;
    else high = middle - 1n;
  }
  return low * low === square ? low : undefined;
}
