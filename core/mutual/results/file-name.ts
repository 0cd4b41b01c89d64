/** Names of models as names of files, on every system. */

/** Names that Windows keeps for itself, whatever follows their first dot. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/iu;
const longest = 100;

/**
 * A model's identifier as a part of a file's name: letters, digits, `.`, `-` and `_` stay, everything else becomes `%`
 * and its bytes; different identifiers give different names, also where files know no case.
 */
export function fileNameOf(id: string): string {
  const bytes = (character: string) =>
    [...Buffer.from(character)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  // Capitals too: "M1" and "m1" are one file on many systems.
  const spelled = id.replace(/[^a-z0-9._-]|^\.|\.$/gu, bytes);
  const safe = reserved.test(spelled) ? `%${spelled}` : spelled;
  if (safe.length <= longest) return safe || "%";
  const sum = [...Buffer.from(id)].reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 7);
  return `${safe.slice(0, longest - 9)}%${sum.toString(16).padStart(8, "0")}`;
}

/** `round-01`, with as many digits as the last round has. */
export function roundFolder(number: number, rounds: number): string {
  return `round-${String(number).padStart(Math.max(2, String(rounds).length), "0")}`;
}
