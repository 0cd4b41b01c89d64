/** A board as one voter votes, held together by everybody else's votes. */
import { countVotes, type PairTally } from "../rating/pair-tally.ts";
import { fitPersonal } from "../rating/personal.ts";
import { equalWithin } from "../rating/ranks.ts";
import { priorStandardDeviation } from "./board-rating.ts";
import { type Leaderboard, type LeaderboardRow, type NamedModel, unratedRow } from "./leaderboard.ts";
import { addTally, bothBadShare, emptyScore, type Score } from "./score.ts";

/** How far people's tastes lie apart where it cannot be measured yet: rating points, standard deviation. */
const usualTaste = 100;

/**
 * Rates models by one voter's votes, with everybody else's as the prior. Nothing is claimed but the order.
 * @param everybody all votes, the voter's own among them. @param taste how far tastes lie apart, rating
 * points; null where that cannot be measured yet.
 * @throws {RangeError} as `fitPersonal`.
 */
export function createPersonalBoard(
  own: readonly PairTally[],
  everybody: readonly PairTally[],
  taste: number | null,
  models: readonly NamedModel[],
): Leaderboard {
  const fit = fitPersonal(own, takeAway(everybody, own), {
    standardDeviation: taste ?? usualTaste,
    othersStandardDeviation: priorStandardDeviation,
  });
  const named = new Map(models.map((model) => [model.id, model]));
  const rows = fit.models.map(({ model, rating, difference }, index): LeaderboardRow => {
    const rank = 1 + fit.models.filter((other) => other.rating > rating + equalWithin).length;
    const score = scoreOf(own, model);
    return {
      ...unratedRow(named.get(model) ?? { id: model, name: model, organization: "" }, score),
      ...{ rating, rank, rankBest: rank, rankWorst: rank, bothBadShare: bothBadShare(score) },
      below: index < fit.models.length - 1 ? "joined" : null,
      difference,
    };
  });
  const rated = new Set(fit.models.map(({ model }) => model));
  return {
    rows: [...rows, ...models.filter(({ id }) => !rated.has(id)).map((model) => unratedRow(model))],
    votes: fit.ownVotes,
    ...{ rated: rows.length, firm: true, groups: 1, missing: { forFirst: 0, forAll: 0 } },
    ...{ aside: [], taste: { points: taste ?? usualTaste, measured: taste !== null } },
    ...{ voters: 1, claimed: false, sideA: null, sensitivity: null },
  };
}

function scoreOf(tallies: readonly PairTally[], model: string): Score {
  const score = emptyScore();
  for (const tally of tallies) {
    if (tally.modelA === model) addTally(score, tally, "a");
    if (tally.modelB === model) addTally(score, tally, "b");
  }
  return score;
}

/** Everybody's votes without some of them. Those that came after everybody's were counted are not missed. */
function takeAway(everybody: readonly PairTally[], own: readonly PairTally[]): PairTally[] {
  const taken = new Map(own.map((tally) => [`${tally.modelA}\n${tally.modelB}`, tally]));
  return everybody
    .map(({ modelA, modelB, ...all }) => {
      const part = taken.get(`${modelA}\n${modelB}`);
      const rest = (name: "a" | "b" | "tie" | "bothBad") => Math.max(0, all[name] - (part?.[name] ?? 0));
      return { modelA, modelB, a: rest("a"), b: rest("b"), tie: rest("tie"), bothBad: rest("bothBad") };
    })
    .filter((tally) => countVotes(tally) > 0);
}
