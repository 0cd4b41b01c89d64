/** The installation's record, for verbs that look into it or mend it while the arena stands still. */
import { resolve } from "node:path";
import {
  explainUnfit,
  hasEmbeddedDatabase,
  openInstallation,
  type OpenStore,
  sentences,
  StoreRefusal,
} from "../../core/index.ts";
import { type Config, configFromEnvironment } from "../../bots/config.ts";
import { CannotDo, language } from "./run-as-verb.ts";

/** The record is in use by a running arena. */
export class InUse extends CannotDo {
  override readonly name = "InUse";
}

/** Where the installation keeps its data. */
export function dataDirectoryOf(config: Config): string {
  return resolve(config.dataDirectory);
}

/**
 * Opens the record of this installation, does `work` with it, and closes it.
 * @throws {InUse} when the embedded database belongs to a running arena.
 * @throws {CannotDo} when there is no record, or it does not open.
 */
export async function withRecord<Result>(work: (store: OpenStore["store"]) => Promise<Result>): Promise<Result> {
  const config = configFromEnvironment();
  const { databaseUrl, pseudonymKey, encryptText } = config;
  const dataDirectory = dataDirectoryOf(config);
  // Opening would make one.
  if (databaseUrl === null && !hasEmbeddedDatabase(dataDirectory))
    throw new CannotDo(sentences(language).record.none(dataDirectory));
  const installation = { dataDirectory, databaseUrl, pseudonymKey, encryptText };
  const { database } = await openInstallation({ ...installation, lockPatience: 0 }).catch(refuse);
  try {
    return await work(database.store);
  } finally {
    await database.store.close();
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof Error)) throw error;
  if (error instanceof StoreRefusal && error.kind === "locked") throw new InUse(error.message, { cause: error });
  throw new CannotDo(explainUnfit(error, sentences(language)) ?? error.message, { cause: error });
}
