/** Mutual evaluations that were ordered from a chat: whichever process works goes on with them, also after a restart. */
import { join } from "node:path";
import { z } from "zod";
import { type Theme, themes, type Renderer } from "../images/picture.ts";
import { onAccountOf } from "../costs/spending.ts";
import { sentences } from "../language/index.ts";
import { activeModels } from "../battle/draw.ts";
import type { Delivery, DeliverySeal } from "../battle/delivery.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model, Price } from "../models/model.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { textPost } from "../chat/post.ts";
import { usualJudges } from "./blocks.ts";
import { conductExperiment, rereadExperiment } from "./conduct-experiment.ts";
import { decideExperiment, type ExperimentSettings } from "./experiment.ts";
import { type Plan, planExperiment } from "./plan-experiment.ts";
import { experimentSchema, keepExperiment } from "./experiment-folder.ts";
import type { Order, OrderStore } from "./orders.ts";
import type { OrderHandler, Undertaking } from "./order-holding.ts";
import type { OrderWork } from "./order-work.ts";
import { type AllowOptions, type AllowWords, createAllowWords } from "./results/allowed-words.ts";
import type { EvaluationFacts } from "./report/facts.ts";
import type { BoardModel } from "./results/board-chart.ts";
import { writeCalls } from "./results/result-files.ts";
import { resultPost } from "./results/result-post.ts";
import type { ExperimentResults } from "./results/results.ts";
import type { RunOptions } from "./run/play-rounds.ts";
import { noShares, type Progress } from "./run/progress.ts";
import type { Writing } from "./run/writing.ts";
import type { Subject } from "./subject.ts";

/** What evaluations need, and what limits them. */
export type EvaluationsOptions = AllowOptions & {
  store: { orders: OrderStore };
  /** Where their results are written, a folder each. */
  directory: string;
  /** The most that one may cost, in US dollars. */
  budget: number;
  /** Whether answers are checked by machine; left out: they are. */
  checks?: boolean;
  /** What models without a price are counted at, per million tokens. */
  unpriced: Price;
  renderer: Renderer;
  clock: Clock;
  random: Random;
  log: Log;
  deliverySeal: DeliverySeal;
  /** The models that have a place on the board of people's votes. */
  ranked: () => Promise<readonly BoardModel[]>;
  /** The one in force: what is begun, or taken up again, goes on with it to its end. */
  lineup: () => Lineup;
};

/** Who orders what. `community` is a pseudonym. */
export type EvaluationWish = Pick<Delivery, "platform" | "place" | "language"> & {
  subject: Subject;
  rounds: number | null;
  community: string;
  theme: Theme;
  /** The message that ordered it, for the result to be shown as an answer to it; null where there is none. */
  replyTo: string | null;
};

/** How far one is that goes on, and who writes just now how many words. */
export type Progressing = Progress & { writing: Pick<Writing, "model" | "words">[] };

/** One that goes on now; no progress before its first call. */
export type Running = { id: string; settings: ExperimentSettings; progress: Progressing | null };

/** One that has begun: what it is likely to cost, and what it may cost at most, in US dollars. */
export type Begun = Running & { plan: Plan; budget: number };

/** One that is finished. */
export type Finished = EvaluationFacts & { id: string };

/** The evaluations of an arena: one goes on at a time. */
export interface Evaluations {
  /**
   * Begins one, unless one goes on already. Resolves when it would survive a crash.
   * @returns undefined when one goes on. @throws {UnusableExperiment} when there are too few models.
   */
  start(wish: EvaluationWish): Promise<Begun | undefined>;
  /** The one that goes on, in whichever process. */
  running(): Promise<Running | undefined>;
  /** Gives up the one that goes on, keeping what was answered. @returns whether there was one. */
  cancel(): Promise<boolean>;
  /**
   * The newest of a community that is finished, or that one, where it is told which; without words that may not be shown there.
   * @param ageRestricted whether only adults may be where it is shown.
   */
  newest(community: string, ageRestricted: boolean, id?: string): Promise<Finished | undefined>;
  /** Takes up what is interrupted. */
  resume(): Promise<void>;
}

/** What is kept of an order. */
const settingsSchema = z.object({ experiment: experimentSchema, theme: z.enum(themes) });

/** What is kept of one that has come to an end. */
type Ended = Progress & Pick<ExperimentResults, "ending">;

/** The options, and what looks at words. */
type State = EvaluationsOptions & { allow: AllowWords };

/** How evaluations are carried out and told; and, over the work that does so, the evaluations themselves. */
export type PreparedEvaluations = { handler: OrderHandler; over(work: OrderWork): Evaluations };

/** Evaluations begin with {@link Evaluations.start} or, for those that are interrupted, {@link Evaluations.resume}. */
export function prepareEvaluations(options: EvaluationsOptions): PreparedEvaluations {
  const state: State = { ...options, allow: createAllowWords(options) };
  return {
    handler: { carryOut: (undertaking) => carryOut(state, undertaking), tell: (...told) => tell(state, ...told) },
    over: (work) => ({
      start: (wish) => start(state, work, wish),
      async running() {
        const order = await work.running("evaluation");
        return order && { id: order.id, settings: read(order).experiment, progress: readProgress(order) };
      },
      cancel: () => work.cancel("evaluation"),
      newest: (...asked) => readNewest(state, ...asked),
      resume: () => work.resume("evaluation"),
    }),
  };
}

const read = ({ settings }: Pick<Order, "settings">) => settingsSchema.parse(settings);

/** What versions that kept less have not told is nothing. */
function readProgress({ progress }: Pick<Order, "progress">): Progressing | null {
  return progress === null ? null : { roles: noShares(), writing: [], ...(progress as Omit<Progress, "roles">) };
}

/** The lineup in force, without those that do not play. */
function playersNow(lineup: EvaluationsOptions["lineup"]): Omit<Lineup, "models"> & { models: Model[] } {
  const { models, ...rest } = lineup();
  return { ...rest, models: activeModels(models) };
}

/** All that is known of what came of an order, without words that may not be shown in its community. */
async function reread(state: State, order: Order, ageRestricted: boolean): Promise<EvaluationFacts> {
  const { store, lineup, clock, allow, ranked, checks = true } = state;
  const journal = await store.orders.journal(order.id, null);
  const { provider } = lineup();
  const { results, progress } = await rereadExperiment(read(order).experiment, journal, { provider, clock, checks });
  // That the budget was spent is not seen from the calls.
  const { ending = results.ending } = (order.progress ?? {}) as Partial<Ended>;
  const allowed = await allow(order, ageRestricted, { ...results, ending });
  return { results: allowed, progress, board: await ranked() };
}

async function readNewest(
  state: State,
  ...[community, ageRestricted, id]: Parameters<Evaluations["newest"]>
): Promise<Finished | undefined> {
  const wanted = { kind: "evaluation", community, states: ["finished"], ...(id !== undefined && { id }) } as const;
  const [found] = await state.store.orders.find(wanted);
  return found && { id: found.id, ...(await reread(state, found, ageRestricted)) };
}

async function start(state: State, work: OrderWork, wish: EvaluationWish): Promise<Begun | undefined> {
  const { lineup, clock, random, budget, unpriced } = state;
  const { subject, rounds, community, theme, replyTo, ...place } = wish;
  const seed = Math.floor(random.fraction() * 2 ** 31);
  const { models, generation } = playersNow(lineup);
  const roster = { models, generation };
  const judges = usualJudges(models.length, rounds ?? models.length);
  const experiment = decideExperiment({ subject, rounds, judges, seed, roster, models: null, at: clock.now() });
  const id = random.id();
  const delivery: Delivery = { ...place, posts: [{ address: null, replyTo, shows: "nothing" }] };
  const begun = await work.begin({ id, kind: "evaluation", community, settings: { experiment, theme }, delivery });
  const plan = planExperiment(experiment, models, unpriced);
  return begun ? { id, settings: experiment, progress: null, plan, budget } : undefined;
}

async function carryOut(
  state: State,
  { order, journal, signal, progress }: Undertaking,
): ReturnType<OrderHandler["carryOut"]> {
  const { directory, lineup, renderer, clock, budget, unpriced, checks = true, log, deliverySeal, ranked } = state;
  const { models, provider } = playersNow(lineup);
  const { experiment: settings, theme } = read(order);
  const folder = join(directory, order.id);
  await keepExperiment(folder, settings);
  const {
    results,
    trouble,
    progress: last,
  } = await conductExperiment({
    ...{ folder, settings, models, renderer, clock, budget, unpriced, checks, signal, journal },
    board: await ranked(),
    provider: onAccountOf(provider, order.community),
    style: { theme, language: deliverySeal.open(order.delivery).language },
    ...tellProgress(progress),
  });
  await writeCalls(folder, journal.records());
  const { ending } = results;
  if (ending === "outage")
    log.warn({ experiment: order.id, trouble }, "a mutual evaluation is interrupted: an endpoint cannot be asked");
  const ends = { finished: "finished", budget: "finished", outage: "interrupted", stopped: "stopped" } as const;
  return { state: ends[ending], progress: { ...last, ending } satisfies Ended };
}

/** Words that models write stay out of what is told: it is kept, and anybody may ask for it. */
function tellProgress(tell: Undertaking["progress"]): Pick<RunOptions, "onProgress" | "onWriting"> {
  let progress: Progress | null = null;
  let writing: Progressing["writing"] = [];
  const told = () => progress && tell({ ...progress, writing } satisfies Progressing);
  return {
    onProgress: (now) => void ((progress = now), told()),
    onWriting: (all) => void ((writing = all.map(({ model, words }) => ({ model, words }))), told()),
  };
}

/** Of one that is finished its result; of one that is interrupted, that somebody must mend what is told to the log. */
async function tell(state: State, ...[order, platform, { place, language, posts }]: Parameters<OrderHandler["tell"]>) {
  const { renderer, random } = state;
  if (order.state === "interrupted") {
    await platform.post(place, textPost(sentences(language).mutual.outage), `mutual:${random.id()}`);
    return;
  }
  // Whether only adults may be there is not kept with an order.
  const found = await reread(state, order, false);
  const shown = await resultPost(found, { theme: read(order).theme, language }, renderer);
  await platform.post(place, shown, `mutual:${order.id}`, posts[0]?.replyTo ?? undefined);
}
