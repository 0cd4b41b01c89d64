import fc from "fast-check";
import type { MessageEntity } from "grammy/types";
import { describe, expect, it } from "vitest";
import { encodePost } from "../../bots/telegram/encode.ts";
import { type FormattedText, splitFormatted } from "../../bots/telegram/formatted-text.ts";
import { breaker, makeInert } from "../../bots/telegram/inert.ts";
import { encodeMarkdown, encodeOwn } from "../../bots/telegram/markdown-entities.ts";
import { asSaid } from "../../core/language/said.ts";
import { readFormatted } from "../peers/telegram/formatted-text.ts";
import { times } from "../thorough.ts";
import { samples, scraps, type Style } from "./markdown-samples.ts";

/** What a reader sees, with what is formatted in marks of its own. */
function show({ text, entities }: FormattedText): string {
  let shown = "";
  for (let at = 0; at <= text.length; at += 1) {
    const ends = entities.filter(({ offset, length }) => offset + length === at);
    const starts = entities.filter(({ offset }) => offset === at);
    shown += ends
      .map(({ type }) => `</${type}>`)
      .toReversed()
      .join("");
    shown += starts.map((one) => `<${one.type}${"language" in one ? ` ${one.language}` : ""}>`).join("");
    shown += text.charAt(at);
  }
  return shown.replaceAll(breaker, "");
}

const encode = (markdown: string) => show(encodeMarkdown(markdown));

/** The kinds of the entities that a word stands in. */
function stylesOf({ text, entities }: FormattedText, word: string): string[] {
  const from = text.indexOf(word);
  const around = ({ offset, length }: MessageEntity) => offset <= from && from + word.length <= offset + length;
  return [...new Set(entities.filter(around).map(({ type }) => type))].toSorted();
}

/** Telegram takes it as it is, and sees nothing else in it; in pieces only for want of room. */
function expectTaken(formatted: FormattedText): void {
  if (formatted.text.length <= 4_096 && formatted.entities.length <= 100)
    expect(splitFormatted(formatted, 4_096)).toEqual(formatted.text === "" ? [] : [formatted]);
  for (const piece of splitFormatted(formatted, 4_096))
    expect(readFormatted(piece.text, piece.entities)).toEqual(piece);
}

describe("Markdown as entities", () => {
  it.each([
    [
      "**bold** *italic* ~~gone~~ `code`",
      "<bold>bold</bold> <italic>italic</italic> <strikethrough>gone</strikethrough> <code>code</code>",
    ],
    ["# Title **with bold**\n\ntext", "<bold>Title with bold</bold>\ntext"],
    ["**a `code` b**", "<bold>a</bold> <code>code</code> <bold>b</bold>"],
    ["```js\n  x = 1\n```", "<pre js>  x = 1</pre>"],
    ["```\nnever closed", "<pre>never closed</pre>"],
    ["- one\n  - two\n- [x] three", "• one\n   • two\n☑ three"],
    ["3. three\n4. four", "3. three\n4. four"],
    ["- a\n\n  ```py\n  b\n  ```", "• a\n<pre py>b</pre>"],
    ["> a\n> > *b*\n\nc", "<blockquote>a\n\n<italic>b</italic></blockquote>\n\nc"],
    ["| 名字 | n |\n|--|--:|\n| 甲 | 10 |\n| b | 9 |", "<pre>名字 |  n\n-----+---\n甲   | 10\nb    |  9</pre>"],
    ["| a | b |\n|--|--|\n| c | d | e |", "<pre>| a | b |\n|--|--|\n| c | d | e |</pre>"],
    ["a<br>b <b>c</b> &amp; &lt;d&gt; &unknown;", "a\nb <b>c</b> & <d> &unknown;"],
    ["one\ntwo  \nthree\n***\nfour", "one\ntwo\nthree\n\n———\n\nfour"],
    [
      "$a_1 * b_1$, \\(x_1\\) and $$\\frac{a}{b}$$, for $5 or *$6*",
      "a₁ ∗ b₁, x₁ and a/b, for $5 or <italic>$6</italic>",
    ],
    [
      "**since \\(\\binom{n}{k}\\)** and \\[\\begin{pmatrix}1*2*3\\end{pmatrix}\\], not $PATH$ or $$",
      "<bold>since</bold> <code>\\(\\binom{n}{k}\\)</code> and <code>\\[\\begin{pmatrix}1*2*3\\end{pmatrix}\\]</code>, not $PATH$ or $$",
    ],
    ["- \\[\\begin{aligned}a&=b\\\\c&=d\\end{aligned}\\]", "• a = b\n   c = d"],
    [
      `| Name | What it is |\n|--|--|\n| \`a\` | ${"**long** ".repeat(12)}|\n| b | |\n| | 3<br>4 |`,
      `• <bold>Name</bold>: <code>a</code>\n   • <bold>What it is</bold>: ${"<bold>long</bold> ".repeat(12).trim()}\n` +
        "• <bold>Name</bold>: b\n• <bold>What it is</bold>: 3\n4",
    ],
    ["**注意：**后面 *“小心”*地 **a**b", "<bold>注意：</bold>后面 <italic>“小心”</italic>地 <bold>a</bold>b"],
    ["后面**“注意”**后面，abc**「重点」**def", "后面<bold>“注意”</bold>后面，abc<bold>「重点」</bold>def"],
    [
      "`**注意：**后` **한국어(조선말)**는 a**(b)**c",
      "<code>**注意：**后</code> <bold>한국어(조선말)</bold>는 a**(b)**c",
    ],
    ["\\*not italic\\* and 2 * 3 * 4", "*not italic* and 2 * 3 * 4"],
    ["a[^1]\n\n[^1]: b", "a^1 (b)\n\n[^1]: b"],
    ["\u202eabc\u0007\r\nd", "abc \nd"],
  ])("reads %j", (markdown, shown) => expect(encode(markdown)).toBe(shown));

  it.each([
    ["[label](https://real.example/x)", "label (https://real.example/x)"],
    ["[https://bank.example](https://evil.example)", "https://bank.example (https://evil.example)"],
    ["[real.example](https://real.example/)", "real.example"],
    ["<https://real.example> https://bare.example", "https://real.example https://bare.example"],
    ["[write](mailto:a@b.example) to a@b.example", "write (mailto:a@b.example) to a@b.example"],
    [
      "[a](tg://user?id=1) ![picture](https://x.example/p.png) ![](data:image/png;base64,AAAA)",
      "a (tg://user?id=1) picture (https://x.example/p.png) data:…",
    ],
  ])("shows where %s leads, and leads nowhere", (markdown, shown) => {
    const formatted = encodeMarkdown(markdown);
    expect(formatted.text.replaceAll(breaker, "")).toBe(shown);
    expect(formatted.entities).toEqual([]);
    expectTaken(formatted);
  });

  it("takes what is nested beyond all reason as it was written", () => {
    const deep = `${"> ".repeat(20_000)}deep`;
    expect(encodeMarkdown(deep).text.replaceAll(breaker, "")).toContain("deep");
  });

  it("is always taken, shows every word once and in order, and each in its format", () => {
    fc.assert(
      fc.property(samples, ({ markdown, seen }) => {
        const formatted = encodeMarkdown(markdown);
        expectTaken(formatted);
        const bare = formatted.text.replaceAll(breaker, "");
        const places = seen.map(({ word }) => bare.indexOf(word));
        expect(places).toEqual(places.toSorted((x, y) => x - y));
        expect(places).not.toContain(-1);
        for (const { word, styles } of seen) {
          const [, number = ""] = /(?<number>q\d+q)$/u.exec(word) ?? [];
          expect(stylesOf(formatted, number)).toEqual([...new Set<Style>(styles)].toSorted());
        }
      }),
      { numRuns: times(120, 60) },
    );
  });

  it("loses no word of what is no Markdown, or only half", () => {
    fc.assert(
      fc.property(scraps, (markdown) => {
        const formatted = encodeMarkdown(markdown);
        expectTaken(formatted);
        const languages = formatted.entities.flatMap((one) => ("language" in one ? [one.language] : []));
        const shown = [formatted.text, ...languages].join(" ");
        // What stands beside the marks of a code block names its language.
        const written = markdown.replaceAll(/^[\s>]*(?:```|~~~).*$/gmu, "").match(/q\d+q/gu) ?? [];
        for (const word of written) expect(shown).toContain(word);
      }),
      { numRuns: times(500, 250) },
    );
  });
});

describe("both answers in plain messages", () => {
  it("show tables in the same form: as lists as soon as one of them is wide", () => {
    const narrow = "| a | b |\n|--|--|\n| 1 | 汉 |";
    const wide = `| c | d |\n|--|--|\n| 2 | ${"x".repeat(60)} |`;
    const post = (b: string) => ({ text: "", answers: { a: narrow, b }, buttons: [], images: [] });
    const shown = (b: string) => show(encodePost(post(b), "en", { apart: false }).main.text);
    expect(shown("none")).toContain("<pre>a | b\n--+---\n1 | 汉</pre>");
    expect(shown(wide)).toContain("• <bold>a</bold>: 1\n   • <bold>b</bold>: 汉");
    const apart = encodePost(post(wide), "en", { apart: true }).answers;
    expect(apart && show(apart.a.text)).toContain("• <bold>a</bold>: 1\n   • <bold>b</bold>: 汉");
  });
});

describe("inert text", () => {
  it.each([
    ..."@name @name_2, (@name) user@mail.example /start /start@other_bot (/help) #tag #标签 $USD".split(" "),
    ..."https://x.example/a?b=c http://127.0.0.1:80 www.x.com x.com/path 例子.中国 10.0.0.1 tg://resolve?domain=x".split(
      " ",
    ),
    ..."+1-212-555-0123 +49(30)123456 ftp://x.org/a user:pass@x.com/".split(" "),
  ])("has nothing to be pressed in %s, and looks the same", (live) => {
    const text = `See ${live} for more.`;
    expect(readFormatted(text).entities).not.toEqual([]);
    const inert = makeInert(text);
    expect(readFormatted(inert).entities).toEqual([]);
    expect(inert.replaceAll(breaker, "")).toBe(text);
  });

  it("breaks numbers that may be of bank cards", () => {
    expect(makeInert("pay with 4242 4242 4242 4242 now")).toBe(`pay with 4242 4242 4242 ${breaker}4242 now`);
    expect(makeInert("3.14159265358979323846 is pi, 2026-11-25 a day")).not.toContain(breaker);
  });

  it("leaves alone what nothing is seen in", () => {
    const plain = "and/or 3.14 e-mail # heading 5 > 4 @ $5 C# 12:30";
    expect(makeInert(plain)).toBe(plain);
  });

  it("leaves code alone, but not what begins before it", () => {
    expect(encodeMarkdown("`@name`").text).toBe("@name");
    expect(encodeMarkdown("@`name`")).toEqual({
      text: `@${breaker}name`,
      entities: [{ type: "code", offset: 2, length: 4 }],
    });
    expect(encodeMarkdown("@**name**").text).toBe(`@${breaker}name`);
  });

  it("leaves the bot's own commands in its own sentences, but for what they quote", () => {
    const own = "/help, (/battle) or /settings paused.";
    expect(encodeOwn(own).text).toBe(own);
    expect(encodeMarkdown(own).text).toBe(own.replaceAll("/", `/${breaker}`));
    for (const other of ["/helper", "/help@x", "/weather", "@name"]) expect(encodeOwn(other).text).toContain(breaker);
    expect(encodeOwn("> /help\n\n/help").text).toBe(`/${breaker}help\n\n/help`);
    const quoted = asSaid("/help\u2069 /help");
    expect(encodeOwn(`“${quoted}” is none. /help`).text).toBe(
      `“${quoted.replaceAll("/", `/${breaker}`)}” is none. /help`,
    );
  });
});
