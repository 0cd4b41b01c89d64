/** A file in pieces, unpacked where it is packed with gzip. */
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { RateProblem } from "./problem.ts";

const pieceBytes = 1 << 18;

/** What stands at the beginning of a file: enough to know its kind. */
function peek(path: string): Uint8Array {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(2);
    return bytes.subarray(0, readSync(file, bytes, 0, 2, 0));
  } finally {
    closeSync(file);
  }
}

/**
 * Hands each piece on in turn. A piece is good only until the next one.
 * @throws {RateProblem} when the file cannot be read or unpacked.
 */
export async function readPieces(path: string, onPiece: (piece: Uint8Array) => void): Promise<void> {
  try {
    const [first, second] = peek(path);
    if (first === 0x1f && second === 0x8b) await readPacked(path, onPiece);
    else readPlain(path, onPiece);
  } catch (error) {
    if (error instanceof RateProblem || !(error instanceof Error && "code" in error)) throw error;
    throw new RateProblem(`${path} could not be read: ${error.message}. Give the path of a file with --in.`);
  }
}

function readPlain(path: string, onPiece: (piece: Uint8Array) => void): void {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(pieceBytes);
    for (let length = readSync(file, bytes); length > 0; length = readSync(file, bytes)) {
      onPiece(bytes.subarray(0, length));
    }
  } finally {
    closeSync(file);
  }
}

async function readPacked(path: string, onPiece: (piece: Uint8Array) => void): Promise<void> {
  const { createGunzip } = await import("node:zlib");
  const unpacked = createReadStream(path, { highWaterMark: 1 << 18 }).pipe(createGunzip({ chunkSize: 1 << 20 }));
  for await (const piece of unpacked as AsyncIterable<Uint8Array>) onPiece(piece);
}
