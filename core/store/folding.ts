/**
 * Folding: the votes of battles that have closed go into the cells, each battle once. Whoever holds the one row of
 * `Folding` folds; others wait for it, and then find what is left.
 */
import { drawStatement, hashStatement } from "../arena/sealed-draw.ts";
import { StoreFailure } from "../store-failure.ts";
import type { Client, Database } from "./database.ts";

/** How many battles one transaction folds. */
const batch = 200;

type Dimensions = Record<
  "day" | "league" | "modelA" | "modelB" | "task" | "language" | "platform" | "community",
  string
>;
type Counts = Record<"a" | "b" | "tie" | "bothBad", number>;
type FoldedCell = Dimensions &
  Counts & { battles: number; winsSquared: number; winsTimesVotes: number; votesSquared: number };
type FoldedVoter = Counts & { key: string; voter: string };

type ClosedBattle = Omit<Dimensions, "modelA" | "modelB"> & {
  id: string;
  masked: boolean;
  salt: string | null;
  drawHash: string | null;
  modelA: string | null;
  modelB: string | null;
};
type CastVote = { battleId: string; voter: string; choice: string };

const columns: Record<string, keyof Counts> = { a: "a", b: "b", tie: "tie", "both-bad": "bothBad" };

/** Folds closed battles until none is left. Where the disk is full, what was folded before can still be read. */
export async function foldAll(database: Database): Promise<void> {
  try {
    while ((await fold(database)) > 0);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
}

/** Folds some closed battles, the earliest closed first. @returns how many: 0 when none was left. */
export async function fold(database: Database): Promise<number> {
  return (await database.run(isPending)) ? await database.transaction(foldBatch) : 0;
}

async function isPending(client: Client): Promise<boolean> {
  return (await client.battle.findFirst({ where: { status: "closed", folded: null }, select: { id: true } })) !== null;
}

/** Keeps everybody else from folding until the transaction ends. @returns the number of the last folding. */
export async function holdFolding(client: Client): Promise<number> {
  const [row] = await client.$queryRaw<{ number: number }[]>`SELECT "number" FROM "Folding" FOR UPDATE`;
  return row?.number ?? 0;
}

/** Folds some closed battles inside a running transaction. */
export async function foldBatch(client: Client): Promise<number> {
  const number = (await holdFolding(client)) + 1;
  const battles = await readClosed(client);
  if (battles.length === 0) return 0;
  await client.folding.updateMany({ data: { number } });
  const counted = new Map(battles.filter(isCounted).map((battle) => [battle.id, battle]));
  const votes = await client.vote.findMany({
    where: { battleId: { in: [...counted.keys()] } },
    select: { battleId: true, voter: true, choice: true },
  });
  const { cells, voters, keys } = sum(votes, counted);
  const ids = await addCells(client, [...cells.values()]);
  await addVoters(client, [...voters.values()], ids);
  await markFolded(client, number, new Map(battles.map(({ id }) => [id, ids.get(keys.get(id) ?? "") ?? null])));
  return battles.length;
}

/** The sides' models are those of the last attempts in the first turn. */
async function readClosed(client: Client): Promise<ClosedBattle[]> {
  return client.$queryRaw<ClosedBattle[]>`
    WITH "pending" AS (
      SELECT * FROM "Battle" WHERE "status" = 'closed' AND "folded" IS NULL ORDER BY "endedAt", "id" LIMIT ${batch}
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
    const cell = cells.get(key) ?? { ...dimensions, ...noSums };
    cells.set(key, cell);
    addBattle(cell, own);
    for (const { voter, choice } of own) {
      const part = voters.get(`${key}\n${voter}`) ?? { key, voter, a: 0, b: 0, tie: 0, bothBad: 0 };
      voters.set(`${key}\n${voter}`, part);
      part[columns[choice] ?? "tie"] += 1;
    }
  }
  return { cells, voters, keys };
}

const noSums = {
  ...{ battles: 0, a: 0, b: 0, tie: 0, bothBad: 0 },
  ...{ winsSquared: 0, winsTimesVotes: 0, votesSquared: 0 },
};

function addBattle(cell: FoldedCell, votes: readonly CastVote[]): void {
  let halfWins = 0;
  for (const { choice } of votes) {
    cell[columns[choice] ?? "tie"] += 1;
    halfWins += choice === "a" ? 2 : choice === "b" ? 0 : 1;
  }
  cell.battles += 1;
  cell.winsSquared += halfWins ** 2;
  cell.winsTimesVotes += halfWins * votes.length;
  cell.votesSquared += votes.length ** 2;
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
  const rows = await client.$queryRaw<(Dimensions & { id: number })[]>`
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community", "battles",
                        "a", "b", "tie", "bothBad", "winsSquared", "winsTimesVotes", "votesSquared")
    SELECT "day", "league", "modelA", "modelB", "task", "language", "platform", "community", "battles",
           "a", "b", "tie", "bothBad", "winsSquared", "winsTimesVotes", "votesSquared"
    FROM jsonb_populate_recordset(NULL::"Cell", ${JSON.stringify(cells)}::jsonb)
    ON CONFLICT ("day", "league", "modelA", "modelB", "task", "language", "platform", "community") DO UPDATE SET
      "battles" = "Cell"."battles" + EXCLUDED."battles",
      "a" = "Cell"."a" + EXCLUDED."a",
      "b" = "Cell"."b" + EXCLUDED."b",
      "tie" = "Cell"."tie" + EXCLUDED."tie",
      "bothBad" = "Cell"."bothBad" + EXCLUDED."bothBad",
      "winsSquared" = "Cell"."winsSquared" + EXCLUDED."winsSquared",
      "winsTimesVotes" = "Cell"."winsTimesVotes" + EXCLUDED."winsTimesVotes",
      "votesSquared" = "Cell"."votesSquared" + EXCLUDED."votesSquared"
    RETURNING "id", to_char("day", 'YYYY-MM-DD') AS "day", "league", "modelA", "modelB", "task", "language", "platform",
              "community"`;
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}

async function addVoters(
  client: Client,
  voters: readonly FoldedVoter[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const rows = JSON.stringify(voters.map(({ key, ...counts }) => ({ cellId: ids.get(key), ...counts })));
  await client.$executeRaw`
    INSERT INTO "VoterCell" ("cellId", "voter", "a", "b", "tie", "bothBad")
    SELECT "cellId", "voter", "a", "b", "tie", "bothBad"
    FROM jsonb_populate_recordset(NULL::"VoterCell", ${rows}::jsonb)
    ON CONFLICT ("cellId", "voter") DO UPDATE SET
      "a" = "VoterCell"."a" + EXCLUDED."a",
      "b" = "VoterCell"."b" + EXCLUDED."b",
      "tie" = "VoterCell"."tie" + EXCLUDED."tie",
      "bothBad" = "VoterCell"."bothBad" + EXCLUDED."bothBad"`;
}

async function markFolded(client: Client, number: number, cells: ReadonlyMap<string, number | null>): Promise<void> {
  const rows = JSON.stringify(Array.from(cells, ([id, cellId]) => ({ id, cellId })));
  await client.$executeRaw`
    UPDATE "Battle" SET "folded" = ${number}, "cellId" = "into"."cellId"
    FROM jsonb_to_recordset(${rows}::jsonb) AS "into" ("id" text, "cellId" int)
    WHERE "Battle"."id" = "into"."id"`;
}
