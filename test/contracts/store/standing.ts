/** What is told of a battle past Prisma: the same as is found through it, with all that is needed to show it. */
import { describe, expect, it } from "vitest";
import type { NewBattle } from "../../../core/battle/battle.ts";
import type { Store } from "../../../core/store/store.ts";
import {
  atMinute,
  freshId,
  heldBattle,
  sampleAnswer,
  sampleFailure,
  sampleFollowUp,
  sampleOpening,
  sampleTurn,
  sealOf,
} from "../battle-samples.ts";
import { openTurn } from "../held-turns.ts";
import { createStage } from "./stage.ts";

export function describeStanding(store: () => Store): void {
  const { createBattle, openBattle, cast, found } = createStage(store);

  /** A battle in whose rows no column is empty that can be filled. */
  async function fullBattle(): Promise<NewBattle> {
    const battle = await createBattle({
      private: true,
      bankQuestion: "bank-1",
      generation: { temperature: 0.123, maxTokens: 7, system: "Be brief." },
      closeAtVotes: 7,
      turns: [sampleTurn({ event: freshId() })],
      pictures: [
        { mediaType: "image/png", bytes: Uint8Array.from([0, 1, 254, 255]) },
        { mediaType: "image/webp", bytes: new Uint8Array(0) },
      ],
    });
    const held = heldBattle(battle);
    const [first, second] = battle.attempts;
    const redrawn = { ...second!, number: 2, probability: 1 / 3, startedAt: atMinute(1) };
    await store().answering.finishAttempt(held, second!, sampleFailure, atMinute(1), redrawn);
    await store().answering.finishAttempt(held, first!, sampleAnswer, atMinute(2));
    const last = { attempt: redrawn, answer: { ...sampleAnswer, cost: 1e-7, text: "二 🙂\n" }, at: atMinute(3) };
    await openTurn(store(), held, sampleOpening({ masked: true, seal: sealOf(battle), last }));
    await store().battles.beginFollowUp(sampleFollowUp(battle));
    return battle;
  }

  describe("the standing of a battle", () => {
    it("is that of the battle as it is found, whatever is filled in it", async () => {
      const battle = await fullBattle();
      const standing = await store().battles.standing(battle.id);
      expect(standing?.battle).toEqual(await found(battle));
      expect(standing?.battle.attempts).toHaveLength(5);
      expect(await store().battles.pictures(battle.id)).toEqual(battle.pictures);
    });

    it("says nothing of names and votes before the close, and all of it with the close", async () => {
      const battle = await openBattle();
      await cast(battle, "voter", "tie");
      const open = await store().battles.standing(battle.id);
      expect(open).toEqual({ battle: await found(battle), here: await store().communities.decided(battle.community) });
      const closing = await store().battles.closeBattle(battle.id, atMinute(60), "time");
      const models = battle.attempts
        .map(({ model: id }) => ({ id, name: `Model ${id}`, organization: "Example" }))
        .toSorted((x, y) => (x.id < y.id ? -1 : 1));
      const result = { models, tally: { a: 0, b: 0, tie: 1, "both-bad": 0 } };
      const standing = { battle: await found(battle), here: open?.here, result };
      expect(closing).toEqual({ outcome: "closed", standing, others: [] });
      expect(await store().battles.standing(battle.id)).toEqual(standing);
    });

    it("tells what the battle's community has decided", async () => {
      const battle = await openBattle();
      const { own, asking } = await store().communities.decided(battle.community);
      const changed = { own: { ...own, language: "zh" as const }, asking: { ...asking, places: ["here"] } };
      await store().communities.changeSettings(battle.community, () => ({ ...changed, noted: [] }));
      expect((await store().battles.standing(battle.id))?.here).toEqual(changed);
      const begun = await store().battles.beginFollowUp(sampleFollowUp(battle));
      expect(begun).toMatchObject({ here: changed, hasPictures: false });
      expect(await openTurn(store(), heldBattle(battle), sampleOpening())).toMatchObject({ here: changed });
    });

    it("is unknown where there is no battle", async () => {
      expect(await store().battles.standing(freshId())).toBeUndefined();
      expect(await store().battles.findBattle({ post: freshId() })).toBeUndefined();
    });

    it("belongs to the battle that is found by its post", async () => {
      const battle = await fullBattle();
      const lookup = freshId();
      await store().battles.saveDelivery(battle.id, battle.delivery, "there", [lookup]);
      expect(await store().battles.findBattle({ post: lookup })).toEqual(await found(battle));
    });
  });
}
