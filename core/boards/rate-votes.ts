/** From the record's votes to ratings: where it is called, in the thread that serves people or in one of its own. */
import { rateBoard } from "./board-rating.ts";
import { type BoardVotes, modelsOf, unpackVoters } from "./board-votes.ts";
import { createHistory } from "./rating-history.ts";
import { choosePriorStrength } from "../rating/personal.ts";
import { fitVoterAbility } from "../rating/voter-ability.ts";
import type { RatingInput, RatingWork } from "./rating-messages.ts";

/** A few people's votes would as soon say that all tastes are alike as that none is like another. */
const fewestTasters = 20;

/** What it costs grows with the models and with what voters voted on, not with the votes. */
const ratingWork: { [Work in keyof RatingWork]: (input: RatingInput[Work]) => RatingWork[Work] } = {
  board: (votes) => rateBoard({ cells: votes.cells, voters: votersOf(votes) }),
  taste(votes) {
    const strength = choosePriorStrength(votersOf(votes));
    return strength && strength.voters >= fewestTasters ? strength.standardDeviation : null;
  },
  ability(votes) {
    const { voters: _voters, ...fit } = fitVoterAbility(votersOf(votes));
    return fit;
  },
  history: createHistory,
};

/** Does such work here and now. */
export function doWork<Work extends keyof RatingWork>(work: Work, input: RatingInput[Work]): RatingWork[Work] {
  return ratingWork[work](input);
}

function votersOf({ cells, voters }: BoardVotes) {
  return unpackVoters(voters, modelsOf(cells));
}
