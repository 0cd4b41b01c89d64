import { describe, expect, it } from "vitest";
import { createKeptTexts, sealMark, UnreadableText } from "../../core/store/kept-texts.ts";

describe("texts in the database", () => {
  const [sealing, open] = [createKeptTexts("key", true), createKeptTexts("key", false)];

  it("are read, sealed or not, whichever is written now", () => {
    const sealed = sealing.keep("Why? 义", "Turn.question", "battle", 1);
    expect(sealed.startsWith(sealMark)).toBe(true);
    expect(sealing.keep("Why? 义", "Turn.question", "battle", 1)).not.toBe(sealed);
    expect(open.read(sealed, "Turn.question", "battle", 1)).toBe("Why? 义");
    expect(open.keep("Why? 义", "Turn.question", "battle", 1)).toBe("Why? 义");
    expect(sealing.read("Why? 义", "Turn.question", "battle", 1)).toBe("Why? 义");
    expect(sealing.keep("", "Turn.question", "battle", 1)).toBe("");
  });

  it("open under no other key and in no other place, and say so without their words", () => {
    const sealed = sealing.keep("a secret", "Attempt.text", "battle", 1, "a", 1);
    for (const read of [
      () => createKeptTexts("another", true).read(sealed, "Attempt.text", "battle", 1, "a", 1),
      () => sealing.read(sealed, "Attempt.text", "battle", 1, "b", 1),
      () => sealing.read(sealed, "Attempt.shown", "battle", 1, "a", 1),
      () => sealing.read(`${sealed.slice(0, -4)}AAAA`, "Attempt.text", "battle", 1, "a", 1),
      () => sealing.read(sealMark, "Attempt.text", "battle", 1, "a", 1),
    ]) {
      expect(read).toThrow(UnreadableText);
      expect(read).toThrow(/battle, 1, .*does not open.*former key/u);
    }
  });

  it("that only look sealed are what they say", () => {
    for (const texts of [sealing, open]) {
      const kept = texts.keep(`${sealMark}I am plain`, "BankQuestion.text", "one");
      expect(texts.read(kept, "BankQuestion.text", "one")).toBe(`${sealMark}I am plain`);
    }
  });
});
