/** What people and communities may ask, counted where it is saved: as many as allowed, however many ask at once. */
import { describe, expect, it } from "vitest";
import type { AskingLimits, BattleLimit, CountedFor, CreateOutcome } from "../../../core/battle/asking-rules.ts";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleBattle,
  sampleFollowUp,
  sampleModel,
  sampleOpening,
  sampleTurn,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";

function isFull(outcome: CreateOutcome | undefined): boolean {
  return typeof outcome === "object";
}

/** @param stores the same database, as several processes see it; requests go round. */
export function describeLimits(stores: () => readonly Store[]): void {
  const store = (number = 0): Store => stores()[number % stores().length]!;
  const day = 24 * 60;
  const oneDay = (of: CountedFor, most: number): BattleLimit => ({
    ...{ of, most, from: atMinute(0), until: atMinute(day), rolling: false },
  });
  const today = (most: number): AskingLimits => ({ ...noLimits, battles: [oneDay("community", most)] });
  const three: AskingLimits = { ...noLimits, questionsAtOnce: 3 };

  async function models(): Promise<Pick<NewBattle, "attempts">> {
    const [left, right] = [freshId(), freshId()];
    await store().models.saveModels([sampleModel(left), sampleModel(right)]);
    return { attempts: [sampleAttempt("a", left), sampleAttempt("b", right)] };
  }

  async function askAtOnce(count: number, limits: AskingLimits, changes: Partial<NewBattle>) {
    const drawn = await models();
    const battles = Array.from({ length: count }, () => sampleBattle({ asker: freshId(), ...drawn, ...changes }));
    const outcomes = await Promise.all(
      battles.map((battle, number) => store(number).battles.createBattle(battle, limits)),
    );
    const having = (wanted: CreateOutcome) => battles.filter((_battle, number) => outcomes[number] === wanted);
    const refused = battles.filter((_battle, number) => isFull(outcomes[number]));
    return { outcomes, created: having("created"), refused, having };
  }

  describe("a community's day", () => {
    it("takes exactly its budget of battles asked at once, and keeps nothing of the others", async () => {
      const community = freshId();
      expect((await askAtOnce(27, today(40), { community })).created).toHaveLength(27);
      const { created, refused } = await askAtOnce(40, today(40), { community });
      expect([created.length, refused.length]).toEqual([13, 27]);
      for (const { id } of created) expect(await store().battles.findBattle(id)).toBeDefined();
      for (const { id } of refused) expect(await store().battles.findBattle(id)).toBeUndefined();
    });

    it("goes by the budget as it is now, and leaves other days and communities alone", async () => {
      const community = freshId();
      const asked = async (limits: AskingLimits, changes: Partial<NewBattle> = {}) =>
        (await askAtOnce(1, limits, { community, ...changes })).outcomes[0];
      await askAtOnce(3, today(9), { community });
      await askAtOnce(9, noLimits, { community, createdAt: atMinute(-1) });
      await askAtOnce(9, noLimits, { community, createdAt: atMinute(day) });
      expect(await asked(today(3))).toEqual({ limit: today(3).battles[0], opens: atMinute(day) });
      expect(await asked(today(2))).toMatchObject({ limit: { most: 2 } });
      expect(await asked(today(4))).toBe("created");
      expect(await asked(noLimits)).toBe("created");
      expect(await asked(today(1), { community: freshId() })).toBe("created");
    });

    it("is spent by battles that fail, too, and not by an event that is told of twice", async () => {
      const community = freshId();
      const event = freshId();
      const turns = [sampleTurn({ event })];
      const { created } = await askAtOnce(1, today(1), { community, turns });
      expect((await askAtOnce(1, today(1), { community, turns })).outcomes).toEqual(["asked-before"]);
      await failTurn(store(), heldBattle(created[0]!), atMinute(2), "no-answer");
      expect((await askAtOnce(1, today(1), { community })).refused).toHaveLength(1);
    });
  });

  describe("limits of a person, a community and all", () => {
    const limits = (...battles: BattleLimit[]): AskingLimits => ({ ...noLimits, battles });
    const lastMinute = (of: CountedFor, most: number): BattleLimit => ({
      ...{ of, most, from: atMinute(-1), until: atMinute(1), rolling: true },
    });

    it("let exactly as many battles of a person begin, in whatever community", async () => {
      const asker = freshId();
      const asked = Array.from({ length: 20 }, () =>
        askAtOnce(1, limits(oneDay("person", 7)), { asker, community: freshId() }),
      );
      const all = await Promise.all(asked);
      expect(all.flatMap(({ created }) => created)).toHaveLength(7);
      expect((await askAtOnce(1, limits(oneDay("person", 7)), {})).created).toHaveLength(1);
    });

    it("count all battles of the installation, from the time of the limit on", async () => {
      // A day that no other suite uses.
      const from = new Date(Date.UTC(2100 + (Number.parseInt(freshId().slice(0, 8), 16) % 7_000), 1, 2));
      const until = new Date(from.getTime() + day * 60_000);
      const all = limits({ of: "installation", most: 5, from, until, rolling: false });
      await askAtOnce(3, noLimits, { createdAt: new Date(from.getTime() - 1) });
      const { created, refused } = await askAtOnce(30, all, { createdAt: from });
      expect([created.length, refused.length]).toEqual([5, 25]);
    });

    it("count follow-ups as well, when they are asked, and let exactly as many of them begin", async () => {
      const [asker, community] = [freshId(), freshId()];
      const { created } = await askAtOnce(5, noLimits, { asker, community, createdAt: atMinute(-day) });
      for (const battle of created) await openTurn(store(), heldBattle(battle), sampleOpening());
      const followAll = (battles: readonly NewBattle[], limit: BattleLimit) => {
        const asked = { limits: { turnsPerBattle: 4, questionsAtOnce: 9, battles: [limit] } };
        return Promise.all(
          battles.map((battle, number) => store(number).battles.beginFollowUp(sampleFollowUp(battle, asked))),
        );
      };
      // Those of yesterday count no more. At minute three all of these are asked.
      const full = { outcome: "limit-reached", full: { limit: oneDay("person", 2), opens: atMinute(day) } };
      const outcomes = await followAll(created.slice(1), oneDay("person", 2));
      expect(outcomes.filter(({ outcome }) => outcome === "begun")).toHaveLength(2);
      expect(outcomes.filter(({ outcome }) => outcome !== "begun")).toEqual([full, full]);
      const [first] = await followAll(created.slice(0, 1), oneDay("community", 3));
      expect(first).toMatchObject({ outcome: "begun" });
      const soon = { ...lastMinute("community", 3), from: atMinute(2.5), until: atMinute(4) };
      const late = { asker, community, createdAt: atMinute(3.25) };
      expect((await askAtOnce(1, limits(soon), late)).outcomes).toEqual([{ limit: soon, opens: atMinute(4) }]);
      expect((await askAtOnce(1, limits(oneDay("person", 3)), late)).refused).toHaveLength(1);
      expect((await askAtOnce(1, limits(oneDay("person", 4), oneDay("community", 4)), late)).created).toHaveLength(1);
      expect((await askAtOnce(1, limits(oneDay("community", 4)), late)).refused).toHaveLength(1);
    });

    it("have room again a minute after the oldest, or at the end of the day, whichever is later", async () => {
      const asker = freshId();
      for (const minutes of [-0.75, -0.5, -0.25]) await askAtOnce(1, noLimits, { asker, createdAt: atMinute(minutes) });
      const [two, three] = [lastMinute("person", 2), lastMinute("person", 3)];
      const outcome = async (...battles: BattleLimit[]) =>
        (await askAtOnce(1, limits(...battles), { asker, createdAt: atMinute(0) })).outcomes[0];
      expect(await outcome(two)).toEqual({ limit: two, opens: atMinute(0.5) });
      expect(await outcome(three)).toEqual({ limit: three, opens: atMinute(0.25) });
      const earlier = { ...oneDay("person", 3), from: atMinute(-1) };
      expect(await outcome(two, earlier)).toEqual({ limit: earlier, opens: atMinute(day) });
      expect(await outcome(lastMinute("person", 4), oneDay("person", 1))).toBe("created");
    });
  });

  describe("a person's unanswered questions", () => {
    it("are never more than allowed, and make room when one is answered", async () => {
      const asker = freshId();
      const { created, having } = await askAtOnce(12, three, { asker });
      expect([created.length, having("too-many-questions").length]).toEqual([3, 9]);
      await openTurn(store(), heldBattle(created[0]!), sampleOpening());
      expect((await askAtOnce(4, three, { asker })).created).toHaveLength(1);
      const { questionsAtOnce } = three;
      const followUp = sampleFollowUp(created[0]!, { limits: { turnsPerBattle: 4, questionsAtOnce, battles: [] } });
      expect(await store().battles.beginFollowUp(followUp)).toEqual({ outcome: "too-many-questions" });
    });
  });

  describe("a battle's turns", () => {
    it("are never more than allowed, though somebody read the battle before the last one began", async () => {
      const { created } = await askAtOnce(1, noLimits, {});
      const battle = created[0]!;
      const limits = { turnsPerBattle: 2, questionsAtOnce: 9, battles: [] };
      await openTurn(store(), heldBattle(battle), sampleOpening());
      const late = sampleFollowUp(battle, { limits: { ...limits, turnsPerBattle: 3 } });
      const asked = [1, 2, 3].map((number) => store(number).battles.beginFollowUp(sampleFollowUp(battle, { limits })));
      const outcomes = (await Promise.all(asked)).map(({ outcome }) => outcome);
      expect(outcomes.toSorted()).toEqual(["begun", "not-open", "not-open"]);
      await openTurn(store(), heldBattle(battle), sampleOpening({ seal: null }));
      expect(await store().battles.beginFollowUp(late)).toEqual({ outcome: "not-open" });
      const third = sampleFollowUp(battle, { number: 3, limits });
      expect(await store().battles.beginFollowUp(third)).toEqual({ outcome: "too-many-turns" });
    });
  });
}
