/** Who runs the arena, for all processes on the database. */
import type { Operator, OperatorStore } from "../safety/operators.ts";
import type { Database } from "./database.ts";
import { takeTurn } from "./writing.ts";

type Row = Omit<Operator, "since"> & { since: Date | string };

const present = `SELECT "hash", "name", "since" FROM "Operator" WHERE "present" IS NOT NULL ORDER BY "since", "hash"`;

const insert = `
  INSERT INTO "Operator" ("hash", "name", "since", "present") VALUES ($1, $2, $3::timestamptz, $4)
  ON CONFLICT DO NOTHING RETURNING "hash"`;

function parametersOf({ hash, name, since }: Operator): string[] {
  return [hash, name, since, name.toLowerCase()];
}

/** The part of the store that keeps operators. {@link OperatorStore.list} is what was read last: at first nobody. */
export function createOperatorRecords(database: Database): OperatorStore {
  let known: Operator[] = [];
  async function renew(): Promise<void> {
    const rows = await database.readRows<Row>(present);
    known = rows.map(({ since, ...row }) => ({ ...row, since: new Date(since).toISOString() }));
  }
  async function after(changing: Promise<boolean>): Promise<boolean> {
    const changed = await changing;
    await renew();
    return changed;
  }
  return {
    list: () => known,
    renew,
    place: (operator) => after(place(database, operator)),
    placeFirst: (operator) => after(placeFirst(database, operator)),
    remove: (name) => after(remove(database, name)),
  };
}

async function place({ writeRows, readRows }: Database, operator: Operator): Promise<boolean> {
  if ((await writeRows(insert, parametersOf(operator))).length > 0) return true;
  return (await readRows(`SELECT "hash" FROM "Operator" WHERE "hash" = $1`, [operator.hash])).length > 0;
}

async function placeFirst(database: Database, operator: Operator): Promise<boolean> {
  return await database.transaction(async (client) => {
    await takeTurn(client, "first operator");
    if ((await client.operator.count()) > 0) return false;
    const { hash, name, since } = operator;
    await client.operator.create({ data: { hash, name, since, present: name.toLowerCase() } });
    return true;
  });
}

async function remove({ writeRows }: Database, name: string): Promise<boolean> {
  // The hash stays, so that what a folder has kept of them brings nobody back.
  const statement = `UPDATE "Operator" SET "present" = NULL, "name" = '' WHERE "present" = $1 RETURNING "hash"`;
  return (await writeRows(statement, [name.toLowerCase()])).length > 0;
}
