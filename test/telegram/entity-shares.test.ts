import fc from "fast-check";
import type { MessageEntity } from "grammy/types";
import { describe, expect, it } from "vitest";
import { encodePost, type Outgoing } from "../../bots/telegram/encode.ts";
import type { Post } from "../../core/index.ts";
import { readFormatted } from "../peers/telegram/formatted-text.ts";

const words = (count: number, filling = "") => `**w** ${filling}`.repeat(count).trim();
const post = (a: string, b: string, question?: string): Post => ({
  ...{ text: "Which is **better**?", answers: { a, b }, footer: "It closes *soon*.", buttons: [], images: [] },
  ...(question !== undefined && { question }),
});

/** How many entities each answer of a message keeps; Telegram takes the message, with its headings in bold. */
function sharesOf({ text: { text, entities } }: Outgoing, sides: string[]): number[] {
  expect(readFormatted(text, entities)).toEqual({ text, entities });
  const bold = entities.filter(({ type, length }) => type === "bold" && length === 1);
  const own = bold.filter(
    ({ offset }) => /^[AB]\n/u.test(text.slice(offset)) && (offset === 0 || text[offset - 1] === "\n"),
  );
  expect(own.map(({ offset }) => text[offset])).toEqual(sides);
  const quotations = entities.filter(({ type }) => type === "blockquote").slice(-sides.length);
  const inside =
    (outer: MessageEntity) =>
    ({ offset, length }: MessageEntity) =>
      outer.offset <= offset && offset + length <= outer.offset + outer.length;
  return quotations.map((outer) => entities.filter(inside(outer)).length);
}

describe("the hundred entities of a message", () => {
  it("are the arena's own first, and then in equal parts the answers'", () => {
    const { main } = encodePost(post(words(200), words(130)), "en", { apart: false });
    expect(sharesOf(main, ["A", "B"])).toEqual([48, 48]);
    const asked = encodePost(post(words(200), words(130), words(60)), "en", { apart: false });
    expect(sharesOf(asked.main, ["A", "B"])).toEqual([38, 38]);
  });

  it("go to the other answer as far as one does not need its part", () => {
    const { main } = encodePost(post(words(10), words(130)), "en", { apart: false });
    expect(sharesOf(main, ["A", "B"])).toEqual([11, 85]);
  });

  it("are no more in an answer that has a message of its own, or is a file", () => {
    const apart = encodePost(post(words(133, "and more words "), words(200, "and more ")), "en", { apart: false });
    expect(["a", "b"].flatMap((side) => sharesOf(apart.answers![side as "a"], [side.toUpperCase()]))).toEqual([99, 99]);
    const files = encodePost(post(words(133, "and even more words than before "), words(2_000)), "en", {
      apart: false,
    });
    expect(files.answers!.a.media).toBeDefined();
    expect(["a", "b"].map((side) => sharesOf(files.answers![side as "a"], [side.toUpperCase()])[0]! <= 99)).toEqual([
      true,
      true,
    ]);
  });

  it("are shared by rule, whatever the answers are", () => {
    fc.assert(
      fc.property(fc.nat(180), fc.nat(180), (a, b) => {
        const [first, second] = sharesOf(
          encodePost(post(`x ${words(a)}`, `x ${words(b)}`), "en", { apart: false }).main,
          ["A", "B"],
        );
        const [needsA, needsB] = [a + 1, b + 1];
        expect(first).toBe(Math.min(needsA, Math.max(48, 96 - needsB)));
        expect(second).toBe(Math.min(needsB, Math.max(48, 96 - needsA)));
      }),
      { numRuns: 15 },
    );
  });
});
