/** What a board's models have cost, read for its picture of quality against cost. */
import type { BoardRating } from "../../boards/board-rating.ts";
import { findFrontier } from "../../boards/frontier.ts";
import type { Leaderboard } from "../../boards/standings.ts";
import { answersSeen } from "../../boards/store.ts";
import type { Picture } from "../../images/picture.ts";
import type { CommandContext } from "../command.ts";
import { costInPlainWords, costPicture, priceTable } from "./cost-picture.ts";
import type { BoardView } from "./leaderboard-picture.ts";

/** A form of a board. `more`: what a post says beside its picture. */
export type Drawn = { picture: Picture; alt: string; more?: string[] };

/** Quality against what answers have cost, to questions of all kinds. */
export async function drawCosts(
  { store, everybody }: Pick<CommandContext, "store" | "everybody">,
  board: Leaderboard,
  { fit }: Pick<BoardRating, "fit">,
  view: BoardView,
): Promise<Drawn> {
  const ids = board.rows.filter(({ votes }) => votes > 0).map(({ model }) => model);
  const facts = await store.boards.answerFacts(ids, answersSeen);
  const costs = new Map(ids.map((id, index) => [id, facts[index]?.cost ?? null]));
  const prices = new Map((await everybody(ids)).map(({ id, price }) => [id, price]));
  const frontier = findFrontier(fit, costs);
  return {
    picture: costPicture(board, frontier, view),
    alt: costInPlainWords(board, frontier, view),
    more: priceTable(board, costs, prices, view.language),
  };
}
