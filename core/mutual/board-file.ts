/** A board of people's votes in a file: what a public board's `/board.json` or `rate --json` has written. */
import { z } from "zod";
import { parse } from "./experiment-folder.ts";
import type { BoardModel } from "./results/board-chart.ts";

/** It cannot be read as a board. The message says why and what to do. */
export class UnusableBoard extends Error {
  override readonly name = "UnusableBoard";
}

/** No board has more models. */
const mostModels = 10_000;

const limit = z.number().nullable().optional();
const schema = z.object({
  models: z
    .array(
      z.object({
        model: z.string(),
        rating: z.number().nullable(),
        rank: z.number().nullable(),
        lower: limit,
        upper: limit,
      }),
    )
    .max(mostModels),
});

/** @returns the models that it ranks, by the ids that it has. @throws {UnusableBoard} */
export function readBoardFile(text: string): BoardModel[] {
  const { data } = schema.safeParse(parse(text));
  if (!data)
    throw new UnusableBoard(
      "It must be JSON with `models`, each with `model`, `rating`, `rank`, `lower` and `upper`, as /board.json of a public board and `npm run -s rate -- --json` write it.",
    );
  return data.models.flatMap(({ model, rating, rank, lower = null, upper = null }): BoardModel[] =>
    rating === null || rank === null ? [] : [{ model, rating, lower, upper }],
  );
}
