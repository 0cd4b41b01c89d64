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
} from "./battle/battle.ts";
import type { AskingLimits, AskingRules, CreateOutcome, Decided, SettingChange } from "./battle/asking-rules.ts";
import type { CommunitySettings } from "./battle/community-settings.ts";
import type { AttemptKey, FollowUp, FollowUpOutcome, Held, Opening, TakeOver } from "./battle/lease.ts";
import type {
  Ballot,
  CastOutcome,
  CloseOutcome,
  LockOutcome,
  NewVote,
  Vote,
  Withdrawal,
  WithdrawOutcome,
} from "./battle/vote.ts";
import type { AnswerFacts } from "./boards/answer-facts.ts";
import type { BoardVotes } from "./boards/board-votes.ts";
import type { BoardFilter, Cell, CellFilter } from "./boards/cell.ts";
import type { DatedTally } from "./boards/rating-history.ts";
import type { Rebuilt } from "./boards/rebuilt.ts";
import type { VotingRecord } from "./boards/voting-record.ts";
import type { Picture, RenderedImage } from "./images/picture.ts";
import type { Completion, CompletionRequest, QuestionPicture } from "./models/completion.ts";
import type { Model } from "./models/model.ts";
import type { JuryRecords } from "./mutual/jury/jury.ts";
import type { HistoryPage } from "./people/history.ts";
import type { Erasure, PersonalData } from "./people/personal-data.ts";
import type { PersonSettings } from "./people/person-settings.ts";
import type { PlatformName, Post } from "./chat/post.ts";
import type { PairTally } from "./rating/pair-tally.ts";
import type { AddedQuestion, AddOutcome } from "./bank/bank-question.ts";

export type { ArchivedPost, PageArchive } from "./chat/page-archive.ts";

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
  /** 128 fresh bits as 32 hexadecimal digits. */
  salt(): string;
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
   * there is one, and returns the new post's address. Posting again under a `key` that was posted under (after a crash
   * in between, say) shows nothing twice, as far as the platform can tell; a key has at most 25 characters.
   */
  post(place: string, post: Post, key: string, replyTo?: string): Promise<string>;
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

/** A board that was rated, in the form of whoever rated it. */
export type KeptSnapshot = { folded: number; ratedAt: Date; content: Uint8Array };

/**
 * The record. Every method is one transaction: when its promise resolves, what it wrote survives a crash.
 * People and communities arrive here as pseudonyms, delivery addresses encrypted.
 */
export interface Store extends JuryRecords {
  /** Adds the models it does not know, refreshes the names of those it does; forgets none, for votes point to them. */
  saveModels(models: readonly Model[]): Promise<void>;
  /** Every model that ever took part. */
  models(): Promise<Model[]>;

  /**
   * Saves a battle in state `answering` together with its first turn and the first attempt of each side.
   * Saves nothing if the event of its first turn has asked before, or if a limit is reached, however many are saved at once.
   */
  createBattle(battle: NewBattle, limits: AskingLimits): Promise<CreateOutcome>;
  /** `open` → `answering`, with another turn, unless anybody has voted or a limit is reached. */
  beginFollowUp(followUp: FollowUp): Promise<FollowUpOutcome>;
  /** Adds another attempt to a side whose last one failed. Dropped when the battle is not held. */
  addAttempt(held: Held, attempt: Attempt): Promise<void>;
  /** Records how and when an attempt ended; an attempt ends once. Dropped when the battle is not held. */
  finishAttempt(held: Held, attempt: AttemptKey, ending: Answer | AttemptFailure, at: Date): Promise<void>;
  /** Moves the end of a lease. @returns false, changing nothing, when the battle is not held. */
  extendLease(held: Held, until: Date): Promise<boolean>;
  /** Takes the lease of every battle that is being answered by nobody any more, and returns them, oldest first. */
  takeOver(takeOver: TakeOver): Promise<Battle[]>;
  /** `answering` → `open`, and the lease ends. @returns false, changing nothing, when the battle is not held. */
  openTurn(held: Held, opening: Opening): Promise<boolean>;
  /**
   * Gives the turn up, and the lease ends: `answering` → `failed` in the first turn, → `open` as it was before in a
   * follow-up. @returns false, changing nothing, when the battle is not held.
   */
  failTurn(held: Held, at: Date, reason: FailReason): Promise<boolean>;
  /**
   * Replaces the record of where the battle is shown (encrypted; null forgets it), and by which lookups it is found
   * there. @returns false, changing nothing, when the record is no longer `from`: somebody else has shown it meanwhile.
   */
  saveDelivery(battleId: string, from: string | null, to: string | null, lookups: readonly string[]): Promise<boolean>;
  /** The battle shown in the post with that lookup. */
  battleOfPost(lookup: string): Promise<string | undefined>;
  /**
   * `open` → `closed`; {@link Store.fold} then takes its votes into the boards. Changes nothing when it is not open, nor for the reason `asker` when its asker's vote is locked: who has seen the names may not choose the moment.
   */
  closeBattle(battleId: string, at: Date, reason: CloseReason): Promise<CloseOutcome>;
  findBattle(battleId: string): Promise<Battle | undefined>;
  /** The pictures of a battle's first question, in order. */
  pictures(battleId: string): Promise<QuestionPicture[]>;
  /** Every battle that is `open`, or has ended but still has a delivery; oldest first. */
  unfinishedBattles(): Promise<Battle[]>;
  /** The battles of {@link Store.unfinishedBattles} that should have closed or ended, and been shown so, by `at`. */
  overdueBattles(at: Date): Promise<Battle[]>;

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
   * Locks a voter's vote, because its voter is about to see the names. Locking twice is locking once. A private battle
   * is closed by it (`names-shown`), in the same transaction.
   */
  lockVote(ballot: Ballot, at: Date): Promise<LockOutcome>;
  findVote(battleId: string, voter: string): Promise<Vote | undefined>;
  /** How often each choice was made in a closed battle. */
  tally(battleId: string): Promise<Record<Choice, number>>;

  /** What a community (a pseudonym) has chosen. */
  communitySettings(community: string): Promise<CommunitySettings>;

  /** Who may ask in a community, and what else it decides about its battles as a whole. */
  askingRules(community: string): Promise<AskingRules>;
  /**
   * Changes what a community has decided, and notes the changes. One change at a time: each begins with what the one
   * before has left. Nothing is changed when `change` throws, which goes on to the caller.
   */
  changeSettings(community: string, change: (kept: Decided) => Decided & { noted: SettingChange[] }): Promise<void>;
  /** The newest `limit` changes of a community's settings, newest first. */
  settingChanges(community: string, limit: number): Promise<SettingChange[]>;

  /** A community goes by another identifier from now on: its settings, battles and votes move along. Twice is once. */
  moveCommunity(from: string, to: string): Promise<void>;

  /** Notes a value (encrypted), unless there is one. @returns the one that was there, or null. */
  keepNote(lookup: string, value: string, at: Date): Promise<string | null>;
  findNote(lookup: string): Promise<string | undefined>;
  forgetNotes(before: Date): Promise<void>;

  /** What a person (a pseudonym) has chosen. */
  personSettings(person: string): Promise<PersonSettings>;
  savePersonSettings(person: string, settings: PersonSettings): Promise<void>;
  /** All that is held of a person. */
  personalData(person: string): Promise<PersonalData>;
  /**
   * Forgets a person: what they have chosen, the words of their questions, and whose their votes were; the votes count on.
   * What they did in battles that have not ended stays.
   */
  erasePerson(person: string): Promise<Erasure>;
  /** A person's votes on battles that have closed, newest first; of open ones only how many there are. */
  history(voter: string, skip: number, take: number): Promise<HistoryPage>;
  /** What a person asked in battles that have closed, and their newest `limit` votes there, masked battles left out. */
  votingRecord(voter: string, limit: number): Promise<VotingRecord>;
  /** What a model's newest `limit` answers in closed battles are like. */
  answerFacts(model: string, limit: number): Promise<AnswerFacts>;

  /** Adds a question to its community's bank, unless it is there already or as many are pending as may be. */
  addBankQuestion(question: AddedQuestion, mostPending: number): Promise<AddOutcome>;
  /** The questions of a community's own bank in that state, oldest first. */
  bankQuestions(community: string, status: AddedQuestion["status"]): Promise<AddedQuestion[]>;
  findBankQuestion(community: string, id: string): Promise<AddedQuestion | undefined>;
  /** @returns false, changing nothing, when there is none or it is in that state already. */
  decideBankQuestion(community: string, id: string, status: "approved" | "rejected", at: Date): Promise<boolean>;

  /**
   * Takes the votes of some closed battles into the cells that boards are made from, each battle once, however many
   * processes do so; leaves out battles that were masked. @returns how many battles: 0 when none was left.
   */
  fold(): Promise<number>;
  /** Sums of closed battles by ordered pair, for the battles that fit the filter; folds first what has closed. */
  cells(filter: CellFilter): Promise<Cell[]>;
  /** The votes that a board is about; folds first what has closed. */
  boardVotes(filter: BoardFilter): Promise<BoardVotes>;
  /** A board as it was rated last, as whoever rated it has written it down; undefined when nobody has. */
  boardSnapshot(key: string): Promise<KeptSnapshot | undefined>;
  /** Keeps it in place of an older one; of several processes' the one with the later folding stays. */
  saveBoardSnapshot(key: string, snapshot: KeptSnapshot): Promise<void>;
  /** The votes that fit by ordered pair, summed up over at most so many spans of days; folds first what has closed. */
  datedTallies(filter: CellFilter, spans: number): Promise<DatedTally[]>;
  /** What a voter has voted on each ordered pair; folds first what has closed. */
  voterTallies(filter: CellFilter, voter: string): Promise<PairTally[]>;
  /** How many votes that fit the filter were folded after the folding of that number; folds first what has closed. */
  votesSince(filter: BoardFilter, folded: number): Promise<number>;
  /** Derives all tallies and cells again from the votes, puts them in place of the old ones, and tells what differed. */
  rebuild(): Promise<Rebuilt>;

  close(): Promise<void>;
}
