import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { createCanvas, GlobalFonts } from "@napi-rs/canvas";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMeasure, registerFonts } from "../../core/images/fonts.ts";
import { cutEnd, cutMiddle, drawableText, wrapText } from "../../core/images/text.ts";
import { font } from "../../core/images/theme.ts";

/** Every character ten pixels wide. */
const measure = (text: string) => [...text].length * 10;

describe("drawable text", () => {
  it("keeps emoji whole", () => {
    for (const text of ["Robo 🤖 v2", "👩‍💻 crew 👍🏽 🇨🇳 1️⃣ ❤️", "🏴󠁧󠁢󠁳󠁣󠁴󠁿 👨‍👩‍👧‍👦"]) expect(drawableText(text)).toBe(text);
  });

  it("loses control characters, marks that turn the writing around, and parts of emoji that draw nothing alone", () => {
    expect(drawableText("a\u200D\uFE0Fb\u20E3")).toBe("ab");
    expect(drawableText("a\u202Eevil\u0007\tb")).toBe("aevil b");
    expect(drawableText("通义千问 3 · Ünïcode № ™ ★ ≥ 5%\nnext")).toBe("通义千问 3 · Ünïcode № ™ ★ ≥ 5%\nnext");
  });
});

describe("fitting text", () => {
  it("leaves what fits, and cuts what does not at its end or in its middle", () => {
    expect(cutEnd("abcdef", 60, "", measure)).toBe("abcdef");
    expect(cutEnd("abcdefgh", 60, "", measure)).toBe("abcde…");
    expect(cutMiddle("abcdefgh", 60, "", measure)).toBe("abc…gh");
  });

  it("breaks lines at blanks, after hyphens and between Chinese characters, not before closing marks", () => {
    expect(wrapText("one two three", 80, 5, "", measure)).toEqual(["one two", "three"]);
    expect(wrapText("gpt-oss-120b", 80, 5, "", measure)).toEqual(["gpt-oss-", "120b"]);
    expect(wrapText("横线为置信区间。", 70, 5, "", measure)).toEqual(["横线为置信区", "间。"]);
    expect(wrapText("one\ntwo three four", 60, 2, "", measure)).toEqual(["one", "two t…"]);
    expect(wrapText("", 60, 2, "", measure)).toEqual([]);
  });

  it("never makes a line wider than asked nor more lines than asked, and loses nothing where there is room", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "grapheme-ascii", maxLength: 60 }),
        fc.integer({ min: 2, max: 20 }),
        fc.integer({ min: 1, max: 4 }),
        (text, columns, most) => {
          const lines = wrapText(text, columns * 10, most, "", measure);
          expect(lines.length).toBeLessThanOrEqual(most);
          for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(columns * 10);
          const all = wrapText(text, columns * 10, 1000, "", measure);
          expect(all.join("").replaceAll(" ", "")).toBe(text.replaceAll(" ", ""));
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("fonts", () => {
  const chinese = "问答翻译摘要数学编程义龃";

  it("come from the font packages, whatever the machine has", () => {
    registerFonts(chinese);
    const file = "@fontsource-variable/noto-sans-sc/files/noto-sans-sc-118-wght-normal.woff2";
    GlobalFonts.registerFromPath(createRequire(import.meta.url).resolve(file), "One File");
    for (const character of "要数学") expect(glyph(character)).toBe(glyph(character, '40px "One File"'));
  });

  it("draw every Chinese character differently, and none as the box that stands for a missing one", () => {
    registerFonts(chinese);
    const drawn = [...Array.from(chinese), "\u{10FFFF}"].map((one) => glyph(one));
    expect(new Set(drawn).size).toBe(chinese.length + 1);
  });

  it.each([
    ["Korean", "모델한글안녕"],
    ["Arabic", "نمذجعرب"],
    ["Hebrew", "מודלעברי"],
    ["Thai", "แบจำลองไ"],
    ["Devanagari", "मनहलकख"],
  ])("draw %s, each letter differently and none as the box that stands for a missing one", (_script, letters) => {
    registerFonts(letters);
    const drawn = [...new Set([...letters, "\u{10FFFF}"])];
    expect(new Set(drawn.map((one) => glyph(one))).size).toBe(drawn.length);
    const bold = glyph(letters[0]!, font(40, "bold"));
    expect(bold).not.toBe(glyph(letters[0]!));
  });

  it("keep what decides the form of a letter, and drop what only glues emoji", () => {
    expect(drawableText("می\u200Cخواهم")).toBe("می\u200Cخواهم");
    expect(drawableText("a\u200Db")).toBe("ab");
  });

  it("make Chinese characters as wide as they are high", () => {
    registerFonts(chinese);
    const width = createMeasure()("问答", font(50));
    expect(width).toBeGreaterThan(96);
    expect(width).toBeLessThan(104);
  });
});

function glyph(character: string, fontName = font(40)): string {
  const canvas = createCanvas(60, 60);
  const context = canvas.getContext("2d");
  context.font = fontName;
  context.fillText(character, 5, 45);
  return createHash("sha256")
    .update(context.getImageData(0, 0, 60, 60).data)
    .digest("hex");
}
