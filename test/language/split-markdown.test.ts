import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changeProse, splitMarkdown } from "../../core/language/markdown.ts";

const withoutSpace = (text: string) => text.replaceAll(/\s/gu, "");

describe("splitting Markdown", () => {
  it("leaves alone what fits", () => {
    expect(splitMarkdown("short", 100)).toEqual(["short"]);
  });

  it("cuts between paragraphs rather than lines, and between lines rather than words", () => {
    const paragraph = `${"word ".repeat(9)}end`;
    expect(splitMarkdown(`${paragraph}\n\n${paragraph}\n\n${paragraph}`, 120)).toEqual([
      `${paragraph}\n\n${paragraph}`,
      paragraph,
    ]);
    expect(splitMarkdown(`${paragraph}\n${paragraph}\n${paragraph}`, 120)).toEqual([
      `${paragraph}\n${paragraph}`,
      paragraph,
    ]);
  });

  it("closes a code block at the cut and opens it again, in its language", () => {
    const lines = Array.from({ length: 80 }, (_, index) => `line(${index})`).join("\n");
    const pieces = splitMarkdown(`Before.\n\n\`\`\`js\n${lines}\n\`\`\`\n\nAfter.`, 200);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) {
      expect(piece.length).toBeLessThanOrEqual(200);
      expect((piece.match(/^```/gm) ?? []).length % 2).toBe(0);
    }
    for (const piece of pieces.slice(1)) expect(piece).toMatch(/^```js\n/);
  });

  it("cuts before a code block that would not fit", () => {
    const code = `\`\`\`\n${"x".repeat(60)}\n\`\`\``;
    expect(splitMarkdown(`${"Words. ".repeat(9).trim()}\n${code}`, 90)[1]).toBe(code);
  });

  it("keeps every character, within the limit, and none halved", () => {
    const text = fc.string({
      unit: fc.constantFrom("a", " ", "\n", "\n\n", "\n```\n", "\n```js\n", "\n~~~\n", "漢", "😀", "\t"),
    });
    fc.assert(
      fc.property(text, fc.integer({ min: 40, max: 90 }), (written, longest) => {
        const pieces = splitMarkdown(written.repeat(4), longest);
        for (const piece of pieces) {
          expect(piece.length).toBeLessThanOrEqual(longest);
          expect(piece.isWellFormed()).toBe(true);
        }
        const marks = (all: string) => withoutSpace(all).replaceAll(/`|~|js/gu, "");
        expect(marks(pieces.join(""))).toBe(marks(written.repeat(4)));
      }),
    );
  });
});

describe("changing prose", () => {
  const shout = (text: string) => changeProse(text, (prose) => prose.toUpperCase());

  it("leaves spans and blocks of code as they are", () => {
    expect(shout("a `b` c ``d ` e`` f")).toBe("A `b` C ``d ` e`` F");
    expect(shout("a\n```js\nb\n```\nc")).toBe("A\n```js\nb\n```\nC");
    expect(shout("a\n~~~\nb")).toBe("A\n~~~\nb");
  });

  it("leaves the whole of a block as it is, to the mark that closes it or to the end", () => {
    expect(shout("a\n```\nb\n\nc `d\n```\ne `f`")).toBe("A\n```\nb\n\nc `d\n```\nE `f`");
    expect(shout("a\n````\n```\nb\n````\nc")).toBe("A\n````\n```\nb\n````\nC");
    expect(shout("```\n```\nc")).toBe("```\n```\nC");
    expect(shout("```\nb\n\nc")).toBe("```\nb\n\nc");
  });

  it("ends a span with its paragraph", () => {
    expect(shout("a ` b\n\nc ` d")).toBe("A ` B\n\nC ` D");
    expect(shout("a ` b\n```\nc`\n```")).toBe("A ` B\n```\nc`\n```");
  });

  it("changes what only looks like code", () => {
    expect(shout("a ` b")).toBe("A ` B");
  });
});
