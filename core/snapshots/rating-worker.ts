/** The thread that rates. One message is one board. */
import { parentPort } from "node:worker_threads";
import { ratingWork } from "./rate-votes.ts";
import type { RatingAnswer, RatingRequest } from "./rating-messages.ts";

parentPort?.on("message", ({ work, votes }: RatingRequest) => {
  try {
    answer({ result: ratingWork[work](votes) });
  } catch (error) {
    answer({ error: error instanceof Error ? error : new Error(String(error)) });
  }
});

function answer(message: RatingAnswer): void {
  parentPort?.postMessage(message);
}
