/**
 * How much better a campaign explains a voter's votes than honesty does.
 *
 * Who campaigns for model m casts a share q of their votes for it: on battles in which they recognise it, in its favour with
 * probability c. All other votes hide that: they are like anybody's. With e the chance that a battle shows m
 * (`exposure.ts`), p the chance of the vote by everybody else's (`fit-without.ts`), k of n votes on battles with m:
 *
 *   campaign  Π k [ (1 − q)·e·p + q·c ] · [ (1 − q)·(1 − e) ]^(n − k)
 *   honest    P(k) · Σ u w(u) Π k p(u)                    (`exposure.ts`, `taste.ts`)
 *
 * Battles against the same opponents come equally often in both, so only m matters. A campaign against m is the same with m
 * losing. That a voter ties as often as they do is taken for a habit of theirs.
 */
import type { Ballots, Meetings } from "./ballots.ts";
import type { Exposure } from "./exposure.ts";
import { createTasteSum, type Tastes } from "./taste.ts";

/** Shares q that are tried; which of them a campaign uses is found by EM as well. */
export const levels = [0.08, 0.12, 0.17, 0.25, 0.35, 0.5, 0.7, 0.85, 0.96] as const;

/** What a campaigner's vote on the model is: in the campaign's favour, neither, against it. */
const ofCampaign = [0.94, 0.04, 0.02] as const;
/** Explanations that are e^12 times worse than honesty are dropped. */
const worst = -12;
const tiesKnown = 10;
const mostProducts = 20;

/** ln of how much better explanations explain voters' votes than honesty: those of voter v from `starts[v]` on. */
export type Evidence = {
  starts: Int32Array;
  /** Which: (2·model + 1 if against)·levels + level, or past all of those. */
  explanation: Int32Array;
  logRatio: Float64Array;
};

/** What is known before a voter's votes are judged. */
export type Knowledge = { odds: Float64Array; exposure: Exposure; tastes: Tastes };

/**
 * Weighs every campaign against honesty, voter by voter.
 * @param honest of each voter, 0 to 1: how much their tastes count. @param counted is added what tastes they show.
 * Cost: linear in votes. Throws nothing.
 */
export function weighCampaigns(
  ballots: Ballots,
  meetings: Meetings,
  knowledge: Knowledge,
  honest: Float64Array,
  counted: Float64Array,
) {
  const found = { starts: [0], explanation: [] as number[], logRatio: [] as number[] };
  const scale = createScale();
  const tied = shareTies(ballots);
  for (const voter of ballots.voters.keys()) {
    for (let entry = meetings.starts[voter]!; entry < meetings.starts[voter + 1]!; entry++) {
      const places = meetings.vote.subarray(meetings.votesFrom[entry]!, meetings.votesFrom[entry + 1]!);
      const model = meetings.model[entry]!;
      const e = knowledge.exposure.chance(voter, model);
      const votes = ballots.starts[voter + 1]! - ballots.starts[voter]!;
      scale.clear();
      for (const vote of places) scale.take(readVote(ballots, knowledge.odds, vote, model), tied[voter]!, e);
      const rest = votes - places.length;
      const exposed = knowledge.exposure.logChance(places.length, rest, e);
      const honestly = exposed + scale.finishHonest(knowledge.tastes, counted, honest[voter]!);
      scale.finishCampaigns((against, level, logarithm) => {
        const logRatio = logarithm + rest * Math.log((1 - levels[level]!) * (1 - e)) - honestly;
        if (logRatio < worst) return;
        found.explanation.push((2 * model + against) * levels.length + level);
        found.logRatio.push(logRatio);
      });
    }
    found.starts.push(found.explanation.length);
  }
  return found;
}

/** A vote as its model sees it: half wins, and the odds against it. */
type SeenVote = { halfWins: number; against: number };

function readVote({ first, halfWins }: Ballots, odds: Float64Array, vote: number, model: number): SeenVote {
  const isFirst = first[vote] === model;
  return {
    halfWins: isFirst ? halfWins[vote]! : 2 - halfWins[vote]!,
    against: Math.exp(isFirst ? -odds[vote]! : odds[vote]!),
  };
}

/** Each voter's share of ties, drawn to everybody's. */
function shareTies({ voters, starts, halfWins }: Ballots): Float64Array {
  const isTie = (value: number) => (value === 1 ? 1 : 0);
  const all = (halfWins.reduce((sum, value) => sum + isTie(value), 0) + 1) / (halfWins.length + 4);
  return Float64Array.from(voters, (_, voter) => {
    const own = halfWins.subarray(starts[voter]!, starts[voter + 1]!);
    return (own.reduce((sum, value) => sum + isTie(value), 0) + tiesKnown * all) / (own.length + tiesKnown);
  });
}

/** Two pans: the votes of one voter on one model by honesty, and by each campaign. */
function createScale() {
  const taste = createTasteSum();
  const products = new Float64Array(2 * levels.length).fill(1);
  const logarithms = new Float64Array(products.length);
  let [taken, ties] = [0, 0];
  const settle = () => {
    for (let at = 0; at < products.length; at++) logarithms[at]! += Math.log(products[at]!);
    products.fill(1);
  };
  return {
    clear() {
      [taken, ties] = [0, 0];
      logarithms.fill(0);
    },
    take({ halfWins, against }: SeenVote, tied: number, e: number) {
      const chance =
        halfWins === 1 ? tied : (1 - tied) * (halfWins === 2 ? 1 / (1 + against) : against / (1 + against));
      ties += Math.log(halfWins === 1 ? tied : 1 - tied);
      if (halfWins !== 1) taste.take(halfWins === 2 ? against : 1 / against, halfWins === 2 ? 1 : -1);
      for (let level = 0; level < levels.length; level++) {
        const share = levels[level]!;
        const hidden = (1 - share) * e * chance;
        products[level]! *= hidden + share * ofCampaign[2 - halfWins]!;
        products[levels.length + level]! *= hidden + share * ofCampaign[halfWins]!;
      }
      if (++taken % mostProducts === 0) settle();
    },
    finishHonest: (tastes: Tastes, counted: Float64Array, honest: number) =>
      ties + taste.finish(tastes, counted, honest),
    finishCampaigns(tell: (against: 0 | 1, level: number, logarithm: number) => void) {
      settle();
      for (let at = 0; at < products.length; at++) {
        tell(at < levels.length ? 0 : 1, at % levels.length, logarithms[at]!);
      }
    },
  };
}
