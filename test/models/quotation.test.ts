import { describe, expect, it } from "vitest";
import { quotesMessages } from "../../core/models/quotation.ts";

const quotes = (words: string, ...asked: string[]): boolean => {
  return quotesMessages(
    words,
    asked.map((content) => ({ role: "user", content })),
  );
};
const english = 'My neighbour Ann said "never again".\nShould I tell <b>her husband</b> about the letter?';
const chinese = "我的邻居小安说再也不去了，我应该告诉她丈夫吗？";

describe("a quotation of the question", () => {
  it.each([
    ["whole", `400 bad: ${english}`, english],
    ["as JSON", `400 {"input":${JSON.stringify(english)}}`, english],
    ["as JSON of ASCII only", `400 ${JSON.stringify(chinese).replace(/[^ -~]/g, escape)}`, chinese],
    ["in part", "near 'should i tell her husb…'", english],
    ["with its markup taken out", "Should I tell her husband about", english],
    ["in part, in Chinese", "输入不合法：小安说再也不去了", chinese],
    ["when it is short", "invalid input 'Am I pregnant?'", "Am I pregnant?"],
    ["when it is short, in Chinese", "输入：我怀孕了吗", "我怀孕了吗？"],
  ])("is seen %s", (_how, words, asked) => {
    expect(quotes(words, asked)).toBe(true);
    expect(quotes(words, "Hello.", asked)).toBe(true);
  });

  it.each([
    ["words of another kind", "400 max_tokens is too large: at most 4096", english],
    ["a word or two of it", "Should I tell you about limits?", english],
    ["no words", "", english],
    ["a question that is found in anything", "this model is overloaded", "is"],
    ["a question of no letters", "??? !!!", "???"],
  ])("is not seen in %s", (_what, words, asked) => {
    expect(quotes(words, asked)).toBe(false);
  });
});

function escape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
