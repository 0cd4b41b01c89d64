/** Rates boards without holding up the thread that serves people. */
import { createWorkerQueue } from "../machine/worker-queue.ts";
import type { RatingInput, RatingRequest, RatingWork } from "./rating-work.ts";

/** Makes of votes what `RatingWork` lists. */
export interface BoardRater {
  rate<Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]): Promise<RatingWork[Work]>;
  /** Ends the thread; whoever still waits is told so. */
  close(): Promise<void>;
}

const says = {
  closed: "The arena stops: no board is rated any more.",
  unfinished: "The arena stops: the board is not rated.",
  lost: () => "The thread that rates boards ended before it had rated one.",
};

/** Makes a rater: a thread rates, one board after the other. */
export function createBoardRater(): BoardRater {
  const queue = createWorkerQueue<RatingRequest, RatingWork[keyof RatingWork]>({
    script: new URL("./rating-worker.ts", import.meta.url),
    // What a thread was lost at would probably end the next one, too.
    mostLosses: 1,
    says,
  });
  return {
    rate: async <Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]) =>
      (await queue.do({ work, input })) as RatingWork[Work],
    close: () => queue.close(),
  };
}
