/** Hearing other processes by LISTEN, on a connection of its own. */
import pg from "pg";
import type { Following } from "../chat/page-archive.ts";
import { type Dialect, listenTo } from "./dialect.ts";

/** How long connecting may take, in milliseconds: nobody waits for it. */
const patience = 10_000;

/** Where nothing is told. */
const deaf: Following = { renew: async () => {}, end: async () => {} };

/** Listens on a channel, where the server tells anybody anything: see {@link Dialect.tells}. */
export function listenOn(
  { tells }: Dialect,
  databaseUrl: string,
  channel: string,
  listener: (payload: string) => void,
): Following {
  if (!tells) return deaf;
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
      await fresh.query(listenTo(channel));
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
