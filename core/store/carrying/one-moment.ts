/** What a record holds at one moment, read for something that is written into a new folder while others work on the record. */
import { existsSync, readdirSync } from "node:fs";
import type { SqlSession } from "../engine.ts";
import { openBeside } from "./beside.ts";
import { findKey, type KeyPlace } from "./carried-key.ts";
import { expectUpToDate, readFingerprint, type RecordPlace } from "./places.ts";
import { RecordRefusal } from "./record-refusal.ts";
import { holdMoment } from "./rows.ts";

/** Into which folder, by its absolute path, and where the key of the record may be. */
export type Reading = { out: string; keys: KeyPlace };

/**
 * Reads in one transaction; an arena may be at work beside it. Nothing is written there.
 * @throws {RecordRefusal} also where the folder is there already and holds anything. @throws {StoreRefusal}
 */
export async function readAtOneMoment<Result>(
  place: RecordPlace,
  { out, keys }: Reading,
  work: (session: SqlSession, key: string) => Promise<Result>,
): Promise<Result> {
  if (existsSync(out) && !isEmptyFolder(out)) throw new RecordRefusal((words) => words.folderThere(out));
  const source = await openBeside(place);
  try {
    return await source.transaction(async (session) => {
      await holdMoment(session);
      await expectUpToDate(session, source.description);
      const key = await findKey(keys, await readFingerprint(session));
      if (key === undefined) throw new RecordRefusal((words) => words.exportNeedsKey(keys.directory));
      return await work(session, key);
    });
  } finally {
    await source.close();
  }
}

function isEmptyFolder(path: string): boolean {
  try {
    return readdirSync(path).length === 0;
  } catch {
    return false;
  }
}

/** What a folder that cannot be written is refused with; anything else is thrown on. @throws {RecordRefusal} */
export function refuseFile(out: string, error: unknown): never {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || syscall === undefined) throw error;
  throw new RecordRefusal((words) => words.cannotWrite(out, code), { cause: error });
}
