/** The engine for installations of several processes: a PostgreSQL server. */
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import {
  type Introduction,
  introduceYourself,
  nameYourself,
  recognise,
  type Recognised,
  sessionSettings,
} from "./dialect.ts";
import type { Engine, SqlSession } from "./engine.ts";
import { listenOn } from "./listening.ts";
import { StoreRefusal } from "../machine/store-refusal.ts";
import { refuseUnfit } from "./unfit-server.ts";

const connections = 10;

/** In milliseconds; as long as a transaction may last. */
const longestLockWait = 60_000;

const advice: Record<string, string> = {
  "28P01": "Correct the user or the password in the database address.",
  "28000": "Let this user in on the server, or correct the user in the database address.",
  "3D000": "Create that database on the server, or correct its name in the database address.",
};

function refuseAddress(): StoreRefusal {
  return new StoreRefusal(
    "unreachable",
    "The database address is not one: it must look like postgres://user:password@host:5432/name, with special " +
      "characters in the password written as %-codes. Correct it, or remove it to keep the data in the data directory.",
    { reason: "not a PostgreSQL address" },
  );
}

/** @throws {StoreRefusal} `unreachable`; the address itself is never repeated, for it holds the password. */
function describeServer(databaseUrl: string): string {
  if (!/^postgres(ql)?:\/\//.test(databaseUrl)) throw refuseAddress();
  let client: pg.Client;
  try {
    client = new pg.Client({ connectionString: databaseUrl });
  } catch {
    throw refuseAddress();
  }
  const host = client.host.includes(":") ? `[${client.host}]` : client.host;
  return `${host}:${client.port}/${client.database ?? ""}`;
}

function refuseUnreachable(server: string, error: unknown): StoreRefusal {
  const { code, message } = error as { code?: string; message?: string };
  const reason = message || code || "no reason given";
  const toDo = advice[code ?? ""] ?? "See that it runs, that this machine may reach it, and that the address is right.";
  return new StoreRefusal(
    "unreachable",
    `The PostgreSQL server at ${server} does not answer or does not let us in (${reason}). ${toDo}`,
    { server, reason },
    { cause: error },
  );
}

function createPool(databaseUrl: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    application_name: "doubleblind",
    max: connections,
    // So that whoever looks at the server can tell that somebody is at work on it.
    min: 1,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    // Whatever waits for a lock gives up in the end, or all ballots would wait for ever behind one whose battle is held.
    // The pool waits for the promise, though its type does not say so.
    onConnect: (client) => client.query(sessionSettings(longestLockWait)) as unknown as undefined,
  });
  // An idle connection that breaks (the server restarts) would otherwise end the process; the next statement
  // simply takes a new one.
  pool.on("error", () => {});
  return pool;
}

async function inTransaction<Result>(pool: pg.Pool, work: (session: SqlSession) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const noteBroken = (error: Error): void => void (broken = error);
  client.on("error", noteBroken);
  try {
    await client.query("BEGIN");
    const result = await work({
      run: async (script) => void (await client.query(script)),
      rows: async (statement, parameters = []) => (await client.query(statement, [...parameters])).rows,
    });
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(noteBroken);
    throw error;
  } finally {
    client.off("error", noteBroken);
    client.release(broken);
  }
}

/** Asks who answers. @throws what the pool does. */
async function introduce(pool: pg.Pool): Promise<Introduction> {
  const ask = async (question: string) => (await pool.query<Introduction>(question)).rows[0] ?? { version: "" };
  return await ask(introduceYourself).catch((error: { code?: string }) => {
    // SQLSTATE: it does not understand, or does not have, what it was asked.
    if (!/^(42|0A)/u.test(error.code ?? "")) throw error;
    return ask(nameYourself);
  });
}

/**
 * Connects to a PostgreSQL server, or one that speaks as it does; asks it once who it is.
 * @throws {StoreRefusal} `unreachable`, or `unfit`; never repeating the password.
 */
export async function openPostgresEngine(databaseUrl: string): Promise<Engine> {
  const server = describeServer(databaseUrl);
  const pool = createPool(databaseUrl);
  let recognised: Recognised;
  try {
    recognised = recognise(await introduce(pool));
  } catch (error) {
    await pool.end();
    throw refuseUnreachable(server, error);
  }
  if ("unfit" in recognised) {
    await pool.end();
    throw refuseUnfit(server, recognised.unfit);
  }
  const { dialect, name } = recognised;
  return {
    ...{ dialect, description: `${name} at ${server}` },
    concurrency: connections,
    rows: async (statement, parameters = []) => (await pool.query(statement, [...parameters])).rows,
    adapter: new PrismaPg(pool),
    ready: async () => {},
    transaction: (work) => inTransaction(pool, work),
    listen: (channel, listener) => listenOn(dialect, databaseUrl, channel, listener),
    close: () => pool.end(),
  };
}
