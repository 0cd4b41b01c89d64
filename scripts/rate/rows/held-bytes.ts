/** What is left of the pieces of a file so far, in one and the same memory from piece to piece. */
export type HeldBytes = {
  /** Adds a piece. @returns all that is held now, good until the next one. */
  add: (piece: Uint8Array) => Uint8Array;
  /** Forgets all up to a place. @returns how many bytes stay. */
  drop: (until: number) => number;
};

/** Creates an empty store. */
export function createHeldBytes(): HeldBytes {
  let bytes = new Uint8Array(1 << 16);
  let used = 0;
  return {
    add(piece) {
      if (used + piece.length > bytes.length) {
        const wider = new Uint8Array(Math.max(used + piece.length, 2 * bytes.length));
        wider.set(bytes.subarray(0, used));
        bytes = wider;
      }
      bytes.set(piece, used);
      used += piece.length;
      return bytes.subarray(0, used);
    },
    drop(until) {
      bytes.copyWithin(0, until, used);
      used -= until;
      return used;
    },
  };
}
