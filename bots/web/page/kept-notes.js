/** The arena's private answers to this person's presses, kept in their own browser over a reload. */

const storageKey = "doubleblind-notes";

/** How many of the newest are kept. */
const most = 40;

/** @typedef {[person: string, post: string, reply: import("./types.js").PrivateReply]} Kept */

/** @returns {Kept[]} the oldest first. */
function readKept() {
  try {
    const kept = JSON.parse(localStorage.getItem(storageKey) ?? "[]");
    return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && one.length === 3) : [];
  } catch {
    return [];
  }
}

/**
 * @param {string} person Whoever is told it: somebody else at this browser is not.
 * @param {string} post
 * @param {import("./types.js").PrivateReply} reply
 */
export function keepNote(person, post, reply) {
  // What somebody takes along is theirs to keep, and nobody else's.
  if (reply.files.length > 0) return;
  const others = readKept().filter(([who, which]) => who === person && which !== post);
  try {
    localStorage.setItem(storageKey, JSON.stringify([...others, [person, post, reply]].slice(-most)));
  } catch {
    // No room, or not allowed: then it is gone with the next reload.
  }
}

/**
 * @param {string} person
 * @param {string} post
 */
export function keptNote(person, post) {
  return readKept().find(([who, which]) => who === person && which === post)?.[2];
}
