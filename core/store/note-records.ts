/** What platforms note for after a restart. */
import type { NoteStore } from "../chat/memory.ts";
import type { Database } from "./database.ts";

/** The part of the store that keeps platforms' notes. */
export function createNoteRecords(database: Database): NoteStore {
  return {
    async keepNote(lookup, value, at) {
      const data = { lookup, value, at };
      // The earlier note stays: a second caller is given what the first one noted.
      const [kept] = await database.write(
        (client) => client.$queryRaw<{ value: string; mine: boolean }[]>`
          INSERT INTO "PlatformNote" ("lookup", "value", "at") VALUES (${data.lookup}, ${data.value}, ${data.at})
          ON CONFLICT ("lookup") DO UPDATE SET "lookup" = EXCLUDED."lookup"
          RETURNING "value", "value" = ${data.value} AS "mine"`,
      );
      return kept && !kept.mine ? kept.value : null;
    },
    async replaceNote(lookup, value, at) {
      await database.write((client) =>
        client.platformNote.upsert({ where: { lookup }, create: { lookup, value, at }, update: { value, at } }),
      );
    },
    exchangeNote: (...exchanged) => exchangeNote(database, ...exchanged),
    async findNote(lookup) {
      const note = await database.read((client) => client.platformNote.findUnique({ where: { lookup } }));
      return note?.value;
    },
    async dropNote(lookup, value) {
      const where = value === undefined ? { lookup } : { lookup, value };
      await database.write((client) => client.platformNote.deleteMany({ where }));
    },
    async forgetNotes(before) {
      await database.write((client) => client.platformNote.deleteMany({ where: { at: { lt: before } } }));
    },
  };
}

type Exchanged = Parameters<NoteStore["exchangeNote"]>;

/** What stands there already is what an earlier try has written, whose answer was lost. */
async function exchangeNote(database: Database, ...[lookup, before, value, at]: Exchanged): Promise<boolean> {
  const rows = await database.write(
    (client) => client.$queryRaw<unknown[]>`
      INSERT INTO "PlatformNote" ("lookup", "value", "at") VALUES (${lookup}, ${value}, ${at})
      ON CONFLICT ("lookup") DO UPDATE SET "value" = EXCLUDED."value", "at" = EXCLUDED."at"
      WHERE "PlatformNote"."value" IN (${before}, EXCLUDED."value")
      RETURNING "lookup"`,
  );
  return rows.length > 0;
}
