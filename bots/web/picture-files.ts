/** Pictures as files named by their content: once written, never changed. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { type Clock, flushFolder, type PostImage, writeFlushed } from "../../core/index.ts";
import type { KeptImage } from "./encode.ts";
import { createTurns } from "./turns.ts";

export interface PictureFiles {
  /** Resolves once the picture would survive a crash. */
  keep(image: PostImage): Promise<KeptImage>;
  /** @returns undefined when there is no such picture. */
  read(file: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Deletes pictures that nobody needs any more; once an hour at most, so that it may be called at every change. */
  tidy(): Promise<void>;
}

export const pictureFilePattern = /^[0-9a-f]{64}\.png$/;

const hourMilliseconds = 60 * 60 * 1000;

/** How long a picture outlives its last keeping at least: answers to one person, which are kept nowhere, show some. */
const leastAge = 24 * hourMilliseconds;

/**
 * @param directory made when missing.
 * @param needed tells which files posts still show; others are deleted a day after they were last kept.
 */
export async function openPictureFiles(
  directory: string,
  needed: () => ReadonlySet<string>,
  clock: Clock,
): Promise<PictureFiles> {
  await mkdir(directory, { recursive: true });
  // A picture that is kept once more must not be deleted in the same moment for being old.
  const inTurn = createTurns();
  let tidyAgain = 0;
  let temporaries = 0;
  const tidy = async (): Promise<void> => {
    const now = clock.now().getTime();
    if (now < tidyAgain) return;
    tidyAgain = now + hourMilliseconds;
    await inTurn(() => deleteUnneeded(directory, needed(), now - leastAge));
  };
  const keep = async ({ png, alt }: PostImage): Promise<KeptImage> => {
    const file = `${createHash("sha256").update(png).digest("hex")}.png`;
    const path = join(directory, file);
    if (!(await exists(path))) {
      temporaries += 1;
      await writeDurably(directory, file, `${file}.${process.pid}.${temporaries}.part`, png);
    }
    await utimes(path, clock.now(), clock.now());
    return { file, alt };
  };
  await tidy();
  return {
    keep: (image) => inTurn(() => keep(image)),
    tidy,
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
  await writeFlushed(join(directory, temporary), bytes);
  await rename(join(directory, temporary), join(directory, file));
  await flushFolder(directory);
}

async function deleteUnneeded(directory: string, needed: ReadonlySet<string>, before: number): Promise<void> {
  for (const file of await readdir(directory)) {
    const ours = pictureFilePattern.test(file) || file.endsWith(".part");
    if (!ours || needed.has(file)) continue;
    const path = join(directory, file);
    if ((await stat(path)).mtimeMs < before) await rm(path, { force: true });
  }
}
