/** What a model may write by mistake or a stranger on purpose, and what a page must not be stopped by. */

const times = (unit: string, count: number) => unit.repeat(count);
const around = (open: string, close: string, count: number) => `${times(open, count)}x${times(close, count)}`;

/** By what they do. */
export const pathologicalTexts: Readonly<Record<string, string>> = {
  "fractions in one another": `$$${around("\\frac{1}{", "}", 150)}$$`,
  "roots in one another": `$$${around("\\sqrt{", "}", 500)}$$`,
  "brackets in one another": `\\(${around("\\left(", "\\right)", 300)}\\)`,
  "tables in a formula": `\\[${around("\\begin{matrix}a&", "\\end{matrix}", 100)}\\]`,
  "styles in one another, without a brace": `$${times("\\tiny", 700)} x$`,
  "a command that doubles": `$$\\def\\a#1{#1#1}${around("\\a{", "}", 12)}$$`,
  "a rule as wide as a street": "$$\\rule{9999em}{9999em}\\kern-9999em x$$",
  "a formula far below": "$\\raisebox{-99999em}{x}$",
  "a formula far to the left": "$$\\hspace{-99999em}x$$",
  "many small formulas": times("$x$ ", 10_000),
  "one formula of many signs": `$$${times("x^2+", 900)}1$$`,
  "dollar signs": times("$", 50_000),
  "openings of formulas": times("\\[\n", 20_000),
  "quotations in one another": `${times(">", 50_000)} x`,
  "lists in one another": Array.from({ length: 300 }, (_, depth) => `${times("  ", depth)}- x`).join("\n"),
  "many items": times("- x\n", 20_000),
  brackets: times("[", 50_000),
  pictures: times("![", 25_000),
  "links in one another": around("[", "](https://a.example)", 1_000),
  backticks: times("`", 50_000),
  "emphases in one another": `${times("*a **b ", 2_000)}${times("b** a*", 2_000)}`,
  "emphases begun": times("*a_", 20_000),
  "tags in one another": times("<sub>", 2_000),
  "tags on lines of their own": times("<sub>\n\n<kbd>\n\n", 1_000),
  "a table of many columns": `|${times("a|", 2_000)}\n|${times("-|", 2_000)}\n${times("x\n", 4_000)}`,
  "addresses of links": Array.from({ length: 3_000 }, (_, index) => `[${index}]: https://a.example/${index}`).join(
    "\n",
  ),
  "addresses in a line": times("https://a.example ", 3_000),
  "mail addresses": times("a@b.example,", 5_000),
  "characters by number": times("&#1234;&lt", 5_000),
  "blocks of code": times("```js\nx\n```\n", 5_000),
  "code that is slow to colour": `\`\`\`csharp\n${times(`${times("a b<c> ", 50)};\n`, 100)}\`\`\``,
  "one long word": times("x", 100_000),
  "marks on one letter": `e${times("\u0301\u0323", 5_000)}`,
  "turned around": times("\u202E\u2067x ", 2_000),
};
