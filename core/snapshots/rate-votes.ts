/** From the record's votes to ratings: where it is called, in the thread that serves people or in one of its own. */
import { rateBoard } from "../boards/board-rating.ts";
import { type BoardVotes, modelsOf, unpackVoters } from "../boards/board-votes.ts";
import { choosePriorStrength } from "../rating/personal.ts";
import { fitVoterAbility } from "../rating/voter-ability.ts";
import type { RatingWork } from "./rating-messages.ts";

/** What it costs grows with the models and with what voters voted on, not with the votes. */
export const ratingWork: { [Work in keyof RatingWork]: (votes: BoardVotes) => RatingWork[Work] } = {
  board: (votes) => rateBoard({ cells: votes.cells, voters: votersOf(votes) }),
  taste: (votes) => choosePriorStrength(votersOf(votes))?.standardDeviation ?? null,
  ability(votes) {
    const { voters: _voters, ...fit } = fitVoterAbility(votersOf(votes));
    return fit;
  },
};

function votersOf({ cells, voters }: BoardVotes) {
  return unpackVoters(voters, modelsOf(cells));
}
