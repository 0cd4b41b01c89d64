/** Rates boards without holding up the thread that serves people. */
import { createWorkerQueue } from "../machine/worker-queue.ts";
import { type RatingInput, type RatingRequest, type RatingWork, ratingWork } from "./rating-work.ts";

/** Makes of votes what `RatingWork` lists. */
export interface BoardRater {
  rate<Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]): Promise<RatingWork[Work]>;
  /** Ends the thread; whoever still waits is told so. */
  close(): Promise<void>;
}

/** Boards of no more than so many pairs, and so many bytes of voters, take a few milliseconds: no thread is worth it. */
const light = { pairs: 100, bytes: 16_000 };

function isLight(input: RatingRequest["input"]): boolean {
  if ("reading" in input) return false;
  if ("tallies" in input) return input.tallies.length <= light.pairs;
  const bytes = input.voters.reduce((sum, page) => sum + page.byteLength, 0);
  return input.cells.length <= light.pairs && bytes <= light.bytes;
}

const says = {
  closed: "The arena stops: no board is rated any more.",
  unfinished: "The arena stops: the board is not rated.",
  lost: () => "The thread that rates boards ended before it had rated one.",
};

/** Makes a rater. Small boards are rated here and now, large ones in a thread, one after the other. */
export function createBoardRater(): BoardRater {
  const queue = createWorkerQueue<RatingRequest, RatingWork[keyof RatingWork]>({
    script: new URL("./rating-worker.ts", import.meta.url),
    // What a thread was lost at would probably end the next one, too.
    mostLosses: 1,
    says,
  });
  let closed = false;
  return {
    async rate<Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]) {
      if (closed) throw new Error(says.closed);
      if (isLight(input)) return ratingWork[work](input);
      return (await queue.do({ work, input })) as RatingWork[Work];
    },
    async close() {
      closed = true;
      await queue.close();
    },
  };
}
