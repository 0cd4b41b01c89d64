/**
 * Texts that were made to be dear to read, so long that whatever looks at them again and again would not come to an end.
 * `npm run -s bench -- hostile` measures how the work grows.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { breaker } from "../../bots/telegram/inert.ts";
import { encodeMarkdown } from "../../bots/telegram/markdown-entities.ts";
import { readAttached } from "../../core/arena/question.ts";
import { readTags } from "../../core/commands/typed-names.ts";
import { wrapText } from "../../core/images/text.ts";
import { changeProse } from "../../core/language/markdown.ts";
import { sentences } from "../../core/language/index.ts";
import { withoutMarkup } from "../../core/models/quotation.ts";
import { findObjects } from "../../core/mutual/run/reply-json.ts";
import { castShadow } from "../../core/answers/self-naming/shadow.ts";
import { times } from "../thorough.ts";

const words = (text: string) => text.replaceAll(breaker, "").match(/q\d+q/gu);
const monospaced = (text: string) => text.length * 8;

describe("texts made to be dear to read", () => {
  it.each(["*a_", "> ", "**a ", "_a", "- > ", "[", "![", "a_b", "<a "])(
    "are read by Telegram's encoder: %j",
    (unit) => {
      const text = `q1q\n\n${unit.repeat(400_000 / unit.length)} q2q\n\nq3q`;
      expect(words(encodeMarkdown(text).text)).toEqual(["q1q", "q2q", "q3q"]);
    },
  );

  it("are read no further than is of use", () => {
    const { text } = encodeMarkdown(`${"word ".repeat(40_000)}end`, 4_096);
    expect(text.length).toBeGreaterThan(4_096);
    expect(text).not.toContain("end");
  });

  it("are answered as they deserve by whatever else reads them", async () => {
    expect(findObjects(`\`\`\`${"\n".repeat(400_000)}`)).toEqual([]);
    expect(findObjects(`{"${'\\"'.repeat(200_000)}`)).toEqual([]);
    expect(findObjects(`${"```\n".repeat(3)}{"a": 1}\n\`\`\``)).toEqual([{ a: 1 }]);
    expect(findObjects(`{"ranking": [], "reasons": ${'{"a":'.repeat(100_000)}1${"}".repeat(100_001)}`)).toEqual([]);
    expect(withoutMarkup("<".repeat(1_000_000))).toHaveLength(1_000_000);
    expect(readTags("#hard ".repeat(100_000)).text).toBe("");
    for (const sign of [" ", "“", "\u0301", "("])
      expect(wrapText(`a${sign.repeat(400_000)}`, 200, 3, "", monospaced).length).toBeLessThanOrEqual(3);
  });

  it("do not overflow the stack", async () => {
    const bytes = Buffer.from("`a".repeat(131_072));
    const reading = { shrinker: { shrink: async () => Buffer.alloc(0) }, log: { warn: () => {} } };
    const { text } = await readAttached(
      reading,
      "",
      [{ name: "a", size: bytes.length, read: async () => bytes }],
      sentences("en"),
    );
    expect(text.startsWith("a:\n```\n`a`a")).toBe(true);
  });
});

describe("prose without its code", () => {
  const scraps = fc.array(
    fc.constantFrom("a", "`", "``", "```", "~~~", "\n", "\n\n", " ", "\n```\n", "\n~~~~\n", "js"),
    {
      maxLength: 30,
    },
  );

  it("is found as by looking for the end of each piece of code anew", () => {
    fc.assert(
      fc.property(scraps, (parts) => {
        const text = parts.join("");
        expect(changeProse(text, (prose) => "x".repeat(prose.length))).toBe(blotSlowly(text));
      }),
      { numRuns: times(2_000, 500) },
    );
  });
});

/** Every line begins or ends a block, or belongs to a paragraph, in which each run of backticks seeks its like. */
function blotSlowly(text: string): string {
  const paragraphs: { text: string; code: boolean }[] = [{ text: "", code: false }];
  let marker: string | undefined;
  for (const line of text.split(/(?<=\n)/u)) {
    const fence = /^ {0,3}(?:(`{3,})[^`]*|(~{3,})[^\n]*)\n?$/u.exec(line);
    const found = fence?.[1] ?? fence?.[2];
    const bare = /^ {0,3}(?:`+|~+)[ \t]*\n?$/u.test(line);
    if (marker !== undefined) {
      const closes = bare && found?.startsWith(marker) === true;
      paragraphs.at(-1)!.text += closes ? line.replace(/\n$/u, "") : line;
      if (!closes) continue;
      marker = undefined;
      paragraphs.push({ text: line.endsWith("\n") ? "\n" : "", code: false });
    } else if (found !== undefined) {
      marker = found;
      paragraphs.push({ text: line, code: true });
    } else if (line.trim() === "") paragraphs.push({ text: line, code: false });
    else paragraphs.at(-1)!.text += line;
  }
  const blot = (prose: string) => "x".repeat(prose.length);
  return paragraphs
    .map((one) => {
      if (one.code) return one.text;
      const parts = /(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)|[\s\S]/gu;
      return one.text.replaceAll(parts, (part, run?: string) => (run === undefined ? blot(part) : part));
    })
    .join("");
}

describe("the shadow of a text", () => {
  it("ties every character to its place, however many it becomes", () => {
    const characters = fc.constantFrom("a", "Ä", "ﷺ", "ﬃ", "½", "😀", "\u200b", "汉", "\ud800", "𝐆");
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 200 }), (parts) => {
        const text = parts.join("");
        const { text: shadow, starts, ends } = castShadow(text);
        const alone = Array.from(text, (character) => castShadow(character).text);
        expect(shadow).toBe(alone.join(""));
        let [at, place] = [0, 0];
        for (const [index, character] of Array.from(text).entries()) {
          for (let unit = 0; unit < (alone[index]?.length ?? 0); unit++, at++)
            expect([starts[at], ends[at]]).toEqual([place, place + character.length]);
          place += character.length;
        }
      }),
      { numRuns: times(200, 60) },
    );
  });
});
