import fc from "fast-check";
import type { MessageEntity } from "grammy/types";
import { describe, expect, it } from "vitest";
import {
  type FormattedText,
  joinFormatted,
  longestCaption,
  plainText,
  shortenFormatted,
  splitFormatted,
} from "../../bots/telegram/formatted-text.ts";
import { encodeMarkdown } from "../../bots/telegram/markdown-entities.ts";
import { readFormatted } from "../peers/telegram/formatted-text.ts";
import { times } from "../thorough.ts";
import { samples } from "./markdown-samples.ts";

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const charactersOf = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment);

/** Every character that is seen, with the formats it stands in: all that a cut must keep. */
function seenIn(pieces: readonly FormattedText[]): string[] {
  return pieces.flatMap(({ text, entities }) =>
    [...graphemes.segment(text)].flatMap(({ segment, index }) => {
      const around = ({ offset, length }: MessageEntity) => offset <= index && index < offset + length;
      const formats = entities.filter(around).map((one) => JSON.stringify({ ...one, offset: 0, length: 0 }));
      return segment.trim() === "" ? [] : [[segment, ...formats.toSorted()].join(" ")];
    }),
  );
}

const texts = (pieces: readonly FormattedText[]) => pieces.map(({ text }) => text);

describe("splitting formatted text", () => {
  it("leaves alone what fits", () => {
    const formatted = encodeMarkdown("**short**");
    expect(splitFormatted(formatted, 100)).toEqual([formatted]);
    expect(splitFormatted(plainText(" \n\u200b "), 100)).toEqual([]);
  });

  it("cuts between paragraphs rather than lines, and between lines rather than words", () => {
    const paragraph = `${"word ".repeat(9)}end`;
    const whole = (separator: string) => plainText([paragraph, paragraph, paragraph].join(separator));
    expect(texts(splitFormatted(whole("\n\n"), 120))).toEqual([`${paragraph}\n\n${paragraph}`, paragraph]);
    expect(texts(splitFormatted(whole("\n"), 120))).toEqual([`${paragraph}\n${paragraph}`, paragraph]);
    expect(texts(splitFormatted(whole(" "), 120))[0]).toMatch(/ word$/);
    expect(texts(splitFormatted(plainText("一二三四五六七，八九。".repeat(3)), 25))).toEqual([
      "一二三四五六七，八九。一二三四五六七，八九。",
      "一二三四五六七，八九。",
    ]);
  });

  it("goes on with code as code, in its language, with its indentation, and with a quotation as one", () => {
    const lines = Array.from({ length: 40 }, (_one, index) => `  line(${index})`).join("\n");
    const pieces = splitFormatted(encodeMarkdown(`# Before.\n\n\`\`\`js\n${lines}\n\`\`\`\n\nAfter.`), 200);
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces[0]?.text).toMatch(/^Before\.\n {2}line/u);
    for (const { text, entities } of pieces.slice(1)) {
      expect(text).toMatch(/^ {2}line/u);
      expect(entities).toEqual([{ type: "pre", language: "js", offset: 0, length: expect.any(Number) as number }]);
    }
    expect(pieces.at(-1)?.text).toMatch(/line\(39\)\n\nAfter\.$/u);
    const quoted = splitFormatted(encodeMarkdown(`> ${"words in it ".repeat(20)}`), 100);
    for (const { text, entities } of quoted)
      expect(entities).toEqual([{ type: "blockquote", offset: 0, length: text.length }]);
  });

  it("never halves what is seen as one character", () => {
    const family = "👨‍👩‍👧";
    const pieces = splitFormatted(plainText(family.repeat(30)), 50);
    for (const { text } of pieces) expect(text.replaceAll(family, "")).toBe("");
    expect(texts(pieces).join("")).toBe(family.repeat(30));
    const endless = splitFormatted(plainText(`e${"\u0301".repeat(200)}`), 50);
    expect(texts(endless).join("")).toHaveLength(201);
  });

  it("keeps every character in its format, within the limit, in pieces that are taken as they are", () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 40, max: 90 }), ({ markdown }, limit) => {
        const whole = joinFormatted([encodeMarkdown(markdown), encodeMarkdown(markdown)], "\n\n");
        const pieces = splitFormatted(whole, limit);
        for (const piece of pieces) {
          expect(piece.text.length).toBeLessThanOrEqual(limit);
          expect(readFormatted(piece.text, piece.entities)).toEqual(piece);
        }
        expect(seenIn(pieces)).toEqual(seenIn([whole]));
        expect(charactersOf(texts(pieces).join(" ")).length).toBeGreaterThan(0);
      }),
      { numRuns: times(100, 50) },
    );
  });

  it("is quick with very long answers", () => {
    const long = encodeMarkdown("A sentence with **bold** words and `code` in it. ".repeat(4_000));
    const pieces = splitFormatted(long, 4_096);
    expect(pieces.length).toBeGreaterThan(40);
    for (const { entities } of pieces) expect(entities.length).toBeLessThanOrEqual(100);
  });

  it("shortens to a caption", () => {
    const caption = shortenFormatted(encodeMarkdown("**word** ".repeat(400)), longestCaption);
    expect(caption.text.length).toBeLessThanOrEqual(longestCaption);
    expect(caption.text).toMatch(/word\n…$/u);
    expect(shortenFormatted(plainText("short"), longestCaption)).toEqual(plainText("short"));
    const colourful = shortenFormatted(encodeMarkdown("**w** ".repeat(200)), longestCaption);
    expect([colourful.text.length, colourful.entities.length]).toEqual([399, 100]);
  });
});
