/** The list of commands, to be pressed rather than typed. */
import { element } from "./element.js";

/** A command as it can be said at once: its first way of being written, without what may be left out. */
const sayable = /^\/\p{L}[^[|]*/u;

/**
 * Puts a button in place of how each command of a list is written, which it tells when it is pointed at.
 *
 * @param {HTMLElement} list What holds the list.
 * @param {(text: string) => void} say Says something as if the reader had written it.
 */
export function offerCommands(list, say) {
  for (const item of list.querySelectorAll("li")) {
    const usage = item.querySelector(":scope > code:first-child");
    const command = sayable.exec(usage?.textContent ?? "")?.[0].trim();
    if (!usage || command === undefined) continue;
    const button = element("button", { type: "button", class: "quiet", title: usage.textContent ?? "" }, command);
    button.addEventListener("click", () => say(command));
    const what = element(
      "span",
      {},
      (item.textContent ?? "").slice(usage.textContent?.length).replace(/^[:：]\s*/u, ""),
    );
    item.replaceChildren(button, what);
    item.className = "command";
  }
}
