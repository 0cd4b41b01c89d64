/**
 * How often what is claimed while everybody looks on turns out wrong, and how long it takes to be claimed.
 *
 * Each community is watched from its first vote: fitted after every vote at first, then whenever the votes have grown by
 * a hundredth (between two such looks z moves by a tenth of its deviation). A claim counts as wrong if it was ever made.
 */
import { fitColumns, isAhead, type RatingFit, settleFirst } from "../../../core/rating/index.ts";
import { createChance, drawVotes, findLimits, namesOf, type Regime } from "./community.ts";
import { createGrowingVotes } from "./growing-votes.ts";

/** How a board rates. */
const boardOptions = { clusters: "both", priorStandardDeviation: 400, scatterPrior: 4 } as const;
const seed = 41;
/** Rating points; truths closer than this are equal. */
const equalTruths = 0.01;

/** When a claim was first made, in votes, and whether a wrong one ever was. */
type Watched = { wrong: boolean; since: number | null };

/** What came of all communities of a regime; shares from 0 to 1, votes as medians over all communities, ∞ for never. */
export type SettledFigures = {
  name: string;
  communities: number;
  /** Looks at a community, on average. */
  looks: number;
  /** Shares of communities in which a claim was ever wrong: "first place is settled"; "X is ahead of Y" of the best two; of any pair, for all pairs. */
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
type Claims = Record<(typeof claims)[number], Watched>;

/**
 * Watches communities.
 * @param votes at most, a community. @param everyVote up to which number of votes a look is taken after each.
 */
export function measureSettled(regime: Regime, repetitions: number, votes: number, everyVote = 100): SettledFigures {
  const truth = findLimits(regime);
  const chance = createChance(seed);
  const watched: Claims[] = [];
  /** By votes: looks, and how many intervals tell the first from all, and the best two apart, in truth's order. */
  const once = new Map<number, { looks: number; first: number; pair: number }>();
  for (let repetition = 0; repetition < repetitions; repetition++) {
    const growing = createGrowingVotes(namesOf(regime));
    const found = createClaims();
    let [count, next] = [0, 1];
    for (const vote of drawVotes(regime, chance).slice(0, votes)) {
      growing.add(vote);
      if (++count < next) continue;
      next = count < everyVote ? count + 1 : Math.ceil(count * 1.01);
      const right = look(fitColumns(growing.columns(), boardOptions), truth, count, found);
      const sum = once.get(count) ?? { looks: 0, first: 0, pair: 0 };
      once.set(count, { looks: sum.looks + 1, first: sum.first + right.first, pair: sum.pair + right.pair });
    }
    watched.push(found);
  }
  return summarize(regime.name, watched, once);
}

function createClaims(): Claims {
  const none = () => ({ wrong: false, since: null });
  return { first: none(), pair: none(), anyPair: none(), firstByInterval: none(), pairByInterval: none() };
}

/** Notes what may be claimed now. @returns 1 where an interval, looked at now alone, tells the first and the best two apart. */
function look(fit: RatingFit, truth: ReadonlyMap<string, number>, votes: number, found: Claims) {
  const lead = (one: number, other: number) => truth.get(fit.models[one]!.model)! - truth.get(fit.models[other]!.model)!;
  const note = (name: keyof Claims, right: boolean) => {
    found[name].since ??= votes;
    if (!right) found[name].wrong = true;
  };
  const places = [...fit.models.keys()];
  const isFirst = (model: number) => places.every((rival) => rival === model || lead(model, rival) > equalTruths);
  if (settleFirst(fit).settled) note("first", isFirst(0));
  const isApart = fit.models[0]?.rankWorst === 1;
  if (isApart) note("firstByInterval", isFirst(0));
  const pairs = (places.length * (places.length - 1)) / 2;
  for (const one of places) {
    for (const other of places.slice(one + 1)) {
      if (isAhead(fit, one, other, pairs)) note("anyPair", lead(one, other) > equalTruths);
    }
  }
  const [best, second] = bestTwo(fit, truth);
  if (best < 0) return { first: Number(isApart && isFirst(0)), pair: 0 };
  if (isAhead(fit, best, second)) note("pair", lead(best, second) > equalTruths);
  const margin = (fit.quantile ?? Infinity) * Math.sqrt(fit.variances[best * places.length + second] ?? Infinity);
  const isPairApart = fit.models[best]!.rating - fit.models[second]!.rating > margin;
  if (isPairApart) note("pairByInterval", lead(best, second) > equalTruths);
  return { first: Number(isApart && isFirst(0)), pair: Number(isPairApart && lead(best, second) > 0) };
}

/** The places of the two best in truth, the one rated higher first; below 0 before both have votes. */
function bestTwo(fit: RatingFit, truth: ReadonlyMap<string, number>): [number, number] {
  const order = [...truth].toSorted(([, one], [, other]) => other - one).slice(0, 2);
  const [one, other] = order.map(([name]) => fit.models.findIndex(({ model }) => model === name));
  return one! < other! ? [one!, other!] : [other!, one!];
}

function summarize(
  name: string,
  watched: readonly Claims[],
  once: ReadonlyMap<number, { looks: number; first: number; pair: number }>,
): SettledFigures {
  const share = (is: (claims: Claims) => boolean) => watched.filter(is).length / watched.length;
  const median = (claim: keyof Claims) => {
    const all = watched.map((claims) => claims[claim].since ?? Infinity).toSorted((one, other) => one - other);
    return all[Math.floor(all.length / 2)]!;
  };
  const byInterval = (claim: "first" | "pair") => {
    const reached = [...once].filter(([, sum]) => sum.looks > watched.length / 2 && sum[claim] >= sum.looks / 2);
    return Math.min(...reached.map(([votes]) => votes));
  };
  return {
    name,
    communities: watched.length,
    looks: [...once.values()].reduce((sum, { looks }) => sum + looks, 0) / watched.length,
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
