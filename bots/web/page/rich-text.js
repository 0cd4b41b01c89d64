/** What a text needs before it can be shown as it will stay, so that nothing moves afterwards. */
import { loadColours, needsColours } from "./code-block.js";
import { loadFormulas, needsFormulas } from "./formulas.js";

/** How long a text waits for what it needs, in milliseconds: it is readable without. */
const patience = 4_000;

/**
 * @param {string} text
 * @returns {Promise<unknown> | undefined} Undefined when there is nothing to wait for.
 */
export function prepareFor(text) {
  const needed = [];
  if (needsColours(text)) needed.push(loadColours());
  if (needsFormulas(text)) needed.push(loadFormulas());
  if (needed.length === 0) return undefined;
  return Promise.race([Promise.all(needed), new Promise((resolve) => setTimeout(resolve, patience))]);
}

/** Fetches all of it while nothing else happens, for answers that are on their way. */
export function prepareAhead() {
  void loadColours();
  void loadFormulas();
}
