/** Keeps the load on one endpoint within what it allows. */
import Bottleneck from "bottleneck";
import { createFairLine, type FairLine } from "../limits/fair-line.ts";
import { arenaItself, type Party } from "../limits/party.ts";
import { createShares, type Shares } from "../limits/shares.ts";
import { ModelFailure, NeverAsked } from "./completion.ts";
import type { Endpoint } from "./roster.ts";

/** The queue before one endpoint. */
export type EndpointLimiter = {
  /**
   * Runs the task as soon as the endpoint's limits allow: origins take turns, and people within each; `first` goes before
   * all who wait. Whoever aborts while waiting leaves the queue at once and takes nothing from the limits.
   * @throws {ModelFailure} `aborted`, or `rate-limited` when too many wait already, of all origins together; else whatever the task throws.
   */
  run<Result>(task: () => Promise<Result>, signal: AbortSignal, first?: boolean, party?: Party): Promise<Result>;
};

/** Our own limit was reached: it says nothing about the endpoint. */
export class TooManyWaiting extends ModelFailure {}

/** A waiting task. */
type Turn = () => Promise<void>;

/** More waiting than this could not be answered in any useful time. */
const mostWaiting = 1000;

/** Requests are counted by windows of this length, in milliseconds. */
const window = 60_000;

/** A limiter that nobody waits at yet. */
export function createEndpointLimiter(limits: Pick<Endpoint, "concurrency" | "requestsPerMinute">): EndpointLimiter {
  const queue: Queue = {
    limits,
    bottleneck: createBottleneck(limits),
    line: createFairLine<Turn>(),
    before: [],
    shares: createShares({ person: mostWaiting, origin: mostWaiting, all: mostWaiting }),
    turnsAsked: 0,
  };
  return {
    run: (task, signal, first = false, party = arenaItself) => waitForTurn(queue, task, { signal, first, party }),
  };
}

/** Those who wait; `before` goes before the line. */
type Queue = {
  limits: Pick<Endpoint, "requestsPerMinute">;
  bottleneck: Bottleneck;
  line: FairLine<Turn>;
  before: Turn[];
  shares: Shares;
  /** Turns that Bottleneck was asked for and has not given yet. */
  turnsAsked: number;
};

type Waiting = { signal: AbortSignal; first: boolean; party: Party };

function waitForTurn<Result>(
  queue: Queue,
  task: () => Promise<Result>,
  { signal, first, party }: Waiting,
): Promise<Result> {
  const { line, before, shares } = queue;
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
    askForTurn(queue);
  });
}

/** Bottleneck cannot let a single job go, so the jobs it gets are turns, and whoever is first in line takes one. */
function askForTurn(queue: Queue): void {
  if (queue.turnsAsked >= queue.before.length + queue.line.size) return;
  queue.turnsAsked += 1;
  void queue.bottleneck.schedule(() => takeTurn(queue));
}

async function takeTurn(queue: Queue): Promise<void> {
  queue.turnsAsked -= 1;
  const next = queue.before.shift() ?? queue.line.shift();
  if (next) await next();
  else if (queue.limits.requestsPerMinute !== null) await queue.bottleneck.incrementReservoir(1);
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

function abortedWaiting(): NeverAsked {
  return new NeverAsked("aborted", "The request was called off while it waited for its turn.");
}

function tooManyWaiting(): TooManyWaiting {
  const problem = `${mostWaiting} requests wait for this endpoint already.`;
  return new TooManyWaiting("rate-limited", `${problem} Raise its concurrency in models.json, or try again later.`);
}
