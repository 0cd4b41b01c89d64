/** What is counted of an arena at work, as Prometheus reads it. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createMetrics, type Metrics } from "../../bots/metrics/metrics.ts";
import { metrics as named } from "../../bots/metrics/metric-names.ts";
import type { Model } from "../../core/models/model.ts";
import { ask, pass, press, say } from "../arena/play.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { buildEndpoint } from "../models/fixtures.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";
import { readSamples, type Samples } from "./samples.ts";

// Each on a record of its own, for what is counted is the whole record's.
let kit: CoreKit;
beforeEach(async () => {
  kit = await startCoreKit();
});
afterEach(() => kit.close());

const minute = 60_000;
const models = fourModels.slice(0, 2);
const generation = { temperature: 0.7, maxTokens: 256, system: null };

async function start(playing: Model[] = models): Promise<{ core: RunningCore; metrics: Metrics }> {
  kit.server.script(answerWith("an answer", { prompt_tokens: 1_000, completion_tokens: 800 }));
  const metrics = createMetrics();
  return { core: await kit.createCore({ models: playing, observer: metrics.observer }), metrics };
}

async function read(core: RunningCore, metrics: Metrics): Promise<Samples> {
  return readSamples((await metrics.write(await core.status())).text);
}

describe("a battle", () => {
  it("is counted once, with its votes, calls, tokens and money, and names nobody", async () => {
    const { core, metrics } = await start();
    const { battle, address } = await ask(core, "asker of metrics");
    // Asked again, it is the same battle.
    await say(core, { ...sender("asker of metrics"), text: "And why?", address: "message-2", inReplyTo: address });
    expect((await read(core, metrics)).of("doubleblind_battles", { state: "open" })).toBe(1);
    // The same press again, another choice, and one that is taken back: one vote of each who has one in the end.
    for (const choice of ["a", "a", "b"]) await press(core, "first voter", `vote:${battle}:${choice}`);
    await press(core, "second voter", `vote:${battle}:tie`);
    await press(core, "third voter", `vote:${battle}:a`);
    await press(core, "third voter", `withdraw:${battle}`);
    await pass(core, 20 * minute);
    const samples = await read(core, metrics);
    const steps = ["asked", "opened", "closed", "failed"].map((state) => samples.of(named.battleSteps.name, { state }));
    expect(steps).toEqual([1, 1, 1, 0]);
    expect(samples.of(named.votes.name)).toBe(2);
    expect(samples.of("doubleblind_battles", { state: "open" })).toBe(0);
    for (const { id } of models) {
      const model = { gen_ai_provider_name: "local", gen_ai_request_model: id };
      expect(samples.of(`${named.duration.name}_count`, { ...model, error_type: "" })).toBe(2);
      expect(samples.of(`${named.firstChunk.name}_count`, model)).toBe(2);
      expect(samples.of(`${named.firstWord.name}_count`, model)).toBe(2);
      expect(samples.of(`${named.tokens.name}_sum`, { ...model, gen_ai_token_type: "input" })).toBe(2_000);
      expect(samples.of(`${named.tokens.name}_sum`, { ...model, gen_ai_token_type: "output" })).toBe(1_600);
      expect(samples.of(named.cost.name, model)).toBeCloseTo(0.02);
    }
    expect(samples.of(named.spentToday.name)).toBeCloseTo(0.04);
    expect(samples.of(`${named.database.name}_count`, { urgency: "press", error_type: "" })).toBeGreaterThan(0);
    expect(samples.of("nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
    expect(samples.text).not.toContain(battle);
    expect(samples.text).not.toMatch(/voter|asker|salty|web:local|api.?key/u);
  });

  it("that fails is counted with how its endpoint failed, and with the models that rest", async () => {
    const { core, metrics } = await start();
    kit.server.script(answerWithError(401, { error: { message: "not today, 1234567890" } }));
    let battles = 0;
    // A call that is broken off, for the other side has failed for good, tells nothing of its model.
    for (; (await core.status()).models.resting.length === 0; battles += 1) await ask(core, `patient ${battles}`);
    const samples = await read(core, metrics);
    const failed = samples.all(`${named.duration.name}_count`).filter(({ labels }) => labels.error_type !== "");
    expect(new Set(failed.map(({ labels }) => labels.error_type))).toContain("unauthorized");
    expect(new Set(failed.map(({ labels }) => labels.gen_ai_provider_name))).toEqual(new Set(["local"]));
    expect(samples.of(named.battleSteps.name, { state: "failed" })).toBe(battles);
    expect(samples.all(named.resting.name)[0]).toMatchObject({ value: 1, labels: { reason: "refused" } });
    expect(samples.text).not.toContain("not today");
    const { failures, models: standing } = await core.status();
    expect(failures[0]).toMatchObject({ endpoint: "local", kind: "unauthorized" });
    expect(standing.resting[0]).toMatchObject({ endpoint: "local", why: "refused", minutes: 1 });
  });
});

describe("a roster that changes", () => {
  it("leaves no series of models that have gone, however often it changes", async () => {
    const { core, metrics } = await start();
    const provider = createModelProvider({
      endpoints: { local: buildEndpoint(kit.server.baseURL) },
      clock: core.clock,
    });
    await ask(core, "first asker");
    for (let round = 0; round < 3; round += 1) {
      const next = models.map((model) => ({ ...model, id: `${model.id}-${round}` }));
      await core.changeLineup({ models: next, generation, provider });
      await ask(core, `asker ${round}`);
    }
    const samples = await read(core, metrics);
    const ids = new Set(samples.lines.flatMap(({ labels }) => labels.gen_ai_request_model ?? []));
    expect(ids).toEqual(new Set(["m1-2", "m2-2"]));
  });

  it("counts what those still cost who have gone under one name for all of them", async () => {
    const { observer, write } = createMetrics();
    const { core } = await start();
    observer.plays([{ id: "new", endpoint: "local" }]);
    for (const id of ["old", "older"]) observer.spent({ id, endpoint: "local" }, 1);
    const samples = readSamples((await write(await core.status())).text);
    expect(samples.all(named.cost.name)).toEqual([
      expect.objectContaining({ value: 2, labels: { gen_ai_provider_name: "other", gen_ai_request_model: "other" } }),
    ]);
  });
});

it("counts lines of the log and limits of platforms, and says what stands and what is not known", async () => {
  const { core } = await start();
  const { counting, limited, write } = createMetrics();
  const written: string[] = [];
  const note = (_details: object, message: string) => void written.push(message);
  counting({ info: note, warn: note, error: note }).error({}, "something failed");
  limited("telegram");
  const status = { ...(await core.status()), platforms: { discord: "trying", telegram: "up" } as const };
  const samples = readSamples((await write(status)).text);
  expect([written, samples.of(named.logLines.name, { level: "error" })]).toEqual([["something failed"], 1]);
  expect(samples.of(named.platformLimits.name, { platform: "telegram" })).toBe(1);
  expect(["discord", "telegram"].map((platform) => samples.of(named.platformUp.name, { platform }))).toEqual([0, 1]);
  expect(samples.of(named.build.name, { version: status.version })).toBe(1);
  const waiting = readSamples((await write({ ...status, platforms: { telegram: "waiting" } })).text);
  expect(waiting.of(named.platformUp.name, { platform: "telegram" })).toBeUndefined();
  const without = readSamples((await write({ ...status, battles: null, spent: null })).text);
  expect(without.all(named.battles.name).concat(without.all(named.spentToday.name))).toEqual([]);
});
