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
    async findNote(lookup) {
      const note = await database.read((client) => client.platformNote.findUnique({ where: { lookup } }));
      return note?.value;
    },
    async dropNote(lookup) {
      await database.write((client) => client.platformNote.deleteMany({ where: { lookup } }));
    },
    async forgetNotes(before) {
      await database.write((client) => client.platformNote.deleteMany({ where: { at: { lt: before } } }));
    },
  };
}
