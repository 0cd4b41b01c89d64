/** Cells: what is left of closed battles, and deriving it again. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { Choice } from "../../../core/chat/post.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, heldBattle, sampleAttempt, sampleOpening } from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";
import { resultOf } from "./result-of.ts";

const dayOf = (minute: number) => atMinute(minute).toISOString().slice(0, 10);

export function describeCells(store: () => Store): void {
  const { createBattle, openBattle, cast, withdraw, cells } = createStage(store);

  async function closeWith(battle: NewBattle, votes: Choice[], minute: number, masked = false): Promise<void> {
    await openTurn(store(), heldBattle(battle), sampleOpening({ masked }));
    for (const [voter, choice] of votes.entries()) await cast(battle, `voter-${voter}`, choice);
    expect(await store().battles.closeBattle(battle.id, atMinute(minute), "time")).toMatchObject({ outcome: "closed" });
  }

  describe("cells", () => {
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
      const [day, later] = [dayOf(2), dayOf(2 * 24 * 60)];
      const onDay = { firstDay: day, lastDay: day };
      const mirroredPair = { ...pair, modelA: right!.model, modelB: left!.model };
      const found = await cells(first);
      expect(found).toHaveLength(3);
      expect(found).toContainEqual({ ...pair, a: 3, b: 1, tie: 1, bothBad: 1, firstDay: day, lastDay: later });
      expect(found).toContainEqual({ ...pair, task: "other", a: 0, b: 1, tie: 0, bothBad: 0, ...onDay });
      expect(found).toContainEqual({ ...mirroredPair, a: 1, b: 0, tie: 0, bothBad: 0, ...onDay });
      const filtered = (filter: object) => store().boards.cells({ league: "real", community, ...filter });
      expect(await filtered({ language: "en" })).toEqual([{ ...pair, a: 0, b: 0, tie: 1, bothBad: 0, ...onDay }]);
      expect(await filtered({ platform: "telegram" })).toMatchObject([
        { ...pair, a: 1, b: 0, tie: 0, bothBad: 1, firstDay: later, lastDay: later },
      ]);
      expect(await filtered({ since: later })).toMatchObject([{ a: 1, firstDay: later }]);
      expect(await filtered({ platform: "telegram", before: later })).toEqual([]);
      expect((await filtered({ before: later })).map(({ lastDay }) => lastDay)).toEqual([day, day, day]);
      expect(await filtered({ task: "other" })).toMatchObject([{ b: 1 }]);
      expect(await filtered({ task: "translation" })).toEqual([]);
      expect(await store().boards.cells({ league: "demo", community })).toMatchObject([{ ...pair, b: 1 }]);
      expect(await filtered({ exceptCommunity: community })).toEqual([]);
      expect(await filtered({ exceptCommunity: "another community" })).toEqual(await filtered({}));
    });

    it("lose nothing when battles close at the same moment", async () => {
      const community = freshId();
      const first = await createBattle({ community });
      const others = await Promise.all(
        Array.from({ length: 9 }, () => createBattle({ community, attempts: first.attempts })),
      );
      await Promise.all([first, ...others].map((battle) => closeWith(battle, ["a", "b"], 5)));
      expect(await cells(first)).toMatchObject([{ a: 10, b: 10 }]);
    });
  });

  describe("a rebuild", () => {
    it("finds nothing to correct, and leaves tallies and cells as they were", async () => {
      const first = await createBattle();
      const { community, attempts } = first;
      await closeWith(first, ["a", "b", "both-bad"], 5);
      await closeWith(await createBattle({ community, attempts }), ["tie"], 2 * 24 * 60);
      await closeWith(await createBattle({ community, attempts }), ["a"], 5, true);
      await closeWith(await createBattle({ community, attempts }), [], 5);
      const open = await openBattle({ community, attempts });
      await cast(open, "voter", "a");
      const emptied = await openBattle({ community, attempts });
      await cast(emptied, "voter", "b");
      await withdraw(emptied, "voter");
      await store().battles.closeBattle(emptied.id, atMinute(60), "asker");
      const before = [await cells(first), await resultOf(store(), first.id)];
      const rebuilt = await store().rebuild();
      expect(rebuilt).toMatchObject({
        tallies: { corrected: 0 },
        cells: { corrected: 0 },
        voterCells: { corrected: 0 },
      });
      expect([await cells(first), await resultOf(store(), first.id)]).toEqual(before);
      await closeWith(await createBattle({ community, attempts }), ["tie"], 5);
      const [cell] = await cells(first);
      expect(cell).toMatchObject({ a: 1, b: 1, tie: 2, bothBad: 1 });
      const grown = await store().rebuild();
      expect(grown.votes - rebuilt.votes).toBe(1);
      expect(grown.battles - rebuilt.battles).toBe(1);
      expect(grown.tallies.rows - rebuilt.tallies.rows).toBe(1);
      expect(grown.cells).toEqual(rebuilt.cells);
    });

    it("may run beside votes and closes, and miscounts none of them", async () => {
      const battles = await Promise.all(Array.from({ length: 6 }, () => openBattle()));
      const play = async (battle: NewBattle) => {
        await Promise.all(["one", "two", "three"].map((voter) => cast(battle, voter, "a")));
        await withdraw(battle, "two");
        await store().battles.closeBattle(battle.id, atMinute(60), "time");
      };
      const rebuilds = [1, 2, 3].map(() => store().rebuild());
      await Promise.all(battles.map(play));
      for (const rebuilt of [...(await Promise.all(rebuilds)), await store().rebuild()]) {
        expect(rebuilt).toMatchObject({
          tallies: { corrected: 0 },
          cells: { corrected: 0 },
          voterCells: { corrected: 0 },
        });
      }
      for (const battle of battles) expect(await cells(battle)).toMatchObject([{ a: 2 }]);
    });
  });
}
