/** What could be meant while somebody writes a command: a list above the field, for keys and for fingers. */
import { byId, element } from "./element.js";
import { readCompletions } from "./server.js";
import { fill } from "./words.js";

/** How long the field has to be still before the server is asked, in milliseconds. */
const stillness = 60;

/**
 * @param {import("./types.js").Words} words
 * @param {HTMLTextAreaElement} field
 */
export function createCommandCompletion(words, field) {
  const list = byId("completions");
  const usage = byId("usage");
  /** @type {import("./types.js").Completion[]} */
  let offered = [];
  let active = -1;
  let asked = 0;
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  const setActive = (/** @type {number} */ index) => {
    active = index;
    for (const [place, item] of [...list.children].entries())
      item.setAttribute("aria-selected", String(place === index));
    const item = list.children[index];
    if (item) field.setAttribute("aria-activedescendant", item.id);
    else field.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  const show = (/** @type {import("./types.js").Completions} */ { usage: written, completions }) => {
    offered = completions;
    list.replaceChildren(...completions.map(renderCompletion));
    list.hidden = completions.length === 0;
    usage.hidden = written === null;
    usage.textContent = written;
    setActive(-1);
    const count = String(completions.length);
    byId("announcer").textContent = completions.length > 0 ? fill(words.commandsShown, { count }) : "";
  };
  const close = () => {
    clearTimeout(timer);
    asked += 1;
    if (list.hidden && usage.hidden) return;
    show({ usage: null, completions: [] });
  };
  const choose = (/** @type {number} */ index) => {
    const chosen = offered[index];
    if (!chosen) return;
    field.value = chosen.text;
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const renderCompletion = (
    /** @type {import("./types.js").Completion} */ { label, what },
    /** @type {number} */ index,
  ) => {
    const attributes = { role: "option", id: `completion-${index}`, "aria-selected": "false" };
    const item = element("li", attributes, element("b", {}, label), " ", element("span", {}, what));
    // The field keeps the focus, and a phone its keyboard.
    item.addEventListener("pointerdown", (event) => event.preventDefault());
    item.addEventListener("click", () => choose(index));
    return item;
  };
  const ask = async () => {
    const mine = (asked += 1);
    const found = await readCompletions(field.value).catch(() => undefined);
    if (found && mine === asked) show(found);
  };

  list.setAttribute("aria-label", words.commands);
  field.addEventListener("input", () => {
    if (!/^[/／]/.test(field.value)) return close();
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), stillness);
  });
  /**
   * Takes a key that belongs to the list.
   *
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was one.
   */
  const takeKey = (event) => {
    if (list.hidden || event.isComposing) return false;
    const count = offered.length;
    if (event.key === "ArrowDown") setActive((active + 1) % count);
    else if (event.key === "ArrowUp") setActive((Math.max(active, 0) + count - 1) % count);
    else if (event.key === "Escape") close();
    else if (event.key === "Tab" && !event.shiftKey) choose(Math.max(active, 0));
    else if (event.key === "Enter" && active >= 0) choose(active);
    else return false;
    event.preventDefault();
    if (list.hidden) field.focus();
    return true;
  };
  list.addEventListener("keydown", takeKey);
  return { close, takeKey };
}
