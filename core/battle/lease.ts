/** Answering by lease: a battle is answered by the process that holds it, and what that may say of it. */
import {
  type Answer,
  type Attempt,
  type AttemptFailure,
  type Battle,
  type DrawSeal,
  type FailReason,
  type Lease,
  lastTurn,
} from "./battle.ts";
import type { PlatformName } from "../chat/post.ts";

/** A battle, as the process that holds its lease speaks of it. */
export type Held = { battle: string; holder: string };

/** One attempt of a battle. */
export type AttemptKey = Pick<Attempt, "turn" | "side" | "number">;

/** Both answers of a turn are there. */
export type Opening = {
  at: Date;
  /** When the battle closes at the latest; follow-ups do not move that. */
  closesAt: Date;
  /** Whether a name was hidden in either answer, or the question asked who answers. */
  masked: boolean;
  /** Of the first turn; null in a follow-up, whose pair is sealed already. */
  seal: DrawSeal | null;
  /** The answer that was waited for last, where it is not recorded yet. */
  last: { attempt: AttemptKey; answer: Answer; at: Date } | null;
};

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
  /**
   * The platforms on which it can show anything, and since when leases elsewhere must be over: before that, they are for
   * those who can. Left out: it can on all.
   */
  reach?: { platforms: readonly PlatformName[]; elsewhereSince: Date } | undefined;
};

/** Whether a battle that is being answered may be taken over: its lease has ended, as far as the caller knows. */
export function isAbandoned(
  { lease, platform }: Pick<Battle, "lease" | "platform">,
  { at, over, reach }: Pick<TakeOver, "at" | "over" | "reach">,
): boolean {
  if (over === "all" || lease === null) return true;
  if (reach && !reach.platforms.includes(platform)) return lease.until <= reach.elsewhereSince;
  if (lease.until <= at) return true;
  return typeof over === "object" && lease.holder.startsWith(over.holdersLike);
}

/** Whether what a process says of a battle still counts: what comes after it has lost the lease does not. */
export function isHeldBy(battle: Pick<Battle, "status" | "lease">, { holder }: Held): boolean {
  return battle.status === "answering" && battle.lease?.holder === holder;
}

/** A battle whose attempt has ended so; one that had ended before keeps its ending. @throws {Error} where there is none such. */
export function withEnding(
  battle: Battle,
  { turn, side, number }: AttemptKey,
  ending: Answer | AttemptFailure,
  endedAt: Date,
): Battle {
  const attempt = battle.attempts.find((one) => one.turn === turn && one.side === side && one.number === number);
  if (!attempt) throw new Error(`Battle ${battle.id} has no attempt ${number} on side ${side} in turn ${turn}.`);
  if (attempt.ending !== null) return battle;
  const ended = { ...attempt, ending, endedAt };
  return { ...battle, attempts: battle.attempts.map((one) => (one === attempt ? ended : one)) };
}

/** A battle once both answers of its last turn are there. Follow-ups move neither its seal nor its end. */
export function opened(answered: Battle, { at, closesAt, masked, seal, last }: Opening): Battle {
  const battle = last ? withEnding(answered, last.attempt, last.answer, last.at) : answered;
  const { number } = lastTurn(battle);
  return {
    ...battle,
    status: "open",
    lease: null,
    // The hash of the draw that people were told at first holds for every later turn.
    seal: battle.seal ?? seal,
    openedAt: battle.openedAt ?? at,
    closesAt: battle.closesAt ?? closesAt,
    masked: battle.masked || masked,
    turns: battle.turns.map((turn) => (turn.number === number ? { ...turn, openedAt: at } : turn)),
  };
}

/** A battle whose last turn got no answers: failed in its first turn, open as it was before in a follow-up. */
export function givenUp(battle: Battle, at: Date, reason: FailReason): Battle {
  const { number } = lastTurn(battle);
  const turns = battle.turns.map((turn) => (turn.number === number ? { ...turn, failedAt: at } : turn));
  if (battle.openedAt) return { ...battle, status: "open", lease: null, turns };
  return { ...battle, status: "failed", endedAt: at, endReason: reason, lease: null, turns };
}

/**
 * An open battle whose last answers nobody can be shown, as {@link givenUp} leaves it; undefined where that is not so: it
 * is not open, its last turn is not, or its first answers have been voted on.
 */
export function takenBack(battle: Battle, at: Date): Battle | undefined {
  const { number, openedAt } = lastTurn(battle);
  if (battle.status !== "open" || openedAt === null || (number === 1 && battle.firstVoteAt)) return undefined;
  const turns = battle.turns.map((turn) => (turn.number === number ? { ...turn, openedAt: null } : turn));
  const before = { ...battle, turns };
  return givenUp(number === 1 ? { ...before, openedAt: null, closesAt: null } : before, at, "unshowable");
}
