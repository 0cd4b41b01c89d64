/** What is done about people and battles, and how the cells follow. */
import {
  isInForce,
  type NewRestriction,
  type ReportOutcome,
  type Restriction,
  type RestrictionKind,
  type RestrictionStore,
} from "../battle/restrictions.ts";
import { readCommunity } from "./community-records.ts";
import type { Client, Database } from "./database.ts";
import { examineVotes } from "./examined-votes.ts";
import { holdFolding, refold } from "./folding.ts";
import { Prisma, type Restriction as RestrictionRow } from "./generated/client.ts";
import { takeTurn } from "./writing.ts";

function toRestriction({ found, moved, ...row }: RestrictionRow): Restriction {
  return {
    ...row,
    kind: row.kind as RestrictionKind,
    reason: row.reason as Restriction["reason"],
    found: found as Restriction["found"],
    moved: (moved ?? []) as unknown as Restriction["moved"],
  };
}

/** Whoever changes a community's restrictions waits for the others, and takes the folding after that, as everybody does. */
async function takeCommunities(client: Client, communities: readonly string[]): Promise<void> {
  const things = [...new Set(communities)].toSorted().map((community) => `restrictions ${community}`);
  if (things.length > 0) await takeTurn(client, ...things);
}

/** Those that are to be made still. A person who is shut out can be shut out for another time instead. */
async function onlyNew(client: Client, wanted: readonly NewRestriction[]): Promise<NewRestriction[]> {
  const rows = await client.restriction.findMany({ where: { about: { in: wanted.map(({ about }) => about) } } });
  const before = Map.groupBy(rows.map(toRestriction), keyOf);
  return wanted.filter((one) => {
    const same = before.get(keyOf(one)) ?? [];
    if (one.by === null && same.some(({ liftedAt }) => liftedAt !== null)) return false;
    return one.kind === "shut-out" || !same.some((other) => isInForce(other, one.at));
  });
}

function keyOf({ community, kind, about }: Pick<NewRestriction, "community" | "kind" | "about">): string {
  return JSON.stringify([community, kind, about]);
}

async function restrict(client: Client, wanted: readonly NewRestriction[]): Promise<Restriction[]> {
  await takeCommunities(
    client,
    wanted.map(({ community }) => community),
  );
  const added = await onlyNew(client, wanted);
  const made: Restriction[] = [];
  for (const together of Map.groupBy(added, ({ community, kind }) => `${kind} ${community}`).values()) {
    const [first] = together;
    if (!first) continue;
    const { community, kind, by, at } = first;
    const about = together.map((one) => one.about);
    if (kind === "shut-out") await closeRows(client, { community, kind, about: { in: about } }, by ?? "", at);
    const votes = await enforce(client, { community, kind, about, holds: true, at });
    const data = together.map(({ found, ...one }) => ({
      ...one,
      found: found ?? Prisma.DbNull,
      votes: votes.get(one.about) ?? 0,
    }));
    made.push(...(await client.restriction.createManyAndReturn({ data })).map(toRestriction));
  }
  return made.toSorted((one, other) => one.number - other.number);
}

async function closeRows(client: Client, which: Prisma.RestrictionWhereInput, by: string, at: Date): Promise<void> {
  await client.restriction.updateMany({ where: { ...which, liftedAt: null }, data: { liftedBy: by, liftedAt: at } });
}

async function lift(
  client: Client,
  ...[community, number, by, at]: Parameters<RestrictionStore["lift"]>
): Promise<Restriction | undefined> {
  await takeCommunities(client, [community]);
  const row = await client.restriction.findFirst({ where: { community, number, liftedAt: null } });
  if (!row) return undefined;
  const { kind, about } = row;
  // Where a community has moved into another, there may be two of one kind.
  await closeRows(client, { community, kind, about }, by, at);
  await enforce(client, { community, kind: kind as RestrictionKind, about: [about], holds: false, at });
  return toRestriction({ ...row, liftedBy: by, liftedAt: at });
}

type Enforced = { community: string; kind: RestrictionKind; about: string[]; holds: boolean; at: Date };

/** Lets what is recorded of votes and battles follow. @returns how many votes that concerns, by what the restriction is about. */
async function enforce(client: Client, enforced: Enforced): Promise<Map<string, number>> {
  const { kind, about, holds, at } = enforced;
  if (kind === "votes-aside") return enforceOnVotes(client, enforced);
  if (kind === "left-out") return enforceOnBattles(client, enforced);
  if (kind === "hidden") {
    await client.battle.updateMany({ where: { id: { in: about } }, data: { hidden: holds } });
    const trace = { eraseSince: at, tryAt: at };
    // What is to be erased already stays so.
    await client.battleTrace.updateMany({ where: { battleId: { in: about }, erasedFor: null }, data: trace });
  }
  return new Map();
}

/** Votes on battles that are not folded yet are set aside when they are. */
async function enforceOnVotes(client: Client, { community, about, holds }: Enforced): Promise<Map<string, number>> {
  const number = await holdFolding(client);
  const touched = await client.$queryRaw<{ id: string; isFolded: boolean }[]>`
    SELECT DISTINCT "id", "folded" IS NOT NULL AS "isFolded"
    FROM "Battle" JOIN "Vote" ON "battleId" = "id"
    WHERE "voter" = ANY(${about}) AND "community" = ${community} AND "status" = 'closed' AND "aside" <> ${holds}
      AND ("folded" IS NOT NULL OR "aside") ORDER BY "id"`;
  const votes = new Map<string, number>();
  const change = async (battles: string[]) => {
    const changed = await client.$queryRaw<{ voter: string }[]>`
      UPDATE "Vote" SET "aside" = ${holds} WHERE "battleId" = ANY(${battles}) AND "voter" = ANY(${about})
      RETURNING "voter"`;
    for (const { voter } of changed) votes.set(voter, (votes.get(voter) ?? 0) + 1);
  };
  await refold(client, { number, battles: touched.flatMap(({ id, isFolded }) => (isFolded ? [id] : [])), change });
  await change(touched.flatMap(({ id, isFolded }) => (isFolded ? [] : [id])));
  return votes;
}

async function enforceOnBattles(client: Client, { community, about, holds }: Enforced): Promise<Map<string, number>> {
  const number = await holdFolding(client);
  const found = await client.$queryRaw<{ id: string; isFolded: boolean; votes: number }[]>`
    SELECT "id", "folded" IS NOT NULL AS "isFolded",
           (SELECT count(*)::int FROM "Vote" WHERE "battleId" = "id" AND "status" = 'closed') AS "votes"
    FROM "Battle" WHERE "id" = ANY(${about}) AND "community" = ${community} ORDER BY "id" FOR UPDATE`;
  const change = async (battles: string[]) => {
    await client.battle.updateMany({ where: { id: { in: battles } }, data: { leftOut: holds } });
  };
  await refold(client, { number, battles: found.flatMap(({ id, isFolded }) => (isFolded ? [id] : [])), change });
  await change(found.flatMap(({ id, isFolded }) => (isFolded ? [] : [id])));
  return new Map(found.map(({ id, votes }) => [id, votes]));
}

async function report(
  client: Client,
  ...[{ id: battleId, community }, person, at, hidesAt]: Parameters<RestrictionStore["report"]>
): Promise<ReportOutcome> {
  await takeCommunities(client, [community]);
  const { count } = await client.report.createMany({ data: [{ battleId, person, at }], skipDuplicates: true });
  if (count === 0) return "again";
  if (hidesAt === null || (await client.report.count({ where: { battleId } })) < hidesAt) return "reported";
  const nobody = { found: null, by: null, until: null };
  const hidden = await restrict(client, [
    { ...nobody, community, kind: "hidden", about: battleId, reason: "reports", at },
  ]);
  return hidden.length > 0 ? "hidden" : "reported";
}

/** The part of the store that keeps restrictions. */
export function createRestrictionRecords(database: Database): RestrictionStore {
  return {
    restrict: (wanted) => database.transaction((client) => restrict(client, wanted)),
    lift: (...lifted) => database.transaction((client) => lift(client, ...lifted)),
    async restrictions(community, { limit, unlifted, about }) {
      const where = { community, ...(unlifted && { liftedAt: null }), ...(about !== undefined && { about }) };
      const rows = await database.read((client) =>
        client.restriction.findMany({ where, orderBy: { number: "desc" }, take: limit }),
      );
      return rows.map(toRestriction);
    },
    shutOut: async (community) => (await readCommunity(database, community)).shutOut,
    report: (...reported) => database.transaction((client) => report(client, ...reported)),
    async noteMoves(numbers, moved) {
      const where = { number: { in: [...numbers] } };
      await database.write((client) => client.restriction.updateMany({ where, data: { moved: [...moved] } }));
    },
    examine: (which, most) => examineVotes(database, which, most),
  };
}
