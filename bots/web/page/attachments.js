/** Files for the next message: chosen, pasted or dropped. */
import { byId, element } from "./element.js";
import { renderThumbnail } from "./thumbnail.js";
import { fill } from "./words.js";

/** What core takes of one file, in bytes. */
const largest = 5 * 1024 * 1024;

/**
 * @param {import("./types.js").Words} words
 * @param {HTMLTextAreaElement} field
 * @param {number} most How many files a message may have.
 * @param {(sentence: string) => void} complain
 */
export function createAttachments(words, field, most, complain) {
  const list = byId("attached");
  const picker = byId("files", HTMLInputElement);
  const button = byId("attach", HTMLButtonElement);
  /** @type {File[]} */
  let files = [];

  const render = () => {
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(renderFile));
  };
  const renderFile = (/** @type {File} */ file) => {
    const label = fill(words.removeFile, { name: file.name });
    const remove = element("button", { type: "button", class: "quiet", "aria-label": label, title: label }, "✕");
    remove.addEventListener("click", () => {
      files = files.filter((one) => one !== file);
      render();
      field.focus();
    });
    return element("li", {}, renderThumbnail(file), remove);
  };
  const add = (/** @type {Iterable<File>} */ more) => {
    for (const file of more) {
      if (file.size > largest) complain(fill(words.fileTooLarge, { name: file.name }));
      else if (files.length >= most) complain(fill(words.tooManyFiles, { count: String(most) }));
      else {
        files = [...files, file];
        byId("announcer").textContent = fill(words.attached, { name: file.name });
      }
    }
    render();
  };

  button.title = words.attach;
  button.setAttribute("aria-label", words.attach);
  button.addEventListener("click", () => picker.click());
  picker.addEventListener("change", () => {
    add(picker.files ?? []);
    picker.value = "";
    field.focus();
  });
  field.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.files ?? [];
    if (pasted.length === 0) return;
    event.preventDefault();
    add(pasted);
  });
  takeDropped(words, (dropped) => {
    add(dropped);
    field.focus();
  });
  return {
    /** Gives the files away. */
    take() {
      const taken = files;
      files = [];
      render();
      return taken;
    },
    /** Puts files back that could not be sent. @param {readonly File[]} back */
    putBack: (back) => add(back),
  };
}

/**
 * Takes files that are dropped anywhere on the page.
 *
 * @param {import("./types.js").Words} words
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
