import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { builtInQuestions } from "../../core/bank/question-bank.ts";
import { passesLuhn, passesMod11, passesMod97 } from "../../core/safety/personal-data/checksums.ts";
import { type PersonalKind, personalKinds } from "../../core/safety/personal-data/datum.ts";
import { findPersonalData, maskPersonalData } from "../../core/safety/personal-data/find.ts";

/**
 * A line is what somebody might ask, in English or Chinese; `⟦kind:…⟧` marks personal data, all of it made up. Secrets
 * have a `·` in them, which is no part of them, so that scanners for leaked keys leave the file alone.
 */
const lines = readFileSync(new URL("personal-lines.txt", import.meta.url), "utf8")
  .trimEnd()
  .split("\n");

type Labelled = { text: string; marked: string[] };

function readLine(line: string): Labelled {
  const marked: string[] = [];
  let text = "";
  for (const part of line.replaceAll("\\n", "\n").split(/(⟦[\s\S]*?⟧)/u)) {
    const [, kind, written = ""] = /^⟦([a-z-]+):([\s\S]*)⟧$/u.exec(part) ?? [];
    const plain = kind === "secret" ? written.replace("·", "") : written;
    if (kind !== undefined) marked.push(`${kind} ${text.length} ${plain}`);
    text += kind === undefined ? part : plain;
  }
  return { text, marked };
}

function found(text: string): string[] {
  return findPersonalData(text).map(({ kind, start, end }) => `${kind} ${start} ${text.slice(start, end)}`);
}

const names = Object.fromEntries(personalKinds.map((kind) => [kind, kind])) as Record<PersonalKind, string>;

describe("personal data", () => {
  test("is found where it is, and nowhere else: precision and recall are at least 0.95", () => {
    expect(lines.length).toBeGreaterThanOrEqual(400);
    let [right, missed, wrong] = [0, 0, 0];
    const faults: string[] = [];
    for (const { text, marked } of lines.map(readLine)) {
      const all = found(text);
      const [lost, added] = [marked.filter((one) => !all.includes(one)), all.filter((one) => !marked.includes(one))];
      [right, missed, wrong] = [right + marked.length - lost.length, missed + lost.length, wrong + added.length];
      faults.push(...lost.map((one) => `missed ${one}`), ...added.map((one) => `wrong ${one} in ${text}`));
    }
    const [precision, recall] = [right / (right + wrong), right / (right + missed)];
    const figures = `precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} of ${right + missed}\n${faults.join("\n")}`;
    expect(Math.min(precision, recall), figures).toBeGreaterThanOrEqual(0.95);
  });

  test("in no question of the bank", () => {
    expect(builtInQuestions.flatMap(({ text }) => found(text))).toEqual([]);
  });

  test("is masked by what it is, in the asker's language; masking again changes nothing", () => {
    const chinese = { ...names, email: "电子邮箱", phone: "电话号码" };
    expect(maskPersonalData("请联系wang@163.com或13912345678。", chinese)).toBe("请联系[电子邮箱]或[电话号码]。");
    for (const { text } of lines.map(readLine)) {
      const masked = maskPersonalData(text, names);
      expect(found(masked)).toEqual([]);
      expect(maskPersonalData(masked, names)).toBe(masked);
    }
  });

  test("none of the marked is left when it is masked, whatever stands around it", () => {
    const all = lines.map(readLine).flatMap((line) => line.marked.map((one) => one.split(" ").slice(2).join(" ")));
    // The others are known only by the words before them.
    const marked = all.filter((datum) => found(datum).length === 1);
    const around = fc.constantFrom("", "\n", "**", "`", "(", "，", "“", "| ", "> ", "\t");
    fc.assert(
      fc.property(fc.constantFrom(...marked), around, around, (datum, before, after) => {
        expect(maskPersonalData(`${before}${datum}${after}`, names)).not.toContain(datum);
      }),
      { numRuns: 500, seed: 24 },
    );
  });

  test.each<[string, string]>([
    ["digits", "1"],
    ["digits in groups", "4111 "],
    ["digits and hyphens", "1-"],
    ["plus signs", "+1 "],
    ["at signs", "a@"],
    ["long names before at signs", `${"a.".repeat(32)}@`],
    ["dots after an at sign", "a@b.c."],
    ["words that announce a number", "tel 1 "],
    ["brackets", "tel ((("],
    ["the beginning of keys", "sk-"],
    ["the beginning of tokens", "eyJhbGciOi.eyJ"],
    ["the beginning of private keys", "-----BEGIN "],
    ["passwords in addresses", "://a:b"],
    ["what announces an Amazon key", "aws secret:::"],
    ["letters of account numbers", "DE89 A"],
    ["blanks", " "],
    ["capital letters", "M"],
  ])("is looked for in linear time: %s", (_name, piece) => {
    const time = (size: number): number => {
      const text = piece.repeat(Math.ceil(size / piece.length));
      const began = performance.now();
      findPersonalData(text);
      return performance.now() - began;
    };
    time(1_000);
    // Quadratic work takes minutes for this much.
    expect(time(100_000)).toBeLessThan(3_000);
  });

  test("check digits are those of the standards' own examples", () => {
    expect([passesLuhn("4111111111111111"), passesLuhn("4111111111111112")]).toEqual([true, false]);
    expect([passesMod97("GB82WEST12345698765432"), passesMod97("GB82WEST12345698765433")]).toEqual([true, false]);
    expect([passesMod11("11010519491231002X"), passesMod11("110105194912310021")]).toEqual([true, false]);
  });
});
