/**
 * `npm run -s backup -- --out FILE [--passphrase-file FILE] [--without-key]`: writes all that is in the database, as it is at
 * one moment, into a compressed file, also while the arena is running. With a passphrase (a file with it, or with a long
 * random key, that is kept apart) the file is encrypted, and holds the pseudonym key as well unless that is left out;
 * without one it never holds the key. Ends with 0 when the file is whole and on the disk, with 1 when there is none, with 2
 * for arguments it does not understand.
 */
import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { backUp, sentences, systemClock } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { carrying, configuredPlace, filesInWords, readPassphrase, tellRows } from "./verb/carrying.ts";
import { dataDirectoryOf } from "./verb/open-record.ts";
import { language, runAsVerb } from "./verb/run-as-verb.ts";

const words = sentences(language).copies;

await runAsVerb(async () => {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      "passphrase-file": { type: "string" },
      "without-key": { type: "boolean", default: false },
    },
  });
  if (values.out === undefined) {
    console.error(words.backupUsage("npm run -s backup -- --out FILE", "--passphrase-file FILE"));
    return 2;
  }
  const config = configFromEnvironment();
  const directory = dataDirectoryOf(config);
  const passphrase = readPassphrase(values["passphrase-file"]);
  const keys = { given: config.pseudonymKey, directory };
  const options = { out: values.out, passphrase, keys, withKey: !values["without-key"], clock: systemClock };
  const { from, sums, hasKey } = await carrying(backUp(configuredPlace(config), { ...options, told: tellRows() }));
  const rows = sums.reduce((total, sum) => total + sum.rows, 0);
  const file = resolve(values.out);
  const lines = [
    words.backedUp(file, statSync(file).size, from, rows, sums.length),
    ...(passphrase === null ? [words.notEncrypted] : []),
    hasKey ? words.keyInside : words.keyOutside(directory),
    ...filesInWords(directory, ""),
  ];
  console.log(lines.join("\n"));
  return 0;
});
