/** Mutual evaluations that were ordered from a chat: they go on in the background, also after a restart. */
import { join } from "node:path";
import type { Theme, Renderer } from "../images/picture.ts";
import { sentences } from "../language/index.ts";
import type { GenerationSettings, ModelProvider } from "../models/completion.ts";
import type { Model } from "../models/model.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { type PlatformName, textPost } from "../chat/post.ts";
import type { Delivery, DeliverySeal } from "../battle/delivery.ts";
import { conductExperiment } from "./conduct.ts";
import { decideExperiment } from "./decide.ts";
import { beginExperiment, journalFile, readExperiment } from "./experiment-folder.ts";
import { type Order, readOrders, saveOrder } from "./order.ts";
import { resultPost } from "./results/result-post.ts";
import { type ExperimentResults, findResults } from "./results/results.ts";
import type { ExperimentSettings } from "./run/experiment.ts";
import { openJournal } from "./run/journal.ts";
import { type Progress, runExperiment } from "./run/run-experiment.ts";
import type { Subject } from "./scoring/ballots.ts";

export type EvaluationsOptions = {
  /** Where experiments are kept, a folder each. */
  directory: string;
  /** The most that one may cost, in US dollars. */
  budget: number;
  provider: ModelProvider;
  renderer: Renderer;
  clock: Clock;
  random: Random;
  log: Log;
  models: readonly Model[];
  generation: GenerationSettings;
  deliverySeal: DeliverySeal;
  platforms: ReadonlyMap<PlatformName, ChatPlatform>;
};

/** Who orders what. `community` is a pseudonym. */
export type EvaluationWish = Pick<Delivery, "platform" | "place" | "language"> & {
  subject: Subject;
  rounds: number | null;
  community: string;
  theme: Theme;
};

/** One that goes on now; no progress before its first call. */
export type Running = { id: string; settings: ExperimentSettings; progress: Progress | null };

export interface Evaluations {
  /**
   * Begins one, unless one goes on already. Resolves when it would survive a crash.
   * @returns undefined when one goes on. @throws {UnusableExperiment} when there are too few models.
   */
  start(wish: EvaluationWish): Promise<Running | undefined>;
  running(): Running | undefined;
  /** Gives up the one that goes on, keeping what was answered. @returns whether there was one. */
  cancel(): Promise<boolean>;
  /** The newest of a community that is finished; or that one, where it is told which. */
  newest(community: string, id?: string): Promise<{ id: string; results: ExperimentResults } | undefined>;
  /** Takes up what an earlier run left unfinished or unposted. */
  resume(): Promise<void>;
  settled(): Promise<void>;
  /** Stops at the next call; a later start goes on from there. */
  stop(): Promise<void>;
}

/** What an experiment's settings do not tell of a model. */
const absent: Omit<Model, keyof ExperimentSettings["models"][number]> = {
  endpoint: "",
  model: "",
  input: ["text"],
  price: null,
  status: "retired",
  unsupported: [],
};

type Work = {
  order: Order;
  settings: ExperimentSettings;
  progress: Progress | null;
  stopping: AbortController;
  cancelled: boolean;
};

export function createEvaluations(options: EvaluationsOptions): Evaluations {
  const { directory, budget, provider, renderer, clock, random, log, deliverySeal, platforms } = options;
  const models = options.models.filter(({ status }) => status === "active");
  let work: Work | undefined;
  let going: Promise<void> = Promise.resolve();
  let starting = false;

  async function conduct(current: Work): Promise<void> {
    const { order, settings, stopping } = current;
    const folder = join(directory, order.id);
    const { language } = deliverySeal.open(order.delivery);
    try {
      const { results, trouble } = await conductExperiment({
        ...{ folder, settings, models, provider, renderer, clock, budget, signal: stopping.signal },
        style: { theme: order.theme, language },
        onProgress: (progress) => (current.progress = progress),
      });
      if (results.ending === "outage") return await tellOutage(order, trouble);
      // Called off by the end of the process, it stays as it is and goes on at the next start.
      if (results.ending === "stopped" && !current.cancelled) return;
      await show({ ...order, state: current.cancelled ? "cancelled" : "finished" }, results);
    } catch (error) {
      log.error({ experiment: order.id, error }, "a mutual evaluation failed");
      await saveOrder(directory, { ...order, state: "failed" });
    } finally {
      work = undefined;
    }
  }

  /** It stays as it is and goes on at the next start, when somebody has mended what is told to the log. */
  async function tellOutage(order: Order, trouble: string | null): Promise<void> {
    log.warn({ experiment: order.id, trouble }, "a mutual evaluation is interrupted: an endpoint cannot be asked");
    const { platform, place, language } = deliverySeal.open(order.delivery);
    const { outage } = sentences(language).mutual;
    await platforms.get(platform)?.post(place, textPost(outage), `mutual:${random.id()}`);
  }

  /** What cannot be posted now is posted at the next start. */
  async function show(order: Order, results: ExperimentResults): Promise<void> {
    await saveOrder(directory, order);
    await post(order, results).catch((error: unknown) =>
      log.warn({ experiment: order.id, error }, "the result of a mutual evaluation could not be posted"),
    );
  }

  /** A crash before it is kept that it was posted lets it be posted again, under the same key. */
  async function post(order: Order, results: ExperimentResults): Promise<void> {
    const { platform, place, language } = deliverySeal.open(order.delivery);
    if (order.state === "finished") {
      const shown = await resultPost(results, { theme: order.theme, language }, renderer);
      await platforms.get(platform)?.post(place, shown, `mutual:${order.id}`);
    }
    await saveOrder(directory, { ...order, posted: true });
  }

  function begin(order: Order, settings: ExperimentSettings): Running {
    const current: Work = { order, settings, progress: null, stopping: new AbortController(), cancelled: false };
    work = current;
    going = conduct(current);
    return { id: order.id, settings, progress: null };
  }

  async function takeUp(order: Order): Promise<void> {
    if (order.state === "finished" && !order.posted) await show(order, await resultsOf(order.id));
    if (order.state !== "running" || work || starting) return;
    starting = true;
    try {
      begin(order, await readExperiment(join(directory, order.id)));
    } finally {
      starting = false;
    }
  }

  async function resultsOf(id: string): Promise<ExperimentResults> {
    const folder = join(directory, id);
    const settings = await readExperiment(folder);
    const journal = await openJournal(journalFile(folder));
    try {
      // All that is in the journal, and not one call more: the models need not be in the roster any longer.
      const signal = AbortSignal.abort();
      const named = settings.models.map((model) => ({ ...absent, ...model }));
      const { rounds, ending } = await runExperiment({
        settings,
        models: named,
        provider,
        journal,
        budget,
        clock,
        signal,
      });
      return findResults(settings, rounds, ending);
    } finally {
      await journal.close();
    }
  }

  return {
    async start({ subject, rounds, community, theme, ...delivery }) {
      if (work || starting) return undefined;
      starting = true;
      try {
        const seed = Math.floor(random.fraction() * 2 ** 31);
        const roster = { models, generation: options.generation };
        const settings = decideExperiment({ ...{ subject, rounds, seed, roster, models: null }, at: clock.now() });
        const id = random.id();
        await beginExperiment(join(directory, id), settings);
        const sealed = deliverySeal.seal({ ...delivery, posts: [] });
        const order: Order = { id, community, delivery: sealed, theme, state: "running", posted: false };
        await saveOrder(directory, order);
        return begin(order, settings);
      } finally {
        starting = false;
      }
    },
    running: () => work && { id: work.order.id, settings: work.settings, progress: work.progress },
    async cancel() {
      if (!work) return false;
      work.cancelled = true;
      work.stopping.abort();
      await going;
      return true;
    },
    async newest(community, id) {
      const orders = await readOrders(directory);
      const own = orders.filter((order) => order.community === community && order.state === "finished");
      const found = await Promise.all(
        own
          .filter((order) => id === undefined || order.id === id)
          .map(async (order) => ({ id: order.id, at: (await readExperiment(join(directory, order.id))).startedAt })),
      );
      const [last] = found.toSorted((one, other) => (one.at < other.at ? 1 : -1));
      return last && { id: last.id, results: await resultsOf(last.id) };
    },
    async resume() {
      const orders = await readOrders(directory);
      for (const order of orders) {
        // One that cannot be taken up must not keep the arena from starting.
        await takeUp(order).catch((error: unknown) =>
          log.error({ experiment: order.id, error }, "a mutual evaluation could not be taken up again"),
        );
      }
    },
    settled: () => going,
    async stop() {
      work?.stopping.abort();
      await going;
    },
  };
}
