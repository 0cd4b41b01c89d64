/**
 * `npm run -s restore -- --in FILE [--passphrase-file FILE] [--to PLACE]`: puts what a backup holds into an empty place: the
 * one that the settings name (DATA_DIR or DATABASE_URL), or a data folder or address after `--to`. The whole file is
 * checked first; rows and sums of all tables and the board are compared in the end. Ends with 0 when all is there, with 1
 * when nothing was written, with 2 for arguments it does not understand.
 */
import { parseArgs } from "node:util";
import { restore, sentences } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import {
  boardsInWords,
  carriedInWords,
  carrying,
  configuredPlace,
  keysOf,
  readPassphrase,
  readPlace,
  tellRows,
  useInWords,
} from "./verb/carrying.ts";
import { language, runAsVerb } from "./verb/run-as-verb.ts";

const words = sentences(language).copies;

await runAsVerb(async () => {
  const { values } = parseArgs({
    options: { in: { type: "string" }, "passphrase-file": { type: "string" }, to: { type: "string" } },
  });
  if (values.in === undefined) {
    console.error(words.restoreUsage("npm run -s restore -- --in FILE", "--passphrase-file FILE"));
    return 2;
  }
  const config = configFromEnvironment();
  const place = values.to === undefined ? configuredPlace(config) : readPlace(values.to);
  const keys = keysOf(place, config);
  const passphrase = readPassphrase(values["passphrase-file"]);
  const restored = await carrying(restore(place, { file: values.in, passphrase, keys, told: tellRows() }));
  const { board, boardThere, to, madeAt, key } = restored;
  const lines = [
    ...boardsInWords(board, words.inBackup, boardThere, to),
    words.restored(madeAt.slice(0, 16).replace("T", " ")),
    ...carriedInWords(restored),
    useInWords(place, key.directory),
  ];
  console.log(lines.join("\n"));
  return 0;
});
