/** The buttons of posts and private answers; those that vote are a ballot. */
import { element } from "./element.js";

/**
 * @typedef {import("./types.js").Choice} Choice
 * @typedef {(action: string, choice: number | undefined) => Promise<void>} Press `choice`: the button's place in a ballot.
 */

/** The first buttons of a ballot, always in the same order; what follows them takes the vote back. */
const choices = /** @type {const} */ (["a", "b", "tie", "both-bad"]);

/** What a vote's action looks like, in a private answer behind a signature. */
const voting = /^(?:[\w-]{43}\.)?vote:/;

/** @param {readonly import("./types.js").Button[]} buttons */
export function isBallot(buttons) {
  return buttons.some(({ action }) => voting.test(action));
}

/** The choice at a place in a ballot. @param {number} place @returns {Choice | undefined} */
export function choiceAt(place) {
  return choices[place];
}

/**
 * @param {import("./types.js").Button[]} buttons
 * @param {import("./types.js").Words} words
 * @param {Press} press
 */
export function renderButtons(buttons, words, press) {
  const ballot = isBallot(buttons);
  const made = buttons.map(({ label, action }, place) => {
    const button = element("button", { type: "button", "data-action": action }, label);
    button.addEventListener("click", () => void press(action, ballot ? place : undefined));
    return button;
  });
  const group = { role: "group", "aria-label": ballot ? words.vote : words.choices };
  return element("div", { ...group, class: ballot ? "buttons ballot" : "buttons" }, ...made);
}

/**
 * Marks the choice taken in every ballot there. As long as nothing is known, none is called not taken.
 *
 * @param {HTMLElement} root
 * @param {Choice | null | undefined} chosen Null: none.
 */
export function markChoice(root, chosen) {
  if (chosen === undefined) return;
  for (const ballot of root.querySelectorAll(".ballot")) {
    const buttons = [...ballot.querySelectorAll("button")].slice(0, choices.length);
    for (const [place, button] of buttons.entries())
      button.setAttribute("aria-pressed", String(choices[place] === chosen));
  }
}
