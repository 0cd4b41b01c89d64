/** A community that goes by another identifier from now on. */
import type { Client } from "./database.ts";

/**
 * Moves all that is a community's own. What has been chosen under the new identifier already stays; sums are added up.
 */
export async function moveCommunity(client: Client, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Whoever moves the same community waits, and then finds nothing left to move.
  await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`community ${from}`}, 0))`;
  const moved = { where: { community: from }, data: { community: to } };
  await client.battle.updateMany(moved);
  await client.bankQuestion.updateMany(moved);
  await client.settingChange.updateMany(moved);
  if ((await client.community.count({ where: { id: to } })) === 0)
    await client.community.updateMany({ where: { id: from }, data: { id: to } });
  if ((await client.askingRules.count({ where: { id: to } })) === 0)
    await client.askingRules.updateMany({ where: { id: from }, data: { id: to } });
  await moveCells(client, from, to);
}

async function moveCells(client: Client, from: string, to: string): Promise<void> {
  await client.$executeRaw`
    INSERT INTO "Cell" ("day", "league", "modelA", "modelB", "task", "language", "platform", "community",
                        "battles", "a", "b", "tie", "bothBad")
    SELECT "day", "league", "modelA", "modelB", "task", "language", "platform", ${to},
           "battles", "a", "b", "tie", "bothBad" FROM "Cell" WHERE "community" = ${from}
    ON CONFLICT ("day", "league", "modelA", "modelB", "task", "language", "platform", "community") DO UPDATE SET
      "battles" = "Cell"."battles" + EXCLUDED."battles",
      "a" = "Cell"."a" + EXCLUDED."a",
      "b" = "Cell"."b" + EXCLUDED."b",
      "tie" = "Cell"."tie" + EXCLUDED."tie",
      "bothBad" = "Cell"."bothBad" + EXCLUDED."bothBad"`;
  await client.cell.deleteMany({ where: { community: from } });
}
