/** The log: details for whoever runs the arena. Never a secret, never a raw platform id. */
import { AsyncLocalStorage } from "node:async_hooks";

/** What is written is one line, which says which battle it is about: in its details, or by {@link aboutBattle}. */
export interface Log {
  info(details: Record<string, unknown>, message: string): void;
  warn(details: Record<string, unknown>, message: string): void;
  error(details: Record<string, unknown>, message: string): void;
}

const inHand = new AsyncLocalStorage<string | null>();

/**
 * Does `work`, in which every line of the log is about this battle, whoever writes it: platforms and endpoints need not know
 * for what they are asked. @param battle null: what is begun here is about none, though a battle has brought it on.
 */
export function aboutBattle<Result>(battle: string | null, work: () => Result): Result {
  return inHand.run(battle, work);
}

/** The battle that is worked on here; undefined: none. */
export function battleInHand(): string | undefined {
  return inHand.getStore() ?? undefined;
}
