/** What stands on the page while nobody has asked anything. */
import { element } from "./element.js";

/**
 * @param {HTMLElement} place
 * @param {import("./types.js").Words} words
 * @param {(text: string) => void} ask
 */
export function createWelcome(place, words, ask) {
  const chips = words.examples.map((example) => {
    const chip = element("button", { type: "button", class: "chip" }, example);
    chip.addEventListener("click", () => ask(example));
    return chip;
  });
  place.append(
    element("h2", {}, words.welcomeTitle),
    element("p", {}, words.welcomeText),
    element("h3", {}, words.welcomeTry),
    element("div", { class: "chips" }, ...chips),
  );
}
