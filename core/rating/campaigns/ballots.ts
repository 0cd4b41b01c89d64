/** Votes as the finder of campaigns reads them: numbers instead of names, each voter's votes side by side. */
import type { CastVote } from "../vote-statistics.ts";
import { compareNames } from "../pair-tally.ts";

/** Votes in columns, one entry a vote in each. Only the first four are needed; what else is known makes the finder sharper. */
export type CampaignVotes = {
  voter: readonly string[];
  /** The models on side A and on side B. */
  left: readonly string[];
  right: readonly string[];
  outcome: readonly CastVote["choice"][];
  /** Which battle it was: only then are copies of each other's ballots found. */
  battle?: readonly string[];
  /** When the vote was cast, seconds from any moment; NaN: not known. */
  time?: ArrayLike<number>;
  /** Seconds between both answers being shown and the vote; NaN: not known. */
  reading?: ArrayLike<number>;
  /** Characters of both answers together; NaN: not known. */
  length?: ArrayLike<number>;
  /** How old the voter's account was at the vote, seconds; NaN: not known. */
  age?: ArrayLike<number>;
};

/** What voters had before them, voted on or not, in columns: `count` battles (1 where left out) of two models. */
export type SeenBattles = {
  voter: readonly string[];
  left: readonly string[];
  right: readonly string[];
  count?: ArrayLike<number>;
};

/** The same votes, voter after voter. */
export type Ballots = {
  /** In the order of their names, and of their first votes. */
  models: readonly string[];
  voters: readonly string[];
  /** The votes of voter v stand from `starts[v]` up to `starts[v + 1]`. */
  starts: Int32Array;
  /** Of each vote its voter, the models on sides A and B, and half wins of side A: 2, 1 or 0. */
  voter: Int32Array;
  first: Int32Array;
  second: Int32Array;
  halfWins: Uint8Array;
  /** Of each vote its place in the columns it came from. */
  row: Int32Array;
};

const halfWinsOf = { a: 2, b: 0, tie: 1, bothBad: 1 } as const;

/** Numbers for names, in the order in which these come. */
function numberNames(names: readonly string[]): Map<string, number> {
  const numbers = new Map<string, number>();
  for (const name of names) if (!numbers.has(name)) numbers.set(name, numbers.size);
  return numbers;
}

/**
 * Gathers votes by voter. Cost: linear in votes.
 * @throws {RangeError} when columns differ in length, a model meets itself, or an outcome is none.
 */
export function gatherBallots(votes: CampaignVotes): Ballots {
  assertColumns(votes);
  const models = [...new Set([...votes.left, ...votes.right])].toSorted(compareNames);
  const [modelOf, voterOf] = [numberNames(models), numberNames(votes.voter)];
  const starts = new Int32Array(voterOf.size + 1);
  for (const voter of votes.voter) starts[voterOf.get(voter)! + 1]!++;
  for (let voter = 0; voter < voterOf.size; voter++) starts[voter + 1]! += starts[voter]!;
  const places = starts.slice();
  const row = new Int32Array(votes.voter.length);
  for (const [index, voter] of votes.voter.entries()) row[places[voterOf.get(voter)!]!++] = index;
  return {
    models,
    voters: [...voterOf.keys()],
    starts,
    voter: row.map((index) => voterOf.get(votes.voter[index]!)!),
    first: row.map((index) => modelOf.get(votes.left[index]!)!),
    second: row.map((index) => modelOf.get(votes.right[index]!)!),
    halfWins: Uint8Array.from(row, (index) => halfWinsOf[votes.outcome[index]!]),
    row,
  };
}

function assertColumns(votes: CampaignVotes): void {
  const length = votes.voter.length;
  for (const [name, column] of Object.entries(votes)) {
    if (column.length === length) continue;
    throw new RangeError(`The column ${name} has ${column.length} entries, and there are ${length} votes.`);
  }
  for (let vote = 0; vote < length; vote++) {
    if (votes.left[vote] === votes.right[vote]) {
      throw new RangeError(`The model "${votes.left[vote]}" meets itself in vote ${vote}.`);
    }
    if (!Object.hasOwn(halfWinsOf, votes.outcome[vote]!)) {
      throw new RangeError(`Vote ${vote} has the outcome "${votes.outcome[vote]}".`);
    }
  }
}

/** What each voter voted on each model that they met, model by model: entry e is of one voter and one model. */
export type Meetings = {
  /** The entries of voter v stand from `starts[v]` up to `starts[v + 1]`. */
  starts: Int32Array;
  model: Int32Array;
  /** The votes of entry e stand in `vote` from `votesFrom[e]` up to `votesFrom[e + 1]`. */
  votesFrom: Int32Array;
  vote: Int32Array;
};

/** Sorts each voter's votes by model; each vote stands under both of its models. Throws nothing. */
export function gatherMeetings({ voters, starts, first, second }: Ballots): Meetings {
  const meetings = { starts: [0], model: [] as number[], votesFrom: [] as number[], vote: [] as number[] };
  for (let voter = 0; voter < voters.length; voter++) {
    const met: { model: number; vote: number }[] = [];
    for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
      met.push({ model: first[vote]!, vote }, { model: second[vote]!, vote });
    }
    let last = -1;
    for (const { model, vote } of met.toSorted((one, other) => one.model - other.model || one.vote - other.vote)) {
      if (model !== last) {
        meetings.model.push(model);
        meetings.votesFrom.push(meetings.vote.length);
        last = model;
      }
      meetings.vote.push(vote);
    }
    meetings.starts.push(meetings.model.length);
  }
  meetings.votesFrom.push(meetings.vote.length);
  return {
    starts: Int32Array.from(meetings.starts),
    model: Int32Array.from(meetings.model),
    votesFrom: Int32Array.from(meetings.votesFrom),
    vote: Int32Array.from(meetings.vote),
  };
}
