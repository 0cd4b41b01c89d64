/** In the place of the thread that draws: ends, refuses or answers, as the picture's title and subtitle say. */
import { existsSync, writeFileSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import type { Picture, RenderedImage } from "../../core/images/picture.ts";
import type { Drawn } from "../../core/images/renderer.ts";

parentPort?.on("message", ({ picture }: { picture: Picture }) => {
  if (picture.title === "end always") process.exit(3);
  if (picture.title === "throw always") throw new Error("out of colours");
  // The subtitle names a file that remembers the first time.
  if (picture.title === "end once" && !existsSync(picture.subtitle)) {
    writeFileSync(picture.subtitle, "");
    process.exit(3);
  }
  const image: RenderedImage = { png: new TextEncoder().encode(picture.title), width: 1, height: 1 };
  parentPort?.postMessage({ result: { image } satisfies Drawn });
});
