/** What communities have decided, and communities that go by another identifier. */
import { type AskingRules, type Decided, usualRules } from "../battle/asking-rules.ts";
import { type CommunitySettings, readReactionMode, unsetSettings } from "../battle/community-settings.ts";
import type { ShutOut } from "../battle/restrictions.ts";
import type { Chosen, CommunityStore } from "../battle/store.ts";
import { moveSpending } from "./cost-records.ts";
import type { Client, Database } from "./database.ts";
import { holdFolding } from "./folding.ts";
import { type AskingRules as RulesRow, type Community as SettingsRow, Prisma } from "./generated/client.ts";
import { readWeekly, writeWeekly } from "./weekly-records.ts";
import { takeTurn } from "./writing.ts";

/** A community that has chosen nothing has no row. */
function toSettings(row: SettingsRow | null): CommunitySettings {
  if (!row) return unsetSettings;
  const { id: _id, reactions, theme, language, moderation, money, ...rest } = row;
  return {
    ...rest,
    // A process of an earlier version may still write the former name.
    reactions: reactions === null ? null : (readReactionMode(reactions) ?? null),
    theme: theme as CommunitySettings["theme"],
    language: language as CommunitySettings["language"],
    moderation: moderation as CommunitySettings["moderation"],
    money: money as CommunitySettings["money"],
  };
}

/** A community that keeps to the usual rules has no row. */
function toRules(row: RulesRow | null): AskingRules {
  if (!row) return usualRules;
  const { id: _id, askers, reveal, ...rest } = row;
  return { ...rest, askers: askers as AskingRules["askers"], reveal: reveal as AskingRules["reveal"] };
}

/** All that a community has decided, from its rows. */
export function toDecided(own: SettingsRow | null, asking: RulesRow | null): Decided {
  return { own: toSettings(own), asking: toRules(asking) };
}

type DecidedRow = { own: SettingsRow | null; asking: RulesRow | null; out: Record<string, string | null> | null };

/** Of several restrictions of one person the newest holds. */
const selectDecided = `
  SELECT (SELECT to_json("Community") FROM "Community" WHERE "id" = $1) AS "own",
         (SELECT to_json("AskingRules") FROM "AskingRules" WHERE "id" = $1) AS "asking",
         (SELECT json_object_agg("about", "until") FROM (
            SELECT DISTINCT ON ("about") "about", "until" FROM "Restriction"
            WHERE "community" = $1 AND "kind" = 'shut-out' AND "liftedAt" IS NULL ORDER BY "about", "number" DESC
          ) AS "held") AS "out"`;

/** What every press and every question needs of a community. */
export type KnownCommunity = { decided: Decided; shutOut: ShutOut };

/** All of it, by one statement. */
export async function readCommunity({ readRows }: Pick<Database, "readRows">, id: string): Promise<KnownCommunity> {
  const [row] = await readRows<DecidedRow>(selectDecided, [id]);
  const out = Object.entries(row?.out ?? {}).map(
    ([person, until]) => [person, until === null ? null : new Date(until)] as const,
  );
  return { decided: toDecided(row?.own ?? null, row?.asking ?? null), shutOut: new Map(out) };
}

/** The same, inside a transaction. */
async function readHere(client: Client, id: string): Promise<Chosen> {
  const [row] = await client.$queryRawUnsafe<DecidedRow[]>(selectDecided, id);
  return { ...toDecided(row?.own ?? null, row?.asking ?? null), weekly: await readWeekly(client, id) };
}

async function changeSettings(
  client: Client,
  ...[id, change]: Parameters<CommunityStore["changeSettings"]>
): Promise<void> {
  await takeTurn(client, `settings ${id}`);
  const { own, asking, weekly, noted } = change(await readHere(client, id));
  const rules = { ...asking, places: [...asking.places] };
  const row = { ...own, money: own.money ?? Prisma.DbNull };
  await client.community.upsert({ where: { id }, create: { id, ...row }, update: row });
  await client.askingRules.upsert({ where: { id }, create: { id, ...rules }, update: rules });
  if (weekly !== undefined) await writeWeekly(client, id, weekly);
  await client.settingChange.createMany({ data: noted });
}

/**
 * Moves all that is a community's own. What has been chosen under the new identifier already stays; its closed battles
 * are folded again, under that identifier.
 */
async function moveCommunity(client: Client, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Whoever moves the same community waits, and then finds nothing left to move.
  await takeTurn(client, `community ${from}`);
  await holdFolding(client);
  const moved = { where: { community: from }, data: { community: to } };
  // Held in one order, as by all who hold several battles, so that no two wait for each other.
  await client.$executeRaw`SELECT FROM "Battle" WHERE "community" = ${from} ORDER BY "id" FOR UPDATE`;
  await client.battle.updateMany({ ...moved, data: { ...moved.data, folded: null, cellId: null } });
  await client.cell.deleteMany({ where: { community: from } });
  await client.bankQuestion.updateMany(moved);
  await client.settingChange.updateMany(moved);
  await client.restriction.updateMany(moved);
  await client.order.updateMany(moved);
  await moveSpending(client, from, to);
  if ((await client.community.count({ where: { id: to } })) === 0)
    await client.community.updateMany({ where: { id: from }, data: { id: to } });
  // What operators have granted goes along, whatever has been chosen there.
  await client.$executeRaw`
    UPDATE "Community" SET "money" = jsonb_build_object(
      'granted', "former"."money"->'granted', 'own', coalesce("Community"."money"->'own', "former"."money"->'own'))
    FROM "Community" AS "former" WHERE "Community"."id" = ${to} AND "former"."id" = ${from}
      AND "former"."money" IS NOT NULL AND coalesce("Community"."money"->'granted', '{}') = '{}'`;
  if ((await client.askingRules.count({ where: { id: to } })) === 0)
    await client.askingRules.updateMany({ where: { id: from }, data: { id: to } });
  if ((await client.weeklyPost.count({ where: { community: to } })) === 0) await client.weeklyPost.updateMany(moved);
}

/** The part of the store that keeps communities. */
export function createCommunityRecords(database: Database): CommunityStore {
  return {
    decided: async (id) => (await readCommunity(database, id)).decided,
    communitySettings: async (id) => (await readCommunity(database, id)).decided.own,
    changeSettings: (...change) => database.transaction((client) => changeSettings(client, ...change)),
    async settingChanges(community, limit) {
      const rows = await database.read((client) =>
        client.settingChange.findMany({ where: { community }, orderBy: { number: "desc" }, take: limit }),
      );
      return rows.map(({ number: _number, ...change }) => change);
    },
    moveCommunity: (from, to) => database.transaction((client) => moveCommunity(client, from, to)),
  };
}
