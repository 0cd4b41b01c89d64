/** Carrying out what was ordered from chats: in a process that does such work, and told in one that reaches the chat. */
import type { Delivery, DeliverySeal } from "../battle/delivery.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { PlatformName } from "../chat/post.ts";
import type { Clock } from "../machine/clock.ts";
import type { JobKind, Jobs } from "../machine/jobs.ts";
import type { Log } from "../machine/log.ts";
import type { Random } from "../machine/random.ts";
import { type Held, holdOrder, type OrderHandler } from "./order-holding.ts";
import type { Order, OrderKind, OrderState, OrderStore } from "./orders.ts";

/** What it takes. */
export type OrderWorkOptions = {
  store: { orders: OrderStore };
  jobs: Jobs;
  deliverySeal: DeliverySeal;
  platforms: ReadonlyMap<PlatformName, ChatPlatform>;
  clock: Clock;
  random: Random;
  log: Log;
  /** Whether this process carries out what is ordered; where not, it leaves that to others. */
  works: boolean;
};

/** A new order. */
export type NewOrder = Pick<Order, "id" | "kind" | "community" | "settings"> & { delivery: Delivery };

/** The orders of all chats: one of a kind goes on at a time. */
export interface OrderWork {
  /** Begins one. Resolves when it outlives this process. @returns false when one of its kind goes on already. */
  begin(order: NewOrder): Promise<boolean>;
  /** The one that goes on. */
  running(kind: OrderKind): Promise<Order | undefined>;
  /** Gives up the one that goes on, keeping what was answered. @returns whether there was one. */
  cancel(kind: OrderKind): Promise<boolean>;
  /** Goes on with what is interrupted. */
  resume(kind: OrderKind): Promise<void>;
  /** From now on this process tells of orders on a platform. */
  reach(platform: PlatformName): void;
  /** Takes up what earlier runs left unfinished or untold. */
  start(): Promise<void>;
  settled(): Promise<void>;
  /** Stops at the next call; whoever is there goes on. */
  stop(): Promise<void>;
}

type State = OrderWorkOptions & {
  handlers: Readonly<Record<OrderKind, OrderHandler>>;
  held: Map<string, Held>;
  reached: Set<PlatformName>;
  stopSweeping: () => void;
};

const kinds: Readonly<Record<OrderKind, JobKind>> = {
  evaluation: { name: "evaluation", retries: "soon" },
  jury: { name: "jury", retries: "soon" },
};
const telling = (platform: PlatformName): JobKind => ({ name: `tell-${platform}`, retries: "growing" });
const ends: readonly OrderState[] = ["interrupted", "finished"];

/** How often what runs is looked through for what nobody was told to do. Milliseconds. */
const sweepEvery = 60_000;
/** How often one is taken up that does not get on. */
export const mostTries = 5;

/** Takes orders at once; {@link OrderWork.start} sees to older ones. */
export function createOrderWork(options: OrderWorkOptions, handlers: State["handlers"]): OrderWork {
  const state: State = { ...options, handlers, held: new Map(), reached: new Set(), stopSweeping: () => {} };
  const { store, jobs, works } = state;
  if (works) for (const kind of Object.values(kinds)) jobs.take(kind, (id, leave) => carryOut(state, id, leave));
  const running = async (kind: OrderKind) => (await store.orders.find({ kind, states: ["running"] }))[0];
  return {
    begin: (order) => begin(state, order),
    async running(kind) {
      const order = await running(kind);
      const held = order && state.held.get(order.id);
      return order && { ...order, progress: held?.progress ?? order.progress };
    },
    async cancel(kind) {
      const order = await running(kind);
      const gone =
        order && (await store.orders.change(order.id, { states: ["running"] }, { state: "cancelled", told: true }));
      const held = gone && state.held.get(gone.id);
      held?.lost.abort();
      await held?.done;
      return gone !== undefined;
    },
    resume: (kind) => resume(state, kind),
    reach(platform) {
      if (state.reached.has(platform)) return;
      state.reached.add(platform);
      jobs.take(telling(platform), (id) => tell(state, id));
    },
    start: () => start(state),
    settled: () => jobs.settled(),
    async stop() {
      state.stopSweeping();
      await jobs.stop();
    },
  };
}

async function begin(state: State, { delivery, ...wanted }: NewOrder): Promise<boolean> {
  const { store, clock, deliverySeal } = state;
  const order: Order = {
    ...wanted,
    ...{ platform: delivery.platform, delivery: deliverySeal.seal(delivery), orderedAt: clock.now() },
    ...{ state: "running", progress: null, told: false, holder: null, tries: 0 },
  };
  if (!(await store.orders.add(order))) return false;
  await give(state, kinds[order.kind], order.id);
  if (!state.works) warnLater(state, order.id);
  return true;
}

/** Where nobody works, nobody would be told. */
function warnLater({ store, clock, log }: State, id: string): void {
  clock.after(sweepEvery, () => {
    const warn = async () => {
      const waiting = await store.orders.find({ id, states: ["running"] });
      if (waiting.some(({ holder, tries }) => holder === null && tries === 0))
        log.warn({ order: id }, "an order waits to be taken up: is there a process whose ROLES name work?");
    };
    warn().catch(() => {});
  });
}

/** What cannot be given now is, at the next sweep or start: the record says that it is to be done. */
async function give({ jobs, log }: State, kind: JobKind, id: string): Promise<void> {
  await jobs.order(kind, id).catch((error: unknown) => log.warn({ order: id, error }, "an order waits to be taken up"));
}

async function resume(state: State, kind: OrderKind): Promise<void> {
  const { store } = state;
  for (const order of await store.orders.find({ kind, states: ["running", "interrupted"] })) {
    const again = { state: "running", told: false, tries: 0 } as const;
    const goesOn =
      order.state === "running" || (await store.orders.change(order.id, { states: ["interrupted"] }, again));
    if (goesOn) await give(state, kinds[kind], order.id);
  }
}

async function start(state: State): Promise<void> {
  const { store, works, reached } = state;
  for (const order of await store.orders.find({ states: ends, told: false }))
    if (reached.has(order.platform)) await give(state, telling(order.platform), order.id);
  for (const kind of Object.keys(kinds) as OrderKind[]) await resume(state, kind);
  if (works) sweepLater(state);
}

function sweepLater(state: State): void {
  state.stopSweeping = state.clock.after(sweepEvery, () => {
    const sweep = async () => {
      for (const { id, kind } of await state.store.orders.find({ states: ["running"] }))
        await give(state, kinds[kind], id);
    };
    sweep().catch((error: unknown) => state.log.warn({ error }, "orders could not be looked through"));
    sweepLater(state);
  });
}

/** Goes on with an order, unless it runs no more. @throws what keeps it from going on; then it is tried again. */
async function carryOut(state: State, id: string, leave: AbortSignal): Promise<void> {
  const { store, random, log } = state;
  const [found] = await store.orders.find({ id });
  if (!found) return;
  // Whoever ended it may have died before it was told.
  if (found.state !== "running") return tellLater(state, found);
  if (found.tries >= mostTries) {
    log.error(
      { order: id, kind: found.kind },
      "an order is given up: it was taken up again and again, and got no further",
    );
    await store.orders.change(id, { states: ["running"] }, { state: "failed", told: true });
    return;
  }
  const holder = random.id();
  const order = await store.orders.change(id, { states: ["running"] }, { holder, tries: found.tries + 1 });
  if (!order) return;
  const ended = await holdOrder(state, order, holder, leave);
  if (ended) await tellLater(state, ended);
}

async function tellLater(state: State, order: Order): Promise<void> {
  if (!order.told && ends.includes(order.state)) await give(state, telling(order.platform), order.id);
}

/** After a crash between posting and keeping that it was posted, it is posted again, under the same key where it has one. */
async function tell({ store, platforms, handlers, deliverySeal }: State, id: string): Promise<void> {
  const [order] = await store.orders.find({ id, states: ends, told: false });
  const platform = order && platforms.get(order.platform);
  if (!order || !platform) return;
  await handlers[order.kind].tell(order, platform, deliverySeal.open(order.delivery));
  await store.orders.change(id, { states: [order.state] }, { told: true });
}
