/** The thread that rates. One message is one board. */
import { parentPort } from "node:worker_threads";
import { doWork } from "./rate-votes.ts";
import type { RatingAnswer, RatingRequest } from "./rating-messages.ts";

parentPort?.on("message", ({ work, input }: RatingRequest) => {
  try {
    answer({ result: doWork(work, input) });
  } catch (error) {
    answer({ error: error instanceof Error ? error : new Error(String(error)) });
  }
});

function answer(message: RatingAnswer): void {
  parentPort?.postMessage(message);
}
