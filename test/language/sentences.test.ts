import { describe, expect, it } from "vitest";
import { chooseLanguage, languages, sentences } from "../../core/language/index.ts";

type Leaf = { place: string; sentence: unknown };

/** Words that may be typed stand in a list, of any length in each language: they are one leaf. */
function leaves(value: unknown, place = ""): Leaf[] {
  if (Array.isArray(value)) return [{ place, sentence: value.join(" ") }];
  if (typeof value !== "object" || value === null) return [{ place, sentence: value }];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, place ? `${place}.${key}` : key));
}

/** What a sentence reads like, with numbers where it takes something: they fit counts and texts alike. */
function read(sentence: unknown): string {
  if (typeof sentence !== "function") return String(sentence);
  const filled = Array.from({ length: sentence.length }, (_, index) => index + 2);
  return String(Reflect.apply(sentence, undefined, filled));
}

describe.each(languages)("every sentence in %s", (language) => {
  const all = leaves(sentences(language));

  it("has the same place, and takes the same number of things, in every language", () => {
    const shape = (leaf: Leaf) => [leaf.place, typeof leaf.sentence === "function" ? leaf.sentence.length : "text"];
    expect(all.map(shape)).toEqual(leaves(sentences("en")).map(shape));
  });

  it.each(all.map((leaf) => [leaf.place, read(leaf.sentence)]))("%s can be read: %s", (_place, text) => {
    expect(text.trim()).not.toBe("");
    expect(text).not.toMatch(/undefined|\[object|NaN|TODO/);
  });
});

describe("Chinese", () => {
  it("uses its own punctuation beside its own characters", () => {
    const wrong = leaves(sentences("zh"))
      .map(({ sentence }) => read(sentence))
      .filter((text) => /[\u4e00-\u9fff][,:;?!]|[,:;?!][\u4e00-\u9fff]|--(?! ?[a-z[])|\.\.\./u.test(text));
    expect(wrong).toEqual([]);
  });
});

describe("choosing a language", () => {
  it.each([
    [undefined, "en"],
    ["", "en"],
    ["zh-CN,zh;q=0.9,en;q=0.8", "zh"],
    ["zh-Hans-CN", "zh"],
    ["de-DE,zh;q=0.8", "zh"],
    ["en-GB,zh", "en"],
    ["fr", "en"],
    ["*", "en"],
  ])("%j gives %s", (preferences, language) => {
    expect(chooseLanguage(preferences)).toBe(language);
  });
});
