/** How alike two texts are. */

/**
 * Dice's coefficient (L. R. Dice, Ecology 26, 1945) of the sets of three-character pieces, white space and case left
 * out: 2·|A ∩ B| / (|A| + |B|).
 * @returns 0 (nothing in common) to 1 (the same pieces). Throws nothing.
 */
export function findLikeness(one: string, other: string): number {
  const [first, second] = [piecesOf(one), piecesOf(other)];
  if (first.size + second.size === 0) return 1;
  return (2 * [...first].filter((piece) => second.has(piece)).length) / (first.size + second.size);
}

/** How much of a text is compared, in UTF-16 units: longer than any useful question. */
const longest = 20_000;

function piecesOf(text: string): Set<string> {
  const whole = text.slice(0, longest).toLowerCase().replace(/\s+/gu, "");
  const pieces = new Set<string>();
  let [first, second] = ["", ""];
  for (const third of whole) {
    if (first !== "") pieces.add(first + second + third);
    [first, second] = [second, third];
  }
  // A shorter text is one piece.
  return pieces.size === 0 && whole !== "" ? new Set([whole]) : pieces;
}
