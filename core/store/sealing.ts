/**
 * Seals what the database holds from before texts were sealed: in the background, few rows at a time. Broken off, it goes on
 * at the next start.
 */
import { setImmediate as giveWay } from "node:timers/promises";
import type { Database } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import { type KeptTexts, sealMark, type TextColumn } from "./kept-texts.ts";
import { isGiven, rowsGiven } from "./writing.ts";

/** A table with texts: what its rows are found by, and which columns hold them. */
type Holder = { table: Prisma.ModelName; key: readonly [string, ...string[]]; columns: readonly string[] };

/** By what the rows are walked through, and which tables name it as the first part of their key. */
const walks: readonly { through: Prisma.ModelName; holders: readonly Holder[] }[] = [
  {
    through: "Battle",
    holders: [
      { table: "Turn", key: ["battleId", "number"], columns: ["question"] },
      {
        table: "Attempt",
        key: ["battleId", "turn", "side", "number"],
        columns: ["text", "shown", "received", "failureDetail"],
      },
      { table: "JuryBallot", key: ["battleId", "juror", "shown"], columns: ["failure"] },
    ],
  },
  { through: "BankQuestion", holders: [{ table: "BankQuestion", key: ["id"], columns: ["text"] }] },
  { through: "Order", holders: [{ table: "OrderCall", key: ["orderId", "key"], columns: ["record"] }] },
  { through: "PagePost", holders: [{ table: "PagePost", key: ["id"], columns: ["content"] }] },
];

/** How many battles, questions or posts are sealed by one statement. */
const atOnce = 16;

type Row = Record<string, string | number | null>;

/**
 * Seals what is not sealed yet, if texts are sealed at all.
 * @param signal calls it off. @throws {StoreFailure}
 */
export async function sealOlderTexts(database: Database, signal: AbortSignal): Promise<void> {
  if (!database.texts.sealing || (await isDone(database))) return;
  for (const { through, holders } of walks) {
    for (let last: string | undefined = ""; last !== undefined; await giveWay()) {
      if (signal.aborted) return;
      const ids: string[] = await readIds(database, through, last);
      for (const holder of holders) await sealRows(database, through, holder, ids);
      last = ids.at(-1);
    }
  }
  await database.writeRows(`UPDATE "Installation" SET "textsSealed" = true`);
}

async function isDone({ readRows }: Database): Promise<boolean> {
  const [row] = await readRows<{ textsSealed: boolean }>(`SELECT "textsSealed" FROM "Installation"`);
  return row?.textsSealed ?? false;
}

async function readIds({ readRows }: Database, table: Prisma.ModelName, after: string): Promise<string[]> {
  const statement = `SELECT "id" FROM "${table}" WHERE "id" > $1 ORDER BY "id" LIMIT ${atOnce}`;
  return (await readRows<{ id: string }>(statement, [after])).map(({ id }) => id);
}

async function sealRows(
  { readRows, writeRows, texts }: Database,
  through: Prisma.ModelName,
  holder: Holder,
  ids: readonly string[],
): Promise<void> {
  const { table, key, columns } = holder;
  const isOpen = columns.map((name) => `"${name}" <> '' AND NOT starts_with("${name}", '${sealMark}')`);
  const names = [...key, ...columns].map((name) => `"${name}"`).join(", ");
  const find = `SELECT ${names} FROM "${table}" WHERE "${key[0]}" ${isGiven(1)} AND (${isOpen.join(" OR ")})`;
  const rows = await readRows<Row>(find, [JSON.stringify(ids)]);
  if (rows.length === 0) return;
  const sealed = rows.map((row) => sealRow(row, holder, texts));
  const sameRow = key.map(
    (name) => `"${table}"."${name}" = "sealed"."${name}" AND "open"."${name}" = "sealed"."${name}"`,
  );
  const unchanged = columns.map((name) => `"${table}"."${name}" IS NOT DISTINCT FROM "open"."${name}"`);
  // Whoever holds several battles holds them in this order. What was changed or erased meanwhile stays as it is now.
  const replace = `
    WITH "held" AS MATERIALIZED (SELECT "id" FROM "${through}" WHERE "id" ${isGiven(3)} ORDER BY "id" FOR UPDATE)
    UPDATE "${table}" SET ${columns.map((name) => `"${name}" = "sealed"."${name}"`).join(", ")}
    FROM "held", ${rowsGiven(table, 1)} AS "sealed", ${rowsGiven(table, 2)} AS "open"
    WHERE "${table}"."${key[0]}" = "held"."id" AND ${[...sameRow, ...unchanged].join(" AND ")}`;
  await writeRows(
    replace,
    [sealed, rows, ids].map((one) => JSON.stringify(one)),
  );
}

function sealRow(row: Row, { table, key, columns }: Holder, texts: KeptTexts): Row {
  const place = key.map((name) => row[name] ?? "");
  const sealed = columns.map((column) => {
    const text = row[column];
    if (typeof text !== "string" || text.startsWith(sealMark)) return [column, text];
    return [column, texts.keep(text, `${table}.${column}` as TextColumn, ...place)];
  });
  return { ...row, ...Object.fromEntries(sealed) };
}
