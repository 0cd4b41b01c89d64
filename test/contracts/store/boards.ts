/** What boards are made from. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { Choice } from "../../../core/chat/post.ts";
import type { BoardFilter } from "../../../core/boards/cell.ts";
import { unpackHistory, unpackVotes } from "../../../core/boards/packed-votes.ts";
import type { Group } from "../../../core/people/demographics.ts";
import { unsetPerson } from "../../../core/people/store.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, heldBattle, sampleOpening, sampleRestriction, sampleVote } from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

const day = 24 * 60;

export function describeBoards(store: () => Store): void {
  const { createBattle, cast } = createStage(store);

  async function closeWith(battle: NewBattle, votes: Record<string, Choice>, minute: number, masked = false) {
    await openTurn(store(), heldBattle(battle), sampleOpening({ masked }));
    for (const [voter, choice] of Object.entries(votes)) await cast(battle, voter, choice);
    await store().battles.closeBattle(battle.id, atMinute(minute), "time");
  }

  /** Three battles of one pair, on two days. */
  async function play() {
    const community = freshId();
    const [ann, bob, cleo] = [freshId(), freshId(), freshId()];
    const first = await createBattle({ community });
    const { attempts } = first;
    await closeWith(first, { [ann]: "a", [bob]: "a", [cleo]: "both-bad" }, 5);
    await closeWith(await createBattle({ community, attempts }), { [ann]: "b", [bob]: "tie" }, 6);
    await closeWith(await createBattle({ community, attempts, language: "en" }), { [ann]: "a" }, 2 * day);
    await closeWith(await createBattle({ community, attempts }), { [ann]: "b" }, 6, true);
    const [modelA, modelB] = attempts.map(({ model }) => model) as [string, string];
    return { filter: { league: "real", community } satisfies BoardFilter, ann, bob, modelA, modelB, attempts };
  }

  /** One battle of seen and unseen votes, one of seen votes alone, one of an unseen vote. */
  async function playSeen() {
    const community = freshId();
    const [ann, bob, cleo] = [freshId(), freshId(), freshId()];
    const { attempts } = await createBattle({ community });
    const close = async (votes: Record<string, [choice: Choice, seen: boolean]>, minute: number) => {
      const battle = await createBattle({ community, attempts });
      await openTurn(store(), heldBattle(battle), sampleOpening());
      for (const [voter, [choice, seen]] of Object.entries(votes))
        await store().ballots.castVote(sampleVote(battle, voter, { choice, seen }));
      await store().battles.closeBattle(battle.id, atMinute(minute), "time");
    };
    await close({ [ann]: ["a", false], [bob]: ["a", true], [cleo]: ["tie", false] }, 5);
    await close({ [bob]: ["b", true] }, 2 * day);
    await close({ [ann]: ["b", false] }, 6);
    const [modelA, modelB] = attempts.map(({ model }) => model) as [string, string];
    return { filter: { league: "real", community } satisfies BoardFilter, ann, bob, modelA, modelB };
  }

  const votesOf = async (filter: BoardFilter) => unpackVotes(await store().boards.boardVotes(filter));
  const votersOf = async (filter: BoardFilter) => {
    const rows = (await votesOf(filter)).voters.map(({ a, b, tie, bothBad }) => [a, b, tie, bothBad].join(""));
    return rows.toSorted();
  };
  const find = async (filter: BoardFilter, folded: number | null, key = freshId()) => {
    const [found] = await store().boards.find([{ filter, key, folded }]);
    return found!;
  };
  const newer = async (filter: BoardFilter, folded: number) => (await find(filter, folded)).newer;
  const history = async (filter: BoardFilter, spans: number) =>
    unpackHistory(await store().boards.datedTallies(filter, spans));

  describe("the votes of a board", () => {
    it("hold the squares of each battle's votes, and what each voter voted, without saying who", async () => {
      const { filter, ann, modelA, modelB } = await play();
      const votes = await votesOf(filter);
      // Half wins and votes by battle: 5 of 3, 1 of 2, 2 of 1.
      const squares = { winsSquared: 25 + 1 + 4, winsTimesVotes: 15 + 2 + 2, votesSquared: 9 + 4 + 1 };
      expect(votes.cells).toEqual([{ modelA, modelB, battles: 3, a: 3, b: 1, tie: 1, bothBad: 1, ...squares }]);
      expect(votes.days).toEqual({ first: "2026-03-14", last: "2026-03-16" });
      expect(await votersOf(filter)).toEqual(["0001", "1010", "2100"]);
      expect(votes.voters).toHaveLength(3);
      expect(JSON.stringify(votes)).not.toContain(ann);
    });

    it("are those that fit, and what one voter voted of them", async () => {
      const { filter, ann, bob, modelA, modelB } = await play();
      expect(await votersOf({ ...filter, language: "en" })).toEqual(["1000"]);
      expect(await votersOf({ ...filter, since: "2026-03-15" })).toEqual(["1000"]);
      expect(await votersOf({ ...filter, since: "2026-03-17" })).toEqual([]);
      expect((await store().boards.cells({ ...filter, since: "2026-03-15" })).map(({ a }) => a)).toEqual([1]);
      const days = { firstDay: "2026-03-14", lastDay: "2026-03-16" };
      expect(await store().boards.cells(filter, { voter: ann })).toEqual([
        { modelA, modelB, task: "question-answering", a: 2, b: 1, tie: 0, bothBad: 0, ...days },
      ]);
      expect(await store().boards.cells({ ...filter, language: "en" }, { voter: bob })).toEqual([]);
    });

    it("tell how many have come since, and follow what is erased", async () => {
      const { filter, ann, attempts } = await play();
      const { folded } = await store().boards.boardVotes(filter);
      expect(await newer(filter, folded)).toBe(0);
      const { community } = filter;
      await closeWith(await createBattle({ community, attempts }), { [ann]: "a", [freshId()]: "b" }, 9);
      expect(await newer(filter, folded)).toBe(2);
      expect(await newer({ ...filter, league: "demo" }, folded)).toBe(0);
      await store().people.erasePerson(ann, atMinute(90));
      expect(await store().boards.cells(filter, { voter: ann })).toEqual([]);
      // Each of the four votes is somebody else's now.
      expect(await votersOf(filter)).toEqual(["0001", "0100", "0100", "1000", "1000", "1000", "1010"]);
    });

    it("without those of one battle are those of the others, exactly", async () => {
      const { filter, ann, attempts } = await play();
      const { community } = filter;
      const before = await votesOf(filter);
      const last = await createBattle({ community, attempts });
      await closeWith(last, { [ann]: "b", [freshId()]: "both-bad", [freshId()]: "a", [freshId()]: "tie" }, 9);
      const { folded, pieces } = await store().boards.boardVotes(filter);
      const taken = await store().boards.takenAway(filter, last.id, folded);
      const { cells, voters } = unpackVotes({ pieces: [...pieces, taken!] });
      expect(cells).toEqual(before.cells);
      expect(new Set(voters)).toEqual(new Set(before.voters));
    });

    it("hold nothing of a battle elsewhere, of one that does not count, or of one that has changed since", async () => {
      const { filter, ann, attempts } = await play();
      const { community } = filter;
      const [masked, counted] = [
        await createBattle({ community, attempts }),
        await createBattle({ community, attempts }),
      ];
      await closeWith(masked, { [ann]: "b" }, 9, true);
      await closeWith(counted, { [ann]: "b" }, 9);
      const { folded } = await store().boards.boardVotes(filter);
      const has = async (battle: NewBattle, wanted: BoardFilter = filter) =>
        (await store().boards.takenAway(wanted, battle.id, folded)) !== undefined;
      expect([await has(masked), await has(counted)]).toEqual([false, true]);
      expect(await has(counted, { ...filter, league: "demo" })).toBe(false);
      expect(await has(counted, { league: "real", exceptCommunity: community })).toBe(false);
      const leftOut = sampleRestriction({ community, kind: "left-out", about: counted.id });
      const [made] = await store().restrictions.restrict([leftOut]);
      expect(await has(counted)).toBe(false);
      await store().restrictions.lift(community, made!.number, "manager", atMinute(99));
      expect(await has(counted)).toBe(false);
    });

    it("can leave out those that others could see, exactly", async () => {
      const { filter, ann, bob, modelA, modelB } = await playSeen();
      const unseen = { ...filter, unseen: true };
      const pair = { modelA, modelB };
      expect((await votesOf(filter)).cells).toMatchObject([{ ...pair, battles: 3, a: 2, b: 2, tie: 1 }]);
      const { cells, days } = await votesOf(unseen);
      // Half wins and votes by battle: 3 of 2, 0 of 1.
      const squares = { winsSquared: 9, winsTimesVotes: 6, votesSquared: 4 + 1 };
      expect(cells).toEqual([{ ...pair, battles: 2, a: 1, b: 1, tie: 1, bothBad: 0, ...squares }]);
      expect(days).toEqual({ first: "2026-03-14", last: "2026-03-14" });
      expect(await votersOf(unseen)).toEqual(["0010", "1100"]);
      expect(await store().boards.cells(unseen)).toMatchObject([
        { ...pair, a: 1, b: 1, tie: 1, lastDay: "2026-03-14" },
      ]);
      expect(await store().boards.cells(unseen, { voter: bob })).toEqual([]);
      expect(await store().boards.cells(unseen, { voter: ann })).toMatchObject([{ a: 1, b: 1 }]);
      expect(await history(unseen, 30)).toEqual([{ day: "2026-03-14", ...pair, a: 1, b: 1, tie: 1, bothBad: 0 }]);
      expect([await newer(filter, 0), await newer(unseen, 0)]).toEqual([5, 3]);
      await store().people.erasePerson(bob, atMinute(90));
      await store().people.erasePerson(ann, atMinute(90));
      expect(await votersOf(unseen)).toEqual(["0010", "0100", "1000"]);
      expect(await store().rebuild()).toMatchObject({ cells: { corrected: 0 }, voterCells: { corrected: 0 } });
    });

    it("of a group are those of people who say so of themselves, as long as they do", async () => {
      const { filter, ann, bob, modelA, modelB } = await play();
      const games: Group = { trait: "interests", value: "games" };
      const young: Group = { trait: "age", value: "18-24" };
      await store().people.savePersonSettings(ann, { ...unsetPerson, interests: ["music", "games"], age: "18-24" });
      await store().people.savePersonSettings(bob, { ...unsetPerson, interests: ["games"] });
      expect((await store().people.personSettings(ann)).interests).toEqual(["music", "games"]);
      const squares = { winsSquared: 16 + 1 + 4, winsTimesVotes: 8 + 2 + 2, votesSquared: 4 + 4 + 1 };
      const { cells } = await votesOf({ ...filter, group: games });
      expect(cells).toEqual([{ modelA, modelB, battles: 3, a: 3, b: 1, tie: 1, bothBad: 0, ...squares }]);
      expect(await votersOf({ ...filter, group: games })).toEqual(["1010", "2100"]);
      expect(await votersOf({ ...filter, group: young })).toEqual(["2100"]);
      expect(await newer({ ...filter, group: young }, 0)).toBe(3);
      await store().people.erasePerson(ann, atMinute(90));
      expect(await votersOf({ ...filter, group: young })).toEqual([]);
    });
  });

  describe("a board that was rated", () => {
    it("is kept as it was written, the one with the later folding in place of others", async () => {
      const key = freshId();
      const filter: BoardFilter = { league: "real", community: freshId() };
      expect((await find(filter, null, key)).kept).toBeUndefined();
      const snapshot = (folded: number) => ({
        folded,
        ratedAt: atMinute(folded),
        content: Buffer.from([0, 255, folded]),
      });
      await store().boards.saveBoardSnapshot(key, snapshot(2));
      await store().boards.saveBoardSnapshot(key, snapshot(1));
      const { kept } = await find(filter, null, key);
      expect([kept?.folded, kept?.ratedAt, [...(kept?.content ?? [])]]).toEqual([2, atMinute(2), [0, 255, 2]]);
      await store().boards.saveBoardSnapshot(key, snapshot(3));
      expect((await find(filter, null, key)).kept?.folded).toBe(3);
      // Whoever has it in memory is not sent it.
      expect(await find(filter, 3, key)).toEqual({ newer: 0, aside: 0, kept: undefined, votes: undefined });
    });
  });

  describe("boards that are found", () => {
    it("come with what is newer than what is kept, or with their votes where nothing is", async () => {
      const { filter, ann, attempts } = await play();
      const other: BoardFilter = { league: "real", community: freshId() };
      const [kept, missing] = [freshId(), freshId()];
      const { votes } = await find(filter, null);
      expect(unpackVotes(votes!)).toEqual(await votesOf(filter));
      await store().boards.saveBoardSnapshot(kept, {
        folded: votes!.folded,
        ratedAt: atMinute(1),
        content: Buffer.from([7]),
      });
      await closeWith(await createBattle({ community: filter.community, attempts }), { [ann]: "a" }, 9);
      expect(await find(filter, null, kept)).toMatchObject({
        newer: 1,
        kept: { folded: votes!.folded },
        votes: undefined,
      });
      const several = [
        { filter, key: kept, folded: null },
        { filter: other, key: missing, folded: null },
        { filter, key: missing, folded: votes!.folded },
      ];
      expect(await store().boards.find(several)).toMatchObject([
        { newer: 1, kept: { folded: votes!.folded }, votes: undefined },
        { newer: 0, kept: undefined, votes: undefined },
        { newer: 1, kept: undefined, votes: undefined },
      ]);
      expect(await store().boards.find([])).toEqual([]);
    });

    it("have of the votes on some models only those", async () => {
      const { filter, modelA, modelB } = await play();
      const { attempts } = await createBattle({ community: filter.community });
      await closeWith(await createBattle({ community: filter.community, attempts }), { one: "a" }, 5);
      const on = async (...models: string[]) =>
        (await store().boards.cells(filter, { models })).map((one) => one.modelA);
      expect(await on(modelA)).toEqual([modelA]);
      expect(await on(modelB, freshId())).toEqual([modelA]);
      expect(await on(modelB, attempts[0]!.model)).toEqual([modelA, attempts[0]!.model].toSorted());
      expect(await on()).toEqual([]);
    });
  });

  describe("votes by spans of days", () => {
    it("are all there, each span under its last day", async () => {
      const { filter, modelA, modelB } = await play();
      const pair = { modelA, modelB };
      expect(await history(filter, 30)).toEqual([
        { day: "2026-03-14", ...pair, a: 2, b: 1, tie: 1, bothBad: 1 },
        { day: "2026-03-16", ...pair, a: 1, b: 0, tie: 0, bothBad: 0 },
      ]);
      expect((await history(filter, 2)).map(({ day: last }) => last)).toEqual(["2026-03-15", "2026-03-16"]);
      expect(await history(filter, 1)).toMatchObject([{ day: "2026-03-16", a: 3, b: 1 }]);
      expect(await history({ league: "demo", community: freshId() }, 30)).toEqual([]);
    });
  });

  describe("folding", () => {
    it("takes each battle once, however many do it at the same time", async () => {
      const community = freshId();
      const first = await createBattle({ community });
      const battles = [
        first,
        ...(await Promise.all([1, 2, 3, 4].map(() => createBattle({ community, attempts: first.attempts })))),
      ];
      const folds = Array.from({ length: 6 }, () => store().boards.fold());
      await Promise.all([...battles.map((battle) => closeWith(battle, { one: "a" }, 5)), ...folds]);
      await Promise.all([1, 2, 3].map(() => store().boards.fold()));
      expect(await store().boards.fold()).toBe(0);
      expect((await store().boards.cells({ league: "real", community })).map(({ a }) => a)).toEqual([5]);
    });

    it("leaves out a battle whose models are not those that were sealed", async () => {
      const battle = await createBattle({ community: freshId() });
      const seal = { salt: "0".repeat(32), drawHash: "f".repeat(64) };
      await openTurn(store(), heldBattle(battle), sampleOpening({ seal }));
      await cast(battle, "voter", "a");
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await store().boards.cells({ league: "real", community: battle.community })).toEqual([]);
      const { changedDraws, cells } = await store().rebuild();
      expect([changedDraws.includes(battle.id), cells.corrected]).toEqual([true, 0]);
    });
  });
}
