/** Whether the database can be used, is of this version, and belongs to the key. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createPseudonyms } from "../safety/pseudonyms.ts";
import { inspectStore, type RightsFound, type StoreInspection } from "../store/inspect-store.ts";
import { describeUnfit } from "../store/unfit-server.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";
import { type Check, type DoctorSettings, type Examination, type Finding, formatSize } from "./check.ts";

type LookedInto = Extract<StoreInspection, { kind: "looked-into" }>;

/** Whether the database can be used. */
export const databaseCheck: Check = {
  name: "database",
  title: (words) => words.database.title,
  needs: ["DATA_DIR", "DATABASE_URL", "PSEUDONYM_KEY", "ENCRYPT_TEXT"],
  look: async (examination) => {
    try {
      const { dataDirectory, databaseUrl } = examination.settings;
      return await judge(await inspectStore(dataDirectory, databaseUrl ?? undefined), examination);
    } catch (error) {
      if (error instanceof StoreRefusal) return [explain(error, examination)];
      throw error;
    }
  },
};

async function judge(inspection: StoreInspection, examination: Examination): Promise<Finding[]> {
  const { database, listSeparator } = examination.words;
  switch (inspection.kind) {
    case "absent":
      return [{ state: "ok", what: database.absent }];
    case "in-use": {
      const { pid } = inspection.owner;
      return [{ state: "ok", what: database.inUse(pid === undefined ? "?" : String(pid)) }];
    }
    case "too-large": {
      const [size, free] = [formatSize(inspection.size), formatSize(inspection.free)];
      return [{ state: "warning", what: database.tooLarge(size, free), mend: database.makeRoom }];
    }
    case "looked-into": {
      const faults = findFaults(inspection, examination, await readKey(examination.settings));
      if (faults.length > 0) return faults;
      const { missing } = inspection.migrations;
      const tables = missing.length === 0 ? database.upToDate : database.toApply(missing.join(listSeparator));
      return [
        { state: "ok", what: database.fine(inspection.description, inspection.version, tables) },
        { state: "ok", what: tellTexts(inspection, examination) },
      ];
    }
  }
}

function tellTexts({ textsSealed }: LookedInto, { settings, words: { database } }: Examination): string {
  if (!settings.encryptText) return database.unencrypted;
  return textsSealed ? database.encrypted : database.toEncrypt;
}

function findFaults(found: LookedInto, { settings, words }: Examination, key: string | undefined): Finding[] {
  const { database, listSeparator } = words;
  const { migrations } = found;
  const faults: Finding[] = [];
  const add = (what: string, mend: string): void => void faults.push({ state: "wrong", what, mend });
  if (found.rights !== "enough") add(...explainRights(found.rights, found, words));
  if (migrations.unknown.length > 0) add(database.newer(migrations.unknown.join(listSeparator)), database.update);
  if (migrations.unfinished.length > 0)
    add(database.brokenOff(migrations.unfinished.join(listSeparator)), database.resolve);
  if (found.keyFingerprint === null) return faults;
  // Where the embedded database has lost its key, the data folder's check has said so.
  if (key === undefined && settings.databaseUrl !== null) add(database.keyMissing, database.putKeyBack);
  if (key !== undefined && createPseudonyms(key).fingerprint !== found.keyFingerprint)
    add(database.otherKey, database.putKeyBack);
  return faults;
}

function explainRights(
  rights: Exclude<RightsFound, "enough">,
  { description }: LookedInto,
  { database }: Examination["words"],
): [string, string] {
  const what = {
    "read-only": database.readOnly,
    "no-create": database.noCreate,
    "no-access-to-tables": database.closed,
  };
  const mend = {
    "read-only": database.choosePrimary,
    "no-create": database.grant,
    "no-access-to-tables": database.grant,
  };
  return [what[rights](description), mend[rights]];
}

/** The key under which the arena would start; undefined when it would make one. */
async function readKey({ pseudonymKey, dataDirectory }: DoctorSettings): Promise<string | undefined> {
  if (pseudonymKey !== null) return pseudonymKey;
  const text = await readFile(join(dataDirectory, "pseudonym.key"), "utf8").catch(() => "");
  return text.trim() || undefined;
}

function explain({ kind, details }: StoreRefusal, { words }: Examination): Finding {
  const { database } = words;
  const { reason = "?", server = "?", unfit } = details;
  if (unfit) return { state: "wrong", ...describeUnfit(server, unfit, words) };
  if (kind === "unreachable")
    return { state: "wrong", what: database.unreachable(server, reason), mend: database.checkAddress };
  return { state: "wrong", what: database.unreadable(details.path ?? "?", reason), mend: database.restore };
}
