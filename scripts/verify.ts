/**
 * `npm run -s verify -- --battle 'ID' [--hash HASH] [--json]`: recomputes the sealed draw of a closed battle from the
 * record, also while the arena is running. Ends with 0 when it is as it was sealed, with 1 when it was changed or cannot
 * be checked, with 2 for arguments that cannot be used.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { battleIdPattern, hashStatement, publishDraw, type PublishedDraw, sentences } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { CannotDo, runAsVerb, language } from "./verb/run-as-verb.ts";
import { dataDirectoryOf, InUse, withRecord } from "./verb/open-record.ts";

const words = sentences(language);

function readArguments(): { battle: string; hash: string | undefined; json: boolean } | undefined {
  try {
    const { values } = parseArgs({
      options: {
        battle: { type: "string" },
        hash: { type: "string" },
        json: { type: "boolean", default: false },
      },
    });
    const { battle, hash, json } = values;
    const usable =
      battle !== undefined &&
      new RegExp(`^${battleIdPattern}$`).test(battle) &&
      /^[0-9a-f]{64}$/.test(hash ?? "0".repeat(64));
    return usable ? { battle, hash, json } : undefined;
  } catch {
    return undefined;
  }
}

/** From the record, or from the arena that has it. */
async function readDraw(battle: string): Promise<PublishedDraw | undefined> {
  try {
    return await withRecord(async (store) => {
      const found = await store.battles.findBattle(battle);
      return found && publishDraw(found);
    });
  } catch (error) {
    if (error instanceof InUse) return askArena(battle, error);
    throw error;
  }
}

/** A running arena leaves its page's address in the data folder. */
async function askArena(battle: string, inUse: InUse): Promise<PublishedDraw | undefined> {
  const file = join(dataDirectoryOf(configFromEnvironment()), "page.address");
  try {
    const [address = ""] = (await readFile(file, "utf8")).split("\n");
    const response = await fetch(`${address}/api/draws/${battle}`);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`the arena answered with status ${response.status}`);
    return (await response.json()) as PublishedDraw;
  } catch (error) {
    throw new CannotDo(inUse.message, { cause: error });
  }
}

await runAsVerb(async () => {
  const wanted = readArguments();
  if (!wanted) {
    console.error(words.record.verifyUsage("npm run -s verify -- --battle 'ID'", "--hash HASH"));
    return 2;
  }
  const draw = await readDraw(wanted.battle);
  if (!draw) throw new CannotDo(words.record.noDraw(wanted.battle));
  if (draw.statement === null) throw new CannotDo(words.refusals.drawStillSealed);
  const { statement } = draw;
  const recomputed = hashStatement(statement);
  const { hash: sealed } = draw;
  const recordFits = recomputed === sealed;
  const noted = wanted.hash ?? null;
  const fits = recordFits && (noted === null || noted === sealed);
  if (wanted.json) console.log(JSON.stringify({ battle: wanted.battle, sealed, noted, recomputed, statement, fits }));
  else
    console.log([statement, ...hashes(sealed, recomputed, noted), "", verdict(recordFits, sealed, noted)].join("\n"));
  return fits ? 0 : 1;
});

function hashes(sealed: string, recomputed: string, noted: string | null): string[] {
  const { record } = words;
  return [record.sealed(sealed), record.recomputed(recomputed), ...(noted === null ? [] : [record.noted(noted)])];
}

/** A hash noted from the ballot proves more than the one in the record, which could have been changed with it. */
function verdict(recordFits: boolean, sealed: string, noted: string | null): string {
  if (!recordFits) return words.draw.changed;
  if (noted === null) return words.record.fitsRecord;
  return noted === sealed ? `${words.draw.fits} ${words.draw.proves}` : words.record.otherHash;
}
