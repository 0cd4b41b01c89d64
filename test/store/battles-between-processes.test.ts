/** Battles that several processes want to answer, show or follow up at the same time. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { TakeOver } from "../../core/battle/lease.ts";
import type { Store } from "../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleFollowUp,
  sampleLease,
  sampleOpening,
  sampleVote,
} from "../contracts/battle-samples.ts";
import { openTurn } from "../contracts/held-turns.ts";
import { describeLimits } from "../contracts/store/limits.ts";
import { createStage } from "../contracts/store/stage.ts";
import { describePostgres } from "../skips.ts";
import { openTwoProcesses, type TwoProcesses } from "./two-processes.ts";

describePostgres("battles between several processes", (serverUrl) => {
  let processes: TwoProcesses;
  let left: Store;
  let right: Store;
  let meet: TwoProcesses["meet"];
  const { createBattle, openBattle, found, cells } = createStage(() => left);

  beforeAll(async () => {
    processes = await openTwoProcesses(serverUrl);
    ({ left, right, meet } = processes);
  });

  afterAll(() => processes.close());

  async function takeOver(store: Store, holder: string, over: TakeOver["over"] = "expired"): Promise<string[]> {
    const lease = { holder, until: atMinute(90) };
    const taken = await store.answering.takeOver({ lease, at: atMinute(10), over, except: [] });
    return taken.map((battle) => battle.id);
  }

  // What other tests have left is nobody's to take here.
  beforeEach(async () => {
    await takeOver(left, "heir");
    await takeOver(left, "heir", { holdersLike: sampleLease.holder });
  });

  it("are taken over by the first that asks, not by the one that waited behind it", async () => {
    for (const over of ["expired", { holdersLike: sampleLease.holder }] as const) {
      const battle = await createBattle();
      const [first, second] = await meet(
        battle,
        () => takeOver(left, "left", over),
        () => takeOver(right, "right", over),
      );
      expect([first, second]).toEqual([[battle.id], []]);
      expect((await found(battle)).lease?.holder).toBe("left");
    }
  });

  it("go to one process each, when both take over many again and again", async () => {
    const community = freshId();
    const battles = await Promise.all(Array.from({ length: 40 }, () => createBattle({ community })));
    const rounds = Array.from({ length: 4 }, () => [takeOver(left, "left"), takeOver(right, "right")]);
    const taken = await Promise.all(rounds.flat());
    expect(taken.flat().toSorted()).toEqual(battles.map((battle) => battle.id).toSorted());
  });

  it("stay with a holder that was just in time, and are lost to one that was not", async () => {
    const kept = await createBattle();
    const [extended, nothing] = await meet(
      kept,
      () => left.answering.extendLease(heldBattle(kept), atMinute(60)),
      () => takeOver(right, "right"),
    );
    expect([extended, nothing]).toEqual([true, []]);

    const lost = await createBattle();
    const [taken, late] = await meet(
      lost,
      () => takeOver(right, "right"),
      () => left.answering.extendLease(heldBattle(lost), atMinute(60)),
    );
    expect([taken, late]).toEqual([[lost.id], false]);
    expect((await found(lost)).lease).toEqual({ holder: "right", until: atMinute(90) });
  });

  it("do not open, and take no answer, behind a take-over", async () => {
    const battle = await createBattle();
    const [, opened] = await meet(
      battle,
      () => takeOver(right, "right"),
      () => openTurn(left, heldBattle(battle), sampleOpening()),
    );
    expect(opened).toBeUndefined();
    const other = await createBattle();
    await meet(
      other,
      () => takeOver(right, "right"),
      () =>
        left.answering.finishAttempt(heldBattle(other), { turn: 1, side: "a", number: 1 }, sampleAnswer, atMinute(2)),
    );
    expect((await found(battle)).status).toBe("answering");
    expect((await found(other)).attempts).toEqual(other.attempts);
  });

  it("are not taken over when they opened just before", async () => {
    const battle = await createBattle();
    const [opened, taken] = await meet(
      battle,
      () => openTurn(left, heldBattle(battle), sampleOpening()),
      () => takeOver(right, "right"),
    );
    expect([opened?.battle.status, taken]).toEqual(["open", []]);
    expect(await found(battle)).toMatchObject({ status: "open", lease: null });
  });

  it("are shown by one of two that began from the same record", async () => {
    const battle = await openBattle();
    const [one, other] = [freshId(), freshId()];
    const saved = await meet(
      battle,
      () => left.battles.saveDelivery(battle.id, battle.delivery, "one", [one]),
      () => right.battles.saveDelivery(battle.id, battle.delivery, "other", [other]),
    );
    expect(saved).toEqual([true, false]);
    expect((await found(battle)).delivery).toBe("one");
    expect((await left.battles.findBattle({ post: one }))?.id).toBe(battle.id);
    expect(await left.battles.findBattle({ post: other })).toBeUndefined();
  });

  it("are voted on or followed up, whichever came first", async () => {
    const voted = await openBattle();
    const [cast, refused] = await meet(
      voted,
      () => left.ballots.castVote(sampleVote(voted, "voter")),
      () => right.battles.beginFollowUp(sampleFollowUp(voted)),
    );
    expect([cast.outcome, refused.outcome]).toEqual(["cast", "voted"]);

    const followed = await openBattle();
    const [begun, tooLate] = await meet(
      followed,
      () => right.battles.beginFollowUp(sampleFollowUp(followed)),
      () => left.ballots.castVote(sampleVote(followed, "voter")),
    );
    expect([begun.outcome, tooLate.outcome]).toEqual(["begun", "not-open"]);
    expect(await left.ballots.findVote(followed.id, "voter")).toBeUndefined();
  });

  it("are followed up once", async () => {
    const battle = await openBattle();
    const [first, second] = await meet(
      battle,
      () => left.battles.beginFollowUp(sampleFollowUp(battle)),
      () => right.battles.beginFollowUp(sampleFollowUp(battle)),
    );
    expect([first.outcome, second.outcome]).toEqual(["begun", "not-open"]);
    expect((await found(battle)).turns).toHaveLength(2);
  });

  it("are rebuilt right while both processes vote and close", async () => {
    const battles = await Promise.all(Array.from({ length: 12 }, () => openBattle()));
    const play = battles.map(async (battle, number) => {
      const store = [left, right][number % 2]!;
      await Promise.all(["one", "two", "three"].map((voter) => store.ballots.castVote(sampleVote(battle, voter))));
      await store.battles.closeBattle(battle.id, atMinute(60), "time");
    });
    const rebuilds = [left.rebuild(), right.rebuild(), left.rebuild()];
    await Promise.all(play);
    for (const rebuilt of [...(await Promise.all(rebuilds)), await right.rebuild()]) {
      expect(rebuilt).toMatchObject({ tallies: { corrected: 0 }, cells: { corrected: 0 } });
    }
    for (const battle of battles) expect(await cells(battle)).toMatchObject([{ a: 3 }]);
  });

  // Last: it leaves battles behind that nobody answers.
  describeLimits(() => [left, right]);
});
