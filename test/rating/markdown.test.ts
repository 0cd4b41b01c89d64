/** What counts as Markdown. */
import fc from "fast-check";
import { Marked, type Token } from "marked";
import { describe, expect, it } from "vitest";
import { countMarkdown, type MarkdownCounts } from "../../core/rating/markdown.ts";
import { measureStyle } from "../../core/rating/style.ts";
import { times } from "../thorough.ts";

const fence = "```";
const none: MarkdownCounts = { headers: 0, lists: 0, bold: 0 };

/** By a parser of Markdown. */
function countTokens(text: string): MarkdownCounts {
  const counts = { ...none };
  const marked = new Marked();
  void marked.walkTokens(marked.lexer(text), (token: Token) => {
    if (token.type === "heading") counts.headers++;
    if (token.type === "list_item") counts.lists++;
    if (token.type === "strong") counts.bold++;
  });
  return counts;
}

/** As the field does: https://github.com/lm-sys/FastChat, `add_markdown_info.py`. */
function countAsFastChat(text: string): MarkdownCounts {
  const left = text.replaceAll(/```([^`]*)```/gu, "``````");
  const count = (pattern: RegExp) => left.match(pattern)?.length ?? 0;
  return {
    headers: count(/^#{1,6}\s/gmu),
    lists: count(/^\s*\d+\.\s/gmu) + count(/^\s*[-*+]\s/gmu),
    bold: count(/\*\*[^*\n]+\*\*/gu) + count(/__[^_\n]+__/gu),
  };
}

describe("Markdown", () => {
  it.each<[text: string, counts: Partial<MarkdownCounts>]>([
    ["# One\n\ntext\n###### Six #\n#\n", { headers: 3 }],
    ["####### seven\n#hashtag\n\\# no\n", {}],
    ["One\n===\n\nTwo\nlines\n---\n", { headers: 2 }],
    ["**One**\n---\n", { headers: 1, bold: 1 }],
    ["- a\n---\nb", { lists: 1 }],
    ["> a\n---\n", {}],
    ["---\n***\n_ _ _\n- - -\n* * *\n", {}],
    ["- a\n* b\n+ c\n1. d\n2) e\n", { lists: 5 }],
    ["- a\n  - b\n    - c\n\n      still c\n1. d\n    - e\n\n    - f\n", { lists: 6 }],
    ["- [ ] to do\n- [x] done\n-no\n1.5 no\n-\n", { lists: 3 }],
    ["Title\n    - indented far, but no code\n", { lists: 1 }],
    ["> - quoted\n>   1. twice\n> > # deeper\n", { lists: 2, headers: 1 }],
    ["- - - a", { lists: 3 }],
    ["- # heading in an item", { lists: 1, headers: 1 }],
    ["• a\n•b\n◦ c\n・d\n● e\n▪ f\n", { lists: 6 }],
    ["1、苹果\n２、梨\n１．桃\n3.香蕉\n", { lists: 4 }],
    ["一、总论\n十二、结论\n（一）甲\n(2) 乙\n（3）丙\n", { lists: 5 }],
    ["①甲\n⑵ 乙\n❸ 丙\n㉑丁\n1️⃣ 戊\n🔟 己\n", { lists: 6 }],
    ["3.14 is pi\n１．５倍\n○○さん\n(see below) no\nf(x) = 1\n一共三个\n", {}],
    ["**a** and __b__ and ***c*** and **d *e* f**", { bold: 4 }],
    ["**a\nb** and **c\n\nd**", { bold: 1 }],
    ["**标题：**正文，**“引用”**。这是**粗体**。", { bold: 3 }],
    ["2 ** 3 ** 4, snake__case__name, *only* _slanted_, \\**not\\**", {}],
    ["<b>a</b> <STRONG>b</strong> <b>c </i> </b></b>", { bold: 3 }],
    ["[a](/x/__init__.py) https://example.org/__a__/b **https://example.org**", { bold: 1 }],
    ["# **a**\r\n\r\n- **b**\r\n", { headers: 1, lists: 1, bold: 2 }],
    ["| **a** | b |\n|---|---|\n| __c__ | - d |\n", { bold: 2 }],
    ["", {}],
  ])("counts %j", (text, counts) => {
    expect(countMarkdown(text)).toEqual({ ...none, ...counts });
  });

  it.each([
    ["in a fence", `${fence}python\na**b**c\n# comment\n- x\nTitle\n===\n${fence}`],
    ["in tildes", `~~~\n${fence}\n# comment\n~~\n- a\n~~~~`],
    ["in a longer fence", `${fence}\`\n${fence}\n# comment\n${fence}\`\``],
    ["in a fence that is never closed", `${fence}\n# comment\n**b**`],
    ["in a quotation", `> ${fence}\n> # comment\n> - a\n> ${fence}`],
    ["in a line", "`a**b**c` and ``x ` **y**`` and `__init__`"],
    ["in a span over lines", "text `a\nb **c** d` text"],
    ["indented", "text\n\n    # comment\n    - a\n    **b**\n\n\t- c\n"],
    ["indented, though its paragraph goes on", `text\n    # comment\n    ${fence}\n`],
    ["behind an escape in code", "`a\\` b `**c**`"],
  ])("is none %s", (_, text) => {
    expect(countMarkdown(text)).toEqual(none);
  });

  it.each([
    ["a fence in an item", `1. **a**:\n   ${fence}\n# comment\n   ${fence}\n2. b`, { lists: 2, bold: 1 }],
    ["a quoted fence without an end", `> ${fence}\n> # comment\n\n# A`, { headers: 1 }],
    ["a fence that ends", `${fence}\n# c\n${fence}\n# A\n- **b**`, { headers: 1, lists: 1, bold: 1 }],
    ["code in a line", `${fence} a **b** ${fence} **c**`, { bold: 1 }],
    ["backticks without partner", "a ` b **c** `` d", { bold: 1 }],
    ["indented code, back in its list", "- a\n\n      # code\n\n  # b\n", { lists: 1, headers: 1 }],
  ])("is counted around %s", (_, text, counts) => {
    expect(countMarkdown(text)).toEqual({ ...none, ...counts });
  });

  const signs = fc.array(
    fc.constantFrom("*", "**", "***", "_", "__", "a", "b ", " ", ".", "`", "``", "\\", "(", "\n"),
    {
      maxLength: 24,
    },
  );
  it("finds the bold that a parser finds", () => {
    fc.assert(
      fc.property(signs, (parts) => {
        // Something before each line that no block begins with.
        const text = `x${parts.join("").replaceAll(/\n\s*/gu, "\nx")}x`;
        // Of stars beside underscores the parser, which uses regular expressions, misses some.
        fc.pre(!/\*_|_\*/u.test(text));
        expect([text, countMarkdown(text).bold]).toEqual([text, countTokens(text).bold]);
      }),
      { seed: 19, numRuns: times(5_000, 400) },
    );
  });

  const lines = (starts: string[], texts: string[]) => {
    const indents = fc.constantFrom("", "", "  ", "   ");
    return fc.array(fc.tuple(indents, fc.constantFrom(...starts), fc.constantFrom(...texts)), { maxLength: 5 });
  };
  const starts = ["", "# ", "### ", "> ", "    ", "#", "-"];
  const texts = ["a", "b **c** d", "e `f` **g**", "---", "# h"];
  it.each([
    ["lists", lines([...starts, "- ", "* ", "1. "], texts), "\n\n"],
    ["code", lines(starts, [...texts, fence, "~~~"]), "\n\n"],
    ["headings, line after line", lines(["", "# ", "### ", "#"], ["a", "**b**", "---", "===", fence]), "\n"],
  ])("finds the blocks that a parser finds: %s", (_, parts, newline) => {
    fc.assert(
      fc.property(parts, (written) => {
        const text = written.map((line) => line.join("")).join(newline);
        expect([text, countMarkdown(text)]).toEqual([text, countTokens(text)]);
      }),
      { seed: 19, numRuns: times(5_000, 300) },
    );
  });

  it("counts what the field counts where there is no code, nesting or sign of its own", () => {
    const plain = fc.constantFrom(
      "# A\n",
      "### B\n",
      "- c\n",
      "* d\n",
      "1. e\n",
      "f **g** h\n",
      "__i__ j\n",
      "\n",
      "k\n",
    );
    fc.assert(
      fc.property(fc.array(plain), (lines) => {
        const text = lines.join("");
        expect([text, countMarkdown(text)]).toEqual([text, countAsFastChat(text)]);
      }),
      { seed: 19, numRuns: times(2_000, 200) },
    );
  });
});

describe("an answer's style", () => {
  it("counts code points, and Markdown outside code", () => {
    expect(measureStyle("😀a\n- **b**\n")).toEqual({ length: 11, headers: 0, lists: 1, bold: 1 });
    expect(measureStyle("`a**b**c`")).toEqual({ length: 9, headers: 0, lists: 0, bold: 0 });
  });
});
