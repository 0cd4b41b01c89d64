/** The arena: battles from question to close. */
import type { PlatformName, Press, PrivateReply, Reaction, Request, Sender } from "../chat/post.ts";
import type { Battle } from "../battle/battle.ts";
import type { Erasure } from "../people/store.ts";
import type { Limits } from "../limits/party.ts";
import { createFairTurns } from "../limits/turns.ts";
import { createBackground } from "../machine/background.ts";
import { createBoundedMap } from "../machine/bounded-map.ts";
import { createInTurn } from "../machine/in-turn.ts";
import { createTimers } from "../machine/timers.ts";
import { createShrinker } from "../images/shrink.ts";
import { type Answered, findMeant, lookAnswered } from "./answered.ts";
import { ask, askHeld } from "./asking.ts";
import type { BattleAction } from "./ballot-buttons.ts";
import type { ArenaAtWork, ArenaContext } from "./context.ts";
import { createFoldingWorker } from "./ending.ts";
import { createErasingWorker, erase, showAnew } from "./erasing.ts";
import { dropHeld, findWaiting, type WaitingQuestion } from "./held-questions.ts";
import { findFollowUpRefusal, type Followed } from "./following-up.ts";
import type { Asked } from "./question.ts";
import { createQuestionShares } from "./question-shares.ts";
import { react } from "./reacting.ts";
import { startRecovery } from "./recovery.ts";
import { openPosts, showWaiting } from "./showing.ts";
import { act } from "./voting.ts";

/** What can be done in the arena. */
export interface Arena {
  /** See {@link ask}: starts a battle, or a follow-up in one. */
  ask(request: Request, question: Asked): Promise<PrivateReply | undefined>;
  /** See {@link askHeld}. */
  askHeld(press: Press, id: string): Promise<void>;
  /** Forgets the question that waits for its asker's decision. */
  dropHeld(press: Press): Promise<void>;
  /** See {@link findWaiting}. */
  findWaiting(from: Sender): Promise<WaitingQuestion | null>;
  /** What a message has to do with a battle. */
  lookAnswered(request: Request): Promise<Answered>;
  /** See {@link findMeant}. */
  findMeant(request: Request): Promise<Battle | undefined>;
  /** Carries out a press on a battle's button. @throws {Refusal} when it changes nothing. */
  act(press: Press, action: BattleAction): Promise<PrivateReply>;
  /** Carries out a reaction on a battle's post, and ignores any other. @throws {Refusal} when it is not taken. */
  react(reaction: Reaction): Promise<PrivateReply | undefined>;
  /** See {@link findFollowUpRefusal}. */
  findFollowUpRefusal(from: Sender, of: Followed): Promise<string | null>;
  /** Addresses of the posts of all open battles on a platform: those that may have been voted on in an absence. */
  openPosts(platform: PlatformName): Promise<string[]>;
  /** Shows at once what could not be shown before and waits for another try. */
  showWaiting(): void;
  /** See {@link erase}. */
  erase(from: Sender): Promise<Erasure>;
  /** Shows a battle whose words have been hidden, or are to be seen again, as it is now. */
  showAnew(battle: string): void;
  /** Takes up what an earlier run left unfinished. Call it when the platforms are connected. */
  start(): Promise<void>;
  /** Ends answering and waits for what is being written. Battles go on at the next start. */
  stop(): Promise<void>;
  /** Resolves when no battle is being answered or ended. */
  settled(): Promise<void>;
}

/** Far more battles than are open at a time; each entry is a reference. */
const mostLineups = 100_000;

/** How many questions with large files are read at a time, and how many may wait for that. */
const heavyAtOnce = 2;
const mostHeavy: Limits = { person: 2, origin: 16, all: 64 };

function putToWork(context: ArenaContext, stop: AbortSignal): ArenaAtWork {
  const { clock, log } = context;
  const background = createBackground((error) => log.error({ error }, "background work failed"));
  const arena: Omit<ArenaAtWork, "erasing"> = {
    ...context,
    background,
    stop,
    closings: createTimers(clock),
    retries: createTimers(clock),
    sweeps: createTimers(clock),
    showInTurn: createInTurn(),
    reactInTurn: createInTurn(),
    underway: new Map(),
    lineups: createBoundedMap(mostLineups),
    folding: createFoldingWorker({ ...context, background }),
    shares: createQuestionShares(context),
    shrinker: createShrinker(),
    heavyReading: createFairTurns(heavyAtOnce, mostHeavy, clock),
  };
  return { ...arena, erasing: createErasingWorker(arena) };
}

/** Nothing goes on in it until it is started or asked. */
export function createArena(context: ArenaContext): Arena {
  const stopping = new AbortController();
  const arena = putToWork(context, stopping.signal);
  const { background, sweeps, closings, folding, retries } = arena;
  return {
    ask: (request, question) => ask(arena, request, question),
    askHeld: (press, id) => askHeld(arena, press, id),
    dropHeld: (press) => dropHeld(arena, press),
    findWaiting: (from) => findWaiting(arena, from),
    lookAnswered: (request) => lookAnswered(arena, request),
    findMeant: (request) => findMeant(arena, request),
    act: (press, action) => act(arena, press, action),
    react: (reaction) => react(arena, reaction),
    findFollowUpRefusal: (from, of) => findFollowUpRefusal(arena, from, of),
    openPosts: (platform) => openPosts(arena, platform),
    showWaiting: () => showWaiting(arena),
    erase: (from) => erase(arena, from),
    showAnew: (battle) => background.run(showAnew(arena, battle)),
    start: () => startRecovery(arena),
    async stop() {
      stopping.abort();
      for (const part of [sweeps, closings, folding]) part.stop();
      await background.settled();
      retries.stop();
      await arena.shrinker.close();
    },
    settled: background.settled,
  };
}
