/** What the verbs of the command line say that carry the record elsewhere. */

const number = (value: number) => value.toLocaleString("en");

/** Sentences for whoever moves the record. */
export const copies = {
  copies: {
    moveUsage: (command: string) =>
      `Write it like this: ${command}. Each of the two is a data folder or the address of a PostgreSQL database; the one after --to has to be empty.`,
    rows: (table: string, rows: number, of: number) => `${table}: ${number(rows)} of ${number(of)} rows`,
    carried: (rows: number, tables: number, to: string) =>
      `All is in ${to} now: ${number(rows)} rows of ${number(tables)} tables, counted and summed up on both sides.`,
    board: (where: string) => `Board in ${where}:`,
    noBoard: "  (nobody has voted yet)",
    sameBoard: "The two boards are the same.",
    key: {
      given: () => "The key is PSEUDONYM_KEY: leave it set as it is.",
      kept: (folder: string) => `The key is in ${folder} already (pseudonym.key).`,
      put: (folder: string) => `The key has been put into ${folder} as well (pseudonym.key).`,
      missing: (folder: string) =>
        `The key was not found here. Before you start, put pseudonym.key of that installation into ${folder}, or set PSEUDONYM_KEY: without it nobody is recognized, and the arena does not start.`,
      none: () => "Nobody has used it yet, so it has no key.",
    },
    useServer: (folder: string) =>
      `To use it, start the arena with DATABASE_URL set to that address and DATA_DIR set to ${folder}, where the key, the log and the page's pictures stay.`,
    useFolder: (folder: string) =>
      `To use it, start the arena with DATA_DIR set to ${folder}, and DATABASE_URL not set.`,
    files: (folder: string, names: string) =>
      `Not in the database, so not carried: ${names}. Copy these from ${folder} if you want them.`,
    sourceStays: "What it was moved from is as it was. Delete it once all is well.",
    refused: {
      none: (where: string) => `There is no record in ${where}: no arena has run on it yet. Check the path or address.`,
      samePlace: "Both are the same place. Give --to another folder or database.",
      running: (where: string) =>
        `Doubleblind is at work on ${where}, or ended only just now. What is written meanwhile would be lost: stop it, wait half a minute, and try again.`,
      notEmpty: (where: string, table: string) =>
        `${where} is not empty: it holds the table ${table}. Nothing was changed there. Use an empty database or another folder.`,
      newer: (where: string, changes: string) =>
        `${where} was written by a newer Doubleblind (${changes}). Update this copy (git pull), then try again. Nothing was written.`,
      otherKey: (folder: string) =>
        `The key in ${folder} (pseudonym.key) belongs to another installation. Use another folder, or move that file away. Nothing was written.`,
      otherGivenKey:
        "PSEUDONYM_KEY is not the key that this record was made under. Set the right one, or unset it. Nothing was written.",
      otherBoard:
        "The board is not the same on the other side, so nothing was written. Try `npm run -s rebuild` first; if that changes nothing, please report it.",
    },
  },
};
