/** Closing a battle, and reading the cells its votes go into. */
import type { CloseReason } from "../battle/battle.ts";
import type { CloseOutcome } from "../battle/vote.ts";
import type { Cell, CellFilter } from "../boards/cell.ts";
import type { Store } from "../ports.ts";
import { cellCondition, choiceSums } from "./board-records.ts";
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

function readCells(client: Client, filter: CellFilter): Promise<Cell[]> {
  return client.$queryRaw<Cell[]>`
    SELECT "modelA", "modelB", "task", ${choiceSums(filter)},
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "Cell" WHERE ${cellCondition(filter)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
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
