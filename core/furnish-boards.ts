/** The rooms of ratings, furnished: boards, what moves them and what is published of them and of votes, the plan by which pairs are drawn, and the search for campaigns. */
import { leagueOf } from "./battle/draw.ts";
import { type BoardMoves, createBoardMoves } from "./boards/board-moves.ts";
import type { BoardRating } from "./boards/board-rating.ts";
import { type BoardRater, createBoardRater } from "./boards/board-rater.ts";
import { type BoardSnapshots, createBoardSnapshots } from "./boards/board-snapshots.ts";
import { type CampaignSearch, createCampaignSearch } from "./boards/campaign-search.ts";
import { createPairingPlan, type PairingPlan } from "./boards/pairing-plan.ts";
import { makeDay } from "./boards/publishing/make-day.ts";
import { createPublicBoard, type PublicBoard } from "./boards/publishing/public-board.ts";
import { openPageCommunity } from "./chat/post.ts";
import { type CommunityExports, createCommunityExports } from "./export/community-export.ts";
import type { Clock } from "./machine/clock.ts";
import type { Log } from "./machine/log.ts";
import { boardSources, type RosterInForce } from "./roster-in-force.ts";
import type { Pseudonyms } from "./safety/pseudonyms.ts";
import type { Store } from "./store/store.ts";

/** What they are made of. */
export type BoardFurniture = {
  store: Store;
  roster: RosterInForce;
  pseudonyms: Pseudonyms;
  clock: Clock;
  log: Log;
  /** Left out: a thread that ends with the boards. */
  rater?: BoardRater | undefined;
};

/** Nothing is rated until somebody asks. */
export function furnishBoards({ store, roster, pseudonyms, clock, log, rater = createBoardRater() }: BoardFurniture): {
  boards: BoardSnapshots;
  pairing: PairingPlan;
  moves: BoardMoves;
  campaigns: CampaignSearch;
  exports: CommunityExports;
  publicBoard: PublicBoard;
  /** The models that have a place on the board of all votes. */
  ranked: () => Promise<BoardRating["fit"]["models"]>;
} {
  const { restrictions } = store;
  const snapshots = () => createBoardSnapshots(store.boards, rater, clock, log, boardSources(store, roster));
  const boards = snapshots();
  const [league, apart] = [leagueOf(roster.lineup().models), pseudonyms.of(openPageCommunity)];
  const shown = () => ({ league: leagueOf(roster.lineup().models), exceptCommunity: apart });
  return {
    boards,
    ranked: async () => (await boards.read(shown())).rating.fit.models,
    pairing: createPairingPlan(boards, { league, exceptCommunity: apart }, clock, log),
    moves: createBoardMoves(boards, shown, clock),
    exports: createCommunityExports({
      ...{ store: store.exports, everybody: roster.everybody, openPage: apart, clock },
      rate: (votes) => rater.rate("exported", votes),
    }),
    campaigns: createCampaignSearch({ restrictions, boards, rater, clock, log, league, apart }),
    publicBoard: createPublicBoard({
      ...{ store: store.publicDays, clock, log },
      makeDay(now) {
        const playing = roster.lineup().models.filter(({ status }) => status === "active");
        // Boards of their own: so many would push out of memory those that people look at in the chat.
        return makeDay({ boards: snapshots(), store, filter: shown(), playing, everybody: roster.everybody }, now);
      },
    }),
  };
}
