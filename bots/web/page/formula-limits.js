/** How large a formula may be: checked in its source before it is set, and in the result before it is shown. */

/** Options for KaTeX. */
export const limits = { maxExpand: 200, maxSize: 20 };

/** What each formula costs in addition to its characters, in characters. */
export const costOfEach = 50;

/** The longest formula that is set, in characters. */
const longest = 4_000;

/** How deep groups, roots, brackets and tables may be nested. */
const deepest = 12;

/** How many elements the result may have, and how deep. */
const most = { elements: 12_000, depth: 120 };

/** Lengths of 100em and more: KaTeX limits positive ones by `maxSize`, but no negative ones. */
const farAway = /(?:(?<![\d.])\d{3,}(?:\.\d+)?|e\+\d+)em/;

/** Commands that define commands: they can make a long text out of a short one. */
const defining = /\\(?:[gex]?def|(?:future)?let|(?:re|provide)?newcommand|global|long)(?![A-Za-z])/;

/** Signs that begin and end a group; an escaped brace does neither. */
const groups = /\\(?:begin|left)(?![A-Za-z])|\\(?:end|right)(?![A-Za-z])|\\[\s\S]|[{}]/g;

/** Whether a formula is too large to be set, judged by its source. @param {string} source */
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
 * How many elements were made for a formula; Infinity if it cannot be shown: some commands nest without a brace, and some
 * move the formula far out of sight.
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
