/** Ballots of model jurors on closed battles: kept apart from people's votes, and counted as votes on no board. */
import type { CellFilter } from "../../boards/cell.ts";
import type { Choice } from "../../chat/post.ts";
import type { JuryCase } from "../scoring/jury.ts";

/** Which side a juror was shown first. */
export const shownOrders = ["ab", "ba"] as const;
/** One of {@link shownOrders}. */
export type ShownOrder = (typeof shownOrders)[number];

/** What a juror said of a battle, shown in one order. */
export type JuryBallot = {
  battle: string;
  /** A model that is the author of neither answer. */
  juror: string;
  shown: ShownOrder;
  /** By the battle's own sides, however they were shown; null: nothing that could be used. */
  choice: Choice | null;
  failure: string | null;
  /** US dollars; null: unknown. */
  cost: number | null;
  at: Date;
};

/** Of which battles; a board of only some of the votes on each is not told apart. */
export type JuryFilter = Omit<CellFilter, "league" | "sources" | "unseen">;

/** The part of the record that holds them. */
export interface JuryStore {
  /**
   * Closed battles, longest ended first, with fewer than `ballots` of jurors: neither private ones nor those in which a
   * name was hidden, whose words were erased, or that asked about a picture. Those that nobody voted on are among them,
   * in their turn: what the jury says of those tells how far ratings depend on which battles happened to find voters.
   */
  battlesToJudge(league: "real" | "demo", ballots: number, limit: number): Promise<string[]>;
  /** Keeps a ballot, unless there is one of that juror in that order already. */
  saveJuryBallot(ballot: JuryBallot): Promise<void>;
  /** What jurors have said of a battle. */
  juryBallots(battle: string): Promise<JuryBallot[]>;
  /** Every judged battle with what people and jurors said of it, or those of a board's. */
  juryCases(league: "real" | "demo", within?: JuryFilter): Promise<JuryCase[]>;
}
