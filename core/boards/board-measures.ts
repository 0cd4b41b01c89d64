/** What is measured of a board's votes beyond the plain board, when somebody asks for it: kept until many votes have come. */
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import type { League } from "../models/model.ts";
import type { JudgedBattle } from "../rating/jury-influence.ts";
import { countVotes } from "../rating/pair-tally.ts";
import type { BoardRater } from "./board-rater.ts";
import type { BoardRating } from "./board-rating.ts";
import type { ReadingInput } from "./readings/make-reading.ts";
import type { BoardFilter } from "./cell.ts";
import type { FitFindings, RankingReading, ReadingResult } from "./readings/reading.ts";
import type { BoardStore } from "./store.ts";

/** What commands ask of a board beyond its places. */
export interface BoardMeasures {
  /** How far people's tastes lie apart, rating points; null where it cannot be measured yet. */
  taste(league: League): Promise<number | null>;
  /** Another reading of the board. */
  reading(filter: BoardFilter, reading: RankingReading): Promise<ReadingResult>;
  /** Whether one number a model explains the votes. */
  fit(filter: BoardFilter): Promise<FitFindings>;
}

/** How many are kept. */
const mostKept = 64;
/** How many single votes readings look at that sums cannot tell. */
const mostSampled = 20_000;

/** What boards need of other rooms. */
export type BoardSources = {
  /** The ids of the models that are not retired, at any time: only they have places. */
  playing: () => readonly string[];
  /** The family of each model. */
  families: () => Promise<ReadonlyMap<string, string>>;
  /** What jurors and people said of the battles that a board is about. */
  judged: (filter: BoardFilter) => Promise<readonly JudgedBattle[]>;
};

/** Something measured of votes up to a folding, and how many votes those were. */
type Measure = { result: unknown; folded: number; votes: number };

type Given = {
  store: BoardStore;
  rater: BoardRater;
  sources: BoardSources;
  /** The plain board. */
  read: (filter: BoardFilter) => Promise<{ rating: BoardRating; folded: number }>;
  /** The same for boards that are the same. */
  keyOf: (filter: BoardFilter) => string;
};

/** `running`: what is being measured now, by key. */
type Shelf = Given & { measures: BoundedMap<string, Measure>; running: Map<string, Promise<Measure>> };

type Gathered = Omit<ReadingInput, "reading" | "plain">;

/** Creates what measures. */
export function createBoardMeasures(given: Given): BoardMeasures {
  const shelf: Shelf = { ...given, measures: createBoundedMap(mostKept), running: new Map() };
  return {
    taste: (league) => measureTaste(shelf, league),
    reading: (filter, reading) => readAs(shelf, filter, reading),
    fit: (filter) => measureFit(shelf, filter),
  };
}

/** Another reading, with what it needs beyond the plain board. */
async function readAs(shelf: Shelf, filter: BoardFilter, reading: RankingReading): Promise<ReadingResult> {
  const { rating, folded } = await shelf.read(filter);
  const { fit, cells, unranked } = rating;
  const make = (more: Gathered) => shelf.rater.rate("reading", { reading, plain: { fit, cells, unranked }, ...more });
  // Ranges of places are of the board as it stands, and soon found.
  if (reading === "ranks") return await make({});
  const judged = reading === "sharpened" ? await shelf.sources.judged(filter) : [];
  const verdicts = judged.reduce((sum, { jury }) => sum + jury, judged.length);
  return await measure(shelf, `${reading} ${verdicts} ${shelf.keyOf(filter)}`, filter, async () => {
    const more = reading === "sharpened" ? { judged } : await gather(shelf, filter, reading);
    return { result: await make(more), folded, votes: rating.votes };
  });
}

/** What a reading of votes needs beyond the plain board. */
async function gather({ store, sources }: Shelf, filter: BoardFilter, reading: RankingReading): Promise<Gathered> {
  if (reading === "style" || reading === "weighted") return { sample: await store.sampleVotes(filter, mostSampled) };
  const votes = await store.boardVotes(filter);
  return reading === "families" ? { votes, families: await sources.families() } : { votes };
}

async function measureFit(shelf: Shelf, filter: BoardFilter): Promise<FitFindings> {
  const { rating } = await shelf.read(filter);
  return await measure(shelf, `fit ${shelf.keyOf(filter)}`, filter, async () => {
    const votes = await shelf.store.boardVotes(filter);
    const ranked = rating.fit.models.map(({ model }) => model);
    const result = await shelf.rater.rate("fit", { ...votes, ranked });
    return { result, folded: votes.folded, votes: rating.votes };
  });
}

async function measureTaste(shelf: Shelf, league: League): Promise<number | null> {
  return await measure(shelf, `taste ${league}`, { league }, async () => {
    const votes = await shelf.store.boardVotes({ league });
    const counted = votes.cells.reduce((sum, cell) => sum + countVotes(cell), 0);
    return { result: await shelf.rater.rate("taste", votes), folded: votes.folded, votes: counted };
  });
}

/** Measured again when a tenth as many votes have come as it rests on; whoever asks meanwhile waits for the same. */
async function measure<Result>(
  { store, measures, running }: Shelf,
  key: string,
  filter: BoardFilter,
  work: () => Promise<{ result: Result; folded: number; votes: number }>,
): Promise<Result> {
  const known = measures.get(key);
  if (known && (await store.votesSince(filter, known.folded)) * 10 <= known.votes) return known.result as Result;
  const measuring = running.get(key) ?? work().finally(() => running.delete(key));
  running.set(key, measuring);
  const measured = await measuring;
  measures.set(key, measured);
  return measured.result as Result;
}
