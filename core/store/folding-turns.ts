/** Folding beside what reads cells: whoever reads has the votes of all battles that have closed. */
import type { Database, Reader } from "./database.ts";
import { fold, type FoldedListener } from "./folding.ts";
import { Prisma } from "./generated/client.ts";
import { StoreFailure } from "./store-failure.ts";

/** What was read, and whether battles that had closed were not folded yet. */
export type Known<Found> = { pending: boolean; found: Found };

/** Tells so in any statement that reads: asked apart, it would cost as much again. */
export const pendingColumn = Prisma.sql`
  EXISTS (SELECT FROM "Battle" WHERE "status" = 'closed' AND "folded" IS NULL) AS "pending"`;

/** Between texts that come as one: no name holds it, and no JSON. */
export const separator = "\u001E";

/** Folding beside what reads cells. */
export interface FoldingTurns {
  /** Folds some closed battles, the earliest closed first. @returns how many: 0 when none was left. */
  fold(): Promise<number>;
  /** Reads what holds the votes of all battles that have closed; while this process may not fold, of those that it has folded. */
  upToDate<Found>(read: (client: Reader) => Promise<Known<Found>>): Promise<Found>;
  /** Does work during which this process folds nothing. */
  without<Result>(work: () => Promise<Result>): Promise<Result>;
}

/** Creates them. */
export function createFoldingTurns(database: Database, folded?: FoldedListener): FoldingTurns {
  const undisturbed = new Set<Promise<unknown>>();
  return {
    async fold() {
      while (undisturbed.size > 0) await Promise.allSettled(undisturbed);
      return await fold(database, folded);
    },
    async upToDate(read) {
      const known = await database.read(read);
      if (!known.pending || undisturbed.size > 0) return known.found;
      await foldAll(database, folded);
      return (await database.read(read)).found;
    },
    async without(work) {
      const working = work();
      undisturbed.add(working);
      try {
        return await working;
      } finally {
        undisturbed.delete(working);
      }
    },
  };
}

/** Where the disk is full, what was folded before can still be read. */
async function foldAll(database: Database, folded?: FoldedListener): Promise<void> {
  try {
    while ((await fold(database, folded)) > 0);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
}
