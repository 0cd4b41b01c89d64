/** The gallery as a page, each picture with what it says in words, and as a sheet of pictures. */
import type { Look } from "./states.ts";
import { createCanvas, loadImage } from "@napi-rs/canvas";

/** A picture as it was drawn, and the name of its file. */
export type Shown = { look: Look; name: string; file: string; png: Uint8Array; alt: string };

const style = `
  :root { color-scheme: light dark; font: 16px/1.45 system-ui, sans-serif; }
  body { margin: 1.5rem; }
  main { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); align-items: start; }
  figure { margin: 0; }
  img { width: 360px; max-width: 100%; border: 1px solid #8888; }
  figcaption { font-size: 0.85rem; white-space: pre-line; }
`;

/** An HTML document that shows pictures lying beside it, each as wide as on a phone. */
export function galleryPage(shown: readonly Shown[]): string {
  const figures = shown.map(({ look, name, file, alt }) => {
    const caption = `<b>${escape(name)}</b> · ${look.language} · ${look.theme} · ${alt.length} characters`;
    return `<figure><a href="${file}"><img src="${file}" loading="lazy" alt="${escape(alt)}"></a><figcaption>${caption}\n${escape(alt)}</figcaption></figure>`;
  });
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Gallery</title><style>${style}</style><h1>Gallery</h1><main>${figures.join("\n")}</main></html>\n`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

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
