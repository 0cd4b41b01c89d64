/** Pictures that are too large for the endpoints of models, made smaller in a thread of their own. */
import { createWorkerQueue } from "../machine/worker-queue.ts";
import { countScans, pictureSize } from "./picture-size.ts";

/** More pixels than this are not drawn: each takes four bytes of memory, and as many again while it is read. */
export const mostPixels = 25_000_000;

/** A JPEG that comes into view by and by has ten scans or so; a few bytes each could keep the thread busy for long. */
const mostScans = 40;

/** A picture has more pixels than {@link mostPixels}. */
export class TooManyPixels extends Error {
  override readonly name = "TooManyPixels";
}

/** Makes pictures smaller, one after the other. */
export interface Shrinker {
  /**
   * The same picture with sides of at most 2,048 pixels, as JPEG; of one that moves, its beginning. Do not change the
   * bytes that are given.
   * @throws {TooManyPixels}; {Error} for what is no picture.
   */
  shrink(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends the thread. What waits fails. */
  close(): Promise<void>;
}

/** Its thread begins with the first picture, so that drawing boards never waits for somebody's photographs. */
export function createShrinker(): Shrinker {
  const queue = createWorkerQueue<Uint8Array, Uint8Array<ArrayBuffer>>({
    script: new URL("./shrink-worker.ts", import.meta.url),
    mostLosses: 1,
    // What a picture leaves behind is of no use any more: a small nursery is emptied before it grows.
    thread: { resourceLimits: { maxYoungGenerationSizeMb: 4 } },
    says: {
      closed: "No more pictures are made smaller: the arena is closed.",
      unfinished: "The arena was closed before this picture was made smaller.",
      lost: (code) => `The thread that makes pictures smaller ended (code ${code}) at this picture.`,
    },
  });
  return {
    async shrink(bytes) {
      const size = pictureSize(bytes);
      if (!size) throw new Error("This is no picture whose size can be read.");
      if (countScans(bytes, mostScans + 1) > mostScans) throw new Error("This picture has too many scans.");
      if (size.width * size.height > mostPixels) throw new TooManyPixels();
      return queue.do(bytes);
    },
    close: () => queue.close(),
  };
}
