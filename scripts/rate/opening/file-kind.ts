/** What a file is, by its first bytes; its name says nothing. */

/** Kinds that are read or unpacked; all that is not known by its first bytes counts as text. */
export type FileKind = "gzip" | "zstd" | "zip" | "parquet" | "text";

const readKinds: readonly (readonly [kind: FileKind, start: readonly number[]])[] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["zip", [0x50, 0x4b, 3, 4]],
  ["zip", [0x50, 0x4b, 5, 6]],
  ["parquet", [...Buffer.from("PAR1")]],
];

const unpack = "Unpack it first, and give what comes out";
const saveAs = "Save it as CSV, JSON lines, xlsx or parquet, and give that";

/** Kinds that are known and not read: how each begins, what it is, what to do. */
const refusedKinds: readonly (readonly [start: string, what: string, advice: string])[] = [
  ["\xfd7zXZ\0", "packed with xz", `${unpack} (xz -dk FILE)`],
  ["BZh", "packed with bzip2", `${unpack} (bzip2 -dk FILE)`],
  ["7z\xbc\xaf", "a 7z archive", unpack],
  ["Rar!", "a RAR archive", unpack],
  ["\x04\x22\x4d\x18", "packed with lz4", `${unpack} (lz4 -d FILE)`],
  [
    "\xd0\xcf\x11\xe0",
    "a workbook or document of an old or locked Office format",
    "Save it as xlsx or CSV, and give that",
  ],
  ["SQLite format 3", "an SQLite database", saveAs],
  ["ARROW1", "an Arrow (Feather) file", saveAs],
  ["\xff\xff\xff\xff", "an Arrow stream", saveAs],
  ["Obj\x01", "an Avro file", saveAs],
  ["ORC", "an ORC file", saveAs],
  ["\x89HDF", "an HDF5 file", saveAs],
  ["%PDF", "a PDF", saveAs],
  ["version https://git-lfs", "only a pointer of Git LFS to the file", "Fetch the file itself (git lfs pull)"],
  ["<!DOCTYPE", "a web page", "Download the file itself, not the page that shows it"],
  ["<!doctype", "a web page", "Download the file itself, not the page that shows it"],
  ["<html", "a web page", "Download the file itself, not the page that shows it"],
  ["<?xml", "XML", saveAs],
];

const tarMark = { at: 257, text: "ustar" };

/** The kind of a file that begins with these bytes. */
export function findKind(head: Uint8Array): FileKind {
  return readKinds.find(([, start]) => start.every((byte, index) => head[index] === byte))?.[0] ?? "text";
}

/** What a file is and what to do with it, where it is of a kind that is not read; undefined when it may be text. */
export function findRefusal(head: Uint8Array): { what: string; advice: string } | undefined {
  const text = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, 512)).toString("latin1");
  const known = refusedKinds.find(([start]) => text.startsWith(start));
  if (known) return { what: known[1], advice: known[2] };
  if (text.startsWith(tarMark.text, tarMark.at)) return { what: "a tar archive", advice: unpack };
  return undefined;
}

const firstPrintable = 0x20;
/** Tab, line feed, form feed and carriage return. */
const usualControls = [9, 10, 12, 13];
const looked = 4096;
/** A stray one does not make text binary; random bytes have about one in nine. */
const mostControls = 1 / 20;

/** Whether bytes that should be UTF-8 text hold what no text holds. */
export function isBinary(head: Uint8Array): boolean {
  const bytes = head.subarray(0, looked);
  const controls = bytes.filter((byte) => byte < firstPrintable && !usualControls.includes(byte));
  return controls.includes(0) || controls.length > mostControls * bytes.length;
}
