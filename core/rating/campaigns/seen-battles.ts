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
/** Of the battles shown before the end of a sitting so many are looked at, the last ones; fewer where all would be too many. */
const [mostOfSitting, mostOfAll] = [250, 2_500_000];

/** A vote: the place of its battle among those shown, and when it was cast. */
type Cast = { place: number; time: number };
/** Votes without a long pause, in the order of their casting. */
type Sitting = [Cast, ...Cast[]];
/** The sittings of one voter in one community. */
type Visits = { voter: string; community: string; sittings: Sitting[] };

/**
 * Recalls what each voter had before them: of the communities in which they voted, the battles that were open some time
 * from six hours before a sitting to its end, a sitting being votes with pauses below half an hour.
 * In `count` a sitting weighs as its votes, however many battles were open: or whoever floods the chat with questions for a day
 * would change what all have seen in a month. All counts of a voter in a community add up to the battles that they saw.
 *
 * Of the battles shown before the end of a sitting the last 250 are looked at, voted on or not alike: what somebody chose must
 * not count for more of what they saw than what they passed by. Fewer are, so that all are 2.5 million at most, from
 * 10,000 sittings on. Cost: sorting, and that. Votes on other battles, or of no known time, are passed over. Throws nothing.
 */
export function recallSeen(votes: TimedVotes, shown: ShownBattles): Required<SeenBattles> {
  const shelves = Map.groupBy(shown.battle.keys(), (place) => shown.community[place]!);
  for (const places of shelves.values()) places.sort((one, other) => shown.from[one]! - shown.from[other]!);
  const visits = gatherVisits(votes, shown);
  const sittings = visits.reduce((sum, visit) => sum + visit.sittings.length, 0);
  const most = Math.min(mostOfSitting, Math.floor(mostOfAll / Math.max(1, sittings)));
  const seen = { voter: [] as string[], left: [] as string[], right: [] as string[], count: [] as number[] };
  for (const visit of visits) {
    for (const [place, count] of recallOne(shelves.get(visit.community)!, shown, visit.sittings, most)) {
      seen.voter.push(visit.voter);
      seen.left.push(shown.left[place]!);
      seen.right.push(shown.right[place]!);
      seen.count.push(count);
    }
  }
  return seen;
}

function gatherVisits({ voter, battle, time }: TimedVotes, shown: ShownBattles): Visits[] {
  const placeOf = new Map(shown.battle.map((name, place) => [name, place]));
  const visits = new Map<string, Omit<Visits, "sittings"> & { cast: Cast[] }>();
  for (const [vote, name] of battle.entries()) {
    const place = placeOf.get(name);
    if (place === undefined || Number.isNaN(time[vote]!)) continue;
    const [who, community] = [voter[vote]!, shown.community[place]!];
    const key = JSON.stringify([who, community]);
    const visit = visits.get(key) ?? { voter: who, community, cast: [] };
    visit.cast.push({ place, time: time[vote]! });
    visits.set(key, visit);
  }
  return Array.from(visits.values(), ({ cast, ...visit }) => ({ ...visit, sittings: findSittings(cast) }));
}

function findSittings(cast: readonly Cast[]): Sitting[] {
  const sittings: Sitting[] = [];
  for (const one of cast.toSorted((before, after) => before.time - after.time)) {
    const last = sittings.at(-1);
    if (last && one.time - last.at(-1)!.time < longestPause) last.push(one);
    else sittings.push([one]);
  }
  return sittings;
}

/**
 * @param shelf the community's battles in the order in which they were shown. @param most how many are looked at a sitting.
 * @returns how much each battle counts, by its place.
 */
function recallOne(shelf: readonly number[], shown: ShownBattles, sittings: readonly Sitting[], most: number) {
  const counts = new Map<number, number>();
  let votes = 0;
  for (const sitting of sittings) {
    const open: number[] = [];
    const end = countUpTo(shelf, shown.from, sitting.at(-1)!.time);
    for (let at = Math.max(0, end - most); at < end; at++) {
      if (shown.until[shelf[at]!]! >= sitting[0].time - before) open.push(shelf[at]!);
    }
    if (open.length === 0) continue;
    for (const place of open) counts.set(place, (counts.get(place) ?? 0) + sitting.length / open.length);
    votes += sitting.length;
  }
  return [...counts].map(([place, count]) => [place, (count * counts.size) / votes] as const);
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
