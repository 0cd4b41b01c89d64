/** Boards between the memory of a process and the record. */
import { deserialize, serialize } from "node:v8";
import type { KeptSnapshot } from "./store.ts";
import type { BoardSnapshot } from "./board-snapshots.ts";

/** Names how snapshots are written: a new one whenever what a board is made of changes, so that none is misread. */
export const snapshotForm = "board-1";

/** As the engine writes down values; what it cannot read again is rated again. */
export function writeSnapshot({ rating, days, folded, ratedAt }: BoardSnapshot): KeptSnapshot {
  return { folded, ratedAt, content: serialize({ rating, days }) };
}

/** @returns undefined for what cannot be read: another version of the engine may have written it. */
export function readSnapshot({ folded, ratedAt, content }: KeptSnapshot): BoardSnapshot | undefined {
  try {
    return { ...(deserialize(content) as Pick<BoardSnapshot, "rating" | "days">), folded, ratedAt };
  } catch {
    return undefined;
  }
}
