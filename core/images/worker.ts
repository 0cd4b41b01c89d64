/** The thread that draws. One message is one picture, so the event loop turns between two and canvases are freed. */
import { parentPort } from "node:worker_threads";
import { drawPicture } from "./draw.ts";
import type { DrawingAnswer, DrawingRequest } from "./worker-messages.ts";

parentPort?.on("message", ({ picture }: DrawingRequest) => {
  try {
    const image = drawPicture(picture);
    answer({ image }, [image.png.buffer as ArrayBuffer]);
  } catch (error) {
    answer({ error: error instanceof Error ? error : new Error(String(error)) }, []);
  }
});

function answer(message: DrawingAnswer, moved: ArrayBuffer[]): void {
  parentPort?.postMessage(message, moved);
}
