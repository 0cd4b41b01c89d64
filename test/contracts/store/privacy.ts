/** What is held of a person, and how it is forgotten. */
import { describe, expect, it } from "vitest";
import { unsetPerson } from "../../../core/people/store.ts";
import type { Store } from "../../../core/store/store.ts";
import { atMinute, freshId, heldBattle, sampleAnswer } from "../battle-samples.ts";
import { createStage } from "./stage.ts";
import { resultOf } from "./result-of.ts";

export function describePrivacy(store: () => Store): void {
  const { createBattle, openBattle, cast, vote, found } = createStage(store);

  async function closeWith(asker: string, voters: Record<string, "a" | "b">) {
    const battle = await openBattle({ asker });
    for (const [voter, choice] of Object.entries(voters)) await cast(battle, voter, choice);
    await store().battles.closeBattle(battle.id, atMinute(60), "time");
    return battle;
  }

  describe("a person's data", () => {
    it("is all there is of them, oldest first, and nothing of others", async () => {
      const [me, other] = [freshId(), freshId()];
      const asked = await closeWith(me, { [other]: "a" });
      const voted = await closeWith(other, { [me]: "b", [other]: "b" });
      const open = await openBattle({ asker: other });
      await cast(open, me, "a");
      await store().people.savePersonSettings(me, { ...unsetPerson, language: "zh", profileVisible: true });
      const data = await store().people.personalData(me);
      const votes = new Map(data.votes.map(({ battle, choice, closed }) => [battle, [choice, closed]]));
      expect(votes).toEqual(
        new Map([
          [voted.id, ["b", true]],
          [open.id, ["a", false]],
        ]),
      );
      expect(data.questions).toMatchObject([{ battle: asked.id, question: asked.turns[0]!.question, closed: true }]);
      expect(data.settings).toEqual({ ...unsetPerson, language: "zh", profileVisible: true });
      expect(JSON.stringify(data)).not.toContain(other);
    });

    it("tells how many tokens the answers to their questions have taken, until it is erased", async () => {
      const [me, other] = [freshId(), freshId()];
      for (const asker of [me, me, other]) {
        const battle = await createBattle({ asker });
        const attempt = { turn: 1, side: "a", number: 1 } as const;
        await store().answering.finishAttempt(heldBattle(battle), attempt, sampleAnswer, atMinute(1));
        await store().answering.failTurn(await found(battle), atMinute(2), "no-answer");
      }
      expect((await store().people.personalData(me)).tokens).toBe(92);
      expect((await store().people.personalData(freshId())).tokens).toBe(0);
      await store().people.erasePerson(me, atMinute(90));
      expect((await store().people.personalData(me)).tokens).toBe(0);
      expect((await store().people.personalData(other)).tokens).toBe(46);
    });

    it("is erased where battles have ended, and the counts stay", async () => {
      const [me, other] = [freshId(), freshId()];
      const asked = await closeWith(me, { [me]: "a", [other]: "b" });
      const again = await closeWith(other, { [me]: "b" });
      const open = await openBattle({ asker: me });
      await cast(open, me, "a");
      await store().people.savePersonSettings(me, { ...unsetPerson, language: "zh", profileVisible: true });
      expect(await store().people.erasePerson(me, atMinute(90))).toMatchObject({ votes: 2, questions: 1, open: 1 });
      const left = await store().people.personalData(me);
      expect(left).toMatchObject({ settings: { language: null, profileVisible: false }, bankQuestions: [] });
      expect(left.votes.map(({ battle }) => battle)).toEqual([open.id]);
      expect(left.questions.map(({ battle }) => battle)).toEqual([open.id]);
      expect((await found(asked)).turns[0]!.question).toBe("");
      expect(JSON.stringify(await found(asked))).not.toContain(me);
      expect(await resultOf(store(), asked.id)).toMatchObject({ a: 1, b: 1 });
      expect(await resultOf(store(), again.id)).toMatchObject({ b: 1 });
      expect((await vote(asked, other))?.choice).toBe("b");
      expect(await store().rebuild()).toMatchObject({
        tallies: { corrected: 0 },
        cells: { corrected: 0 },
        voterCells: { corrected: 0 },
      });
      expect(await store().people.erasePerson(me, atMinute(90))).toMatchObject({ votes: 0, questions: 0, open: 1 });
    });

    it("goes once, however often it is erased at the same time", async () => {
      const me = freshId();
      const battles = await Promise.all([closeWith(me, { [me]: "a" }), closeWith(me, { [me]: "b" })]);
      const erasures = await Promise.all([1, 2, 3].map(() => store().people.erasePerson(me, atMinute(90))));
      expect(erasures.map(({ votes }) => votes).toSorted((one, other) => one - other)).toEqual([0, 0, 2]);
      for (const battle of battles) expect(await vote(battle, me)).toBeUndefined();
    });
  });
}
