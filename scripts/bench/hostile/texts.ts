/** Texts made to be as dear to read as they can be, each in whatever length is wanted. */
import { createSeededFraction } from "../../rate/seeded-fraction.ts";

/** Makes a text of so many UTF-16 units. */
export type HostileText = { name: string; make: (length: number) => string };

function repeat(unit: string, length: number): string {
  return unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
}

/** One line more deeply indented than the one before, as deep as the length allows. */
function nest(mark: string, length: number): string {
  const lines: string[] = [];
  for (let depth = 0, sum = 0; sum < length; depth++) {
    const line = `${"  ".repeat(depth)}${mark}\n`;
    lines.push(line);
    sum += line.length;
  }
  return lines.join("").slice(0, length);
}

/** What begins and what ends, each as often: half of the text each. */
function around(opening: string, closing: string, length: number): string {
  const count = Math.floor(length / (opening.length + closing.length));
  return opening.repeat(count) + closing.repeat(count);
}

const units: Readonly<Record<string, string>> = {
  ...{ _a: "_a", "> ": "> ", "*": "*", "**a": "**a", "*a_": "*a_", "**a ": "**a ", "~~a": "~~a", "a*": "a* " },
  ...{ backtick: "`", "`a": "`a", "``a": "``a`", "fence line": "```\n", "tilde line": "~~~a\n" },
  ...{ "[": "[", "](": "](", "[a](": "[a](", "![": "![", "[a]: b": "[a]: b\n", "[[[[ ]]]]": "[]", "[^1]": "[^1]: " },
  ...{ "<": "<", "<a ": "<a ", "<!--": "<!-- ", "</": "</", "<br": "<br ", "<think>": "<think>", "<@1": "<@1" },
  ...{ "&": "&", "&amp": "&amp", "&#1": "&#1", $: "$", $$: "$$", $a: "$a ", "\\(": "\\(", "\\[": "\\[\n", "\\": "\\" },
  ...{
    "|a": "|a",
    "| a |\n": "| a |\n",
    "|-": "|-|\n",
    "a|b": "a|b\n-|-\n",
    "# ": "# ",
    "#a": "#a ",
    "- - ": "- ",
    "-": "-",
  },
  ...{
    "1. ": "1. ",
    "1. a": "1. a\n",
    "- a": "- a\n",
    "- a, loose": "- a\n\n",
    "> a": "> a\n",
    "> lines": ">\n",
    "===": "a\n===\n",
  },
  ...{
    digits: "7",
    zeros: "0",
    "1 ": "1 ",
    "1-": "1-",
    "+1": "+1",
    "1.1": "1.1.",
    "1,": "1,",
    blank: " ",
    newline: "\n",
  },
  ...{ tab: "\t", "two blanks and a line": "  \n", "no-break blank": "\u00a0", "wide blank": "\u3000", a: "a", A: "A" },
  ...{
    "long word": "abcdefghij",
    "a.": "a.",
    "a. ": "a. ",
    "a@": "a@",
    "@name": "@name ",
    "@everyone": "@everyone",
    "/a": "/a",
  },
  ...{ "combining marks": "e\u0301\u0323", "one mark": "\u0301", "family emoji": "👨‍👩‍👧‍👦", flags: "🇨🇳", joiners: "\u200d" },
  ...{
    chinese: "汉字",
    "chinese marks": "，。",
    korean: "한글",
    "i am": "I am ",
    "i'm a ": "I'm a ",
    我是: "我是",
    我: "我",
  },
  ...{ "my model": "my model is ", "trained by": "I was trained by ", "as an ai": "as an AI, ", 以: "以" },
  ...{
    "a roster name": "Aurora 7B ",
    "gpt-4": "GPT-4",
    claude: "Claude ",
    "nearly a name": "Claud ",
    deep: "deep ",
    "g.p.t": "g.p.t.",
  },
  ...{
    "i am claude": "I am Claude. ",
    我是豆包: "我是豆包，",
    〇〇〇: "〇〇〇",
    〇: "〇",
    "claude and": "Claude and ",
    "by google": "by Google ",
  },
  ...{
    "look-alikes": "сlаudе",
    "wide letters": "ＧＰＴ",
    "dressed letters": "𝐆𝐏𝐓",
    "spaced name": "c l a u d e ",
    "q-": "Q-",
    l: "l",
    I: "I",
  },
  ...{
    '{"a":': '{"a":',
    "{": "{",
    "}": "}",
    '{"': '{"',
    '"': '"',
    "“": "“",
    "[[[[": "[",
    '{"a":1},': '{"a":1},',
    ",": ", ",
    "json fence": "```json\n{",
  },
  ...{
    address: "https://a.b/c ",
    "http:": "http://",
    "www.": "www.",
    "a.b": "a.b.c",
    mailto: "a@b.c ",
    ":": ":",
    "::": ":: ",
    "(": "(",
  },
  ...{
    "high half": "\ud83d",
    "low half": "\udc00",
    "right to left": "\u202e",
    "zero width": "\u200b",
    nul: "\0",
    bom: "\ufeff",
  },
  ...{
    "'": "'",
    "it's": "it's ",
    "-a": "-a",
    a_b: "a_b",
    "—": " — ",
    "...": ".",
    "!": "!",
    "?": "? ",
    "。": "。",
    "\\n\\n": "a\n\n",
    "#programming": "#programming ",
  },
};

const shapes: readonly HostileText[] = [
  { name: "nested list", make: (length) => nest("- a", length) },
  { name: "nested numbers", make: (length) => nest("1. a", length) },
  { name: "nested quotation", make: (length) => repeat("> ", length - 1) + "a" },
  { name: "nested list and quotation", make: (length) => repeat("- > ", length - 1) + "a" },
  { name: "objects in one another", make: (length) => around('{"a":', "}", length) },
  { name: "lists in one another", make: (length) => around("[", "]", length) },
  { name: "links in one another", make: (length) => around("[", "](a)", length) },
  { name: "bold in one another", make: (length) => around("**a ", " a**", length) },
  { name: "slanted in one another", make: (length) => around("*a _b ", " b_ a*", length) },
  { name: "fence, then lines", make: (length) => `\`\`\`\n${repeat("a\n", length - 4)}` },
  { name: "blanks, then a letter", make: (length) => `${" ".repeat(length - 1)}a` },
  { name: "a, blanks, a", make: (length) => `a${" ".repeat(length - 2)}a` },
  { name: "blank lines, then a letter", make: (length) => `${"\n".repeat(length - 1)}a` },
  { name: "<think> at the end", make: (length) => `<think>${repeat("a ", length - 7)}` },
  { name: "backticks, each run longer", make: (length) => growing("`", length) },
  { name: "table of many columns", make: (length) => table(Math.floor(Math.sqrt(length / 4)), length) },
  { name: "table of one row", make: (length) => table(Math.floor(length / 8), length) },
  { name: "names in a quotation", make: (length) => `“${repeat("Claude，", length - 1)}` },
];

function growing(sign: string, length: number): string {
  const runs: string[] = [];
  for (let run = 1, sum = 0; sum < length; sum += run + 2, run++) runs.push(`${sign.repeat(run)} `);
  return runs.join("").slice(0, length);
}

function table(columns: number, length: number): string {
  const row = `${"|a".repeat(columns)}|\n`;
  return repeat(
    `${row}${"|-".repeat(columns)}|\n${row.repeat(Math.max(1, Math.floor(length / row.length) - 2))}`,
    length,
  );
}

/** Some of the units above in disorder; the same seed gives the same text. */
function mix(seed: number): HostileText {
  return {
    name: `mixture ${seed}`,
    make(length) {
      const fraction = createSeededFraction(seed);
      const all = Object.values(units);
      const pick = () => all[Math.floor(fraction() * all.length)] ?? "";
      const few = Array.from({ length: 2 + Math.floor(fraction() * 6) }, pick);
      const parts: string[] = [];
      for (let sum = 0; sum < length;) {
        const unit = (few[Math.floor(fraction() * few.length)] ?? "a").repeat(1 + Math.floor(fraction() * 4));
        parts.push(unit);
        sum += unit.length;
      }
      return parts.join("").slice(0, length);
    },
  };
}

const mixtures = 12;

/** All of them. */
export const hostileTexts: readonly HostileText[] = [
  ...Object.entries(units).map(([name, unit]) => ({ name, make: (length: number) => repeat(unit, length) })),
  ...shapes,
  ...Array.from({ length: mixtures }, (_, index) => mix(index + 1)),
];
