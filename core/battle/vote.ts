/** Votes as they are cast and kept. */
import type { PlatformName, Choice } from "../chat/post.ts";
import type { Battle, Side } from "./battle.ts";

/** How a vote was given: by button, or by a reaction that the bot takes away at once, or by one that stays. */
export const castMeans = ["button", "out-of-sight-reaction", "open-reaction"] as const;
/** One of {@link castMeans}. */
export type CastMeans = (typeof castMeans)[number];

/** Whose ballot, on which battle, and in which community: it counts only in the battle's own community. */
export type Ballot = {
  battle: string;
  /** Pseudonyms. */
  voter: string;
  community: string;
};

/** A vote as it is given. */
export type NewVote = Ballot & {
  platform: PlatformName;
  choice: Choice;
  means: CastMeans;
  /** Whether others were sent it, as every reaction on Discord and Telegram is, whether it stays or not. */
  seen: boolean;
  at: Date;
  /**
   * `unvoted`: cast only if its voter has no vote yet; `same`: never cast. In both cases a vote for the same choice that
   * is there already is marked as seen, if this one was seen.
   */
  onlyIf?: "unvoted" | "same" | undefined;
  /** When its voter gave it, at the latest; left out: now. It does not replace a vote that was set after that. */
  madeAt?: Date | undefined;
};

/** A vote as it is recorded. */
export type Vote = {
  battle: string;
  voter: string;
  platform: PlatformName;
  choice: Choice;
  /** What the voter chose at first, and how often they changed it. */
  firstChoice: Choice;
  changes: number;
  /** How it was cast as it stands now, and how the voter's first choice was. */
  means: CastMeans;
  firstMeans: CastMeans;
  /** Whether others could see it, as it is now, before the close. */
  seen: boolean;
  castAt: Date;
  changedAt: Date;
  /** Set once the voter asked to see the names. */
  lockedAt: Date | null;
  /** How many voters of this battle had already seen its names when this vote was last set. */
  namesSeenBy: number;
};

/** What the voter of a ballot is told of its battle, as it stands after the ballot. */
export type ToldBattle = Pick<Battle, "status" | "asker" | "closesAt"> & {
  /** Who wrote its answers; null as long as this voter must not know. */
  models: Record<Side, string> | null;
};

/** A ballot that changed nothing, because there is no such battle in its community, or because that is not open. */
type NotTaken = { outcome: "not-open"; battle: ToldBattle } | { outcome: "unknown-battle" };

/** `cast`: the vote stands now; it may have been the one that closed the battle. */
export type CastOutcome =
  | { outcome: "cast"; changed: boolean; battle: ToldBattle }
  | { outcome: "locked"; choice: Choice; battle: ToldBattle }
  | NotTaken;

/** What is to be withdrawn: the vote however it was cast, or only if it was cast so. */
export type Withdrawal = Ballot & { only?: { means: CastMeans; choice: Choice } };

/** `no-vote`: there is none, or none such. */
export type WithdrawOutcome =
  | { outcome: "withdrawn"; choice: Choice; battle: ToldBattle }
  | { outcome: "locked"; choice: Choice; battle: ToldBattle }
  | { outcome: "no-vote"; battle: ToldBattle }
  | NotTaken;

/** Whether a battle was closed, or why not. `pair-answering`: the same two are answering another question. */
export type CloseOutcome = "closed" | "not-open" | "asker-saw-names" | "pair-answering";

/** `no-vote`: there is none to lock. `names-at-close`: the community tells the names to all at once, when the battle closes. */
export type LockOutcome =
  | { outcome: "locked"; choice: Choice; battle: ToldBattle }
  | { outcome: "no-vote"; battle: ToldBattle }
  | { outcome: "names-at-close"; battle: ToldBattle }
  | NotTaken;

/** How a voter stands in a battle. */
export type StandingOutcome =
  | { outcome: "voted"; choice: Choice; battle: ToldBattle }
  | { outcome: "locked"; choice: Choice; battle: ToldBattle }
  | { outcome: "no-vote"; battle: ToldBattle }
  | NotTaken;
