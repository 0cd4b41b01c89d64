/** Where the files of an export go. */
import { open } from "node:fs/promises";
import { join } from "node:path";

/** A file that is being written; it is kept once it has ended. */
export type GrowingFile = {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<void>;
  /** Lets go of it as it is. */
  close(): Promise<void>;
};

/** A place for files. */
export type ExportPlace = {
  /** Begins a file that is not there yet. */
  begin(file: string): Promise<GrowingFile>;
};

/** A folder that is there; each file is on the disk once it has ended. Everything in it throws errors of node:fs. */
export function folderPlace(folder: string): ExportPlace {
  return {
    async begin(file) {
      const handle = await open(join(folder, file), "wx");
      return {
        write: (bytes) => handle.writeFile(bytes),
        async end() {
          try {
            await handle.sync();
          } finally {
            await handle.close();
          }
        },
        close: () => handle.close(),
      };
    },
  };
}

/** Keeps the files in memory. */
export function memoryPlace(): ExportPlace & { files(): Map<string, Uint8Array> } {
  const pieces = new Map<string, Uint8Array[]>();
  return {
    async begin(file) {
      const own: Uint8Array[] = [];
      pieces.set(file, own);
      return {
        async write(bytes) {
          own.push(bytes);
        },
        async end() {},
        async close() {},
      };
    },
    files: () => new Map([...pieces].map(([file, own]) => [file, Buffer.concat(own)])),
  };
}
