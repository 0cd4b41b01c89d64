/** What processes that answer battles say to the store: a battle is answered by the one that holds its lease. */
import type { AskingLimits } from "./asking-rules.ts";
import type { Attempt, Battle, DrawSeal, Lease, Turn } from "./battle.ts";
import type { ArenaRules } from "./rules.ts";

/** A battle, as the process that holds its lease speaks of it. */
export type Held = { battle: string; holder: string };

/** One attempt of a battle. */
export type AttemptKey = Pick<Attempt, "turn" | "side" | "number">;

/** Both answers of a turn are there. */
export type Opening = {
  at: Date;
  /** When the battle closes at the latest; follow-ups do not move that. */
  closesAt: Date;
  /** Whether a name was hidden in either answer. */
  masked: boolean;
  /** Of the first turn; null in a follow-up, whose pair is sealed already. */
  seal: DrawSeal | null;
};

/** Another question to the pair of an open battle. */
export type FollowUp = {
  battle: string;
  /** Pseudonym: only the battle's asker may follow up. */
  asker: string;
  turn: Turn;
  attempts: Attempt[];
  lease: Lease;
  limits: Pick<ArenaRules, "turnsPerBattle"> & Pick<AskingLimits, "questionsAtOnce">;
};

export type FollowUpOutcome =
  | { outcome: "begun"; battle: Battle }
  | { outcome: "voted" | "not-open" | "not-asker" | "unknown-battle" | "asked-before" }
  | { outcome: "too-many-turns" | "too-many-questions" };

/** Takes up what nobody answers any more. */
export type TakeOver = {
  /** Who takes over, and until when it holds. */
  lease: Lease;
  at: Date;
  /**
   * Which leases are over: `all` of them, or those that have run out and those of holders whose name begins so
   * (earlier lives of the same installation).
   */
  over: "all" | { holdersLike: string } | "expired";
  /** Battles that this process is answering, whatever their leases say. */
  except: readonly string[];
};
