/** Another reading of the votes, as a board. */
import { expect, it } from "vitest";
import { makeReading } from "../../core/boards/board-readings.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import type { ReadingFacts } from "../../core/boards/reading.ts";
import { createReadingBoard } from "../../core/boards/reading-board.ts";
import { summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { makeVotes } from "../rating/made-votes.ts";
import { named } from "./cells.ts";

it("calls the members of families by their names", () => {
  const plain = rateBoard(summarizeVotes(makeVotes({ seed: 71, models: 5, voters: 60, battles: 500, ties: 0.2 })));
  const { models } = makeReading({ reading: "ranks", plain });
  const facts: ReadingFacts = { reading: "families", families: [{ name: "twins", models: ["m0", "m1"] }] };
  const names = named("m0", "m1", "m2", "m3", "m4");
  const { reading } = createReadingBoard({ models, facts }, plain, names);
  const members = names.slice(0, 2).map(({ name }) => name);
  expect(reading).toEqual({ reading: "families", families: [{ name: "twins", models: members }] });
});
