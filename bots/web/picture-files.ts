/** Pictures as files named by their content: once written, never changed. */
import { createHash } from "node:crypto";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Clock, PostImage } from "../../core/index.ts";
import type { KeptImage } from "./encode.ts";

export interface PictureFiles {
  /** Resolves once the picture would survive a crash. */
  keep(image: PostImage): Promise<KeptImage>;
  /** @returns undefined when there is no such picture. */
  read(file: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

export const pictureFilePattern = /^[0-9a-f]{64}\.png$/;

const dayMilliseconds = 24 * 60 * 60 * 1000;

/**
 * @param directory made when missing.
 * @param needed files that posts still show; others older than a day are deleted.
 */
export async function openPictureFiles(
  directory: string,
  needed: ReadonlySet<string>,
  clock: Clock,
): Promise<PictureFiles> {
  await mkdir(directory, { recursive: true });
  await deleteUnneeded(directory, needed, clock.now().getTime() - dayMilliseconds);
  let temporaries = 0;
  return {
    async keep({ png, alt }) {
      const file = `${createHash("sha256").update(png).digest("hex")}.png`;
      if (!(await exists(join(directory, file)))) {
        temporaries += 1;
        await writeDurably(directory, file, `${file}.${process.pid}.${temporaries}.part`, png);
      }
      return { file, alt };
    },
    async read(file) {
      if (!pictureFilePattern.test(file)) return undefined;
      return readFile(join(directory, file)).catch(() => undefined);
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function writeDurably(directory: string, file: string, temporary: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(join(directory, temporary), "w");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(join(directory, temporary), join(directory, file));
  await syncDirectory(directory);
}

/** A rename is only durable once its folder is; Windows can neither do this nor needs it. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(directory, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function deleteUnneeded(directory: string, needed: ReadonlySet<string>, before: number): Promise<void> {
  for (const file of await readdir(directory)) {
    const ours = pictureFilePattern.test(file) || file.endsWith(".part");
    if (!ours || needed.has(file)) continue;
    const path = join(directory, file);
    if ((await stat(path)).mtimeMs < before) await rm(path, { force: true });
  }
}
