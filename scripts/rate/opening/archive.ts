/** Zip archives: a file of votes that somebody packed, or a workbook, which is an archive as well. */
import type { Entry, ZipFile } from "yauzl";
import { quoteValue, makeVisible } from "../visible.ts";
import { RateProblem } from "../problem.ts";
import type { Pieces } from "./pieces.ts";
import { limitPieces } from "./unpacking.ts";

/** An archive that is open. */
export type Archive = {
  /** Whether it is a workbook (xlsx). */
  isWorkbook: boolean;
  /** The files in it that are not the packer's own. */
  names: string[];
  /** The bytes of a file in it. @throws {RateProblem} when it is not there. */
  read: (name: string) => Pieces;
  close: () => void;
};

const mostEntries = 10_000;
const shownNames = 10;
/** Folders, and what macOS and other systems put beside a file. */
const unwanted = /\/$|^__MACOSX\/|(?:^|\/)\./u;

/** @throws {RateProblem} when it is broken, locked or holds too much. */
export async function openArchive(path: string): Promise<Archive> {
  const { openPromise } = await import("yauzl");
  try {
    const zip = await openPromise(path, { autoClose: false, lazyEntries: true });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) {
      if (entries.size === mostEntries) throw new Error(`it holds more than ${mostEntries} files`);
      entries.set(entry.fileName, entry);
    }
    return {
      isWorkbook: entries.has("xl/workbook.xml"),
      names: [...entries.keys()].filter((name) => !unwanted.test(name)),
      read: (name) => readEntry(zip, entries.get(name), path),
      close: () => zip.close(),
    };
  } catch (error) {
    throw explain(path, error);
  }
}

async function* readEntry(zip: ZipFile, entry: Entry | undefined, path: string): AsyncGenerator<Uint8Array> {
  try {
    if (!entry) throw new Error("a part of it is missing");
    if (entry.isEncrypted()) throw new Error("it is locked with a password");
    const stream = await zip.openReadStreamPromise(entry);
    yield* limitPieces(stream, () => entry.compressedSize, path);
  } catch (error) {
    throw explain(path, error);
  }
}

function explain(path: string, error: unknown): unknown {
  if (error instanceof RateProblem || !(error instanceof Error)) return error;
  return new RateProblem(
    `${makeVisible(path)} is a zip archive that could not be unpacked: ${makeVisible(error.message)}. Unpack it yourself and give what comes out.`,
  );
}

/** The one file of votes in an archive. @throws {RateProblem} when there is none, or more than one. */
export function chooseEntry({ names }: Archive, path: string): string {
  const [only] = names;
  if (only === undefined) throw new RateProblem(`${makeVisible(path)} is an archive without a file in it.`);
  if (names.length === 1) return only;
  const shown = names.slice(0, shownNames).map(quoteValue).join(", ");
  throw new RateProblem(
    `${makeVisible(path)} is an archive of ${names.length} files: ${shown}${names.length > shownNames ? ", …" : ""}. ` +
      "Unpack it and give the one with the votes.",
  );
}
