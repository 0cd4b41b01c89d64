/** Who wrote the two answers, on their cards, and how the votes fell. */
import { element, fill } from "./element.js";
import { nameChoice } from "./post-parts.js";

/**
 * @typedef {NonNullable<import("./server.js").PagePost["reveal"]>} Reveal
 * @typedef {import("./server.js").Choice} Choice
 * @typedef {import("./server.js").Words} Words
 */

/**
 * Puts the names beside the headings of the cards below. What stands there already stays as it is.
 *
 * @param {HTMLElement} root
 * @param {Reveal | null} reveal
 * @param {Words} words
 * @param {(model: string) => void} open Called to see a model's profile.
 */
export function showNames(root, reveal, words, open) {
  if (!reveal) return;
  for (const side of /** @type {const} */ (["a", "b"])) {
    const heading = root.querySelector(`.answer[data-side="${side}"] > h3`);
    if (!heading || heading.querySelector(".writer")) continue;
    const { name, organization } = reveal.models[side];
    heading.append(" ", nameButton(name, words, open));
    if (organization) heading.append(" ", element("span", { class: "maker" }, element("bdi", {}, organization)));
  }
}

/**
 * The names that stand in pictures, where pictures cannot be pressed on.
 *
 * @param {readonly string[]} models
 * @param {Words} words
 * @param {(model: string) => void} open Called to see a model's profile.
 */
export function renderModels(models, words, open) {
  const label = element("span", {}, words.profiles);
  return element("p", { class: "models" }, label, ...models.map((name) => nameButton(name, words, open)));
}

/**
 * A model's name, which opens its profile.
 *
 * @param {string} name
 * @param {Words} words
 * @param {(model: string) => void} open
 */
export function nameButton(name, words, open) {
  const title = fill(words.profileOf, { name });
  const button = element("button", { type: "button", class: "writer", title }, element("bdi", {}, name));
  button.addEventListener("click", () => open(name));
  return button;
}

/** In the order of the bar: what is for A at its beginning, what is for B at its end. */
const inBar = /** @type {const} */ (["a", "tie", "both-bad", "b"]);

/**
 * All votes as one bar.
 *
 * @param {Record<Choice, number>} tally
 * @param {Words} words
 * @returns {HTMLElement | undefined} nothing where nobody voted.
 */
export function renderTally(tally, words) {
  const cast = inBar.filter((choice) => tally[choice] > 0);
  if (cast.length === 0) return undefined;
  const said = cast.map((choice) =>
    fill(words.reactedWith, { choice: nameChoice(choice, words), count: String(tally[choice]) }),
  );
  const parts = cast.map((choice) => {
    const part = element("span", { class: `share ${choice}` }, `${words.short[choice]} ${tally[choice]}`);
    part.style.flexGrow = String(tally[choice]);
    return part;
  });
  return element("div", { class: "tally", role: "img", "aria-label": said.join(", ") }, ...parts);
}
