/** Tells whoever runs the arena when the store fails and when it works again: once each, however many requests fail. */
import type { Log } from "../machine/log.ts";
import type { Store } from "./store.ts";
import { StoreFailure } from "./store-failure.ts";

/** A full disk can often still be read: that these succeed proves nothing. */
const reading: ReadonlySet<string | symbol> = new Set([
  "models",
  "takeOver",
  "battleOfPost",
  "findBattle",
  "unfinishedBattles",
  "overdueBattles",
  "findVote",
  "tally",
  "communitySettings",
  "askingRules",
  "settingChanges",
  "pictures",
  "personSettings",
  "personalData",
  "history",
  "votingRecord",
  "answerFacts",
  "bankQuestions",
  "findBankQuestion",
  "cells",
  "findNote",
  "boardVotes",
  "votesSince",
  "voterTallies",
  "datedTallies",
  "boardSnapshot",
  // Often has nothing to write.
  "fold",
  "close",
]);

/** The same store; its failures are logged as one line at the first, and one when something could be stored again. */
export function watchStore(store: Store, log: Log): Store {
  let failing = false;

  async function watch<Result>(method: string | symbol, work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      if (failing && !reading.has(method)) {
        failing = false;
        log.info({}, "the store works again");
      }
      return result;
    } catch (error) {
      if (error instanceof StoreFailure && !failing) {
        failing = true;
        log.error({ error }, "the store fails; until it works again, people are told so");
      }
      throw error;
    }
  }

  const watched = <Part extends object>(part: Part): Part =>
    new Proxy(part, {
      get(target, name, receiver) {
        const method: unknown = Reflect.get(target, name, receiver);
        if (typeof method === "object" && method !== null) return watched(method);
        if (typeof method !== "function") return method;
        return (...parameters: unknown[]) => watch(name, method.apply(target, parameters) as Promise<unknown>);
      },
    });
  return watched(store);
}

/** The same log without lines on what the store fails in: {@link watchStore} has told of that, once for all of them. */
export function logBesideStore(log: Log): Log {
  const beside =
    (write: Log["error"]): Log["error"] =>
    (details, message) => {
      if (!(details.error instanceof StoreFailure)) write(details, message);
    };
  return {
    info: (details, message) => log.info(details, message),
    warn: beside((details, message) => log.warn(details, message)),
    error: beside((details, message) => log.error(details, message)),
  };
}
