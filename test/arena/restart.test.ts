import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import type { ModelCall } from "../peers/scripted-model-server.ts";
import { createRecordingPlatform } from "../recording-platform.ts";
import { until } from "../until.ts";
import { ask, minute, pass, press, signedAnswer } from "./play.ts";

const words = sentences("en");

let kit: CoreKit;
let core: RunningCore;
/** Calls that nobody has answered. */
let unanswered: ModelCall[];

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  unanswered = [];
  kit.server.calls.length = 0;
  kit.server.script((call) => void unanswered.push(call));
  core = await kit.createCore();
});

/** Asks and waits until both models have been called. */
async function askInVain(): Promise<string> {
  await core.handle({ ...sender("asker"), text: "Why?" });
  await until(() => unanswered.length === 2);
  return core.platform.addresses()[0]!;
}

/** Another core on the same chat, started; the former one is left as it is. */
async function startAnother(options: Parameters<CoreKit["createCore"]>[0] = {}): Promise<RunningCore> {
  const { platform, clock } = core;
  const other = await kit.createCore(options);
  other.connect(platform);
  other.clock.advance(clock.now().getTime() - other.clock.now().getTime());
  await other.start();
  return other;
}

/** Counts the endings of attempts that have been stored from now on. */
function countRecorded(): { count: number } {
  const { store } = kit;
  const { finishAttempt } = store.answering;
  const recorded = { count: 0 };
  store.answering.finishAttempt = async (...ended) => {
    await finishAttempt(...ended);
    recorded.count += 1;
  };
  return recorded;
}

const callsOf = (model: unknown) => kit.server.calls.filter((call) => call.body.model === model).length;

describe("a battle that was interrupted while its models answered", () => {
  it.each(["stopped", "hanging"])("is finished at the next start, each model called once more (%s)", async (how) => {
    const address = await askInVain();
    if (how === "stopped") await core.stop();
    kit.server.script(signedAnswer);
    const next = await startAnother();
    await next.settled();
    expect(core.platform.shows(address).answers?.a).toMatch(/^the sea of m[1-4]$/);
    expect(core.platform.addresses()).toHaveLength(1);
    const models = Object.values(core.platform.shows(address).answers!).map((text) => text.slice(-2));
    expect(models.map(callsOf)).toEqual([2, 2]);
    await core.stop();
    await next.stop();
  });

  it("keeps the answer that was there, and calls only the other model again", async () => {
    const address = await askInVain();
    const [first, second] = unanswered;
    const recorded = countRecorded();
    await signedAnswer(first!, 0);
    await until(() => recorded.count === 1);
    await core.stop();
    kit.server.script(signedAnswer);
    const next = await startAnother();
    await next.settled();
    expect(core.platform.shows(address).buttons).toHaveLength(4);
    expect([callsOf(first!.body.model), callsOf(second!.body.model)]).toEqual([1, 2]);
    await next.stop();
  });

  it("is given up when it is interrupted twice: no model is called a third time", async () => {
    const address = await askInVain();
    await core.stop();
    const second = await startAnother();
    await until(() => unanswered.length === 4);
    await second.stop();
    kit.server.script(signedAnswer);
    const third = await startAnother();
    await third.settled();
    expect(core.platform.shows(address)).toEqual({
      ...{ question: "Why?", text: words.battle.interrupted, images: [], language: "en" },
      buttons: [{ label: words.battle.buttons.again, action: expect.stringMatching(/^again:/) as string }],
    });
    expect(kit.server.calls).toHaveLength(4);
    await third.stop();
  });

  it("is given up when whoever asked has long gone", async () => {
    const address = await askInVain();
    await core.stop();
    core.clock.advance(11 * minute);
    const next = await startAnother();
    await next.settled();
    expect(core.platform.shows(address).text).toBe(words.battle.interrupted);
    expect(kit.server.calls).toHaveLength(2);
    await next.stop();
  });

  it("goes back to its open ballot when it was a follow-up that is interrupted twice", async () => {
    kit.server.script(signedAnswer);
    await core.handle({ ...sender("asker"), text: "Why?" });
    await core.settled();
    const address = core.platform.addresses()[0]!;
    const open = core.platform.shows(address);
    kit.server.script((call) => void unanswered.push(call));
    await core.handle({ ...sender("asker"), text: "And?", inReplyTo: address });
    await until(() => unanswered.length === 2);
    await core.stop();
    const second = await startAnother();
    await until(() => unanswered.length === 4);
    await second.stop();
    const third = await startAnother();
    await third.settled();
    const followUp = core.platform.addresses()[1]!;
    expect(core.platform.shows(followUp).text).toBe(words.battle.followUpFailed);
    expect(core.platform.shows(address)).toEqual(open);
    const battle = open.buttons[0]!.action.split(":")[1]!;
    expect((await press(third, "voter", `vote:${battle}:a`)).text).toContain("You chose");
    await third.stop();
  });
});

describe("a battle that another process answers", () => {
  it("is left alone as long as that process renews its lease", async () => {
    const address = await askInVain();
    const other = await startAnother({ alone: false, place: "elsewhere" });
    const { store } = kit;
    const { extendLease } = store.answering;
    let renewed = 0;
    store.answering.extendLease = async (...extended) => {
      const kept = await extendLease(...extended);
      renewed += 1;
      return kept;
    };
    for (let round = 1; round <= 5; round++) {
      core.clock.advance(10_000);
      await until(() => renewed === round);
      await pass(other, 10_000);
    }
    store.answering.extendLease = extendLease;
    expect(kit.server.calls).toHaveLength(2);
    for (const call of unanswered) await signedAnswer(call, 0);
    await core.settled();
    expect(core.platform.shows(address).buttons).toHaveLength(4);
    await other.stop();
  });

  it("is taken over when its lease runs out, and what the first one still says is dropped", async () => {
    const address = await askInVain();
    const other = await startAnother({ alone: false, place: "elsewhere" });
    kit.server.script(signedAnswer);
    // The first process hangs: its clock stands still.
    for (let sweep = 0; sweep < 3; sweep++) await pass(other, 15_000);
    const open = core.platform.shows(address);
    expect(open.buttons).toHaveLength(4);
    for (const call of unanswered) await signedAnswer(call, 0);
    await core.settled();
    const battle = (await kit.store.battles.findBattle(open.buttons[0]!.action.split(":")[1]!))!;
    expect(battle.attempts.map(({ number, ending }) => [number, ending && "failure" in ending])).toEqual([
      [1, true],
      [2, false],
      [1, true],
      [2, false],
    ]);
    expect(core.platform.shows(address)).toEqual(open);
    await other.stop();
  });

  it("is taken over at once by the next process of the same place", async () => {
    const address = await askInVain();
    kit.server.script(signedAnswer);
    const next = await startAnother({ alone: false });
    await next.settled();
    expect(core.platform.shows(address).buttons).toHaveLength(4);
    await core.stop();
    await next.stop();
  });
});

describe("a process that does not reach a battle's platform", () => {
  async function startElsewhere(): Promise<RunningCore> {
    const other = await kit.createCore({ platform: "telegram", alone: false, place: "elsewhere" });
    other.clock.advance(core.clock.now().getTime() - other.clock.now().getTime());
    await other.start();
    return other;
  }

  /** Time goes on there, and it has looked for what is left since. */
  async function sweepAfter(other: RunningCore, milliseconds: number): Promise<void> {
    await pass(other, milliseconds);
    for (let sweep = 0; sweep < 2; sweep++) await pass(other, 15_000);
  }

  it("leaves what is being answered to one that does", async () => {
    const address = await askInVain();
    const other = await startElsewhere();
    await sweepAfter(other, minute);
    kit.server.script(signedAnswer);
    // The first process hangs: its clock stands still.
    const third = await startAnother({ alone: false, place: "a third one" });
    for (let sweep = 0; sweep < 3; sweep++) await pass(third, 15_000);
    expect(core.platform.shows(address).buttons).toHaveLength(4);
    expect(kit.server.calls).toHaveLength(4);
    for (const one of [core, other, third]) await one.stop();
  });

  it("ends what nobody else has ended for long", async () => {
    kit.server.script(signedAnswer);
    const { battle, address: open } = await ask(core);
    kit.server.script((call) => void unanswered.push(call));
    await askInVain();
    await core.stop();
    const other = await startElsewhere();
    const status = async () => (await kit.store.battles.findBattle(battle))?.status;
    await sweepAfter(other, 24 * 60 * minute);
    expect(await status()).toBe("open");
    await sweepAfter(other, 11 * minute);
    expect(await status()).toBe("closed");
    const next = await startAnother({ alone: false });
    await next.settled();
    expect(core.platform.shows(core.platform.addresses()[1]!).text).toBe(words.battle.interrupted);
    expect(core.platform.shows(open).text).toContain("This battle is closed.");
    for (const one of [other, next]) await one.stop();
  });
});

describe("a platform that does not answer", () => {
  /** Another core, a while after both battles should have closed, on whose Discord nothing is ever answered. */
  async function startBesideSilence(): Promise<{ next: RunningCore; onPage: string; asked(): number }> {
    kit.server.script(signedAnswer);
    const discord = createRecordingPlatform("discord");
    core.connect(discord);
    const there = { platform: "discord", community: "discord:1", place: "discord:1", person: "discord:1" } as const;
    await core.handle({ ...sender("asker", there), text: "Why there?" });
    await core.settled();
    core.clock.advance(minute);
    await core.handle({ ...sender("asker"), text: "Why here?" });
    await core.settled();
    await core.stop();
    core.clock.advance(49 * 60 * minute);
    let asked = 0;
    const silent = () => {
      asked += 1;
      return new Promise<never>(() => {});
    };
    const next = await kit.createCore();
    next.connect({ name: "discord", post: silent, edit: silent });
    next.connect(core.platform);
    next.clock.advance(core.clock.now().getTime() - next.clock.now().getTime());
    await next.start();
    return { next, onPage: core.platform.addresses()[0]!, asked: () => asked };
  }

  it("keeps no battle elsewhere from closing at its time, and the end waits for it a while only", async () => {
    const { next, onPage, asked } = await startBesideSilence();
    await until(() => asked() === 1);
    await until(() => core.platform.shows(onPage).text.includes("This battle is closed."));
    const stopped = next.stop();
    await until(() => next.clock.pending().includes(2_000));
    next.clock.advance(2_000);
    await stopped;
    expect(asked()).toBe(1);
  });
});
