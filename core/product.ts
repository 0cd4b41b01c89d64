/** The product, wired together. */
import { createQuestionSketcher } from "./answers/question-sketch/sketch.ts";
import { createArena } from "./arena/arena.ts";
import { decodeAction } from "./arena/ballot-buttons.ts";
import type { PlatformName, Press, PrivateReply, Reaction, Reply, Request, Sender } from "./chat/post.ts";
import { type ArenaRules, defaultRules } from "./battle/rules.ts";
import type { CommandContext, CommandName, Suggestion } from "./commands/command.ts";
import { actionUrgency, commandNames, messageUrgency, runAction, runMessage, suggest } from "./commands/index.ts";
import type { Renderer } from "./images/picture.ts";
import { type Language, sentences } from "./language/index.ts";
import { type Admission, createAdmission } from "./limits/admission.ts";
import type { Urgency } from "./limits/urgency.ts";
import { judging, type LongWork, openJobs, watchCalls } from "./model-work.ts";
import { type ArenaStatus, createStatus, type StatusParts } from "./commands/status/arena-status.ts";
import { observeBattles, type Observer } from "./observer.ts";
import type { BudgetListener, SpendingLimits } from "./costs/spending.ts";
import type { OutageListener } from "./models/breaker.ts";
import type { Lineup } from "./models/lineup.ts";
import { hear, type Heard } from "./people/spoken-languages.ts";
import { type ChatPlatform, untilAborted } from "./chat/chat-platform.ts";
import type { Clock } from "./machine/clock.ts";
import type { OrderWork } from "./mutual/order-work.ts";
import { aboutBattle, type Log } from "./machine/log.ts";
import type { Random } from "./machine/random.ts";
import type { Store } from "./store/store.ts";
import { Refusal } from "./chat/refusal.ts";
import type { ModerationEndpoint } from "./safety/moderation/endpoint.ts";
import { createModerator } from "./safety/moderation/moderator.ts";
import { createPseudonyms } from "./safety/pseudonyms.ts";
import { createTextSeal } from "./safety/text-seal.ts";
import { createDeliverySeal } from "./battle/delivery.ts";
import { createPlatformRecord, type PlatformRecord } from "./platform-record.ts";
import type { BoardRater } from "./boards/board-rater.ts";
import type { PublicBoard } from "./boards/publishing/public-board.ts";
import { addCards, type ShownPublicBoard } from "./commands/leaderboard/published-board.ts";
import { furnishBoards } from "./furnish-boards.ts";
import { createRosterInForce, type RosterInForce } from "./roster-in-force.ts";
import { createUpkeep } from "./upkeep.ts";
import { createStoreWatch, explainStoreFailure, logBesideStore } from "./store/store-failure.ts";

/** The product as a platform sees it. */
export interface Core {
  /** Tells core where it can post: before `start`, and again when a platform is back, so that what waits is shown. */
  connect(platform: ChatPlatform): void;
  /** Takes up what an earlier run left unfinished. */
  start(): Promise<void>;
  /**
   * Takes what a person wrote: a command (`/name …`) or a question. Resolves once whatever must not be lost is stored;
   * a battle then goes on by itself through the platform's `post` and `edit`.
   * @returns what to show in answer, or undefined when a post already does.
   * @throws {Refusal} with a sentence for the person.
   */
  handle(request: Request): Promise<Reply | undefined>;
  /** What could be meant while somebody is still typing an option of a command, best first. */
  suggest(command: CommandName, option: string, typed: string, language: Language): Promise<Suggestion[]>;
  /**
   * Takes a press on a button. The reply is private, unless the button is in a shared post and changes what all see.
   * @throws {Refusal} with a sentence for the person.
   */
  press(press: Press): Promise<Reply>;
  /**
   * Takes a reaction on a post. What it votes is stored, and what is to go out of sight on its way there, when this resolves.
   * @returns what to tell its person, where that can be done privately.
   * @throws {Refusal} with a sentence for the person.
   */
  react(reaction: Reaction): Promise<PrivateReply | undefined>;
  /**
   * From now on battles begin with this lineup; those under way, and orders of evaluations, go on with theirs. Resolves
   * once all rooms know its models. One at a time. @throws {StoreFailure} when they cannot be saved: then nothing has changed.
   */
  changeLineup(lineup: Lineup): Promise<void>;
  /** What a platform looks up, and notes, beside what people say. */
  readonly record: PlatformRecord;
  /** What everybody on the web is shown: nothing is published until it is started. Ends with the arena. */
  readonly publicBoard: ShownPublicBoard;
  /** How the arena is doing just now: for those who run it alone, for it names models that have trouble. */
  status(): Promise<ArenaStatus>;
  /** Resolves when nothing is going on in the background. */
  settled(): Promise<void>;
  /** Ends answering and waits for what is being written. Open battles go on at the next start. */
  stop(): Promise<void>;
}

/** What the product is made of. */
export type CoreOptions = Lineup &
  Pick<CommandContext, "privacyUrl" | "encryptsTexts"> &
  Pick<StatusParts, "standings"> &
  LongWork & {
    store: Store;
    renderer: Renderer;
    /** Left out: a thread that ends with the arena. */
    rater?: BoardRater;
    clock: Clock;
    random: Random;
    log: Log;
    /** The installation's secret, kept outside the database. */
    pseudonymKey: string;
    /** Whether no other process works on the same store. */
    alone: boolean;
    /** Names where this process works: no other works there at the same time, but earlier ones did. */
    place: string;
    rules?: ArenaRules;
    /** Is told when a model is out of the draw, because it fails again and again, and when it is back. */
    onOutage?: OutageListener;
    /** What looks at questions and answers beside the built-in rules; left out: nothing. */
    moderation?: ModerationEndpoint | null;
    /** What may be spent on answers; left out: as much as is wanted. */
    spending?: SpendingLimits;
    /** Is told when a budget is spent, or nearly so. */
    onBudget?: BudgetListener;
    /** Counts what happens; left out: nobody does. */
    observer?: Observer;
  };

/** How long the end waits for a platform that does not answer, in milliseconds. What it has not shown is shown at the next start. */
const lastPatience = 2_000;

/** The rooms, furnished and put beside each other. */
type Rooms = CommandContext & {
  orders?: OrderWork;
  log: Log;
  openPlatforms: Map<PlatformName, ChatPlatform>;
  admission: Admission;
  pseudonymKey: string;
  alone: boolean;
  roster: RosterInForce;
  publicBoard: PublicBoard;
};

/** Makes the product; saves the roster's models, so that votes can point to them. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { store, observer, log } = options;
  store.watch({ ...createStoreWatch(log), ...(observer && { worked: observer.worked, folded: observer.folded }) });
  return openDoors(await furnish(observer ? { ...options, store: observeBattles(store, observer) } : options));
}

async function furnish(options: CoreOptions): Promise<Rooms> {
  const { store, clock, pseudonymKey, place, random, rules = defaultRules } = options;
  const log = logBesideStore(options.log);
  const openPlatforms = new Map<PlatformName, ChatPlatform>();
  const pseudonyms = createPseudonyms(pseudonymKey);
  const deliverySeal = createDeliverySeal(pseudonymKey);
  const questionSeal = createTextSeal(pseudonymKey, "doubleblind held question v1");
  const sketcher = createQuestionSketcher(pseudonymKey);
  const holder = `${place}:${random.id()}`;
  const { watch, ...calls } = watchCalls({ ...options, log, holder });
  const roster = await createRosterInForce(store.models, { watch }, options, options.observer);
  const { boards, ...rating } = furnishBoards({ store, roster, pseudonyms, clock, log, rater: options.rater });
  const { lineup, mask, everybody } = roster;
  const moderator = createModerator(options.moderation ?? null, clock, log);
  const jobs = await openJobs({ ...options, log });
  const ours = { pseudonyms, deliverySeal, questionSeal, sketcher, moderator, log };
  const inside = { ...calls, everybody, platforms: openPlatforms, ...rating, lineup, mask, ...ours };
  const given = { ...options, rules, ...inside, jobs };
  return {
    ...{ ...given, boards, roster, openPlatforms, commandNames },
    ...judging(options, given),
    arena: createArena({ ...given, holder }),
    admission: createAdmission(clock, store.expectedWait),
    status: createStatus({ ...given, ...calls }),
  };
}

/** Lets refusals through; anything else goes to the log, and the person gets a calm sentence. */
async function answering<From extends Sender, Result>(
  rooms: Rooms,
  from: From,
  urgency: Urgency,
  work: (heard: Heard<From>) => Promise<Result>,
): Promise<Result> {
  const { admission, log } = rooms;
  try {
    admission.check(from, urgency);
    return await work(await hear(rooms, from));
  } catch (error) {
    if (error instanceof Refusal) throw error;
    // The watch over the store has told the log, once for all requests that fail like this.
    const failure = explainStoreFailure(error, from.language);
    if (failure !== undefined) throw new Refusal(failure, { cause: error });
    log.error({ platform: from.platform, error }, "a request failed");
    throw new Refusal(sentences(from.language).refusals.failed, { cause: error });
  }
}

function takeMessage(rooms: Rooms, request: Request, urgency = messageUrgency(request)): Promise<Reply | undefined> {
  // Questions have limits of their own in the arena, and must not wait here for their answers.
  if (urgency === "question") return answering(rooms, request, urgency, (heard) => runMessage(rooms, heard));
  return answering(rooms, request, urgency, (heard) => rooms.admission.inTurn(heard, () => runMessage(rooms, heard)));
}

function takePress(rooms: Rooms, press: Press): Promise<Reply> {
  const action = decodeAction(press.action);
  if (action) {
    const act = () => answering(rooms, press, "press", (heard) => rooms.arena.act(heard, action));
    return aboutBattle(action.battle, act);
  }
  const run = (heard: Heard<Press>) => rooms.admission.inTurn(heard, () => runAction(rooms, heard));
  return answering(rooms, press, actionUrgency(press), run);
}

/** What a start, a stop and the time between need. */
function running(rooms: Rooms): Pick<Core, "connect" | "start" | "settled" | "stop"> {
  const { arena, boards, clock, openPlatforms, orders, publicBoard, roster } = rooms;
  const leaving = new AbortController();
  const upkeep = createUpkeep(rooms);
  return {
    connect(platform) {
      openPlatforms.set(platform.name, untilAborted(platform, leaving.signal));
      orders?.reach(platform.name);
      arena.showWaiting();
      upkeep.reach();
    },
    async start() {
      await upkeep.start();
      await arena.start();
      await orders?.start();
    },
    async settled() {
      await arena.settled();
      await Promise.all([upkeep.settled(), boards.settled(), orders?.settled(), publicBoard.settled()]);
    },
    async stop() {
      upkeep.stop();
      const stopWaiting = clock.after(lastPatience, () => leaving.abort());
      await orders?.stop();
      await arena.stop();
      await Promise.all([upkeep.settled(), boards.stop(), roster.stop(), publicBoard.stop()]);
      stopWaiting();
    },
  };
}

function openDoors(rooms: Rooms): Core {
  return {
    ...running(rooms),
    handle: (request) => takeMessage(rooms, request),
    suggest: (...asked) => suggest(rooms, ...asked),
    press: (pressed) => takePress(rooms, pressed),
    // Dated as it comes: a press may overtake it on the way to the store.
    react: (reaction) => answering(rooms, { madeAt: rooms.clock.now(), ...reaction }, "press", rooms.arena.react),
    changeLineup: (lineup) => rooms.roster.change(lineup),
    ...{ status: rooms.status, record: createPlatformRecord(rooms) },
    publicBoard: addCards(rooms.publicBoard, rooms.renderer),
  };
}
