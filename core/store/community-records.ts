/** What communities have chosen. */
import { type CommunitySettings, readReactionMode, unsetSettings } from "../battle/community-settings.ts";
import type { CommunityStore } from "../battle/store.ts";
import { readRules, writeRules } from "./asking-records.ts";
import { takeTurn } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import { moveCommunity } from "./moved-community.ts";

type CommunityRecords = Pick<CommunityStore, "communitySettings" | "changeSettings" | "moveCommunity">;

/** A community that has chosen nothing has no row. */
async function readSettings(client: Client, id: string): Promise<CommunitySettings> {
  const row = await client.community.findUnique({ where: { id } });
  if (!row) return unsetSettings;
  const { id: _id, reactions, theme, language, ...rest } = row;
  return {
    ...rest,
    // A process of an earlier version may still write the former name.
    reactions: reactions === null ? null : (readReactionMode(reactions) ?? null),
    theme: theme as CommunitySettings["theme"],
    language: language as CommunitySettings["language"],
  };
}

async function changeSettings(
  client: Client,
  ...[id, change]: Parameters<CommunityStore["changeSettings"]>
): Promise<void> {
  await takeTurn(client, `settings ${id}`);
  const { own, asking, noted } = change({ own: await readSettings(client, id), asking: await readRules(client, id) });
  await client.community.upsert({ where: { id }, create: { id, ...own }, update: { ...own } });
  await writeRules(client, id, asking);
  await client.settingChange.createMany({ data: noted });
}

/** The part of the store that keeps communities. */
export function createCommunityRecords(database: Database): CommunityRecords {
  return {
    communitySettings: (id) => database.run((client) => readSettings(client, id)),
    changeSettings: (...change) => database.transaction((client) => changeSettings(client, ...change)),
    moveCommunity: (from, to) => database.transaction((client) => moveCommunity(client, from, to)),
  };
}
