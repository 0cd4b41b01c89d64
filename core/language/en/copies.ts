/** What the verbs of the command line say that carry the record elsewhere, or lay it out anew. */

const number = (value: number) => value.toLocaleString("en");

const megabytes = (bytes: number) => (bytes / 1e6).toLocaleString("en", { maximumSignificantDigits: 2 });

/** Sentences for whoever moves the record, backs it up or restores it. */
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
    backupUsage: (command: string, more: string) =>
      `Write it like this: ${command}. ${more} encrypts it with the passphrase or key that is in that file.`,
    restoreUsage: (command: string, more: string) =>
      `Write it like this: ${command}, for the installation that the settings name. Add ${more} for one that is encrypted, and --to with a folder or an address for another place. The place has to be empty.`,
    backedUp: (file: string, bytes: number, from: string, rows: number, tables: number) =>
      `${file} (${megabytes(bytes)} MB) holds all that was in ${from} at one moment: ${number(rows)} rows of ${number(tables)} tables.`,
    notEncrypted:
      "It is not encrypted: whoever has the file can read it. To encrypt it, name a file with a passphrase by --passphrase-file.",
    keyInside: "The key is in it. Keep the passphrase elsewhere: nobody can open the backup without it.",
    keyOutside: (folder: string) =>
      `The key is NOT in it, and without the key nobody is recognized and the arena does not start. Keep a copy of it somewhere else: pseudonym.key in ${folder}, or PSEUDONYM_KEY if that is set.`,
    inBackup: "the backup",
    restored: (day: string) => `Restored as it was on ${day} (UTC).`,
    shortPassphrase: (file: string, command: string) =>
      `The passphrase in ${file} has fewer than 12 characters. \`${command}\` makes a key that nobody can guess.`,
    exportUsage: (command: string, more: string) => `Write it like this: ${command}. More of it, if you want: ${more}.`,
    exporting: (bar: string, battles: number, of: number) =>
      `${bar} ${number(battles)} of ${number(of)} closed battles`,
    exported: (folder: string, battles: number, votes: number) =>
      `${folder} holds ${number(battles)} closed battles and ${number(votes)} votes. README.md in it says what is what.`,
    exportedOwn: (votes: number, voters: number, words: number | null) =>
      `${number(votes)} of the votes stand one by one, by ${number(voters)} people who have said yes (/privacy share:on); ${words === null ? "there are no words in it (--with-text)" : `the words of ${number(words)} battles are in it`}.`,
    exportedLeftOut: (battles: number) => `Left out: ${number(battles)} closed battles; README.md says why.`,
    exportedDemo: "These are the built-in demo models: the data measures nothing.",
    exportLicence:
      "No licence is chosen, so all rights are reserved and others may hardly use it. Choose one by --licence, such as CC-BY-4.0.",
    importUsage: (command: string, more: string, others: string) =>
      `Write it like this: ${command}, with an export's folder or a file of votes (docs/import.md), and a name of a-z, 0-9 and “-” for where they are from. More of it, if you want: ${more}. And: ${others}.`,
    importing: (bar: string, rows: number, of: number) => `${bar} ${number(rows)} of ${number(of)} votes`,
    imported: (source: string, votes: number, battles: number) =>
      `The source ${source} has ${number(votes)} new votes on ${number(battles)} new battles. /leaderboard source:${source} shows it; no other board counts it unasked.`,
    importedKnown: (votes: number) =>
      `${number(votes)} votes changed nothing: they were there already, or are a voter's second on the same battle.`,
    importedAlike: (votes: number) =>
      `Left out: ${number(votes)} votes between two names that are one model in this arena.`,
    noSources: "There is no source yet.",
    source: (name: string, votes: number, battles: number) =>
      `${name}: ${number(votes)} votes on ${number(battles)} battles`,
    removing: (bar: string, battles: number, of: number) => `${bar} ${number(battles)} of ${number(of)} battles`,
    removed: (source: string, battles: number) =>
      `The source ${source} is taken out, with ${number(battles)} battles. Everything else is as it was.`,
    partition: {
      where: (where: string) => `What grows most in ${where}, by the server's own estimate:`,
      size: (table: string, rows: number, bytes: number, parts: number | null) =>
        `${table}: ${number(rows)} rows, ${megabytes(bytes)} MB with indexes, ${parts === null ? "one table" : `divided into ${number(parts)}`}`,
      notYet: (votes: number, from: number) =>
        `Not worth it yet: there are ${number(votes)} votes, and dividing them pays from about ${number(from)} on (docs/growing.md).`,
      worthIt: (votes: number, from: number) =>
        `Worth it: there are ${number(votes)} votes, and dividing them pays from about ${number(from)} on (docs/growing.md).`,
      would: (tables: string) =>
        `What would be done: ${tables} are divided by month. What is there becomes one part as it is, no row moves; from next month on each month has a part of its own, which the running arena makes. The arena may go on: asking and voting wait for some seconds while the older rows are looked through. Make a backup before.`,
      doIt: (command: string) => `To do it: ${command}`,
      nothingLeft:
        "All of it is divided by month already. Nothing is left to do: the running arena makes the months to come.",
      steps: {
        divided: (table: string) => `${table} is divided by month.`,
        proved: (table: string) => `${table}: every row belongs to a battle that is there.`,
        waiting: (table: string) => `${table} is in use for longer than people can wait. Trying again…`,
      },
      done: "Done. The running arena makes the parts for the months to come.",
    },
    refused: {
      partitionNeedsServer: (folder: string) =>
        `Tables are divided by month on a PostgreSQL server only, and this record is in ${folder}. Move it first (npm run -s move), then set DATABASE_URL. Nothing was changed.`,
      partitionNeedsVersion: (where: string, version: number, oldest: number) =>
        `${where} is PostgreSQL ${version}. Divided tables need ${oldest} or newer, or voting would become slow. Update the server first. Nothing was changed.`,
      partitionNeedsStart: (where: string) =>
        `The record in ${where} was made by an older version. Start the arena of this version once, then try again. Nothing was changed.`,
      partitionBusy: (table: string) =>
        `Others kept the table ${table} in use for too long: a backup, an export or a rebuild, most likely. What was done so far stays done and nothing is lost. Run this again once that has ended.`,
      partitionForbidden: (reason: string) =>
        `The database's user may not do this (${reason}). Use the user who owns the tables. What was done so far stays done and nothing is lost.`,
      sourceName: (name: string) =>
        `“${name}” cannot name a source. Use at most 24 of a-z, 0-9 and “-”, such as arena-2026; “all” means all of them.`,
      sourceTaken: (name: string, other: string) =>
        `By chance, a button could not tell the sources ${name} and ${other} apart. Choose another name. Nothing was imported.`,
      unknownSource: (name: string, known: string) =>
        `There is no source ${name}.${known === "" ? "" : ` There are: ${known}.`}`,
      folderThere: (folder: string) =>
        `${folder} is there already, and is not an empty folder. Name another folder, or move that one away.`,
      exportNeedsKey: (folder: string) =>
        `The key of this record is neither in ${folder} (pseudonym.key) nor in PSEUDONYM_KEY, or nobody has used the arena yet. Set the key: it is needed here. Nothing was written.`,
      notUpToDate: (where: string) =>
        `The record in ${where} was made by an older version. Start the arena of this version once, then try again. Nothing was written.`,
      insideArena: (folder: string) =>
        `The database of ${folder} works inside the running arena (PGlite), where no other program can read it. Stop the arena, do this then, and start it again; or move to a PostgreSQL server (docs/data.md).`,
      fileThere: (file: string) => `${file} is there already. Give the backup another name, or move that file away.`,
      cannotWrite: (file: string, reason: string) =>
        `${file} cannot be written (${reason}). Check the path, the permissions and the room on the disk. No file is left.`,
      cannotRead: (file: string, reason: string) =>
        `${file} cannot be read (${reason}). Check the path and its permissions.`,
      keyNotHere: (folder: string) =>
        `The key of this record is neither in ${folder} (pseudonym.key) nor in PSEUDONYM_KEY. Set it, or leave it out of the backup with --without-key.`,
      noBackup: (file: string) =>
        `${file} is no backup of Doubleblind, or was made by a newer version. Nothing was written.`,
      needsPassphrase: (file: string) =>
        `${file} is encrypted. Name the file with its passphrase by --passphrase-file. Nothing was written.`,
      otherPassphrase: (file: string) => `This is not the passphrase of ${file}. Nothing was written.`,
      spoilt: (file: string) =>
        `${file} is not whole: it was cut off, or a byte of it has changed. Use another copy. Nothing was written.`,
      tableDiffers: (file: string, table: string) =>
        `The table ${table} is not what ${file} says it is, so nothing was restored. Use the version of Doubleblind that made the backup, or another copy.`,
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
