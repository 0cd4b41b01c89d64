/** Keeps the load on one endpoint within what it allows. */
import Bottleneck from "bottleneck";
import { createFairLine } from "../limits/fair-line.ts";
import { arenaItself, type Party } from "../limits/party.ts";
import { createShares } from "../limits/shares.ts";
import { ModelFailure } from "./completion.ts";
import type { Endpoint } from "./roster.ts";

export type EndpointLimiter = {
  /**
   * Runs the task as soon as the endpoint's limits allow: origins take turns, and people within each; `first` goes before
   * all who wait. Whoever aborts while waiting leaves the queue at once and takes nothing from the limits.
   * @throws {ModelFailure} `aborted`, or `rate-limited` when too many wait already, of all origins together; else whatever the task throws.
   */
  run<Result>(task: () => Promise<Result>, signal: AbortSignal, first?: boolean, party?: Party): Promise<Result>;
};

/** A waiting task. */
type Turn = () => Promise<void>;

/** More waiting than this could not be answered in any useful time. */
const mostWaiting = 1000;

/** Requests are counted by windows of this length, in milliseconds. */
const window = 60_000;

export function createEndpointLimiter(limits: Pick<Endpoint, "concurrency" | "requestsPerMinute">): EndpointLimiter {
  const bottleneck = createBottleneck(limits);
  const line = createFairLine<Turn>();
  const before: Turn[] = [];
  const shares = createShares({ person: mostWaiting, origin: mostWaiting, all: mostWaiting });
  let turnsAsked = 0;

  // Bottleneck cannot let a single job go, so the jobs it gets are turns, and whoever is first in line takes one.
  const takeTurn = async (): Promise<void> => {
    turnsAsked -= 1;
    const next = before.shift() ?? line.shift();
    if (next) await next();
    else if (limits.requestsPerMinute !== null) await bottleneck.incrementReservoir(1);
  };

  const askForTurn = (): void => {
    if (turnsAsked >= before.length + line.size) return;
    turnsAsked += 1;
    void bottleneck.schedule(takeTurn);
  };

  return {
    run(task, signal, first = false, party = arenaItself) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(abortedWaiting());
        const leave = (failure: ModelFailure): void => {
          signal.removeEventListener("abort", abort);
          if (first) before.splice(before.indexOf(start), 1);
          else line.remove(party, start);
          reject(failure);
        };
        const share = shares.takeOrDrop(party, 1, () => leave(tooManyWaiting()));
        if ("full" in share) return reject(tooManyWaiting());
        const abort = (): void => {
          share.end();
          leave(abortedWaiting());
        };
        const start = async (): Promise<void> => {
          signal.removeEventListener("abort", abort);
          share.end();
          await task().then(resolve, reject);
        };
        signal.addEventListener("abort", abort, { once: true });
        if (first) before.unshift(start);
        else line.push(party, start);
        askForTurn();
      });
    },
  };
}

function createBottleneck({ concurrency, requestsPerMinute }: Pick<Endpoint, "concurrency" | "requestsPerMinute">) {
  if (requestsPerMinute === null) return new Bottleneck({ maxConcurrent: concurrency });
  return new Bottleneck({
    maxConcurrent: concurrency,
    reservoir: requestsPerMinute,
    reservoirRefreshAmount: requestsPerMinute,
    reservoirRefreshInterval: window,
  });
}

function abortedWaiting(): ModelFailure {
  return new ModelFailure("aborted", "The request was called off while it waited for its turn.");
}

function tooManyWaiting(): ModelFailure {
  const problem = `${mostWaiting} requests wait for this endpoint already.`;
  return new ModelFailure("rate-limited", `${problem} Raise its concurrency in models.json, or try again later.`);
}
