/** The CSV reader: the same records however the file is cut into pieces. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCsvReader } from "../../scripts/rate/rows/csv-reader.ts";

type Seen = { line: number; fields: string[]; broken: string | undefined };

function read(text: string, pieceBytes: number): Seen[] {
  const seen: Seen[] = [];
  const decoder = new TextDecoder();
  const reader = createCsvReader(({ bytes, fields, starts, ends, line, broken }) => {
    const values = Array.from({ length: fields }, (_, index) =>
      decoder.decode(bytes.subarray(starts[index], ends[index])),
    );
    seen.push({ line, fields: values, broken });
  });
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += pieceBytes) reader.read(bytes.slice(from, from + pieceBytes));
  reader.end();
  return seen;
}

const field = fc.string({ unit: fc.constantFrom("a", "é", "中", ",", '"', "\n", "\r\n", " "), maxLength: 6 });
const table = fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 });
const quote = (value: string) => `"${value.replaceAll('"', '""')}"`;

describe("CSV", () => {
  it("comes out as it was written, whatever stands in quotes and wherever the file is cut", () => {
    fc.assert(
      fc.property(table, fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 9 }), (rows, crlf, ends, pieceBytes) => {
        const newline = crlf ? "\r\n" : "\n";
        const write = (value: string) => (/[",\n\r]/u.test(value) ? quote(value) : value);
        const text = rows.map((row) => row.map(write).join(",")).join(newline) + (ends ? newline : "");
        let line = 1;
        const expected = rows.map((row): Seen => {
          const begins = line;
          line += 1 + row.join("").split("\n").length - 1;
          return { line: begins, fields: row, broken: undefined };
        });
        expect(read(text, pieceBytes)).toEqual(expected);
      }),
      { seed: 20261125, numRuns: 200 },
    );
  });

  it.each([1, 2, 3, 100])("says what is broken, in pieces of %d bytes", (pieceBytes) => {
    const seen = read('a,b\n"x"y,c\n"p""q",r"s\n\n"open,\n,', pieceBytes);
    expect(seen.map(({ line, broken }) => [line, broken])).toEqual([
      [1, undefined],
      [2, "text follows a closing quote"],
      [3, undefined],
      [5, "a field in quotes is never closed"],
    ]);
    expect(seen[2]!.fields).toEqual(['p"q', 'r"s']);
  });
});
