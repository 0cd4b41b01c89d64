/**
 * Sources: battles that were voted on elsewhere. They are closed battles as the arena's own are, with votes in the same tables,
 * so that cells, boards, `rebuild` and backups know them without more; only their league tells whose they are. Whoever adds
 * some, or takes some out, folds them in the same transaction.
 */
import type { AddedToSource, KnownSource, SourceBattle, SourceModel, SourceStore } from "../boards/sources.ts";
import { leagueOfSource } from "../boards/sources.ts";
import type { SourceLeague } from "../models/model.ts";
import type { Client, Database, Reader } from "./database.ts";
import { foldThese, holdFolding, refold } from "./folding.ts";
import { Prisma } from "./generated/client.ts";
import { nameSourceModels } from "./source-models.ts";
import { idOfBattle, makeBattleRows, makeVoteRows, type VoteRow } from "./source-rows.ts";
import { columnNames } from "./writing.ts";

/** How many battles are taken out at a time. */
const removedAtOnce = 200;

/** Writes rows that say the same columns each. Nothing happens to rows that are there already. @returns how many are new. */
async function insertRows(client: Client, table: Prisma.ModelName, rows: readonly object[]): Promise<number> {
  const [first] = rows;
  if (!first) return 0;
  const columns = Prisma.raw(columnNames(first));
  const name = Prisma.raw(`"${table}"`);
  return await client.$executeRaw`
    INSERT INTO ${name} (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::${name}, ${JSON.stringify(rows)}::jsonb)
    ON CONFLICT DO NOTHING`;
}

/** Counts the votes of some battles again. */
async function tallyVotes(client: Client, battles: readonly string[]): Promise<void> {
  await client.$executeRaw`
    INSERT INTO "Tally" ("battleId", "a", "b", "tie", "bothBad")
    SELECT "battleId", count(*) FILTER (WHERE "choice" = 'a'), count(*) FILTER (WHERE "choice" = 'b'),
           count(*) FILTER (WHERE "choice" = 'tie'), count(*) FILTER (WHERE "choice" = 'both-bad')
    FROM "Vote" WHERE "battleId" = ANY(${[...battles]}) GROUP BY "battleId"
    ON CONFLICT ("battleId") DO UPDATE SET
      "a" = EXCLUDED."a", "b" = EXCLUDED."b", "tie" = EXCLUDED."tie", "bothBad" = EXCLUDED."bothBad"`;
}

async function findKnown(client: Client, ids: readonly string[]): Promise<Set<string>> {
  const rows = await client.battle.findMany({ where: { id: { in: [...ids] } }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

/** Votes that are not there yet. */
async function findNew(client: Client, votes: readonly VoteRow[]): Promise<VoteRow[]> {
  const ids = [...new Set(votes.map(({ battleId }) => battleId))];
  const rows = await client.vote.findMany({
    where: { battleId: { in: ids } },
    select: { battleId: true, voter: true },
  });
  const there = new Set(rows.map(({ battleId, voter }) => `${battleId} ${voter}`));
  return votes.filter(({ battleId, voter }) => !there.has(`${battleId} ${voter}`));
}

type Adding = {
  league: SourceLeague;
  battles: readonly SourceBattle[];
  models: ReadonlyMap<string, string>;
  now: Date;
};

/** Inside a transaction that holds the folding. @returns how many of the votes are new. */
async function addNew(client: Client, number: number, { league, battles, models, now }: Adding): Promise<number> {
  const rows = battles.map((battle) => makeBattleRows({ league, battle, models, now }));
  await insertRows(
    client,
    "Battle",
    rows.map(({ battle }) => battle),
  );
  await insertRows(
    client,
    "Turn",
    rows.map(({ turn }) => turn),
  );
  await insertRows(
    client,
    "Attempt",
    rows.flatMap(({ attempts }) => attempts),
  );
  const votes = await insertRows(
    client,
    "Vote",
    battles.flatMap((battle) => makeVoteRows(league, battle, now)),
  );
  const ids = rows.map(({ battle }) => battle.id);
  await tallyVotes(client, ids);
  await foldThese(client, number, Prisma.sql`SELECT unnest(${ids}::text[]) AS "id"`);
  return votes;
}

/** Adds votes to battles that are there; what these have in the cells follows. @returns how many are new. */
async function addVotes(client: Client, number: number, { league, battles, now }: Adding): Promise<number> {
  const grown = battles.filter(({ whole }) => !whole).flatMap((battle) => makeVoteRows(league, battle, now));
  const fresh = Map.groupBy(await findNew(client, grown), ({ battleId }) => battleId);
  let added = 0;
  await refold(client, {
    number,
    battles: [...fresh.keys()].toSorted(),
    async change(ids) {
      added += await insertRows(
        client,
        "Vote",
        ids.flatMap((id) => fresh.get(id) ?? []),
      );
      await tallyVotes(client, ids);
    },
  });
  return added;
}

type Addition = [source: string, battles: readonly SourceBattle[], described?: ReadonlyMap<string, SourceModel>];

async function add(client: Client, now: Date, ...[source, battles, described]: Addition): Promise<AddedToSource> {
  const league = leagueOfSource(source);
  const number = await holdFolding(client);
  const models = await nameSourceModels(client, league, battles, described ?? new Map());
  const idOf = (battle: SourceBattle) => idOfBattle(league, battle);
  const paired = battles.filter(({ modelA, modelB }) => models.get(modelA) !== models.get(modelB));
  const known = await findKnown(client, paired.map(idOf));
  const [fresh, there] = [
    paired.filter((battle) => !known.has(idOf(battle))),
    paired.filter((battle) => known.has(idOf(battle))),
  ];
  const adding = { league, models, now };
  const votes =
    (await addNew(client, number, { ...adding, battles: fresh })) +
    (await addVotes(client, number, { ...adding, battles: there }));
  const given = countVotes(paired);
  return { battles: fresh.length, votes, known: given - votes, alike: countVotes(battles) - given };
}

function countVotes(battles: readonly SourceBattle[]): number {
  return battles.reduce((sum, battle) => sum + battle.votes.length, 0);
}

function list(client: Reader): Promise<KnownSource[]> {
  return client.$queryRaw<KnownSource[]>`
    SELECT substr("league", 8) AS "name", sum("battles")::int AS "battles",
           sum("a" + "b" + "tie" + "bothBad")::int AS "votes"
    FROM "Cell" WHERE "league" LIKE 'source:%' GROUP BY 1 ORDER BY 1`;
}

/** In the order of identifiers, as everybody holds battles. Cells lose what the votes had in them, and go with the last. */
async function removeSome(client: Client, source: string): Promise<number> {
  const league = leagueOfSource(source);
  const number = await holdFolding(client);
  const found = await client.battle.findMany({
    where: { community: league },
    select: { id: true },
    orderBy: { createdAt: "asc" },
    take: removedAtOnce,
  });
  const battles = found.map(({ id }) => id).toSorted();
  await refold(client, {
    number,
    battles,
    change: async (ids) => void (await client.vote.deleteMany({ where: { battleId: { in: ids } } })),
  });
  await client.battle.deleteMany({ where: { id: { in: battles } } });
  if (battles.length === removedAtOnce) return battles.length;
  await client.cell.deleteMany({ where: { league } });
  // They hold its votes where it was asked for, and no vote that comes would tell.
  await client.boardSnapshot.deleteMany();
  await client.$executeRaw`
    DELETE FROM "Model" WHERE "league" LIKE 'source:%'
      AND NOT EXISTS (SELECT FROM "Attempt" WHERE "modelId" = "Model"."id")`;
  return battles.length;
}

/** The part of the store that holds sources. @param now when what has no time of its own is taken to have happened. */
export function createSourceRecords(database: Database, now: () => Date): SourceStore {
  return {
    add: (...added) => database.transaction((client) => add(client, now(), ...added)),
    list: () => database.read(list),
    removeSome: (source) => database.transaction((client) => removeSome(client, source)),
  };
}
