/** Rates boards without holding up the thread that serves people. */
import { Worker } from "node:worker_threads";
import { doWork } from "./rate-votes.ts";
import type { RatingAnswer, RatingInput, RatingRequest, RatingWork } from "./rating-messages.ts";

export interface BoardRater {
  rate<Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]): Promise<RatingWork[Work]>;
  /** Ends the thread; whoever still waits is told so. */
  close(): Promise<void>;
}

/** Boards of no more than so many pairs, and so many characters of voters, take milliseconds: no thread is worth it. */
const light = { pairs: 250, characters: 40_000 };

function isLight(input: RatingInput[keyof RatingInput]): boolean {
  if (!("cells" in input)) return input.length <= light.pairs;
  return input.cells.length <= light.pairs && input.voters.length <= light.characters;
}

type Waiting = { request: RatingRequest; resolve(result: unknown): void; reject(error: Error): void };

/**
 * Makes a rater. Its thread starts with the first heavy board, rates one after the other, and keeps the process alive only
 * while somebody waits.
 */
export function createBoardRater(): BoardRater {
  /** The first is being rated, the others wait. */
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let closed = false;

  function rateFirst(): void {
    const first = queue[0];
    if (!first) return worker?.unref();
    worker ??= startWorker();
    worker.ref();
    worker.postMessage(first.request);
  }

  function startWorker(): Worker {
    const started = new Worker(new URL("./rating-worker.ts", import.meta.url), { env: {}, execArgv: [] });
    let reason: unknown;
    started.on("message", (answer: RatingAnswer) => finishFirst(answer));
    started.on("error", (error) => (reason = error));
    started.on("exit", () => {
      if (worker === started) loseWorker(reason);
    });
    return started;
  }

  function finishFirst(answer: RatingAnswer): void {
    const first = queue.shift();
    if ("result" in answer) first?.resolve(answer.result);
    else first?.reject(answer.error);
    rateFirst();
  }

  /** What it was rating would probably end the next one, too. */
  function loseWorker(reason: unknown): void {
    worker = undefined;
    queue.shift()?.reject(new Error("The thread that rates boards ended before it had rated one.", { cause: reason }));
    rateFirst();
  }

  return {
    async rate<Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]) {
      if (closed) throw new Error("The arena stops: no board is rated any more.");
      if (isLight(input)) return doWork(work, input);
      const { promise, resolve, reject } = Promise.withResolvers<unknown>();
      queue.push({ request: { work, input }, resolve, reject });
      if (queue.length === 1) rateFirst();
      return (await promise) as RatingWork[Work];
    },
    async close() {
      closed = true;
      const ended = worker;
      worker = undefined;
      for (const waiting of queue.splice(0)) waiting.reject(new Error("The arena stops: the board is not rated."));
      await ended?.terminate();
    },
  };
}
