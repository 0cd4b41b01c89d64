/**
 * Which platform an uncaught error belongs to: sockets, timers and promises remember for whom they were made. Only a last
 * resort (expected failures are caught where they happen), so that a library's mistake stops its own platform and not the
 * whole arena.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** Called with an uncaught error. */
type StrayOwner = (error: unknown) => void;

const owners = new AsyncLocalStorage<StrayOwner | undefined>();

/** Does `work`; an uncaught error in it, now or later, goes to the owner. */
export function ownedBy<Result>(owner: StrayOwner, work: () => Result): Result {
  return owners.run(owner, work);
}

/** The owner of what is running now; undefined: none. */
export function strayOwner(): StrayOwner | undefined {
  return owners.getStore();
}

/** The same object, whose methods run for this owner; undefined: for none. */
export function withOwner<Target extends object>(target: Target, owner: StrayOwner | undefined): Target {
  return new Proxy(target, {
    get(object, name, receiver) {
      const method: unknown = Reflect.get(object, name, receiver);
      if (typeof method !== "function") return method;
      return (...parameters: unknown[]): unknown => owners.run(owner, () => method.apply(object, parameters));
    },
  });
}
