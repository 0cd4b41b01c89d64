/** The thread that rates. One request is one board. */
import { answerRequests } from "../machine/worker-queue.ts";
import { type RatingRequest, type RatingWork, ratingWork } from "./rating-work.ts";

function rate<Work extends keyof RatingWork>({ work, input }: RatingRequest<Work>): RatingWork[Work] {
  return ratingWork[work](input);
}

answerRequests<RatingRequest, RatingWork[keyof RatingWork]>(rate);
