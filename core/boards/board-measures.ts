/** What is measured of a board's votes beyond the plain board, when somebody asks for it: kept until many votes have come. */
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import type { JudgedBattle } from "../rating/jury-influence.ts";
import type { PairTally } from "../rating/pair-tally.ts";
import type { BoardRater } from "./board-rater.ts";
import type { BoardFilter } from "./cell.ts";
import type { FitFindings, RankingReading, ReadingResult } from "./readings/reading.ts";
import type { CurrentBoard, RatingInput } from "./rating-work.ts";
import type { BoardVotes } from "./packed-votes.ts";
import type { PersonalFit } from "./standings.ts";
import type { BoardStore } from "./store.ts";

/** What commands ask of a board beyond its places. */
export interface BoardMeasures {
  /** How far the tastes lie apart of those who voted on a board, rating points; null where it cannot be measured yet. */
  taste(filter: BoardFilter, board: CurrentBoard): Promise<number | null>;
  /** Another reading of a board as it was read. */
  reading(filter: BoardFilter, board: CurrentBoard, reading: RankingReading): Promise<ReadingResult>;
  /** Whether one number a model explains a board's votes. */
  fit(filter: BoardFilter, board: CurrentBoard): Promise<FitFindings>;
  /** What somebody's own votes say, held together by everybody's: by those of a board as it was read. */
  own(votes: readonly PairTally[], board: CurrentBoard, taste: number | null): Promise<PersonalFit>;
}

/** How many are kept. */
const mostKept = 64;
/** How many single votes readings look at that sums cannot tell. */
const mostSampled = 20_000;

/** What boards need of other rooms. */
export type BoardSources = {
  /** The ids of the models that are not retired, at any time: only they have places. */
  playing: () => readonly string[];
  /** The family of each of these models, and of others. */
  families: (models: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** What jurors and people said of the battles that a board is about. */
  judged: (filter: BoardFilter) => Promise<readonly JudgedBattle[]>;
};

/** Something measured of so many votes, while so many were set aside. */
type Measure = { result: unknown; votes: number; aside: number };

type Given = {
  rater: BoardRater;
  sources: BoardSources;
  sampleVotes: BoardStore["sampleVotes"];
  /** The votes of a board that was read. */
  votesOf: (filter: BoardFilter, board: CurrentBoard) => Promise<BoardVotes>;
  /** The same for boards that are the same. */
  keyOf: (filter: BoardFilter) => string;
};

/** `running`: what is being measured now, by key. */
type Shelf = Given & { measures: BoundedMap<string, Measure>; running: Map<string, Promise<Measure>> };

type Gathered = Omit<RatingInput["reading"], "reading" | "plain">;

/** Creates what measures. */
export function createBoardMeasures(given: Given): BoardMeasures {
  const shelf: Shelf = { ...given, measures: createBoundedMap(mostKept), running: new Map() };
  const { rater } = given;
  return {
    taste: (filter, board) =>
      measure(shelf, `taste ${shelf.keyOf(filter)}`, board, async () =>
        rater.rate("taste", await shelf.votesOf(filter, board)),
      ),
    reading: (filter, board, reading) => readAs(shelf, filter, board, reading),
    fit: (filter, board) =>
      measure(shelf, `fit ${shelf.keyOf(filter)}`, board, async () => {
        const votes = await shelf.votesOf(filter, board);
        return await rater.rate("fit", { ...votes, ranked: board.rating.fit.models.map(({ model }) => model) });
      }),
    own: (own, { tallies: everybody }, taste) => rater.rate("personal", { own, everybody, taste }),
  };
}

/** Another reading, with what it needs beyond the plain board. */
async function readAs(
  shelf: Shelf,
  filter: BoardFilter,
  board: CurrentBoard,
  reading: RankingReading,
): Promise<ReadingResult> {
  const { fit, unranked } = board.rating;
  const plain = { fit, unranked, tallies: board.tallies };
  const make = (more: Gathered) => shelf.rater.rate("reading", { reading, plain, ...more });
  // Ranges of places are of the board as it stands, and soon found.
  if (reading === "ranks") return await make({});
  const judged = reading === "sharpened" ? await shelf.sources.judged(filter) : [];
  const verdicts = judged.reduce((sum, { jury }) => sum + jury, judged.length);
  return await measure(shelf, `${reading} ${verdicts} ${shelf.keyOf(filter)}`, board, async () =>
    make(reading === "sharpened" ? { judged } : await gather(shelf, filter, board, reading)),
  );
}

/** What a reading of votes needs beyond the plain board. */
async function gather(
  { sampleVotes, votesOf, sources }: Shelf,
  filter: BoardFilter,
  board: CurrentBoard,
  reading: RankingReading,
): Promise<Gathered> {
  if (reading === "style" || reading === "weighted") return { sample: await sampleVotes(filter, mostSampled) };
  const votes = await votesOf(filter, board);
  if (reading !== "families") return { votes };
  return { votes, families: await sources.families([...board.rating.scores.keys()]) };
}

/** Measured again when a tenth as many votes have come as it rests on, or others count; whoever asks meanwhile waits for the same. */
async function measure<Result>(
  { measures, running }: Shelf,
  key: string,
  { rating, newer, aside }: CurrentBoard,
  work: () => Promise<Result>,
): Promise<Result> {
  const known = measures.get(key);
  const votes = rating.votes + newer;
  if (known?.aside === aside && (votes - known.votes) * 10 <= known.votes) return known.result as Result;
  const measuring =
    running.get(key) ??
    work()
      .then((result) => ({ result, votes, aside }))
      .finally(() => running.delete(key));
  running.set(key, measuring);
  const measured = await measuring;
  measures.set(key, measured);
  return measured.result as Result;
}
