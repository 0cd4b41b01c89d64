/** Parquet, a group of rows at a time, and of these only the columns that matter. */
import type { AsyncBuffer, CompressionCodec, FileMetaData, RowGroup } from "hyparquet";
import type { Row } from "../formats/format.ts";
import { RateProblem } from "../problem.ts";
import type { RowReading } from "../row-taking.ts";
import { makeVisible } from "../visible.ts";

/** Bytes: more in one group would have to be held at once. */
const largestGroup = 2 ** 29;
const largestPage = 2 ** 28;
const largestFooter = 2 ** 26;
const mostGroupRows = 2_000_000;
const rowsBetweenRests = 1_000;

type Unpack = (packed: Uint8Array, length: number) => Uint8Array;

/** @throws {RateProblem} when the file is broken, or a part of it is too large to be held. */
export async function readParquetRows(path: string, { begin, rest }: RowReading): Promise<void> {
  const library = await import("hyparquet");
  try {
    const file = await library.asyncBufferFromFile(path);
    await assertFooter(file);
    const metadata = await library.parquetMetadataAsync(file);
    const names = library.parquetSchema(metadata).children.map(({ element }) => element.name);
    const taking = begin(names);
    const unpackers = await createUnpackers();
    let row = 0;
    for (const group of metadata.row_groups) {
      const rows = assertGroup(group, taking.needed);
      const options = { file, metadata, compressors: unpackers, columns: [...taking.needed] };
      const read: Row[] =
        rows === 0 ? [] : await library.parquetReadObjects({ ...options, rowStart: row, rowEnd: row + rows });
      for (const one of read) {
        taking.take(one, ++row);
        if (row % rowsBetweenRests === 0) await rest?.();
      }
    }
  } catch (error) {
    if (error instanceof RateProblem || !(error instanceof Error)) throw error;
    throw new RateProblem(
      `${makeVisible(path)} is a parquet file that could not be read: ${makeVisible(error.message)}. Write it anew, or as CSV or JSON lines.`,
    );
  }
}

/** The library would fetch a footer of any size. */
async function assertFooter(file: AsyncBuffer): Promise<void> {
  const end = new DataView(await file.slice(Math.max(0, file.byteLength - 8), file.byteLength));
  const bytes = end.byteLength === 8 ? end.getUint32(0, true) : 0;
  if (bytes === 0 || bytes > Math.min(largestFooter, file.byteLength)) throw new Error("its end is missing or broken");
}

/** @returns how many rows a group has. @throws {Error} when it cannot be held. */
function assertGroup(group: RowGroup, needed: readonly string[]): number {
  const rows = Number(group.num_rows);
  const chunks = group.columns.flatMap(({ meta_data: chunk }) =>
    chunk && needed.includes(chunk.path_in_schema[0] ?? "") ? [chunk] : [],
  );
  const bytes = chunks.reduce((sum, chunk) => sum + Number(chunk.total_uncompressed_size), 0);
  if (rows < 0 || bytes < 0) throw new Error("it tells of less than nothing");
  if (rows <= mostGroupRows && bytes <= largestGroup) return rows;
  throw new Error(
    `one group of its rows is too large to be held (${rows} rows, ${bytes} bytes); smaller row groups can be read`,
  );
}

type GroupOptions = {
  file: AsyncBuffer;
  metadata: FileMetaData;
  compressors: Partial<Record<CompressionCodec, Unpack>>;
  columns: string[];
};

/** Node's own, which never give out more than they are told to. */
async function createUnpackers(): Promise<GroupOptions["compressors"]> {
  const { brotliDecompressSync, gunzipSync, zstdDecompressSync } = await import("node:zlib");
  const { snappyUncompress } = await import("hyparquet");
  const limit =
    (unpack: Unpack): Unpack =>
    (packed, length) => {
      if (length > largestPage) throw new Error(`a page of it is too large to be held (${length} bytes)`);
      return unpack(packed, length);
    };
  return {
    GZIP: limit((packed, length) => gunzipSync(packed, { maxOutputLength: Math.max(1, length) })),
    BROTLI: limit((packed, length) => brotliDecompressSync(packed, { maxOutputLength: Math.max(1, length) })),
    ZSTD: limit((packed, length) => zstdDecompressSync(packed, { maxOutputLength: Math.max(1, length) })),
    SNAPPY: limit((packed, length) => {
      const unpacked = new Uint8Array(length);
      snappyUncompress(packed, unpacked);
      return unpacked;
    }),
  };
}
