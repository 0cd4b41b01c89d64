/** The key of a record that goes elsewhere: it lies outside the database, and without it nobody is recognised. */
import { findPseudonymKey, putPseudonymKey } from "../../safety/pseudonym-key.ts";
import { createPseudonyms } from "../../safety/pseudonyms.ts";
import { RecordRefusal } from "./record-refusal.ts";

/** Where the key may be: set by hand, or else kept in a data folder. */
export type KeyPlace = { given: string | null; directory: string };

/**
 * What is to be known of the key afterwards. `given`: it is set by hand, and has to stay so; `kept`: it is in that folder
 * already; `put`: it has been put there; `missing`: it has to be put there; `none`: the record has never been used.
 */
export type KeyOutcome = { kind: "given" | "kept" | "put" | "missing" | "none"; directory: string };

function fits(key: string | undefined | null, fingerprint: string): key is string {
  return typeof key === "string" && createPseudonyms(key).fingerprint === fingerprint;
}

/** The key that a record was made under, where it is at hand. @throws {UnusableDataDirectory} */
export async function findKey({ given, directory }: KeyPlace, fingerprint: string | null): Promise<string | undefined> {
  if (fingerprint === null) return undefined;
  return [given, await findPseudonymKey(directory)].find((key) => fits(key, fingerprint)) ?? undefined;
}

/**
 * Sees to it that the key is where the record will be used from, before the record is there: never a record alone.
 * @param key undefined where nobody has it. @throws {RecordRefusal} where another key is in its place. @throws {UnusableDataDirectory}
 */
export async function carryKey(
  key: string | undefined,
  fingerprint: string | null,
  { given, directory }: KeyPlace,
): Promise<KeyOutcome> {
  if (fingerprint === null) return { kind: "none", directory };
  if (given !== null && !fits(given, fingerprint)) throw new RecordRefusal((words) => words.otherGivenKey);
  if (given !== null) return { kind: "given", directory };
  const there = await findPseudonymKey(directory);
  if (fits(there, fingerprint)) return { kind: "kept", directory };
  if (there !== undefined) throw new RecordRefusal((words) => words.otherKey(directory));
  if (key === undefined) return { kind: "missing", directory };
  await putPseudonymKey(directory, key);
  return { kind: "put", directory };
}
