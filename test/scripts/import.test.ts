/** Files on their way into a source: what a row becomes, what twice means, and what brings nothing in. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { SourceStore } from "../../core/boards/sources.ts";
import { importFile } from "../../scripts/import/import-file.ts";
import { type ImportWishes, readImportOptions } from "../../scripts/import/options.ts";
import { RateProblem } from "../../scripts/rate/problem.ts";
import { keepInMemory } from "./kept-source.ts";

const folder = mkdtempSync(join(tmpdir(), "import-"));
afterAll(() => rmSync(folder, { recursive: true }));

const now = new Date("2026-11-30");
const csv = (header: string, ...rows: string[]) => [header, ...rows].join("\n");
const jsonl = (...rows: object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

function bringIn(store: Pick<SourceStore, "add">, content: string, more: Partial<ImportWishes> = {}) {
  const path = join(folder, "votes");
  writeFileSync(path, content);
  const wishes = { source: "one", columns: new Map(), winners: new Map(), joinNames: false, skipBad: false };
  return importFile({ path, ...wishes, ...more }, { store, now, told: () => {} });
}

const vote = (question: string, judge: string, more: object = {}) => ({
  ...{ question_id: question, model_a: "a", model_b: "b", winner: "model_a", judge, turn: 1, consented: true },
  ...more,
});
const name = (letter: string) => `voter-${letter.repeat(16)}`;

describe("a row becomes a vote", () => {
  it("with all that an export says of it", async () => {
    const { store, battles } = keepInMemory();
    const said = (text: string) => [
      { role: "user", content: "?" },
      { role: "assistant", content: text },
      { role: "user", content: "?" },
      { role: "assistant", content: "# One" },
    ];
    await bringIn(
      store,
      jsonl(
        vote("q", name("a"), {
          ...{ winner: "tie (bothbad)", language: "zh", category: "mathematics", platform: "discord", repeated: true },
          ...{ tstamp: 1_790_000_000, seconds: 90, draw_probability: 0.125, means: "button", seen: false },
          ...{ first_winner: "model_b", changes: 2, names_seen: 3 },
          ...{ conversation_a: said("**two**"), conversation_b: said("one") },
        }),
      ),
    );
    const at = new Date(1_790_000_000_000);
    expect([...battles.values()]).toMatchObject([
      {
        ...{ modelA: "a", modelB: "b", language: "zh", task: "mathematics", platform: "discord", repeated: true },
        ...{ at, probability: 0.125, whole: true, styles: { a: [12, 1, 0, 1], b: [8, 1, 0, 0] } },
        votes: [
          {
            ...{ choice: "both-bad", firstChoice: "b", changes: 2, means: "button", seen: false, namesSeenBy: 3 },
            at: new Date(at.getTime() + 90_000),
          },
        ],
      },
    ]);
  });

  it.each<[string, object, object]>([
    ["the name of a language", { language: "Chinese" }, { language: "zh" }],
    ["no language", { language: "unknown <b>" }, { language: "und" }],
    ["a short name of a task", { category: "Code" }, { task: "programming" }],
    ["another category", { category: "hard_prompt" }, { task: null }],
    ["milliseconds", { tstamp: 1_790_000_000_000 }, { at: new Date(1_790_000_000_000) }],
    ["a time that is not yet", { tstamp: 4_000_000_000 }, { at: null }],
    ["no probability", { draw_probability: 1.5 }, { probability: null }],
    ["answers of which one is no text", { text_a: "x", text_b: 7 }, { styles: null }],
    ["answers as JSON in a text", { text_a: '[{"role":"assistant","content":"ab"}]', text_b: "x" }, {}],
  ])("with %s", async (_, more, becomes) => {
    const { store, battles } = keepInMemory();
    await bringIn(store, jsonl({ model_a: "a", model_b: "b", winner: "tie", ...more }));
    expect([...battles.values()]).toMatchObject([{ whole: false, ...becomes }]);
  });
});

describe("what comes twice is there once", () => {
  it.each<[string, string, string[]]>([
    ["by the ids of battles and voters", "model_a,model_b,winner,question_id,judge", ["a,b,tie,1,x", "a,b,tie,1,y"]],
    ["by all rows before where there are none", "model_a,model_b,winner", ["a,b,tie", "a,b,tie", "b,a,tie"]],
    ["by all rows before where there are no voters", "model_a,model_b,winner,battle_id", ["a,b,tie,1", "a,b,tie,1"]],
    ["by all rows before where there are no battles", "model_a,model_b,winner,judge", ["a,b,tie,x", "a,b,tie,x"]],
  ])("%s", async (_, header, rows) => {
    const { store } = keepInMemory();
    expect((await bringIn(store, csv(header, ...rows))).added).toMatchObject({ votes: rows.length, known: 0 });
    expect((await bringIn(store, csv(header, ...rows))).added).toMatchObject({ votes: 0, known: rows.length });
    const grown = csv(header, ...rows, rows[0]!.replace("a,b,tie", "c,d,model_a"));
    expect((await bringIn(store, grown)).added).toMatchObject({ votes: 1, known: rows.length });
  });

  it("also where another file of the same source has other rows without ids", async () => {
    const { store } = keepInMemory();
    const header = "model_a,model_b,winner";
    await bringIn(store, csv(header, "a,b,tie", "c,d,tie"));
    expect((await bringIn(store, csv(header, "a,b,model_a", "c,d,tie"))).added).toMatchObject({ votes: 2 });
  });

  it("also in a later export, which names everybody anew", async () => {
    const { store } = keepInMemory();
    const first = jsonl(vote("q", name("a")), vote("q", "counted-1", { consented: false }));
    const later = jsonl(
      ...[vote("q", name("b")), vote("q", "counted-7", { consented: false })],
      ...[vote("r", name("b")), vote("r", "counted-8", { consented: false })],
    );
    expect((await bringIn(store, first)).added).toMatchObject({ battles: 1, votes: 2 });
    expect((await bringIn(store, later)).added).toMatchObject({ battles: 1, votes: 2, known: 2 });
  });

  it("a turn of a question is a battle of its own, and so is another pair", async () => {
    const { store } = keepInMemory();
    const rows = [1, 2].flatMap((turn) => ["b", "c"].map((other) => `a,${other},tie,81,x,${turn}`));
    const { added } = await bringIn(store, csv("model_a,model_b,winner,question_id,judge,turn", ...rows));
    expect(added).toMatchObject({ battles: 4, votes: 4, known: 0 });
  });
});

describe("a file that breaks off", () => {
  it("is completed when it is brought in again, with no battle of an export in parts", async () => {
    const { store, battles } = keepInMemory();
    const rows = Array.from({ length: 3_000 }, (_, index) =>
      vote(`q${Math.floor(index / 7)}`, `counted-${index}`, { consented: false }),
    );
    const sizes: number[] = [];
    const failing: Pick<SourceStore, "add"> = {
      async add(...given) {
        if (sizes.length === 1) throw new Error("killed");
        sizes.push(given[1].length);
        return await store.add(...given);
      },
    };
    await expect(bringIn(failing, jsonl(...rows))).rejects.toThrow("killed");
    expect(battles.size).toBe(sizes[0]);
    expect((await bringIn(store, jsonl(...rows))).added).toMatchObject({ battles: 429 - sizes[0]! });
    expect([...battles.values()].every(({ votes }, index) => votes.length === (index === 428 ? 4 : 7))).toBe(true);
  });

  it("or has a row that cannot be read brings nothing in, but for --skip-bad", async () => {
    const { store, battles } = keepInMemory();
    const text = csv("model_a,model_b,winner", "a,b,tie", "a,b,what");
    const refused = await bringIn(store, text);
    expect(refused).toMatchObject({ added: undefined, read: { bad: { count: 1 } } });
    expect(battles.size).toBe(0);
    expect((await bringIn(store, text, { skipBad: true })).added).toMatchObject({ votes: 1 });
    await expect(bringIn(store, "model_a,model_b,winner\n")).rejects.toBeInstanceOf(RateProblem);
  });
});

describe("an export's folder", () => {
  function writeFolder(more: Record<string, string> = {}): string {
    const path = mkdtempSync(join(folder, "export-"));
    const files: Record<string, string> = {
      "votes.jsonl": jsonl(vote("q", name("a"))),
      "models.csv": csv("model,name,organization,status,input_price,output_price", "a,Model A,Makers,active,1,2"),
    };
    const sums = Object.entries(files).map(([file, text]) => {
      writeFileSync(join(path, file), more[file] ?? text);
      return `${createHash("sha256").update(text).digest("hex")}  ${file}\n`;
    });
    writeFileSync(join(path, "checksums.txt"), more["checksums.txt"] ?? sums.join(""));
    return path;
  }

  it("gives its models' names with its votes", async () => {
    const { store } = keepInMemory();
    const told: unknown[] = [];
    const listening: Pick<SourceStore, "add"> = {
      add: (...given) => (told.push(given[2]), store.add(...given)),
    };
    await bringIn(listening, "", { path: writeFolder() });
    const made = { name: "Model A", organization: "Makers", inputPrice: 1, outputPrice: 2 };
    expect(told).toEqual([new Map([["a", made]])]);
  });

  it.each<[string, Record<string, string>, string]>([
    ["a changed byte", { "votes.jsonl": jsonl(vote("q", name("b"))) }, "is not what checksums.txt says"],
    ["sums that lead elsewhere", { "checksums.txt": `${"0".repeat(64)}  ../votes.jsonl\n` }, "is no export"],
    ["a file that is missing", { "checksums.txt": `${"0".repeat(64)}  votes.csv\n` }, "could not be read"],
    ["no votes", { "checksums.txt": "" }, "has no votes in it"],
  ])("with %s brings nothing in", async (_, more, says) => {
    const { store, battles } = keepInMemory();
    await expect(bringIn(store, "", { path: writeFolder(more) })).rejects.toThrow(says);
    const empty = join(folder, `empty-${battles.size}`);
    mkdirSync(empty, { recursive: true });
    await expect(bringIn(store, "", { path: empty })).rejects.toThrow("is no export");
    expect(battles.size).toBe(0);
  });
});

it("the command line asks for one thing", () => {
  expect(readImportOptions(["--list"])).toEqual({ list: true });
  expect(readImportOptions(["--remove", "one"])).toEqual({ remove: "one" });
  expect(readImportOptions(["--in", "x", "--source", "one", "--skip-bad"])).toMatchObject({
    bringIn: { path: "x", source: "one", skipBad: true },
  });
  for (const given of [[], ["--in", "x"], ["--source", "x"], ["--list", "--remove", "x"]])
    expect(readImportOptions(given)).toBeUndefined();
});
