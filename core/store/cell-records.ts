/** Closing a battle, and reading the cells its votes go into. */
import type { CloseReason } from "../arena/battle.ts";
import type { CloseOutcome } from "../arena/vote.ts";
import type { Cell, CellFilter } from "../boards/cell.ts";
import type { Store } from "../ports.ts";
import { lockBattle } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import { fold, foldAll } from "./folding.ts";
import { rebuild } from "./rebuild.ts";

type CellRecords = Pick<Store, "closeBattle" | "fold" | "cells" | "rebuild">;

/** Closes a battle inside a running transaction, by the rules of {@link Store.closeBattle}. */
export async function closeBattle(
  client: Client,
  battleId: string,
  at: Date,
  reason: CloseReason,
): Promise<CloseOutcome> {
  const battle = await lockBattle(client, battleId);
  if (battle?.status !== "open") return "not-open";
  if (reason === "asker" && (await hasLocked(client, battleId, battle.asker))) return "asker-saw-names";
  await client.battle.updateMany({
    where: { id: battleId },
    data: { status: "closed", endedAt: at, endReason: reason },
  });
  return "closed";
}

async function hasLocked(client: Client, battleId: string, voter: string): Promise<boolean> {
  return (await client.vote.count({ where: { battleId, voter, lockedAt: { not: null } } })) > 0;
}

function toDay(day: Date | null): string {
  return (day ?? new Date(0)).toISOString().slice(0, 10);
}

async function readCells(client: Client, filter: CellFilter): Promise<Cell[]> {
  const { league, task, language, platform, community, exceptCommunity, since } = filter;
  const sums = await client.cell.groupBy({
    by: ["modelA", "modelB", "task"],
    where: {
      league,
      ...(task !== undefined && { task }),
      ...(language !== undefined && { language }),
      ...(platform !== undefined && { platform }),
      ...(community !== undefined && { community }),
      ...(exceptCommunity !== undefined && { NOT: { community: exceptCommunity } }),
      ...(since !== undefined && { day: { gte: new Date(since) } }),
    },
    _sum: { a: true, b: true, tie: true, bothBad: true },
    _min: { day: true },
    _max: { day: true },
    orderBy: [{ modelA: "asc" }, { modelB: "asc" }, { task: "asc" }],
  });
  return sums.map(({ modelA, modelB, task: cellTask, _sum: sum, _min: first, _max: last }) => ({
    modelA,
    modelB,
    task: cellTask as Cell["task"],
    a: sum.a ?? 0,
    b: sum.b ?? 0,
    tie: sum.tie ?? 0,
    bothBad: sum.bothBad ?? 0,
    firstDay: toDay(first.day),
    lastDay: toDay(last.day),
  }));
}

/**
 * The part of the store that closes battles and sums them up. A battle that nobody voted on, or that was masked, leaves
 * no trace in a cell.
 */
export function createCellRecords(database: Database): CellRecords {
  return {
    closeBattle: (...closing) => database.transaction((client) => closeBattle(client, ...closing)),
    fold: () => fold(database),
    async cells(filter) {
      await foldAll(database);
      return await database.run((client) => readCells(client, filter));
    },
    rebuild: () => database.transaction(rebuild),
  };
}
