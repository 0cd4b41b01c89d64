/** What a database of the first version held is all there after the migrations since. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unpackVotes } from "../../../core/boards/packed-votes.ts";
import type { Battle } from "../../../core/battle/battle.ts";
import type { Store } from "../../../core/store/store.ts";
import type { Engine } from "../../../core/store/engine.ts";
import { openStore } from "../../../core/store/index.ts";
import {
  atMinute,
  heldBattle,
  sampleAnswer,
  sampleBallot,
  sampleFailure,
  sampleModel,
  sampleVote,
} from "../battle-samples.ts";
import { failTurn } from "../held-turns.ts";
import { noVotes } from "./stage.ts";
import type { Place } from "../../store/fresh-place.ts";
import { leaveAsFirstVersion, leaveBeforeSeenVotes } from "../../store/first-version.ts";
import { resultOf } from "./result-of.ts";

/** A database without any table. */
export type EmptyDatabase = Place & { pglite?: boolean; engine(): Promise<Engine> };

/** @param make Makes a new one; whoever made it takes it away. */
export function describeEarlierVersions(make: () => Promise<EmptyDatabase>): void {
  describeFirstVersion(make);
  describe("a database in which reactions were called secret", () => {
    describeBeforeSeenVotes(make);
  });
}

/** The first version's alone. */
export function describeFirstVersion(make: () => Promise<EmptyDatabase>): void {
  describe("a database of the first version", () => {
    describeSinceFirstVersion(make);
  });
}

function describeSinceFirstVersion(make: () => Promise<EmptyDatabase>): void {
  let store: Store;

  async function open(): Promise<void> {
    const place = await make();
    await leaveAsFirstVersion(place.engine());
    store = (await openStore({ ...place, keyFingerprint: "key" })).store;
  }

  describe("where nothing has happened since", () => {
    beforeAll(open);
    afterAll(() => store.close());
    describeWhatIsThere(() => store);
  });

  describe("that goes on", () => {
    beforeAll(open);
    afterAll(() => store.close());
    describeGoingOn(() => store);
  });
}

/** These change nothing. */
function describeWhatIsThere(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  const expected = (id: string, created: number): Partial<Battle> => ({
    id,
    community: "community-hash",
    asker: "asker-hash",
    private: false,
    language: "zh",
    generation: { temperature: 0.7, maxTokens: 1024, system: "Be brief." },
    delivery: `delivery-of-${id}`,
    createdAt: atMinute(created),
    lease: null,
    seal: null,
    masked: false,
    closeAfter: 600_000,
    closeAtVotes: null,
  });
  const turn = (id: string, askedAt: number, openedAt: number | null, failedAt: number | null) => ({
    number: 1,
    question: `What is ${id} 义?`,
    askedAt: atMinute(askedAt),
    openedAt: openedAt === null ? null : atMinute(openedAt),
    failedAt: failedAt === null ? null : atMinute(failedAt),
  });

  it("finds every model again", async () => {
    const models = await store.models.models();
    expect(models.toSorted((x, y) => x.id.localeCompare(y.id))).toEqual(
      ["left", "right", "third"].map((id) => sampleModel(id)),
    );
  });

  it("finds every battle again, its question as its first turn", async () => {
    const unended = { endedAt: null, endReason: null };
    expect(await store.battles.findBattle("answering")).toMatchObject({
      ...expected("answering", 1),
      ...unended,
      status: "answering",
      turns: [turn("answering", 1, null, null)],
    });
    expect(await store.battles.findBattle("open")).toMatchObject({
      ...expected("open", 2),
      ...unended,
      status: "open",
      openedAt: atMinute(3),
      firstVoteAt: atMinute(10),
      closesAt: atMinute(60),
      turns: [turn("open", 2, 3, null)],
    });
    expect(await store.battles.findBattle("closed")).toMatchObject({
      ...expected("closed", 3),
      status: "closed",
      endedAt: atMinute(60),
      endReason: "time",
      turns: [turn("closed", 3, 4, null)],
    });
    expect(await store.battles.findBattle("failed")).toMatchObject({
      ...expected("failed", 4),
      status: "failed",
      openedAt: null,
      endedAt: atMinute(5),
      endReason: "no-answer",
      turns: [turn("failed", 4, null, 5)],
    });
  });

  it("finds every attempt again, in the first turn", async () => {
    const drawn = { turn: 1, number: 1, endpoint: "local", endedAt: null, ending: null };
    const left = { ...drawn, side: "a", model: "left", seed: 7 };
    const right = { ...drawn, side: "b", model: "right", seed: 8 };
    expect((await store.battles.findBattle("open"))?.attempts).toMatchObject([left, right]);
    const untold = { shown: null, received: null, reportedModel: null, firstThoughtMilliseconds: null };
    const uncounted = { inputTokens: null, outputTokens: null, cost: null };
    const text = "义 means righteousness.";
    const answer = { ...sampleAnswer, ...uncounted, ...untold, text, withheld: ["seed"] };
    expect((await store.battles.findBattle("closed"))?.attempts).toMatchObject([
      left,
      { ...right, ending: sampleFailure, endedAt: atMinute(2) },
      { turn: 1, side: "b", number: 2, model: "third", ending: answer, endedAt: atMinute(3) },
    ]);
  });

  it("finds votes, tallies and cells again, with nothing to correct", async () => {
    expect(await store.ballots.findVote("open", "one")).toEqual({
      battle: "open",
      voter: "one",
      platform: "telegram",
      choice: "a",
      firstChoice: "tie",
      changes: 1,
      means: "button",
      firstMeans: "open-reaction",
      seen: false,
      castAt: atMinute(10),
      changedAt: atMinute(11),
      lockedAt: atMinute(12),
      namesSeenBy: 0,
    });
    expect(await resultOf(store, "open")).toEqual(noVotes);
    expect(await resultOf(store, "closed")).toEqual({ ...noVotes, b: 2 });
    const days = { firstDay: "2026-03-14", lastDay: "2026-03-14" };
    const cells = [{ modelA: "left", modelB: "third", task: "other", a: 0, b: 2, tie: 0, bothBad: 0, ...days }];
    expect(await store.boards.cells({ league: "real", community: "community-hash" })).toEqual(cells);
    expect(await store.rebuild()).toEqual({
      battles: 2,
      votes: 4,
      tallies: { rows: 2, corrected: 0 },
      cells: { rows: 1, corrected: 0 },
      voterCells: { rows: 2, corrected: 0 },
      changedDraws: [],
    });
    expect(await store.boards.cells({ league: "real", community: "community-hash" })).toEqual(cells);
  });

  it("has still to show what it had to show", async () => {
    const ids = (battles: Battle[]) => battles.map((battle) => battle.id);
    expect(ids(await store.battles.unfinishedBattles())).toEqual(["open", "closed", "failed"]);
    expect(ids(await store.battles.unfinishedBattles(atMinute(59)))).toEqual(["failed"]);
    expect(ids(await store.battles.unfinishedBattles(atMinute(60)))).toEqual(["open", "closed", "failed"]);
  });
}

/** Each is about a battle of its own. */
function describeGoingOn(opened: () => Store): void {
  let store: Store;
  beforeEach(() => {
    store = opened();
  });

  it("takes over the battle that was being answered, for nobody answers it any more", async () => {
    const lease = { holder: "heir", until: atMinute(30) };
    const taken = await store.answering.takeOver({ lease, at: atMinute(2), over: "expired", except: [] });
    expect(taken).toMatchObject([{ id: "answering", lease, status: "answering" }]);
    const failed = await failTurn(store, heldBattle({ id: "answering" }, "heir"), atMinute(3), "interrupted");
    expect(failed?.status).toBe("failed");
    expect(await store.battles.findBattle("answering")).toMatchObject({
      status: "failed",
      turns: [{ failedAt: atMinute(3) }],
    });
  });

  it("goes on with the battle that was open", async () => {
    const battle = { id: "open", community: "community-hash" };
    expect(await store.ballots.castVote(sampleVote(battle, "three", { choice: "b" }))).toMatchObject({
      outcome: "cast",
    });
    // One had seen the names before anybody counted that.
    expect(await store.ballots.findVote("open", "three")).toMatchObject({ namesSeenBy: 1 });
    expect(await store.ballots.withdrawVote(sampleBallot(battle, "two"))).toMatchObject({ outcome: "withdrawn" });
    expect(await store.ballots.castVote(sampleVote(battle, "one", { choice: "b" }))).toMatchObject({
      outcome: "locked",
    });
    expect(await store.battles.closeBattle("open", atMinute(60), "time")).toMatchObject({ outcome: "closed" });
    expect(await resultOf(store, "open")).toEqual({ ...noVotes, a: 1, b: 1 });
    expect(await store.rebuild()).toMatchObject({ tallies: { corrected: 0 }, cells: { rows: 2, corrected: 0 } });
  });
}

function describeBeforeSeenVotes(make: () => Promise<EmptyDatabase>): void {
  let store: Store;
  afterAll(() => store.close());

  it("knows which votes others could see, and needs no correction", async () => {
    const place = await make();
    await leaveBeforeSeenVotes(place.engine());
    store = (await openStore({ ...place, keyFingerprint: "key" })).store;
    const votes = await Promise.all(
      ["one", "two", "three", "four"].map((voter) => store.ballots.findVote("mixed", voter)),
    );
    expect(votes.map((vote) => [vote?.means, vote?.firstMeans, vote?.seen])).toEqual([
      ["button", "out-of-sight-reaction", false],
      ["out-of-sight-reaction", "out-of-sight-reaction", true],
      ["open-reaction", "button", true],
      ["out-of-sight-reaction", "out-of-sight-reaction", false],
    ]);
    expect((await store.communities.communitySettings("community-hash")).reactions).toBe("out-of-sight");
    const filter = { league: "real", unseen: true } as const;
    expect(unpackVotes(await store.boards.boardVotes(filter)).cells).toMatchObject([
      { battles: 1, a: 1, b: 1, winsSquared: 4, winsTimesVotes: 4, votesSquared: 4 },
    ]);
    expect(await store.rebuild()).toMatchObject({
      ...{ tallies: { corrected: 0 }, cells: { rows: 1, corrected: 0 }, voterCells: { rows: 4, corrected: 0 } },
    });
  });
}
