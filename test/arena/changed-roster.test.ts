/** Another roster while the arena runs, and models that fail again and again: through the whole product. */
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { unpackVotes } from "../../core/boards/packed-votes.ts";
import { sentences } from "../../core/language/index.ts";
import { createLineups, type Lineup } from "../../core/models/lineup.ts";
import type { Model } from "../../core/models/model.ts";
import { planPairs } from "../../core/rating/pairing.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { createManualClock } from "../manual-clock.ts";
import { buildEndpoint, buildModel } from "../models/fixtures.ts";
import { answerWith, answerWithError, type ModelScript } from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
import { ask, minute, pass, press, say, signedAnswer } from "./play.ts";

const words = sentences("en");

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(() => {
  kit.server.script(signedAnswer);
  kit.server.calls.length = 0;
});

const named = (...ids: string[]): Model[] =>
  ids.map((id) => buildModel({ id, name: `Zorblax ${id}`, organization: "Tests", model: id }));

function lineup(models: Model[], headers = "k"): Lineup {
  return createLineups(createManualClock())({
    endpoints: { local: buildEndpoint(kit.server.baseURL, { apiKey: `key-of-${headers}`, concurrency: 16 }) },
    models,
    generation: { temperature: 0.1, maxTokens: 99, system: null },
  });
}

const askedOf = () => [...new Set(kit.server.calls.map(({ body }) => String(body.model)))].toSorted();

describe("a changed roster", () => {
  beforeEach(async () => {
    core = await kit.createCore({ models: fourModels.slice(0, 2) });
  });

  it("is what new battles begin with, and boards and commands know its models", async () => {
    await core.changeLineup(lineup([...named("n1", "n2"), ...fourModels.slice(0, 1).map(pausedOf)]));
    const { battle } = await ask(core);
    expect(askedOf()).toEqual(["n1", "n2"]);
    expect(kit.server.calls[0]!.body).toMatchObject({ temperature: 0.1, max_tokens: 99 });
    expect(kit.server.calls[0]!.headers.authorization).toBe("Bearer key-of-k");
    const recorded = (await kit.store.battles.findBattle(battle))!;
    expect(recorded.attempts.map(({ probability }) => probability)).toEqual([0.5, 0.5]);
    const { text, models } = (await core.handle({ ...sender("x"), text: "/models" }))!;
    expect(text).toContain("Zorblax n1");
    expect(models).toContain("Model m1");
    expect(text).toContain(`Model m1, Tests (${words.models.paused})`);
    expect(text).not.toContain("Model m2");
    await press(core, "voter", `vote:${battle}:a`);
    await pass(core, 10 * minute);
    const shown = core.platform.shows(core.platform.addresses().at(-1)!);
    expect(JSON.stringify(shown)).toMatch(/Zorblax n[12]/u);
    const suggested = await core.suggest("profile", "model", "zorb", "en");
    expect(suggested.map(({ value }) => value)).toEqual(expect.arrayContaining(["n1", "n2"]));
  });

  it("teaches the mask the names of new models", async () => {
    const telltale = "Salt comes from rivers. I am Quuxor 9, a language model.";
    kit.server.script(answerWith(telltale));
    expect((await ask(core)).post.answers!.a).toContain("Quuxor");
    await core.changeLineup(lineup([...named("n1"), buildModel({ id: "q9", name: "Quuxor 9", model: "q9" })]));
    expect((await ask(core)).post.answers!.a).not.toContain("Quuxor");
  });

  it("leaves battles alone that are under way, and the follow-ups in them", async () => {
    const held: (() => unknown)[] = [];
    kit.server.script((call, number) => void held.push(() => signedAnswer(call, number)));
    const before = core.platform.addresses().length;
    await core.handle({ ...sender("asker"), text: "Why is the sea salty?" });
    await until(() => held.length === 2);
    await core.changeLineup(lineup(named("n1", "n2")));
    kit.server.script(signedAnswer);
    for (const answer of held) answer();
    await core.settled();
    const address = core.platform.addresses()[before]!;
    const { answers } = core.platform.shows(address);
    expect(Object.values(answers!).toSorted()).toEqual(["the sea of m1", "the sea of m2"]);
    const next = await say(core, { ...sender("asker"), text: "And the rivers?", inReplyTo: address });
    expect(Object.values(next.post.answers!).toSorted()).toEqual(["the sea of m1", "the sea of m2"]);
    expect(askedOf()).toEqual(["m1", "m2"]);
    expect(new Set(kit.server.calls.map(({ body }) => body.max_tokens))).toEqual(new Set([256]));
  });

  it("gives no side to a model that has left it, when one is drawn again", async () => {
    core = await kit.createCore();
    const [first, second, third, fourth] = fourModels;
    const held: (() => unknown)[] = [];
    kit.server.script((call, number) => {
      if (held.length >= 2) return signedAnswer(call, number);
      held.push(() => answerWithError(400, "no")(call, number));
    });
    const before = core.platform.addresses().length;
    await core.handle({ ...sender("asker"), text: "Why is the sea salty?" });
    await until(() => held.length === 2);
    const drawn = askedOf();
    const left = fourModels.filter(({ model }) => !drawn.includes(model));
    await core.changeLineup(lineup([first!, second!, third!, fourth!].filter((model) => model !== left[0])));
    for (const fail of held) fail();
    await core.settled();
    expect(askedOf()).not.toContain(left[0]!.model);
    expect(core.platform.shows(core.platform.addresses()[before]!).text).toContain(words.battle["no-answer"]);
  });

  it("is what a mutual evaluation begins with", async () => {
    core = await kit.createCore({ mutual: { directory: path.join(kit.dataDirectory, "mutual"), budget: 1 } });
    await core.changeLineup(lineup([...named("n1", "n2", "n3"), ...fourModels.map(pausedOf)]));
    const admin = sender("admin", { manages: true });
    const { text } = (await core.handle({ ...admin, text: "/mutual start math" }))!;
    expect(text).toContain(" 3 models ");
    await until(() => kit.server.calls.length > 0);
    await core.handle({ ...admin, text: "/mutual stop" });
    await core.settled();
    expect(askedOf().filter((id) => !id.startsWith("n"))).toEqual([]);
    await core.stop();
  });

  it("that cannot be saved changes nothing", async () => {
    const broken = { ...named("n1")[0]!, name: undefined as unknown as string };
    await expect(core.changeLineup(lineup([broken, ...named("n2")]))).rejects.toThrow();
    await ask(core);
    expect(askedOf()).toEqual(["m1", "m2"]);
  });
});

function pausedOf(model: Model): Model {
  return { ...model, status: "paused" };
}

describe("a model that fails again and again", () => {
  const threeModels = fourModels.slice(1);
  const brokenModel: ModelScript = (call, number) =>
    call.body.model === "m4"
      ? answerWithError(400, { error: { message: "broken" } })(call, number)
      : signedAnswer(call, number);

  it("is drawn no more for a while, which the log and /models say; what it answers brings it back", async () => {
    core = await kit.createCore({ models: threeModels });
    kit.server.script(brokenModel);
    const rested = () => core.log.filter(({ message }) => message.includes("left out of the draw"));
    for (let battle = 0; battle < 40 && rested().length === 0; battle += 1) {
      const { post } = await ask(core, `asker-${battle}`);
      expect(Object.keys(post.answers!)).toEqual(["a", "b"]);
    }
    expect(rested()).toMatchObject([{ level: "warn", details: { model: "m4", failure: "rejected" } }]);
    kit.server.calls.length = 0;
    for (let battle = 0; battle < 4; battle += 1) {
      const { battle: id } = await ask(core, `later-${battle}`);
      const { attempts } = (await kit.store.battles.findBattle(id))!;
      for (const { probability } of attempts) expect(probability).toBe(1 / 2);
    }
    expect(askedOf()).toEqual(["m2", "m3"]);
    const { text } = (await core.handle({ ...sender("x"), text: "/models" }))!;
    expect(text).toContain(words.roster.resting("Model m4, Tests", words.roster.why.refused, 1));
    expect(text).not.toMatch(/127\.0\.0\.1|broken|key/u);

    kit.server.script(signedAnswer);
    await pass(core, minute);
    const back = () => core.log.some(({ message }) => message.includes("is back"));
    for (let battle = 0; battle < 60 && !back(); battle += 1) await ask(core, `again-${battle}`);
    expect(back()).toBe(true);
    expect(rested()).toHaveLength(1);
  });

  it("is no part of the plan while it rests: /models and the draw go by one for the others alone", async () => {
    core = await kit.createCore();
    const { battle } = await ask(core);
    await press(core, "voter", `vote:${battle}:a`);
    await pass(core, 10 * minute);
    kit.server.script(brokenModel);
    const rests = () => core.log.some(({ message }) => message.includes("left out of the draw"));
    for (let asked = 0; asked < 60 && !rests(); asked += 1) await ask(core, `asker-${asked}`);
    const { text } = (await core.handle({ ...sender("x"), text: "/models" }))!;
    const shares = [...text.matchAll(/in (\d+)% of the next battles/gu)].map(([, share]) => Number(share));
    expect(shares).toHaveLength(3);
    expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 200)).toBeLessThan(3);
    const { attempts, drawRule } = (await kit.store.battles.findBattle((await ask(core)).battle))!;
    const votes = unpackVotes(await kit.store.boards.boardVotes({ league: "real" })).cells;
    const planned = planPairs(["m1", "m2", "m3"], votes);
    const drawn = attempts.map(({ model }) => model).toSorted();
    const { chance } = planned.find(({ first, second }) => [first, second].toSorted().join() === drawn.join())!;
    expect(attempts[0]!.probability).toBeCloseTo(chance / 2, 6);
    expect(drawRule).toBe("shrinking-1");
  });

  it("does not keep questions from being asked when all models fail: one sentence each, and the first that answers is used", async () => {
    core = await kit.createCore({ models: threeModels });
    kit.server.script(answerWithError(400, { error: { message: "broken" } }));
    for (let battle = 0; battle < 20; battle += 1)
      expect((await ask(core, `asker-${battle}`)).post.text).toContain(words.battle["no-answer"]);
    const { text } = (await core.handle({ ...sender("x"), text: "/models" }))!;
    expect(text).toContain(words.roster.restingYetDrawn("Model m4, Tests", words.roster.why.refused));
    kit.server.script(signedAnswer);
    expect((await ask(core)).post.answers).toBeDefined();
  });
});
