/** Reactions below the answers, as chats have them: each is a vote. */
import { element } from "./element.js";
import { fill } from "./words.js";

/**
 * @typedef {import("./types.js").PagePost} PagePost
 * @typedef {import("./types.js").Choice} Choice
 * @typedef {import("./types.js").Words} Words
 */

/** What a choice is called. @param {Choice} choice @param {Words} words */
export function nameChoice(choice, words) {
  const names = { a: words.choiceA, b: words.choiceB, tie: words.choiceTie, "both-bad": words.choiceBothBad };
  return names[choice];
}

/**
 * @param {Pick<PagePost, "reactions" | "reactable">} post
 * @param {Words} words
 * @param {(choice: Choice, change: "added" | "removed") => void} react
 */
export function renderReactions({ reactions, reactable }, words, react) {
  const made = reactions.map(({ choice, emoji, count, own }) => {
    const name = nameChoice(choice, words);
    const inside = [element("span", { class: "emoji", "aria-hidden": "true" }, emoji)];
    if (count > 0) inside.push(element("span", { class: "count", "aria-hidden": "true" }, String(count)));
    const counted = fill(words.reactedWith, { choice: name, count: String(count) });
    if (!reactable) return element("span", { class: "reaction", role: "img", "aria-label": counted }, ...inside);
    const label = count > 0 ? counted : fill(words.reactWith, { choice: name });
    const attributes = { "aria-pressed": String(own), "aria-label": label, title: label };
    const button = element(
      "button",
      { type: "button", class: "reaction", "data-action": `react:${choice}`, ...attributes },
      ...inside,
    );
    button.addEventListener("click", () => react(choice, own ? "removed" : "added"));
    return button;
  });
  return element("div", { class: "reactions", role: "group", "aria-label": words.react }, ...made);
}
