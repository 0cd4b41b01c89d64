/** The sources of a record, beside whoever is at work on it. */
import type { SourceStore } from "../../boards/sources.ts";
import { systemClock } from "../../machine/clock.ts";
import { createDatabase } from "../database.ts";
import { createSourceRecords } from "../source-records.ts";
import { openBeside } from "./beside.ts";
import { expectUpToDate, type RecordPlace } from "./places.ts";

/**
 * Opens the sources of what a place holds; an arena may be at work on it. Nothing that people wrote is read, so it needs no key.
 * @throws {RecordRefusal} where there is no record, one of another version, or one that works inside the other process.
 * @throws {StoreRefusal}
 */
export async function openSources(place: RecordPlace): Promise<SourceStore & { close(): Promise<void> }> {
  const engine = await openBeside(place);
  try {
    await engine.transaction((session) => expectUpToDate(session, engine.description));
  } catch (error) {
    await engine.close();
    throw error;
  }
  const database = createDatabase(engine);
  const sources = createSourceRecords(database.at("board"), () => systemClock.now());
  return { ...sources, close: () => database.close() };
}
