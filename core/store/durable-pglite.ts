/**
 * PGlite that keeps what it has acknowledged.
 *
 * As it comes, PGlite never flushes anything: it starts PostgreSQL with `-F` (fsync off), and its file system for
 * Node has no `fsync`, which it takes for success. A killed process loses nothing that way, but a power cut loses
 * acknowledged votes or the whole database. Both are mended here: `-F` goes, and `fsync` reaches the disk.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { NodeFS } from "@electric-sql/pglite/nodefs";
import { StoreFailure } from "./store-failure.ts";

/** Brings an open file (or directory), given by its descriptor, to the disk. Throws when that fails. */
export type Flush = (descriptor: number) => void;

/** The part of Emscripten's module that PGlite does not declare. */
type EmscriptenStream = { nfd: number; node: { mode: number } };
type EmscriptenModule = {
  FS: {
    ErrnoError: new (errno: number) => Error;
    isDir(mode: number): boolean;
    streams: (Partial<EmscriptenStream> | null | undefined)[];
    close(stream: Partial<EmscriptenStream>): void;
  };
  NODEFS: { stream_ops: { fsync?: (stream: EmscriptenStream) => number } };
};

/** Emscripten's number for "input/output error". */
const inputOutputError = 29;

/** PGlite's file system for Node, with the `fsync` it lacks. */
class FlushingFileSystem extends NodeFS {
  readonly #flush: Flush;
  readonly #onAbort: () => void;
  #module: EmscriptenModule | undefined;

  constructor(directory: string, flush: Flush, onAbort: () => void) {
    super(directory);
    this.#flush = flush;
    this.#onAbort = onAbort;
  }

  override async init(...[database, options]: Parameters<NodeFS["init"]>): ReturnType<NodeFS["init"]> {
    const { emscriptenOpts } = await super.init(database, options);
    const addFsync = (module: unknown): void => {
      this.#module = module as EmscriptenModule;
      addFsyncTo(this.#module, this.#flush);
    };
    const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
    return { emscriptenOpts: { ...emscriptenOpts, preRun, onAbort: this.#onAbort } };
  }

  /** Closes the files that are open still. */
  closeLeftFiles(): void {
    const { FS } = this.#module ?? {};
    for (const stream of FS?.streams ?? []) if (stream?.nfd !== undefined) FS?.close(stream);
  }
}

function addFsyncTo(module: EmscriptenModule, flush: Flush): void {
  module.NODEFS.stream_ops.fsync = (stream) => {
    try {
      flush(stream.nfd);
    } catch {
      // Not every system can flush a directory; PostgreSQL lets that pass as well. For a file, nothing is forgiven.
      if (!module.FS.isDir(stream.node.mode)) throw new module.FS.ErrnoError(inputOutputError);
    }
    return 0;
  };
}

/**
 * PGlite that stops for good when PostgreSQL panics (as it must when a flush or a full disk fails a commit).
 * As it comes, the next statement after a panic would keep the process in an endless loop.
 */
export class StoppingPGlite extends PGlite {
  readonly #files: FlushingFileSystem;
  #stopped: StoreFailure | undefined;

  /** @param flush see {@link openDurablePGlite}. */
  constructor(directory: string, flush: Flush) {
    const files = new FlushingFileSystem(directory, flush, () => this.#stop());
    super({ fs: files, startParams: startParameters });
    this.#files = files;
  }

  /** Why it has stopped, if it has; the directory can be opened anew once it is closed. */
  get stopped(): StoreFailure | undefined {
    return this.#stopped;
  }

  #stop(): void {
    this.#stopped ??= new StoreFailure(
      "disk",
      "The database has stopped because it could not write to its disk, which is full or broken. What it had " +
        "confirmed before is safe; nothing more is stored. Free or mend the disk: the database then goes on by itself.",
    );
  }

  #refuseWhenStopped(): void {
    if (this.#stopped) throw this.#stopped;
  }

  override execProtocolRawSync(message: Uint8Array): Uint8Array {
    this.#refuseWhenStopped();
    const answer = super.execProtocolRawSync(message);
    this.#refuseWhenStopped();
    return answer;
  }

  /** Lets go of what PostgreSQL keeps open when it ends by itself. */
  abandon(): void {
    this.#files.closeLeftFiles();
  }

  override async close(): Promise<void> {
    if (this.#stopped) this.abandon();
    else await super.close();
  }
}

const startParameters = [
  ...PGlite.defaultStartParams.filter((parameter) => parameter !== "-F"),
  ...["-c", "wal_sync_method=fsync"],
  // Prisma writes times without an offset: they mean what they say only where the session's zone is UTC.
  ...["-c", "timezone=UTC"],
  // Its timer outlives a start that fails, and with it all memory of the database.
  ...["-c", "log_startup_progress_interval=0"],
];

async function start(directory: string, flush: Flush): Promise<StoppingPGlite> {
  const database = new StoppingPGlite(directory, flush);
  try {
    await database.waitReady;
  } catch (error) {
    database.abandon();
    throw error;
  }
  return database;
}

function flushPath(path: string, flush: Flush): void {
  const descriptor = openSync(path, "r");
  try {
    flush(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function flushTree(directory: string, flush: Flush): void {
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (entry.isFile() || entry.isDirectory()) flushPath(join(entry.parentPath, entry.name), flush);
  }
  flushPath(directory, flush);
}

/** Makes a new database beside its final place and moves it there whole: a broken-off first start leaves nothing. */
async function initialise(directory: string, flush: Flush): Promise<void> {
  const unfinished = `${directory}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  // Its files are open to all, whatever the umask; the folder around them is not.
  mkdirSync(unfinished, { mode: 0o700 });
  const database = await start(unfinished, flush);
  await database.close();
  // Windows can flush neither directories nor files opened for reading; there the move alone has to do.
  if (process.platform !== "win32") flushTree(unfinished, flush);
  renameSync(unfinished, directory);
  if (process.platform !== "win32") flushPath(dirname(directory), flush);
}

/**
 * Opens the database in `directory`, making it first when it is not there (some seconds, once).
 * A statement's promise resolves only after `flush` has taken its effects to the disk; when `flush` throws, the
 * statement fails with a {@link StoreFailure} and the database takes no more. The caller must be the only process that
 * has the directory.
 */
export async function openDurablePGlite(directory: string, flush: Flush = fsyncSync): Promise<StoppingPGlite> {
  if (!existsSync(directory)) await initialise(directory, flush);
  return await start(directory, flush);
}
