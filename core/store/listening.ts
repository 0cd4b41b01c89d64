/** Hearing other processes by LISTEN, on a connection of its own. */
import pg from "pg";
import type { Following } from "../chat/page-archive.ts";

/** How long connecting may take, in milliseconds: nobody waits for it. */
const patience = 10_000;

/**
 * Listens on a channel. A pooler that gives out a server's connections by the transaction passes nothing on: whoever listens
 * must also look now and then.
 */
export function listenOn(databaseUrl: string, channel: string, listener: (payload: string) => void): Following {
  let client: pg.Client | undefined;
  let ended = false;
  const drop = async (one: pg.Client): Promise<void> => {
    if (client === one) client = undefined;
    await one.end().catch(() => {});
  };
  async function renew(): Promise<void> {
    if (client || ended) return;
    const fresh = connectTo(databaseUrl);
    client = fresh;
    fresh.on("error", () => void drop(fresh)).on("end", () => void drop(fresh));
    fresh.on("notification", ({ payload = "" }) => listener(payload));
    try {
      await fresh.connect();
      await fresh.query(`LISTEN "${channel}"`);
    } catch {
      await drop(fresh);
    }
  }
  return {
    renew,
    async end() {
      ended = true;
      if (client) await drop(client);
    },
  };
}

function connectTo(databaseUrl: string): pg.Client {
  return new pg.Client({
    connectionString: databaseUrl,
    application_name: "doubleblind listening",
    connectionTimeoutMillis: patience,
    keepAlive: true,
  });
}
