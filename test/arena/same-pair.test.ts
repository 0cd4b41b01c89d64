import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { modelsOf } from "../../core/battle/battle.ts";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { ask, type Asked, minute, pass, press, say, signedAnswer } from "./play.ts";

const words = sentences("en");

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore();
});

const found = async ({ battle }: Asked) => (await kit.store.battles.findBattle(battle))!;

/** A form, such as Discord's or the page's, says that it is for the same two. */
const again = (to: Asked, text = "And why are lakes not?", asker = "asker") =>
  say(core, { ...sender(asker), text, inReplyTo: to.address, followUp: to.battle });

async function votedOn(): Promise<Asked> {
  const first = await ask(core);
  await press(core, "voter", `vote:${first.battle}:a`);
  return first;
}

describe("a new question to the same two, once voting has begun", () => {
  it("is a battle of its own, which knows nothing of the first, and says truly how its pair came about", async () => {
    const first = await votedOn();
    kit.server.calls.length = 0;
    const second = await again(first);
    expect(second.battle).not.toBe(first.battle);
    const [before, after] = [await found(first), await found(second)];
    expect(new Set(Object.values(modelsOf(after)))).toEqual(new Set(Object.values(modelsOf(before))));
    expect(after).toMatchObject({ drawRule: "same-pair-1", pair: first.battle, closeAtVotes: null });
    expect(after.attempts.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
    for (const { body } of kit.server.calls)
      expect(body.messages).toEqual([{ role: "user", content: "And why are lakes not?" }]);
    expect(second.post.text).toContain(words.battle.samePair);
    expect(core.platform.shows(first.address)).toEqual(first.post);
  });

  it("is offered by a button to whoever answers their battle with a question", async () => {
    const first = await votedOn();
    const request = { ...sender("asker"), text: "And the lakes?", address: "message-2", inReplyTo: first.address };
    const offer = await core.handle(request);
    expect(offer).toMatchObject({ text: words.asking.maybeSamePair, quiet: true });
    const readAnswered = async () => ({ text: "And the lakes?", address: "message-2", person: "web:asker" });
    await core.press({ ...sender("asker"), action: offer!.buttons[0]!.action, readAnswered });
    await core.settled();
    const second = (await kit.store.pairs.pairOf(first.battle)).find(({ battle }) => battle.id !== first.battle)!;
    expect(second.battle).toMatchObject({
      status: "open",
      pair: first.battle,
      turns: [{ question: "And the lakes?" }],
    });
    expect(core.platform.replies.get(core.platform.addresses().at(-1)!)).toBe("message-2");
  });

  it("keeps the names from everybody until all of it closes, at once", async () => {
    const first = await votedOn();
    const second = await again(first);
    await expect(press(core, "voter", `names:${first.battle}`)).rejects.toThrow(words.asking.namesWithPair);
    await press(core, "voter", `vote:${second.battle}:b`);
    await expect(press(core, "voter", `names:${second.battle}`)).rejects.toThrow(words.asking.namesWithPair);
    // The first would have closed by now, had it been alone.
    await pass(core, 10 * minute - 1);
    for (const one of [first, second]) expect(core.platform.shows(one.address).reveal).toBeUndefined();
    await pass(core, 1);
    for (const one of [first, second]) expect(core.platform.shows(one.address).footer).toContain("1 vote:");
    const [before, after] = [await found(first), await found(second)];
    expect(before.endedAt).toEqual(after.endedAt);
    expect([before.delivery, after.delivery]).toEqual([null, null]);
  });

  it("has its names hidden in a private chat as well, where its asker closes all of it", async () => {
    const alone = { private: true } as const;
    const first = await ask(core, undefined, alone);
    await press(core, "asker", `vote:${first.battle}:a`, alone);
    const second = await say(core, { ...sender("asker"), ...alone, text: "And lakes?", followUp: first.battle });
    await expect(press(core, "asker", `names:${first.battle}`, alone)).rejects.toThrow(words.asking.namesWithPair);
    await press(core, "asker", `close:${second.battle}`, alone);
    await core.settled();
    expect([(await found(first)).status, (await found(second)).status]).toEqual(["closed", "closed"]);
  });

  it("is refused once somebody has seen the names, to others, and after the fourth", async () => {
    const first = await votedOn();
    await expect(again(first, "Mine?", "another")).rejects.toThrow(words.refusals.followUpNotAsker);
    let last = first;
    for (const text of ["Two?", "Three?", "Four?"]) {
      last = await again(last, text);
      await press(core, "voter", `vote:${last.battle}:a`);
    }
    await expect(again(last, "Five?")).rejects.toThrow(words.refusals.tooManyTurns(4));
    const seen = await votedOn();
    await press(core, "voter", `names:${seen.battle}`);
    await expect(again(seen)).rejects.toThrow(words.refusals.followUpAfterVote);
    expect(await core.record.findFollowUpRefusal(sender("asker"), seen.battle)).toBe(words.refusals.followUpAfterVote);
  });

  it("goes to no third model, and leaves the first as it was when it fails", async () => {
    const first = await votedOn();
    kit.server.script((call, number) => answerWithError(400, { error: { message: "no" } })(call, number));
    await core.handle({ ...sender("asker"), text: "And?", inReplyTo: first.address, followUp: first.battle });
    await core.settled();
    const failed = (await kit.store.pairs.pairOf(first.battle)).find(({ battle }) => battle.id !== first.battle)!;
    expect(failed.battle.status).toBe("failed");
    expect(new Set(failed.battle.attempts.map(({ model }) => model)).size).toBe(2);
    await pass(core, 20 * minute);
    expect(await found(first)).toMatchObject({ status: "closed", delivery: null });
  });

  it("does not let the first close while it is being answered", async () => {
    const first = await votedOn();
    const { promise, resolve } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await promise;
      await signedAnswer(call, number);
    });
    await core.handle({ ...sender("asker"), text: "And?", inReplyTo: first.address, followUp: first.battle });
    await expect(press(core, "asker", `close:${first.battle}`)).rejects.toThrow(words.refusals.pairAnswering);
    resolve();
    await core.settled();
    await press(core, "asker", `close:${first.battle}`);
    await core.settled();
    expect((await kit.store.pairs.pairOf(first.battle)).map(({ battle }) => battle.status)).toEqual([
      "closed",
      "closed",
    ]);
  });
});
