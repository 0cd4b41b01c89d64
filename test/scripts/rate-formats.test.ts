/** Files of votes as the world writes them: what becomes of each, however it is packed, and what is said of those that are none. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, gzipSync, zstdCompressSync } from "node:zlib";
import { parquetWriteBuffer } from "hyparquet-writer";
import { afterAll, describe, expect, it } from "vitest";
import { limitPieces } from "../../scripts/rate/opening/unpacking.ts";
import { readOptions } from "../../scripts/rate/options.ts";
import { RateProblem } from "../../scripts/rate/problem.ts";
import { rateFile } from "../../scripts/rate/rate-file.ts";
import { readVotes } from "../../scripts/rate/read-votes.ts";
import { createJsonSequence } from "../../scripts/rate/rows/json-values.ts";
import { importFile } from "../../scripts/import/import-file.ts";
import { readImportOptions } from "../../scripts/import/options.ts";
import { keepInMemory } from "./kept-source.ts";
import { makeZip } from "./made-zip.ts";

const folder = mkdtempSync(join(tmpdir(), "rate-formats-"));
afterAll(() => rmSync(folder, { recursive: true }));

function write(content: string | Uint8Array): string {
  const path = join(folder, "votes");
  writeFileSync(path, content);
  return path;
}

/** How each model's votes fell, as won, lost, ties, both bad; and what was said on the way. */
async function read(content: string | Uint8Array, ...given: string[]) {
  const { table, names, ...rest } = await readVotes(write(content), readOptions(["--in", "x", ...given]));
  const fell = table
    .counts()
    .map(({ wins, losses, ties, bothBad }, model) => [names[model], [wins, losses, ties, bothBad].join(" ")]);
  return { ...rest, fell: Object.fromEntries(fell) as Record<string, string>, judges: table.rows().voters?.count };
}

/** The same, of what the file brings into a source. */
async function bringIn(content: string | Uint8Array, ...given: string[]) {
  const options = readImportOptions(["--in", write(content), "--source", "one", ...given]);
  if (!options || !("bringIn" in options)) throw new Error("the options mean nothing");
  const { store, fell } = keepInMemory();
  const importing = { store, now: new Date("2026-11-30"), told: () => {} };
  const first = await importFile(options.bringIn, importing);
  const again = await importFile(options.bringIn, importing);
  expect(again.added).toMatchObject({ battles: 0, votes: 0 });
  return { ...first, fell: fell() };
}

async function refuse(content: string | Uint8Array, ...given: string[]): Promise<string> {
  const problem = await readVotes(write(content), readOptions(["--in", "x", ...given])).catch(
    (error: unknown) => error,
  );
  expect(problem).toBeInstanceOf(RateProblem);
  const { message } = problem as RateProblem;
  // What is binary never comes to a terminal.
  expect(message).not.toMatch(/\p{Cc}|\ufffd/u);
  return message;
}

async function say(content: string | Uint8Array, ...given: string[]) {
  const said: string[] = [];
  const told: string[] = [];
  const options = readOptions(["--in", write(content), ...given]);
  const code = await rateFile(options, { out: (text) => said.push(text), tell: (text) => told.push(text) });
  return { code, out: said.join(""), told: told.join("\n") };
}

const json = (rows: readonly object[]) => JSON.stringify(rows);
const lines = (rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

/** a beats b, c beats a, b and c tie, a and c are both bad. */
const plain = [
  { model_a: "a", model_b: "b", winner: "model_a", judge: "j1", question_id: 1 },
  { model_a: "a", model_b: "c", winner: "model_b", judge: "j2", question_id: 2 },
  { model_a: "b", model_b: "c", winner: "tie", judge: "j1", question_id: 3 },
  { model_a: "a", model_b: "c", winner: "tie (bothbad)", judge: "j2", question_id: 4 },
];
const fell = { a: "1 1 0 1", b: "0 1 1 0", c: "1 0 1 1" };
const names = ["model_a", "model_b", "winner", "judge", "question_id"] as const;
const separated = (by: string) =>
  [names.join(by), ...plain.map((row) => names.map((name) => row[name]).join(by))].join("\n");
const csv = separated(",");
const bigEndian = (text: string) => Buffer.from(text, "utf16le").swap16();

function parquet(
  rows: readonly Record<string, unknown>[],
  more: Partial<Parameters<typeof parquetWriteBuffer>[0]> = {},
) {
  const columns = Object.keys(rows[0]!).map((name) => ({ name, data: rows.map((row) => row[name]) }));
  return new Uint8Array(parquetWriteBuffer({ columnData: columns, ...more }));
}

const cell = (value: string | number, strings: string[]) =>
  typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="s"><v>${strings.push(value) - 1}</v></c>`;

/** As Excel writes it, and its like: shared strings, in-line strings, rich text, a prefix. */
function workbook(): Uint8Array {
  const strings: string[] = [];
  const header = `<row r="1">${names.map((name, at) => `<c r="${"ABCDE"[at]}1" t="inlineStr"><is><t>${name}</t></is></c>`).join("")}</row>`;
  const rows = plain.map((row) => `<row>${names.map((name) => cell(row[name], strings)).join("")}</row>`);
  const shared = strings.map(
    (text) => `<x:si><x:r><x:t>${text.slice(0, 2)}</x:t></x:r><x:r><x:t>${text.slice(2)}</x:t></x:r></x:si>`,
  );
  return makeZip({
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="Votes" r:id="rId7"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels":
      '<Relationships><Relationship Id="rId7" Target="worksheets/sheet1.xml"/></Relationships>',
    "xl/sharedStrings.xml": `<x:sst xmlns:x="x">${shared.join("")}</x:sst>`,
    "xl/worksheets/sheet1.xml": `<worksheet><sheetData>${header}<row/>${rows.join("")}</sheetData></worksheet>`,
  });
}

describe("votes are the same", () => {
  it.each<[string, string | Uint8Array]>([
    ["with tabs", separated("\t")],
    ["with semicolons", separated(";")],
    ["with bars", separated("|")],
    ["with Excel's first line", `sep=;\r\n${separated(";").replaceAll("\n", "\r\n")}`],
    ["with another case and blanks in the header", csv.replace("model_a,model_b", "Model_A, model_b")],
    ["with another case and blanks in winners", csv.replaceAll("tie", " Tie")],
    ["with the winner's name", csv.replace("model_a,j1", "a,j1").replace("model_b,j2", "c,j2")],
    ["in both_bad", csv.replace("tie (bothbad)", "both_bad")],
    ["in UTF-16, little end first", Buffer.from(`\ufeff${csv}`, "utf16le")],
    ["in UTF-16, big end first", bigEndian(`\ufeff${csv}`)],
    ["in UTF-16 without a mark", Buffer.from(csv, "utf16le")],
    ["of JSON lines", lines(plain)],
    ["of a list", json(plain)],
    ["of a list on many lines", `\ufeff${JSON.stringify(plain, null, 2)}\n`],
    ["of objects on many lines", plain.map((row) => JSON.stringify(row, null, 2)).join("\n")],
    ["packed with gzip", gzipSync(csv)],
    ["packed with zstd", zstdCompressSync(csv)],
    ["packed with zip", makeZip({ "__MACOSX/._v.csv": "x", "v/": "", "v/.hidden": "x", "v/v.csv": csv })],
    ["packed twice", makeZip({ "v.json.gz": gzipSync(json(plain)) })],
    ["of parquet with snappy", parquet(plain)],
    ["of parquet in groups", parquet(plain, { rowGroupSize: 3, codec: "UNCOMPRESSED" })],
    ["of parquet with gzip", parquet(plain, { codec: "GZIP", compressors: { GZIP: (page) => gzipSync(page) } })],
    [
      "of parquet with zstd",
      parquet(plain, { codec: "ZSTD", compressors: { ZSTD: (page) => zstdCompressSync(page) } }),
    ],
    [
      "of parquet with brotli",
      parquet(plain, { codec: "BROTLI", compressors: { BROTLI: (page) => brotliCompressSync(page) } }),
    ],
    ["of a workbook", workbook()],
  ])("%s", async (_, content) => {
    const got = await read(content);
    expect(got).toMatchObject({ fell, format: undefined, passedOver: [], bad: { count: 0 }, alike: [] });
    expect(got.columns.clusters).toBe("both");
  });

  it("however a list is cut into pieces", () => {
    const text = Buffer.from('[ {"a":"]\\\\\\"{é"},\n[1,{"b":[]}] ,"x\\"",12,null ]\n');
    const values = ['{"a":"]\\\\\\"{é"}', '[1,{"b":[]}]', '"x\\""', "12", "null"];
    for (let size = 1; size <= text.length; size++) {
      const seen: string[] = [];
      const onValue = (value: Uint8Array) => seen.push(Buffer.from(value).toString());
      const reader = createJsonSequence({ onValue, report: (_, reason) => seen.push(reason) }, true);
      for (let at = 0; at < text.length; at += size) reader.read(text.subarray(at, at + size));
      reader.end();
      expect(seen).toEqual(values);
    }
  });
});

const said = (text: string) => [
  { role: "user", content: "?" },
  { role: "assistant", content: [{ type: "text", text }] },
];
const comparia = {
  model_a_name: "a",
  model_b_name: "b",
  conversation_pair_id: "p1",
  visitor_id: null,
  session_hash: "s1",
};
const thumbs = (rating: unknown, siblings: unknown, more = {}) => ({
  ...{ id: "f1", user_id: "u1", type: "rating", meta: {}, snapshot: { chat: {} }, ...more },
  data: { rating, model_id: "a", sibling_model_ids: siblings },
});
const alpaca = { generator_1: "a", generator_2: "b", annotator: "w", instruction: "q", output_1: "x", output_2: "y" };
const panda = { idx: 0, cmp_key: "a_b", response1: "x", response2: "y", annotator1: 1, annotator2: 0, annotator3: 2 };
const chosen = (selected: string, more = {}) => ({
  ...{ completed_by: { id: 3 }, was_cancelled: false, ...more },
  result: [{ type: "pairwise", value: { selected } }],
});
const record = { id: "r1", fields: { prompt: "?" }, metadata: { model_a: "a", model_b: "b" }, suggestions: {} };

/** `once`: what a source has of it, where a voter votes again on a battle. */
type Told = { fell: Record<string, string>; passed?: number; judges?: number; once?: Record<string, string> };

describe("rows of others", () => {
  it.each<[string, RegExp | undefined, string | Uint8Array, Told]>([
    [
      "MT-Bench, judged by a model",
      undefined,
      lines(plain.map((row) => ({ ...row, judge: ["gpt-4", "pair-v2"], conversation_a: said("x"), turn: 1 }))),
      { fell, judges: 1 },
    ],
    [
      "FastChat's judgements in both orders",
      /FastChat/,
      lines(
        [
          ["model_1", "model_1"],
          ["model_1", "model_2"],
          ["tie", "model_2"],
          ["error", "tie"],
        ].map(([g1_winner, g2_winner]) => ({
          ...{
            question_id: 81,
            model_1: "a",
            model_2: "b",
            g1_winner,
            g2_winner,
            judge: ["gpt-4", "pair-v2"],
            turn: 1,
          },
        })),
      ),
      { fell: { a: "1 0 2 0", b: "0 1 2 0" }, passed: 1, once: { a: "1 0 0 0", b: "0 1 0 0" } },
    ],
    [
      "Arena-140k",
      undefined,
      parquet([
        {
          id: "1",
          model_a: "a",
          model_b: "b",
          winner: "both_bad",
          evaluation_session_id: "e",
          conversation_a: said("x"),
        },
        {
          id: "2",
          model_a: "a",
          model_b: "b",
          winner: "model_b",
          evaluation_session_id: "e",
          conversation_a: said("y"),
        },
      ]),
      { fell: { a: "0 1 0 1", b: "1 0 0 1" } },
    ],
    [
      "FastChat's clean_battle",
      undefined,
      JSON.stringify(
        plain.map((row) => ({ ...row, judge: "arena_user_1", anony: true, language: "English", tstamp: 1.5 })),
        null,
        2,
      ),
      { fell, judges: 1 },
    ],
    [
      "Kaggle's competition",
      /Kaggle/,
      "id,model_a,model_b,prompt,winner_model_a,winner_model_b,winner_tie\n1,a,b,p,1,0,0\n2,a,b,p,0,0,1\n3,a,b,p,0,1,0\n",
      { fell: { a: "1 1 1 0", b: "1 1 1 0" } },
    ],
    [
      "compar:IA votes",
      /compar:IA/,
      parquet([
        { ...comparia, id: 1, chosen_model_name: "b", both_equal: false },
        { ...comparia, id: 2, chosen_model_name: null, both_equal: true },
        { ...comparia, id: 3, chosen_model_name: null, both_equal: false },
      ]),
      { fell: { a: "0 1 1 0", b: "1 0 1 0" }, passed: 1, judges: 1, once: { a: "0 1 0 0", b: "1 0 0 0" } },
    ],
    [
      "compar:IA reactions",
      /compar:IA/,
      `model_a_name,model_b_name,refers_to_model,liked,disliked,id\na,b,a,True,False,1\na,b,a,False,True,2\na,b,b,True,False,3\na,b,b,,,4\n`,
      { fell: { a: "1 2 0 0", b: "2 1 0 0" }, passed: 1, judges: 3 },
    ],
    [
      "PandaLM",
      /PandaLM/,
      JSON.stringify([panda, { ...panda, idx: 1, annotator3: "" }], null, 4),
      { fell: { a: "2 1 2 0", b: "1 2 2 0" }, judges: 3 },
    ],
    [
      "Open WebUI",
      /Open WebUI/,
      json([
        thumbs(1, ["b", "c", "b", "a"]),
        thumbs("-1", ["c"], { user_id: "u2" }),
        thumbs(1, null),
        thumbs("constructor", ["b"]),
        thumbs(1, ["b"], { type: "other" }),
      ]),
      { fell: { a: "2 1 0 0", b: "0 1 0 0", c: "1 1 0 0" }, passed: 3, judges: 2 },
    ],
    [
      "AlpacaEval",
      /AlpacaEval/,
      json([1, 1.0002, 1.98, 1.5, 0, null].map((preference) => ({ ...alpaca, preference }))),
      { fell: { a: "2 1 2 0", b: "1 2 2 0" }, passed: 1, judges: 1, once: { a: "1 0 0 0", b: "0 1 0 0" } },
    ],
    [
      "Label Studio",
      /Label Studio/,
      json([
        { id: 1, data: { model_a: "a", model_b: "b", text1: "x" }, annotations: [chosen("left"), chosen("right")] },
        { id: 2, data: { model_a: "a", model_b: "b" }, annotations: [chosen("left", { was_cancelled: true })] },
        {
          id: 3,
          data: { model_a: "a", model_b: "b" },
          annotations: [{ result: [{ type: "choices", value: { choices: ["tie"] } }] }],
        },
      ]),
      { fell: { a: "1 1 1 0", b: "1 1 1 0" }, passed: 1, judges: 2, once: { a: "1 0 1 0", b: "0 1 1 0" } },
    ],
    [
      "Argilla",
      /Argilla/,
      json([
        { ...record, responses: { better: [{ value: "model_b", user_id: "u1" }] } },
        { ...record, responses: { better: [{ value: ["a", "b", "c"], user_id: "u2" }] }, metadata: {} },
        {
          ...record,
          responses: {
            better: [
              {
                value: [
                  { value: "b", rank: 1 },
                  { value: "a", rank: 1 },
                ],
              },
            ],
          },
        },
        { ...record, responses: [{ user_id: "u3", values: { better: { value: "model_a" } }, status: "submitted" }] },
        { ...record, responses: {} },
      ]),
      { fell: { a: "3 1 1 0", b: "2 2 1 0", c: "0 2 0 0" }, passed: 1 },
    ],
    [
      "Argilla, flattened",
      /Argilla/,
      parquet([
        {
          ...{ id: "r1", status: "completed", _server_id: "x", model_a: "a", model_b: "b" },
          ...{ "pick.responses": ["model_a", "tie"], "pick.responses.users": ["u1", "u2"] },
          "pick.responses.status": ["submitted", "discarded"],
        },
      ]),
      { fell: { a: "1 0 0 0", b: "0 1 0 0" }, judges: 1 },
    ],
  ])("%s", async (_, format, content, told) => {
    const got = await read(content);
    expect(got.fell).toEqual(told.fell);
    expect(got.format ?? "").toMatch(format ?? /^$/);
    expect(got.bad).toEqual({ count: 0, shown: [] });
    if (told.judges !== undefined) expect(got.judges).toBe(told.judges);
    expect(got.passedOver.reduce((sum, { rows }) => sum + rows, 0)).toBe(told.passed ?? 0);
    const brought = await bringIn(content);
    expect(brought.fell).toEqual(told.once ?? told.fell);
    expect(brought.read.passedOver).toEqual(got.passedOver);
  });

  it("are clustered by whose they are", async () => {
    const path = write(json([thumbs(1, ["b", "c"]), thumbs(1, ["b"], { id: "f2", user_id: "u2" })]));
    const { table } = await readVotes(path, { ties: "half", bothBad: "half" });
    const { battles, voters } = table.rows();
    expect([battles!.count, voters!.count, table.count()]).toEqual([2, 2, 3]);
  });

  it("that are wrong are named, and those without a comparison counted", async () => {
    const header = "id,model_a,model_b,winner_model_a,winner_model_b,winner_tie";
    const wrong = await say(`${header}\n1,a,b,1,0,0\n2,a,b,1,1,0\n`);
    expect(wrong).toMatchObject({ code: 1, out: "" });
    expect(wrong.told).toContain("line 3: 2 of the winner's columns are 1; it must be one");
    const { out, told } = await say(json([thumbs(1, ["b"]), thumbs(1, [])]), "--json");
    expect(told).toContain("Read as feedback of Open WebUI.");
    expect(told).toContain("Left out 1 row without a comparison: they rate a model with no other beside it.");
    expect(JSON.parse(out)).toMatchObject({ battles: 1, passedOver: [{ rows: 1 }] });
    expect(await refuse(json([thumbs(1, [])]))).toContain(
      "holds no comparison, so there is nothing to rate: 1 of its rows",
    );
  });

  it("say where in a list they stand, and that a list is cut off", async () => {
    expect((await say(json([plain[0]!, 7 as never]))).told).toContain(", row 2: this is no JSON object");
    expect((await say(json(plain).slice(0, -9))).told).toContain(", row 4: this value has no end: the file is cut off");
    expect((await say(json(plain).slice(0, -1))).told).toContain("the list has no end after this value");
    expect(await refuse(`${json(plain)}{}`)).toContain("goes on after the end of its list");
  });

  it("of any depth are walked through by nobody", async () => {
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    const { told } = await say(
      `[{"model_a":"a","model_b":"b","winner":"tie"},{"model_a":${deep},"model_b":"b","winner":"tie"}]`,
    );
    expect(told).toContain("row 2: model_a is a list, not text");
  });
});

describe("answers", () => {
  const answered = (a: unknown) => lines([{ ...plain[0], text_a: a, text_b: "one two three" }, plain[2]!]);

  it("that are no text spoil a row only where style is asked for", async () => {
    const { code, told } = await say(answered(true));
    expect([code, told]).toEqual([0, "Took the answers of 2 rows for alike: they are not text."]);
    expect((await say(answered(true), "--style")).told).toContain(
      "line 1: text_a and text_b must both be text, for --style",
    );
  });

  it("are found in conversations for --style", async () => {
    const row = { ...plain[0], conversation_a: said("**bold** and long"), conversation_b: said("short") };
    const { table } = await readVotes(write(json([row])), readOptions(["--in", "x", "--style"]));
    const { style } = table.columns(["a", "b"]);
    expect([...style].slice(0, 1)[0]).toBeGreaterThan(0);
    expect(style.at(-1)).toBe(100);
  });
});

describe("columns and words of one's own", () => {
  const own = "left,right,who,verdict\nx,y,j,left wins\nx,y,k,draw\n";

  it("are proposed as the very line that reads them", async () => {
    const lacking = await refuse(own);
    expect(lacking).toContain('There is no column "model_a"');
    const columns = /--columns (\S+)$/u.exec(lacking)![1]!;
    expect(columns).toBe("model_a=left,model_b=right,winner=verdict");
    const { code, told } = await say(own.replace("left wins", "left"), "--columns", columns);
    expect(code).toBe(1);
    const winners = /--winners (\S+)/u.exec(told)![1]!;
    expect(winners).toBe("left=model_a,draw=tie");
    const got = await read(own.replace("left wins", "left"), "--columns", columns, "--winners", winners);
    expect(got.fell).toEqual({ x: "1 0 1 0", y: "0 1 1 0" });
  });

  it("leave to the reader what they do not tell", async () => {
    expect(await refuse("alpha,beta\n")).toMatch(/--columns model_a=NAME,model_b=NAME,winner=NAME$/);
    const { told } = await say(`model_a,model_b,winner\na,b,"it ""depends"", $1"\n`);
    expect(told).toContain(String.raw`--winners "it \"depends\", \$1=?"`);
  });

  it("go before those of the file, and may mean no comparison", async () => {
    const content = "model_a,model_b,winner,better,user\na,b,x,tie,j\na,b,x,can't choose,k\na,b,x,left,j\n";
    const wishes = ["--columns", "winner=better,judge=user", "--winners", "can't choose=none,left=model_a"];
    const got = await read(content, ...wishes);
    expect(got.fell).toEqual({ a: "1 0 1 0", b: "0 1 1 0" });
    expect(got.columns.clusters).toBe("voter");
    expect(got.passedOver).toEqual([{ reason: "have a winner that means none", rows: 1 }]);
  });

  it("are found in what a format brings to light", async () => {
    const tasks = json([{ id: 1, data: { left_bot: "a", right_bot: "b" }, annotations: [chosen("left")] }]);
    const columns = /--columns (\S+)$/u.exec(await refuse(tasks))![1]!;
    expect(columns).toBe("model_a=left_bot,model_b=right_bot,winner=winner");
    const names = columns.replace(",winner=winner", "");
    expect((await read(tasks, "--columns", names)).fell).toEqual({ a: "1 0 0 0", b: "0 1 0 0" });
  });

  it("that are not there are named", async () => {
    expect(await refuse(own, "--columns", "model_a=links")).toMatch(/no column "links", which --columns names.*"left"/);
  });

  it.each([
    [["--columns", "left=model_a"], /--columns has "left=model_a"; it must be model_a=NAME/],
    [["--columns", "model_a=x,model_a=y"], /each once/],
    [["--winners", "left=first"], /--winners has "left=first"; it must be WORD=MEANING/],
    [["--fast"], /^rate takes no option --fast; --help shows/],
  ])("are refused where they mean nothing: %j", (given, reason) => {
    expect(() => readOptions(["--in", "x", ...given])).toThrow(reason);
  });
});

describe("names", () => {
  const content = "model_a,model_b,winner\nbeta-2,gamma,model_a\nbeta-2 ,gamma,model_b\nBeta-2,gamma,tie\n";

  it("that differ only by white space or case are said, and joined on request", async () => {
    const apart = await say(content);
    expect(apart.told).toBe(
      'Names that differ only by white space or case are rated apart: "beta-2", "beta-2 ", "Beta-2". --join-names joins them.',
    );
    expect((await read(content, "--join-names")).fell).toEqual({ "beta-2": "1 1 1 0", gamma: "1 1 1 0" });
    expect((await say(content, "--join-names")).told).toContain("Joined names");
  });

  it("never steer a terminal", async () => {
    const evil = "model_a,model_b,winner\n\u001b[2Jx,\u009by\u202e,tie\n";
    const { out, told } = await say(evil);
    expect(out).toContain(String.raw`\u001b[2Jx`);
    expect(`${out}${told}`).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    const machine = await say(evil, "--json");
    expect(machine.out).not.toMatch(/(?!\n)[\p{Cc}\u202e]/u);
    expect(JSON.stringify(JSON.parse(machine.out))).toContain("\u202e");
  });
});

describe("what is no file of votes is said in a sentence", () => {
  const noise = Buffer.from(Array.from({ length: 600 }, (_, index) => (index * 7919) % 256));
  const after = (start: string) => Buffer.concat([Buffer.from(start, "latin1"), noise]);
  const footer = (length: number) =>
    Buffer.concat([Buffer.from("PAR1"), noise, Buffer.from(Uint32Array.of(length).buffer), Buffer.from("PAR1")]);

  it.each<[string, Uint8Array, RegExp]>([
    ["xz", after("\xfd7zXZ\0"), /is packed with xz, which rate does not read\. Unpack it first, .*xz -dk FILE/],
    ["bzip2", after("BZh9"), /bzip2 -dk FILE/],
    ["7z", after("7z\xbc\xaf\x27\x1c"), /a 7z archive.*Unpack it first/],
    ["an old workbook", after("\xd0\xcf\x11\xe0"), /old or locked Office format.*Save it as xlsx/],
    ["SQLite", after("SQLite format 3\0"), /an SQLite database/],
    ["a PDF", after("%PDF-1.7"), /a PDF/],
    ["a page", Buffer.from("<!doctype html><html>"), /a web page.*Download the file itself/],
    ["a pointer", Buffer.from("version https://git-lfs.github.com/spec/v1\noid sha256:0\n"), /git lfs pull/],
    [
      "a tar archive",
      gzipSync(Buffer.concat([Buffer.alloc(257, "x"), Buffer.from("ustar\0"), Buffer.alloc(99)])),
      /a tar archive/,
    ],
    ["noise", noise, /neither text nor a kind of file that rate knows/],
    [
      "packed without end",
      [1, 2, 3, 4].reduce<Uint8Array>((packed) => gzipSync(packed), Buffer.from(csv)),
      /packed more than 3 times over/,
    ],
    ["a broken zip", makeZip({ "v.csv": csv }).subarray(0, 60), /zip archive that could not be unpacked/],
    ["a locked zip", makeZip({ "v.csv": csv }, { flags: 1 }), /locked with a password/],
    [
      "two files",
      makeZip({ "a.csv": csv, "b\u001b.csv": csv }, { flags: 0x800 }),
      /an archive of 2 files: "a\.csv", "b\\u001b\.csv"\. Unpack it/,
    ],
    ["an empty zip", makeZip({}), /an archive without a file/],
    ["parquet inside", gzipSync(parquet(plain)), /holds a parquet file packed inside/],
    [
      "parquet cut off",
      parquet(plain).subarray(0, 90),
      /parquet file that could not be read: its end is missing or broken/,
    ],
    ["parquet whose end is noise", footer(600), /parquet file that could not be read/],
    ["parquet with a huge end", footer(2 ** 31), /its end is missing or broken/],
    [
      "a workbook without sheets",
      makeZip({ "xl/workbook.xml": "<workbook/>", "xl/_rels/workbook.xml.rels": "<R/>" }),
      /without a sheet/,
    ],
    [
      "a broken workbook",
      makeZip({ "xl/workbook.xml": "<a><b></a>", "xl/_rels/workbook.xml.rels": "<R/>" }),
      /workbook that could not be read/,
    ],
    [
      "an endless quote",
      Buffer.from(`${csv}\na,"b${"x\n".repeat(1 << 23)}`),
      /begins in line 6 is longer than 16 MiB.*a quote opened there/,
    ],
  ])("%s", async (_, content, sentence) => {
    expect(await refuse(content)).toMatch(sentence);
  });

  it("pages of parquet that grow beyond what they tell", async () => {
    const bomb = parquet(plain, { codec: "GZIP", compressors: { GZIP: () => gzipSync(Buffer.alloc(1 << 20)) } });
    expect(await refuse(bomb)).toMatch(/parquet file that could not be read/);
  });

  it("what unpacks without end", async () => {
    let given = 0;
    async function* endless() {
      for (; ; given++) yield new Uint8Array(1 << 20);
    }
    const drain = async () => {
      for await (const _ of limitPieces(endless(), () => 1000, "bomb.gz"));
    };
    await expect(drain()).rejects.toThrow(/^bomb\.gz unpacks to more than 250 times its size/);
    expect(given).toBe(256);
  });
});
