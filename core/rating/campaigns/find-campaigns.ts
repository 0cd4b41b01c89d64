/**
 * Whose votes are bought: a mixture of honest voters and of campaigns for or against each model.
 *
 * Everybody is judged by a fit to everybody else's votes, on how they voted and on which battles they chose to vote on.
 * The first fit takes every voter for equally important, however many votes they cast; each one after it weighs votes by
 * the probability that their voter is honest, until nothing moves. The parts: `fit-without.ts`, `exposure.ts`, `taste.ts`,
 * `evidence.ts`, `mixture.ts`.
 *
 * The attacks: Y. Huang et al., Exploring and Mitigating Adversarial Manipulation of Voting-Based Leaderboards,
 * arXiv 2501.07493; R. Min et al., Improving Your Model Ranking on Chatbot Arena by Vote Rigging, arXiv 2501.17858. Chatbot
 * Arena's own test (W.-L. Chiang et al., arXiv 2403.04132, §7) judges votes one by one and finds neither.
 */
import { type Ballots, type CampaignVotes, gatherBallots, gatherMeetings, type SeenBattles } from "./ballots.ts";
import { countSeen, estimateExposure } from "./exposure.ts";
import { type Evidence, levels, weighCampaigns } from "./evidence.ts";
import { foretellVotes } from "./fit-without.ts";
import { explainVoters, firstShares, type Kinds, type Posterior } from "./mixture.ts";
import { countTastes, estimateTastes, firstTastes } from "./taste.ts";

/** What the finder may be told. */
export type CampaignOptions = {
  /** What voters had before them. Left out: each is taken to see battles as they come to everybody. */
  seen?: SeenBattles;
  /** Votes are to be set aside from this probability on, that their voter is not honest; 0.9 when left out. */
  bound?: number;
};

/** Why a voter's votes count less: what explains them best, if they are not honest. */
export type CampaignReason = {
  kind: "for" | "against";
  /** The model that the votes are for or against. */
  model: string;
  /** How many of all the voter's votes are on battles with it, and how many of these are in its favour, or not. */
  votes: number;
  favour: number;
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
  const posterior = explainBallots(ballots, seen);
  return { voters: ballots.voters.map((_, voter) => describeVoter(ballots, posterior, voter, bound)) };
}

function explainBallots(ballots: Ballots, given: SeenBattles | undefined): Posterior {
  const { voters, models, starts } = ballots;
  const meetings = gatherMeetings(ballots);
  const seen = given && countSeen(ballots, given);
  const kinds: Kinds = { count: 2 * models.length, levels: levels.length };
  let honest: Float64Array = new Float64Array(voters.length).fill(1);
  let weights: Float64Array = Float64Array.from(voters, (_, voter) => 1 / (starts[voter + 1]! - starts[voter]!));
  let tastes = firstTastes();
  let strengths: Float64Array | undefined;
  for (let round = 1; ; round++) {
    const foretold = foretellVotes(ballots, weights, strengths);
    const knowledge = { odds: foretold.odds, exposure: estimateExposure(ballots, meetings, weights, seen), tastes };
    const counted = countTastes();
    const evidence = packEvidence(weighCampaigns(ballots, meetings, knowledge, honest, counted));
    const posterior = explainVoters(evidence, kinds, firstShares(kinds, voters.length));
    const moved = honest.reduce((most, value, voter) => Math.max(most, Math.abs(value - posterior.honest[voter]!)), 0);
    if (round === rounds || (round > 1 && moved < settled)) return posterior;
    honest = posterior.honest;
    // Somebody's votes must be left to compare with.
    weights = honest.map((value) => Math.max(value, 1e-6));
    tastes = estimateTastes(counted);
    strengths = foretold.strengths;
  }
}

function packEvidence({ starts, explanation, logRatio }: ReturnType<typeof weighCampaigns>): Evidence {
  return {
    starts: Int32Array.from(starts),
    explanation: Int32Array.from(explanation),
    logRatio: Float64Array.from(logRatio),
  };
}

function describeVoter(ballots: Ballots, posterior: Posterior, voter: number, bound: number): JudgedVoter {
  const weight = posterior.honest[voter]!;
  const kind = posterior.likeliest[voter]!;
  const { starts, voters } = ballots;
  return {
    voter: voters[voter]!,
    votes: starts[voter + 1]! - starts[voter]!,
    probability: 1 - weight,
    weight,
    setAside: 1 - weight >= bound,
    reason: kind < 0 ? null : describeReason(ballots, voter, Math.floor(kind / 2), kind % 2 === 1),
  };
}

function describeReason(ballots: Ballots, voter: number, model: number, isAgainst: boolean): CampaignReason {
  const { models, starts, first, second, halfWins } = ballots;
  let [votes, favour] = [0, 0];
  for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
    if (first[vote] !== model && second[vote] !== model) continue;
    votes++;
    if (halfWins[vote] === ((first[vote] === model) === isAgainst ? 0 : 2)) favour++;
  }
  return { kind: isAgainst ? "against" : "for", model: models[model]!, votes, favour };
}
