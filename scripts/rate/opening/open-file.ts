/** A file, whatever it is packed in, as something to read rows from. */
import { RateProblem } from "../problem.ts";
import { makeVisible } from "../visible.ts";
import { type Archive, chooseEntry, openArchive } from "./archive.ts";
import { findKind, findRefusal, isBinary } from "./file-kind.ts";
import { peek, type Peeked, type Pieces, readPieces } from "./pieces.ts";
import { convertToUtf8 } from "./text-pieces.ts";
import { unpackPieces } from "./unpacking.ts";

/** A file that is open: text as UTF-8 with its beginning, a parquet file, or a workbook. */
export type OpenFile =
  | { kind: "text"; head: Uint8Array; pieces: Pieces }
  | { kind: "parquet" }
  | { kind: "workbook"; archive: Archive };

/** How often a file may be packed in something that is packed. */
const mostLayers = 3;

/** @throws {RateProblem} when it cannot be read, or is of a kind that is not read. */
export async function openFile(path: string): Promise<OpenFile> {
  let source: Pieces = readPieces(path);
  for (let layer = 0; layer <= mostLayers; layer++) {
    const peeked = await peek(source);
    const kind = findKind(peeked.head);
    if (kind === "text") return openText(peeked, path);
    if (kind === "gzip" || kind === "zstd") {
      source = unpackPieces(peeked.pieces, kind, path);
      continue;
    }
    await peeked.close();
    if (layer > 0) throw new RateProblem(explainInside(path, kind));
    if (kind === "parquet") return { kind };
    const archive = await openArchive(path);
    if (archive.isWorkbook) return { kind: "workbook", archive };
    source = archive.read(chooseEntry(archive, path));
  }
  throw new RateProblem(
    `${makeVisible(path)} is packed more than ${mostLayers} times over. Unpack it, and give what comes out.`,
  );
}

function explainInside(path: string, kind: "zip" | "parquet"): string {
  const what = kind === "zip" ? "a zip archive or workbook" : "a parquet file";
  return `${makeVisible(path)} holds ${what} packed inside something else. Unpack it once, and give what comes out.`;
}

async function openText({ head, pieces, close }: Peeked, path: string): Promise<OpenFile> {
  const refusal = findRefusal(head);
  if (refusal) {
    await close();
    throw new RateProblem(`${makeVisible(path)} is ${refusal.what}, which rate does not read. ${refusal.advice}.`);
  }
  const text = await peek(convertToUtf8(head, pieces));
  if (!isBinary(text.head)) return { kind: "text", ...text };
  await text.close();
  throw new RateProblem(
    `${makeVisible(path)} is neither text nor a kind of file that rate knows. It reads CSV, JSON, parquet and xlsx, plain or packed with gzip, zstd or zip.`,
  );
}
