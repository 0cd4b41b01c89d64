/** A file that is about to be sent, small: a picture as it looks, anything else by its name. */
import { element } from "./element.js";

/** In pixels. */
const height = 64;

/** @param {File} file */
export function renderThumbnail(file) {
  const name = element("bdi", { class: "file-name" }, file.name);
  const thumbnail = element("span", { class: "thumbnail" }, name);
  if (file.type.startsWith("image/")) void draw(file, thumbnail);
  return thumbnail;
}

/**
 * Drawn here, since the page may show pictures of its server only.
 *
 * @param {File} file
 * @param {HTMLElement} place
 */
async function draw(file, place) {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return;
  const canvas = element("canvas", { role: "img", "aria-label": file.name });
  canvas.height = height;
  canvas.width = Math.max(16, Math.min(3 * height, Math.round((picture.width * height) / picture.height)));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  place.prepend(canvas);
}
