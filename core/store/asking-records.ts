/** Who may ask in communities, and what was changed in their settings. */
import { type AskingRules, usualRules } from "../arena/asking-rules.ts";
import type { Store } from "../ports.ts";
import type { Database } from "./database.ts";

type AskingRecords = Pick<Store, "askingRules" | "saveAskingRules" | "addSettingChanges" | "settingChanges">;

/** The part of the store that keeps asking rules. A community that keeps to the usual ones has no row. */
export function createAskingRecords(database: Database): AskingRecords {
  return {
    async askingRules(id) {
      const row = await database.run((client) => client.askingRules.findUnique({ where: { id } }));
      if (!row) return usualRules;
      const { id: _id, askers, reveal, ...rest } = row;
      return { ...rest, askers: askers as AskingRules["askers"], reveal: reveal as AskingRules["reveal"] };
    },
    async saveAskingRules(id, rules) {
      const data = { ...rules, places: [...rules.places] };
      await database.run((client) =>
        client.askingRules.upsert({ where: { id }, create: { id, ...data }, update: data }),
      );
    },
    async addSettingChanges(changes) {
      await database.run((client) => client.settingChange.createMany({ data: [...changes] }));
    },
    async settingChanges(community, limit) {
      const rows = await database.run((client) =>
        client.settingChange.findMany({ where: { community }, orderBy: { number: "desc" }, take: limit }),
      );
      return rows.map(({ number: _number, ...change }) => change);
    },
  };
}
