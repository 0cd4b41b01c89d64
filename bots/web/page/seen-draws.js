/** The hashes of open ballots as this browser first saw them: whoever changes a record cannot change these. */

const storageKey = "doubleblind-draws";

/** How many of the newest are kept. */
const most = 200;

/** @returns {[battle: string, hash: string][]} the oldest first. */
function readSeen() {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && one.length === 2) : [];
  } catch {
    return [];
  }
}

/**
 * Keeps the hash of an open ballot, unless one of that battle is kept already.
 *
 * @param {import("./types.js").PublishedDraw} draw
 */
export function noteDraw({ battle, hash }) {
  const seen = readSeen();
  if (seen.some(([known]) => known === battle)) return;
  try {
    localStorage.setItem(storageKey, JSON.stringify([...seen, [battle, hash]].slice(-most)));
  } catch {
    // No room, or not allowed: then a check says that there is no note.
  }
}

/**
 * The hash a battle's ballot carried when this browser saw it first.
 *
 * @param {string} battle
 * @returns {string | undefined}
 */
export function seenHash(battle) {
  return readSeen().find(([known]) => known === battle)?.[1];
}
