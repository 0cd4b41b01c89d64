/** The record as an export of one community reads it. */
import type { RecordedBattle } from "./recorded.ts";

/** Up to where battles have been read: in the order in which they were asked. */
export type ReadUpTo = { createdAt: string; id: string };

/** Some battles, and up to where that is; null: there are no more. */
export type BattlesRead = { battles: RecordedBattle[]; last: ReadUpTo | null };

/** Closed battles, little by little, so that others come between. */
export interface ExportStore {
  /**
   * The closed battles of a community (a pseudonym) after those that have been read, at most so many, with what people say
   * at this moment about their data. Without those that sources brought in.
   * @param after null: from the first one on.
   */
  closedBattles(community: string, after: ReadUpTo | null, most: number): Promise<BattlesRead>;
}
