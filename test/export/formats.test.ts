/** Tables as files: each format read back. */
import { parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import type { Column, Row } from "../../core/export/columns.ts";
import { createEncoder, type ExportFormat } from "../../core/export/formats.ts";

const columns: Column[] = [
  { name: "word", type: "text", what: "" },
  { name: "count", type: "integer", what: "" },
  { name: "share", type: "number", what: "" },
  { name: "right", type: "boolean", what: "" },
  { name: "said", type: "conversation", what: "" },
];
const rows: Row[] = [
  { word: 'a "b",\nc 义', count: -2, share: 0.5, right: true, said: [{ role: "user", content: "=1+1" }] },
  { word: null, count: null, share: null, right: null, said: null },
];

const readBack = (file: Buffer) => parquetReadObjects({ file: Uint8Array.from(file).buffer });

async function bytesOf(format: ExportFormat, ...batches: Row[][]): Promise<Buffer> {
  const encoder = await createEncoder(format, columns);
  return Buffer.concat([...batches.map((batch) => encoder.add(batch)), encoder.end()]);
}

describe("a table as a file", () => {
  it("is JSON lines", async () => {
    const lines = (await bytesOf("jsonl", rows.slice(0, 1), [], rows.slice(1))).toString().trimEnd().split("\n");
    expect(lines.map((line) => JSON.parse(line) as Row)).toEqual(rows);
    expect(await bytesOf("jsonl")).toHaveLength(0);
  });

  it("is CSV with a header, whatever stands in a cell", async () => {
    expect((await bytesOf("csv", rows)).toString()).toBe(
      'word,count,share,right,said\r\n"a ""b"",\nc 义",-2,0.5,true,"[{""role"":""user"",""content"":""=1+1""}]"\r\n,,,,\r\n',
    );
    expect((await bytesOf("csv")).toString()).toBe("word,count,share,right,said\r\n");
  });

  it.each(["=1+1", "+1", "-1", "@sum", "\tx", "\rx"])("lets no spreadsheet take %j for a formula", async (word) => {
    const [, line] = (await bytesOf("csv", [{ word }])).toString().split("\r\n");
    expect(line?.replace(/^"/u, "")).toMatch(/^'/u);
  });

  it("is parquet in several groups, of which few rows wait at a time", async () => {
    const many = Array.from({ length: 45_000 }, (_, count): Row => ({ ...rows[count % 2], count }));
    const encoder = await createEncoder("parquet", columns);
    const parts = [];
    for (let from = 0; from < many.length; from += 1_000) parts.push(encoder.add(many.slice(from, from + 1_000)));
    expect(parts.filter(({ length }) => length > 4).length).toBe(2);
    const file = Buffer.concat([...parts, encoder.end()]);
    const read = await readBack(file);
    expect(read).toHaveLength(45_000);
    expect(read[44_998]).toEqual({ ...rows[0], count: 44_998n });
    expect(read[1]).toMatchObject({ word: null, count: 1n, said: null });
  });

  it("is parquet without rows as well", async () => {
    const file = await bytesOf("parquet");
    expect(await readBack(file)).toEqual([]);
  });
});
