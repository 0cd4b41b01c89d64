import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
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
  kit.server.calls.length = 0;
  core = await kit.createCore();
});

const followUp = (to: Asked, text = "And why not the rivers?", asker = "asker") =>
  say(core, { ...sender(asker), text, address: "message-2", inReplyTo: to.address });

describe("a follow-up", () => {
  it("asks the same pair again, which sees all that was said on its side", async () => {
    const first = await ask(core);
    const second = await followUp(first);
    expect(second.battle).toBe(first.battle);
    expect(second.post.answers).toEqual(first.post.answers);
    const asked = kit.server.calls.slice(2).map((call) => call.body);
    expect(new Set(asked.map((body) => body.model))).toEqual(
      new Set(kit.server.calls.slice(0, 2).map((call) => call.body.model)),
    );
    for (const { model, messages } of asked) {
      expect(messages).toEqual([
        { role: "user", content: "Why is the sea salty?" },
        { role: "assistant", content: `the sea of ${String(model)}` },
        { role: "user", content: "And why not the rivers?" },
      ]);
    }
  });

  it("is shown below as an answer to its message, and takes the ballot with it", async () => {
    const first = await ask(core);
    const second = await followUp(first);
    expect(core.platform.replies.get(second.address)).toBe("message-2");
    expect(core.platform.history.get(second.address)![0]).toMatchObject({
      text: words.battle.answeringAgain,
      progress: true,
      buttons: [],
    });
    expect(second.post.footer).toContain(words.battle.oneVote);
    expect(core.platform.shows(first.address)).toMatchObject({
      text: words.battle.continued,
      answers: first.post.answers,
      buttons: [],
    });
    expect(second.post.draw).toEqual(first.post.draw);
  });

  it("lets one vote cover all turns", async () => {
    const second = await followUp(await ask(core));
    await press(core, "voter", `vote:${second.battle}:a`);
    await pass(core, 10 * minute);
    expect(core.platform.shows(second.address).footer).toBe("1 vote: A 1, B 0, tie 0, both bad 0.");
    expect(await kit.store.battles.findBattle(second.battle)).toMatchObject({ status: "closed", delivery: null });
  });

  it("is its asker's alone", async () => {
    const first = await ask(core);
    const request = { ...sender("another"), text: "Me too?", inReplyTo: first.address };
    await expect(core.handle({ ...request, followUp: true })).rejects.toThrow(words.refusals.followUpNotAsker);
    expect(await core.handle(request)).toMatchObject({ text: words.refusals.followUpNotAsker, private: true });
    expect(core.platform.addresses()).toHaveLength(1);
    expect(core.platform.shows(first.address)).toEqual(first.post);
  });

  it("is not taken once anybody has voted, be the vote withdrawn or not, but offered as a battle of its own", async () => {
    const first = await ask(core);
    const request = { ...sender("asker"), text: "And why not the rivers?", inReplyTo: first.address };
    await press(core, "voter", `vote:${first.battle}:a`);
    expect(await core.handle(request)).toMatchObject({ text: words.asking.maybeSamePair });
    await press(core, "voter", `withdraw:${first.battle}`);
    expect(await core.handle(request)).toMatchObject({ text: words.asking.maybeSamePair });
    expect((await kit.store.battles.findBattle(first.battle))!.turns).toHaveLength(1);
  });

  it("holds up votes while it is being answered, and no second one runs beside it", async () => {
    const first = await ask(core);
    let waiting = 0;
    kit.server.script(() => void (waiting += 1));
    await core.handle({ ...sender("asker"), text: "And?", inReplyTo: first.address });
    await until(() => waiting === 2);
    await expect(press(core, "voter", `vote:${first.battle}:a`)).rejects.toThrow(words.refusals.notOpenYet);
    await expect(followUp(first)).rejects.toThrow(words.refusals.followUpNotOpen);
    await pass(core, 4 * minute);
  });

  it("leaves the battle as it was when a model fails: no other model takes its place", async () => {
    const first = await ask(core);
    const before = (await kit.store.battles.findBattle(first.battle))!;
    kit.server.script((call, number) => answerWithError(400, { error: { message: "not today" } })(call, number));
    await core.handle({ ...sender("asker"), text: "And?", inReplyTo: first.address });
    await core.settled();
    const [, failed] = core.platform.addresses();
    expect(core.platform.shows(failed!)).toMatchObject({
      ...{ question: "And?", text: words.battle.followUpFailed, buttons: [] },
    });
    expect(core.platform.shows(first.address)).toEqual(first.post);
    const after = (await kit.store.battles.findBattle(first.battle))!;
    expect(after).toMatchObject({ status: "open", closesAt: before.closesAt });
    expect(new Set(after.attempts.map((attempt) => attempt.model)).size).toBe(2);
    expect((await press(core, "voter", `vote:${first.battle}:a`)).text).toContain("You chose");
  });

  it("is possible up to the fourth question", async () => {
    let asked = await ask(core);
    for (const question of ["Two?", "Three?", "Four?"]) asked = await followUp(asked, question);
    expect(asked.post.followUps).toBe(false);
    await expect(followUp(asked, "Five?")).rejects.toThrow(words.refusals.tooManyTurns(4));
  });

  it("starts a battle of its own by command or form when the one it answers has closed, and is talk otherwise", async () => {
    const first = await ask(core);
    await pass(core, 24 * 60 * minute);
    const answering = { ...sender("asker"), inReplyTo: first.address };
    expect((await say(core, { ...answering, text: "/battle And why not?" })).battle).not.toBe(first.battle);
    expect((await say(core, { ...answering, text: "And why not?", followUp: true })).battle).not.toBe(first.battle);
    const before = core.platform.addresses().length;
    expect(await core.handle({ ...answering, text: "And why not?" })).toBeUndefined();
    expect(core.platform.addresses()).toHaveLength(before);
  });

  it("fails calmly when a model has left the roster", async () => {
    const first = await ask(core);
    const { platform } = core;
    await core.stop();
    const model = first.post.answers!.a.slice(-2);
    core = await kit.createCore({ models: fourModels.filter((one) => one.id !== model) });
    core.connect(platform);
    await core.handle({ ...sender("asker"), text: "And?", inReplyTo: first.address });
    await core.settled();
    expect(platform.shows(platform.addresses()[1]!).text).toBe(words.battle.followUpFailed);
    expect(platform.shows(first.address)).toEqual(first.post);
  });
});
