/** What was ordered from a chat and takes long, as the record keeps it: any process can go on with it. */
import type { PlatformName } from "../chat/post.ts";
import type { Journal } from "./run/journal.ts";

/** An evaluation, or that models judge closed battles. */
export type OrderKind = "evaluation" | "jury";

/**
 * `running`: also while no process is at work on it; `interrupted`: until somebody has mended an endpoint and has it resumed.
 * The others are its end.
 */
export type OrderState = "running" | "interrupted" | "finished" | "cancelled" | "failed";

/** An order. What is to be done, and how far that is, is JSON that only its kind reads. */
export type Order = {
  id: string;
  kind: OrderKind;
  /** Pseudonym. */
  community: string;
  /** Where it is told of, and where exactly there, encrypted. */
  platform: PlatformName;
  delivery: string;
  state: OrderState;
  settings: unknown;
  /** Null: there is none yet. */
  progress: unknown;
  /** Whether its end, or why it is interrupted, has been told there. */
  told: boolean;
  /** Who is at work on it; null: nobody. */
  holder: string | null;
  /** How often it was taken up since it last got on. */
  tries: number;
  orderedAt: Date;
};

/** Which orders; what is left out does not matter. */
export type OrderFilter = Partial<Pick<Order, "id" | "kind" | "community" | "told">> & {
  states?: readonly OrderState[];
};

/** The part of the record that keeps orders and the calls they have made. */
export interface OrderStore {
  /**
   * Keeps a new one, unless it is there, or is to run while another of its kind does. @returns whether it is kept.
   * @param calls those that it has made already; left out: none.
   */
  add(order: Order, calls?: Pick<Journal, "records" | "lost">): Promise<boolean>;
  /**
   * Changes an order that is in one of these states and, where that is given, in the hands of this holder.
   * @returns what it is then; undefined where nothing was changed, as when it is to run while another of its kind does.
   */
  change(
    id: string,
    from: { states: readonly OrderState[]; holder?: string },
    to: Partial<Pick<Order, "state" | "progress" | "told" | "holder" | "tries">>,
  ): Promise<Order | undefined>;
  /** Newest first. */
  find(filter: OrderFilter): Promise<Order[]>;
  /**
   * The calls of an order. Those of other processes are seen when it is opened again.
   * @param holder who writes: with {@link Stopped} thrown once the order does not run, or is in other hands. Null: it is only read.
   */
  journal(id: string, holder: string | null): Promise<Journal>;
  /** Forgets the calls of an order. */
  forgetCalls(id: string): Promise<void>;
}
