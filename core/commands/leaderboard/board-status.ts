/** What a board says of itself in a sentence: how settled its order is, and how many people it really rests on. */
import type { Leaderboard } from "../../boards/standings.ts";
import type { Missing } from "../../rating/outlook.ts";
import type { TopWithout } from "../../rating/busiest-voter.ts";
import type { Sentences } from "../../language/index.ts";
import { leastVoters } from "../../rating/fit-ratings.ts";
import { rankingRule } from "../../rating/rankable.ts";

/** No estimate of votes, or people, still needed goes beyond this. */
const mostForeseen = 1_000_000;
/** How many people a board rests on is said where they count as fewer than this part of them. */
const evenEnough = 0.5;

type Words = Sentences["boards"];

/** The line below what a board is about; empty where there is nothing to say. */
export function statusLine(board: Leaderboard, { boards: words, readings }: Sentences): string {
  if (board.taste !== undefined) return "";
  if (board.ranked < 2) return whyNobody(board, words);
  if (board.reading) return readings[board.reading.reading].answers;
  if (!board.claimed) return sayUnclaimed(board, words);
  const people = isUneven(board) ? [words.people(board.voters, spread(board))] : [];
  return [...sayOutlook(board, words), ...people].reduce(words.followedBy);
}

/** Why no model is ranked; nothing where there is no vote at all. */
function whyNobody({ rows }: Leaderboard, words: Words): string {
  const stands = (wanted: string) => rows.some(({ standing }) => standing === wanted);
  if (stands("provisional")) return words.tooEarly(rankingRule.battles, rankingRule.voters, rankingRule.width);
  return stands("incomparable") ? words.nobodyComparable : "";
}

/** That the votes are too few people's for places to be claimed; nothing where they are enough. */
export function unclaimedInWords(board: Leaderboard, words: Words): string[] {
  if (board.effectiveVoters >= leastVoters) return [];
  return [sayUnclaimed(board, words)];
}

/** Rounded down: what counts as fewer than enough must not be written as enough. */
function sayUnclaimed({ voters, effectiveVoters }: Leaderboard, words: Words): string {
  return words.unclaimed(voters, Math.min(voters, Math.max(1, Math.floor(effectiveVoters))), leastVoters);
}

/** Whose votes the places of a board rest on, where its status does not say so. */
export function restsOn(board: Leaderboard, words: Words): string[] {
  const isSaid = board.reading === undefined && isUneven(board);
  return board.claimed && !isSaid ? [words.rests(board.voters, spread(board))] : [];
}

/** As many equally busy people, as it is written: never more than there are. */
function spread({ voters, effectiveVoters }: Leaderboard): number {
  return Math.min(voters, Math.max(1, Math.round(effectiveVoters)));
}

function isUneven({ voters, effectiveVoters }: Leaderboard): boolean {
  return effectiveVoters < evenEnough * voters;
}

function sayOutlook({ settled, outlook }: Leaderboard, { order, count }: Words): string[] {
  if (settled.order) return [order.settled];
  const [forFirst, forAll] = [sayMissing(outlook.first, order, count), sayMissing(outlook.all, order, count)];
  if (settled.first) return [order.firstSettled, order.whole(forAll)];
  // What holds for first place holds for the whole order.
  return forFirst === forAll ? [order.open(forFirst)] : [order.open(forFirst), order.whole(forAll)];
}

/** Whether places look firm of which it is said that they are not settled. */
export function looksSettled({ rows, claimed, ranked, settled }: Leaderboard): boolean {
  const places = rows.filter(({ standing }) => standing === "ranked");
  const [first = false, ...others] = places.map(({ rankBest, rankWorst }) => rankBest === rankWorst);
  if (!claimed || ranked < 2 || !first) return false;
  return !settled.first || (!settled.order && others.every(Boolean));
}

function sayMissing(missing: Missing, order: Words["order"], count: Words["count"]): string {
  const sayAbout = (kind: "votes" | "voters", number: number) =>
    number > mostForeseen ? order.missing.unforeseen : order.missing[kind](count(Number(number.toPrecision(2))));
  switch (missing.kind) {
    case "votes":
      return sayAbout("votes", missing.votes);
    case "voters":
      return sayAbout("voters", missing.voters);
    case "links":
      return order.missing.links(...missing.models);
    case "nothing":
    case "unforeseeable":
      return order.missing.unforeseen;
  }
}

/** What the place of the first model owes to a single person. */
export function busiestInWords({ busiest }: Leaderboard, words: Words): string[] {
  return busiest ? [words.busiest(busiest.votes, busiest.firstName)] : [];
}

/** For those alone who run a community: that one person decides first place. @param nameOf what a model is called. */
export function oneDecides(
  { decides }: TopWithout["adminsOnly"],
  nameOf: (model: string) => string,
  words: Words,
): string[] {
  return decides?.rival ? [words.oneDecides(decides.votes, nameOf(decides.rival))] : [];
}
