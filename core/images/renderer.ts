/** The renderer people wait for: a thread draws, and pictures that were drawn are kept. */
import { createHash } from "node:crypto";
import { createBoundedMap } from "../machine/bounded-map.ts";
import { createWorkerQueue, type WorkerQueue, type WorkerQueueOptions } from "../machine/worker-queue.ts";
import type { Picture, PrintedDocument, RenderedImage, Renderer } from "./picture.ts";

/** What the thread is asked for, and what it answers. */
export type ToDraw = { picture: Picture } | { document: PrintedDocument };
/** @see ToDraw */
export type Drawn = { image: RenderedImage } | { pdf: Uint8Array };

/** What may be left out. */
export type RendererOptions = {
  /** How many pictures are kept to be shown again; 64 unless told. */
  keptPictures?: number;
  /** The script that draws. */
  workerScript?: URL;
};

const mostLosses = 2;
const says: WorkerQueueOptions["says"] = {
  closed: "The renderer is closed: it draws no more pictures.",
  unfinished: "The renderer was closed before it drew this picture.",
  lost: (code) =>
    `The thread that draws pictures ended ${mostLosses} times (code ${code}) at this picture: it is given up.`,
};

/**
 * A renderer that draws in a thread, one picture after the other, and keeps the last ones; see `createWorkerQueue`. Do
 * not change the bytes of an image: others get the same ones.
 */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const queue = startQueue(options.workerScript ?? new URL("./worker.ts", import.meta.url));
  const kept = createBoundedMap<string, Promise<RenderedImage>>(options.keptPictures ?? 64);
  let closed = false;
  return {
    async render(picture) {
      if (closed) throw new Error(says.closed);
      const key = pictureKey(picture);
      // What is drawn is what was asked for, even if the caller changes its object meanwhile.
      const drawing = kept.get(key) ?? drawImage(queue, structuredClone(picture));
      void kept.set(key, drawing);
      try {
        return await drawing;
      } catch (error) {
        if (kept.get(key) === drawing) kept.delete(key);
        throw error;
      }
    },
    async print(document) {
      const drawn = await queue.do({ document });
      if ("pdf" in drawn) return drawn.pdf;
      throw new TypeError("A document was drawn as a picture.");
    },
    async close() {
      closed = true;
      await queue.close();
    },
  };
}

async function drawImage(queue: WorkerQueue<ToDraw, Drawn>, picture: Picture): Promise<RenderedImage> {
  const drawn = await queue.do({ picture });
  if ("image" in drawn) return drawn.image;
  throw new TypeError("A picture was drawn as a document.");
}

function startQueue(script: URL): WorkerQueue<ToDraw, Drawn> {
  return createWorkerQueue({
    script,
    mostLosses,
    thread: {
      // System fonts would make pictures differ between machines.
      env: { DISABLE_SYSTEM_FONTS_LOAD: "1" },
      // All that a picture leaves behind is soon of no use: a small nursery is emptied before it grows.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    },
    says,
  });
}

/** Two pictures have the same key if and only if they look the same. */
function pictureKey(picture: Picture): string {
  // Plain JSON writes endless bounds as null, which means something else.
  const json = JSON.stringify(picture, (_, value: unknown) =>
    typeof value === "number" && !Number.isFinite(value) ? { number: String(value) } : value,
  );
  return createHash("sha256").update(json).digest("base64");
}
