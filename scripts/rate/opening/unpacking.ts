/** Packed bytes unpacked as they come, and never without end. */
import { pipeline, Readable, type Transform } from "node:stream";
import { makeVisible } from "../visible.ts";
import { RateProblem } from "../problem.ts";
import type { Pieces } from "./pieces.ts";

/** Bytes: up to here nobody asks how well a file was packed. */
const freeBytes = 2 ** 28;
/** Votes are packed to a hundredth at best. */
const mostTimes = 250;

/** @throws {RateProblem} when far more comes out than any file of votes holds. */
export async function* unpackPieces(pieces: Pieces, kind: "gzip" | "zstd", path: string): AsyncGenerator<Uint8Array> {
  const { createGunzip, createZstdDecompress } = await import("node:zlib");
  const unpacked: Transform = (kind === "gzip" ? createGunzip : createZstdDecompress)({ chunkSize: 1 << 20 });
  const packed = { bytes: 0 };
  // What fails on the way comes out at the end of the line.
  pipeline(Readable.from(countPieces(pieces, packed)), unpacked, () => undefined);
  yield* limitPieces(unpacked, () => packed.bytes, path);
}

/** Copies, because what waits to be unpacked must outlast its piece. */
async function* countPieces(pieces: Pieces, packed: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) {
    packed.bytes += piece.length;
    yield piece.slice();
  }
}

/** Hands pieces on. @throws {RateProblem} when they come to more than `packedBytes` can be in earnest. */
export async function* limitPieces(
  pieces: Pieces,
  packedBytes: () => number,
  path: string,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > freeBytes && bytes > mostTimes * packedBytes()) {
      throw new RateProblem(
        `${makeVisible(path)} unpacks to more than ${mostTimes} times its size, as no file of votes does; rate stopped there. ` +
          "If you trust it, unpack it yourself and give what comes out.",
      );
    }
    yield piece;
  }
}
