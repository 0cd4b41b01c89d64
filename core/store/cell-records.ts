/** Folding closed battles into cells, and reading those. */
import type { Cell, CellFilter } from "../boards/cell.ts";
import type { BoardStore } from "../boards/store.ts";
import { cellCondition, choiceSums } from "./board-records.ts";
import type { Client, Database } from "./database.ts";
import { fold, foldAll } from "./folding.ts";

type CellRecords = Pick<BoardStore, "fold" | "cells">;

function readCells(client: Client, filter: CellFilter): Promise<Cell[]> {
  return client.$queryRaw<Cell[]>`
    SELECT "modelA", "modelB", "task", ${choiceSums(filter)},
           to_char(min("day"), 'YYYY-MM-DD') AS "firstDay", to_char(max("day"), 'YYYY-MM-DD') AS "lastDay"
    FROM "Cell" WHERE ${cellCondition(filter)} GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`;
}

/** The part of the store that sums battles up. One that nobody voted on, or that was masked, leaves no trace in a cell. */
export function createCellRecords(database: Database): CellRecords {
  return {
    fold: () => fold(database),
    async cells(filter) {
      await foldAll(database);
      return await database.run((client) => readCells(client, filter));
    },
  };
}
