/**
 * The folder of the files that posts show. What other processes have kept is copied into it when it is asked for, so that
 * it can be given out at the pace of who takes it.
 */
import { open, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import {
  type Clock,
  createInTurn,
  flushFolder,
  makeFolder,
  type PageArchive,
  type PageFiles,
  writeFlushed,
} from "../../core/index.ts";

/** Earlier versions named a file by the hash of its content alone. */
export const filePattern = /^(?<name>[0-9a-f]{64}|[\w-]{43})\.(?:png|jpg|gif|webp|txt)$/;

const hourMilliseconds = 60 * 60 * 1000;

/** How long a file outlives its last keeping at least: answers to one person, which are kept nowhere, show some. */
const leastAge = 24 * hourMilliseconds;

/** Where files are kept, and for whom. */
export type FileFolderOptions = {
  /** Made when missing. */
  directory: string;
  /** Tells which files posts still show; others are deleted a day after they were last kept. */
  needed: () => ReadonlySet<string>;
  clock: Clock;
  /** Where other processes that serve the same posts, if there are any, find what is kept here. */
  archive: Pick<PageArchive, "files" | "follow">;
};

/** The folder, and what other processes have. */
export interface FileFolder {
  /** Keeps a file, and notes when it was last needed. Resolves once it would survive a crash. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  /** A file, whose content is read at the pace of who takes it. @returns undefined when there is no such file. */
  read(name: string): Promise<{ length: number; content: ReadableStream<Uint8Array> } | undefined>;
  /** Deletes those of some files that no post shows any more, whatever their age. */
  remove(names: readonly string[]): Promise<void>;
  /** Deletes files that nobody needs any more; once an hour at most, so that it may be called at every change. */
  tidy(): Promise<void>;
}

/** Opens it, and tidies it. */
export async function openFileFolder({ directory, needed, clock, archive }: FileFolderOptions): Promise<FileFolder> {
  const { files, follow } = archive;
  makeFolder(directory);
  const turns = createInTurn();
  // A file that is kept once more must not be deleted in the same moment for being old.
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns("folder", work);
  const write = createWriting(directory, clock);
  const drop = (names: readonly string[]) => inTurn(() => removeUnneeded(directory, needed(), names));
  const tidy = hourly(clock, async (now) => {
    await inTurn(() => deleteUnneeded(directory, needed(), now - leastAge));
    await files.removeOld(new Date(now - leastAge), [...needed()]);
  });
  await tidy();
  if (follow) await agree(directory, needed(), files, clock);
  return {
    tidy,
    async write(name, bytes) {
      await inTurn(() => write(name, bytes));
      if (follow) await files.keep(name, bytes, clock.now());
    },
    async remove(names) {
      const shown = needed();
      const gone = names.filter((name) => !shown.has(name));
      if (gone.length > 0) await removeEverywhere(gone, files, drop);
    },
    async read(name) {
      if (!filePattern.test(name)) return undefined;
      const path = join(directory, name);
      if (!(await exists(path))) await fetchFile(name, files, (bytes) => inTurn(() => write(name, bytes)), drop);
      const length = (await stat(path).catch(() => undefined))?.size;
      return length === undefined ? undefined : { length, content: readPieces(path, length) };
    },
  };
}

type Drop = (names: readonly string[]) => Promise<void>;

async function fetchFile(
  name: string,
  files: PageFiles,
  write: (bytes: Uint8Array) => Promise<void>,
  drop: Drop,
): Promise<void> {
  const bytes = await files.find(name);
  if (!bytes) return;
  await write(bytes);
  // It may have been erased meanwhile.
  await drop(await files.lacking([name]));
}

/** From the database first: what is still there could be copied into the folder again. */
async function removeEverywhere(names: readonly string[], files: PageFiles, drop: Drop): Promise<void> {
  try {
    await files.remove(names);
  } finally {
    await drop(names);
  }
}

/**
 * Lets others have what posts show that was made before there were others; what nobody has any more was erased while this
 * process was away.
 */
async function agree(directory: string, needed: ReadonlySet<string>, files: PageFiles, clock: Clock): Promise<void> {
  const here = (await readdir(directory)).filter((file) => filePattern.test(file));
  for (const file of await files.lacking(here)) {
    if (needed.has(file)) await files.keep(file, await readFile(join(directory, file)), clock.now());
    else await rm(join(directory, file), { force: true });
  }
}

/** Writes a file that is not there yet, and marks it as kept just now. */
function createWriting(directory: string, clock: Clock) {
  let temporaries = 0;
  return async (file: string, bytes: Uint8Array): Promise<void> => {
    const path = join(directory, file);
    if (!(await exists(path))) {
      temporaries += 1;
      await writeDurably(directory, file, `${file}.${process.pid}.${temporaries}.part`, bytes);
    }
    await utimes(path, clock.now(), clock.now());
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
