/**
 * Tells the person at the terminal. Always on stderr: stdout belongs to the verb.
 *
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Something the person can mend. Its message says what happened, why, and what to do. */
export class Problem extends Error {}
