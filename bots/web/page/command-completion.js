/** What could be meant while somebody writes a command: a list above the field, for keys and for fingers. */
import { byId, element, fill } from "./element.js";
import { readCompletions } from "./server.js";

/** How long the field has to be still before the server is asked, in milliseconds. */
const stillness = 60;

/**
 * @typedef {import("./server.js").Words} Words
 * @typedef {import("./server.js").Completion} Completion
 * @typedef {import("./server.js").Completions} Completions
 *
 * @typedef {object} CommandCompletion
 * @property {() => void} close
 * @property {(event: KeyboardEvent) => boolean} takeKey Takes a key that belongs to the list, and tells whether it was one.
 *
 * @typedef {ReturnType<typeof createList>} List
 */

/**
 * Offers completions as soon as a command is begun.
 *
 * @param {Words} words
 * @param {HTMLTextAreaElement} field
 * @returns {CommandCompletion}
 */
export function createCommandCompletion(words, field) {
  const list = createList(words, field);
  let asked = 0;
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
  const ask = async () => {
    const mine = (asked += 1);
    const found = await readCompletions(field.value).catch(() => undefined);
    if (found && mine === asked) list.show(found);
  };
  const close = () => {
    clearTimeout(timer);
    asked += 1;
    list.clear();
  };
  field.addEventListener("input", () => {
    if (!/^[/／]/.test(field.value)) return close();
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), stillness);
  });
  const takeKey = (/** @type {KeyboardEvent} */ event) => {
    if (!list.isOpen() || event.isComposing || !act(list, close, event)) return false;
    event.preventDefault();
    if (!list.isOpen()) field.focus();
    return true;
  };
  byId("completions").addEventListener("keydown", takeKey);
  return { close, takeKey };
}

/**
 * Does what a key says.
 *
 * @param {List} list
 * @param {() => void} close
 * @param {KeyboardEvent} event
 * @returns {boolean} whether it says anything here.
 */
function act(list, close, event) {
  if (event.key === "ArrowDown") list.move(1);
  else if (event.key === "ArrowUp") list.move(-1);
  else if (event.key === "Escape") close();
  else if (event.key === "Tab" && !event.shiftKey) list.chooseActive();
  else if (event.key === "Enter" && list.hasActive()) list.chooseActive();
  else return false;
  return true;
}

/**
 * @param {Words} words
 * @param {HTMLTextAreaElement} field
 */
function createList(words, field) {
  const list = byId("completions");
  /** @type {Completion[]} */
  let offered = [];
  let active = -1;
  const setActive = (/** @type {number} */ index) => {
    active = index;
    markActive(list, field, index);
  };
  const choose = (/** @type {number} */ index) => {
    const chosen = offered[index];
    if (chosen) write(field, chosen.text);
  };
  const show = (/** @type {Completions} */ { usage, completions }) => {
    offered = completions;
    showAll(list, { usage, completions }, words, choose);
    setActive(-1);
  };
  list.setAttribute("aria-label", words.commands);
  return {
    show,
    clear() {
      if (!list.hidden || !byId("usage").hidden) show({ usage: null, completions: [] });
    },
    isOpen: () => !list.hidden,
    hasActive: () => active >= 0,
    chooseActive: () => choose(Math.max(active, 0)),
    /** To the next one, or the one before. @param {1 | -1} step */
    move: (step) => setActive(((step < 0 ? Math.max(active, 0) : active) + offered.length + step) % offered.length),
  };
}

/**
 * @param {HTMLElement} list
 * @param {Completions} shown
 * @param {Words} words
 * @param {(index: number) => void} choose
 */
function showAll(list, { usage, completions }, words, choose) {
  list.replaceChildren(...completions.map((one, index) => renderCompletion(one, index, choose)));
  list.hidden = completions.length === 0;
  const written = byId("usage");
  written.hidden = usage === null;
  written.textContent = usage;
  const count = String(completions.length);
  byId("announcer").textContent = completions.length > 0 ? fill(words.commandsShown, { count }) : "";
}

/**
 * @param {HTMLElement} list
 * @param {HTMLTextAreaElement} field
 * @param {number} index
 */
function markActive(list, field, index) {
  for (const [place, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(place === index));
  const item = list.children[index];
  if (item) field.setAttribute("aria-activedescendant", item.id);
  else field.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 */
function write(field, text) {
  field.value = text;
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/**
 * @param {Completion} completion
 * @param {number} index
 * @param {(index: number) => void} choose
 */
function renderCompletion({ label, what }, index, choose) {
  const attributes = { role: "option", id: `completion-${index}`, "aria-selected": "false" };
  const item = element("li", attributes, element("b", {}, label), " ", element("span", {}, what));
  // The field keeps the focus, and a phone its keyboard.
  item.addEventListener("pointerdown", (event) => event.preventDefault());
  item.addEventListener("click", () => choose(index));
  return item;
}
