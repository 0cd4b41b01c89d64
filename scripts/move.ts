/**
 * `npm run -s move -- --from PLACE --to PLACE`: carries the whole record over, from the embedded database of a data
 * folder to a PostgreSQL server, back, or between two of a kind. A place is a data folder or an address
 * (postgres://user:password@host:5432/name). Stop the arena first. The place after `--to` has to be empty; what breaks off
 * leaves nothing there and can be run again. Ends with 0 when all is there and the same, with 1 when it cannot be done, with
 * 2 for arguments it does not understand.
 */
import { parseArgs } from "node:util";
import { moveRecord, sentences } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import {
  boardsInWords,
  carriedInWords,
  carrying,
  filesInWords,
  keysOf,
  readPlace,
  tellRows,
  useInWords,
} from "./verb/carrying.ts";
import { language, runAsVerb } from "./verb/run-as-verb.ts";

const words = sentences(language).copies;

await runAsVerb(async () => {
  const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
  if (values.from === undefined || values.to === undefined) {
    console.error(words.moveUsage("npm run -s move -- --from ./data --to postgres://user:password@host:5432/name"));
    return 2;
  }
  const [from, to] = [readPlace(values.from), readPlace(values.to)];
  const keys = keysOf(from, configFromEnvironment());
  const carried = await carrying(moveRecord(from, to, keys, tellRows()));
  const { board, boardThere, key } = carried;
  const lines = [
    ...boardsInWords(board, "--from", boardThere, "--to"),
    ...carriedInWords(carried),
    ...filesInWords(keys.directory, key.directory),
    useInWords(to, key.directory),
    words.sourceStays,
  ];
  console.log(lines.join("\n"));
  return 0;
});
