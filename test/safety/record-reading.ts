/** All that an installation has kept, as somebody finds it who opens its files and tables. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import type { Place } from "../store/fresh-place.ts";

/** Every file below a folder, with what it holds; the key's own file is the one place where the key belongs. */
function filesIn(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== "pseudonym.key")
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

/** Which of the secrets stand in the files, and where. */
export function findIn(folder: string, secrets: readonly string[]): string[] {
  const files = filesIn(folder);
  return secrets.flatMap((secret) =>
    files.filter(({ bytes }) => bytes.includes(secret)).map(({ name }) => `${secret} in ${name}`),
  );
}

type Rows = (statement: string) => Promise<{ rows: Record<string, string>[] }>;

/** Every row of every table as text: what is compressed in the files is readable here. */
async function readTables(rows: Rows): Promise<string> {
  const tables = await rows(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows: found } = await rows(`SELECT to_jsonb("row")::text AS text FROM "${name}" AS "row"`);
    texts.push(...found.map((row) => `${name}: ${row.text}`));
  }
  return texts.join("\n");
}

async function readEmbedded(dataDirectory: string, pglite: boolean): Promise<string> {
  const engine = await openEmbeddedEngine(dataDirectory, { pglite });
  try {
    return await engine.transaction((session) =>
      readTables(async (statement) => ({ rows: await session.rows<Record<string, string>>(statement) })),
    );
  } finally {
    await engine.close();
  }
}

async function readServer(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await readTables((statement) => client.query(statement));
  } finally {
    await client.end();
  }
}

/** Every row of every table of a closed store, as text. */
export function readAllTables({
  dataDirectory,
  databaseUrl,
  pglite = false,
}: Place & { pglite?: boolean }): Promise<string> {
  return databaseUrl === "" ? readEmbedded(dataDirectory, pglite) : readServer(databaseUrl);
}
