/**
 * What the setting of one text may cost, so that no text holds up the page. Whatever is over it is shown as it was
 * written. Work is counted before it is done, so that the same text looks the same everywhere; the clock is looked at
 * between two pieces of work only for what nobody has thought of.
 */

/** In milliseconds: after this long no further piece of a text is set. A piece takes about a tenth of it at most. */
const longest = 500;

/** The most of each kind of work. */
const most = {
  /** Characters times signs that mean something to Markdown, over all paragraphs: 50 million take a fifth of a second. */
  signs: 50_000_000,
  /** Elements, as far as they can be counted before they are made. */
  elements: 10_000,
  /** Characters of formulas; each formula counts for 50 more. */
  formulas: 40_000,
  /** What formulas are made of. */
  formulaElements: 25_000,
  /** Characters of code in colours. */
  colours: 50_000,
};

/** @typedef {ReturnType<typeof createBudget>} Budget */

/** @param {() => number} [now] The time in milliseconds. */
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
