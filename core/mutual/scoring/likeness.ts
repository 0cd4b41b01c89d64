/** How alike two texts are, and which questions are nearly the same. */

/**
 * Dice's coefficient (L. R. Dice, Ecology 26, 1945) of the sets of three-character pieces, white space and case left
 * out: 2·|A ∩ B| / (|A| + |B|).
 * @returns 0 (nothing in common) to 1 (the same pieces). Throws nothing.
 */
export function findLikeness(one: string, other: string): number {
  return comparePieces(piecesOf(one), piecesOf(other));
}

type Pieces = ReadonlySet<string>;

function comparePieces(one: Pieces, other: Pieces): number {
  if (one.size + other.size === 0) return 1;
  let common = 0;
  for (const piece of one) common += Number(other.has(piece));
  return (2 * common) / (one.size + other.size);
}

/** From here on a question asks what another one does, if with other numbers or names. */
const nearlyTheSame = 0.8;

/**
 * For each text the place of the first one before it that is nearly the same ({@link findLikeness} of 0.8 and more); null where
 * there is none.
 * @param known texts that stand before all others, at places −1, −2 … Throws nothing.
 */
export function findTwins(texts: readonly string[], known: readonly string[] = []): (number | null)[] {
  const before = known.map((text, index) => ({ pieces: piecesOf(text), place: -1 - index }));
  return texts.map((text, place) => {
    const pieces = piecesOf(text);
    const twin = before.find((one) => isNear(one.pieces, pieces));
    before.push({ pieces, place });
    return twin?.place ?? null;
  });
}

/** Of sets that differ much in size no share can be large enough. */
function isNear(one: Pieces, other: Pieces): boolean {
  const most = (2 * Math.min(one.size, other.size)) / Math.max(1, one.size + other.size);
  return most >= nearlyTheSame && comparePieces(one, other) >= nearlyTheSame;
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
