/** What has been spent: sums by account, what is set aside, and what is told of both. */
import { beforeEach, describe, expect, it } from "vitest";
import { type Budget, budgetsAt, type Scope } from "../../../core/costs/budget.ts";
import { type Call, type Entry, lostAfter } from "../../../core/costs/store.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, heldBattle, sampleAnswer } from "../battle-samples.ts";
import { createStage } from "./stage.ts";

/** @param stores the same database, as several processes see it; calls go round. */
export function describeCosts(stores: () => readonly Store[]): void {
  const costs = (number = 0) => stores()[number % stores().length]!.costs;
  const used = { cost: 0.25, inputTokens: 100, outputTokens: 20 };
  const lost = { cost: null, inputTokens: null, outputTokens: null };
  // A database may be shared: each test has accounts of its own.
  let own: { endpoint: string; community: string; model: string };

  beforeEach(() => {
    own = { endpoint: freshId(), community: freshId(), model: freshId() };
  });

  const call = (more: Partial<Call> = {}): Call => ({ id: freshId(), at: atMinute(0), most: 1, ...own, ...more });
  const onCommunity = (day: number | undefined, month?: number, at = atMinute(0)): Budget[] =>
    budgetsAt(at, { community: { name: own.community, amounts: { day, month } } });
  const entryOf = (entries: readonly Entry[], scope: Scope, period: string) =>
    entries.find((entry) => entry.scope === scope && entry.period === period);

  describe("a budget", () => {
    it("lets exactly as many calls through as it has room for, however many ask at once", async () => {
      const asked = Array.from({ length: 50 }, (_, number) => costs(number).reserve(call(), onCommunity(10)));
      const outcomes = await Promise.all(asked);
      expect(outcomes.filter((full) => full === null)).toHaveLength(10);
      expect(outcomes.filter((full) => full?.passing)).toHaveLength(40);
      const [standing] = await costs().standings(onCommunity(10));
      expect(standing).toMatchObject({ spent: 0, reserved: 10 });
    });

    it("has room again for what calls have not cost, and is full for the day once that is spent", async () => {
      const first = call();
      expect(await costs().reserve(first, onCommunity(1.5))).toBeNull();
      expect(await costs().reserve(call(), onCommunity(1.5))).toMatchObject({ passing: true });
      await costs(1).settle(first, used, true);
      const second = call();
      expect(await costs().reserve(second, onCommunity(1.5))).toBeNull();
      await costs().settle(second, { ...used, cost: 1 }, true);
      expect(await costs().reserve(call(), onCommunity(1.5))).toMatchObject({
        passing: false,
        budget: { scope: "community", spent: 1.25, reserved: 0, until: new Date("2026-03-15T00:00:00Z") },
      });
    });

    it("counts the day and the month in which a call began, and no other", async () => {
      const lastNight = new Date("2026-03-31T23:59:59Z");
      const late = call({ at: lastNight });
      await costs().reserve(late, onCommunity(1, 1, lastNight));
      await costs().settle(late, { ...used, cost: 1 }, true);
      expect(await costs().reserve(call({ at: lastNight }), onCommunity(9, 1, lastNight))).toMatchObject({
        budget: { period: "2026-03" },
      });
      const today = new Date("2026-04-01T00:00:00Z");
      expect(await costs().reserve(call({ at: today }), onCommunity(1, 1, today))).toBeNull();
    });

    it("counts what is set aside for the calls of its own account alone", async () => {
      const elsewhere = call({ endpoint: freshId(), community: freshId() });
      const limits = { endpoint: { name: own.endpoint, amounts: { day: 1 } } };
      await costs().reserve(elsewhere, onCommunity(9));
      expect(await costs().reserve(call(), budgetsAt(atMinute(0), limits))).toBeNull();
      expect(await costs().reserve(call(), budgetsAt(atMinute(0), limits))).toMatchObject({
        budget: { scope: "endpoint", name: own.endpoint, reserved: 1 },
      });
    });

    it("counts a call that nobody saw the end of as set aside, then as spent at the most", async () => {
      await costs().reserve(call(), onCommunity(1.5));
      expect(await costs().reserve(call({ at: atMinute(1) }), onCommunity(1.5))).toMatchObject({ passing: true });
      const later = new Date(atMinute(0).getTime() + lostAfter + 1);
      expect(await costs().reserve(call({ at: later }), onCommunity(1.5))).toMatchObject({
        passing: false,
        budget: { spent: 1, reserved: 0 },
      });
    });
  });

  describe("the sums", () => {
    it("tell of every account what its calls have come to", async () => {
      await costs().settle(call(), used, false);
      const [first, second] = [call(), call({ community: null })];
      for (const one of [first, second]) await costs().reserve(one, onCommunity(9));
      await costs().settle(first, lost, true);
      const entries = await costs().settle(second, used, true);
      expect(entries.map(({ scope }) => scope).toSorted()).toEqual([
        "endpoint",
        "endpoint",
        "installation",
        "installation",
        "model",
        "model",
      ]);
      expect(entryOf(entries, "model", "2026-03")).toEqual({
        ...{ scope: "model", name: own.model, period: "2026-03", calls: 3, unknown: 1 },
        ...{ inputTokens: 200, outputTokens: 40, spent: 1.5 },
      });
      const [standing] = await costs().standings(onCommunity(9));
      expect(standing).toMatchObject({ spent: 1.25, reserved: 0 });
    });

    it("count a call once, also when its end is told twice or after it was given up", async () => {
      const [twice, late] = [call(), call()];
      for (const one of [twice, late]) await costs().reserve(one, onCommunity(9));
      await Promise.all([costs().settle(twice, used, true), costs(1).settle(twice, used, true)]);
      const later = new Date(atMinute(0).getTime() + lostAfter + 1);
      await costs().reserve(call({ at: later, community: freshId() }), onCommunity(9));
      expect(await costs().settle(late, used, true)).toEqual([]);
      const [standing] = await costs().standings(onCommunity(9));
      expect(standing).toMatchObject({ spent: 1.25, reserved: 0 });
    });

    it("lose nothing when many calls end at once", async () => {
      const calls = Array.from({ length: 40 }, () => call());
      await Promise.all(calls.map((one, number) => costs(number).settle(one, { ...used, cost: 0.1 }, false)));
      const [standing] = await costs().standings(onCommunity(9));
      expect(standing!.spent).toBeCloseTo(4, 9);
    });

    it("move along with a community that goes by another name", async () => {
      const to = freshId();
      await costs().settle(call({ community: to }), used, false);
      await costs().settle(call(), used, false);
      const open = call();
      await costs().reserve(open, onCommunity(9));
      await stores()[0]!.communities.moveCommunity(own.community, to);
      await costs().settle(open, used, true);
      const [before, after] = await costs().standings([
        ...onCommunity(9),
        ...budgetsAt(atMinute(0), { community: { name: to, amounts: { day: 9 } } }),
      ]);
      expect([before!.spent, after!.spent]).toEqual([0, 0.75]);
    });
  });

  describe("telling", () => {
    it("is claimed once for an amount, by one of all who want to, and again for more", async () => {
      const account = { scope: "community" as const, name: own.community, period: "2026-03" };
      const claims = Array.from({ length: 8 }, (_, number) => costs(number).claimTelling(account, 8));
      expect((await Promise.all(claims)).filter(Boolean)).toHaveLength(1);
      expect(await costs().claimTelling(account, 10)).toBe(true);
      expect(await costs().claimTelling(account, 10)).toBe(false);
      expect(await costs().claimTelling({ ...account, period: "2026-04" }, 8)).toBe(true);
    });
  });

  describe("the report", () => {
    // A month that no other suite uses.
    const year = 2100 + (Number.parseInt(freshId().slice(0, 8), 16) % 7_000);
    const on = (day: number) => new Date(Date.UTC(year, 4, day, 12));

    it("tells of a month by account, of its days, and of what is set aside", async () => {
      const dear = call({ at: on(3), model: freshId() });
      await costs().settle(call({ at: on(2) }), used, false);
      await costs().settle(dear, { ...used, cost: 3 }, false);
      await costs().settle(call({ at: new Date(Date.UTC(year, 3, 30)) }), used, false);
      const setAside = () => costs().reserve(call({ at: on(3), most: 0.5 }), onCommunity(9, 9, on(3)));
      await setAside();
      const before = (await costs().report(`${year}-05`, `${year}-04-30`)).reserved;
      await setAside();
      const { entries, reserved } = await costs().report(`${year}-05`, `${year}-04-30`);
      const days = entries.filter(({ scope, period }) => scope === "installation" && period.length === 10);
      expect(days.map(({ period, spent }) => [period, spent])).toEqual([
        [`${year}-04-30`, 0.25],
        [`${year}-05-02`, 0.25],
        [`${year}-05-03`, 3],
      ]);
      const models = entries.filter(({ scope }) => scope === "model");
      expect(models.map(({ name, spent }) => [name, spent])).toEqual([
        [dear.model, 3],
        [own.model, 0.25],
      ]);
      expect(entryOf(entries, "installation", `${year}-05`)).toMatchObject({ calls: 2, spent: 3.25 });
      expect(reserved).toEqual({ calls: before.calls + 1, dollars: before.dollars + 0.5 });
    });

    it("tells how many tokens people have used, without saying who", async () => {
      const { createBattle } = createStage(() => stores()[0]!);
      const asker = freshId();
      for (const by of [asker, asker, freshId()]) {
        const battle = await createBattle({ createdAt: on(9), asker: by });
        const attempt = { turn: 1, side: "a", number: 1 } as const;
        await stores()[0]!.answering.finishAttempt(heldBattle(battle), attempt, sampleAnswer, on(9));
      }
      await createBattle({ createdAt: on(9), asker: freshId() });
      const { tokens } = await costs().report(`${year}-05`, `${year}-05-01`);
      expect(tokens).toEqual({ people: 2, most: [92, 46] });
    });
  });
}
