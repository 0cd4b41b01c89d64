/** What a board says of itself in a sentence: what is known of its order, and how many people it really rests on. */
import type { Leaderboard } from "../../boards/standings.ts";
import type { TopWithout } from "../../rating/busiest-voter.ts";
import type { Sentences } from "../../language/index.ts";
import { leastVoters } from "../../rating/fit-ratings.ts";
import { rankingRule } from "../../rating/rankable.ts";

/** More than so many times what there is, of votes or people, nobody is asked for. */
const mostTimesMore = 10;
/** How many people a board rests on is said where they count as fewer than this part of them. */
const evenEnough = 0.5;

type Words = Sentences["boards"];

/** What a board shows to be so, null where it has only its name to say, and what is to be made of it. */
export function finding(
  board: Leaderboard,
  { boards: words, readings }: Sentences,
): { title: string | null; status: string } {
  if (board.taste !== undefined) return { title: null, status: "" };
  if (board.ranked < 2) return whyNobody(board, words);
  if (board.reading) return { title: null, status: readings[board.reading.reading].answers };
  if (!board.claimed) return { title: words.orderSoFar, status: sayUnclaimed(board, words) };
  return { title: headline(board, words), status: isUneven(board) ? words.people(board.voters, spread(board)) : "" };
}

/** Why no model is ranked; nothing where there is no vote at all. */
function whyNobody({ rows }: Leaderboard, words: Words): ReturnType<typeof finding> {
  const stands = (wanted: string) => rows.some(({ standing }) => standing === wanted);
  const { battles, voters, width } = rankingRule;
  if (stands("provisional")) return { title: words.tooEarly, status: words.ranksFrom(battles, voters, width) };
  return stands("incomparable")
    ? { title: words.tooEarly, status: words.nobodyComparable }
    : { title: null, status: "" };
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

/** What is known of the order: where the ranks that the votes leave possible fall apart. */
function headline(board: Leaderboard, { order }: Words): string {
  if (board.settled.order) return order.settled;
  const [first, ...further] = clearAfter(board);
  const { ranked, rows } = board;
  const [best, last] = [rows[0]?.name ?? "", rows[ranked - 1]?.name ?? ""];
  const leads = board.settled.first ? order.firstSettled(best) : order.firstClear(best);
  if (first === undefined) return order.open;
  if (further.length + 2 === ranked) return board.settled.first ? leads + order.allBehind : order.allClear;
  if (first === 1) return leads + (further.length === 0 ? order.openBehind : order.someBehind);
  return first === ranked - 1 ? order.lastClear(last) : order.top(first);
}

/** After how many models everybody above is clear of everybody below. */
function clearAfter({ rows, ranked }: Leaderboard): number[] {
  const places = rows.slice(0, ranked);
  return places.slice(1).flatMap((_, index) => {
    const count = index + 1;
    const above = Math.max(...places.slice(0, count).map(({ rankWorst }) => rankWorst ?? Infinity));
    const below = Math.min(...places.slice(count).map(({ rankBest }) => rankBest ?? 0));
    return above <= count && below > count ? [count] : [];
  });
}

/** What would settle the order, as long as it is within reach; nothing else, as an estimate far ahead is none. */
export function helpInWords(board: Leaderboard, words: Words): string[] {
  const { settled, outlook, claimed, reading, taste, ranked } = board;
  if (!claimed || reading || taste !== undefined || ranked < 2 || settled.order) return [];
  const wanted = settled.first ? outlook.all : outlook.first;
  const { help } = words.order;
  const say = (kind: "votes" | "voters", number: number, there: number): string[] =>
    number < mostTimesMore * there ? [help[kind](words.count(Number(number.toPrecision(1))), settled.first)] : [];
  if (wanted.kind === "votes") return say("votes", wanted.votes, board.votes);
  if (wanted.kind === "voters") return say("voters", wanted.voters, board.voters);
  return wanted.kind === "links" ? [help.links(...wanted.models)] : [];
}

/** For those alone who run a community: that one person decides first place. @param nameOf what a model is called. */
export function oneDecides(
  { decides }: TopWithout["adminsOnly"],
  nameOf: (model: string) => string,
  words: Words,
): string[] {
  return decides?.rival ? [words.oneDecides(decides.votes, nameOf(decides.rival))] : [];
}
