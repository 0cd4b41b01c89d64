/** Where the posts of ended battles are, and how their words come out of them. */
import { describe, expect, it } from "vitest";
import { type NewBattle, sides } from "../../../core/battle/battle.ts";
import { publishDraw } from "../../../core/battle/sealed-draw.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, heldBattle, sampleAnswer, sampleOpening, sampleVote, sealOf } from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

const minute = 60_000;
const day = 24 * 60 * minute;

export function describeTraces(store: () => Store): void {
  const { createBattle, openBattle } = createStage(store);

  async function closed(asker: string, trace: string | undefined) {
    const battle = await openBattle({ asker, platform: "discord" });
    await store().battles.closeBattle(battle.id, atMinute(60), "time");
    await store().battles.saveDelivery(battle.id, battle.delivery, null, [], trace);
    return battle.id;
  }

  const erase = async (asker: string, at = atMinute(70)) => (await store().people.erasePerson(asker, at)).posts;
  const left = async (asker: string) => (await store().people.personalData(asker)).erasedPosts;
  const take = async (at: Date, among: readonly string[]) =>
    (await store().traces.takeTraces(["discord"], at, 1_000)).filter(({ battle }) => among.includes(battle));

  describe("where a battle's posts are", () => {
    it("is told once its asker is erased, longest waiting first, and to one at a time until the next try", async () => {
      const me = freshId();
      const [one, two] = [await closed(me, "one"), await closed(me, "two")];
      const other = await closed(freshId(), "other");
      const all = [one, two, other];
      expect(await take(atMinute(200), all)).toEqual([]);
      expect(await erase(me)).toEqual({ waiting: 2, unreachable: 0 });
      await store().traces.replaceTrace(two, "moved");
      expect(await store().traces.takeTraces(["telegram"], atMinute(70), 1_000)).toEqual([]);
      const taken = await take(atMinute(70), all);
      expect(new Map(taken.map(({ battle, sealed, eraseSince }) => [battle, { sealed, eraseSince }]))).toEqual(
        new Map([
          [one, { sealed: "one", eraseSince: atMinute(70) }],
          [two, { sealed: "moved", eraseSince: atMinute(70) }],
        ]),
      );
      expect(await take(atMinute(74), all)).toEqual([]);
      expect(await take(atMinute(75), all)).toHaveLength(2);
      expect(await left(me)).toEqual({ waiting: 2, unreachable: 0 });
    });

    it("is waited for longer the longer it has waited, but for a day at most", async () => {
      const me = freshId();
      const id = await closed(me, "there");
      await erase(me);
      const after = (milliseconds: number) => new Date(atMinute(70).getTime() + milliseconds);
      expect(await take(after(60 * minute), [id])).toHaveLength(1);
      expect(await take(after(119 * minute), [id])).toEqual([]);
      expect(await take(after(120 * minute), [id])).toHaveLength(1);
      expect(await take(after(5 * day), [id])).toHaveLength(1);
      expect(await take(after(6 * day - 1), [id])).toEqual([]);
      expect(await take(after(6 * day), [id])).toHaveLength(1);
    });

    it("is forgotten once that is done, and what could not be reached is counted", async () => {
      const me = freshId();
      const [done, refused, old] = [await closed(me, "1"), await closed(me, "2"), await closed(me, "3")];
      await closed(me, undefined);
      expect(await erase(me)).toEqual({ waiting: 3, unreachable: 1 });
      for (let twice = 0; twice < 2; twice += 1) {
        await store().traces.settleTrace(done, true, atMinute(71));
        await store().traces.settleTrace(refused, false, atMinute(71));
      }
      expect(await left(me)).toEqual({ waiting: 1, unreachable: 2 });
      await store().traces.giveUpTraces(atMinute(70), atMinute(72));
      expect(await left(me)).toEqual({ waiting: 1, unreachable: 2 });
      await store().traces.giveUpTraces(new Date(atMinute(70).getTime() + 1), atMinute(72));
      expect(await left(me)).toEqual({ waiting: 0, unreachable: 3 });
      expect(await take(atMinute(500), [done, refused, old])).toEqual([]);
      await erase(freshId(), new Date(atMinute(72).getTime() + 31 * day));
      expect(await left(me)).toEqual({ waiting: 0, unreachable: 0 });
    });

    it("is to be erased at once where its asker was erased before its end was shown", async () => {
      const me = freshId();
      const battle = await openBattle({ asker: me, platform: "discord" });
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      expect(await erase(me)).toEqual({ waiting: 0, unreachable: 0 });
      await store().battles.saveDelivery(battle.id, battle.delivery, null, [], "late");
      expect(await take(atMinute(71), [battle.id])).toMatchObject([{ sealed: "late" }]);
    });
  });

  describe("words of battles that ended long ago", () => {
    /** Before all others of the store, each test's after those of the one before. */
    const begun = (minutes: number) => new Date(Date.UTC(2001, 0, 1) + minutes * minute);
    const justBefore = (minutes: number) => ({ createdAt: begun(minutes), battle: "" });

    async function open(minutes: number, changes: Partial<NewBattle> = {}) {
      const battle = await createBattle({ platform: "discord", createdAt: begun(minutes), ...changes });
      const held = heldBattle(battle);
      const answer = { ...sampleAnswer, text: "Because of the salt.", shown: "Because of it.", received: "So." };
      for (const side of sides)
        await store().answering.finishAttempt(held, { turn: 1, side, number: 1 }, answer, atMinute(1));
      await openTurn(store(), held, sampleOpening({ seal: sealOf(battle) }));
      return battle;
    }

    async function end(battle: NewBattle) {
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      await store().battles.saveDelivery(battle.id, battle.delivery, null, [], "there");
    }

    async function ended(...begin: Parameters<typeof open>) {
      const battle = await open(...begin);
      await end(battle);
      return battle;
    }

    it("are found oldest first, some at a time, where they have ended before", async () => {
      const [one, two] = [await ended(10), await ended(11)];
      const young = await open(12);
      const three = await ended(13);
      const find = (after = justBefore(10), most = 2) => store().traces.findOldWords(after, atMinute(61), most);
      const first = await find();
      expect(first).toEqual({
        battles: [one.id, two.id],
        last: { createdAt: begun(11), battle: two.id },
        isEnd: false,
        waiting: null,
      });
      const second = await find(first.last!, 1);
      expect(second).toMatchObject({ battles: [three.id], waiting: justBefore(12) });
      expect((await store().traces.findOldWords(justBefore(10), atMinute(60), 1_000)).battles).not.toContain(one.id);
      await store().traces.forgetWords([one.id, young.id], atMinute(61));
      expect((await find(justBefore(10), 1)).battles).toEqual([two.id]);
      expect((await store().battles.findBattle(young.id))?.turns[0]?.question).not.toBe("");
      const end = { createdAt: new Date("2100-01-01"), battle: "" };
      expect(await find(end)).toEqual({ battles: [], last: end, isEnd: true, waiting: null });
    });

    it("are gone from questions, answers, failures and pictures; votes, draw, board and measures stay", async () => {
      const picture = { mediaType: "image/png", bytes: new Uint8Array([1]) };
      const battle = await open(20, { pictures: [picture], asker: freshId() });
      await store().ballots.castVote(sampleVote(battle, "voter"));
      await end(battle);
      const verdict = { battle: battle.id, juror: "juror", choice: null, failure: "It said: so salty.", cost: null };
      await store().jury.saveJuryBallot({ ...verdict, shown: "ab", at: atMinute(61) });
      const before = (await store().battles.findBattle(battle.id))!;
      const models = battle.attempts.map(({ model }) => model);
      const facts = await store().boards.answerFacts(models, 9);
      const cells = await store().boards.cells({ league: "real", community: battle.community });
      expect(facts).toMatchObject([{ answers: 1 }, { answers: 1 }]);
      await store().traces.forgetWords([battle.id], atMinute(70));
      const after = (await store().battles.findBattle(battle.id))!;
      expect(after.turns.map(({ question }) => question)).toEqual([""]);
      for (const { ending } of after.attempts) expect(ending).toMatchObject({ text: "", shown: "", received: null });
      expect(after).toMatchObject({ seal: before.seal, asker: before.asker, endReason: "time" });
      expect(publishDraw(after)).toMatchObject({ fits: true });
      expect(await store().battles.pictures(battle.id)).toEqual([]);
      expect(await store().jury.juryBallots(battle.id)).toMatchObject([{ choice: null, failure: "" }]);
      expect(await store().ballots.findVote(battle.id, "voter")).toBeDefined();
      expect(await take(atMinute(70), [battle.id])).toMatchObject([{ sealed: "there", forGood: true }]);
      const found = await store().traces.findOldWords(justBefore(20), atMinute(61), 1);
      expect(found.battles).not.toContain(battle.id);
      expect(await store().boards.answerFacts(models, 9)).toEqual(facts);
      expect(await store().boards.cells({ league: "real", community: battle.community })).toEqual(cells);
      await store().traces.settleTrace(battle.id, true, atMinute(71));
      expect(await erase(battle.asker)).toEqual({ waiting: 0, unreachable: 0 });
    });

    it("are gone from answers whose question was erased", async () => {
      const battle = await ended(30, { asker: freshId() });
      await erase(battle.asker);
      const find = async () => (await store().traces.findOldWords(justBefore(30), atMinute(61), 1)).battles;
      expect(await find()).toEqual([battle.id]);
      await store().traces.forgetWords([battle.id], atMinute(71));
      expect(await find()).not.toContain(battle.id);
    });
  });
}
