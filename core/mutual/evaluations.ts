/** Mutual evaluations that were ordered from a chat: they go on in the background, also after a restart. */
import { join } from "node:path";
import type { Theme, Renderer } from "../images/picture.ts";
import { onAccountOf } from "../costs/spending.ts";
import { sentences } from "../language/index.ts";
import { activeModels } from "../battle/draw.ts";
import type { Lineup } from "../models/lineup.ts";
import type { Model, Price } from "../models/model.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { type PlatformName, textPost } from "../chat/post.ts";
import type { Delivery, DeliverySeal } from "../battle/delivery.ts";
import { conductExperiment, rereadExperiment } from "./conduct-experiment.ts";
import { decideExperiment, type ExperimentSettings } from "./experiment.ts";
import { beginExperiment, findNewest, type Order, readExperiment, readOrders, saveOrder } from "./experiment-folder.ts";
import { type AllowOptions, type AllowWords, createAllowWords } from "./results/allowed-words.ts";
import { resultPost } from "./results/result-post.ts";
import type { ExperimentResults } from "./results/results.ts";
import type { Progress } from "./run/play-rounds.ts";
import type { Subject } from "./scoring/ballots.ts";

/** What evaluations need, and what limits them. */
export type EvaluationsOptions = AllowOptions & {
  /** Where experiments are kept, a folder each. */
  directory: string;
  /** The most that one may cost, in US dollars. */
  budget: number;
  /** What models without a price are counted at, per million tokens. */
  unpriced: Price;
  renderer: Renderer;
  clock: Clock;
  random: Random;
  log: Log;
  /** The one in force: what is begun, or taken up again, goes on with it to its end. */
  lineup: () => Lineup;
  deliverySeal: DeliverySeal;
  platforms: ReadonlyMap<PlatformName, ChatPlatform>;
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

/** One that goes on now; no progress before its first call. */
export type Running = { id: string; settings: ExperimentSettings; progress: Progress | null };

/** One that is finished. */
export type Finished = { id: string; results: ExperimentResults };

/** The evaluations of an arena: one goes on at a time. */
export interface Evaluations {
  /**
   * Begins one, unless one goes on already. Resolves when it would survive a crash.
   * @returns undefined when one goes on. @throws {UnusableExperiment} when there are too few models.
   */
  start(wish: EvaluationWish): Promise<Running | undefined>;
  /** The one that goes on. */
  running(): Running | undefined;
  /** Gives up the one that goes on, keeping what was answered. @returns whether there was one. */
  cancel(): Promise<boolean>;
  /**
   * The newest of a community that is finished, or that one, where it is told which; without words that may not be shown there.
   * @param ageRestricted whether only adults may be where it is shown.
   */
  newest(community: string, ageRestricted: boolean, id?: string): Promise<Finished | undefined>;
  /** Takes up what an earlier run left unfinished or unposted. */
  resume(): Promise<void>;
  /** Resolves when none goes on. */
  settled(): Promise<void>;
  /** Stops at the next call; a later start goes on from there. */
  stop(): Promise<void>;
}

type Work = {
  order: Order;
  settings: ExperimentSettings;
  progress: Progress | null;
  stopping: AbortController;
  cancelled: boolean;
};

/** The options, and what goes on now. `starting`: one is about to. */
type State = EvaluationsOptions & {
  allow: AllowWords;
  work: Work | undefined;
  going: Promise<void>;
  starting: boolean;
};

/** Evaluations begin with {@link Evaluations.start} or, for those of an earlier run, {@link Evaluations.resume}. */
export function createEvaluations(options: EvaluationsOptions): Evaluations {
  const allow = createAllowWords(options);
  const state: State = { ...options, allow, work: undefined, going: Promise.resolve(), starting: false };
  const { directory } = state;
  return {
    start: (wish) => beginAlone(state, () => startNew(state, wish)),
    running: () =>
      state.work && { id: state.work.order.id, settings: state.work.settings, progress: state.work.progress },
    async cancel() {
      if (!state.work) return false;
      state.work.cancelled = true;
      state.work.stopping.abort();
      await state.going;
      return true;
    },
    newest: (...asked) => readNewest(state, ...asked),
    async resume() {
      for (const order of await readOrders(directory)) {
        // One that cannot be taken up must not keep the arena from starting.
        await takeUp(state, order).catch((error: unknown) =>
          state.log.error({ experiment: order.id, error }, "a mutual evaluation could not be taken up again"),
        );
      }
    },
    settled: () => state.going,
    async stop() {
      state.work?.stopping.abort();
      await state.going;
    },
  };
}

/** Begins one unless one goes on, or is about to: then undefined. */
async function beginAlone(state: State, begin: () => Promise<Running>): Promise<Running | undefined> {
  if (state.work || state.starting) return undefined;
  state.starting = true;
  try {
    return await begin();
  } finally {
    state.starting = false;
  }
}

/** The lineup in force, without those that do not play. */
function playersNow(lineup: EvaluationsOptions["lineup"]): Omit<Lineup, "models"> & { models: Model[] } {
  const { models, ...rest } = lineup();
  return { ...rest, models: activeModels(models) };
}

function reread({ lineup, clock }: State, folder: string): Promise<ExperimentResults> {
  return rereadExperiment(folder, { provider: lineup().provider, clock });
}

async function readNewest(
  state: State,
  ...[community, ageRestricted, id]: Parameters<Evaluations["newest"]>
): Promise<Finished | undefined> {
  const found = await findNewest(state.directory, community, id);
  if (!found) return undefined;
  const results = await reread(state, join(state.directory, found.id));
  return { id: found.id, results: await state.allow(found, ageRestricted, results) };
}

async function startNew(state: State, wish: EvaluationWish): Promise<Running> {
  const { directory, lineup, clock, random, deliverySeal } = state;
  const { subject, rounds, community, theme, replyTo, ...delivery } = wish;
  const seed = Math.floor(random.fraction() * 2 ** 31);
  const { models, generation } = playersNow(lineup);
  const roster = { models, generation };
  const settings = decideExperiment({ subject, rounds, seed, roster, models: null, at: clock.now() });
  const id = random.id();
  await beginExperiment(join(directory, id), settings);
  const sealed = deliverySeal.seal({ ...delivery, posts: [{ address: null, replyTo, shows: "nothing" }] });
  const order: Order = { id, community, delivery: sealed, theme, state: "running", posted: false };
  await saveOrder(directory, order);
  return goOn(state, order, settings);
}

async function takeUp(state: State, order: Order): Promise<void> {
  const folder = join(state.directory, order.id);
  if (order.state === "finished" && !order.posted) await show(state, order, await reread(state, folder));
  if (order.state !== "running") return;
  await beginAlone(state, async () => goOn(state, order, await readExperiment(folder)));
}

/** Goes on in the background with what was begun. */
function goOn(state: State, order: Order, settings: ExperimentSettings): Running {
  state.work = { order, settings, progress: null, stopping: new AbortController(), cancelled: false };
  state.going = seeThrough(state, state.work);
  return { id: order.id, settings, progress: null };
}

async function seeThrough(state: State, work: Work): Promise<void> {
  const { directory, lineup, renderer, clock, budget, unpriced, log, deliverySeal } = state;
  const { models, provider } = playersNow(lineup);
  const { order, settings, stopping } = work;
  const { language } = deliverySeal.open(order.delivery);
  try {
    const { results, trouble } = await conductExperiment({
      folder: join(directory, order.id),
      settings,
      models,
      provider: onAccountOf(provider, order.community),
      renderer,
      clock,
      budget,
      unpriced,
      signal: stopping.signal,
      style: { theme: order.theme, language },
      onProgress: (progress) => (work.progress = progress),
    });
    if (results.ending === "outage") return await tellOutage(state, order, trouble);
    // Called off by the end of the process, it stays as it is and goes on at the next start.
    if (results.ending === "stopped" && !work.cancelled) return;
    await show(state, { ...order, state: work.cancelled ? "cancelled" : "finished" }, results);
  } catch (error) {
    log.error({ experiment: order.id, error }, "a mutual evaluation failed");
    await saveOrder(directory, { ...order, state: "failed" });
  } finally {
    state.work = undefined;
  }
}

/** It stays as it is and goes on at the next start, when somebody has mended what is told to the log. */
async function tellOutage(state: State, order: Order, trouble: string | null): Promise<void> {
  const { log, deliverySeal, platforms, random } = state;
  log.warn({ experiment: order.id, trouble }, "a mutual evaluation is interrupted: an endpoint cannot be asked");
  const { platform, place, language } = deliverySeal.open(order.delivery);
  const { outage } = sentences(language).mutual;
  await platforms.get(platform)?.post(place, textPost(outage), `mutual:${random.id()}`);
}

/** What cannot be posted now is posted at the next start. */
async function show(state: State, order: Order, results: ExperimentResults): Promise<void> {
  await saveOrder(state.directory, order);
  await post(state, order, results).catch((error: unknown) =>
    state.log.warn({ experiment: order.id, error }, "the result of a mutual evaluation could not be posted"),
  );
}

/** After a crash between posting it and keeping that it was posted, it is posted again, under the same key. */
async function post(state: State, order: Order, results: ExperimentResults): Promise<void> {
  const { directory, deliverySeal, platforms, renderer, allow } = state;
  const { platform, place, language, posts } = deliverySeal.open(order.delivery);
  if (order.state === "finished") {
    // Whether only adults may be there is not kept with an order.
    const allowed = await allow(order, false, results);
    const shown = await resultPost(allowed, { theme: order.theme, language }, renderer);
    await platforms.get(platform)?.post(place, shown, `mutual:${order.id}`, posts[0]?.replyTo ?? undefined);
  }
  await saveOrder(directory, { ...order, posted: true });
}
