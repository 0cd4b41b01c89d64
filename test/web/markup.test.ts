/** Strangers' Markdown, set only as far as that is cheap. */
import * as marked from "marked";
import { expect, it } from "vitest";
import { cjkEmphasis } from "../../bots/shared/cjk-emphasis.js";
import { createBudget } from "../../bots/web/page/budget.js";
import { isTooMuch } from "../../bots/web/page/formulas.js";
import { createMarkup } from "../../bots/web/page/markup.js";
import { pathologicalTexts } from "./pathological-texts.ts";

const markUp = createMarkup(marked, cjkEmphasis(marked.Tokenizer));
/** A clock that stands still: what is refused here is refused on every machine. */
const budget = () => createBudget(() => 0);

/** What a browser would show, and how deep and how many its elements would be. */
function measure(markup: string) {
  let depth = 0;
  let deepest = 0;
  let elements = 0;
  for (const [, slash, name] of markup.matchAll(/<(\/?)([a-z]\w*)[^>]*>/g)) {
    if (name === "br" || name === "hr" || name === "input") continue;
    depth += slash ? -1 : 1;
    elements += slash ? 0 : 1;
    deepest = Math.max(deepest, depth);
  }
  return { deepest, elements };
}

it.each(Object.entries(pathologicalTexts))("bounds %s and loses nothing around it", (_, text) => {
  const markup = markUp(`Before.\n\n${text}\n\nAfter.`, budget());
  const { deepest, elements } = measure(markup);
  expect(deepest).toBeLessThan(100);
  expect(elements).toBeLessThan(21_000);
  expect(markup).toContain("Before.");
  expect(markup).toContain("After.");
});

it("shows as written what is too deep, and sets what stands around it", () => {
  const deep = `${">".repeat(40)} x`;
  const markup = markUp(`**one**\n\n${deep}\n\n**two**`, budget());
  expect(markup).toContain("<strong>one</strong>");
  expect(markup).toContain(`<p class="as-written">${"&gt;".repeat(28)} x</p>`);
  expect(markup).toContain("<strong>two</strong>");
});

it("sets long honest texts as if they were not cut into pieces", () => {
  const code = `\`\`\`js\n${"const a = [1];\n\n// **no** emphasis\n".repeat(900)}\`\`\``;
  const part = `## A heading\n\nSome *words* and [a link][there], $x^2$ too.\n\n1. one\n\n2. two\n   - inside\n\n   more\n\n|a|b|\n|-|-|\n|1|2|`;
  const source = `${`${part}\n\n`.repeat(60)}${code}\n\n${`${part}\n\n`.repeat(20)}[there]: https://a.example\n`;
  const whole = markUp(source, budget());
  const pieces = [`${part}\n\n`.repeat(20), code].map((one) =>
    markUp(`${one}\n\n[there]: https://a.example\n`, budget()),
  );
  expect(whole).not.toContain("as-written");
  expect(whole).toBe(`${pieces[0]!.repeat(3)}${pieces[1]}${pieces[0]}`);
});

it("sets no more once the time is over, and shows the rest as written", () => {
  let now = 0;
  const slow = createBudget(() => (now += 100));
  const markup = markUp("*one*\n\n*two*\n\n*three*\n\n*four*", slow);
  expect(markup).toContain("<em>one</em>");
  expect(markup).toContain('<span class="as-written">*four*</span>');
});

it("pairs tags, so that none holds what comes after it", () => {
  expect(markUp("H<sub>2</sub>O <b>a<i>b</b>c<br>", budget())).toBe(
    "<p>H<sub>2</sub>O &lt;b&gt;a&lt;i&gt;b&lt;/b&gt;c<br></p>\n",
  );
  expect(markUp("<sub>\n\nafter", budget())).toContain("&lt;sub&gt;");
});

it.each([
  ["\\frac{1}{1+\\frac{1}{1+\\frac{1}{x}}}", false],
  ["\\begin{pmatrix}a & b \\\\ c & d\\end{pmatrix}\\left(\\frac{\\partial f}{\\partial x}\\right)", false],
  ["\\{".repeat(100), false],
  ["\\leftarrow \\definedby \\letter", false],
  ["\\frac{1}{".repeat(13) + "x" + "}".repeat(13), true],
  ["}".repeat(50) + "\\sqrt{".repeat(50), true],
  ["\\left(".repeat(20), true],
  ["\\begin {matrix}".repeat(20), true],
  ["\\def\\a{a}", true],
  ["\\newcommand{\\a}{a}", true],
  ["x".repeat(4_001), true],
])("knows by its source whether a formula is too much: %s", (formula, expected) => {
  expect(isTooMuch(formula)).toBe(expected);
});

it("leaves an environment without signs around it to be set as a formula, with all its backslashes", () => {
  const align = String.raw`\begin{align}
a &= b \\
  &= c_1 * d_2 * e
\end{align}`;
  const code = align.replaceAll("&", "&amp;");
  expect(markUp(`So:\n${align}\n\nDone.`, budget())).toContain(`<code class="formula display">${code}</code>`);
  expect(markUp(`So ${align} holds.`, budget())).toContain(`<code class="formula">${code}</code>`);
  expect(markUp(String.raw`\begin{document} *x* \end{document}`, budget())).toContain("<em>x</em>");
});

it.each([
  ["**注意：**后面", "<strong>注意：</strong>后面"],
  ["后面**“注意”**后面", "后面<strong>“注意”</strong>后面"],
  ["abc**「重点」**def", "abc<strong>「重点」</strong>def"],
  ["*小心！*后面", "<em>小心！</em>后面"],
  ["**甲：**乙，**丙：**丁", "<strong>甲：</strong>乙，<strong>丙：</strong>丁"],
  ["**テスト。**テスト", "<strong>テスト。</strong>テスト"],
  ["**한국어(조선말)**는", "<strong>한국어(조선말)</strong>는"],
  ["a**(b)**c 2 ** 3 ** 4", "a**(b)**c 2 ** 3 ** 4"],
  ["**a** “b”**c**d", "<strong>a</strong> “b”<strong>c</strong>d"],
])("knows emphasis where no spaces are written: %s", (source, shown) => {
  expect(markUp(source, budget())).toBe(`<p>${shown}</p>\n`);
});
