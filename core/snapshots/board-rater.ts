/** Rates boards without holding up the thread that serves people. */
import { Worker } from "node:worker_threads";
import type { BoardVotes } from "../boards/board-votes.ts";
import { ratingWork } from "./rate-votes.ts";
import type { RatingAnswer, RatingRequest, RatingWork } from "./rating-messages.ts";

export interface BoardRater {
  rate<Work extends keyof RatingWork>(work: Work, votes: BoardVotes): Promise<RatingWork[Work]>;
  /** Ends the thread; whoever still waits is told so. */
  close(): Promise<void>;
}

/** Boards of no more than so many pairs, and so many characters of voters, take milliseconds: no thread is worth it. */
const light = { pairs: 250, characters: 40_000 };

/**
 * Makes a rater; its thread starts with the first heavy board and ends when it has had nothing to do, so that an arena
 * pays for it only while it rates.
 */
export function createBoardRater(): BoardRater {
  let running: { worker: Worker; reject: (error: Error) => void } | undefined;
  let last: Promise<unknown> = Promise.resolve();

  function rateInThread(request: RatingRequest): Promise<unknown> {
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const worker = new Worker(new URL("./rating-worker.ts", import.meta.url), { env: {}, execArgv: [] });
    running = { worker, reject };
    worker.once("message", (answer: RatingAnswer) =>
      "result" in answer ? resolve(answer.result) : reject(answer.error),
    );
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The thread that rates boards ended before it had rated one.")));
    worker.postMessage(request);
    return promise.finally(() => {
      running = undefined;
      void worker.terminate();
    });
  }

  return {
    async rate<Work extends keyof RatingWork>(work: Work, votes: BoardVotes) {
      if (votes.cells.length <= light.pairs && votes.voters.length <= light.characters) return ratingWork[work](votes);
      // One after the other: each needs a core of its own for as long as it takes.
      const rating = last.then(() => rateInThread({ work, votes }));
      last = rating.catch(() => undefined);
      return (await rating) as RatingWork[Work];
    },
    async close() {
      running?.reject(new Error("The arena stops: the board is not rated any more."));
      await running?.worker.terminate();
    },
  };
}
