/** A whole export: its files, what is said of them, and that there is never half of one. */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Recorded } from "../../core/export/recorded.ts";
import { type ExportOptions, writeExport } from "../../core/export/write-export.ts";
import { sentences } from "../../core/language/index.ts";
import { recordedBattle, recordedOf, recordedVote } from "./recorded-battle.ts";

let scratch: string;
beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), "doubleblind-export-"));
});
afterAll(() => rmSync(scratch, { recursive: true }));

const wish = { since: null, task: null, withText: true, ofOpenPage: false };
const now = new Date("2026-11-30T12:00:00Z");

async function exportOf(name: string, recorded: Recorded, more: Partial<ExportOptions> = {}) {
  const out = join(scratch, name);
  const options = { out, format: "jsonl", wish, secret: "secret", now, licence: null, url: null } as const;
  const summary = await writeExport(recorded, { ...options, personalKinds: sentences("en").personal.kinds, ...more });
  const read = (file: string) => readFileSync(join(out, file), "utf8");
  const rows = (table: string) =>
    read(`${table}.jsonl`)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { summary, read, rows, out };
}

const people = Array.from({ length: 20 }, (_, index) =>
  recordedVote(`person ${index}`, index < 14 ? "a" : "b", { shares: true }),
);
const battles = [
  recordedBattle("one", { votes: people, askerShares: true, language: "zh" }),
  recordedBattle("two", { votes: [recordedVote("x", "tie"), recordedVote("y", "both-bad")], repeated: true }),
  recordedBattle("three", { private: true, votes: [recordedVote("z", "a")] }),
];
const words = { one: { a: [{ role: "user", content: "Hi" } as const], b: [] } };

/** What the specification of Croissant 1.1 requires, as far as this uses it. */
const croissantSchema = {
  type: "object",
  required: [
    ...["@context", "@type", "conformsTo", "description", "license", "name", "url", "creator", "datePublished"],
    ...["distribution", "recordSet"],
  ],
  properties: {
    "@type": { const: "sc:Dataset" },
    conformsTo: { const: "http://mlcommons.org/croissant/1.1" },
    url: { type: "string", minLength: 1 },
    version: { type: "string", pattern: "^\\d+\\.\\d+\\.\\d+$" },
    datePublished: { type: "string", pattern: "^\\d{4}-\\d\\d-\\d\\d$" },
    distribution: {
      type: "array",
      items: {
        type: "object",
        required: ["@type", "@id", "name", "contentUrl", "encodingFormat", "sha256"],
        properties: { "@type": { const: "cr:FileObject" }, sha256: { type: "string", pattern: "^[0-9a-f]{64}$" } },
      },
    },
    recordSet: {
      type: "array",
      items: {
        type: "object",
        required: ["@type", "@id", "name", "field"],
        properties: {
          "@type": { const: "cr:RecordSet" },
          field: {
            type: "array",
            minItems: 1,
            items: {
              type: "object",
              required: ["@type", "@id", "name", "dataType", "source"],
              properties: {
                "@type": { const: "cr:Field" },
                dataType: { enum: ["sc:Text", "sc:Integer", "sc:Float", "sc:Boolean"] },
                source: { type: "object", required: ["fileObject", "extract"] },
              },
            },
          },
        },
      },
    },
  },
};

describe("an export", () => {
  it("has what may be in it, counted, with the board that its votes make", async () => {
    const { summary, rows } = await exportOf("whole", recordedOf(battles, words));
    expect(summary).toMatchObject({
      battles: 2,
      votes: 22,
      ownVotes: 20,
      voters: 20,
      withWords: 1,
      languages: ["en", "zh"],
    });
    expect([...summary.leftOut]).toEqual([["private", 1]]);
    expect(rows("votes")).toHaveLength(22);
    expect(rows("battles").map((row) => row["question_id"])).toEqual(["one", "two"]);
    expect(rows("models").map((row) => row["model"])).toEqual(["left", "right"]);
    const boards = rows("boards");
    expect(boards.filter(({ board }) => board === "all")).toMatchObject([
      { model: "left", votes: 22, wins: 14, losses: 6, ties: 1, bothbad: 1 },
      { model: "right", wins: 6, losses: 14 },
    ]);
    expect(boards.filter(({ board }) => board === "generation")).toMatchObject([{ model: "left", votes: 20 }, {}]);
  });

  it("says in its card how it is licensed, what is left out, and what each column is", async () => {
    const { read } = await exportOf("carded", recordedOf(battles), { licence: "CC-BY-4.0" });
    const card = read("README.md");
    expect(card).toMatch(/^---\nlicense: cc-by-4\.0\n[^]*?\n---\n\n# doubleblind-arena-2026-11-30\n/u);
    expect(card).toContain('language:\n  - "en"\n  - "zh"');
    expect(card).toContain("- closed battles asked in private chats: 1");
    expect(card).toContain("20 of the votes, by 20 people");
    expect(card).toContain("| `names_seen` | integer |");
    const open = (await exportOf("unlicensed", recordedOf(battles))).read("README.md");
    expect(open).toContain("license: other\nlicense_name: all-rights-reserved");
    expect(open).toContain("all rights are reserved");
  });

  it("is described for programs as Croissant 1.1 requires, with the sums of its files", async () => {
    const { read } = await exportOf("described", recordedOf(battles), {
      licence: "CC0-1.0",
      url: "https://data.example/1",
    });
    const described = JSON.parse(read("croissant.json")) as Record<string, never>;
    const validate = new Ajv().compile(croissantSchema);
    validate(described);
    expect(validate.errors).toBeNull();
    expect(described).toMatchObject({
      license: "https://spdx.org/licenses/CC0-1.0.html",
      url: "https://data.example/1",
    });
    const sumOf = (file: string) => createHash("sha256").update(read(file)).digest("hex");
    const files = ["votes.jsonl", "battles.jsonl", "models.jsonl", "boards.jsonl"];
    expect(described["distribution"]).toMatchObject(files.map((file) => ({ "@id": file, sha256: sumOf(file) })));
    const lines = [...files, "README.md", "croissant.json"].map((file) => `${sumOf(file)}  ${file}\n`);
    expect(read("checksums.txt")).toBe(lines.join(""));
  });

  it("has no columns of words unless they are asked for", async () => {
    const { rows } = await exportOf("wordless", recordedOf(battles, words), { wish: { ...wish, withText: false } });
    expect(Object.keys(rows("votes")[0]!)).not.toContain("conversation_a");
    expect(JSON.stringify(rows("battles"))).not.toContain("Hi");
  });

  it("leaves nothing behind when it breaks off, and takes no place of anything", async () => {
    const broken = recordedOf(battles);
    async function* battlesUntil() {
      yield battles.slice(0, 1);
      throw new Error("the database went away");
    }
    await expect(exportOf("broken", { ...broken, sharing: 0, battles: battlesUntil })).rejects.toThrow("went away");
    const { out } = await exportOf("there", recordedOf([]));
    writeFileSync(join(out, "mine.txt"), "mine");
    await expect(exportOf("there", recordedOf([]))).rejects.toMatchObject({ code: "ENOTEMPTY" });
    expect(readdirSync(scratch).filter((name) => name.includes(".part") || name === "broken")).toEqual([]);
    expect(readdirSync(out)).toContain("mine.txt");
  });
});
