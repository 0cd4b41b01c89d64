/** Which communities have their digest posted every week. */
import type { WeeklyPost, WeeklyStore } from "../battle/weekly-post.ts";
import type { PlatformName } from "../chat/post.ts";
import type { Client, Database, Reader } from "./database.ts";
import type { WeeklyPost as WeeklyRow } from "./generated/client.ts";

const toWeekly = <Row extends Pick<WeeklyRow, "platform">>(row: Row) => ({
  ...row,
  platform: row.platform as PlatformName,
});

/** That of a community, inside a transaction. */
export async function readWeekly(client: Reader, community: string): Promise<WeeklyPost | null> {
  const row = await client.weeklyPost.findUnique({ where: { community }, omit: { community: true } });
  return row && toWeekly(row);
}

/** Keeps what a community has chosen. A Monday that was taken meanwhile stays so. */
export async function writeWeekly(client: Client, community: string, weekly: WeeklyPost | null): Promise<void> {
  if (!weekly) return void (await client.weeklyPost.deleteMany({ where: { community } }));
  const { platform, delivery } = weekly;
  await client.weeklyPost.upsert({
    where: { community },
    create: { community, ...weekly },
    update: { platform, delivery },
  });
}

/** The part of the store that keeps that. */
export function createWeeklyRecords(database: Database): WeeklyStore {
  return {
    weeklyPost: (community) => database.read((client) => readWeekly(client, community)),
    async dueWeekly(platform, monday) {
      const where = { platform, taken: { lt: monday } };
      const rows = await database.read((client) =>
        client.weeklyPost.findMany({ where, orderBy: { community: "asc" } }),
      );
      return rows.map(toWeekly);
    },
    async takeWeekly(community, monday) {
      const where = { community, taken: { lt: monday } };
      const { count } = await database.write((client) =>
        client.weeklyPost.updateMany({ where, data: { taken: monday } }),
      );
      return count > 0;
    },
    async endWeekly(community, delivery) {
      await database.write((client) => client.weeklyPost.deleteMany({ where: { community, delivery } }));
    },
  };
}
