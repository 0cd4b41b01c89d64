/** Comparing boards with and without a battle's votes costs little, however many battles close. */
import { expect, it } from "vitest";
import { createBoardMoves } from "../../core/boards/board-moves.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import type { CurrentBoard } from "../../core/boards/rating-work.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createManualClock } from "../manual-clock.ts";
import { makeVotes } from "../rating/made-votes.ts";

const votes = makeVotes({ seed: 3, models: 4, voters: 60, battles: 150, ties: 0.2 });
const [best = "", next = ""] = rateBoard(summarizeVotes(votes)).fit.models.map(({ model }) => model);
/** Other votes, by which the best two stand elsewhere. */
const without = votes.filter(({ modelA, modelB }) => modelA !== best && modelB !== best).concat(votes.slice(0, 60));

function stage() {
  const clock = createManualClock();
  const gate = { open: () => {}, asked: 0, found: true };
  const moves = createBoardMoves(
    {
      async read() {
        gate.asked += 1;
        await new Promise<void>((resolve) => (gate.open = resolve));
        return { rating: rateBoard(summarizeVotes(votes)) } as CurrentBoard;
      },
      without: async () => (gate.found ? rateBoard(summarizeVotes(without)) : undefined),
    },
    () => ({ league: "real" }),
    clock,
  );
  return { clock, gate, moves };
}

it("is done for one battle at a time, and then rests for twenty times as long as it took", async () => {
  const { clock, gate, moves } = stage();
  const first = moves("first", [best, next]);
  expect(await moves("second", [best, next])).toEqual([]);
  clock.advance(50);
  gate.open();
  expect(await first).not.toEqual([]);
  clock.advance(999);
  expect(await moves("third", [best, next])).toEqual([]);
  expect(gate.asked).toBe(1);
  clock.advance(1);
  const fourth = moves("fourth", [best, next]);
  expect(gate.asked).toBe(2);
  gate.open();
  expect(await fourth).not.toEqual([]);
});

it("is not even begun where no place of the two is claimed, and says nothing where nobody knows", async () => {
  const { gate, moves } = stage();
  const newcomers = moves("first", ["new", "newer"]);
  gate.open();
  expect(await newcomers).toEqual([]);
  gate.found = false;
  const large = moves("second", [best, next]);
  gate.open();
  expect(await large).toEqual([]);
});
