/** A community that goes by another identifier from now on. */
import type { Client } from "./database.ts";
import { holdFolding } from "./folding.ts";

/**
 * Moves all that is a community's own. What has been chosen under the new identifier already stays; its closed battles
 * are folded again, under that identifier.
 */
export async function moveCommunity(client: Client, from: string, to: string): Promise<void> {
  if (from === to) return;
  // Whoever moves the same community waits, and then finds nothing left to move.
  await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`community ${from}`}, 0))`;
  await holdFolding(client);
  const moved = { where: { community: from }, data: { community: to } };
  await client.battle.updateMany({ ...moved, data: { ...moved.data, folded: null, cellId: null } });
  await client.cell.deleteMany({ where: { community: from } });
  await client.bankQuestion.updateMany(moved);
  await client.settingChange.updateMany(moved);
  if ((await client.community.count({ where: { id: to } })) === 0)
    await client.community.updateMany({ where: { id: from }, data: { id: to } });
  if ((await client.askingRules.count({ where: { id: to } })) === 0)
    await client.askingRules.updateMany({ where: { id: from }, data: { id: to } });
}
