/**
 * Whose votes are bought: a mixture of honest voters and of campaigns for or against each model.
 *
 * Everybody is judged by a fit to everybody else's votes, on how they voted and on which battles they chose to vote on.
 * The first fit takes every voter for equally important, however many votes they cast; each one after it weighs votes by
 * the probability that their voter is honest, until nothing moves. The parts: `fit-without.ts`, `exposure.ts`, `taste.ts`,
 * `scale.ts`, `habits.ts`, `mixture.ts`.
 *
 * The attacks: Y. Huang et al., Exploring and Mitigating Adversarial Manipulation of Voting-Based Leaderboards,
 * arXiv 2501.07493; R. Min et al., Improving Your Model Ranking on Chatbot Arena by Vote Rigging, arXiv 2501.17858. Chatbot
 * Arena's own test (W.-L. Chiang et al., arXiv 2403.04132, §7) judges votes one by one and finds neither.
 */
import {
  type Ballots,
  type CampaignVotes,
  gatherBallots,
  gatherMeetings,
  type Meetings,
  type SeenBattles,
} from "./ballots.ts";
import { numberBattles } from "./copies.ts";
import { countSeen, estimateExposure } from "./exposure.ts";
import { countKinds, weighVoters } from "./evidence.ts";
import { findHabits, type Habits, isSide } from "./habits.ts";
import { foretellVotes } from "./fit-without.ts";
import { explainVoters, type Posterior } from "./mixture.ts";
import type { Occasions } from "./proof.ts";
import { type CampaignReason, describeReason } from "./reasons.ts";
import { describeVoters, type Trait } from "./traits.ts";
import { estimateTastes, firstTastes } from "./taste.ts";

/** What the finder may be told. */
export type CampaignOptions = {
  /** What voters had before them. Left out: each is taken to see battles as they come to everybody. */
  seen?: SeenBattles;
  /** Votes are to be set aside from this probability on, that their voter is not honest; 0.9 when left out. */
  bound?: number;
};

/** What is thought of a voter. */
export type JudgedVoter = {
  voter: string;
  votes: number;
  /** That they are not honest, 0 to 1. */
  probability: number;
  /** What their votes weigh: 1 − probability. */
  weight: number;
  /** Whether their votes are to be set aside. */
  setAside: boolean;
  /** Null where nothing but honesty explains the votes. */
  reason: CampaignReason | null;
};

/** What was found. */
export type CampaignFinding = {
  /** In the order of their first votes. */
  voters: JudgedVoter[];
};

const usualBound = 0.9;
const rounds = 12;
const settled = 0.01;
const leastWeight = 1e-6;

/**
 * Finds campaigns among votes. The same votes, the same finding. Cost: linear in votes, voters times models, and n³ in
 * models.
 *
 * @example
 * const { voters } = findCampaigns({ voter, left, right, outcome });
 * voters.filter(({ setAside }) => setAside); // [{ voter, probability: 0.99, reason: { kind: "for", model, … }, … }]
 *
 * @throws {RangeError} when columns differ in length, a model meets itself, an outcome is none, or the bound is no
 * probability above 0.
 */
export function findCampaigns(
  votes: CampaignVotes,
  { seen, bound = usualBound }: CampaignOptions = {},
): CampaignFinding {
  if (!(bound > 0 && bound <= 1)) throw new RangeError(`The bound is ${bound}; it must lie above 0, and not above 1.`);
  const ballots = gatherBallots(votes);
  if (ballots.voters.length === 0) return { voters: [] };
  const found = findHabits(ballots, votes);
  const { honest, likeliest } = explainBallots(ballots, found, describeVoters(ballots, votes), {
    seen,
    battle: votes.battle,
  });
  const voters = ballots.voters.map((voter, index): JudgedVoter => {
    const weight = honest[index]!;
    const reason = describeReason({ ballots, ...found }, index, likeliest[index]!);
    const cast = ballots.starts[index + 1]! - ballots.starts[index]!;
    return { voter, votes: cast, probability: 1 - weight, weight, setAside: 1 - weight >= bound, reason };
  });
  return { voters };
}

/** Fits, judges by the fit, fits again. */
function explainBallots(
  ballots: Ballots,
  found: Habits,
  traits: readonly Trait[],
  given: { seen: SeenBattles | undefined; battle: readonly string[] | undefined },
): Posterior {
  const { voters, models, starts } = ballots;
  const meetings = gatherMeetings(ballots);
  const seen = given.seen && countSeen(ballots, given.seen);
  const occasions = given.battle && findOccasions(ballots, meetings, numberBattles(ballots, given.battle));
  const kinds = countKinds(models.length);
  let posterior: Posterior | undefined;
  let weights: Float64Array = Float64Array.from(voters, (_, voter) => 1 / (starts[voter + 1]! - starts[voter]!));
  let tastes = firstTastes();
  let strengths: Float64Array = new Float64Array(models.length);
  for (let round = 1; ; round++) {
    const foretold = foretellVotes(ballots, weights, strengths);
    const knowledge = { odds: foretold.odds, exposure: estimateExposure(ballots, meetings, weights, seen), tastes };
    const { counted, evidence } = weighVoters(ballots, meetings, knowledge, found, posterior?.honest);
    const before = posterior?.honest;
    posterior = explainVoters(evidence, kinds, traits, posterior?.shares, occasions);
    if (round === rounds || (before && measureMove(before, posterior.honest) < settled)) return posterior;
    // Somebody's votes must be left to compare with.
    weights = posterior.honest.map((value) => Math.max(value, leastWeight));
    tastes = estimateTastes(counted);
    strengths = foretold.strengths;
  }
}

/** A campaign is about the battles with its model, a side about all of a voter's; the other habits are everybody's own. */
function findOccasions({ models, starts }: Ballots, meetings: Meetings, battleOf: Int32Array): Occasions {
  return (voter, kind) => {
    if (kind >= 2 * models.length) {
      return isSide(kind - 2 * models.length) ? battleOf.subarray(starts[voter], starts[voter + 1]) : undefined;
    }
    const model = kind >> 1;
    const own = meetings.model.subarray(meetings.starts[voter], meetings.starts[voter + 1]);
    const entry = meetings.starts[voter]! + own.indexOf(model);
    return meetings.vote
      .subarray(meetings.votesFrom[entry], meetings.votesFrom[entry + 1])
      .map((vote) => battleOf[vote]!);
  };
}

function measureMove(before: Float64Array, after: Float64Array): number {
  return after.reduce((most, value, voter) => Math.max(most, Math.abs(value - before[voter]!)), 0);
}
