/** Who may ask in communities, and what was changed in their settings. */
import { type AskingRules, usualRules } from "../battle/asking-rules.ts";
import type { CommunityStore } from "../battle/store.ts";
import type { Client, Database } from "./database.ts";

type AskingRecords = Pick<CommunityStore, "askingRules" | "settingChanges">;

/** A community that keeps to the usual rules has no row. */
export async function readRules(client: Client, id: string): Promise<AskingRules> {
  const row = await client.askingRules.findUnique({ where: { id } });
  if (!row) return usualRules;
  const { id: _id, askers, reveal, ...rest } = row;
  return { ...rest, askers: askers as AskingRules["askers"], reveal: reveal as AskingRules["reveal"] };
}

export async function writeRules(client: Client, id: string, rules: AskingRules): Promise<void> {
  const data = { ...rules, places: [...rules.places] };
  await client.askingRules.upsert({ where: { id }, create: { id, ...data }, update: data });
}

/** The part of the store that tells of asking rules. */
export function createAskingRecords(database: Database): AskingRecords {
  return {
    askingRules: (id) => database.run((client) => readRules(client, id)),
    async settingChanges(community, limit) {
      const rows = await database.run((client) =>
        client.settingChange.findMany({ where: { community }, orderBy: { number: "desc" }, take: limit }),
      );
      return rows.map(({ number: _number, ...change }) => change);
    },
  };
}
