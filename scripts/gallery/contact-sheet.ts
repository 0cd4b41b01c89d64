/** All pictures of one look on one sheet, each as wide as on a phone. */
import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { Shown } from "./page.ts";

const width = 360;
const columns = 5;
const gap = 20;

/** @returns a PNG. */
export async function contactSheet(shown: readonly Shown[]): Promise<Uint8Array> {
  const images = await Promise.all(shown.map(({ png }) => loadImage(Buffer.from(png))));
  const bottoms = Array.from({ length: columns }, () => gap);
  // Each goes where there is most room, so that tall ones leave no holes.
  const places = images.map((image) => {
    const column = bottoms.indexOf(Math.min(...bottoms));
    const place = {
      x: gap + column * (width + gap),
      y: bottoms[column] ?? gap,
      height: (image.height * width) / image.width,
    };
    bottoms[column] = place.y + place.height + gap;
    return place;
  });
  const canvas = createCanvas(gap + columns * (width + gap), Math.ceil(Math.max(...bottoms)));
  const context = canvas.getContext("2d");
  context.fillStyle = "#7f8794";
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const [index, image] of images.entries()) {
    const place = places[index];
    if (place) context.drawImage(image, place.x, place.y, width, place.height);
  }
  return canvas.toBuffer("image/png");
}
