/** What a formula may cost: looked at in its source before it is set, and in what was set before it is shown. */

/** What KaTeX is told. */
export const limits = { maxExpand: 200, maxSize: 20 };

/** What a formula costs beside its characters, in characters. */
export const costOfEach = 50;

/** The longest that is set, in characters. */
const longest = 4_000;

/** How many groups, roots, brackets or tables may stand in one another. */
const deepest = 12;

/** How many elements what was set may have, and how many in one another. */
const most = { elements: 12_000, depth: 120 };

/** Lengths of 100em and more: KaTeX bounds those written by `maxSize`, but none below zero. */
const farAway = /(?:(?<![\d.])\d{3,}(?:\.\d+)?|e\+\d+)em/;

/** Commands of one's own can make a long text out of a short one. */
const defining = /\\(?:[gex]?def|(?:future)?let|(?:re|provide)?newcommand|global|long)(?![A-Za-z])/;

/** What begins a group and what ends one; an escaped brace is neither. */
const groups = /\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\[\s\S]|[{}]/g;

/** Whether a formula is too much to be set, by its source. @param {string} source */
export function isTooMuch(source) {
  return source.length > longest || defining.test(source) || depthOf(source) > deepest;
}

/** @param {string} source */
function depthOf(source) {
  let depth = 0;
  let reached = 0;
  for (const [sign] of source.matchAll(groups)) {
    if (sign === "{" || sign === "\\begin" || sign === "\\left") depth += 1;
    else if (sign === "}" || sign === "\\end" || sign === "\\right") depth = Math.max(0, depth - 1);
    reached = Math.max(reached, depth);
  }
  return reached;
}

/**
 * How many elements were made for a formula; Infinity where that is too much to be shown: some commands nest without a
 * brace, some move what is set far out of sight and everything else with it.
 *
 * @param {Element} set
 */
export function countElements(set) {
  const all = set.querySelectorAll("*");
  if (all.length > most.elements) return Infinity;
  const depths = new Map([[set, 0]]);
  for (const one of all) {
    if (farAway.test(one.getAttribute("style") ?? "")) return Infinity;
    const depth = (depths.get(/** @type {Element} */ (one.parentElement)) ?? 0) + 1;
    if (depth > most.depth) return Infinity;
    depths.set(one, depth);
  }
  return all.length;
}
