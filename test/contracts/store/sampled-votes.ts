/** Single votes for boards: which are in a sample, and what is told of their battles. */
import { describe, expect, it } from "vitest";
import { type Attempt, modelOf, type NewBattle, type Side } from "../../../core/battle/battle.ts";
import type { BoardFilter } from "../../../core/boards/cell.ts";
import { type SampledBattle, unpackSample } from "../../../core/boards/sampled-votes.ts";
import type { Choice } from "../../../core/chat/post.ts";
import { drawRules } from "../../../core/battle/draw.ts";
import { unsetPerson } from "../../../core/people/store.ts";
import { compareStyles, measureStyle } from "../../../core/rating/style.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleAttempt,
  sampleFailure,
  sampleFollowUp,
  sampleModel,
  sampleOpening,
  sampleVote,
} from "../battle-samples.ts";
import { failTurn, openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

const day = 24 * 60;
const enough = 1_000;
const long = "# Yes\n\n- one\n- **two**\n- three";
const short = "No, **not** at all.";

type Close = { answers?: Record<Side, string>; minute?: number; masked?: boolean };

export function describeSampledVotes(store: () => Store): void {
  const { createBattle } = createStage(store);

  const sample = async (filter: BoardFilter, most = enough) =>
    unpackSample(await store().boards.sampleVotes(filter, most));
  const here = (community: string, changes: Partial<BoardFilter> = {}): BoardFilter => ({
    ...{ league: "real", community },
    ...changes,
  });

  async function answer(battle: NewBattle, attempt: Pick<Attempt, "turn" | "side" | "number">, text: string) {
    const ending = { ...sampleAnswer, text, shown: null };
    await store().answering.finishAttempt(heldBattle(battle), attempt, ending, atMinute(1));
  }

  async function vote(battle: NewBattle, votes: Record<string, Choice>, minute: number, seen = false) {
    for (const [voter, choice] of Object.entries(votes))
      expect((await store().ballots.castVote(sampleVote(battle, voter, { choice, seen }))).outcome).toBe("cast");
    await store().battles.closeBattle(battle.id, atMinute(minute), "time");
  }

  async function close(battle: NewBattle, votes: Record<string, Choice>, how: Close = {}) {
    const { answers = { a: long, b: short }, minute = 60, masked = false } = how;
    for (const side of ["a", "b"] as const) await answer(battle, { turn: 1, side, number: 1 }, answers[side]);
    await openTurn(store(), heldBattle(battle), sampleOpening({ masked }));
    await vote(battle, votes, minute);
  }

  /** A battle whose side A is tried twice, the second time as it is said. */
  async function tryAgain(again: Partial<Attempt>, failure = sampleFailure): Promise<SampledBattle | undefined> {
    const battle = await createBattle();
    const held = heldBattle(battle);
    const model = again.model ?? modelOf(battle, "a");
    await store().models.saveModels([sampleModel(model)]);
    await store().answering.finishAttempt(held, { turn: 1, side: "a", number: 1 }, failure, atMinute(1));
    await store().answering.addAttempt(held, sampleAttempt("a", model, { ...again, number: 2 }));
    await answer(battle, { turn: 1, side: "a", number: 2 }, long);
    await answer(battle, { turn: 1, side: "b", number: 1 }, short);
    await openTurn(store(), held, sampleOpening());
    await vote(battle, { [freshId()]: "a" }, 60);
    const [found] = await sample(here(battle.community));
    expect(found?.modelA).toBe(model);
    return found;
  }

  describe("a sample of single votes", () => {
    it("tells how its battles were drawn and what their answers look like, and nothing of anybody", async () => {
      const [ann, bob] = [freshId(), freshId()];
      const battle = await createBattle();
      await close(battle, { [ann]: "a", [bob]: "both-bad" });
      await close(await createBattle({ community: battle.community }), { [bob]: "tie" }, { answers: { a: "", b: "" } });
      const found = await store().boards.sampleVotes(here(battle.community), enough);
      expect(found.votes).toBe(3);
      const battles = unpackSample(found);
      const [modelA, modelB] = [modelOf(battle, "a"), modelOf(battle, "b")];
      const first = battles.find((one) => one.modelA === modelA);
      expect(first).toMatchObject({ modelA, modelB, probability: 0.25 });
      expect(first?.style).toEqual(compareStyles(measureStyle(long), measureStyle(short)));
      expect(first?.style).toEqual([22, 100, 100, 0]);
      expect(first?.votes.map(({ choice }) => choice).toSorted()).toEqual(["a", "both-bad"]);
      const other = battles.find((one) => one.modelA !== modelA);
      expect([other?.style, other?.votes.length]).toEqual([[0, 0, 0, 0], 1]);
      const voterOf = (choice: Choice) =>
        battles.flatMap(({ votes }) => votes).find((one) => one.choice === choice)?.voter;
      expect(voterOf("tie")).toBe(voterOf("both-bad"));
      expect(new Set(battles.flatMap(({ votes }) => votes.map(({ voter }) => voter)))).toEqual(new Set([0, 1]));
      for (const secret of [ann, bob, battle.id, battle.asker, battle.community, battle.turns[0]!.question, "three"])
        expect(JSON.stringify(found)).not.toContain(secret);
    });

    it("knows the chance of a pair that was drawn whole, also after an interruption, but not of one drawn again", async () => {
      expect((await tryAgain({ probability: 1 }, { failure: "interrupted", detail: "" }))?.probability).toBe(0.25);
      const redrawn = await tryAgain({ model: freshId(), probability: 0.5 });
      expect(redrawn?.probability).toBeNull();
      expect(redrawn?.style).toEqual(compareStyles(measureStyle(long), measureStyle(short)));
      const battle = await createBattle();
      const [a, b] = battle.attempts as [Attempt, Attempt];
      const odd = await createBattle({ attempts: [a, { ...b, probability: 0.5 }] });
      await close(odd, { [freshId()]: "a" });
      expect(await sample(here(odd.community))).toMatchObject([{ probability: null }]);
      const kept = await createBattle({ drawRule: drawRules.samePair });
      await close(kept, { [freshId()]: "a" });
      expect(await sample(here(kept.community))).toMatchObject([{ probability: null }]);
    });

    it("measures the answers of all turns that people were shown, and of no other", async () => {
      const battle = await createBattle();
      await close(battle, {}, { minute: -1 });
      const followed = await createBattle({ community: battle.community });
      const both = async (turn: number, a: string, b: string) => {
        await answer(followed, { turn, side: "a", number: 1 }, a);
        await answer(followed, { turn, side: "b", number: 1 }, b);
      };
      await both(1, "aa", "b");
      await openTurn(store(), heldBattle(followed), sampleOpening());
      await store().battles.beginFollowUp(sampleFollowUp(followed));
      await both(2, "aaaa", "bb");
      await openTurn(store(), heldBattle(followed), sampleOpening());
      await store().battles.beginFollowUp(sampleFollowUp(followed, { number: 3 }));
      await answer(followed, { turn: 3, side: "b", number: 1 }, "b".repeat(100));
      await failTurn(store(), heldBattle(followed), atMinute(4), "no-answer");
      await vote(followed, { [freshId()]: "b" }, 60);
      // Six code points against three: (6 − 3) / 9.
      expect(await sample(here(battle.community))).toMatchObject([{ style: [33, 0, 0, 0], probability: 0.25 }]);
    });

    it("has only battles that count on boards, and says so where an answer is not there", async () => {
      const { community } = await createBattle();
      await close(await createBattle({ community }), { [freshId()]: "a" }, { masked: true });
      await close(await createBattle({ community }), {});
      const sealed = await createBattle({ community });
      const seal = { salt: "0".repeat(32), drawHash: "f".repeat(64) };
      await openTurn(store(), heldBattle(sealed), sampleOpening({ seal }));
      await vote(sealed, { [freshId()]: "a" }, 60);
      const open = await createBattle({ community });
      await openTurn(store(), heldBattle(open), sampleOpening());
      await store().ballots.castVote(sampleVote(open, freshId()));
      expect(await store().boards.sampleVotes(here(community), enough)).toMatchObject({ votes: 0, battles: [] });
      await store().battles.closeBattle(open.id, atMinute(60), "time");
      expect(await sample(here(community))).toMatchObject([{ style: null, votes: [{ choice: "a" }] }]);
    });

    it("holds whole battles and no more votes than wanted, the same ones every time, by their identifiers", async () => {
      const community = freshId();
      const ids = Array.from({ length: 9 }, (_, index) => `${freshId()}${index}`);
      for (const [index, id] of ids.entries()) {
        const third: Record<string, Choice> = index % 2 ? { [`${id} three`]: "tie" } : {};
        const own: Record<string, Choice> = { [`${id} one`]: "a", [`${id} two`]: "b", ...third };
        await close(await createBattle({ id, community }), own, { answers: { a: "a".repeat(index + 1), b: "" } });
      }
      const all = await sample(here(community));
      expect(all.reduce((sum, { votes }) => sum + votes.length, 0)).toBe(22);
      const inOrder = ids.toSorted();
      expect(all.map(({ votes }) => votes.length)).toEqual(inOrder.map((id) => (ids.indexOf(id) % 2 ? 3 : 2)));
      const voterless = (battles: SampledBattle[]) => battles.map(({ modelA, votes }) => [modelA, votes.length]);
      for (const most of [1, 6, 11, 21, 22]) {
        const found = await store().boards.sampleVotes(here(community), most);
        const some = unpackSample(found);
        const count = some.reduce((sum, { votes }) => sum + votes.length, 0);
        expect(found.votes).toBe(22);
        expect(count).toBeLessThanOrEqual(most);
        expect(count + (all[some.length]?.votes.length ?? most)).toBeGreaterThan(most - 1);
        expect(voterless(some)).toEqual(voterless(all.slice(0, some.length)));
        expect(await store().boards.sampleVotes(here(community), most)).toEqual(found);
      }
    });

    it("is of the votes that fit", async () => {
      const community = freshId();
      const [ann, bob] = [freshId(), freshId()];
      await close(await createBattle({ community }), { [ann]: "a", [bob]: "b" });
      await close(await createBattle({ community, language: "en" }), { [ann]: "tie" });
      await close(await createBattle({ community, task: "translation" }), { [bob]: "tie" }, { minute: 3 * day });
      await close(await createBattle({ community, platform: "telegram" }), { [bob]: "a" });
      await close(await createBattle({ community, league: "demo" }), { [bob]: "both-bad" });
      const seen = await createBattle({ community });
      await openTurn(store(), heldBattle(seen), sampleOpening());
      await store().ballots.castVote(sampleVote(seen, ann, { choice: "both-bad" }));
      await vote(seen, { [bob]: "b" }, 60, true);
      await store().people.savePersonSettings(ann, { ...unsetPerson, interests: ["games"], age: "18-24" });
      const choices = async (changes: Partial<BoardFilter>) => {
        const found = await store().boards.sampleVotes(here(community, changes), enough);
        const votes = unpackSample(found).flatMap((battle) => battle.votes.map(({ choice }) => choice));
        expect(found.votes).toBe(votes.length);
        return votes.toSorted().join(" ");
      };
      expect(await choices({})).toBe("a a b b both-bad tie tie");
      expect(await choices({ league: "demo" })).toBe("both-bad");
      expect(await choices({ language: "en" })).toBe("tie");
      expect(await choices({ task: "translation" })).toBe("tie");
      expect(await choices({ platform: "telegram" })).toBe("a");
      expect(await choices({ since: "2026-03-16" })).toBe("tie");
      expect(await choices({ exceptCommunity: community })).toBe("");
      expect(await choices({ exceptCommunity: "another" })).toBe("a a b b both-bad tie tie");
      expect(await choices({ unseen: true })).toBe("a a b both-bad tie tie");
      expect(await choices({ group: { trait: "interests", value: "games" } })).toBe("a both-bad tie");
      expect(await choices({ group: { trait: "age", value: "18-24" }, unseen: true, language: "en" })).toBe("tie");
      expect(await choices({ group: { trait: "age", value: "25-34" } })).toBe("");
      await store().people.erasePerson(bob, atMinute(90));
      expect(await choices({})).toBe("a a b b both-bad tie tie");
      expect(
        new Set((await sample(here(community))).flatMap(({ votes }) => votes.map(({ voter }) => voter))).size,
      ).toBe(5);
    });
  });
}
