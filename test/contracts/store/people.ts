/** What people have chosen, and what they may look back on. */
import { describe, expect, it } from "vitest";
import type { Answer, NewBattle } from "../../../core/battle/battle.ts";
import type { Choice } from "../../../core/chat/post.ts";
import { type PersonSettings, unsetPerson } from "../../../core/people/store.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleAttempt,
  sampleFailure,
  sampleFollowUp,
  sampleOpening,
  sampleVote,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

export function describePeople(store: () => Store): void {
  const { createBattle, openBattle, cast, lock } = createStage(store);

  const answer = async (battle: NewBattle, side: "a" | "b", changes: Partial<Answer>, turn = 1) =>
    store().answering.finishAttempt(
      heldBattle(battle),
      { turn, side, number: 1 },
      { ...sampleAnswer, ...changes },
      atMinute(turn),
    );

  /** A battle with both answers given, votes cast at successive minutes and, unless told otherwise, closed. */
  async function play(changes: Partial<NewBattle>, votes: Record<string, Choice>, masked = false, close = true) {
    const battle = await createBattle(changes);
    await answer(battle, "a", { text: "## Title\n- one\n- two\n**bold**", shown: null });
    await answer(battle, "b", { text: "short", shown: null });
    await openTurn(store(), heldBattle(battle), sampleOpening({ masked }));
    for (const [minute, [voter, choice]] of Object.entries(votes).entries())
      await store().ballots.castVote(sampleVote(battle, voter, { choice, at: atMinute(10 + minute) }));
    if (close) await store().battles.closeBattle(battle.id, atMinute(60), "time");
    return battle;
  }

  describe("a person", () => {
    it("has chosen nothing at first, and keeps what they chose last, apart from others", async () => {
      const [one, other] = [freshId(), freshId()];
      expect(await store().people.personSettings(one)).toEqual(unsetPerson);
      const chosen: PersonSettings = { ...unsetPerson, language: "zh", profileVisible: true };
      await Promise.all([1, 2, 3].map(() => store().people.savePersonSettings(one, chosen)));
      expect(await store().people.personSettings(one)).toEqual(chosen);
      expect(await store().people.personSettings(other)).toEqual(unsetPerson);
      await store().people.savePersonSettings(one, unsetPerson);
      expect(await store().people.personSettings(one)).toEqual(unsetPerson);
    });
  });

  describe("a person's history", () => {
    it("holds votes on closed battles alone, newest first, with how all votes fell", async () => {
      const [me, other] = [freshId(), freshId()];
      const first = await play({}, { [other]: "b", [me]: "a" });
      const second = await play({}, { x: "tie", y: "tie", [me]: "both-bad" }, true);
      const open = await play({}, { [me]: "a" }, false, false);
      await play({}, { [other]: "a" });
      const page = await store().people.history(me, 0, 10);
      expect(page).toMatchObject({ total: 2, open: 1 });
      expect(page.votes.map(({ battle }) => battle.id)).toEqual([second.id, first.id]);
      expect(page.votes.map(({ vote }) => vote.choice)).toEqual(["both-bad", "a"]);
      expect(page.votes[0]!.tally).toEqual({ a: 0, b: 0, tie: 2, "both-bad": 1 });
      expect(page.votes[1]!.battle.turns[0]!.question).toBe(first.turns[0]!.question);
      expect(JSON.stringify(page)).not.toContain(open.id);
      expect((await store().people.history(me, 1, 1)).votes.map(({ battle }) => battle.id)).toEqual([first.id]);
      expect(await store().people.history(freshId(), 0, 10)).toEqual({ votes: [], total: 0, open: 0 });
    });
  });

  describe("a voting record", () => {
    it("holds closed battles without masked ones, with the form of both answers, newest first", async () => {
      const me = freshId();
      await play({ task: "translation" }, { [me]: "b", x: "b" });
      await play({ task: "mathematics" }, { x: "a", [me]: "tie" });
      await play({ task: "other" }, { [me]: "a" }, true);
      await play({ task: "generation" }, { [me]: "a" }, false, false);
      const { votes, asked } = await store().people.votingRecord(me, 10);
      expect(asked).toEqual([]);
      expect(votes.map(({ task, choice }) => [task, choice])).toEqual([
        ["mathematics", "tie"],
        ["translation", "b"],
      ]);
      expect(votes[1]!.tally).toEqual({ a: 0, b: 2, tie: 0, "both-bad": 0 });
      expect(votes[1]!.answers).toEqual({
        a: { characters: "## Title\n- one\n- two\n**bold**".length, marks: 4 },
        b: { characters: 5, marks: 0 },
      });
      expect((await store().people.votingRecord(me, 1)).votes).toHaveLength(1);
    });

    it("counts the battles they asked for that have closed, by task", async () => {
      const me = freshId();
      await play({ asker: me, task: "translation" }, { x: "a" });
      await play({ asker: me, task: "translation" }, {});
      await play({ asker: me, task: "other" }, { x: "a" }, true);
      await play({ asker: me, task: "other" }, { x: "a" }, false, false);
      const { asked, votes } = await store().people.votingRecord(me, 10);
      expect(votes).toEqual([]);
      expect(asked.toSorted((one, two) => two.battles - one.battles)).toEqual([
        { task: "translation", battles: 2 },
        { task: "other", battles: 1 },
      ]);
    });

    it("adds up the turns of a battle, as people were shown them", async () => {
      const me = freshId();
      const battle = await createBattle({ asker: me });
      await answer(battle, "a", { text: "1234567890", shown: "123" });
      await answer(battle, "b", { text: "12", shown: null });
      await openTurn(store(), heldBattle(battle), sampleOpening());
      const followUp = sampleFollowUp(battle);
      expect((await store().battles.beginFollowUp(followUp)).outcome).toBe("begun");
      await answer(battle, "a", { text: "1. x", shown: null }, 2);
      await answer(battle, "b", { text: "1", shown: null }, 2);
      await openTurn(store(), heldBattle(battle, followUp.lease.holder), sampleOpening({ at: atMinute(4) }));
      await cast(battle, me, "a");
      await lock(battle, me);
      await store().battles.closeBattle(battle.id, atMinute(60), "time");
      const { votes } = await store().people.votingRecord(me, 10);
      expect(votes[0]!.answers).toEqual({ a: { characters: 7, marks: 1 }, b: { characters: 3, marks: 0 } });
      // A rebuild forgets what was measured.
      await store().rebuild();
      expect((await store().people.votingRecord(me, 10)).votes).toEqual(votes);
    });
  });

  describe("what a model's answers are like", () => {
    it("is told from its newest answers in closed battles", async () => {
      const model = freshId();
      const against = async (changes: Partial<Answer>, minute: number, close = true) => {
        const rival = await openBattle();
        const attempts = [sampleAttempt("a", model), sampleAttempt("b", rival.attempts[1]!.model)];
        const battle = await createBattle({ attempts });
        const held = heldBattle(battle);
        await store().answering.finishAttempt(
          held,
          { turn: 1, side: "a", number: 1 },
          { ...sampleAnswer, shown: null, ...changes },
          atMinute(minute),
        );
        await store().answering.finishAttempt(held, { turn: 1, side: "b", number: 1 }, sampleFailure, atMinute(minute));
        await openTurn(store(), held, sampleOpening());
        if (close) await store().battles.closeBattle(battle.id, atMinute(60), "time");
      };
      await store().models.saveModels([{ ...(await store().models.models())[0]!, id: model }]);
      const none = { answers: 0, characters: null, milliseconds: null, cost: null };
      expect(await store().boards.answerFacts([model], 10)).toEqual([none]);
      await against({ text: "x".repeat(5000), totalMilliseconds: 99_000, cost: 9 }, 1);
      await against({ text: "1234", totalMilliseconds: 100, cost: 0.5 }, 2);
      await against({ text: "12", totalMilliseconds: 900, cost: null }, 3);
      await against({ text: "123", totalMilliseconds: 200, cost: 0.25 }, 4);
      await against({ text: "open", totalMilliseconds: 1, cost: 1 }, 5, false);
      const newest = { answers: 3, characters: 3, milliseconds: 200, cost: 0.375 };
      expect(await store().boards.answerFacts([model], 3)).toEqual([newest]);
      // A rebuild forgets what was measured.
      await store().rebuild();
      expect(await store().boards.answerFacts([model], 3)).toEqual([newest]);
      expect(await store().boards.answerFacts([freshId(), model], 10)).toMatchObject([none, { answers: 4 }]);
    });
  });
}
