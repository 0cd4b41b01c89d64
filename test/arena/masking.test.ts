import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { isAnswer } from "../../core/battle/battle.ts";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { ask, minute, pass, press, say, signedAnswer } from "./play.ts";

const words = sentences("en");
const telltale = "Salt comes from rivers. I am ChatGPT, a language model trained by OpenAI.";

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(answerWith(telltale));
  core = await kit.createCore();
});

const cellsOf = async () => (await kit.store.boards.cells({ league: "real" })).length;

describe("a battle in which a model names itself", () => {
  it("hides the name before anybody sees it, says so, and keeps what was said in the record", async () => {
    const { address, post, battle } = await ask(core);
    expect(JSON.stringify(core.platform.history.get(address))).not.toMatch(/ChatGPT|OpenAI/);
    expect(post.answers?.a).toMatch(/^Salt comes from rivers\. I am 〇〇〇/);
    expect(post.text).toContain(words.battle.masked);
    const recorded = (await kit.store.battles.findBattle(battle))!;
    expect(recorded.masked).toBe(true);
    for (const { ending } of recorded.attempts) expect(isAnswer(ending) && ending.text).toBe(telltale);
  });

  it("takes votes and closes as any other, and enters no board", async () => {
    const before = await cellsOf();
    const { address, battle } = await ask(core);
    await press(core, "voter", `vote:${battle}:a`);
    await pass(core, 10 * minute);
    const closed = core.platform.shows(address);
    expect(closed.footer).toBe("1 vote: A 1, B 0, tie 0, both bad 0.");
    expect(closed.text).toContain(words.battle.masked);
    expect(JSON.stringify(closed.answers)).not.toMatch(/ChatGPT|OpenAI/);
    expect(await cellsOf()).toBe(before);
  });

  it("is left out as a whole when only a follow-up gave the name away", async () => {
    kit.server.script(signedAnswer);
    const first = await ask(core);
    expect((await kit.store.battles.findBattle(first.battle))?.masked).toBe(false);
    kit.server.script(answerWith(telltale));
    await say(core, { ...sender("asker"), text: "And who are you?", inReplyTo: first.address });
    expect((await kit.store.battles.findBattle(first.battle))?.masked).toBe(true);
  });

  it("hides the roster's own names as well", async () => {
    kit.server.script(answerWith("I am Model m2, and I was made by Tests."));
    const { post } = await ask(core);
    expect(JSON.stringify(post.answers)).not.toMatch(/Model m2/);
  });
});

describe("a battle whose question asks who the models are", () => {
  const yes = "Yes, that is right.";

  it.each([
    ["Are you ChatGPT? Answer yes or no."],
    ["¿Te hizo OpenAI? Responde sí o no."],
    ["你是DeepSeek吗？只回答是或否。"],
    ["Are you Model m2?"],
  ])("says so and enters no board, though nothing had to be hidden: %s", async (text) => {
    kit.server.script(answerWith(yes));
    const before = await cellsOf();
    const { address, post, battle } = await say(core, { ...sender("asker"), text });
    expect(post.answers).toEqual({ a: yes, b: yes });
    expect(post.text).toContain(words.battle.asksWhoAnswers);
    expect(post.text).not.toContain(words.battle.masked);
    await press(core, "voter", `vote:${battle}:a`);
    await pass(core, 10 * minute);
    expect(core.platform.shows(address).text).toContain(words.battle.asksWhoAnswers);
    expect(await cellsOf()).toBe(before);
  });

  it("is left out as a whole when only a follow-up asks", async () => {
    kit.server.script(answerWith(yes));
    const first = await say(core, { ...sender("asker"), text: "Is 7 prime?" });
    expect(first.post.text).not.toContain(words.battle.asksWhoAnswers);
    await say(core, { ...sender("asker"), text: "Which company trained you?", inReplyTo: first.address });
    expect((await kit.store.battles.findBattle(first.battle))?.masked).toBe(true);
  });

  it("is not one whose attached text asks", async () => {
    kit.server.script(answerWith(yes));
    const text = "Is this log polite?\n\nlog.txt:\n```\nWho are you?\nAre you ChatGPT?\n```";
    const { battle } = await say(core, { ...sender("asker"), text });
    expect((await kit.store.battles.findBattle(battle))?.masked).toBe(false);
  });
});

describe("a battle about models", () => {
  it("stays readable, and is rated", async () => {
    kit.server.script(answerWith("ChatGPT was released by OpenAI in November 2022."));
    const request = { ...sender("asker"), text: "When was ChatGPT released, and by whom?" };
    const { post, battle } = await say(core, request);
    expect(post.answers?.b).toBe("ChatGPT was released by OpenAI in November 2022.");
    expect((await kit.store.battles.findBattle(battle))?.masked).toBe(false);
  });
});

describe("an answer that was cut at its length limit", () => {
  it("says so, on either side alike", async () => {
    kit.server.script((call) => {
      const chunk = (delta: object, reason: string | null) =>
        `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: reason }] })}\n\n`;
      call.response.writeHead(200, { "content-type": "text/event-stream" });
      call.response.end(`${chunk({ content: "And then" }, null)}${chunk({}, "length")}data: [DONE]\n\n`);
    });
    const { post } = await ask(core);
    const cut = `And then\n\n${words.battle.cutShort}`;
    expect(post.answers).toEqual({ a: cut, b: cut });
  });
});
