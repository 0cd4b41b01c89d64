/**
 * Whose an error is that nothing has caught: sockets, timers and promises remember in whose name they were made. The
 * last net only (what is expected to fail is caught where it is done), so that a library's mistake takes down its own
 * platform and not the whole arena.
 */
import { AsyncLocalStorage } from "node:async_hooks";

/** Is told of an error that nothing has caught. */
export type StrayOwner = (error: unknown) => void;

const owners = new AsyncLocalStorage<StrayOwner | undefined>();

/** Does `work`; whatever goes astray in it, now or later, is the owner's. */
export function ownedBy<Result>(owner: StrayOwner, work: () => Result): Result {
  return owners.run(owner, work);
}

/** Who owns what is running now; undefined: nobody. */
export function strayOwner(): StrayOwner | undefined {
  return owners.getStore();
}

/** The same object, whose methods run in this owner's name; undefined: in nobody's. */
export function withOwner<Target extends object>(target: Target, owner: StrayOwner | undefined): Target {
  return new Proxy(target, {
    get(object, name, receiver) {
      const method: unknown = Reflect.get(object, name, receiver);
      if (typeof method !== "function") return method;
      return (...parameters: unknown[]): unknown => owners.run(owner, () => method.apply(object, parameters));
    },
  });
}
