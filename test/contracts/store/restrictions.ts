/** What is done about people and battles, what boards make of it, and what stays of it. */
import { beforeEach, describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import { isInForce, type NewRestriction } from "../../../core/battle/restrictions.ts";
import { unpackSample } from "../../../core/boards/sampled-votes.ts";
import { unpackVotes } from "../../../core/boards/packed-votes.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, sampleRestriction, sampleVote } from "../battle-samples.ts";
import { createStage } from "./stage.ts";
import { resultOf } from "./result-of.ts";

export function describeRestrictions(store: () => Store): void {
  const { openBattle, cast, cells } = createStage(store);
  let community: string;
  let battle: NewBattle;

  const restrict = (changes: Partial<NewRestriction>) =>
    store().restrictions.restrict([sampleRestriction({ community, ...changes })]);
  const filter = () => ({ league: "real", community }) as const;
  const rebuilt = async () => {
    const { tallies, cells: found, voterCells } = await store().rebuild();
    return [tallies.corrected, found.corrected, voterCells.corrected];
  };
  const close = (one: NewBattle, minute = 60) => store().battles.closeBattle(one.id, atMinute(minute), "time");
  const found = async () => (await store().boards.find([{ filter: filter(), key: "", folded: null }]))[0]!;

  beforeEach(async () => {
    community = freshId();
    battle = await openBattle({ community });
    await cast(battle, "one", "a");
    await store().ballots.castVote(sampleVote(battle, "two", { choice: "b", seen: true }));
    await close(battle);
    await store().boards.fold();
  });

  describe("votes that are set aside", () => {
    it("leave boards of every kind, stay in the battle's own count, and come back when they are restored", async () => {
      const before = await cells(battle);
      const [made] = await restrict({ about: "two" });
      expect(made).toMatchObject({ ...sampleRestriction({ community, about: "two" }), votes: 1, moved: [] });
      expect(await cells(battle)).toMatchObject([{ a: 1, b: 0 }]);
      expect(await store().boards.cells(filter(), { voter: "two" })).toEqual([]);
      const { voters, cells: summed } = unpackVotes(await store().boards.boardVotes(filter()));
      expect([voters.length, summed]).toMatchObject([1, [{ battles: 1, a: 1, b: 0, votesSquared: 1 }]]);
      expect(unpackSample(await store().boards.sampleVotes(filter(), 10))).toMatchObject([
        { votes: [{ choice: "a" }] },
      ]);
      expect(await resultOf(store(), battle.id)).toMatchObject({ a: 1, b: 1 });
      expect((await found()).aside).toBe(1);
      const unseen = { filter: { ...filter(), unseen: true }, key: "", folded: null };
      expect((await store().boards.find([unseen]))[0]!.aside).toBe(0);
      expect(await rebuilt()).toEqual([0, 0, 0]);
      expect(await store().restrictions.lift(community, made!.number, "boss", atMinute(9))).toMatchObject({
        liftedBy: "boss",
        liftedAt: atMinute(9),
      });
      expect([await cells(battle), (await found()).aside]).toEqual([before, 0]);
      expect(await rebuilt()).toEqual([0, 0, 0]);
      expect(await store().restrictions.lift(community, made!.number, "boss", atMinute(9))).toBeUndefined();
    });

    it("are told to boards that were rated before, also where a battle has none left", async () => {
      const { folded } = await store().boards.boardVotes(filter());
      const newer = async () => (await store().boards.find([{ filter: filter(), key: "", folded }]))[0]!.newer;
      expect(await newer()).toBe(0);
      await restrict({ about: "one" });
      await restrict({ about: "two" });
      expect(await cells(battle)).toEqual([]);
      expect(await newer()).toBeGreaterThan(0);
      expect(await store().boards.datedTallies(filter(), 5)).toEqual({ models: [], spans: [] });
      expect(await rebuilt()).toEqual([0, 0, 0]);
    });

    it("are those of later battles as well, and of no other community", async () => {
      await restrict({ about: "one" });
      const later = await openBattle({ community, attempts: battle.attempts });
      const elsewhere = await openBattle();
      for (const one of [later, elsewhere]) {
        await cast(one, "one", "tie");
        await close(one, 90);
      }
      expect(await cells(later)).toMatchObject([{ a: 0, b: 1, tie: 0 }]);
      expect(await cells(elsewhere)).toMatchObject([{ tie: 1 }]);
      expect((await found()).aside).toBe(2);
      expect(await rebuilt()).toEqual([0, 0, 0]);
    });

    it("stay set aside when their voter is erased, and of whoever restored them nothing is left", async () => {
      const me = freshId();
      const mine = await openBattle({ community, attempts: battle.attempts });
      await cast(mine, me, "a");
      await close(mine, 90);
      const [held] = await restrict({ about: me });
      const [lifted] = await restrict({ about: "two", by: me });
      await store().restrictions.lift(community, lifted!.number, me, atMinute(9));
      const before = await cells(battle);
      await store().people.erasePerson(me, atMinute(99));
      expect([await cells(battle), await rebuilt()]).toEqual([before, [0, 0, 0]]);
      const all = await store().restrictions.restrictions(community, { limit: 9 });
      expect(all).toMatchObject([{ by: expect.stringMatching(/^erased-/u) }, { number: held!.number, about: me }]);
      expect(JSON.stringify(all.slice(0, 1))).not.toContain(me);
    });

    it("move along with their community", async () => {
      await restrict({ about: "one" });
      const to = freshId();
      await store().communities.moveCommunity(community, to);
      expect(await store().boards.cells({ league: "real", community: to })).toMatchObject([{ a: 0, b: 1 }]);
      const [moved] = await store().restrictions.restrictions(to, { limit: 9 });
      await store().restrictions.lift(to, moved!.number, "boss", atMinute(9));
      expect(await store().boards.cells({ league: "real", community: to })).toMatchObject([{ a: 1, b: 1 }]);
      expect(await rebuilt()).toEqual([0, 0, 0]);
    });

    it("are told to their voter, and counted", async () => {
      const me = freshId();
      const mine = await openBattle({ community, attempts: battle.attempts });
      await cast(mine, me, "a");
      await close(mine, 90);
      await store().boards.fold();
      await restrict({ about: me, reason: "campaign-for", by: null });
      expect(await store().people.personalData(me)).toMatchObject({
        votes: [{ aside: true }],
        restrictions: [{ kind: "votes-aside", reason: "campaign-for", votes: 1, liftedAt: null }],
      });
      expect(await store().people.personalData(freshId())).toMatchObject({ restrictions: [] });
    });
  });

  describe("a restriction", () => {
    it("is made once while it is in force; what somebody has lifted the arena never makes again, people may", async () => {
      const [made] = await restrict({ about: "one", by: null });
      expect(await restrict({ about: "one", by: null })).toEqual([]);
      expect(await restrict({ about: "one" })).toEqual([]);
      await store().restrictions.lift(community, made!.number, "boss", atMinute(9));
      expect(await restrict({ about: "one", by: null })).toEqual([]);
      expect(await restrict({ about: "one" })).toHaveLength(1);
      expect(await cells(battle)).toMatchObject([{ a: 0, b: 1 }]);
    });

    it("can be lifted by nobody of another community", async () => {
      const [made] = await restrict({ about: "one" });
      expect(await store().restrictions.lift(freshId(), made!.number, "boss", atMinute(9))).toBeUndefined();
      expect(await cells(battle)).toMatchObject([{ a: 0, b: 1 }]);
    });

    it("is listed, newest first; those that were lifted only where they are wanted", async () => {
      const [one] = await restrict({ about: "one", found: { model: "m", votes: 3, matching: 2 } });
      const [two] = await restrict({ about: battle.id, kind: "left-out" });
      await store().restrictions.noteMoves([one!.number], [{ model: "m", before: 1, after: null }]);
      await store().restrictions.lift(community, two!.number, "boss", atMinute(9));
      const list = (wanted: object) => store().restrictions.restrictions(community, { limit: 9, ...wanted });
      expect((await list({})).map(({ number }) => number)).toEqual([two!.number, one!.number]);
      expect(await list({ limit: 1 })).toHaveLength(1);
      expect(await list({ unlifted: true })).toEqual([
        { ...one, moved: [{ model: "m", before: 1, after: null }], found: { model: "m", votes: 3, matching: 2 } },
      ]);
      expect(await list({ about: battle.id })).toMatchObject([{ number: two!.number, votes: 2 }]);
      expect(isInForce(one!, atMinute(5))).toBe(true);
      expect(isInForce({ ...one!, until: atMinute(5) }, atMinute(5))).toBe(false);
    });

    it("takes a whole battle out of the count, before its close too, and apart from whose votes are set aside", async () => {
      const open = await openBattle({ community, attempts: battle.attempts });
      await cast(open, "one", "tie");
      const outs = [
        await restrict({ about: battle.id, kind: "left-out" }),
        await restrict({ about: open.id, kind: "left-out" }),
      ];
      await restrict({ about: "one" });
      await close(open, 90);
      expect([await cells(battle), (await found()).aside]).toEqual([[], 3]);
      for (const [out] of outs) await store().restrictions.lift(community, out!.number, "boss", atMinute(99));
      expect([await cells(battle), (await found()).aside]).toMatchObject([[{ a: 0, b: 1, tie: 0 }], 2]);
      expect(await rebuilt()).toEqual([0, 0, 0]);
      expect(
        await store().restrictions.restrict([
          sampleRestriction({ community: freshId(), kind: "left-out", about: battle.id }),
        ]),
      ).toMatchObject([{ votes: 0 }]);
      expect(await cells(battle)).toMatchObject([{ b: 1 }]);
    });

    it("shuts a person out of one community, for a time or for good, the last word counts", async () => {
      const out = async (where = community) => (await store().restrictions.shutOut(where)).get("one");
      expect(await out()).toBeUndefined();
      await restrict({ about: "one", kind: "shut-out", until: atMinute(500) });
      expect([await out(), await out(freshId())]).toEqual([atMinute(500), undefined]);
      const [forGood] = await restrict({ about: "one", kind: "shut-out" });
      expect(await out()).toBeNull();
      await store().restrictions.lift(community, forGood!.number, "boss", atMinute(9));
      expect(await out()).toBeUndefined();
      expect(await cells(battle)).toMatchObject([{ a: 1, b: 1 }]);
    });
  });

  describe("votes that are examined", () => {
    it("are the newest on closed battles, with what was before their voters, also where they are set aside", async () => {
      await restrict({ about: "one" });
      const out = await openBattle({ community });
      await cast(out, "one", "b");
      await close(out, 90);
      await restrict({ about: out.id, kind: "left-out" });
      await cast(await openBattle({ community }), "one", "b");
      const [a, b] = battle.attempts.map(({ model }) => model);
      const { votes, battles } = await store().restrictions.examine(filter(), 9);
      expect(votes.toSorted((x, y) => x.voter.localeCompare(y.voter))).toMatchObject([
        { voter: "one", battle: battle.id, community, modelA: a, modelB: b, choice: "a", shownAt: atMinute(1) },
        { voter: "two", choice: "b", castAt: expect.any(Date), characters: null },
      ]);
      expect(battles.map(({ id }) => id)).toEqual([battle.id]);
      expect((await store().restrictions.examine(filter(), 1)).votes).toHaveLength(1);
      const others = await store().restrictions.examine({ league: "real", exceptCommunity: community }, 9);
      expect([...others.votes, ...others.battles].map((one) => one.community)).not.toContain(community);
    });

    it("come with when their voters first voted, and with battles that closed without a vote, at most as many", async () => {
      const [early, me] = [await openBattle({ community: freshId() }), freshId()];
      await store().ballots.castVote(sampleVote(early, me, { at: atMinute(2) }));
      const [late, ...unvoted] = await Promise.all([1, 2, 3].map(() => openBattle({ community })));
      await store().ballots.castVote(sampleVote(late!, me, { at: atMinute(30) }));
      for (const one of [late!, ...unvoted]) await close(one);
      await store().boards.fold();
      const { votes, battles } = await store().restrictions.examine(filter(), 9);
      expect(votes.find(({ voter }) => voter === me)).toMatchObject({ castAt: atMinute(30), firstAt: atMinute(2) });
      expect(battles).toHaveLength(4);
      const [modelA, modelB] = unvoted[0]!.attempts.map(({ model }) => model);
      const shown = { community, modelA, modelB, shownAt: atMinute(1), endedAt: atMinute(60) };
      expect(battles).toContainEqual({ id: unvoted[0]!.id, ...shown });
      expect((await store().restrictions.examine(filter(), 1)).battles.length).toBeLessThan(4);
    });
  });
}

/** Reports of battles. */
export function describeReports(store: () => Store): void {
  const { openBattle, found } = createStage(store);

  describe("reports", () => {
    it("hide a battle when three people have made them, and no more once somebody has put it back", async () => {
      const battle = await openBattle({ community: freshId() });
      const report = (person: string) => store().restrictions.report(battle, person, atMinute(5), 3);
      expect([await report("one"), await report("one"), await report("two")]).toEqual([
        "reported",
        "again",
        "reported",
      ]);
      expect((await found(battle)).hidden).toBe(false);
      expect(await report("three")).toBe("hidden");
      expect((await found(battle)).hidden).toBe(true);
      const [hidden] = await store().restrictions.restrictions(battle.community, { limit: 9 });
      expect(hidden).toMatchObject({ kind: "hidden", about: battle.id, reason: "reports", by: null });
      await store().restrictions.lift(battle.community, hidden!.number, "boss", atMinute(9));
      expect([await report("four"), (await found(battle)).hidden]).toEqual(["reported", false]);
    });

    it("made at the same moment hide it once, and go with whoever is erased", async () => {
      const battle = await openBattle({ community: freshId() });
      const people = [freshId(), freshId(), freshId(), freshId()];
      const outcomes = await Promise.all(people.map((one) => store().restrictions.report(battle, one, atMinute(5), 3)));
      expect(outcomes.toSorted()).toEqual(["hidden", "reported", "reported", "reported"]);
      expect((await store().people.personalData(people[0]!)).reports).toBe(1);
      await store().people.erasePerson(people[0]!, atMinute(9));
      expect((await store().people.personalData(people[0]!)).reports).toBe(0);
    });

    it("hide what has ended, too: its posts are to be shown anew, and again when it is put back", async () => {
      const battle = await openBattle({ community: freshId(), platform: "discord" });
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().battles.saveDelivery(battle.id, battle.delivery, null, [], "there");
      const take = async (minute: number) =>
        (await store().traces.takeTraces(["discord"], atMinute(minute), 1_000)).find((one) => one.battle === battle.id);
      for (const one of ["one", "two", "three"]) await store().restrictions.report(battle, one, atMinute(70), 3);
      const taken = await take(70);
      expect(taken).toMatchObject({ sealed: "there", forGood: false });
      const [hidden] = await store().restrictions.restrictions(battle.community, { limit: 9 });
      await store().restrictions.lift(battle.community, hidden!.number, "boss", atMinute(71));
      // What was wanted meanwhile is not forgotten by what is done with the former.
      await store().traces.settleShown(taken!);
      const again = await take(71);
      expect(again).toMatchObject({ eraseSince: atMinute(71) });
      await store().traces.settleShown(again!);
      expect(await take(5_000)).toBeUndefined();
      await store().people.erasePerson(battle.asker, atMinute(6_000));
      expect(await take(6_000)).toMatchObject({ sealed: "there", forGood: true });
    });

    it("are tried for no longer than a while, and what tells where the posts are is kept", async () => {
      const battle = await openBattle({ community: freshId(), platform: "discord", asker: freshId() });
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().battles.saveDelivery(battle.id, battle.delivery, null, [], "there");
      await store().restrictions.restrict([
        sampleRestriction({ community: battle.community, kind: "hidden", about: battle.id, at: atMinute(70) }),
      ]);
      await store().traces.giveUpTraces(atMinute(71), atMinute(5_000));
      const taken = async (minute: number) =>
        (await store().traces.takeTraces(["discord"], atMinute(minute), 1_000)).some((one) => one.battle === battle.id);
      expect(await taken(5_000)).toBe(false);
      await store().people.erasePerson(battle.asker, atMinute(6_000));
      expect(await taken(6_000)).toBe(true);
    });
  });
}
