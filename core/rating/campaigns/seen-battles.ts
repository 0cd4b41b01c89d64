/** What voters probably had before them: what their community was shown, and was open, around the moments at which they voted. */
import type { CampaignVotes, SeenBattles } from "./ballots.ts";

/** Battles as they were shown, voted on or not, in columns. */
export type ShownBattles = {
  battle: readonly string[];
  left: readonly string[];
  right: readonly string[];
  /** Where it was shown: who votes on one battle of a community has the others before them. */
  community: readonly string[];
  /** When it was shown, and when it closed: seconds from the moment from which the times of votes are counted. */
  from: ArrayLike<number>;
  until: ArrayLike<number>;
};

/** Votes whose battles and times are known. */
export type TimedVotes = Pick<CampaignVotes, "voter"> & Required<Pick<CampaignVotes, "battle" | "time">>;

/** Who votes again within so many seconds has been there all the time: that is one sitting. */
const longestPause = 30 * 60;
/** What was open so many seconds before the first vote of a sitting is seen, too: somebody who comes for one battle passes others. */
const before = 6 * 3600;
/** So many of the battles that were shown before the end of a sitting are looked at, the last ones. */
const mostOfSitting = 250;

/** A vote: the place of its battle among those shown, and when it was cast. */
type Cast = { place: number; time: number };
/** Votes of one voter in one community. */
type Visits = { voter: string; community: string; cast: Cast[] };

/**
 * Recalls what each voter had before them: of the communities in which they voted, the battles that were open some time
 * from six hours before a sitting to its end, a sitting being votes with pauses below half an hour; and what they voted on.
 * Of the battles shown before the end of a sitting the last 250 are looked at.
 * Cost: sorting, and 250 battles a vote at most. Votes on other battles, or of no known time, are passed over. Throws nothing.
 */
export function recallSeen(votes: TimedVotes, shown: ShownBattles): SeenBattles {
  const shelves = Map.groupBy(shown.battle.keys(), (place) => shown.community[place]!);
  for (const places of shelves.values()) places.sort((one, other) => shown.from[one]! - shown.from[other]!);
  const seen = { voter: [] as string[], left: [] as string[], right: [] as string[] };
  for (const { voter, community, cast } of gatherVisits(votes, shown)) {
    for (const place of recallOne(shelves.get(community)!, shown, cast)) {
      seen.voter.push(voter);
      seen.left.push(shown.left[place]!);
      seen.right.push(shown.right[place]!);
    }
  }
  return seen;
}

function gatherVisits({ voter, battle, time }: TimedVotes, shown: ShownBattles): Iterable<Visits> {
  const placeOf = new Map(shown.battle.map((name, place) => [name, place]));
  const visits = new Map<string, Visits>();
  for (const [vote, name] of battle.entries()) {
    const place = placeOf.get(name);
    if (place === undefined || Number.isNaN(time[vote]!)) continue;
    const [who, community] = [voter[vote]!, shown.community[place]!];
    const key = JSON.stringify([who, community]);
    const visit = visits.get(key) ?? { voter: who, community, cast: [] };
    visit.cast.push({ place, time: time[vote]! });
    visits.set(key, visit);
  }
  return visits.values();
}

/** @param shelf the community's battles in the order in which they were shown. */
function recallOne(shelf: readonly number[], { from, until }: ShownBattles, cast: Cast[]): Set<number> {
  const seen = new Set(cast.map(({ place }) => place));
  const byTime = cast.toSorted((one, other) => one.time - other.time);
  let [first, looked] = [0, 0];
  for (const [index, { time }] of byTime.entries()) {
    const next = byTime[index + 1];
    if (next && next.time - time < longestPause) continue;
    const since = byTime[first]!.time - before;
    first = index + 1;
    const end = countUpTo(shelf, from, time);
    for (let at = Math.max(looked, end - mostOfSitting); at < end; at++) {
      if (until[shelf[at]!]! >= since) seen.add(shelf[at]!);
    }
    looked = end;
  }
  return seen;
}

/** How many of a shelf's battles were shown by then. */
function countUpTo(shelf: readonly number[], from: ArrayLike<number>, time: number): number {
  let [low, high] = [0, shelf.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (from[shelf[middle]!]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
