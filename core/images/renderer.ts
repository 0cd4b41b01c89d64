/** The renderer people wait for: a worker thread draws, so that the process that serves them never stops. */
import { Worker } from "node:worker_threads";
import type { Renderer, Picture, RenderedImage } from "./picture.ts";
import { createPictureCache, pictureKey } from "./picture-cache.ts";
import type { DrawingAnswer, DrawingRequest } from "./worker-messages.ts";

export type RendererOptions = {
  /** How many pictures are kept to be shown again; 64 unless told. */
  keptPictures?: number;
  /** The script that draws. */
  workerScript?: URL;
};

/** A picture somebody waits for. `losses` counts the worker threads that ended while drawing it. */
type Waiting = {
  picture: Picture;
  resolve(image: RenderedImage): void;
  reject(error: Error): void;
  losses: number;
};

const mostLosses = 2;

/**
 * A renderer that draws in a worker thread, one picture after the other, and keeps the last ones. The thread starts
 * with the first picture and keeps the process alive only while somebody waits. If it ends while it draws, another
 * takes its place and tries once more. Do not change the bytes of an image: others get the same ones.
 */
export function createRenderer(options: RendererOptions = {}): Renderer {
  const script = options.workerScript ?? new URL("./worker.ts", import.meta.url);
  const cache = createPictureCache(options.keptPictures ?? 64);
  /** The first is being drawn, the others wait. */
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let closed = false;

  function drawFirst(): void {
    const first = queue[0];
    if (!first) return worker?.unref();
    worker ??= startWorker();
    worker.ref();
    worker.postMessage({ picture: first.picture } satisfies DrawingRequest);
  }

  function startWorker(): Worker {
    // System fonts would make pictures differ between machines; nothing else of the environment is needed there, nor
    // are the process's own flags, some of which no thread takes.
    const started = new Worker(script, {
      env: { DISABLE_SYSTEM_FONTS_LOAD: "1" },
      execArgv: [],
      // All that a picture leaves behind is soon of no use: a small nursery is emptied before it grows.
      resourceLimits: { maxYoungGenerationSizeMb: 4 },
    });
    let reason: unknown;
    started.on("message", (answer: DrawingAnswer) => finishFirst(answer));
    started.on("error", (error) => (reason = error));
    started.on("exit", (code) => {
      if (worker === started) loseWorker(code, reason);
    });
    return started;
  }

  function finishFirst(answer: DrawingAnswer): void {
    const first = queue.shift();
    if ("image" in answer) first?.resolve(answer.image);
    else first?.reject(answer.error);
    drawFirst();
  }

  function loseWorker(code: number, reason: unknown): void {
    worker = undefined;
    const first = queue[0];
    if (first && ++first.losses >= mostLosses) {
      const message = `The thread that draws pictures ended ${mostLosses} times (code ${code}) at this picture: it is given up.`;
      queue.shift()?.reject(new Error(message, { cause: reason }));
    }
    drawFirst();
  }

  return {
    async render(picture) {
      if (closed) throw new Error("The renderer is closed: it draws no more pictures.");
      return await cache.get(pictureKey(picture), () => {
        const { promise, resolve, reject } = Promise.withResolvers<RenderedImage>();
        // What is drawn is what was asked for, even if the caller changes its object meanwhile.
        queue.push({ picture: structuredClone(picture), resolve, reject, losses: 0 });
        if (queue.length === 1) drawFirst();
        return promise;
      });
    },

    async close() {
      closed = true;
      const ended = worker;
      worker = undefined;
      for (const waiting of queue.splice(0))
        waiting.reject(new Error("The renderer was closed before it drew this picture."));
      await ended?.terminate();
    },
  };
}
