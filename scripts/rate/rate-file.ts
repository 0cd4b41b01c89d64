/** From a file to its ratings, and to what is said of them. */
import {
  boardPrior,
  bootstrapRatings,
  findRankable,
  fitColumns,
  rankAtOnce,
  type RatingFit,
  testColumns,
} from "../../core/rating/index.ts";
import type { RateOptions } from "./options.ts";
import { describeBad, describeReading } from "./reading-text.ts";
import { createSeededFraction } from "./seeded-fraction.ts";
import { readVotes, type ReadVotes } from "./read-votes.ts";
import { createReport, type RatingReport } from "./report.ts";
import { compareBoards, findSetAside } from "./set-aside.ts";
import { formatTable } from "./table.ts";
import { makeLinesVisible, makeVisible } from "./visible.ts";

/** Where words go: the result, and remarks beside it. */
type Outlet = { out: (text: string) => unknown; tell: (sentence: string) => unknown };

/**
 * Rates a file.
 * @returns the exit code: 1 when rows could not be read and none may be skipped; then no rating is given.
 * @throws {RateProblem} when the file cannot be read at all.
 */
export async function rateFile(options: RateOptions, { out, tell }: Outlet): Promise<number> {
  const votes = await readVotes(options.path, options);
  if (votes.bad.count > 0 && !options.skipBad) {
    for (const sentence of describeBad(votes, options.path, "rated")) tell(sentence);
    return 1;
  }
  for (const sentence of describeReading(votes, options)) tell(sentence);
  if (options.style && options.bootstrap > 0) {
    tell("The bootstrap's intervals are of ratings from which side, length and Markdown are not taken out.");
  }
  const report = options.setAside ? await rateWithout(votes, options) : rate(votes, options);
  out(options.json ? `${makeVisible(JSON.stringify(report))}\n` : makeLinesVisible(formatTable(report)));
  return 0;
}

/** Rates all votes, then those that are left without the ones set aside. */
async function rateWithout(votes: ReadVotes, options: RateOptions): Promise<RatingReport> {
  const voters = findSetAside(votes);
  const all = { ...options, top: undefined };
  const before = rate(votes, all);
  const without = new Set(voters.map(({ voter }) => voter));
  const left = voters.length > 0 ? await readVotes(options.path, { ...options, without }) : votes;
  const after = voters.length > 0 ? rate(left, all) : before;
  const setAside = { votes: left.setAside, voters, moved: compareBoards(before.models, after.models) };
  return { ...after, models: after.models.slice(0, options.top), setAside };
}

function rate(votes: ReadVotes, options: RateOptions): RatingReport {
  const { clusters } = votes.columns;
  const columns = votes.table.columns(votes.names);
  const wishes = { clusters, interval: options.interval, style: options.style };
  const board = options.board ? findRankable(columns, { ...boardPrior, ...wishes }) : undefined;
  const fitted = board?.fit ?? fitColumns(columns, wishes);
  const fit = options.ranks === "each" ? fitted : rankTogether(fitted, options.interval);
  const drawn =
    options.bootstrap > 0
      ? bootstrapRatings(
          columns,
          votes.table.rows(),
          fit.models.map(({ model }) => model),
          { rounds: options.bootstrap, clusters, interval: options.interval, fraction: createSeededFraction(20261125) },
        )
      : undefined;
  return {
    ...createReport(votes, columns, { ...fit, unranked: board?.unranked }, options, drawn),
    ...(options.fit && { fit: testColumns(columns) }),
  };
}

/** The same fit with ranges of ranks that hold all at once. */
function rankTogether(fit: RatingFit, interval: number): RatingFit {
  const ranks = rankAtOnce(fit, interval);
  return { ...fit, models: fit.models.map((model, index) => ({ ...model, ...ranks[index]! })) };
}
