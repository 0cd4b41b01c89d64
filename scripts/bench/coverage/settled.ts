/**
 * How often what is claimed while everybody looks on turns out wrong, and how long it takes to be claimed.
 *
 * Each community is watched from its first vote: fitted whenever its votes have grown by a twentieth (at first, that is
 * every vote), and by a hundredth while a wrong claim is near. Between two looks z moves by less than a quarter of its
 * deviation, and by a tenth near a claim; what is not near is four such moves away. A claim counts as wrong if it was
 * ever made.
 */
import { boardPrior, fitColumns, isAhead, type RatingFit, settleFirst } from "../../../core/rating/index.ts";
import { createChance } from "../chance/chance.ts";
import { drawVotes, findLimits, type MadeVote, namesOf, type Regime } from "./community.ts";
import { createGrowingVotes } from "./growing-votes.ts";

const seed = 41;
/** Rating points; truths closer than this are equal. */
const equalTruths = 0.01;

/** Of the evidence a claim needs, the share from which on it is near. */
const nearShare = 1 / 20;

/** When a claim was first made, in votes, and whether a wrong one ever was. */
type Watched = { wrong: boolean; since: number | null };

/** What came of all communities of a regime; shares from 0 to 1, votes as medians over all communities, ∞ for never. */
export type SettledFigures = {
  name: string;
  communities: number;
  /** Looks at a community, on average. */
  looks: number;
  /**
   * Shares of communities in which a claim was ever wrong: "first place is settled"; "X is ahead of Y", said of the best
   * two alone; and the same of any pair, said of all pairs.
   */
  wrong: { first: number; pair: number; anyPair: number };
  /** The same for an interval of the difference, looked at as often, and of the first against all others. */
  wrongByInterval: { first: number; pair: number };
  /** Share in which first place was ever settled, and the best two told apart. */
  claimed: { first: number; pair: number };
  /** Votes by which one half had made the claim; by which one half of the intervals, looked at once, do. */
  votes: { first: number; pair: number };
  votesByInterval: { first: number; pair: number };
};

const claims = ["first", "pair", "anyPair", "firstByInterval", "pairByInterval"] as const;
type Claims = Record<(typeof claims)[number], Watched> & { looks: number };

/**
 * Watches communities.
 * @param votes at most, a community. @param growth of the votes from look to look, and five times less while a wrong
 * claim is near; 0 looks after every vote.
 */
export function measureSettled(regime: Regime, repetitions: number, votes: number, growth = 0.05): SettledFigures {
  const truth = findLimits(regime);
  const chance = createChance(seed);
  const once: Once = new Map();
  const watched = Array.from({ length: repetitions }, () =>
    watch(drawVotes(regime, chance).slice(0, votes), namesOf(regime), truth, growth, once),
  );
  return summarize(regime.name, watched, once);
}

/** Looks by votes: how many, and in how many an interval tells the best from all others, and from the second. */
type Once = Map<number, { looks: number; first: number; pair: number }>;

/** Watches one community. */
function watch(
  votes: readonly MadeVote[],
  names: readonly string[],
  truth: ReadonlyMap<string, number>,
  growth: number,
  once: Once,
): Claims {
  const growing = createGrowingVotes(names);
  const found = createClaims();
  let [count, next, between] = [0, 1, Infinity];
  for (const vote of votes) {
    growing.add(vote);
    if (++count < Math.min(next, between)) continue;
    const { near, first, pair } = look(fitColumns(growing.columns(), boardPrior), truth, count, found);
    between = near ? Math.max(count + 1, Math.ceil(count * (1 + growth / 5))) : Infinity;
    found.looks++;
    if (count < next) continue;
    next = Math.max(count + 1, Math.floor(count * (1 + growth)));
    const sum = once.get(count) ?? { looks: 0, first: 0, pair: 0 };
    once.set(count, { looks: sum.looks + 1, first: sum.first + first, pair: sum.pair + pair });
  }
  return found;
}

function createClaims(): Claims {
  const none = () => ({ wrong: false, since: null });
  return { first: none(), pair: none(), anyPair: none(), firstByInterval: none(), pairByInterval: none(), looks: 0 };
}

/**
 * Notes what may be claimed now.
 * @returns whether a wrong claim is near, and 1 where an interval, looked at now alone, tells the best from all others, and
 * from the second.
 */
function look(fit: RatingFit, truth: ReadonlyMap<string, number>, votes: number, found: Claims) {
  const board = fit.models.map(({ model, rating }) => ({ rating, truth: truth.get(model) ?? Number.NaN }));
  const isBest = (place: number) =>
    board.every((rival, other) => other === place || isAbove(board[place]?.truth, rival.truth));
  const note = (name: (typeof claims)[number], isRight: boolean) => {
    found[name].since ??= votes;
    found[name].wrong ||= !isRight;
  };
  if (settleFirst(fit).settled) note("first", isBest(0));
  const isFirstApart = fit.models[0]?.rankWorst === 1;
  if (isFirstApart) note("firstByInterval", isBest(0));
  const near = lookAtPairs(fit, board, (isRight) => note("anyPair", isRight));
  const [best, second] = bestTwo(truth).map((name) => fit.models.findIndex(({ model }) => model === name));
  const pair = lookAtPair(fit, board, Math.min(best ?? -1, second ?? -1), Math.max(best ?? -1, second ?? -1));
  if (pair.isClaimed) note("pair", pair.isRight);
  if (pair.isApart) note("pairByInterval", pair.isRight);
  return { near, first: Number(isFirstApart && isBest(0)), pair: Number(pair.isApart && pair.isRight) };
}

type Board = readonly { rating: number; truth: number }[];

function isAbove(one: number | undefined, other: number): boolean {
  return one !== undefined && one - other > equalTruths;
}

/** What may be said of two models, the one rated higher first; nothing before both have votes. */
function lookAtPair(fit: RatingFit, board: Board, one: number, other: number) {
  const [first, second] = [board[one], board[other]];
  if (!first || !second) return { isClaimed: false, isApart: false, isRight: false };
  const margin = (fit.quantile ?? Infinity) * Math.sqrt(fit.variances[one * board.length + other] ?? Infinity);
  return {
    isClaimed: isAhead(fit, one, other),
    isApart: first.rating - second.rating > margin,
    isRight: isAbove(first.truth, second.truth),
  };
}

/** Tells of every pair of which the claim may be made for all pairs. @returns whether a wrong claim of any is near. */
function lookAtPairs(fit: RatingFit, board: Board, tell: (isRight: boolean) => void): boolean {
  const pairs = (board.length * (board.length - 1)) / 2;
  let near = false;
  for (const [one, first] of board.entries()) {
    for (const [place, second] of board.slice(one + 1).entries()) {
      const isRight = isAbove(first.truth, second.truth);
      const other = one + 1 + place;
      if (isAhead(fit, one, other, pairs)) tell(isRight);
      else near ||= !isRight && isAhead(fit, one, other, nearShare);
    }
  }
  return near;
}

/** The names of the two best in truth. */
function bestTwo(truth: ReadonlyMap<string, number>): string[] {
  return [...truth]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 2)
    .map(([name]) => name);
}

function summarize(name: string, watched: readonly Claims[], once: Once): SettledFigures {
  const share = (is: (claims: Claims) => boolean) => watched.filter(is).length / watched.length;
  const median = (claim: (typeof claims)[number]) => {
    const all = watched.map((claims) => claims[claim].since ?? Infinity).toSorted((one, other) => one - other);
    return all[Math.floor(all.length / 2)] ?? Infinity;
  };
  const byInterval = (claim: "first" | "pair") => {
    const reached = [...once].filter(([, sum]) => sum.looks > watched.length / 2 && sum[claim] >= sum.looks / 2);
    return Math.min(...reached.map(([votes]) => votes));
  };
  return {
    name,
    communities: watched.length,
    looks: watched.reduce((sum, { looks }) => sum + looks, 0) / watched.length,
    wrong: {
      first: share(({ first }) => first.wrong),
      pair: share(({ pair }) => pair.wrong),
      anyPair: share(({ anyPair }) => anyPair.wrong),
    },
    wrongByInterval: {
      first: share(({ firstByInterval }) => firstByInterval.wrong),
      pair: share(({ pairByInterval }) => pairByInterval.wrong),
    },
    claimed: { first: share(({ first }) => first.since !== null), pair: share(({ pair }) => pair.since !== null) },
    votes: { first: median("first"), pair: median("pair") },
    votesByInterval: { first: byInterval("first"), pair: byInterval("pair") },
  };
}
