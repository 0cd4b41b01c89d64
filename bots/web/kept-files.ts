/**
 * Pictures and texts that posts show, as files: once written, never changed. A file's name cannot be worked out from its
 * content: a person's own board has only a few possible looks, and whoever draws them all must not learn which of them
 * was drawn for somebody else.
 */
import { createHash } from "node:crypto";
import { open, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, createInTurn, flushFolder, makeFolder, type PostImage, writeFlushed } from "../../core/index.ts";
import type { KeptFile, KeptImage, PageContent } from "./encode.ts";
import type { PageSigner } from "./sessions.ts";

/** Whose a file is: a person's pseudonym, or null for everybody. The same picture for another has another name. */
type Audience = string | null;

/** The folder of these files. */
export interface KeptFiles {
  /** Resolves once the picture would survive a crash. */
  keep(image: PostImage, audience: Audience): Promise<KeptImage>;
  /** Likewise for what somebody has sent: a picture by its bytes, or else a text. */
  keepSent(
    sent: { name: string; bytes: Uint8Array },
    audience: Audience,
  ): Promise<{ image: KeptImage } | { text: KeptFile }>;
  /** A file, whose content is read at the pace of who takes it. @returns undefined when there is no such file. */
  read(file: string): Promise<{ length: number; content: ReadableStream<Uint8Array> } | undefined>;
  /** Deletes those of some files that no post shows any more, whatever their age. */
  remove(files: readonly string[]): Promise<void>;
  /** Deletes files that nobody needs any more; once an hour at most, so that it may be called at every change. */
  tidy(): Promise<void>;
}

/** Earlier versions named a file by the hash of its content alone. */
const filePattern = /^(?<name>[0-9a-f]{64}|[\w-]{43})\.(?:png|jpg|gif|webp|txt)$/;

/** What browsers are told of each kind of picture. */
const mediaTypes: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
};

/** @returns undefined for the name of anything but a picture. */
export function pictureMediaType(file: string): string | undefined {
  return filePattern.test(file) ? mediaTypes[file.split(".")[1] ?? ""] : undefined;
}

/** Whether the name of a file is no proof of having been given it, as those of earlier versions are not. */
export function isGuessable(file: string): boolean {
  return filePattern.exec(file)?.groups?.["name"]?.length === 64;
}

/** The names of all files that a post has in the folder: a picture may have two. */
export function filesOf({ images, files = [] }: Pick<PageContent, "images" | "files">): string[] {
  const ofImages = images.flatMap(({ file, dark }) => (dark === undefined ? [file] : [file, dark]));
  return [...ofImages, ...files.flatMap((one) => ("file" in one ? [one.file] : []))];
}

const hourMilliseconds = 60 * 60 * 1000;

/** How long a file outlives its last keeping at least: answers to one person, which are kept nowhere, show some. */
const leastAge = 24 * hourMilliseconds;

/**
 * @param directory made when missing.
 * @param needed tells which files posts still show; others are deleted a day after they were last kept.
 */
export async function openKeptFiles(
  directory: string,
  needed: () => ReadonlySet<string>,
  clock: Clock,
  signer: Pick<PageSigner, "sign">,
): Promise<KeptFiles> {
  makeFolder(directory);
  const turns = createInTurn();
  // A file that is kept once more must not be deleted in the same moment for being old.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns("folder", work);
  const write = createWriting(directory, clock, signer);
  const keep = (bytes: Uint8Array, kind: string, audience: Audience): Promise<string> =>
    inTurn(() => write(bytes, kind, audience));
  const tidy = hourly(clock, (now) => inTurn(() => deleteUnneeded(directory, needed(), now - leastAge)));
  await tidy();
  return {
    async keep({ png, alt, dark }, audience) {
      const inDark = dark && { dark: await keep(dark, "png", audience) };
      return { file: await keep(png, "png", audience), ...inDark, alt, ...pictureSize(png) };
    },
    async keepSent({ name, bytes }, audience) {
      const kind = pictureKind(bytes);
      if (!kind) return { text: { name, file: await keep(bytes, "txt", audience) } };
      return { image: { file: await keep(bytes, kind, audience), alt: name, ...pictureSize(bytes) } };
    },
    tidy,
    remove: (files) => inTurn(() => removeUnneeded(directory, needed(), files)),
    async read(file) {
      if (!filePattern.test(file)) return undefined;
      const path = join(directory, file);
      const length = (await stat(path).catch(() => undefined))?.size;
      return length === undefined ? undefined : { length, content: readPieces(path, length) };
    },
  };
}

/** Writes a file that is not there yet, and marks it as kept just now. @returns its name. */
function createWriting(directory: string, clock: Clock, signer: Pick<PageSigner, "sign">) {
  let temporaries = 0;
  return async (bytes: Uint8Array, kind: string, audience: Audience): Promise<string> => {
    const hash = createHash("sha256").update(bytes).digest("hex");
    const file = `${signer.sign("kept file", `${audience ?? ""}\n${hash}`)}.${kind}`;
    const path = join(directory, file);
    if (!(await exists(path))) {
      temporaries += 1;
      await writeDurably(directory, file, `${file}.${process.pid}.${temporaries}.part`, bytes);
    }
    await utimes(path, clock.now(), clock.now());
    return file;
  };
}

/** Does some work when it is called, but not again within an hour. */
function hourly(clock: Clock, work: (now: number) => Promise<void>): () => Promise<void> {
  let again = 0;
  return async () => {
    const now = clock.now().getTime();
    if (now < again) return;
    again = now + hourMilliseconds;
    await work(now);
  };
}

/** In bytes. Most of the arena's own pictures are one piece. */
const longestPiece = 256 * 1024;

/** Piece by piece: between two of them no file is open and no memory is held, however slow the reader is. */
function readPieces(path: string, length: number): ReadableStream<Uint8Array> {
  let at = 0;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    const file = await open(path);
    try {
      const piece = Buffer.allocUnsafeSlow(Math.min(longestPiece, length - at));
      const { bytesRead } = await file.read(piece, 0, piece.length, at);
      if (bytesRead === 0 && at < length) throw new Error(`${path} has become shorter`);
      at += bytesRead;
      if (bytesRead > 0) controller.enqueue(piece.subarray(0, bytesRead));
    } finally {
      await file.close();
    }
    if (at === length) controller.close();
  };
  return new ReadableStream({ pull }, { highWaterMark: 0 });
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function writeDurably(directory: string, file: string, temporary: string, bytes: Uint8Array): Promise<void> {
  await writeFlushed(join(directory, temporary), bytes);
  await rename(join(directory, temporary), join(directory, file));
  await flushFolder(directory);
}

async function removeUnneeded(directory: string, needed: ReadonlySet<string>, files: readonly string[]): Promise<void> {
  const gone = files.filter((file) => filePattern.test(file) && !needed.has(file));
  for (const file of gone) await rm(join(directory, file), { force: true });
}

async function deleteUnneeded(directory: string, needed: ReadonlySet<string>, before: number): Promise<void> {
  for (const file of await readdir(directory)) {
    const ours = filePattern.test(file) || file.endsWith(".part");
    if (!ours || needed.has(file)) continue;
    const path = join(directory, file);
    if ((await stat(path)).mtimeMs < before) await rm(path, { force: true });
  }
}

/** How large a picture is, in pixels, so that a page can leave room for it. */
type PictureSize = { width: number; height: number };

/** What a file is, by its bytes alone. */
type PictureKind = "png" | "jpg" | "gif" | "webp";

/** The kind of a picture. @returns undefined for what is none of the kinds that browsers show everywhere. */
function pictureKind(bytes: Uint8Array): PictureKind | undefined {
  const begin = Buffer.from(bytes.subarray(0, 16)).toString("latin1");
  if (begin.startsWith("\x89PNG\r\n")) return "png";
  if (begin.startsWith("\xff\xd8\xff")) return "jpg";
  if (/^GIF8[79]a/.test(begin)) return "gif";
  return /^RIFF[\s\S]{4}WEBP/.test(begin) ? "webp" : undefined;
}

/** The size of a picture, read from its first bytes. @returns undefined where they do not say. */
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
