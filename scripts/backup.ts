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
import {
  carrying,
  configuredPlace,
  countRows,
  filesInWords,
  keysOf,
  readPassphrase,
  tellRows,
} from "./verb/carrying.ts";
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
  const place = configuredPlace(config);
  const keys = keysOf(place, config);
  const passphrase = readPassphrase(values["passphrase-file"]);
  const options = { out: values.out, passphrase, keys, withKey: !values["without-key"], clock: systemClock };
  const { from, sums, hasKey } = await carrying(backUp(place, { ...options, told: tellRows() }));
  const file = resolve(values.out);
  const lines = [
    words.backedUp(file, statSync(file).size, from, countRows(sums), sums.length),
    ...(passphrase === null ? [words.notEncrypted] : []),
    hasKey ? words.keyInside : words.keyOutside(keys.directory),
    ...filesInWords(keys.directory, ""),
  ];
  console.log(lines.join("\n"));
  return 0;
});
