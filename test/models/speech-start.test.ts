import { describe, expect, it } from "vitest";
import { cleanText, awaitSpeech, hearSpeech } from "../../core/models/completion-stream.ts";

/** How much of the text had come when speech was first heard, in pieces of so many characters; null for never. */
function heardAfter(text: string, size: number): number | null {
  const start = awaitSpeech();
  for (let at = 0; at < text.length; at += size) {
    if (hearSpeech(start, text.slice(at, at + size))) return Math.min(at + size, text.length);
  }
  return null;
}

describe("the start of speech", () => {
  it.each([
    ["Salt", 1],
    [" \n Salt", 4],
    ["<think>hm</think>\n\nSalt", 20],
    ["\n<think>hm </thin </think>Salt", 27],
    ["<think></think>Salt", 16],
    ["<thirst", 5],
    ["<think>hm", null],
    ["<think>hm</think>\n ", null],
    ["<thin", null],
    [" \n", null],
  ])("in %j is heard at character %j, however the text is torn", (text, first) => {
    expect(heardAfter(text, 1)).toBe(first);
    for (const size of [2, 3, 5, 8, 100]) {
      expect(heardAfter(text, size)).toBe(first && Math.min(Math.ceil(first / size) * size, text.length));
    }
    // Only what ends too early to tell is text at last without having been heard.
    if (text !== "<thin") expect(first !== null).toBe(cleanText(text).trim() !== "");
  });
});
