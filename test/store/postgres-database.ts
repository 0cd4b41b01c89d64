/** Databases of their own on a PostgreSQL server, for tests. */
import { randomBytes } from "node:crypto";
import pg from "pg";

/** Runs statements on a server or database, over a connection of their own. */
export async function runOn(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Creates a database with a name nobody else has. `drop` ends whatever still uses it. */
export async function createPostgresDatabase(serverUrl: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `doubleblind_test_${randomBytes(8).toString("hex")}`;
  // A zone far from UTC: times must mean the same on every server.
  await runOn(serverUrl, `CREATE DATABASE ${name}`, `ALTER DATABASE ${name} SET timezone TO 'Asia/Shanghai'`);
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => runOn(serverUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}
