/** The scale people see, and how it hangs together with the scale the mathematics uses. */

/** The mean of all rated models, in rating points. */
export const meanRating = 1000;

/**
 * Rating points in one natural-log unit of strength: 400 / ln 10 ≈ 173.72.
 *
 * The scale is Elo's (A. Elo, The Rating of Chessplayers, 1978): rating = 1000 + 400 · log10(strength), so that 400
 * points more mean ten to one.
 */
export const pointsPerNaturalUnit = 400 / Math.LN10;
