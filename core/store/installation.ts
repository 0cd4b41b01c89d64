/** Ties a database to the key under which its pseudonyms were made and its texts sealed. */
import type { SqlSession } from "./engine.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";

/**
 * Writes the key's fingerprint into a new database, and compares it in one that has it.
 * @throws {StoreRefusal} `other-key`.
 */
export async function checkKeyFingerprint(session: SqlSession, fingerprint: string): Promise<void> {
  await session.rows(`INSERT INTO "Installation" ("id", "keyFingerprint") VALUES (1, $1) ON CONFLICT DO NOTHING`, [
    fingerprint,
  ]);
  const [row] = await session.rows<{ keyFingerprint: string }>(`SELECT "keyFingerprint" FROM "Installation"`);
  if (row?.keyFingerprint === fingerprint) return;
  throw new StoreRefusal(
    "other-key",
    "The database was made under another pseudonym key: with this one nobody would be recognised, people could vote " +
      "twice, and what is encrypted could not be read. Put the former key back; without it, start with an empty database.",
    {},
  );
}

/** Whether texts are sealed from now on; where they are not, those that the database holds will have to be sealed later. */
export async function noteSealing(session: SqlSession, sealing: boolean): Promise<void> {
  if (!sealing) await session.run(`UPDATE "Installation" SET "textsSealed" = false WHERE "textsSealed"`);
}
