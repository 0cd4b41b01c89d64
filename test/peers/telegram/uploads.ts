/** Pictures and files that the bot sends, whether new or known by their identifier. */
import type { Document, PhotoSize } from "grammy/types";
import type { Call, Upload } from "./read-call.ts";
import { refusals } from "./refusal.ts";
import { addFile, type PeerFile, type World } from "./world.ts";

const megabyte = 1024 * 1024;
const largestPhoto = 10 * megabyte;
const largestDocument = 50 * megabyte;
const mostPixels = 10_000;
const mostStretched = 20;

/** The file that a parameter, or the medium of a group, names: uploaded with the call, or sent before. */
function findFile(world: World, call: Call, given: unknown, parameter: string): PeerFile {
  const name = typeof given === "string" && given.startsWith("attach://") ? given.slice("attach://".length) : undefined;
  const upload = given === undefined ? call.uploads.get(parameter) : call.uploads.get(name ?? "");
  if (upload) return keep(world, upload);
  const known = typeof given === "string" ? world.files.get(given) : undefined;
  if (!known) throw refusals.badFile();
  return known;
}

function keep(world: World, { name, bytes }: Upload): PeerFile {
  if (bytes.length === 0) throw refusals.bad("file must be non-empty");
  return addFile(world, name, typeOf(bytes), bytes);
}

function typeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 4)).toString("hex");
  if (head === "89504e47") return "image/png";
  return head.startsWith("ffd8ff") ? "image/jpeg" : "application/octet-stream";
}

/** @throws {TelegramRefusal} for what is no picture, or one that Telegram does not take. */
export function readPhoto(world: World, call: Call, given: unknown): PhotoSize[] {
  const file = findFile(world, call, given, "photo");
  if (!file.type.startsWith("image/")) throw refusals.bad("IMAGE_PROCESS_FAILED");
  if (file.bytes.length > largestPhoto) throw refusals.bad("file is too big for a photo");
  const { width, height } = measure(file);
  const stretched = Math.max(width, height) / Math.max(1, Math.min(width, height));
  if (width + height > mostPixels || stretched > mostStretched) throw refusals.bad("PHOTO_INVALID_DIMENSIONS");
  return sizesOf(file, width, height);
}

/** As Telegram keeps pictures: in several sizes, the largest last. Only that one is kept here. */
export function sizesOf(file: PeerFile, width = 640, height = 480): PhotoSize[] {
  const size = { file_id: file.id, file_unique_id: file.uniqueId, file_size: file.bytes.length };
  return [
    {
      ...size,
      file_id: `${file.id}-small`,
      file_unique_id: `${file.uniqueId}-small`,
      width: 90,
      height: 67,
      file_size: 1_000,
    },
    { ...size, width, height },
  ];
}

function measure({ type, bytes }: PeerFile): { width: number; height: number } {
  if (type !== "image/png") return { width: 640, height: 480 };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** @throws {TelegramRefusal} for a file that Telegram does not take. */
export function readDocument(world: World, call: Call, given: unknown): Document {
  const file = findFile(world, call, given, "document");
  if (file.bytes.length > largestDocument) throw refusals.bad("file is too big for a document");
  return documentOf(file);
}

/** A file as it stands in messages. */
export function documentOf({ id, uniqueId, name, type, bytes }: PeerFile): Document {
  return { file_id: id, file_unique_id: uniqueId, file_name: name, mime_type: type, file_size: bytes.length };
}
