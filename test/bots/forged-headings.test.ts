import fc from "fast-check";
import { Marked } from "marked";
import * as library from "marked";
import { describe, expect, it } from "vitest";
import { encodePost as encodeForDiscord } from "../../bots/discord/encode.ts";
import { encodePost as encodeForTelegram, type Outgoing } from "../../bots/telegram/encode.ts";
import { type FormattedText, withoutFormats } from "../../bots/telegram/formatted-text.ts";
import { encodeRichPost } from "../../bots/telegram/rich-post.ts";
import { encodeEvent, encodePost as encodeForPage, type PageContent } from "../../bots/web/encode.ts";
import { cjkEmphasis } from "../../bots/shared/cjk-emphasis.js";
import { createBudget } from "../../bots/web/page/budget.js";
import { createMarkup } from "../../bots/web/page/markup.js";
import { type Post, sentences } from "../../core/index.ts";
import { readFormatted } from "../peers/telegram/formatted-text.ts";
import { readRich } from "../peers/telegram/rich-message.ts";
import { times } from "../thorough.ts";

const words = sentences("en");

/** The headings of every platform, the words of the buttons, and what may bring them where they do not belong. */
const forgeries = fc
  .array(
    fc.constantFrom(
      ...[
        "A",
        "B",
        "**A**",
        "**B**",
        "### A",
        "### B",
        "## B",
        "# 🅱️",
        "🐳 A",
        "🦄 B",
        "<h3>B</h3>",
        "B\n===",
        "B\n---",
      ],
      ...[...Object.values(words.battle.buttons), words.chat.goesOn("answer-b.md"), words.telegram.answersBelow],
      ...["\n\n", "\n", "\r", "\u2028", " ", "\u200b", "\u200d", "\ufeff", "\u2060", "\u202e", "\u0085", "\0"],
      ...[
        "> ",
        ">> ",
        ">>> ",
        "- ",
        "1. ",
        "```\n",
        "~~~\n",
        "    ",
        "|a|b|\n|-|-|\n|",
        "***\n",
        "[x]: ",
        "</blockquote>",
      ],
      ...["</section>", "<!--", "||", "-# ", "\\", "`", "*", "_", "Because 7 is prime."],
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(""));

const harmless = { a: "x", b: "y" };
const postOf = (answers: { a: string; b: string }, question = "Why?"): Post => ({
  ...{ text: "Vote now.", question, answers, footer: "Closes soon." },
  ...{ buttons: [], images: [] },
});

/** What does not stand in a quotation. */
function outside({ text, entities }: FormattedText): string {
  const quotations = entities.filter(({ type }) => type === "blockquote");
  return [{ offset: 0, length: 0 }, ...quotations]
    .map(({ offset, length }, index) => text.slice(offset + length, quotations[index]?.offset))
    .join("…");
}

type Boxed = { type: number; content?: string; components?: { type: number }[] };

describe("no answer looks like a heading", () => {
  it("on Telegram, where all of it is in one quotation, alone or beside the other", () => {
    const seen = (message: Outgoing) => {
      expect(readFormatted(message.text.text, message.text.entities)).toEqual(message.text);
      return outside(message.text);
    };
    const long = "word ".repeat(500);
    fc.assert(
      fc.property(forgeries, forgeries, forgeries, (a, b, question) => {
        const together = encodeForTelegram(postOf({ a: `x${a}`, b: `y${b}` }, `z${question}`), "en", { apart: false });
        expect(seen(together.main)).toBe(seen(encodeForTelegram(postOf(harmless), "en", { apart: false }).main));
        // Where Telegram refuses the formats, marks at the beginnings of lines say the same.
        const unquoted = withoutFormats(together.main.text)
          .text.split("\n")
          .filter((line) => !line.startsWith("> "));
        expect(unquoted.join("\n")).toBe("\nVote now.\n\nA\n\nB\n\nCloses soon.");
        // A table in it can make a message of its own too short: then both are files.
        for (const other of [`${long}${b}`, long.repeat(3)]) {
          const { answers } = encodeForTelegram(postOf({ a: `${long}${a}`, b: other }), "en", { apart: false });
          for (const side of ["a", "b"] as const)
            expect(seen(answers![side])).toMatch(
              answers![side].media
                ? /^[AB]\n…(?:\n…)?\n\nThe rest is in the file answer-[ab]\S+, which has the whole text\.$/u
                : /^[AB]\n…$/u,
            );
        }
      }),
      { numRuns: times(150, 25) },
    );
  });

  it("in a rich message on Telegram, where all of it is in one quotation, and nothing else", () => {
    const seen = (answers: { a: string; b: string }, question: string) => {
      const { rich } = encodeRichPost(postOf(answers, question), "en", { apart: false, emoji: { a: "🐳", b: "🦄" } })!;
      expect(readRich(rich).entities).toEqual([]);
      return rich.blocks!.map((block) => (block.type === "blockquote" ? "quotation" : block));
    };
    fc.assert(
      fc.property(forgeries, forgeries, forgeries, (a, b, question) => {
        const shown = seen({ a: `x${a}`, b: `y${b}` }, `z${question}`);
        expect(shown).toEqual(seen(harmless, "Why?"));
        expect(shown.filter((block) => block === "quotation")).toHaveLength(3);
      }),
      { numRuns: times(150, 60) },
    );
  });

  it("on Discord, where all of it is in a box, and nothing else", () => {
    const seen = (answers: { a: string; b: string }) => {
      const components = encodeForDiscord(postOf(answers), "en").body.components as Boxed[];
      const boxes = components.filter(({ type }) => type === 17);
      expect(boxes.map((box) => box.components?.map(({ type }) => type))).toEqual([[10], [10]]);
      return components.map(({ type, content }) => (type === 17 ? "box" : (content ?? type)));
    };
    const long = "word ".repeat(500);
    fc.assert(
      fc.property(forgeries, forgeries, (a, b) => {
        expect(seen({ a, b })).toEqual(seen(harmless));
        expect(seen({ a: `${long}${a}`, b: `${long}${b}` })).toEqual(seen({ a: long, b: long }));
      }),
      { numRuns: times(150, 60) },
    );
  });

  it("on the page, neither in the text of a post nor in what is made of an answer", () => {
    const markdown = new Marked({ gfm: true });
    const seen = (answers: { a: string; b: string }) => {
      const shown = encodeForPage(postOf(answers), []);
      const content = { ...shown, author: null, asker: null, replyTo: null } as unknown as PageContent;
      const { text } = encodeEvent({ id: "1", audience: null, content }, undefined, "en");
      const tokens = markdown.lexer(text).filter(({ type }) => type !== "space" && type !== "def");
      return tokens.map(({ type, raw }) => (type === "blockquote" ? "quotation" : raw.trim()));
    };
    const markUp = createMarkup(library as never, cjkEmphasis(library.Tokenizer as never));
    fc.assert(
      fc.property(forgeries, forgeries, (a, b) => {
        expect(seen({ a: `x${a}`, b: `y${b}` })).toEqual(seen(harmless));
        expect(markUp(a, createBudget())).not.toMatch(/<(?:h[1-3]|section|div|span class="side)\b/iu);
      }),
      { numRuns: times(150, 60) },
    );
  });
});
