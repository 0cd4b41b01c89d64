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

/**
 * The set-up writes into the checkout; once it is done, reading is enough.
 *
 * @param {string} path
 * @param {string} code The system's word for why, such as EACCES.
 */
export function cannotWrite(path, code) {
  return (
    `Doubleblind cannot set itself up: ${path} cannot be written (${code}). Let this user write into the checkout, clone ` +
    "it into a folder of your own, or free the disk if it is full; then start again. Somebody who may write there can " +
    "also run `node scripts/run.mjs install` once: after that, reading is enough."
  );
}
