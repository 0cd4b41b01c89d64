/** Pictures in the conversation, and large in a window of their own. */
import { byId, element } from "./element.js";

/**
 * @typedef {import("./types.js").PagePost["images"][number]} Image
 * @typedef {import("./types.js").Words} Words
 */

/**
 * A picture that opens large. Its size is left free before it has come.
 *
 * @param {Image} image
 * @param {Words} words
 */
export function renderPicture({ url, alt, width, height }, words) {
  const size = width && height ? { width: String(width), height: String(height) } : {};
  const picture = element("img", { src: url, alt, decoding: "async", ...size });
  const button = element("button", { type: "button", class: "picture", title: words.enlarge }, picture);
  button.addEventListener("click", () => showLarge({ url, alt }, words));
  return button;
}

/**
 * @param {Pick<Image, "url" | "alt">} image
 * @param {Words} words
 */
function showLarge({ url, alt }, words) {
  const viewer = byId("viewer", HTMLDialogElement);
  const picture = byId("viewer-picture", HTMLImageElement);
  const told = byId("viewer-words", HTMLDetailsElement);
  const original = byId("viewer-original", HTMLAnchorElement);
  Object.assign(picture, { src: url, alt });
  Object.assign(original, { href: url, textContent: words.openOriginal });
  const [summary, said] = [told.querySelector("summary"), told.querySelector("p")];
  if (summary) summary.textContent = words.describePicture;
  if (said) said.textContent = alt;
  told.hidden = alt === "";
  viewer.setAttribute("aria-label", words.enlarge);
  byId("viewer-close").textContent = words.close;
  // It keeps the keyboard inside, closes by Escape, and gives the focus back.
  viewer.showModal();
}

/** Makes the window close by its button, and by a click beside the picture. */
export function prepareViewer() {
  const viewer = byId("viewer", HTMLDialogElement);
  byId("viewer-close").addEventListener("click", () => viewer.close());
  viewer.addEventListener("click", (event) => {
    if (event.target === viewer) viewer.close();
  });
  viewer.addEventListener("close", () => byId("viewer-picture", HTMLImageElement).removeAttribute("src"));
}
