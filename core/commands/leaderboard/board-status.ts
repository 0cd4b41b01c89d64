/** What a board says of itself in a sentence: how settled its order is, and how many people it really rests on. */
import type { Leaderboard } from "../../boards/standings.ts";
import type { Sentences } from "../../language/index.ts";
import { leastVoters } from "../../rating/fit-ratings.ts";
import { rankingRule } from "../../rating/rankable.ts";

/** No estimate of votes, or people, still needed goes beyond this. */
const mostForeseen = 1_000_000;
/** How many people a board rests on is said where they count as fewer than this part of them. */
const evenEnough = 0.5;

/**
 * What it takes to settle an order: nothing more; so many more votes, or more people like those who have voted; two models
 * (by name) meeting more often; or what nobody can foresee.
 */
export type Outlook =
  | { kind: "settled" | "unforeseen" }
  | { kind: "votes" | "voters"; more: number }
  | { kind: "links"; one: string; other: string };

/** A board, and what it may say beyond its order. */
export type ToldBoard = Leaderboard & {
  /** What it takes to settle first place, and the whole order. */
  outlook?: { first: Outlook; all: Outlook };
  /** The votes of the voter with most of them, and who would be first without them; null where that stays the same. */
  busiest?: { votes: number; firstName: string | null } | null;
};

type Words = Sentences["boards"];

/** The line below what a board is about; empty where there is nothing to say. */
export function statusLine(board: ToldBoard, { boards: words, readings }: Sentences): string {
  if (board.taste !== undefined) return "";
  if (board.ranked < 2) return whyNobody(board, words);
  if (board.reading) return readings[board.reading.reading].answers;
  if (!board.claimed) return words.unclaimed(board.voters, spread(board), leastVoters);
  const { first, all } = board.outlook ?? outlookOf(board);
  const people = isUneven(board) ? [words.people(board.voters, spread(board))] : [];
  return [...sayOutlook(first, all, words), ...people].reduce(words.followedBy);
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
  return [words.unclaimed(board.voters, spread(board), leastVoters)];
}

/** As many equally busy people, as it is written: never more than there are. */
function spread({ voters, effectiveVoters }: Leaderboard): number {
  return Math.min(voters, Math.max(1, Math.round(effectiveVoters)));
}

function isUneven({ voters, effectiveVoters }: Leaderboard): boolean {
  return effectiveVoters < evenEnough * voters;
}

/** By the votes that are missing. */
function outlookOf({ missing }: Leaderboard): { first: Outlook; all: Outlook } {
  const outlook = (votes: number): Outlook => (votes === 0 ? { kind: "settled" } : { kind: "votes", more: votes });
  return { first: outlook(missing.forFirst), all: outlook(missing.forAll) };
}

function sayOutlook(first: Outlook, all: Outlook, { order, count }: Words): string[] {
  if (all.kind === "settled") return [order.settled];
  const [forFirst, forAll] = [sayMissing(first, order, count), sayMissing(all, order, count)];
  if (first.kind === "settled") return [order.firstSettled, order.whole(forAll)];
  // What holds for first place holds for the whole order.
  return forFirst === forAll ? [order.open(forFirst)] : [order.open(forFirst), order.whole(forAll)];
}

function sayMissing(outlook: Outlook, order: Words["order"], count: Words["count"]): string {
  const written = (number: number) => count(Number(number.toPrecision(2)));
  switch (outlook.kind) {
    case "votes":
    case "voters":
      return outlook.more > mostForeseen
        ? order.missing.unforeseen
        : order.missing[outlook.kind](written(outlook.more));
    case "links":
      return order.missing.links(outlook.one, outlook.other);
    case "settled":
    case "unforeseen":
      return order.missing.unforeseen;
  }
}

/** What the place of the first model owes to a single person. */
export function busiestInWords({ busiest }: ToldBoard, words: Words): string[] {
  return busiest ? [words.busiest(busiest.votes, busiest.firstName)] : [];
}

/** For those alone who run a community: that one person decides first place. */
export function oneDecides({ busiest }: ToldBoard, words: Words): string[] {
  return busiest?.firstName ? [words.oneDecides(busiest.votes, busiest.firstName)] : [];
}
