/** What communities have chosen. */
import { type CommunitySettings, readReactionMode, unsetSettings } from "../arena/community-settings.ts";
import type { Store } from "../ports.ts";
import type { Database } from "./database.ts";
import { moveCommunity } from "./moved-community.ts";

type CommunityRecords = Pick<Store, "communitySettings" | "saveCommunitySettings" | "moveCommunity">;

/** The part of the store that keeps communities. One that has chosen nothing has no row. */
export function createCommunityRecords(database: Database): CommunityRecords {
  return {
    async communitySettings(id) {
      const row = await database.run((client) => client.community.findUnique({ where: { id } }));
      if (!row) return unsetSettings;
      const { id: _id, reactions, theme, language, ...rest } = row;
      return {
        ...rest,
        // A process of an earlier version may still write the former name.
        reactions: reactions === null ? null : (readReactionMode(reactions) ?? null),
        theme: theme as CommunitySettings["theme"],
        language: language as CommunitySettings["language"],
      };
    },
    async saveCommunitySettings(id, settings) {
      const data = { ...settings };
      await database.run((client) => client.community.upsert({ where: { id }, create: { id, ...data }, update: data }));
    },
    moveCommunity: (from, to) => database.transaction((client) => moveCommunity(client, from, to)),
  };
}
