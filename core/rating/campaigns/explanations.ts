/** What may explain a voter's votes other than plain honesty, and how well it does. */

/**
 * Kinds by number: 2·model (for it) and 2·model + 1 (against it); then habits; then enthusiasts, in the order of the first.
 * Every kind is `levels` explanations, of which the first has number kind · levels.
 */
export type Kinds = {
  count: number;
  levels: number;
  /** From this kind on they are honest, too: enthusiasts. */
  honestFrom: number;
};

/**
 * ln of how much better explanations explain voters' votes than honesty: those of voter v from `starts[v]` up to
 * `starts[v + 1]`, those of a kind side by side.
 */
export type Evidence = { starts: Int32Array; kind: Int32Array; explanation: Int32Array; logRatio: Float64Array };
