/** Battles within what may be spent: by real models' prices, asked by people who are told when there is money again. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { unlimited, type SpendingLimits } from "../../core/costs/spending.ts";
import { highestCost } from "../../core/costs/price.ts";
import { sentences } from "../../core/language/index.ts";
import type { Sender } from "../../core/chat/post.ts";
import { LimitReached } from "../../core/chat/refusal.ts";
import type { Model } from "../../core/models/model.ts";
import { type CoreChoices, type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
import { ask, minute, say, signedAnswer } from "./play.ts";

const question = "Why is the sea salty?";
/** The most that one answer to it can cost, and what it does cost: 3 and 5 tokens at $2 and $10 a million. */
const most = highestCost(
  {
    model: fourModels[0]!,
    messages: [{ role: "user", content: question }],
    settings: { temperature: 0.7, maxTokens: 256, system: null },
    seed: 1,
  },
  null,
);
const real = (3 * 2 + 5 * 10) / 1e6;

let kit: CoreKit;
beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(() => kit.server.script(signedAnswer));

const limits = (more: Partial<SpendingLimits>): SpendingLimits => ({ ...unlimited, ...more });

/** On a record of its own, for what the whole installation has spent. */
async function startAlone(options: CoreChoices): Promise<RunningCore & { kit: CoreKit }> {
  const own = await startCoreKit();
  onTestFinished(() => own.close());
  own.server.script(signedAnswer);
  return { ...(await own.createCore(options)), kit: own };
}

/** Asks until that is refused. @returns how often it was not, and the refusal. */
async function askUntilRefused(core: RunningCore, community: string): Promise<[battles: number, refusal: unknown]> {
  for (let battles = 0; battles < 200; battles += 1) {
    try {
      await ask(core, `asker ${battles}`, { community });
      core.clock.advance(minute);
    } catch (error) {
      return [battles, error];
    }
  }
  throw new Error("nothing was refused");
}

describe("a budget of a day", () => {
  it("ends asking with a sentence that says when it opens again, and lets it go on the next day", async () => {
    const core = await kit.createCore({ spending: limits({ community: { day: 2 * most + 10 * real } }) });
    const community = "web:of a day";
    const [battles, refusal] = await askUntilRefused(core, community);
    // As long as both answers could cost all they can.
    expect(battles).toBe(6);
    const now = core.clock.now();
    const left = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1) - now.getTime();
    expect(refusal).toMatchObject({ name: "Refusal", message: sentences("en").asking.moneySpent("day", left) });
    const chinese = core.handle({ ...sender("asker", { community, language: "zh" }), text: question });
    await expect(chinese).rejects.toThrow(sentences("zh").asking.moneySpent("day", left));
    expect((await ask(core, "another", { community: "web:another" })).post.buttons).toHaveLength(4);
    core.clock.advance(left);
    expect((await ask(core, "asker", { community })).post.buttons).toHaveLength(4);
  });

  it("is a community's own where it has been granted one, or has lowered it", async () => {
    const core = await kit.createCore({ spending: limits({ community: { day: 1 } }) });
    const community = "web:of its own";
    const fitting = (day: number) => Math.floor((day - 2 * most) / (2 * real)) + 1;
    const limit = (text: string, more: Partial<Sender>) =>
      core.handle({ ...sender("boss", { community, manages: true, ...more }), text });
    await limit("/costs 0.0057/day", { runsArena: true });
    expect((await askUntilRefused(core, community))[0]).toBe(fitting(0.0057));
    await limit("/costs 0.0061/day", { runsArena: true });
    expect((await askUntilRefused(core, community))[0]).toBe(fitting(0.0061) - fitting(0.0057));
    await limit("/costs 2/day", { runsArena: true });
    await limit("/costs 0.0062/day", {});
    const [, refusal] = await askUntilRefused(core, community);
    expect((refusal as Error).message).toMatch(/is used up/u);
    await limit("/costs off", {});
    expect((await ask(core, "asker", { community })).post.buttons).toHaveLength(4);
  });

  it("counts for all communities together where it is the installation's, and asks nobody beyond it", async () => {
    const core = await startAlone({ spending: limits({ installation: { day: 2 * most + 4 * real } }) });
    expect((await askUntilRefused(core, "web:one"))[0]).toBe(3);
    const calls = core.kit.server.calls.length;
    expect((await askUntilRefused(core, "web:two"))[0]).toBe(0);
    expect(core.kit.server.calls).toHaveLength(calls);
  });

  it("is told of at 80% and at the end, once each, also by another process", async () => {
    // Both answers of a battle that is dear take 80% of it.
    const day = 12 * most;
    const spending = limits({ installation: { day } });
    const core = await startAlone({ spending });
    const dear = { prompt_tokens: Math.ceil((day * 0.4) / 2e-6), completion_tokens: 0 };
    core.kit.server.script(answerWith("a dear answer", dear));
    await ask(core);
    const period = core.clock.now().toISOString().slice(0, 10);
    expect(core.budgetsTold).toEqual([`installation ${period} 80`]);
    const again = await core.kit.createCore({ spending });
    await askUntilRefused(again, "web:local");
    await askUntilRefused(core, "web:local");
    expect([...core.budgetsTold, ...again.budgetsTold]).toEqual([
      `installation ${period} 80`,
      `installation ${period} 100`,
    ]);
  });
});

it("of a community is read as often for a question that four models could answer as for one that two could", async () => {
  const countReads = async (models: Model[]): Promise<number> => {
    const core = await startAlone({ models, spending: limits({ community: { day: 5 } }) });
    const { communities } = core.kit.store;
    const { communitySettings } = communities;
    let reads = 0;
    communities.communitySettings = (community) => {
      reads += 1;
      return communitySettings(community);
    };
    await ask(core);
    return reads;
  };
  expect(await countReads(fourModels)).toBe(await countReads(fourModels.slice(0, 2)));
});

describe("a budget of a month", () => {
  it("says so, and counts days that have passed", async () => {
    const core = await kit.createCore({ spending: limits({ community: { month: 2 * most + 3 * real } }) });
    const community = "web:of a month";
    await ask(core, "asker", { community });
    core.clock.advance(24 * 60 * minute);
    const [battles, refusal] = await askUntilRefused(core, community);
    expect(battles).toBe(1);
    expect((refusal as Error).message).toMatch(/this month is used up\. You can ask again in about \d+ days/u);
  });
});

describe("an endpoint's budget", () => {
  it("leaves its models out, and those that cost nothing in", async () => {
    const free = ["m3", "m4"].map((id) => ({
      ...fourModels.find((model) => model.id === id)!,
      price: { input: 0, output: 0 },
    }));
    const models = [...fourModels.slice(0, 2), ...free];
    const core = await startAlone({ models, endpointBudget: { day: 0 } });
    for (let battle = 0; battle < 4; battle += 1) await ask(core, `asker ${battle}`);
    const asked = new Set(core.kit.server.calls.map(({ body }) => body["model"]));
    expect(asked).toEqual(new Set(["m3", "m4"]));
  });
});

describe("calls at the same time", () => {
  it("are refused for a moment only while others may still cost what is left", async () => {
    const core = await kit.createCore({ spending: limits({ community: { day: 3 * most } }) });
    const community = "web:at once";
    const { promise, resolve } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await promise;
      return signedAnswer(call, number);
    });
    const before = kit.server.calls.length;
    await core.handle({ ...sender("first", { community }), text: question });
    await until(() => kit.server.calls.length === before + 2);
    await expect(core.handle({ ...sender("second", { community }), text: question })).rejects.toThrow(LimitReached);
    resolve();
    await core.settled();
    expect((await ask(core, "second", { community })).post.buttons).toHaveLength(4);
  });
});

describe("what failed", () => {
  it("costs nothing where it was refused before a word came", async () => {
    const core = await kit.createCore({ spending: limits({ community: { day: 2 * most + 2 * real } }) });
    const community = "web:failing";
    const refuse = answerWithError(400, { error: { message: "not today" } });
    let asked = 0;
    kit.server.script((call, number) => ((asked += 1) === 1 ? refuse : signedAnswer)(call, number));
    await ask(core, "asker", { community });
    expect(asked).toBe(3);
    expect((await ask(core, "asker", { community })).post.buttons).toHaveLength(4);
  });
});

describe("follow-ups", () => {
  it("are refused when the pair can no longer be paid", async () => {
    const core = await kit.createCore({ spending: limits({ community: { day: 2 * most } }) });
    const community = "web:following";
    const { address } = await ask(core, "asker", { community });
    const followUp = {
      ...sender("asker", { community }),
      text: "And why?",
      inReplyTo: address,
      followUp: true as const,
    };
    await expect(say(core, followUp)).rejects.toThrow(/today is used up/u);
  });
});
