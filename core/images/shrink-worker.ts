/** The thread that makes pictures smaller. */
import { createCanvas, loadImage } from "@napi-rs/canvas";
import { answerRequests } from "../machine/worker-queue.ts";

/** Pixels: models look at no more of a side than this. */
const longestSide = 2_048;
/** In per cent, as JPEG counts it: no difference is seen. */
const quality = 85;

/** What an image is set to, so that its pixels are freed now and not when the collector comes round. */
const nothing = Buffer.from(createCanvas(1, 1).toBuffer("image/png"));

/** The picture the right way up, without what is see-through, as JPEG. */
async function shrink(bytes: Uint8Array): Promise<Uint8Array> {
  const image = await loadImage(bytes);
  const scale = Math.min(1, longestSide / Math.max(image.width, image.height));
  const sideOf = (length: number) => Math.max(1, Math.round(length * scale));
  const canvas = createCanvas(sideOf(image.width), sideOf(image.height));
  const context = canvas.getContext("2d");
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const made = new Uint8Array(canvas.toBuffer("image/jpeg", quality));
  canvas.width = 1;
  canvas.height = 1;
  image.src = nothing;
  return made;
}

answerRequests(shrink, ({ buffer }) => [buffer as ArrayBuffer]);
