/** One order in the hands of this process. */
import type { Delivery } from "../battle/delivery.ts";
import type { ChatPlatform } from "../chat/chat-platform.ts";
import type { Clock } from "../machine/clock.ts";
import type { Log } from "../machine/log.ts";
import type { Order, OrderKind, OrderStore } from "./orders.ts";
import type { Journal } from "./run/journal.ts";
import { patientJournal } from "./run/patient-journal.ts";

/** One order, being carried out. */
export type Undertaking = {
  order: Order;
  journal: Journal;
  /** Aborted when it is called off, or when this process stops. */
  signal: AbortSignal;
  /** Tells how far it is: for people, and for whoever goes on with it. */
  progress(progress: unknown): void;
};

/** How carrying out ended; `stopped`: it was called off, and stays as it is. */
type Outcome = { state: "finished" | "interrupted" | "stopped"; progress: unknown };

/** How one kind is carried out, and told where it was ordered. What either throws is tried again. */
export type OrderHandler = {
  carryOut(undertaking: Undertaking): Promise<Outcome>;
  tell(order: Order, platform: ChatPlatform, delivery: Delivery): Promise<void>;
};

/** What this process knows of an order that it has in hand. */
export type Held = { progress: unknown; gotOn: boolean; lost: AbortController; done: Promise<void> };

/** What it takes. */
type Holding = {
  store: { orders: OrderStore };
  handlers: Readonly<Record<OrderKind, OrderHandler>>;
  /** Those in hand, by identifier. */
  held: Map<string, Held>;
  clock: Clock;
  log: Log;
};

/** How often progress is kept, and looked whether it was called off elsewhere. Milliseconds. */
const keepEvery = 3_000;

/**
 * Carries an order out as far as that can be done now.
 * @param holder who has it. @param leave aborted when this process stops, or another one has the job.
 * @returns the order that has come to an end, or is interrupted. @throws what keeps it from going on.
 */
export async function holdOrder(
  state: Holding,
  order: Order,
  holder: string,
  leave: AbortSignal,
): Promise<Order | undefined> {
  const done = Promise.withResolvers<void>();
  const held: Held = { progress: order.progress, gotOn: false, lost: new AbortController(), done: done.promise };
  const { store, held: all } = state;
  all.set(order.id, held);
  const endKeeping = keep(state, order.id, holder, held);
  const mine = { states: ["running"], holder } as const;
  try {
    const { state: ending, progress } = await undertake(state, order, holder, held, leave);
    const tries = held.gotOn ? 0 : order.tries;
    if (ending !== "stopped")
      return await store.orders.change(order.id, mine, { state: ending, progress, holder: null, tries });
    // It is no fault of its own that this process stops.
    if (leave.aborted) await store.orders.change(order.id, mine, { progress, holder: null, tries: 0 });
    return undefined;
  } finally {
    endKeeping();
    all.delete(order.id);
    done.resolve();
  }
}

async function undertake(
  { store, clock, handlers }: Holding,
  order: Order,
  holder: string,
  held: Held,
  leave: AbortSignal,
): Promise<Outcome> {
  const signal = AbortSignal.any([leave, held.lost.signal]);
  const journal = patientJournal(await store.orders.journal(order.id, holder), {
    ...{ clock, signal },
    appended: () => (held.gotOn = true),
  });
  return await handlers[order.kind].carryOut({
    ...{ order, journal, signal },
    progress: (progress) => (held.progress = progress),
  });
}

/** Keeps its progress now and then, and lets go of it once it is in other hands, or was called off elsewhere. */
function keep({ store, clock, log }: Holding, id: string, holder: string, held: Held): () => void {
  let cancel = clock.after(keepEvery, write);
  function write(): void {
    cancel = clock.after(keepEvery, write);
    const { progress } = held;
    const got = held.gotOn ? { tries: 0 } : {};
    store.orders.change(id, { states: ["running"], holder }, { ...(progress !== null && { progress }), ...got }).then(
      (kept) => (kept ? undefined : held.lost.abort()),
      (error: unknown) => log.warn({ order: id, error }, "the progress of an order could not be kept"),
    );
  }
  return () => cancel();
}
