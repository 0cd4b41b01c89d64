/** Files as pieces that come one after the other. */
import { closeSync, openSync, readSync } from "node:fs";

/** Bytes of a file. A piece is good only until the next one. */
export type Pieces = AsyncIterable<Uint8Array>;

const pieceBytes = 1 << 18;
/** Enough to hold any header. */
const headBytes = 1 << 16;

/** The bytes of a file as they are. */
export async function* readPieces(path: string): AsyncGenerator<Uint8Array> {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(pieceBytes);
    for (let length = readSync(file, bytes); length > 0; length = readSync(file, bytes))
      yield bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** A beginning, and all pieces; who does not read these closes them. */
export type Peeked = { head: Uint8Array; pieces: Pieces; close: () => Promise<unknown> };

/** Looks at the beginning of pieces, which are then to be read from what this returns. */
export async function peek(pieces: Pieces): Promise<Peeked> {
  const rest = pieces[Symbol.asyncIterator]();
  const seen: Uint8Array[] = [];
  for (let length = 0; length < headBytes;) {
    const next = await rest.next();
    if (next.done) break;
    seen.push(next.value.slice());
    length += next.value.length;
  }
  const head = Buffer.concat(seen);
  return { head, pieces: startWith(head, rest), close: async () => rest.return?.() };
}

async function* startWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
