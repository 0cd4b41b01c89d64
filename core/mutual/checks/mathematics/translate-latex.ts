/** Turns an expression, in LaTeX or as it is typed, into one that is computed; what can be meant in two ways is refused. */

/** It says something that is not known here, or can be meant in two ways. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

const longest = 300;
const deepest = 12;
/** Digits of a number; the largest exponent, and the largest factorial. */
const mostDigits = 60;
const largestExponent = 5000;
const largestFactorial = 500;

/** What stands for a command, or for a name that is typed. */
const functions: Readonly<Record<string, string>> = {
  ...{ sin: "sin", cos: "cos", tan: "tan", arcsin: "asin", arccos: "acos", arctan: "atan", ln: "log", exp: "exp" },
};
const typed = /(?<![\\a-zA-Z])(?:sqrt|pi|infinity|infty|arcsin|arccos|arctan|sin|cos|tan|ln|exp)(?![a-zA-Z])/gu;
const signs: Readonly<Record<string, string>> = {
  "\\cdot": "*",
  "\\times": "*",
  "×": "*",
  "·": "*",
  "\\div": "/",
  "÷": "/",
};
const sameCommand: Readonly<Record<string, string>> = { "\\dfrac": "\\frac", "\\tfrac": "\\frac", "\\cfrac": "\\frac" };

/** @throws {Unreadable} */
export function tokensOf(text: string): string[] {
  if (text.length > longest) throw new Unreadable();
  const spelled = text
    .replaceAll(typed, (name) => `\\${name} `)
    .replaceAll("π", "\\pi ")
    .replaceAll("∞", "\\infty ")
    .replaceAll("√", "\\sqrt ")
    .replaceAll("**", "^");
  // Words and units; what is a product of unknowns is not told apart from them.
  if (/(?<![\\a-zA-Z])[a-zA-Z]{2}/u.test(spelled)) throw new Unreadable();
  const tokens = spelled.match(/\\[a-zA-Z]+|\\[{}%]|\d+(?:\.\d+)?|\.\d+|\S/gu) ?? [];
  return tokens.map((token) => signs[token] ?? sameCommand[token] ?? token);
}

/** Reads from the front. */
type Source = { tokens: string[]; depth: number };

/** @throws {Unreadable} */
export function translate(text: string): string {
  const source: Source = { tokens: tokensOf(text), depth: 0 };
  const infinite = /^([+-]?)(?:\\infty|\\infinity)$/u.exec(source.tokens.join(""));
  if (infinite) return `${infinite[1] === "-" ? "-" : ""}Infinity`;
  const whole = readSum(source);
  if (source.tokens.length > 0) throw new Unreadable();
  return whole;
}

function readSum(source: Source): string {
  if ((source.depth += 1) > deepest) throw new Unreadable();
  let sum = takeSign(source) === "-" ? "-" : "";
  for (;;) {
    sum += readProduct(source);
    const sign = takeSign(source);
    if (sign === "") break;
    sum += sign;
  }
  source.depth -= 1;
  return sum;
}

function takeSign({ tokens }: Source): string {
  return tokens[0] === "+" || tokens[0] === "-" ? (tokens.shift() ?? "") : "";
}

const isNumber = (token = "") => /^[\d.]/u.test(token);
/** Whether a token begins a factor that stands beside another. */
const begins = (token = "") => /^(?:[a-zA-Z({]|\\(?!cdot|times|div|[{}%]))/u.test(token) || isNumber(token);

function readProduct(source: Source): string {
  const { tokens } = source;
  let isNumeric = isNumber(tokens[0]);
  let product = readFactor(source);
  for (let divided = false; ;) {
    const [next = ""] = tokens;
    if (next === "*" || next === "/") {
      tokens.shift();
      divided = next === "/";
      isNumeric = isNumber(tokens[0]);
      product += next + readFactor(source);
    } else if (begins(next)) {
      // 1/2x, 2\frac{1}{3} and 2 3 can be meant in two ways.
      const areTwoNumbers = isNumber(next) && !/factorial\(\d+\)$/u.test(product);
      if (divided || areTwoNumbers || (isNumeric && next === "\\frac")) throw new Unreadable();
      isNumeric = false;
      product += `*${readFactor(source)}`;
    } else return product;
  }
}

function readFactor(source: Source): string {
  const { tokens } = source;
  const [first = ""] = tokens;
  let factor = readBase(source);
  if (tokens[0] === "!") {
    tokens.shift();
    if (!/^\d+$/u.test(first) || Number(first) > largestFactorial) throw new Unreadable();
    factor = `factorial(${first})`;
  }
  if (tokens[0] !== "^") return factor;
  tokens.shift();
  const exponent = readArgument(source);
  // A tower of powers may have more digits than there is room for.
  const literal = /^\(-?(\d+)\)$/u.exec(exponent)?.[1];
  const isSmall = literal === undefined ? !/\^|factorial|\d{3}/u.test(exponent) : Number(literal) <= largestExponent;
  if (!isSmall || tokens[0] === "^" || /\^|factorial/u.test(factor)) throw new Unreadable();
  return `(${factor})^${exponent}`;
}

function readBase(source: Source): string {
  const token = source.tokens.shift() ?? "";
  if (isNumber(token)) {
    if (token.length > mostDigits) throw new Unreadable();
    return token.startsWith(".") ? `0${token}` : token;
  }
  if (token === "(" || token === "{") return `(${readInside(source, token === "(" ? ")" : "}")})`;
  if (token === "|") return `abs(${readInside(source, "|")})`;
  // i is left out: what is imaginary, and what counts, is not told apart.
  if (/^[a-hj-zA-Z]$/u.test(token)) return token;
  return readCommand(source, token);
}

function readInside(source: Source, close: string): string {
  const inside = readSum(source);
  if (source.tokens.shift() !== close) throw new Unreadable();
  return inside;
}

function readCommand(source: Source, token: string): string {
  const name = token.slice(1);
  if (token === "\\pi") return "pi";
  if (token === "\\frac") {
    const above = readArgument(source);
    return `(${above}/${readArgument(source)})`;
  }
  if (token === "\\binom") {
    const [all, some] = [readArgument(source), readArgument(source)].map((one) =>
      Number(/^\((\d{1,3})\)$/u.exec(one)?.[1]),
    );
    if (!(all !== undefined && some !== undefined && some <= all)) throw new Unreadable();
    return `(factorial(${all})/(factorial(${some})*factorial(${all - some})))`;
  }
  if (token === "\\sqrt") return readRoot(source);
  const called = functions[name];
  if (called === undefined || !token.startsWith("\\")) throw new Unreadable();
  const argument = readArgument(source);
  // \sin 2x may be the sine of 2x.
  if (begins(source.tokens[0])) throw new Unreadable();
  return `${called}${argument}`;
}

function readRoot(source: Source): string {
  if (source.tokens[0] !== "[") return `sqrt${readArgument(source)}`;
  source.tokens.shift();
  const degree = readInside(source, "]");
  if (!/^\d$/u.test(degree)) throw new Unreadable();
  return `(${readArgument(source)}^(1/${degree}))`;
}

/** What stands in braces or parentheses; else one digit, as LaTeX takes it, or one name. */
function readArgument(source: Source): string {
  const { tokens } = source;
  const [first = ""] = tokens;
  if (first === "{" || first === "(") return readBase(source);
  if (first === "-") throw new Unreadable();
  if (!/^\d{2,}$/u.test(first)) return `(${readBase(source)})`;
  tokens[0] = first.slice(1);
  return `(${first[0]})`;
}
