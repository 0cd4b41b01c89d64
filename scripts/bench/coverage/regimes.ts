/** The communities that coverage is promised for: few voters and many, one of them or all of them busy, sparse and adaptive draws. */
import type { Regime } from "./community.ts";

const usual = { draws: "even", votesPerBattle: 1, ties: 0.2 } as const;

/** Natural-log units: a fifth of a unit, 35 rating points, between the first of twenty and the last. */
const nearlyEqual = Array.from({ length: 20 }, (_, model) => 0.1 - (0.2 * model) / 19);

/** Each as hard on an interval as a real community may be. */
export const regimes: readonly Regime[] = [
  { name: "20 voters alike", ...usual, voters: 20, models: 5, activity: "even", votesEach: 30 },
  { name: "20 voters alike, 20 models", ...usual, voters: 20, models: 20, activity: "even", votesEach: 40 },
  { name: "20 voters, Pareto", ...usual, voters: 20, models: 5, activity: "pareto", votesEach: 15 },
  { name: "20 voters, Pareto, 20 models", ...usual, voters: 20, models: 20, activity: "pareto", votesEach: 15 },
  { name: "8 voters alike", ...usual, voters: 8, models: 5, activity: "even", votesEach: 60 },
  { name: "40 voters, 4 cast 85% of votes", ...usual, voters: 40, models: 5, activity: "whales", votesEach: 4 },
  { name: "50 voters, 5 cast 85% of votes", ...usual, voters: 50, models: 5, activity: "whales", votesEach: 4 },
  { name: "50 voters, Pareto, 20 models", ...usual, voters: 50, models: 20, activity: "pareto", votesEach: 8 },
  { name: "50 voters, Pareto, 60 models", ...usual, voters: 50, models: 60, activity: "pareto", votesEach: 20 },
  { name: "50 voters alike, half ties", ...usual, voters: 50, models: 5, activity: "even", votesEach: 10, ties: 0.5 },
  {
    name: "50 voters, adaptive draws",
    ...usual,
    voters: 50,
    models: 5,
    activity: "pareto",
    votesEach: 8,
    draws: "adaptive",
  },
  { name: "200 voters, Pareto", ...usual, voters: 200, models: 5, activity: "pareto", votesEach: 3 },
  {
    name: "200 voters, Pareto, 4 a battle",
    ...usual,
    voters: 200,
    models: 20,
    activity: "pareto",
    votesEach: 3,
    votesPerBattle: 4,
  },
  { name: "200 voters, 20 cast 85%", ...usual, voters: 200, models: 20, activity: "whales", votesEach: 4 },
  {
    name: "200 voters, 6 a battle, few ties",
    ...usual,
    voters: 200,
    models: 5,
    activity: "even",
    votesEach: 5,
    votesPerBattle: 6,
    ties: 0.1,
  },
  {
    name: "200 voters, 60 models, sparse",
    ...usual,
    voters: 200,
    models: 60,
    activity: "even",
    votesEach: 25,
    draws: "sparse",
  },
  {
    name: "200 voters, 20 models, adaptive",
    ...usual,
    voters: 200,
    models: 20,
    activity: "pareto",
    votesEach: 3,
    draws: "adaptive",
  },
  {
    name: "200 voters, 20 near-equal models",
    ...usual,
    voters: 200,
    models: 20,
    activity: "even",
    votesEach: 20,
    strengths: nearlyEqual,
  },
];

/** The best two are equal, so that any word on which of them is first is wrong. Natural-log units. */
const equalBest = { 2: [0, 0], 5: [0.4, 0.4, 0, -0.4, -0.4] } as const;
const many = { ...usual, votesPerBattle: 2 };

/** Communities that are looked at from the first vote to the 5,000th. */
export const watchedRegimes: readonly Regime[] = [
  {
    name: "2 models, 25 voters",
    ...many,
    voters: 25,
    models: 2,
    activity: "even",
    votesEach: 200,
    strengths: equalBest[2],
  },
  {
    name: "2 models, Pareto",
    ...many,
    voters: 200,
    models: 2,
    activity: "pareto",
    votesEach: 6,
    strengths: equalBest[2],
  },
  {
    name: "5 models, Pareto",
    ...many,
    voters: 200,
    models: 5,
    activity: "pareto",
    votesEach: 6,
    strengths: equalBest[5],
  },
  {
    name: "5 models, 20 cast 85%",
    ...many,
    voters: 200,
    models: 5,
    activity: "whales",
    votesEach: 4,
    strengths: equalBest[5],
  },
  {
    name: "5 models, adaptive",
    ...many,
    voters: 200,
    models: 5,
    activity: "pareto",
    votesEach: 6,
    draws: "adaptive",
    strengths: equalBest[5],
  },
];

/** A lead of 0.5 natural-log units, 87 points, before tastes and leanings, to say what being sure costs. */
export const ledRegime: Regime = {
  ...{ name: "5 models, one ahead", ...many, voters: 200, models: 5, activity: "pareto", votesEach: 6 },
  strengths: [0.7, 0.2, 0.1, -0.3, -0.7],
};
