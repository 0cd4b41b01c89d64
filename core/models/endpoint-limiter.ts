/** Keeps the load on one endpoint within what it allows. */
import Bottleneck from "bottleneck";
import { ModelFailure } from "./completion.ts";
import type { Endpoint } from "./roster.ts";

export type EndpointLimiter = {
  /**
   * Runs the task as soon as the endpoint's limits allow, first come, first served; `first` goes before all who wait.
   * Whoever aborts while waiting leaves the queue at once and takes nothing from the limits.
   * @throws {ModelFailure} `aborted`, or `rate-limited` when too many wait already; else whatever the task throws.
   */
  run<Result>(task: () => Promise<Result>, signal: AbortSignal, first?: boolean): Promise<Result>;
};

/** More waiting than this could not be answered in any useful time. */
const mostWaiting = 1000;

/** Requests are counted by windows of this length, in milliseconds. */
const window = 60_000;

export function createEndpointLimiter(limits: Pick<Endpoint, "concurrency" | "requestsPerMinute">): EndpointLimiter {
  const bottleneck = createBottleneck(limits);
  const line: (() => Promise<void>)[] = [];
  let turnsAsked = 0;

  // Bottleneck cannot let a single job go, so the jobs it gets are turns, and whoever is first in line takes one.
  const takeTurn = async (): Promise<void> => {
    turnsAsked -= 1;
    const next = line.shift();
    if (next) await next();
    else if (limits.requestsPerMinute !== null) await bottleneck.incrementReservoir(1);
  };

  const askForTurn = (): void => {
    if (turnsAsked >= line.length) return;
    turnsAsked += 1;
    void bottleneck.schedule(takeTurn);
  };

  return {
    run(task, signal, first = false) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(abortedWaiting());
        if (line.length >= mostWaiting) return reject(tooManyWaiting());
        const start = async (): Promise<void> => {
          signal.removeEventListener("abort", leave);
          await task().then(resolve, reject);
        };
        const leave = (): void => {
          line.splice(line.indexOf(start), 1);
          reject(abortedWaiting());
        };
        signal.addEventListener("abort", leave, { once: true });
        if (first) line.unshift(start);
        else line.push(start);
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
