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
  setColumns,
  type UnseenBattleSums,
  type UnseenVoteSums,
  type VoteSums,
} from "./cell-sums.ts";
import { drawStatement, hashStatement } from "../battle/sealed-draw.ts";
import type { Client, Database, Reader } from "./database.ts";

/** How many battles one transaction folds. */
const batch = 200;

type Dimensions = Record<
  "day" | "league" | "modelA" | "modelB" | "task" | "language" | "platform" | "community",
  string
>;
/** Sums of all votes, and of those that nobody else could see. */
type FoldedCell = { dimensions: Dimensions; all: BattleSums; unseen: BattleSums };
type FoldedVoter = { key: string; voter: string; all: VoteSums; unseen: VoteSums };

type ClosedBattle = Omit<Dimensions, "modelA" | "modelB"> & {
  id: string;
  masked: boolean;
  salt: string | null;
  drawHash: string | null;
  modelA: string | null;
  modelB: string | null;
};
type CastVote = { battleId: string; voter: string; choice: string; seen: boolean };

const columns: Record<string, keyof VoteSums> = { a: "a", b: "b", tie: "tie", "both-bad": "bothBad" };

/** Folds some closed battles, the earliest closed first. @returns how many: 0 when none was left. */
export async function fold(database: Database): Promise<number> {
  return (await database.read(isPending)) ? await database.transaction(foldBatch) : 0;
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
export async function foldBatch(client: Client): Promise<number> {
  const number = await holdFolding(client);
  const battles = await readClosed(client);
  if (battles.length === 0) return 0;
  const counted = new Map(battles.filter(isCounted).map((battle) => [battle.id, battle]));
  const votes = await client.vote.findMany({
    where: { battleId: { in: [...counted.keys()] } },
    select: { battleId: true, voter: true, choice: true, seen: true },
  });
  const { cells, voters, keys } = sum(votes, counted);
  const ids = await addCells(client, [...cells.values()]);
  await addVoters(client, [...voters.values()], ids);
  await markFolded(client, number, new Map(battles.map(({ id }) => [id, ids.get(keys.get(id) ?? "") ?? null])));
  return battles.length;
}

/** The sides' models are those of the last attempts in the first turn. Battles are held in the order in which everybody does. */
async function readClosed(client: Client): Promise<ClosedBattle[]> {
  return client.$queryRaw<ClosedBattle[]>`
    WITH "earliest" AS (
      SELECT "id" FROM "Battle" WHERE "status" = 'closed' AND "folded" IS NULL ORDER BY "endedAt", "id" LIMIT ${batch}
    ), "pending" AS MATERIALIZED (
      SELECT * FROM "Battle" WHERE "id" IN (SELECT "id" FROM "earliest") ORDER BY "id" FOR UPDATE
    )
    SELECT "id", "masked", "salt", "drawHash", to_char("endedAt" AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS "day",
           "league", "task", "language", "platform", "community",
           (SELECT "modelId" FROM "Attempt" WHERE "battleId" = "pending"."id" AND "turn" = 1 AND "side" = 'a'
            ORDER BY "number" DESC LIMIT 1) AS "modelA",
           (SELECT "modelId" FROM "Attempt" WHERE "battleId" = "pending"."id" AND "turn" = 1 AND "side" = 'b'
            ORDER BY "number" DESC LIMIT 1) AS "modelB"
    FROM "pending"`;
}

/** Neither what was masked nor what no longer fits the draw it was sealed with counts in any board. */
function isCounted({ id, masked, salt, drawHash, modelA, modelB }: ClosedBattle): boolean {
  if (masked || modelA === null || modelB === null) return false;
  if (salt === null || drawHash === null) return true;
  return hashStatement(drawStatement({ battle: id, a: modelA, b: modelB }, salt)) === drawHash;
}

function sum(votes: readonly CastVote[], battles: ReadonlyMap<string, ClosedBattle>) {
  const cells = new Map<string, FoldedCell>();
  const voters = new Map<string, FoldedVoter>();
  const keys = new Map<string, string>();
  for (const [id, own] of Map.groupBy(votes, ({ battleId }) => battleId)) {
    const battle = battles.get(id);
    if (!battle) continue;
    const dimensions = dimensionsOf(battle);
    const key = keyOf(dimensions);
    keys.set(id, key);
    const cell = cells.get(key) ?? { dimensions, all: { ...noSums }, unseen: { ...noSums } };
    cells.set(key, cell);
    addBattle(cell.all, own);
    addBattle(
      cell.unseen,
      own.filter(({ seen }) => !seen),
    );
    for (const { voter, choice, seen } of own) {
      const part = voters.get(`${key}\n${voter}`) ?? { key, voter, all: { ...noVotes }, unseen: { ...noVotes } };
      voters.set(`${key}\n${voter}`, part);
      part.all[columns[choice] ?? "tie"] += 1;
      if (!seen) part.unseen[columns[choice] ?? "tie"] += 1;
    }
  }
  return { cells, voters, keys };
}

const noVotes: VoteSums = { a: 0, b: 0, tie: 0, bothBad: 0 };
const noSums: BattleSums = { battles: 0, ...noVotes, winsSquared: 0, winsTimesVotes: 0, votesSquared: 0 };

/** A battle without votes counts nowhere. */
function addBattle(sums: BattleSums, votes: readonly CastVote[]): void {
  if (votes.length === 0) return;
  let halfWins = 0;
  for (const { choice } of votes) {
    sums[columns[choice] ?? "tie"] += 1;
    halfWins += choice === "a" ? 2 : choice === "b" ? 0 : 1;
  }
  sums.battles += 1;
  sums.winsSquared += halfWins ** 2;
  sums.winsTimesVotes += halfWins * votes.length;
  sums.votesSquared += votes.length ** 2;
}

function dimensionsOf(battle: ClosedBattle): Dimensions {
  const { day, league, modelA, modelB, task, language, platform, community } = battle;
  return { day, league, modelA: modelA ?? "", modelB: modelB ?? "", task, language, platform, community };
}

function keyOf({ day, league, modelA, modelB, task, language, platform, community }: Dimensions): string {
  return JSON.stringify([day, league, modelA, modelB, task, language, platform, community]);
}

/** @returns the cells' identifiers, by {@link keyOf}. */
async function addCells(client: Client, cells: readonly FoldedCell[]): Promise<Map<string, number>> {
  const sums = listColumns(cellColumns);
  const written = cells.map(({ dimensions, all, unseen }): Dimensions & BattleSums & UnseenBattleSums => ({
    ...dimensions,
    ...all,
    ...nameUnseen(unseen),
  }));
  const rows = await client.$queryRaw<(Dimensions & { id: number })[]>`
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community", ${sums})
    SELECT "day", "league", "modelA", "modelB", "task", "language", "platform", "community", ${sums}
    FROM jsonb_populate_recordset(NULL::"Cell", ${JSON.stringify(written)}::jsonb)
    ON CONFLICT ("day", "league", "modelA", "modelB", "task", "language", "platform", "community") DO UPDATE SET
      ${setColumns(cellColumns, (name) => `"Cell".${name} + EXCLUDED.${name}`)}
    RETURNING "id", to_char("day", 'YYYY-MM-DD') AS "day", "league", "modelA", "modelB", "task", "language", "platform",
              "community"`;
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

async function markFolded(client: Client, number: number, cells: ReadonlyMap<string, number | null>): Promise<void> {
  const rows = JSON.stringify(Array.from(cells, ([id, cellId]) => ({ id, cellId })));
  await client.$executeRaw`
    UPDATE "Battle" SET "folded" = ${number}, "cellId" = "into"."cellId"
    FROM jsonb_to_recordset(${rows}::jsonb) AS "into" ("id" text, "cellId" int)
    WHERE "Battle"."id" = "into"."id"`;
}
