/** What every store keeps to. */
import { describe, expect, it } from "vitest";
import { type Choice, choices, type NewBattle } from "../../core/arena/battle.ts";
import type { Store } from "../../core/ports.ts";
import {
  atMinute,
  freshId,
  sampleAnswer,
  sampleAttempt,
  sampleBattle,
  sampleFailure,
  sampleModel,
  sampleVote,
} from "./battle-samples.ts";

const noVotes: Record<Choice, number> = { a: 0, b: 0, tie: 0, "both-bad": 0 };

/** @param store The implementation, open while the tests run; it may be shared with other suites. */
export function describeStoreContract(store: () => Store): void {
  /** Saves two new models and a battle between them, in a community of its own. */
  async function createBattle(changes: Partial<NewBattle> = {}): Promise<NewBattle> {
    const [left, right] = [freshId(), freshId()];
    await store().saveModels([sampleModel(left), sampleModel(right)]);
    const attempts = [sampleAttempt("a", left), sampleAttempt("b", right)];
    const battle = sampleBattle({ community: freshId(), attempts, ...changes });
    await store().createBattle(battle);
    return battle;
  }

  async function openBattle(changes: Partial<NewBattle> = {}): Promise<NewBattle> {
    const battle = await createBattle(changes);
    expect(await store().openBattle(battle.id, atMinute(1), atMinute(24 * 60))).toBe(true);
    return battle;
  }

  async function cast(battle: string, voter: string, choice: Choice): Promise<void> {
    expect((await store().castVote(sampleVote(battle, voter, { choice }))).outcome).toBe("cast");
  }

  describe("models", () => {
    it("keeps what it was given", async () => {
      const model = sampleModel(freshId(), { price: null, input: ["text", "image"], unsupported: ["seed", "system"] });
      await store().saveModels([model]);
      expect((await store().models()).find((one) => one.id === model.id)).toEqual(model);
    });

    it("refreshes those it knows and forgets none", async () => {
      const [kept, changed] = [sampleModel(freshId()), sampleModel(freshId())];
      await store().saveModels([kept, changed]);
      const renamed = { ...changed, name: "New name", status: "retired" as const, price: null };
      await store().saveModels([renamed]);
      await store().saveModels([]);
      const models = await store().models();
      expect(models.find((one) => one.id === kept.id)).toEqual(kept);
      expect(models.find((one) => one.id === changed.id)).toEqual(renamed);
    });

    it("takes two rosters at once", async () => {
      const models = Array.from({ length: 20 }, () => sampleModel(freshId()));
      await Promise.all([store().saveModels(models), store().saveModels(models.toReversed())]);
      const known = new Set((await store().models()).map((model) => model.id));
      expect(models.every((model) => known.has(model.id))).toBe(true);
    });
  });

  describe("a battle that is answering", () => {
    it("is kept as it was given", async () => {
      const battle = await createBattle({ generation: { temperature: 0, maxTokens: 7, system: "Be brief." } });
      expect(await store().findBattle(battle.id)).toEqual({
        ...battle,
        status: "answering",
        openedAt: null,
        firstVoteAt: null,
        closesAt: null,
        endedAt: null,
        endReason: null,
      });
    });

    it("is unknown when it was never saved", async () => {
      expect(await store().findBattle(freshId())).toBeUndefined();
    });

    it("is not saved at all when an attempt names an unknown model", async () => {
      const attempts = [sampleAttempt("a", freshId()), sampleAttempt("b", freshId())];
      const battle = sampleBattle({ attempts });
      await expect(store().createBattle(battle)).rejects.toBeInstanceOf(Error);
      expect(await store().findBattle(battle.id)).toBeUndefined();
    });

    it("takes endings and further attempts, in order", async () => {
      const battle = await createBattle();
      const third = freshId();
      await store().saveModels([sampleModel(third)]);
      await store().finishAttempt(battle.id, "a", 1, sampleFailure, atMinute(2));
      const redraw = sampleAttempt("a", third, {
        number: 2,
        probability: 1 / 3,
        seed: 2 ** 31 - 1,
        startedAt: atMinute(1),
      });
      await store().addAttempt(battle.id, redraw);
      await store().finishAttempt(battle.id, "b", 1, sampleAnswer, atMinute(2));
      const bare = {
        ...sampleAnswer,
        text: "",
        received: null,
        withheld: [],
        reportedModel: null,
        inputTokens: null,
        outputTokens: null,
        cost: null,
      };
      await store().finishAttempt(battle.id, "a", 2, bare, atMinute(2));
      const [first, second] = battle.attempts;
      expect((await store().findBattle(battle.id))?.attempts).toEqual([
        { ...first, ending: sampleFailure, endedAt: atMinute(2) },
        { ...redraw, ending: bare, endedAt: atMinute(2) },
        { ...second, ending: sampleAnswer, endedAt: atMinute(2) },
      ]);
    });

    it("keeps an attempt's first ending", async () => {
      const battle = await createBattle();
      await store().finishAttempt(battle.id, "a", 1, sampleFailure, atMinute(2));
      await store().finishAttempt(battle.id, "a", 1, sampleAnswer, atMinute(2));
      expect((await store().findBattle(battle.id))?.attempts[0]?.ending).toEqual(sampleFailure);
    });

    it("rounds fractions of milliseconds", async () => {
      const battle = await createBattle();
      await store().finishAttempt(
        battle.id,
        "a",
        1,
        {
          ...sampleAnswer,
          firstTextMilliseconds: 1.4,
          totalMilliseconds: 2.6,
        },
        atMinute(2),
      );
      const expected = { firstTextMilliseconds: 1, totalMilliseconds: 3 };
      expect((await store().findBattle(battle.id))?.attempts[0]?.ending).toMatchObject(expected);
    });

    it("keeps texts with characters no database takes", async () => {
      const battle = await createBattle({ question: "a\0b\uD800c" });
      await store().finishAttempt(battle.id, "a", 1, { ...sampleAnswer, text: "\0\uDFFF😀" }, atMinute(2));
      const found = await store().findBattle(battle.id);
      expect(found?.question).toBe("a\uFFFDb\uFFFDc");
      expect(found?.attempts[0]?.ending).toMatchObject({ text: "\uFFFD\uFFFD😀" });
    });

    it("keeps a long answer whole", async () => {
      const battle = await createBattle();
      const text = "长😀 ".repeat(100_000);
      await store().finishAttempt(battle.id, "b", 1, { ...sampleAnswer, text }, atMinute(2));
      const found = await store().findBattle(battle.id);
      expect(found?.attempts[1]?.ending).toEqual({ ...sampleAnswer, text });
    });

    it("refuses an ending for an attempt or a battle that is not there", async () => {
      const battle = await createBattle();
      await expect(store().finishAttempt(battle.id, "a", 2, sampleAnswer, atMinute(2))).rejects.toThrow(battle.id);
      await expect(store().finishAttempt("nowhere", "a", 1, sampleAnswer, atMinute(2))).rejects.toThrow("nowhere");
      await expect(store().addAttempt("nowhere", sampleAttempt("a", "x"))).rejects.toThrow("nowhere");
    });

    it("takes no votes", async () => {
      const battle = await createBattle();
      const outcome = await store().castVote(sampleVote(battle.id, "voter"));
      expect(outcome).toMatchObject({ outcome: "not-open", battle: { id: battle.id, status: "answering" } });
      expect(await store().lockVote(battle.id, "voter", atMinute(2))).toMatchObject({ outcome: "not-open" });
      expect(await store().closeBattle(battle.id, atMinute(2), "time")).toBe("not-open");
    });

    it("opens once", async () => {
      const battle = await createBattle();
      const opened = await Promise.all([1, 2, 3].map(() => store().openBattle(battle.id, atMinute(1), atMinute(90))));
      expect(opened.filter(Boolean)).toHaveLength(1);
      const expected = { status: "open", openedAt: atMinute(1), closesAt: atMinute(90), endedAt: null };
      expect(await store().findBattle(battle.id)).toMatchObject(expected);
    });

    it("fails once and changes no more", async () => {
      const battle = await createBattle();
      expect(await store().failBattle(battle.id, atMinute(1), "interrupted")).toBe(true);
      expect(await store().failBattle(battle.id, atMinute(2), "no-answer")).toBe(false);
      const failed = await store().findBattle(battle.id);
      expect(failed).toMatchObject({
        status: "failed",
        delivery: battle.delivery,
        endedAt: atMinute(1),
        endReason: "interrupted",
      });
      expect(await store().openBattle(battle.id, atMinute(3), atMinute(4))).toBe(false);
      await store().finishAttempt(battle.id, "a", 1, sampleAnswer, atMinute(2));
      await store().addAttempt(battle.id, sampleAttempt("a", battle.attempts[0]!.model, { number: 2 }));
      expect(await store().castVote(sampleVote(battle.id, "voter"))).toMatchObject({ outcome: "not-open" });
      expect(await store().findBattle(battle.id)).toEqual(failed);
    });

    it("is found unfinished, oldest first, until it has ended and its delivery is forgotten", async () => {
      const community = freshId();
      const young = await createBattle({ community, createdAt: atMinute(3) });
      const failed = await createBattle({ community, createdAt: atMinute(2) });
      const old = await openBattle({ community, createdAt: atMinute(1) });
      const mine = async () =>
        (await store().unfinishedBattles()).filter((one) => one.community === community).map((one) => one.id);
      await store().failBattle(failed.id, atMinute(3), "no-answer");
      await store().closeBattle(old.id, atMinute(3), "asker");
      expect(await mine()).toEqual([old.id, failed.id, young.id]);
      await store().saveDelivery(old.id, null);
      await store().saveDelivery(failed.id, null);
      expect(await mine()).toEqual([young.id]);
    });

    it("is shown where it was said last, until that is forgotten", async () => {
      const battle = await createBattle();
      await store().saveDelivery(battle.id, "another-address");
      expect((await store().findBattle(battle.id))?.delivery).toBe("another-address");
      await store().saveDelivery(battle.id, null);
      expect((await store().findBattle(battle.id))?.delivery).toBeNull();
    });
  });

  describe("a vote", () => {
    it("is kept with all that belongs to it", async () => {
      const battle = await openBattle();
      const vote = sampleVote(battle.id, "voter", { choice: "both-bad", means: "open-reaction", platform: "telegram" });
      const outcome = await store().castVote(vote);
      expect(outcome).toMatchObject({ outcome: "cast", changed: false });
      expect(await store().findVote(battle.id, "voter")).toEqual({
        battle: battle.id,
        voter: "voter",
        platform: "telegram",
        choice: "both-bad",
        firstChoice: "both-bad",
        changes: 0,
        means: "open-reaction",
        firstMeans: "open-reaction",
        castAt: vote.at,
        changedAt: vote.at,
        lockedAt: null,
        namesSeenBy: 0,
      });
      expect(await store().findVote(battle.id, "somebody-else")).toBeUndefined();
    });

    it("remembers how it was first cast when it is changed by other means", async () => {
      const battle = await openBattle();
      await store().castVote(sampleVote(battle.id, "voter", { choice: "a", means: "open-reaction" }));
      await store().castVote(sampleVote(battle.id, "voter", { choice: "b", means: "button" }));
      const vote = await store().findVote(battle.id, "voter");
      expect(vote).toMatchObject({ choice: "b", means: "button", firstChoice: "a", firstMeans: "open-reaction" });
    });

    it("brings the close nearer when it is the first, never further away", async () => {
      const near = await openBattle();
      const first = await store().castVote(sampleVote(near.id, "one", { closesAt: atMinute(60) }));
      const expected = { firstVoteAt: atMinute(10), closesAt: atMinute(60) };
      expect(first).toMatchObject({ battle: expected });
      await store().castVote(sampleVote(near.id, "two", { at: atMinute(11), closesAt: atMinute(30) }));
      expect(await store().findBattle(near.id)).toMatchObject(expected);
      expect(first.outcome === "cast" && first.battle).toEqual(await store().findBattle(near.id));
      const far = await openBattle();
      await store().castVote(sampleVote(far.id, "one", { closesAt: atMinute(10_000) }));
      expect(await store().findBattle(far.id)).toMatchObject({ closesAt: atMinute(24 * 60) });
    });

    it("replaces its voter's former one", async () => {
      const battle = await openBattle();
      await cast(battle.id, "voter", "a");
      const change = sampleVote(battle.id, "voter", { choice: "tie", means: "secret-reaction", at: atMinute(12) });
      expect(await store().castVote(change)).toMatchObject({ outcome: "cast", changed: true });
      expect(await store().findVote(battle.id, "voter")).toMatchObject({
        choice: "tie",
        firstChoice: "a",
        changes: 1,
        means: "secret-reaction",
        castAt: atMinute(10),
        changedAt: atMinute(12),
      });
    });

    it("stays as it is when it is cast again", async () => {
      const battle = await openBattle();
      await cast(battle.id, "voter", "b");
      const before = await store().findVote(battle.id, "voter");
      const again = sampleVote(battle.id, "voter", { choice: "b", means: "open-reaction", at: atMinute(20) });
      expect(await store().castVote(again)).toMatchObject({ outcome: "cast", changed: false });
      expect(await store().findVote(battle.id, "voter")).toEqual(before);
    });

    it("is final once its voter sees the names", async () => {
      const battle = await openBattle();
      await cast(battle.id, "voter", "a");
      const locked = await store().lockVote(battle.id, "voter", atMinute(15));
      const vote = await store().findVote(battle.id, "voter");
      expect(locked).toEqual({ outcome: "locked", vote, battle: await store().findBattle(battle.id) });
      expect(vote?.lockedAt).toEqual(atMinute(15));
      expect(await store().lockVote(battle.id, "voter", atMinute(16))).toMatchObject({ outcome: "locked", vote });
      const other = sampleVote(battle.id, "voter", { choice: "b", at: atMinute(17) });
      expect(await store().castVote(other)).toMatchObject({
        outcome: "locked",
        choice: "a",
        battle: { id: battle.id },
      });
      const same = sampleVote(battle.id, "voter", { choice: "a", at: atMinute(17) });
      expect(await store().castVote(same)).toMatchObject({ outcome: "locked", choice: "a" });
      expect(await store().findVote(battle.id, "voter")).toEqual(vote);
    });

    it("remembers how many others had seen the names when it was last set", async () => {
      const battle = await openBattle();
      const seen = async (voter: string) => (await store().findVote(battle.id, voter))?.namesSeenBy;
      await cast(battle.id, "one", "a");
      await cast(battle.id, "two", "a");
      await store().lockVote(battle.id, "one", atMinute(11));
      await cast(battle.id, "three", "b");
      expect([await seen("one"), await seen("two"), await seen("three")]).toEqual([0, 0, 1]);
      await cast(battle.id, "two", "b");
      expect(await seen("two")).toBe(1);
    });

    it("cannot be locked where there is none", async () => {
      const battle = await openBattle();
      expect(await store().lockVote(battle.id, "voter", atMinute(11))).toMatchObject({ outcome: "no-vote" });
      expect(await store().lockVote(freshId(), "voter", atMinute(11))).toEqual({ outcome: "unknown-battle" });
      expect(await store().castVote(sampleVote(freshId(), "voter"))).toEqual({ outcome: "unknown-battle" });
    });

    it("counts once however often and fast it is pressed", async () => {
      const battle = await openBattle();
      const presses = Array.from({ length: 40 }, (_, press) =>
        store().castVote(sampleVote(battle.id, `voter-${press % 4}`, { choice: choices[press % 3]! })),
      );
      const outcomes = await Promise.all(presses);
      expect(outcomes.every((one) => one.outcome === "cast")).toBe(true);
      const votes = await Promise.all([0, 1, 2, 3].map((voter) => store().findVote(battle.id, `voter-${voter}`)));
      const counted = { ...noVotes };
      for (const vote of votes) counted[vote!.choice] += 1;
      await store().closeBattle(battle.id, atMinute(60), "time");
      expect(await store().tally(battle.id)).toEqual(counted);
      expect(votes.reduce((sum, vote) => sum + vote!.changes, 0)).toBe(
        outcomes.filter((one) => one.outcome === "cast" && one.changed).length,
      );
    });

    it("keeps its own story in a crowd", async () => {
      const battle = await openBattle();
      await cast(battle.id, "early", "tie");
      await store().lockVote(battle.id, "early", atMinute(9));
      // In one breath: everybody votes, changes, and presses the same again; some press once more for another battle.
      const other = await openBattle();
      const press = (voter: number, minute: number, choice: Choice, where = battle) =>
        store().castVote(sampleVote(where.id, `voter-${voter}`, { choice, at: atMinute(minute) }));
      const crowd = Array.from({ length: 150 }, (_, voter) => voter);
      const rounds = await Promise.all([
        Promise.all(crowd.map((voter) => press(voter, 10, choices[voter % 4]!))),
        Promise.all(crowd.map((voter) => press(voter, 10, choices[voter % 4]!))),
        Promise.all(crowd.map((voter) => press(voter, 10, choices[voter % 4]!, other))),
      ]);
      expect(rounds.flat().every((one) => one.outcome === "cast" && !one.changed)).toBe(true);
      const [changes, locks] = await Promise.all([
        Promise.all(crowd.slice(0, 50).map((voter) => press(voter, 12, "both-bad"))),
        Promise.all(crowd.slice(100).map((voter) => store().lockVote(battle.id, `voter-${voter}`, atMinute(13)))),
      ]);
      expect(changes.map((one) => one.outcome === "cast" && one.changed)).toEqual(
        crowd.slice(0, 50).map((voter) => choices[voter % 4] !== "both-bad"),
      );
      expect(locks.every((one) => one.outcome === "locked")).toBe(true);
      for (const voter of [0, 3, 75, 120]) {
        const changed = voter < 50 && choices[voter % 4] !== "both-bad";
        expect(await store().findVote(battle.id, `voter-${voter}`)).toMatchObject({
          voter: `voter-${voter}`,
          choice: voter < 50 ? "both-bad" : choices[voter % 4],
          firstChoice: choices[voter % 4],
          changes: changed ? 1 : 0,
          changedAt: atMinute(changed ? 12 : 10),
          lockedAt: voter >= 100 ? atMinute(13) : null,
        });
      }
      expect((await store().findVote(battle.id, "voter-75"))?.namesSeenBy).toBe(1);
      await store().closeBattle(battle.id, atMinute(60), "time");
      await store().closeBattle(other.id, atMinute(60), "time");
      expect(await store().tally(battle.id)).toEqual({ a: 25, b: 25, tie: 26, "both-bad": 75 });
      expect(await store().tally(other.id)).toEqual({ a: 38, b: 38, tie: 37, "both-bad": 37 });
    });
  });

  describe("a battle that closes", () => {
    it("tells nothing before, everything after", async () => {
      const battle = await openBattle();
      for (const [voter, choice] of (["a", "a", "tie", "both-bad", "b", "a"] as const).entries()) {
        await cast(battle.id, `voter-${voter}`, choice);
      }
      await cast(battle.id, "voter-0", "b");
      expect(await store().tally(battle.id)).toEqual(noVotes);
      expect(await store().cells({ league: "real", community: battle.community })).toEqual([]);
      expect(await store().closeBattle(battle.id, atMinute(60), "votes")).toBe("closed");
      expect(await store().tally(battle.id)).toEqual({ a: 2, b: 2, tie: 1, "both-bad": 1 });
      const [left, right] = battle.attempts;
      expect(await store().cells({ league: "real", community: battle.community })).toEqual([
        { modelA: left!.model, modelB: right!.model, task: battle.task, a: 2, b: 2, tie: 1, bothBad: 1 },
      ]);
    });

    it("closes once and changes no more", async () => {
      const battle = await openBattle();
      await cast(battle.id, "voter", "a");
      const closings = (["time", "asker", "votes"] as const).map((reason) =>
        store().closeBattle(battle.id, atMinute(60), reason),
      );
      expect((await Promise.all(closings)).filter((outcome) => outcome === "closed")).toHaveLength(1);
      const closed = await store().findBattle(battle.id);
      expect(closed).toMatchObject({ status: "closed", endedAt: atMinute(60) });
      expect(await store().castVote(sampleVote(battle.id, "voter", { choice: "b" }))).toEqual({
        outcome: "not-open",
        battle: closed,
      });
      expect(await store().lockVote(battle.id, "voter", atMinute(61))).toEqual({ outcome: "not-open", battle: closed });
      await store().finishAttempt(battle.id, "a", 1, sampleAnswer, atMinute(2));
      expect(await store().failBattle(battle.id, atMinute(61), "no-answer")).toBe(false);
      expect(await store().openBattle(battle.id, atMinute(61), atMinute(62))).toBe(false);
      expect(await store().findBattle(battle.id)).toEqual(closed);
      expect((await store().findVote(battle.id, "voter"))?.choice).toBe("a");
      expect(await store().cells({ league: "real", community: battle.community })).toMatchObject([{ a: 1, b: 0 }]);
    });

    it("counts every vote that was confirmed while it closed", async () => {
      const battle = await openBattle();
      const presses = Array.from({ length: 30 }, (_, voter) =>
        store().castVote(sampleVote(battle.id, `voter-${voter}`)),
      );
      const closing = store().closeBattle(battle.id, atMinute(60), "time");
      const late = Array.from({ length: 10 }, (_, voter) => store().castVote(sampleVote(battle.id, `late-${voter}`)));
      const outcomes = await Promise.all([...presses, ...late]);
      expect(await closing).toBe("closed");
      const confirmed = outcomes.filter((one) => one.outcome === "cast").length;
      expect(outcomes.every((one) => one.outcome === "cast" || one.outcome === "not-open")).toBe(true);
      expect((await store().tally(battle.id)).a).toBe(confirmed);
      const cells = await store().cells({ league: "real", community: battle.community });
      expect(cells.reduce((sum, cell) => sum + cell.a, 0)).toBe(confirmed);
    });

    it("is not closed by an asker who has seen the names, but is by time", async () => {
      const battle = await openBattle();
      await cast(battle.id, battle.asker, "a");
      await store().lockVote(battle.id, battle.asker, atMinute(11));
      expect(await store().closeBattle(battle.id, atMinute(12), "asker")).toBe("asker-saw-names");
      expect(await store().findBattle(battle.id)).toMatchObject({ status: "open", endedAt: null });
      expect(await store().closeBattle(battle.id, atMinute(13), "time")).toBe("closed");
    });

    it("is not both closed by its asker and shown to its asker before", async () => {
      for (let round = 0; round < 10; round++) {
        const battle = await openBattle();
        await cast(battle.id, battle.asker, "a");
        const closing = () => store().closeBattle(battle.id, atMinute(12), "asker");
        const locking = () => store().lockVote(battle.id, battle.asker, atMinute(12));
        const [closed, locked] = await (round % 2 === 0
          ? Promise.all([closing(), locking()])
          : Promise.all([locking(), closing()]).then(([first, second]) => [second, first] as const));
        expect([closed, locked.outcome]).toEqual(
          closed === "closed" ? ["closed", "not-open"] : ["asker-saw-names", "locked"],
        );
      }
    });

    it("closes in private when its voter is about to see the names", async () => {
      const battle = await openBattle({ private: true });
      await cast(battle.id, battle.asker, "tie");
      const lock = await store().lockVote(battle.id, battle.asker, atMinute(11));
      const closed = { status: "closed", endedAt: atMinute(11), endReason: "names-shown" };
      expect(lock).toMatchObject({ outcome: "locked", vote: { choice: "tie" }, battle: closed });
      expect(await store().findBattle(battle.id)).toMatchObject(closed);
      expect(await store().tally(battle.id)).toMatchObject({ tie: 1 });
    });

    it("leaves no cell when nobody voted", async () => {
      const battle = await openBattle();
      expect(await store().closeBattle(battle.id, atMinute(60), "time")).toBe("closed");
      expect(await store().cells({ league: "real", community: battle.community })).toEqual([]);
      expect(await store().tally(battle.id)).toEqual(noVotes);
      expect(await store().tally(freshId())).toEqual(noVotes);
    });

    it("counts for the model that answered last on each side", async () => {
      const battle = await createBattle();
      const redrawn = freshId();
      await store().saveModels([sampleModel(redrawn)]);
      await store().finishAttempt(battle.id, "b", 1, sampleFailure, atMinute(2));
      await store().addAttempt(battle.id, sampleAttempt("b", redrawn, { number: 2 }));
      await store().openBattle(battle.id, atMinute(1), atMinute(60));
      await cast(battle.id, "voter", "b");
      await store().closeBattle(battle.id, atMinute(60), "time");
      const expected = [{ modelA: battle.attempts[0]!.model, modelB: redrawn, b: 1 }];
      expect(await store().cells({ league: "real", community: battle.community })).toMatchObject(expected);
    });
  });

  describe("cells", () => {
    async function closeWith(battle: NewBattle, votes: Choice[], minute: number): Promise<void> {
      await store().openBattle(battle.id, atMinute(1), atMinute(24 * 60));
      for (const [voter, choice] of votes.entries()) await cast(battle.id, `voter-${voter}`, choice);
      expect(await store().closeBattle(battle.id, atMinute(minute), "time")).toBe("closed");
    }

    it("sum over days and places, apart by ordered pair and task", async () => {
      const community = freshId();
      const first = await createBattle({ community });
      const [left, right] = first.attempts;
      const same = { community, attempts: first.attempts };
      const mirrored = [sampleAttempt("a", right!.model), sampleAttempt("b", left!.model)];
      await closeWith(first, ["a", "a", "b"], 2);
      await closeWith(await createBattle({ ...same, language: "en" }), ["tie"], 2);
      await closeWith(await createBattle({ ...same, platform: "telegram" }), ["both-bad", "a"], 2 * 24 * 60);
      await closeWith(await createBattle({ ...same, task: "other" }), ["b"], 2);
      await closeWith(await createBattle({ community, attempts: mirrored }), ["a"], 2);
      await closeWith(await createBattle({ ...same, league: "demo" }), ["b"], 2);
      const pair = { modelA: left!.model, modelB: right!.model, task: first.task };
      const cells = await store().cells({ league: "real", community });
      expect(cells).toHaveLength(3);
      expect(cells).toContainEqual({ ...pair, a: 3, b: 1, tie: 1, bothBad: 1 });
      expect(cells).toContainEqual({ ...pair, task: "other", a: 0, b: 1, tie: 0, bothBad: 0 });
      expect(cells).toContainEqual({
        modelA: right!.model,
        modelB: left!.model,
        task: first.task,
        a: 1,
        b: 0,
        tie: 0,
        bothBad: 0,
      });
      const filtered = (filter: object) => store().cells({ league: "real", community, ...filter });
      expect(await filtered({ language: "en" })).toEqual([{ ...pair, a: 0, b: 0, tie: 1, bothBad: 0 }]);
      expect(await filtered({ platform: "telegram" })).toEqual([{ ...pair, a: 1, b: 0, tie: 0, bothBad: 1 }]);
      expect(await filtered({ task: "other" })).toMatchObject([{ b: 1 }]);
      expect(await filtered({ task: "translation" })).toEqual([]);
      expect(await store().cells({ league: "demo", community })).toEqual([{ ...pair, a: 0, b: 1, tie: 0, bothBad: 0 }]);
    });

    it("lose nothing when battles close at the same moment", async () => {
      const community = freshId();
      const first = await createBattle({ community });
      const others = await Promise.all(
        Array.from({ length: 9 }, () => createBattle({ community, attempts: first.attempts })),
      );
      await Promise.all([first, ...others].map((battle) => closeWith(battle, ["a", "b"], 5)));
      expect(await store().cells({ league: "real", community })).toMatchObject([{ a: 10, b: 10 }]);
    });
  });
}
