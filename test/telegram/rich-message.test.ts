import fc from "fast-check";
import type { InputRichBlock } from "grammy/types";
import { describe, expect, it } from "vitest";
import { fitBlocks, most, readBlocks, sizeOf } from "../../bots/telegram/rich-blocks.ts";
import { encodeRichPost } from "../../bots/telegram/rich-post.ts";
import type { Post } from "../../core/index.ts";
import { plainRich, readRich } from "../peers/telegram/rich-message.ts";
import { times } from "../thorough.ts";
import { samples, scraps } from "./markdown-samples.ts";

const encode = (markdown: string) => fitBlocks(readBlocks(markdown, most)!, most.blocks);
const paragraph = (text: unknown) => ({ type: "paragraph", text });
const postOf = (a: string, b: string): Post => ({
  ...{ text: "Read **both**.", answers: { a, b }, footer: "It closes soon.", buttons: [], images: [] },
});
const encodePost = (a: string, b: string) => encodeRichPost(postOf(a, b), "en", { apart: false });

/** Telegram takes it, and sees nothing in it that could be pressed. @returns what each answer became. */
function answersIn(a: string, b: string): [InputRichBlock[], InputRichBlock[]] {
  const { rich } = encodePost(a, b)!;
  expect(readRich(rich)).toEqual({ rich: { blocks: rich.blocks }, entities: [] });
  const quotations = rich.blocks!.flatMap((block) => (block.type === "blockquote" ? [block.blocks] : []));
  return [quotations[0] ?? [], quotations[1] ?? []];
}

const read = (blocks: readonly InputRichBlock[]) => plainRich({ blocks });
const withoutBreaks = (text: string) => text.replaceAll("\u200b", "");

describe("Markdown as blocks of a rich message", () => {
  it.each<[string, unknown[]]>([
    [
      "# Title\n\n**bold *both*** ~~gone~~ `code`",
      [
        { type: "heading", size: 4, text: "Title" },
        paragraph([
          { type: "bold", text: ["bold ", { type: "italic", text: "both" }] },
          " ",
          { type: "strikethrough", text: "gone" },
          " ",
          { type: "code", text: "code" },
        ]),
      ],
    ],
    [
      "| n | *who* |\n|--:|---|\n| 10 | |",
      [
        {
          ...{ type: "table", is_bordered: true },
          cells: [
            [
              { text: "n", is_header: true, align: "right", valign: "top" },
              { text: { type: "italic", text: "who" }, is_header: true, align: "left", valign: "top" },
            ],
            [
              { text: "10", align: "right", valign: "top" },
              { align: "left", valign: "top" },
            ],
          ],
        },
      ],
    ],
    ["```js\n  x = 1\n```\n\n---", [{ type: "pre", text: "  x = 1", language: "js" }, { type: "divider" }]],
    [
      "It is $x^2$, \\(y\\).\n\n$$\\frac{a}{b}$$\n\n```math\nE\n```",
      [
        paragraph([
          "It is ",
          { type: "mathematical_expression", expression: "x^2" },
          ", ",
          { type: "mathematical_expression", expression: "y" },
          ".",
        ]),
        { type: "mathematical_expression", expression: "\\frac{a}{b}" },
        { type: "mathematical_expression", expression: "E" },
      ],
    ],
    [
      "3. three\n   > said\n4. four\n\n- [x] done",
      [
        {
          type: "list",
          items: [
            {
              blocks: [paragraph("three"), { type: "blockquote", blocks: [paragraph("said")] }],
              ...{ value: 3, type: "1" },
            },
            { blocks: [paragraph("four")], value: 4, type: "1" },
          ],
        },
        { type: "list", items: [{ blocks: [paragraph("done")], has_checkbox: true, is_checked: true }] },
      ],
    ],
    [
      "[label](https://real.example) <b>x</b>\ny ** ** &amp; ![](data:image/png;base64,AAAA)",
      [paragraph("label (https://real.example) <b>x</b>\ny ** ** & data:…")],
    ],
    ["| a | b |\n|--|--|\n| c | d | e |", [{ type: "pre", text: "| a | b |\n|--|--|\n| c | d | e |" }]],
  ])("reads %j", (markdown, blocks) => expect(encode(markdown)).toEqual(blocks));

  it("is always taken, in a battle too, and shows every word once and in order", () => {
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        const blocks = answersIn(a.markdown, b.markdown);
        for (const [index, { seen }] of [a, b].entries()) {
          const shown = withoutBreaks(read(blocks[index]!));
          const places = seen.map(({ word }) => shown.indexOf(word));
          expect(places).not.toContain(-1);
          expect(places).toEqual(places.toSorted((x, y) => x - y));
        }
      }),
      { numRuns: times(150, 20) },
    );
  });

  it("loses no word of what is no Markdown, or only half", () => {
    fc.assert(
      fc.property(scraps, (markdown) => {
        const [blocks] = answersIn(`x\n\n${markdown}`, "y");
        const shown = `${withoutBreaks(read(blocks))} ${JSON.stringify(blocks)}`;
        const written = markdown.replaceAll(/^[\s>]*(?:```|~~~).*$/gmu, "").match(/q\d+q/gu) ?? [];
        for (const word of written) expect(shown).toContain(word);
      }),
      { numRuns: times(300, 50) },
    );
  });

  it("makes paragraphs of what is too deep, and lists the rows of a table that is too wide", () => {
    const [deep] = answersIn(`${"> ".repeat(15)}**bold *deep***`, "y");
    expect(withoutBreaks(read(deep))).toContain("deep");
    const row = (cell: string) => `|${`${cell}|`.repeat(21)}`;
    const [wide] = answersIn([row("h"), row("-"), row("c")].join("\n"), "y");
    expect(read(wide)).toMatch(/^• h: c(?:\n {3}• h: c){20}$/u);
  });
});

describe("the limits of a rich message", () => {
  const list = (items: number) => Array.from({ length: items }, (_one, index) => `- item${index}`).join("\n");

  it("leave each answer half of the blocks, and what the other does not need", () => {
    const table = "| a | b |\n|---|---|\n| 1 | 2 |";
    const [long, short] = answersIn(`${table}\n\n${list(140)}`, `${table}\n\n${list(10)}`);
    expect([long, short].map((blocks) => blocks.map(({ type }) => type))).toEqual([
      ["table", "list"],
      ["table", "list"],
    ]);
    // Of both that are too long, what takes the most is told in one block; the tables stay tables.
    const both = answersIn(`${table}\n\n${list(140)}`, `${table}\n\n${list(140)}`);
    for (const blocks of both) {
      expect(blocks.map(({ type }) => type)).toEqual(["table", "paragraph"]);
      expect(read(blocks)).toContain("item139");
    }
    const [paragraphs] = answersIn("word\n\n".repeat(700), "word\n\n".repeat(700));
    expect(paragraphs).toHaveLength(1);
  });

  it("of characters are kept to the last one; what is longer takes another form", () => {
    const words = (length: number) => "word ".repeat(length / 5 + 1).slice(0, length);
    const { characters } = sizeOf(encodePost("a", "b")!.rich.blocks!);
    const room = most.characters - characters + 2;
    expect(answersIn(words(room - 20_001), words(20_001))).toHaveLength(2);
    expect(encodePost(`${words(room - 20_000)}x`, `${words(20_000)}x`)).toBeUndefined();
  });
});
