/** How the arena is doing, told to those who run it, in a chat and in a terminal. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ArenaStatus } from "../../core/commands/status/arena-status.ts";
import { describeStatus } from "../../core/commands/status/describe-status.ts";
import { unlimited } from "../../core/costs/spending.ts";
import { languages, sentences } from "../../core/language/index.ts";
import { arenaVersion } from "../../core/machine/version.ts";
import { type CoreKit, fourModels, type RunningCore, startCoreKit } from "../core-kit.ts";
import { answerWith, answerWithError } from "../peers/scripted-model-server.ts";
import { ask, say } from "./command-kit.ts";

const operator = { manages: true, runsArena: true } as const;

let kit: CoreKit;
let core: RunningCore;
beforeAll(async () => {
  kit = await startCoreKit();
  // Of four models one always fails: with three strikes it rests.
  const good = answerWith("an answer", { prompt_tokens: 1_000, completion_tokens: 800 });
  const bad = answerWithError(401, { error: { message: "no such key sk-123" } });
  kit.server.script((call, number) => (call.body["model"] === "m4" ? bad : good)(call, number));
  core = await kit.createCore({ models: fourModels, spending: { ...unlimited, installation: { day: 2 } } });
  for (let asked = 0; (await core.status()).models.resting.length === 0; asked += 1)
    await ask(core, "Why is the sky blue?", `asker ${asked}`);
});
afterAll(() => kit.close());

describe("/status", () => {
  it.each(languages)("tells an operator what runs, waits, fails and is spent (%s)", async (language) => {
    const words = sentences(language);
    const { status, costs, roster } = words;
    const reply = await say(core, "/status", "boss", { ...operator, language });
    expect(reply.private).toBe(true);
    const now = await core.status();
    expect(reply.text).toBe(describeStatus(now, words));
    const resting = status.resting("Model m4", roster.why.refused, 1);
    for (const part of [
      status.title(arenaVersion, new Date(now.since)),
      status.noBots,
      status.battles(now.battles!.open, 0),
      status.waiting(0, 0),
      status.models(4, resting),
      status.failure("local", "unauthorized", 3, new Date(now.failures[0]!.last)),
      costs.spent("day", now.spent!.today, 2),
    ])
      expect(reply.text).toContain(part);
    expect([now.battles!.open > 0, now.spent!.today > 0]).toEqual([true, true]);
    expect(reply.text).not.toMatch(/asker|sk-123|blue/u);
  });

  it.each(languages)("tells nobody else, not even those who run a community (%s)", async (language) => {
    const { status } = sentences(language);
    for (const rights of [{}, { manages: true }, { manages: true, private: true }])
      await expect(say(core, "/status", "ann", { ...rights, language })).rejects.toThrow(status.notYours);
  });
});

it("is told also when the database says nothing, and of bots that are not connected", async () => {
  const words = sentences("en");
  const stuck: ArenaStatus = {
    ...(await core.status()),
    ...{ battles: null, spent: null, failures: [] },
    ...{ platforms: { discord: "up", telegram: "trying" }, troubles: { telegram: "token" } },
  };
  const text = describeStatus(stuck, words);
  expect(text).toContain("Discord connected, Telegram not connected, still trying (token)");
  const left = { ...stuck, platforms: { telegram: "waiting" } as const };
  expect(describeStatus(left, words)).toContain("Telegram left to another process");
  expect(describeStatus(left, sentences("zh"))).toContain("Telegram 由另一个进程连接");
  for (const part of [words.status.silent, words.status.noFailures]) expect(text).toContain(part);
  const { store } = kit;
  const kept = store.unfinished;
  store.unfinished = () => new Promise(() => {});
  const slow = await kit.createCore();
  const asked = slow.status();
  slow.clock.advance(2_000);
  expect(await asked).toMatchObject({ battles: null, models: { playing: 4 } });
  store.unfinished = kept;
});
