import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Language, sentences } from "../../core/language/index.ts";

/** All a language says, one sentence a line, numbers where it takes something. */
function read(value: unknown): string {
  if (typeof value === "function") {
    return String(
      Reflect.apply(
        value,
        undefined,
        Array.from({ length: value.length }, (_, index) => index + 2),
      ),
    );
  }
  if (typeof value !== "object" || value === null) return String(value);
  return Object.values(value).map(read).join("\n");
}

const glossary = readFileSync(join(import.meta.dirname, "../../docs/glossary.md"), "utf8");
const rows = glossary
  .split("\n")
  .filter((line) => /^\| [^-T]/.test(line))
  .map((line) => line.split("|").map((cell) => cell.trim()));
/** What a language says; what may be typed is another matter. */
function readAll(language: Language): string {
  const { typed: _typed, ...all } = sentences(language);
  return read(all);
}

const said = { en: readAll("en").toLowerCase(), zh: readAll("zh") };
const isChinese = (word: string) => /\p{Script=Han}/u.test(word);

describe.each(rows.map(([, thing = "", en = "", zh = "", never = ""]) => ({ thing, en, zh, never })))(
  "$thing",
  ({ en, zh, never }) => {
    it(`is called ${en} and ${zh}`, () => {
      expect(said.en).toContain(en.toLowerCase());
      expect(said.zh).toContain(zh);
    });

    it.each(
      never
        .split(",")
        .map((word) => word.trim())
        .filter((word) => word !== ""),
    )("is never called %s", (word) => {
      const text = isChinese(word) ? said.zh : said.en;
      const pattern = isChinese(word) ? new RegExp(word) : new RegExp(`(?<![\\w-])${word.toLowerCase()}s?\\b`);
      expect(text.split("\n").filter((line) => pattern.test(line))).toEqual([]);
    });
  },
);
