/** What stands on the page while nobody has asked anything. */
import { element } from "./element.js";

/**
 * @param {HTMLElement} place
 * @param {import("./types.js").Words} words
 * @param {readonly string[]} questions To be tried, in the reader's language.
 * @param {(text: string) => void} ask
 */
export function createWelcome(place, words, questions, ask) {
  const chips = questions.map((example) => {
    const chip = element("button", { type: "button", class: "chip" }, element("span", {}, example));
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
