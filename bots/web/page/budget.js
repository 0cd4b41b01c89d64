/**
 * How much work formatting one text may take, so that no text holds up the page. What exceeds it is shown as it was
 * written. Work is counted before it is done, so that the same text looks the same everywhere. The clock is checked
 * between two pieces of work only as a safeguard for cases not foreseen.
 */

/** After this many milliseconds no further piece of a text is formatted. */
const longest = 500;

/** The most of each kind of work. */
const most = {
  /** Characters times signs with a meaning in Markdown, summed over all paragraphs. */
  signs: 50_000_000,
  /** Elements that can be counted before they are made. */
  elements: 10_000,
  /** Characters of formulas; each formula counts for 50 more. */
  formulas: 40_000,
  /** Elements of formulas. */
  formulaElements: 25_000,
  /** Characters of coloured code. */
  colours: 50_000,
};

/** @typedef {ReturnType<typeof createBudget>} Budget */

/** A budget for one text. @param {() => number} [now] The time in milliseconds. */
export function createBudget(now = () => performance.now()) {
  const left = { ...most };
  const end = now() + longest;
  return {
    /**
     * Whether this work may be done; then it counts as done.
     *
     * @param {keyof typeof most} kind
     * @param {number} cost
     */
    allows(kind, cost) {
      if (cost > left[kind] || now() > end) return false;
      left[kind] -= cost;
      return true;
    },
  };
}
