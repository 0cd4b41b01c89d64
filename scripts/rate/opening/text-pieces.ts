/** Text of any Unicode form as UTF-8. */
import type { Pieces } from "./pieces.ts";

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** UTF-16 is known by its mark, or by the empty half of its first letter. */
function findWideForm([first, second, third, fourth]: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first && second === 0 && third && fourth === 0) return "utf-16le";
  return first === 0 && second && third === 0 && fourth ? "utf-16be" : undefined;
}

/** Hands text on as UTF-8 without its byte order mark. */
export async function* convertToUtf8(head: Uint8Array, pieces: Pieces): AsyncGenerator<Uint8Array> {
  const wide = findWideForm(head);
  if (wide) {
    // The decoder swallows the mark.
    const decoder = new TextDecoder(wide);
    const encoder = new TextEncoder();
    for await (const piece of pieces) yield encoder.encode(decoder.decode(piece, { stream: true }));
    yield encoder.encode(decoder.decode());
    return;
  }
  let skipped = byteOrderMark.every((byte, index) => head[index] === byte) ? byteOrderMark.length : 0;
  for await (const piece of pieces) {
    yield skipped > 0 ? piece.subarray(skipped) : piece;
    skipped = 0;
  }
}
