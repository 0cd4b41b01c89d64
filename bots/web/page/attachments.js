/** Files for the next message: chosen, pasted or dropped. */
import { byId, element, fill } from "./element.js";

/** What core takes of one file, in bytes. */
const largest = 20 * 1024 * 1024;

/** The height of a file's small picture, in pixels. */
const height = 64;

/**
 * Files are taken from the first moment.
 *
 * @typedef {import("./server.js").Words} Words
 *
 * @typedef {object} Attachments
 * @property {() => readonly File[]} take Gives the files away.
 * @property {(back: readonly File[]) => void} putBack
 *
 * @param {Words} words
 * @param {HTMLTextAreaElement} field
 * @param {number} most How many files a message may have.
 * @param {(sentence: string) => void} complain
 * @returns {Attachments}
 */
export function createAttachments(words, field, most, complain) {
  const list = byId("attached");
  /** @type {File[]} */
  let files = [];
  const setFiles = (/** @type {File[]} */ now) => {
    files = now;
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map((file) => renderFile(file, words, remove)));
  };
  const remove = (/** @type {File} */ file) => {
    setFiles(files.filter((one) => one !== file));
    field.focus();
  };
  const add = (/** @type {Iterable<File>} */ more) => {
    const now = [...files];
    for (const file of more) {
      if (file.size > largest) complain(fill(words.fileTooLarge, { name: file.name }));
      else if (now.length >= most) complain(fill(words.tooManyFiles, { count: String(most) }));
      else {
        now.push(file);
        byId("announcer").textContent = fill(words.attached, { name: file.name });
      }
    }
    setFiles(now);
  };
  takeFiles(words, field, add);
  return {
    take() {
      const taken = files;
      setFiles([]);
      return taken;
    },
    putBack: add,
  };
}

/**
 * @param {File} file
 * @param {Words} words
 * @param {(file: File) => void} remove
 */
function renderFile(file, words, remove) {
  const label = fill(words.removeFile, { name: file.name });
  const button = element("button", { type: "button", class: "quiet", "aria-label": label, title: label }, "✕");
  button.addEventListener("click", () => remove(file));
  return element("li", {}, renderThumbnail(file), button);
}

/**
 * Takes files that are chosen, pasted or dropped.
 *
 * @param {Words} words
 * @param {HTMLTextAreaElement} field
 * @param {(files: FileList) => void} add
 */
function takeFiles(words, field, add) {
  const picker = byId("files", HTMLInputElement);
  const button = byId("attach", HTMLButtonElement);
  button.title = words.attach;
  button.setAttribute("aria-label", words.attach);
  button.addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    if (picker.files) add(picker.files);
    picker.value = "";
    field.focus();
  });
  field.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.files;
    if (!pasted || pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  });
  takeDropped(words, (dropped) => {
    add(dropped);
    field.focus();
  });
}

/**
 * Takes files that are dropped anywhere on the page.
 *
 * @param {Words} words
 * @param {(files: FileList) => void} take
 */
function takeDropped(words, take) {
  const hint = byId("drop");
  const sentence = hint.querySelector("p");
  if (sentence) sentence.textContent = words.dropHere;
  const hasFiles = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files") ?? false;
  addEventListener("dragover", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    hint.hidden = false;
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) hint.hidden = true;
  });
  addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    hint.hidden = true;
    if (event.dataTransfer) take(event.dataTransfer.files);
  });
}

/** A file that is about to be sent, small: a picture as it looks, anything else by its name. @param {File} file */
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
