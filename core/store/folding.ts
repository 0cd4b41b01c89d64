/**
 * Folding: the votes of battles that have closed go into the cells, each battle once. Whoever holds the one row of
 * `Folding` folds; others wait for it, and then find what is left.
 */
import {
  type BattleSums,
  cellColumns,
  listColumns,
  nameUnseen,
  partColumns,
  placeColumns,
  setColumns,
  type UnseenBattleSums,
  type UnseenVoteSums,
  type VoteSums,
} from "./cell-sums.ts";
import type { Client, Database, Reader } from "./database.ts";
import {
  type CastVote,
  type ClosedBattle,
  differenceOf,
  type Dimensions,
  type FoldedCell,
  type FoldedVoter,
  keyOf,
  sumVotes,
} from "./folded-sums.ts";
import { Prisma } from "./generated/client.ts";
import { findRepeats } from "./repeated-questions.ts";
import type { FoldedBattles } from "./store-failure.ts";

/** How many battles are folded, or folded again, at a time. */
const batch = 200;

/** Is told of what has been folded for good, each battle once. */
export type FoldedListener = (folded: FoldedBattles) => void;

/** Folds some closed battles, the earliest closed first. @returns how many: 0 when none was left. */
export async function fold(database: Database, tell: FoldedListener = () => {}): Promise<number> {
  if (!(await database.read(isPending))) return 0;
  const folded = await database.transaction(foldBatch);
  if (folded.battles > 0) tell(folded);
  return folded.battles;
}

async function isPending(client: Reader): Promise<boolean> {
  const [row] = await client.$queryRaw<[{ pending: boolean }]>`
    SELECT EXISTS (SELECT FROM "Battle" WHERE "status" = 'closed' AND "folded" IS NULL) AS "pending"`;
  return row.pending;
}

/**
 * Keeps everybody else from folding until the transaction ends. Cells change only so, and each time the number does.
 * @returns the number of this folding.
 */
export async function holdFolding(client: Client): Promise<number> {
  const [row] = await client.$queryRaw<{ number: number }[]>`
    UPDATE "Folding" SET "number" = "number" + 1 RETURNING "number"`;
  return row?.number ?? 0;
}

/** Folds some closed battles inside a running transaction. */
export async function foldBatch(client: Client): Promise<FoldedBattles> {
  return await foldThese(
    client,
    await holdFolding(client),
    Prisma.sql`
      SELECT "id" FROM "Battle" WHERE "status" = 'closed' AND "folded" IS NULL ORDER BY "endedAt", "id" LIMIT ${batch}`,
  );
}

/**
 * Folds closed battles that are not folded yet, inside a running transaction that holds the folding.
 * @param wanted their identifiers, as rows. @param number that of the folding.
 */
export async function foldThese(client: Client, number: number, wanted: Prisma.Sql): Promise<FoldedBattles> {
  const closed = await readClosed(client, wanted);
  if (closed.length === 0) return { battles: 0, votes: 0 };
  const votes = await setAside(client, closed);
  const battles = await findRepeats(client, closed, votes);
  const sums = sumVotes(votes, battles);
  const ids = await addCells(client, [...sums.cells.values()]);
  await addVoters(client, [...sums.voters.values()], ids);
  const marks = battles.map(({ id, repeated }) => ({ id, repeated, cellId: ids.get(sums.keys.get(id) ?? "") ?? null }));
  await markFolded(client, number, marks);
  return { battles: battles.length, votes: votes.length };
}

/**
 * Changes whether votes count, inside a running transaction that holds the folding: what battles that are folded have in
 * the cells follows. Their votes are locked against others meanwhile.
 * @param battles in one order, as everybody holds them.
 * @param change what is done to some of them, or to their votes.
 */
export async function refold(
  client: Client,
  { number, battles, change }: { number: number; battles: readonly string[]; change: (ids: string[]) => Promise<void> },
): Promise<void> {
  for (let from = 0; from < battles.length; from += batch) {
    const ids = battles.slice(from, from + batch);
    const chosen = Prisma.sql`SELECT unnest(${ids}::text[]) AS "id"`;
    const read = async () => {
      const closed = await readClosed(client, chosen);
      return sumVotes(await readVotes(client, ids), closed);
    };
    const before = await read();
    await change(ids);
    const after = await read();
    const { cells, voters } = differenceOf(before, after);
    const cellIds = await addCells(client, [...cells.values()]);
    await addVoters(client, [...voters.values()], cellIds);
    await client.$executeRaw`
      DELETE FROM "VoterCell"
      WHERE "cellId" = ANY(${[...cellIds.values()]}) AND "a" = 0 AND "b" = 0 AND "tie" = 0 AND "bothBad" = 0`;
    // So that boards that hold their votes know that something is new.
    await client.battle.updateMany({ where: { id: { in: ids } }, data: { folded: number } });
  }
}

/**
 * The sides' models are those of the last attempts in the first turn. Battles are held in the order in which everybody does;
 * they come in that in which they closed.
 */
async function readClosed(client: Client, wanted: Prisma.Sql): Promise<ClosedBattle[]> {
  return client.$queryRaw<ClosedBattle[]>`
    WITH "wanted" AS (${wanted}), "pending" AS MATERIALIZED (
      SELECT * FROM "Battle" WHERE "id" IN (SELECT "id" FROM "wanted") ORDER BY "id" FOR UPDATE
    )
    SELECT "id", "masked", "leftOut", "salt", "drawHash", "asker", "bankQuestion", "repeated",
           to_char("endedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day",
           "league", "task", "language", "platform", "community",
           (SELECT "modelId" FROM "Attempt" WHERE "battleId" = "pending"."id" AND "turn" = 1 AND "side" = 'a'
            ORDER BY "number" DESC LIMIT 1) AS "modelA",
           (SELECT "modelId" FROM "Attempt" WHERE "battleId" = "pending"."id" AND "turn" = 1 AND "side" = 'b'
            ORDER BY "number" DESC LIMIT 1) AS "modelB"
    FROM "pending" ORDER BY "endedAt", "id"`;
}

async function readVotes(client: Client, battles: string[]): Promise<CastVote[]> {
  return client.vote.findMany({
    where: { battleId: { in: battles } },
    select: { battleId: true, voter: true, choice: true, seen: true, aside: true },
  });
}

/** Sets aside what those voted whose votes in the battle's community are set aside. @returns all votes, as they are then. */
async function setAside(client: Client, battles: readonly ClosedBattle[]): Promise<CastVote[]> {
  const ids = battles.map(({ id }) => id);
  return client.$queryRaw<CastVote[]>`
    WITH "newly" AS (
      UPDATE "Vote" SET "aside" = TRUE FROM "Battle", "Restriction"
      WHERE "Vote"."battleId" = ANY(${ids}) AND NOT "Vote"."aside" AND "Battle"."id" = "Vote"."battleId"
        AND "about" = "Vote"."voter" AND "kind" = 'votes-aside' AND "liftedAt" IS NULL
        AND "Restriction"."community" = "Battle"."community"
      RETURNING "Vote"."battleId", "voter"
    )
    SELECT "battleId", "voter", "choice", "seen",
           "aside" OR ("battleId", "voter") IN (SELECT "battleId", "voter" FROM "newly") AS "aside"
    FROM "Vote" WHERE "battleId" = ANY(${ids})`;
}

/** @returns the cells' identifiers, by {@link keyOf}. */
async function addCells(client: Client, cells: readonly FoldedCell[]): Promise<Map<string, number>> {
  const sums = listColumns(cellColumns);
  const written = cells.map(({ dimensions, all, unseen }): Dimensions & BattleSums & UnseenBattleSums => ({
    ...dimensions,
    ...all,
    ...nameUnseen(unseen),
  }));
  const place = listColumns(placeColumns);
  const rows = await client.$queryRaw<(Dimensions & { id: number })[]>`
    INSERT INTO "Cell" (${place}, ${sums})
    SELECT ${place}, ${sums} FROM jsonb_populate_recordset(NULL::"Cell", ${JSON.stringify(written)}::jsonb)
    ON CONFLICT (${place}) DO UPDATE SET
      ${setColumns(cellColumns, (name) => `"Cell".${name} + EXCLUDED.${name}`)}
    RETURNING ${place}, "id", to_char("day", 'YYYY-MM-DD') AS "day"`;
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}

async function addVoters(
  client: Client,
  voters: readonly FoldedVoter[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const sums = listColumns(partColumns);
  const parts = voters.map(({ key, voter, all, unseen }) => {
    const counted: VoteSums & UnseenVoteSums = { ...all, ...nameUnseen(unseen) };
    return { cellId: ids.get(key), voter, ...counted };
  });
  await client.$executeRaw`
    INSERT INTO "VoterCell" ("cellId", "voter", ${sums})
    SELECT "cellId", "voter", ${sums} FROM jsonb_populate_recordset(NULL::"VoterCell", ${JSON.stringify(parts)}::jsonb)
    ON CONFLICT ("cellId", "voter") DO UPDATE SET
      ${setColumns(partColumns, (name) => `"VoterCell".${name} + EXCLUDED.${name}`)}`;
}

type Mark = { id: string; repeated: boolean | null; cellId: number | null };

/** By what a question is known again is kept only where later ones may be compared with it: or common ones would make folding slow. */
async function markFolded(client: Client, number: number, marks: readonly Mark[]): Promise<void> {
  await client.$executeRaw`
    WITH "into" AS (
      SELECT * FROM jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) AS "of" ("id" text, "cellId" int, "repeated" boolean)
    ), "forgotten" AS (
      DELETE FROM "QuestionSketch" USING "into"
      WHERE "battleId" = "into"."id" AND ("into"."repeated" OR "into"."cellId" IS NULL)
    )
    UPDATE "Battle" SET "folded" = ${number}, "cellId" = "into"."cellId", "repeated" = "into"."repeated"
    FROM "into" WHERE "Battle"."id" = "into"."id"`;
}
