/** A record beside whoever is at work on it. */
import { join } from "node:path";
import { embeddedFolders } from "../embedded-engine.ts";
import type { Engine } from "../engine.ts";
import { openPostgresEngine } from "../postgres-engine.ts";
import { findSocketFolder } from "../server/left-server.ts";
import { serverUrl } from "../server/server.ts";
import { openSource, type RecordPlace } from "./places.ts";
import { RecordRefusal } from "./record-refusal.ts";

/**
 * Opens what holds a record beside whoever is at work on it: a server of their own takes more than one client.
 * @throws {RecordRefusal} where PGlite works inside the other process. @throws {StoreRefusal}
 */
export async function openBeside(place: RecordPlace): Promise<Engine> {
  try {
    return await openSource(place);
  } catch (error) {
    if (!("directory" in place) || !(error instanceof RecordRefusal && error.cause)) throw error;
    const { directory } = place;
    const socketFolder = findSocketFolder(join(directory, embeddedFolders.server));
    if (socketFolder === undefined) throw new RecordRefusal((words) => words.insideArena(directory), { cause: error });
    const engine = await openPostgresEngine(serverUrl(socketFolder));
    return { ...engine, description: `PostgreSQL in ${directory}` };
  }
}
