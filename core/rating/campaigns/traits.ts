/**
 * What accounts of one campaign have in common besides their votes: about how many they cast, when they came, how young
 * they are. A trait is a class for each voter; those of a campaign crowd into few classes, honest voters do not.
 */
import type { Ballots, CampaignVotes } from "./ballots.ts";

/** One trait: a class from 0 on for each voter. */
export type Trait = { classOf: Int32Array; classes: number };

/** Classes of arrival hold equally many voters. */
const arrivals = 24;
const secondsPerHour = 3600;

/**
 * The traits that the columns tell of: activity in steps of √2; the time of the first vote, in 24 parts with equally many
 * voters; the account's age at that vote in steps of 2, from an hour on. Not known is a class of its own. Throws nothing.
 */
export function describeVoters(ballots: Ballots, { time, age }: CampaignVotes): Trait[] {
  const { voters, starts } = ballots;
  const activity = Int32Array.from(voters, (_, voter) =>
    Math.floor(2 * Math.log2(starts[voter + 1]! - starts[voter]!)),
  );
  return [
    countClasses(activity),
    ...(time ? [countClasses(rankArrivals(readFirst(ballots, time)))] : []),
    ...(age ? [countClasses(Int32Array.from(readFirst(ballots, age), measureAge))] : []),
  ];
}

function countClasses(classOf: Int32Array): Trait {
  return { classOf, classes: classOf.reduce((most, value) => Math.max(most, value), 0) + 1 };
}

function measureAge(seconds: number): number {
  return Number.isNaN(seconds) ? 0 : 1 + Math.floor(Math.log2(1 + Math.max(0, seconds) / secondsPerHour));
}

/** Each voter's smallest value in a column; NaN where none is known. */
function readFirst({ voters, starts, row }: Ballots, column: ArrayLike<number>): Float64Array {
  return Float64Array.from(voters, (_, voter) => {
    let least = Number.NaN;
    for (let vote = starts[voter]!; vote < starts[voter + 1]!; vote++) {
      const value = column[row[vote]!]!;
      if (!(value >= least)) least = Number.isNaN(value) ? least : value;
    }
    return least;
  });
}

function rankArrivals(times: Float64Array): Int32Array {
  const known = times.filter((time) => !Number.isNaN(time)).toSorted();
  const edges = Array.from(
    { length: arrivals - 1 },
    (_, part) => known[Math.floor((known.length * (part + 1)) / arrivals)]!,
  );
  return Int32Array.from(times, (time) => (Number.isNaN(time) ? 0 : 1 + edges.filter((edge) => edge <= time).length));
}
