/** How many pixels a picture has, by its first bytes: without drawing it, which may cost any amount of memory. */

/** In pixels. */
type Size = { width: number; height: number };

/** @returns undefined for what is none of PNG, JPEG, GIF and WebP, or is cut short. Linear in the length. */
export function pictureSize(bytes: Uint8Array): Size | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return pngSize(view) ?? gifSize(view) ?? webpSize(view) ?? jpegSize(view);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function pngSize(view: Buffer): Size | undefined {
  if (view.toString("latin1", 1, 4) !== "PNG") return undefined;
  return { width: view.readUInt32BE(16), height: view.readUInt32BE(20) };
}

function gifSize(view: Buffer): Size | undefined {
  if (view.toString("latin1", 0, 4) !== "GIF8") return undefined;
  return { width: view.readUInt16LE(6), height: view.readUInt16LE(8) };
}

/** WebP keeps its size in three ways: lossy, lossless, and with more than one picture. */
function webpSize(view: Buffer): Size | undefined {
  if (view.toString("latin1", 8, 12) !== "WEBP") return undefined;
  const kind = view.toString("latin1", 12, 16);
  if (kind === "VP8 ") return { width: view.readUInt16LE(26) % 0x4000, height: view.readUInt16LE(28) % 0x4000 };
  if (kind === "VP8X") return { width: view.readUIntLE(24, 3) + 1, height: view.readUIntLE(27, 3) + 1 };
  if (kind !== "VP8L") return undefined;
  const both = view.readUInt32LE(21);
  return { width: (both % 0x4000) + 1, height: (Math.floor(both / 0x4000) % 0x4000) + 1 };
}

const startOfScan = Buffer.from("ffda", "hex");

/** How often a JPEG goes over all of its pixels; 0 for other pictures. @param enough where the counting ends. */
export function countScans(bytes: Uint8Array, enough: number): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let scans = 0;
  if (view.length < 2 || view.readUInt16BE(0) !== 0xffd8) return scans;
  for (let at = view.indexOf(startOfScan); at !== -1 && scans < enough; at = view.indexOf(startOfScan, at + 1))
    scans += 1;
  return scans;
}

/** The segments that say how a JPEG is to be read; those between are other tables that share their numbers. */
const frames = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

function jpegSize(view: Buffer): Size | undefined {
  if (view.readUInt16BE(0) !== 0xffd8) return undefined;
  let at = 2;
  while (view.readUInt8(at) === 0xff) {
    const marker = view.readUInt8(at + 1);
    // Any number of these may stand before a segment.
    if (marker === 0xff) at += 1;
    else if (frames.has(marker)) return { width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) };
    else at += 2 + view.readUInt16BE(at + 2);
  }
  return undefined;
}
