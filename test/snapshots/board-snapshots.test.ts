/** Boards as they were rated last: small ones up to the last vote, large ones with what is newer. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { singleVotes, type BoardFilter } from "../../core/boards/cell.ts";
import { type BoardVotes, packTallies, type PackedHistory, unpackTallies } from "../../core/boards/packed-votes.ts";
import { rateBoard } from "../../core/boards/board-rating.ts";
import type { BoardStore } from "../../core/boards/store.ts";
import type { Log } from "../../core/machine/log.ts";
import { createBoardRater } from "../../core/boards/board-rater.ts";
import { createBoardSnapshots } from "../../core/boards/board-snapshots.ts";
import { readRated } from "../../core/boards/rating-work.ts";
import type { PairTally } from "../../core/rating/pair-tally.ts";
import type { VoteStatistics } from "../../core/rating/vote-statistics.ts";
import { cell } from "../boards/cells.ts";
import { packPiece } from "../boards/packing.ts";
import { atMinute, freshId } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { type CoreKit, startCoreKit } from "../core-kit.ts";
import { createManualClock } from "../manual-clock.ts";

const silent: Log = { info() {}, warn() {}, error() {} };

let kit: CoreKit;
beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());

const stage = createStage(() => kit.store);

/** @returns the battle's identifier. */
async function play(community: string, votes: number): Promise<string> {
  const battle = await stage.openBattle({ community });
  for (let vote = 0; vote < votes; vote++) await stage.cast(battle, freshId(), vote % 3 === 0 ? "b" : "a");
  await kit.store.battles.closeBattle(battle.id, atMinute(60), "time");
  return battle.id;
}

function startSnapshots(ratedAtOnce?: number, playing: readonly string[] = []) {
  const clock = createManualClock();
  const options = ratedAtOnce === undefined ? {} : { ratedAtOnce };
  const sources = { playing: () => playing, families: async () => new Map<string, string>(), judged: async () => [] };
  return {
    clock,
    boards: createBoardSnapshots(kit.store.boards, createBoardRater(), clock, silent, sources, options),
  };
}

describe("a small board", () => {
  it("never lags behind a close", async () => {
    const { boards } = startSnapshots();
    const filter: BoardFilter = { league: "real", community: freshId() };
    expect(boards.last(filter)).toBeUndefined();
    expect(await boards.read(filter)).toMatchObject({ newer: 0, days: null, rating: { votes: 0 } });
    await play(filter.community!, 3);
    const [one, other] = await Promise.all([boards.read(filter), boards.read(filter)]);
    expect([one.rating.votes, other.rating.votes]).toEqual([3, 3]);
    await play(filter.community!, 2);
    expect(await boards.read(filter)).toMatchObject({ newer: 0, rating: { votes: 5 } });
    expect((await boards.read(filter)).rating).toBe(boards.last(filter)!.rating);
  });
});

describe("a board without one battle", () => {
  it("is what the votes of the others make of it, and is not made of a large board", async () => {
    const filter: BoardFilter = { league: "real", community: freshId() };
    await play(filter.community!, 3);
    const [small, large] = [startSnapshots().boards, startSnapshots(2).boards];
    const before = await small.read(filter);
    const last = await play(filter.community!, 4);
    const board = await small.read(filter);
    expect(board.rating.votes).toBe(7);
    const { cells: _cells, ...rating } = before.rating;
    expect(await small.without(filter, board, last)).toEqual(rating);
    expect(await small.without(filter, board, freshId())).toBeUndefined();
    expect(await large.without(filter, await large.read(filter), last)).toBeUndefined();
  });
});

describe("a large board", () => {
  it("is shown as it was rated, with how many votes are newer, until it is rated again in the background", async () => {
    const { boards, clock } = startSnapshots(2);
    const filter: BoardFilter = { league: "real", community: freshId() };
    await play(filter.community!, 3);
    const first = await boards.read(filter);
    await play(filter.community!, 2);
    expect(await boards.read(filter)).toMatchObject({ newer: 2, rating: { votes: 3 } });
    // Not at once: many may look at it in a row.
    await boards.settled();
    expect(await boards.read(filter)).toMatchObject({ newer: 2, rating: { votes: 3 } });
    clock.advance(60_000);
    expect((await boards.read(filter)).rating).toBe(first.rating);
    await boards.settled();
    expect(await boards.read(filter)).toMatchObject({ newer: 0, rating: { votes: 5 } });
  });

  it("is there again after a restart without being rated, and not after a rebuild", async () => {
    const filter: BoardFilter = { league: "real", community: freshId() };
    await play(filter.community!, 3);
    const before = await startSnapshots(2).boards.read(filter);
    const { boards } = startSnapshots(2);
    const after = await boards.read(filter);
    expect(after).toEqual(before);
    expect(after.ratedAt).toEqual(before.ratedAt);
    await play(filter.community!, 1);
    expect(await startSnapshots(2).boards.read(filter)).toMatchObject({ newer: 1, rating: { votes: 3 } });
    await kit.store.rebuild();
    expect(await startSnapshots(2).boards.read(filter)).toMatchObject({ newer: 0, rating: { votes: 4 } });
  });
});

describe("a roster that changes", () => {
  it("takes away the place of a model that is retired, at once", async () => {
    const filter: BoardFilter = { league: "real", community: freshId() };
    await play(filter.community!, 3);
    const [one, other] = (await startSnapshots().boards.read(filter)).rating.unranked.map(({ model }) => model);
    const playing = [one!, other!];
    const { boards } = startSnapshots(undefined, playing);
    const reasons = async () =>
      new Map((await boards.read(filter)).rating.unranked.map(({ model, reason }) => [model, reason]));
    expect(await reasons()).not.toContain("retired");
    playing.pop();
    expect((await reasons()).get(other!)).toBe("retired");
  });

  it("lets a large board be kept for the next start, however many models there are", async () => {
    const filter: BoardFilter = { league: "real", community: freshId() };
    await play(filter.community!, 3);
    const roster = Array.from({ length: 500 }, () => freshId());
    await startSnapshots(2, roster).boards.read(filter);
    await play(filter.community!, 1);
    const again = await startSnapshots(2, roster.toReversed()).boards.read(filter);
    expect(again).toMatchObject({ newer: 1, rating: { votes: 3 } });
    // With one of them retired it is another board.
    expect(await startSnapshots(2, roster.slice(1)).boards.read(filter)).toMatchObject({ rating: { votes: 4 } });
  });
});

/** All on one day. */
function packHistory(tallies: readonly PairTally[]): PackedHistory {
  const { models, numbers } = packTallies(tallies);
  const lines = tallies.map((_, index) => numbers.slice(6 * index, 6 * index + 6).join(" "));
  return { models, spans: [{ day: "2026-03-16", lines: lines.join("\n") }] };
}

describe("ratings over time", () => {
  it("end where the board stands, whatever a newcomer's one vote says", async () => {
    const tallies = [
      cell("other", "a", "b", [40, 20]),
      cell("other", "b", "c", [40, 20]),
      cell("other", "c", "a", [20, 40]),
      cell("other", "n", "a", [1, 0]),
    ];
    const store: BoardStore = {
      ...kit.store.boards,
      find: async () => [
        { newer: 0, aside: 0, kept: undefined, votes: { folded: 1, pieces: [packPiece(singleVotes(tallies))] } },
      ],
      datedTallies: async () => packHistory(tallies),
    };
    const sources = {
      playing: () => ["a", "b"],
      families: async () => new Map<string, string>(),
      judged: async () => [],
    };
    const boards = createBoardSnapshots(store, createBoardRater(), createManualClock(), silent, sources);
    const { rating } = await boards.read({ league: "real" });
    const { models } = await boards.history({ league: "real" }, rating, 30);
    const last = new Map(models.map(({ model, ratings }) => [model, ratings.at(-1)!]));
    expect([...last.keys()].toSorted()).toEqual(["a", "b", "c"]);
    for (const { model, rating: now } of rating.fit.models) expect(last.get(model)).toBeCloseTo(now, 6);
  });
});

describe("rating", () => {
  const heavy = (): VoteStatistics => {
    const tallies = Array.from({ length: 400 }, (_, index) =>
      cell("other", `m${index % 20}`, `n${Math.floor(index / 20)}`, [3 + (index % 5), 2, 1]),
    );
    return singleVotes(tallies);
  };
  const input = ({ cells, voters }: VoteStatistics): BoardVotes & { playing: readonly string[] } => {
    const playing = [...new Set(cells.flatMap(({ modelA, modelB }) => [modelA, modelB]))];
    return { folded: 1, pieces: [packPiece({ cells, voters })], playing };
  };

  it("in a thread gives what it gives here", async () => {
    const rater = createBoardRater();
    const votes = heavy();
    const rated = (await Promise.all([1, 2].map(() => rater.rate("board", input(votes))))).map(readRated);
    const { cells, ...expected } = rateBoard(votes);
    for (const { rating, tallies, days } of rated) {
      expect(rating).toEqual(expected);
      expect(unpackTallies(tallies)).toEqual(cells);
      expect(days).toEqual({ first: "2026-03-14", last: "2026-03-16" });
    }
    await rater.close();
    await expect(rater.rate("board", input(votes))).rejects.toThrow("no board is rated any more");
  });

  it("fails for what cannot be rated, and goes on with the next", async () => {
    const rater = createBoardRater();
    const { cells } = heavy();
    const itself = cells.map((one) => ({ ...one, modelB: one.modelA }));
    await expect(rater.rate("board", input({ cells: itself, voters: [] }))).rejects.toThrow("against itself");
    const { rating } = readRated(await rater.rate("board", input(heavy())));
    expect(rating.fit.models).toHaveLength(40);
    const waiting = rater.rate("board", input(heavy()));
    await Promise.all([expect(waiting).rejects.toThrow("the board is not rated"), rater.close()]);
  });
});
