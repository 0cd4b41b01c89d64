/** Opens what an installation keeps: its key and the store that was made under it. */
import { dropPseudonymKey, keptPseudonymKey, MissingKey } from "../safety/pseudonym-key.ts";
import { createPseudonyms } from "../safety/pseudonyms.ts";
import { createKeptTexts } from "./kept-texts.ts";
import { type OpenStore, openStore } from "./open-store.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";

/** Where an installation keeps what it keeps. */
export type InstallationOptions = {
  dataDirectory: string;
  /** A PostgreSQL server instead of the embedded database; null: none. */
  databaseUrl: string | null;
  /** The key set by hand; null: the one kept in the data folder, made at the first start. */
  pseudonymKey: string | null;
  /** Whether what people and models write is sealed under the key; by default not. What is sealed already is read in any case. */
  encryptText?: boolean;
  /** For how many milliseconds to wait for another process to let go of the data folder, see {@link openStore}. */
  lockPatience?: number;
};

/** The key is a secret: never log it. */
export type Installation = { key: string; database: OpenStore };

/**
 * Opens the store under the key set by hand, or the one kept in the data folder.
 * @throws {StoreRefusal} when the store does not open.
 * @throws {MissingKey} when there is a database, but its key is gone.
 * @throws {UnusableDataDirectory} when the data folder can be neither read nor written.
 */
export async function openInstallation(options: InstallationOptions): Promise<Installation> {
  const { dataDirectory, pseudonymKey, encryptText = false, lockPatience } = options;
  const databaseUrl = options.databaseUrl ?? undefined;
  const { key, made } =
    pseudonymKey === null ? await keptPseudonymKey(dataDirectory) : { key: pseudonymKey, made: false };
  const patience = lockPatience === undefined ? {} : { lockPatience };
  const texts = createKeptTexts(key, encryptText);
  const keyFingerprint = createPseudonyms(key).fingerprint;
  try {
    return { key, database: await openStore({ dataDirectory, databaseUrl, keyFingerprint, texts, ...patience }) };
  } catch (error) {
    if (!made || !(error instanceof StoreRefusal) || error.kind !== "other-key") throw error;
    // There was no key, but there are votes: a new one in its place would pass for the lost one.
    await dropPseudonymKey(dataDirectory);
    throw new MissingKey(dataDirectory, { cause: error });
  }
}
