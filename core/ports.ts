/**
 * What the product needs from the world. Everything platform-, vendor- or machine-specific stands behind one of
 * these; `test/contracts` holds one suite a port, run by every implementation.
 */
import type {
  Answer,
  Attempt,
  AttemptFailure,
  Battle,
  Choice,
  CloseReason,
  FailReason,
  NewBattle,
  Side,
} from "./arena/battle.ts";
import type { CastOutcome, CloseOutcome, LockOutcome, NewVote, Vote } from "./arena/vote.ts";
import type { Cell, CellFilter } from "./boards/cell.ts";
import type { Picture, RenderedImage } from "./images/picture.ts";
import type { Completion, CompletionRequest } from "./models/completion.ts";
import type { Model } from "./models/model.ts";
import type { PlatformName, Post } from "./post.ts";

/** Time, from outside: tests move it by hand, so nothing ever sleeps. */
export interface Clock {
  /** The present moment. */
  now(): Date;
  /** Runs `task` once, `milliseconds` from now; the returned function calls it off. */
  after(milliseconds: number, task: () => void): () => void;
}

/** Chance, from outside: tests fix it, so every draw can be repeated. */
export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** A fresh identifier: 16 characters of [0-9a-z], unguessable (80 bits). */
  id(): string;
}

/** The log: details for whoever runs the arena. Never a secret, never a raw platform id. */
export interface Log {
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

/** A place people chat in. Speaks posts; knows nothing about battles. */
export interface ChatPlatform {
  readonly name: PlatformName;
  /**
   * Posts in a place (the platform's own notation, as in {@link Sender}), in answer to the message at `replyTo` when
   * there is one, and returns the new post's address.
   */
  post(place: string, post: Post, replyTo?: string): Promise<string>;
  /** Replaces a post. Does nothing when it no longer exists. */
  edit(address: string, post: Post): Promise<void>;
}

/** Anything that completes a chat: one request, one whole answer. */
export interface ModelProvider {
  /**
   * Resolves with the whole answer only when the model finished it of its own accord or at its token limit.
   * @throws {ModelFailure} for every other ending, the caller's abort included.
   */
  complete(request: CompletionRequest, signal: AbortSignal): Promise<Completion>;
}

/** Draws pictures. Drawing never blocks the process that serves people. */
export interface Renderer {
  render(picture: Picture): Promise<RenderedImage>;
  close(): Promise<void>;
}

/**
 * The record. Every method is one transaction: when its promise resolves, what it wrote survives a crash.
 * People and communities arrive here as pseudonyms, delivery addresses encrypted.
 */
export interface Store {
  /** Adds the models it does not know, refreshes the names of those it does; forgets none, for votes point to them. */
  saveModels(models: readonly Model[]): Promise<void>;
  /** Every model that ever took part. */
  models(): Promise<Model[]>;

  /** Saves a battle in state `answering` together with the first attempt of each side. */
  createBattle(battle: NewBattle): Promise<void>;
  /** Adds another attempt to a side whose last one failed. */
  addAttempt(battleId: string, attempt: Attempt): Promise<void>;
  /** Records how and when an attempt ended. */
  finishAttempt(battleId: string, side: Side, number: number, ending: Answer | AttemptFailure, at: Date): Promise<void>;
  /** Records where the battle is shown (encrypted), replacing what was there; null forgets it. */
  saveDelivery(battleId: string, delivery: string | null): Promise<void>;
  /** `answering` → `open`. @returns false, changing nothing, when the battle is not answering. */
  openBattle(battleId: string, at: Date, closesAt: Date): Promise<boolean>;
  /** `answering` → `failed`. @returns false, changing nothing, when the battle is not answering. */
  failBattle(battleId: string, at: Date, reason: FailReason): Promise<boolean>;
  /**
   * `open` → `closed`: folds its votes into cells. Changes nothing when the battle is not open, nor for the reason
   * `asker` when its asker's vote is locked: who has seen the names may not choose the moment.
   */
  closeBattle(battleId: string, at: Date, reason: CloseReason): Promise<CloseOutcome>;
  findBattle(battleId: string): Promise<Battle | undefined>;
  /** Every battle that is `answering` or `open`, or has ended but still has a delivery; oldest first. */
  unfinishedBattles(): Promise<Battle[]>;

  /**
   * Writes or replaces a voter's vote on an open battle, and the battle's tally, in one transaction.
   * On the first vote `closesAt` of the battle becomes the earlier of what it was and `vote.closesAt`.
   */
  castVote(vote: NewVote): Promise<CastOutcome>;
  /**
   * Locks a voter's vote, because its voter is about to see the names. Locking twice is locking once. A private battle
   * is closed by it (`names-shown`), in the same transaction.
   */
  lockVote(battleId: string, voter: string, at: Date): Promise<LockOutcome>;
  findVote(battleId: string, voter: string): Promise<Vote | undefined>;
  /** How often each choice was made in a closed battle. */
  tally(battleId: string): Promise<Record<Choice, number>>;

  /** Sums of closed battles by ordered pair, for the battles that fit the filter. */
  cells(filter: CellFilter): Promise<Cell[]>;

  close(): Promise<void>;
}

/** One post of the local page as it is kept; `content` is JSON that only the page's own adapter reads. */
export type ArchivedPost = {
  id: string;
  /** Grows with every post and edit; what a reader has seen is one number. */
  revision: number;
  /** Who may see it: a voter's pseudonym, or null for everybody. */
  audience: string | null;
  content: string;
};

/** Keeps the posts of the local page, whose server, unlike Discord's or Telegram's, is ourselves. */
export interface PageArchive {
  /** Inserts or replaces by id. */
  save(post: ArchivedPost): Promise<void>;
  /** Forgets a post. Does nothing when there is none of that id. */
  remove(id: string): Promise<void>;
  /** The newest `limit` posts, in order of their first save. */
  newest(limit: number): Promise<ArchivedPost[]>;
}
