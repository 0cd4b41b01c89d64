import { describe, expect, it } from "vitest";
import { cellWords, changeTables, countColumns, isWide, tableFormOf } from "../../core/language/tables.ts";

const mark = (text: string) =>
  changeTables(text, ({ header, rows, alignments }) => JSON.stringify([header, rows, alignments]));
const narrow = "| a | b |\n|--|:-:|\n| 1 | 2 |";
const wide = `| a | b |\n|--|--|\n| ${"1".repeat(60)} | 2 |`;

describe("tables in Markdown", () => {
  it("are found with their cells, whatever stands around them", () => {
    expect(mark(`x\n${narrow}\n\ny | z`)).toBe('x\n[["a","b"],[["1","2"]],[null,"center"]]\n\ny | z');
    expect(mark("a | b\n:-- | --:\n`c` \\| d | e")).toBe('[["a","b"],[["`c` | d","e"]],["left","right"]]');
    expect(mark("| a |\n|--|")).toBe('[["a"],[],[null]]');
  });

  it.each([`\`\`\`\n${narrow}\n\`\`\``, "| a | b |\n|--|", "a\n--", "a | b\n- | x", "| a |\n\n|--|"])(
    "are none in %j",
    (text) => expect(mark(text)).toBe(text),
  );

  it("are as wide as they are seen", () => {
    expect(["a", "汉", "é", "😀", "e\u0301", "ｆ", "汉字ab", ""].map(countColumns)).toEqual([1, 2, 1, 2, 1, 2, 6, 0]);
    expect(isWide([["x".repeat(28), "汉".repeat(14)]])).toBe(false);
    expect(isWide([["x".repeat(29), "汉".repeat(15)]])).toBe(true);
  });

  it("are drawn only where all that stand beside one another are narrow", () => {
    expect(tableFormOf([narrow, "no table"])).toBe("drawn");
    expect(tableFormOf([narrow, `x\n\n${wide}`])).toBe("listed");
    expect(tableFormOf([wide.replace("1".repeat(60), `**${"1".repeat(56)}**`), ""])).toBe("drawn");
    expect(tableFormOf([`\`\`\`\n${wide}`, ""])).toBe("drawn");
  });

  it("have words without marks in their cells", () => {
    expect(cellWords("**a** `b`<br>*c* snake_case __d__ 2*3")).toBe("a b c snake_case d 2*3");
  });

  it("are read in work that grows with the text alone", () => {
    const hostile = ["`", "|", "|-", "|-|\n", "a|b\n-|-\n", "- ", ":-", "\\|", "*a ", "| a\n|-\n"];
    for (const unit of hostile) {
      const text = unit.repeat(300_000 / unit.length);
      expect(changeTables(text, ({ raw }) => raw)).toBe(text);
      tableFormOf([text]);
    }
  });
});
