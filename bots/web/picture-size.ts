/** How large a picture is, read from its first bytes, so that a page can leave room for it. */

/** In pixels. */
export type PictureSize = { width: number; height: number };

/** What a file is, by its bytes alone. */
export type PictureKind = "png" | "jpg" | "gif" | "webp";

/** @returns undefined for what is none of the kinds that browsers show everywhere. */
export function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const begin = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  if (begin.startsWith("\x89PNG\r\n")) return "png";
  if (begin.startsWith("\xff\xd8\xff")) return "jpg";
  if (/^GIF8[79]a/.test(begin)) return "gif";
  return /^RIFF[\s\S]{4}WEBP/.test(begin) ? "webp" : undefined;
}

/** @returns undefined where the bytes do not say. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  const kind = pictureKind(bytes);
  if (!kind) return undefined;
  try {
    const size = readers[kind](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return size && size.width > 0 && size.height > 0 ? size : undefined;
  } catch {
    // Cut off before it says.
    return undefined;
  }
}

const readers: Record<PictureKind, (bytes: Buffer) => PictureSize | undefined> = {
  png: (bytes) => ({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }),
  gif: (bytes) => ({ width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) }),
  jpg: readJpeg,
  webp: readWebp,
};

/** Frames begin with FF C0 … FF CF, but for three of them. */
function readJpeg(bytes: Buffer): PictureSize | undefined {
  let at = 2;
  while (at < bytes.length) {
    const marker = bytes.readUInt16BE(at);
    if (marker < 0xff00) return undefined;
    const isFrame = marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker);
    if (isFrame) return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}

function readWebp(bytes: Buffer): PictureSize | undefined {
  const chunk = bytes.toString("latin1", 12, 16);
  if (chunk === "VP8X") return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (chunk === "VP8 ") return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (chunk !== "VP8L") return undefined;
  const bits = bytes.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
}
