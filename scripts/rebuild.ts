/**
 * `npm run -s rebuild [-- --json]`: derives every tally and every cell of the boards again from the votes, puts them in
 * place of the old ones, and says how many of those were wrong. Stop the arena first. Ends with 0 when all is well,
 * with 1 when it could not be done or battles were found whose sealed draw was changed.
 */
import { parseArgs } from "node:util";
import { sentences } from "../core/index.ts";
import { runAsVerb, language } from "./verb/run-as-verb.ts";
import { withRecord } from "./verb/open-record.ts";

await runAsVerb(async () => {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const rebuilt = await withRecord((store) => store.rebuild());
  const { battles, votes, tallies, cells, voterCells } = rebuilt;
  const corrected = tallies.corrected + cells.corrected + voterCells.corrected;
  const words = sentences(language).record;
  if (values.json) console.log(JSON.stringify(rebuilt));
  else console.log(words.rebuilt(votes, battles, tallies.rows, cells.rows, corrected));
  if (rebuilt.changedDraws.length === 0) return 0;
  if (!values.json) console.error(words.changedDraws(rebuilt.changedDraws.join(", ")));
  return 1;
});
