/** Reading Markdown costs no more than the text is long, whatever the text. */
import { describe, expect, it } from "vitest";
import { countMarkdown } from "../../core/rating/markdown.ts";

describe("reading hostile Markdown", () => {
  // With bold in front, for a text in which nothing can be bold is not searched for it.
  const repeat = (unit: string) => `**a** ${unit.repeat(400_000 / unit.length)}`;
  const ticks = Array.from({ length: 800 }, (_, length) => "`".repeat(length + 1)).join(" ");
  it.each([
    ...[
      "`",
      "`a",
      "``a`",
      "*",
      "_",
      "**a",
      "a** ",
      "*a_",
      "**a **",
      "***a_ ",
      "](",
      "](a",
      "http://",
      "http://.",
      "<b>",
    ],
    ...[
      "> ",
      "- ",
      "> - ",
      "-\t",
      "\t",
      "- a\n",
      "a\n---\n",
      "#",
      "1",
      "1. ",
      "\\",
      "~~~\n",
      "```\n",
      "```",
      "- -a ",
      "①",
    ],
    ...["（", "一", "(1", "   ", "-", "*  ", "\n", "\r\n", "_ ", "a_", "*(", "_a*_ ", "🔟*"],
  ])("of %j takes no time to speak of", (unit) => {
    const before = process.cpuUsage();
    countMarkdown(repeat(unit));
    // Dozens of times what it takes, and far below what work with the square of the length would take.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });

  it.each([
    ["backticks of every length", ticks],
    ["ends without beginnings", `**a ${"*a_ ".repeat(25_000)}`],
    ["half opening, half closing", "**a ".repeat(25_000) + " a**".repeat(25_000)],
    ["both kinds, crosswise", "**a *a _b ".repeat(16_000) + " c* d_".repeat(16_000)],
    ["ever deeper lists", Array.from({ length: 600 }, (_, depth) => `${" ".repeat(depth)}- a`).join("\n")],
    ["deep lists, again and again", `${"- ".repeat(300)}a\n`.repeat(300)],
    ["text behind many signs", `${"- ".repeat(100_000)}a\n`.repeat(2)],
  ])("that are %s takes no time to speak of", (_, text) => {
    const before = process.cpuUsage();
    countMarkdown(text);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(2);
  });
});
