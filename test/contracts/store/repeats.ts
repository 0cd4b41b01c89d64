/** Questions that are asked again: their votes count on the board over all tasks, and not once more on that of their task. */
import { beforeEach, describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { Choice } from "../../../core/chat/post.ts";
import { unpackVotes } from "../../../core/boards/packed-votes.ts";
import { unpackSample } from "../../../core/boards/sampled-votes.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  noLimits,
  sampleAttempt,
  sampleOpening,
  sampleRestriction,
  sketchOf,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

export function describeRepeats(store: () => Store): void {
  const { createBattle, openBattle, cast, cells } = createStage(store);
  let [community, asker, minute] = ["", "", 0];
  let pair: Pick<NewBattle, "attempts">;
  const [task, sketch] = ["translation", sketchOf("How do I say blue?")] as const;

  beforeEach(async () => {
    [community, asker, minute] = [freshId(), freshId(), 60];
    const { attempts } = await createBattle();
    pair = { attempts };
  });

  /** A battle that closes after those before, and is not folded yet. */
  async function play(changes: Partial<NewBattle> = {}, votes: Choice[] = ["a"]): Promise<NewBattle> {
    const battle = await openBattle({ ...pair, community, asker, task, sketch, ...changes });
    for (const [voter, choice] of votes.entries()) await cast(battle, `voter-${voter}`, choice);
    await close(battle);
    return battle;
  }

  async function close({ id }: NewBattle): Promise<void> {
    minute += 1;
    await store().battles.closeBattle(id, atMinute(minute), "time");
  }

  const filter = () => ({ league: "real", task, community }) as const;
  /** How many votes count for the task. */
  const counted = async (here = community) => {
    const found = await store().boards.cells({ ...filter(), community: here });
    return found.reduce((votes, { a, b, tie, bothBad }) => votes + a + b + tie + bothBad, 0);
  };
  const rebuilt = async () => {
    const { tallies, cells: found, voterCells } = await store().rebuild();
    return [tallies.corrected, found.corrected, voterCells.corrected];
  };

  describe("a question that is asked again", () => {
    it("counts once on every kind of board of its task, and each time on those over all tasks", async () => {
      const first = await play({}, ["a", "b"]);
      await store().boards.fold();
      const { folded } = await store().boards.boardVotes(filter());
      const again = await play({}, ["tie"]);
      const [of, all] = [filter(), { league: "real", community } as const];
      const models = { modelA: first.attempts[0]!.model, modelB: first.attempts[1]!.model };
      const newer = async (asked: object) =>
        (await store().boards.find([{ filter: { ...all, ...asked }, key: "", folded }]))[0]!.newer;
      expect([await newer({ task }), await newer({})]).toEqual([0, 1]);
      expect(await store().boards.cells(of)).toMatchObject([{ ...models, task, a: 1, b: 1, tie: 0 }]);
      const [once, twice] = await cells(first);
      expect([once, twice]).toMatchObject([
        { task, a: 1, b: 1, tie: 0 },
        { task: null, a: 0, b: 0, tie: 1 },
      ]);
      const mine = (asked: object) => store().boards.cells({ ...all, ...asked }, { voter: "voter-0" });
      expect([await mine({ task }), await mine({})]).toMatchObject([[{ a: 1 }], [{ a: 1 }, { task: null, tie: 1 }]]);
      const [left, right] = models.modelA < models.modelB ? [0, 1] : [1, 0];
      const battlesOn = async (asked: object) => {
        const votes = unpackVotes(await store().boards.boardVotes({ ...all, ...asked }));
        const history = await store().boards.datedTallies({ ...all, ...asked }, 3);
        const sample = unpackSample(await store().boards.sampleVotes({ ...all, ...asked }, 10));
        return [votes.cells.reduce((sum, { battles }) => sum + battles, 0), history.spans[0]!.lines, sample.length];
      };
      expect(await battlesOn({ task })).toEqual([1, `${left} ${right} 1 1 0 0`, 1]);
      expect(await battlesOn({})).toEqual([2, `${left} ${right} 1 1 1 0`, 2]);
      expect(await store().boards.takenAway(of, again.id, folded + 9)).toBeUndefined();
      expect(await store().boards.takenAway(all, again.id, folded + 9)).toBeDefined();
      expect(await rebuilt()).toEqual([0, 0, 0]);
    });

    it("leaves the jury's cases of its task as well", async () => {
      const battles = [await play(), await play()];
      for (const { id: battle } of battles) {
        const ballot = { juror: "judge", shown: "ab", choice: "a", failure: null, cost: null } as const;
        await store().jury.saveJuryBallot({ ...ballot, battle, at: atMinute(200) });
      }
      await store().boards.fold();
      expect(await store().jury.juryCases("real", { community, task })).toHaveLength(1);
      expect(await store().jury.juryCases("real", { community })).toHaveLength(2);
    });

    it("counts each time where nothing is known of its words", async () => {
      const { sketch: _sketch, ...known } = await play();
      for (const id of [freshId(), freshId()]) {
        const battle = { ...known, id };
        await store().battles.createBattle(battle, noLimits);
        await openTurn(store(), heldBattle(battle), sampleOpening());
        await cast(battle, "one", "b");
        await close(battle);
      }
      expect(await counted()).toBe(3);
    });

    it("counts once in its community, whoever asks, and once for its person, wherever; again for others elsewhere", async () => {
      await play();
      await play({ asker: freshId() });
      expect(await counted()).toBe(1);
      await play({ asker: freshId() });
      const elsewhere = freshId();
      await play({ community: elsewhere });
      expect([await counted(), await counted(elsewhere)]).toEqual([1, 0]);
      await play({ community: elsewhere, asker: freshId() });
      expect([await counted(), await counted(elsewhere)]).toEqual([1, 1]);
    });

    it("from the bank counts again with other models, and once with the same two on either side", async () => {
      const bankQuestion = "bank-question";
      const [left, right] = pair.attempts;
      await play({ bankQuestion });
      for (const fold of [true, false]) {
        if (fold) await store().boards.fold();
        const mirrored = [sampleAttempt("a", right!.model), sampleAttempt("b", left!.model)];
        await play({ bankQuestion, attempts: mirrored });
        expect(await counted()).toBe(1);
      }
      const { attempts } = await createBattle();
      await play({ bankQuestion, attempts });
      expect(await counted()).toBe(2);
      // Somebody who types it has asked what was asked there.
      await play();
      expect(await counted()).toBe(2);
    });
  });

  describe("the first of some that ask the same", () => {
    const masked = async () => {
      const battle = await createBattle({ ...pair, community, asker, task, sketch });
      await openTurn(store(), heldBattle(battle), sampleOpening({ masked: true }));
      await cast(battle, "one", "a");
      await close(battle);
    };
    const restricted = async (kind: "left-out" | "votes-aside") => {
      const { id } = await play();
      const about = kind === "left-out" ? id : "voter-0";
      await store().restrictions.restrict([sampleRestriction({ community, kind, about })]);
    };

    it.each<[string, () => Promise<unknown>]>([
      ["nobody voted on", () => play({}, [])],
      ["named a model", masked],
      ["is left out", () => restricted("left-out")],
      ["has no votes but those set aside", () => restricted("votes-aside")],
    ])("is not one that %s, folded before or together with it", async (_name, uncounted) => {
      await uncounted();
      await store().boards.fold();
      await uncounted();
      await play({}, ["a", "b"]);
      // A voter whose votes are set aside in the community has none here, either.
      const votes = await counted();
      expect(votes).toBeGreaterThan(0);
      await play({}, ["b", "b"]);
      expect(await counted()).toBe(votes);
      expect(await rebuilt()).toEqual([0, 0, 0]);
    });

    it("may be taken out of the count later: its repeats stay what they are, and the next one counts", async () => {
      const first = await play();
      await play();
      expect(await counted()).toBe(1);
      const leftOut = sampleRestriction({ community, kind: "left-out", about: first.id });
      const [made] = await store().restrictions.restrict([leftOut]);
      expect([await counted(), await rebuilt()]).toEqual([0, [0, 0, 0]]);
      await play();
      expect(await counted()).toBe(1);
      await store().restrictions.lift(community, made!.number, "boss", atMinute(9));
      expect([await counted(), await rebuilt()]).toEqual([2, [0, 0, 0]]);
    });

    it("stays the first, and its repeats repeats, when their community moves to where the same was asked", async () => {
      await play();
      await play();
      const to = freshId();
      await play({ community: to, asker: freshId() });
      expect([await counted(), await counted(to)]).toEqual([1, 1]);
      await store().communities.moveCommunity(community, to);
      expect(await counted(to)).toBe(2);
      expect(await cells({ league: "real", community: to } as NewBattle)).toMatchObject([
        { a: 2 },
        { task: null, a: 1 },
      ]);
      await play({ community: to, asker: freshId() });
      expect([await counted(to), await rebuilt()]).toEqual([2, [0, 0, 0]]);
    });

    it.each([
      ["erased", async () => void (await store().people.erasePerson(asker, atMinute(99)))],
      ["forgotten for their age", async (ids: string[]) => store().traces.forgetWords(ids, atMinute(99))],
    ])("goes with its words, %s: then somebody else's counts, and what was decided stays", async (_how, forget) => {
      const battles = [await play(), await play()];
      await store().boards.fold();
      await forget(battles.map(({ id }) => id));
      await play({ asker: freshId() });
      expect([await counted(), await rebuilt()]).toEqual([2, [0, 0, 0]]);
    });
  });
}
