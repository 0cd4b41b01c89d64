/** What the arena works with, and what it keeps in mind while it runs. */
import type { Spending } from "../costs/spending.ts";
import type { Breaker } from "../models/breaker.ts";
import type { QuestionPicture } from "../models/completion.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Shrinker } from "../images/shrink.ts";
import type { FairTurns } from "../limits/turns.ts";
import type { BoardMoves } from "../boards/board-moves.ts";
import type { BoardStore } from "../boards/store.ts";
import type { ModelStore } from "../models/model.ts";
import type { NoteStore } from "../chat/memory.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Background } from "../machine/background.ts";
import type { BoundedMap } from "../machine/bounded-map.ts";
import type { InTurn } from "../machine/in-turn.ts";
import type { Random } from "../machine/random.ts";
import type { AnsweringStore, BallotStore, BattleStore, CommunityStore, PairStore } from "../battle/store.ts";
import type { RestrictionStore } from "../battle/restrictions.ts";
import type { TraceStore } from "../battle/traces.ts";
import type { PeopleStore } from "../people/store.ts";
import type { Timers } from "../machine/timers.ts";
import type { PlatformName, Request } from "../chat/post.ts";
import type { Pseudonyms } from "../safety/pseudonyms.ts";
import type { Moderator } from "../safety/moderation/moderator.ts";
import type { TextSeal } from "../safety/text-seal.ts";
import type { DeliverySeal } from "../battle/delivery.ts";
import type { CampaignSearch } from "../boards/campaign-search.ts";
import type { PairingPlan } from "../boards/pairing-plan.ts";
import type { QuestionSketcher } from "../answers/question-sketch/sketch.ts";
import type { Masker } from "../answers/self-naming/masker.ts";
import type { ArenaRules } from "../battle/rules.ts";

/** As much of the record as the arena needs. */
export type ArenaStore = {
  models: ModelStore;
  boards: Pick<BoardStore, "fold">;
  battles: BattleStore;
  answering: AnsweringStore;
  pairs: PairStore;
  ballots: BallotStore;
  communities: CommunityStore;
  traces: TraceStore;
  restrictions: Pick<RestrictionStore, "shutOut" | "report">;
  people: Pick<PeopleStore, "erasePerson">;
  notes: Pick<NoteStore, "replaceNote" | "findNote" | "dropNote">;
};

/** What the arena is given. */
export type ArenaContext = {
  store: ArenaStore;
  clock: Clock;
  random: Random;
  log: Log;
  /** Where posts can go; filled as platforms connect. */
  platforms: Map<PlatformName, ChatPlatform>;
  pseudonyms: Pseudonyms;
  deliverySeal: DeliverySeal;
  /** Of questions that wait for their askers' decisions. */
  questionSeal: TextSeal;
  /** Makes what questions are known again by. */
  sketcher: QuestionSketcher;
  mask: Masker;
  moderator: Moderator;
  /** The one in force: new battles begin with it. */
  lineup: () => Lineup;
  /** Who is well enough to be drawn. */
  breaker: Breaker;
  /** How probably each pair is drawn. */
  pairing: PairingPlan;
  /** How the votes of a battle that has closed have moved the board. */
  moves: BoardMoves;
  /** What may be spent on answers. */
  spending: Pick<Spending, "affordable">;
  /** Looks for votes that are no honest ones. */
  campaigns: CampaignSearch;
  rules: ArenaRules;
  /** Whether no other process works on the same record: then whatever is unfinished at the start was interrupted. */
  alone: boolean;
  /** Names where this process works; no other one works there at the same time, but earlier ones did. */
  place: string;
  /** Names this process among all that ever worked on the record; begins with `place` and a colon. */
  holder: string;
};

/** The arena at work. None of this outlives the process: whatever must, is in the record. */
export type ArenaAtWork = ArenaContext & {
  /** What must be done before the process ends. */
  background: Background;
  /** Aborted when the arena stops: leases are given back then, and nothing is decided any more. */
  stop: AbortSignal;
  /** By battle: when it closes. */
  closings: Timers;
  /** By battle: when its posts are tried again. */
  retries: Timers;
  /** When to look for battles that nobody looks after. */
  sweeps: Timers;
  /** One change of a battle's posts at a time, or an early one could overtake a late one. */
  showInTurn: InTurn;
  /** One reaction of a person on a post at a time. */
  reactInTurn: InTurn;
  /** The battles that this process holds, and what calls off whoever holds each: a follow-up that is refused held it, too. */
  underway: Map<string, Set<() => void>>;
  /** By battle that this process has begun: what it began with, and goes on with until it ends. */
  lineups: BoundedMap<string, Lineup>;
  /** Takes the votes of closed battles into the boards. */
  folding: FoldingWorker;
  /** Takes words that somebody has had erased out of posts. */
  erasing: ErasingWorker;
  shares: QuestionShares;
  /** Makes large pictures fit for models. */
  shrinker: Shrinker;
  /** Lets large files be read a few at a time. */
  heavyReading: FairTurns;
};

/** Takes the votes of battles that have closed into the boards, and into what is drawn next, in the background. */
export interface FoldingWorker {
  /** Sees to it that whatever has closed by now is folded. */
  wake(): void;
  /** Folds no more; what is left is folded after the next start. */
  stop(): void;
}

/** Takes words that somebody has had erased out of the posts of their battles, in the background. */
export interface ErasingWorker {
  /** Sees to it that whatever is to be erased by now is tried. */
  wake(): void;
}

/** Limits how many questions wait for answers, how many bytes of pictures they have, and how often one is asked. */
export interface QuestionShares {
  /** @returns what to call when the question has been answered. @throws {LimitReached} */
  take(request: Request, pictures: readonly QuestionPicture[]): () => void;
}
