/**
 * The record of battles, as four ports. Every method is one transaction: when its promise resolves, what it wrote
 * survives a crash.
 * People and communities are pseudonyms here, delivery addresses encrypted.
 */
import type { QuestionPicture } from "../models/completion.ts";
import type { Model } from "../models/model.ts";
import type { Answer, Attempt, AttemptFailure, Battle, CloseReason, FailReason, NewBattle } from "./battle.ts";
import type { Choice } from "../chat/post.ts";
import type {
  AskingLimits,
  CreateOutcome,
  Decided,
  FollowUp,
  FollowUpOutcome,
  JoinOutcome,
  Paired,
  PairLimits,
  SettingChange,
} from "./asking-rules.ts";
import type { CommunitySettings, ReactionMode } from "./community-settings.ts";
import type { WeeklyPost } from "./weekly-post.ts";
import type { AttemptKey, Held, Opening, TakeOver } from "./lease.ts";
import type {
  Ballot,
  CastOutcome,
  CloseOutcome,
  LockOutcome,
  NewVote,
  StandingOutcome,
  Vote,
  Withdrawal,
  WithdrawOutcome,
} from "./vote.ts";

/** Who played in a battle that has closed, and how its votes fell. */
export type Result = {
  models: readonly Pick<Model, "id" | "name" | "organization">[];
  tally: Record<Choice, number>;
};

/** A battle, what its community has decided, and its result once it has closed: all that is needed to show it. */
export type BattleHere = { battle: Battle; here: Decided; result?: Result };

/** What became of a follow-up, and what is to be shown where it has begun. */
export type FollowedUp =
  | Exclude<FollowUpOutcome, { outcome: "begun" }>
  | ({ outcome: "begun"; hasPictures: boolean } & BattleHere);

/** Whether a battle was closed, or why not; what is to be shown then, and which others of the same two closed with it. */
export type Closing =
  | { outcome: "closed"; standing: BattleHere; others: readonly string[] }
  | { outcome: Exclude<CloseOutcome, "closed"> };

/** Battles from their question to their close, and where they are shown. */
export interface BattleStore {
  /**
   * Saves a battle in state `answering` together with its first turn and the first attempt of each side.
   * Saves nothing if the event of its first turn has asked before, or if a limit is reached, however many are saved at once.
   */
  createBattle(battle: NewBattle, limits: AskingLimits): Promise<CreateOutcome>;
  /** `open` → `answering`, with another turn, unless anybody has voted or a limit is reached. */
  beginFollowUp(followUp: FollowUp): Promise<FollowedUp>;
  /** By its identifier, or by the lookup of a post that shows it. */
  findBattle(by: string | { post: string }): Promise<Battle | undefined>;
  /** The battle that was asked by an event (a pseudonym), or asked again by it, and the number of that turn. */
  findAsked(event: string): Promise<{ battle: Battle; turn: number } | undefined>;
  /** A battle with all that is needed to show it as it stands. */
  standing(battleId: string): Promise<BattleHere | undefined>;
  /** The pictures of a battle's first question, in order. */
  pictures(battleId: string): Promise<QuestionPicture[]>;
  /**
   * Every battle that is `open`, or has ended but still has a delivery; oldest first.
   * @param overdueAt only those that should have closed or ended, and been shown so, by then.
   */
  unfinishedBattles(overdueAt?: Date): Promise<Battle[]>;
  /**
   * Replaces the record of where the battle is shown (encrypted; null forgets it), and by which lookups it is found
   * there. @returns false, changing nothing, when the record is no longer `from`: somebody else has shown it meanwhile.
   * @param trace where it has been shown (encrypted), to be kept for {@link TraceStore}.
   */
  saveDelivery(
    battleId: string,
    from: string | null,
    to: string | null,
    lookups: readonly string[],
    trace?: string,
  ): Promise<boolean>;
  /**
   * `open` → `closed`; {@link Store.fold} then takes its votes into the boards. Changes nothing when it is not open, nor
   * for the reason `asker` when its asker's vote is locked: an asker who has seen the names may not choose when it closes.
   * All open battles of its {@link NewBattle.pair} close with it.
   */
  closeBattle(battleId: string, at: Date, reason: CloseReason): Promise<Closing>;
}

/** Several questions to the same two, each a battle of its own. */
export interface PairStore {
  /** A battle with those of its {@link NewBattle.pair}, and how many voters have seen the names in each. */
  pairOf(battleId: string): Promise<Paired[]>;
  /**
   * Lets a battle that has just been saved, and is not shown yet, go on with the pair of another: see `joinPair`. From then
   * on they close together, votes alone close none of them, and none closes by time before `until`.
   */
  joinPair(battleId: string, before: string, limits: PairLimits): Promise<JoinOutcome>;
}

/**
 * What the process that answers a battle writes. It holds the battle's lease, and nobody else changes the battle
 * meanwhile; so it is not read again, but taken as its holder knows it.
 */
export interface AnsweringStore {
  /** Takes the lease of every battle that is being answered by nobody any more, and returns them, oldest first. */
  takeOver(takeOver: TakeOver): Promise<Battle[]>;
  /** Moves the end of a lease. @returns false, changing nothing, when the battle is not held. */
  extendLease(held: Held, until: Date): Promise<boolean>;
  /** Adds another attempt to a side whose last one failed. Dropped when the battle is not held. */
  addAttempt(held: Held, attempt: Attempt): Promise<void>;
  /**
   * Records how and when an attempt ended; an attempt ends once. Dropped when the battle is not held.
   * @param next the attempt that takes its place, added together with that.
   */
  finishAttempt(
    held: Held,
    attempt: AttemptKey,
    ending: Answer | AttemptFailure,
    at: Date,
    next?: Attempt,
  ): Promise<void>;
  /**
   * `answering` → `open`, and the lease ends. @returns what is to be shown now; undefined, changing nothing, when the battle
   * is not held by the holder of its lease.
   */
  openTurn(battle: Battle, opening: Opening): Promise<BattleHere | undefined>;
  /**
   * Gives the turn up, and the lease ends: `answering` → `failed` in the first turn, → `open` as it was before in a
   * follow-up. @returns what is to be shown then; undefined, changing nothing, when the battle is not held.
   */
  failTurn(battle: Battle, at: Date, reason: FailReason): Promise<BattleHere | undefined>;
  /**
   * Takes the last answers of an open battle back that nobody can be shown: `open` → `failed` in the first turn, as it was
   * before in a follow-up. @returns what is to be shown then; undefined, changing nothing, where `takenBack` says so.
   */
  takeBack(battleId: string, at: Date): Promise<BattleHere | undefined>;
}

/** The battle of a post that somebody has reacted to, and what a reaction does there. */
export type Reacted = { battle: string; mode: ReactionMode };

/** Votes: each voter has at most one on each battle. */
export interface BallotStore {
  /**
   * Writes or replaces a voter's vote on an open battle, and the battle's tally, in one transaction. The first vote may
   * bring `closesAt` nearer (the battle's `closeAfter`); the one that makes the battle's `closeAtVotes` full closes it.
   */
  castVote(vote: NewVote): Promise<CastOutcome>;
  /** Takes a vote back that is not locked, together with its count. A battle stays begun, and closes as it would have. */
  withdrawVote(withdrawal: Withdrawal): Promise<WithdrawOutcome>;
  /** Notes that a reaction could not be taken away: the vote it cast was open after all. */
  exposeVote(ballot: Ballot): Promise<void>;
  /**
   * Locks a voter's vote, because its voter is about to see the names. A second time changes nothing. A private battle
   * is closed by it (`names-shown`), in the same transaction. What the community has decided about names is read with it.
   */
  lockVote(ballot: Ballot, at: Date): Promise<LockOutcome>;
  /** How a voter stands in a battle; the names are told only where they may be. */
  findStanding(ballot: Ballot): Promise<StandingOutcome>;
  /** The battle shown in the post with that lookup, and what a reaction on it does in that community. */
  findReacted(lookup: string, community: string): Promise<Reacted | undefined>;
  findVote(battleId: string, voter: string): Promise<Vote | undefined>;
  /** A voter's choices in those battles that they have voted on. */
  findChoices(battleIds: readonly string[], voter: string): Promise<Map<string, Choice>>;
}

/** All that those who run a community have chosen. */
export type Chosen = Decided & { weekly: WeeklyPost | null };
/** The same once it is changed, and the changes; `weekly` left out: as it was. */
export type Changed = Decided & Partial<Pick<Chosen, "weekly">> & { noted: SettingChange[] };

/** What communities have decided about their battles. */
export interface CommunityStore {
  /** All that a community (a pseudonym) has decided: who may ask in it, and what it has chosen for its battles. */
  decided(community: string): Promise<Decided>;
  /** What a community has chosen for its battles; where several processes work on one database, as it was lately. */
  communitySettings(community: string): Promise<CommunitySettings>;
  /**
   * Changes what a community has chosen, and notes the changes. One change at a time: each begins with what the one
   * before has left. Nothing is changed when `change` throws, which goes on to the caller.
   */
  changeSettings(community: string, change: (kept: Chosen) => Changed): Promise<void>;
  /** The newest `limit` changes of a community's settings, newest first. */
  settingChanges(community: string, limit: number): Promise<SettingChange[]>;
  /** A community goes by another identifier from now on: its settings, battles and votes move along. A second time changes nothing. */
  moveCommunity(from: string, to: string): Promise<void>;
}
