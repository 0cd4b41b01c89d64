/** A battle's first turn, from the draw to its opening or failure. */
import { describe, expect, it } from "vitest";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAnswer,
  sampleAttempt,
  sampleBallot,
  sampleBattle,
  sampleFailure,
  sampleModel,
  sampleOpening,
  sampleSeal,
  sampleTurn,
  sampleVote,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

const sideA = { turn: 1, side: "a", number: 1 } as const;
const sideB = { turn: 1, side: "b", number: 1 } as const;

export function describeAnswering(store: () => Store): void {
  const { createBattle, found } = createStage(store);

  describe("a battle that is answering", () => {
    it("is kept as it was given", async () => {
      const generation = { temperature: 0, maxTokens: 7, system: "Be brief." };
      const battle = await createBattle({ generation, closeAfter: 1, closeAtVotes: 3 });
      expect(await found(battle)).toEqual({
        ...battle,
        status: "answering",
        seal: null,
        masked: false,
        hidden: false,
        openedAt: null,
        firstVoteAt: null,
        closesAt: null,
        endedAt: null,
        endReason: null,
      });
    });

    it("is unknown when it was never saved", async () => {
      expect(await store().battles.findBattle(freshId())).toBeUndefined();
    });

    it("is not saved at all when an attempt names an unknown model", async () => {
      const attempts = [sampleAttempt("a", freshId()), sampleAttempt("b", freshId())];
      const battle = sampleBattle({ attempts });
      await expect(store().battles.createBattle(battle, noLimits)).rejects.toBeInstanceOf(Error);
      expect(await store().battles.findBattle(battle.id)).toBeUndefined();
    });

    it("takes endings and further attempts, in order", async () => {
      const battle = await createBattle();
      const held = heldBattle(battle);
      const third = freshId();
      await store().models.saveModels([sampleModel(third)]);
      await store().answering.finishAttempt(held, sideA, sampleFailure, atMinute(2));
      const redraw = sampleAttempt("a", third, {
        number: 2,
        probability: 1 / 3,
        seed: 2 ** 31 - 1,
        startedAt: atMinute(1),
      });
      await store().answering.addAttempt(held, redraw);
      await store().answering.finishAttempt(held, sideB, sampleAnswer, atMinute(2));
      const nothing = { shown: null, received: null, reportedModel: null, firstThoughtMilliseconds: null };
      const uncounted = { inputTokens: null, outputTokens: null, cost: null };
      const bare = { ...sampleAnswer, text: "", withheld: [], ...nothing, ...uncounted };
      await store().answering.finishAttempt(held, { ...sideA, number: 2 }, bare, atMinute(2));
      const [first, second] = battle.attempts;
      expect((await found(battle)).attempts).toEqual([
        { ...first, ending: sampleFailure, endedAt: atMinute(2) },
        { ...redraw, ending: bare, endedAt: atMinute(2) },
        { ...second, ending: sampleAnswer, endedAt: atMinute(2) },
      ]);
    });

    it("keeps an attempt's first ending", async () => {
      const battle = await createBattle();
      await store().answering.finishAttempt(heldBattle(battle), sideA, sampleFailure, atMinute(2));
      await store().answering.finishAttempt(heldBattle(battle), sideA, sampleAnswer, atMinute(3));
      const ended = { ending: sampleFailure, endedAt: atMinute(2) };
      expect((await found(battle)).attempts[0]).toMatchObject(ended);
    });

    it("rounds fractions of milliseconds", async () => {
      const battle = await createBattle();
      const measured = {
        ...sampleAnswer,
        ...{ firstThoughtMilliseconds: 0.6, firstTextMilliseconds: 1.4, totalMilliseconds: 2.6 },
      };
      await store().answering.finishAttempt(heldBattle(battle), sideA, measured, atMinute(2));
      const expected = { firstThoughtMilliseconds: 1, firstTextMilliseconds: 1, totalMilliseconds: 3 };
      expect((await found(battle)).attempts[0]?.ending).toMatchObject(expected);
    });

    it("keeps texts with characters no database takes", async () => {
      const battle = await createBattle({ turns: [sampleTurn({ question: "a\0b\uD800c" })] });
      const odd = { ...sampleAnswer, text: "\0\uDFFF😀", shown: "\uD800\0" };
      await store().answering.finishAttempt(heldBattle(battle), sideA, odd, atMinute(2));
      const { turns, attempts } = await found(battle);
      expect(turns[0]?.question).toBe("a\uFFFDb\uFFFDc");
      expect(attempts[0]?.ending).toMatchObject({ text: "\uFFFD\uFFFD😀", shown: "\uFFFD\uFFFD" });
    });

    it("keeps a long answer whole", async () => {
      const battle = await createBattle();
      const text = "长😀 ".repeat(100_000);
      await store().answering.finishAttempt(heldBattle(battle), sideB, { ...sampleAnswer, text }, atMinute(2));
      expect((await found(battle)).attempts[1]?.ending).toEqual({ ...sampleAnswer, text });
    });

    it("refuses an ending for an attempt or a battle that is not there", async () => {
      const battle = await createBattle();
      const finish = (id: string, changes: object) =>
        store().answering.finishAttempt(heldBattle({ id }), { ...sideA, ...changes }, sampleAnswer, atMinute(2));
      await expect(finish(battle.id, { number: 2 })).rejects.toThrow(battle.id);
      await expect(finish(battle.id, { turn: 2 })).rejects.toThrow(battle.id);
      await expect(finish("nowhere", {})).rejects.toThrow("nowhere");
      const attempt = sampleAttempt("a", "x");
      await expect(store().answering.addAttempt(heldBattle({ id: "nowhere" }), attempt)).rejects.toThrow("nowhere");
    });

    it("takes no ballots and does not close", async () => {
      const battle = await createBattle();
      const refused = { outcome: "not-open", battle: { status: "answering" } };
      const ballot = sampleBallot(battle, "voter");
      expect(await store().ballots.castVote(sampleVote(battle, "voter"))).toMatchObject(refused);
      expect(await store().ballots.lockVote(ballot, atMinute(2))).toMatchObject(refused);
      expect(await store().ballots.withdrawVote(ballot)).toMatchObject(refused);
      expect(await store().battles.closeBattle(battle.id, atMinute(2), "time")).toMatchObject({ outcome: "not-open" });
    });

    it("opens with the answer that came last, and gives back what is to be shown", async () => {
      const battle = await createBattle();
      const held = heldBattle(battle);
      await store().answering.finishAttempt(held, sideA, sampleAnswer, atMinute(2));
      const late = { ...sampleAnswer, text: "B", shown: null };
      const last = { attempt: sideB, answer: late, at: atMinute(3) };
      const opened = await openTurn(store(), held, sampleOpening({ last }));
      expect(opened).toEqual({
        battle: await found(battle),
        here: await store().communities.decided(battle.community),
      });
      expect(opened?.battle).toMatchObject({
        status: "open",
        attempts: [
          { ending: sampleAnswer, endedAt: atMinute(2) },
          { ending: late, endedAt: atMinute(3) },
        ],
      });
    });

    it("keeps an attempt's first ending when it opens with another one", async () => {
      const battle = await createBattle();
      await store().answering.finishAttempt(heldBattle(battle), sideB, sampleAnswer, atMinute(2));
      const last = { attempt: sideB, answer: { ...sampleAnswer, text: "another" }, at: atMinute(3) };
      const opened = await openTurn(store(), heldBattle(battle), sampleOpening({ last }));
      expect(opened?.battle.attempts[1]).toMatchObject({ ending: sampleAnswer, endedAt: atMinute(2) });
      expect(await found(battle)).toEqual(opened?.battle);
    });

    it("opens once, and ends its lease", async () => {
      const battle = await createBattle();
      const opening = sampleOpening({ closesAt: atMinute(90), seal: sampleSeal });
      const opened = await Promise.all([1, 2, 3].map(() => openTurn(store(), heldBattle(battle), opening)));
      expect(opened.filter(Boolean)).toHaveLength(1);
      expect(await found(battle)).toEqual({
        ...battle,
        status: "open",
        lease: null,
        seal: sampleSeal,
        masked: false,
        hidden: false,
        openedAt: atMinute(1),
        firstVoteAt: null,
        closesAt: atMinute(90),
        endedAt: null,
        endReason: null,
        turns: [sampleTurn({ openedAt: atMinute(1) })],
      });
    });

    it("fails once and changes no more", async () => {
      const battle = await createBattle();
      const held = heldBattle(battle);
      expect(await failTurn(store(), held, atMinute(1), "interrupted")).toBeDefined();
      expect(await failTurn(store(), held, atMinute(2), "no-answer")).toBeUndefined();
      const failed = await found(battle);
      expect(failed).toMatchObject({
        status: "failed",
        lease: null,
        delivery: battle.delivery,
        openedAt: null,
        endedAt: atMinute(1),
        endReason: "interrupted",
        turns: [{ openedAt: null, failedAt: atMinute(1) }],
      });
      expect(await openTurn(store(), held, sampleOpening())).toBeUndefined();
      await store().answering.finishAttempt(held, sideA, sampleAnswer, atMinute(2));
      await store().answering.addAttempt(held, sampleAttempt("a", battle.attempts[0]!.model, { number: 2 }));
      expect(await store().ballots.castVote(sampleVote(battle, "voter"))).toMatchObject({ outcome: "not-open" });
      expect(await store().battles.closeBattle(battle.id, atMinute(2), "time")).toMatchObject({ outcome: "not-open" });
      expect(await found(battle)).toEqual(failed);
    });
  });
}
