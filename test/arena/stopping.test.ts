import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { until } from "../until.ts";
import { ask, press, signedAnswer } from "./play.ts";

const { battle: words, refusals } = sentences("en");

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  core = await kit.createCore();
});

/** The newest post, and the action that calls it off. */
function newest(): { address: string; stop: string } {
  const address = core.platform.addresses().at(-1) ?? "";
  return { address, stop: core.platform.shows(address).stop ?? "" };
}

/** A question whose models do not answer. */
async function askInVain(more: Partial<Parameters<RunningCore["handle"]>[0]> = {}): Promise<ReturnType<typeof newest>> {
  kit.server.script(() => {});
  const calls = kit.server.calls.length;
  await core.handle({ ...sender("asker"), text: "Why is the sea salty?", ...more });
  await until(() => kit.server.calls.length === calls + 2);
  return newest();
}

describe("whoever asked may stop a question", () => {
  it("before it is answered: both models are let go, there is nothing to vote on, and nobody else may", async () => {
    const { address, stop } = await askInVain();
    await expect(press(core, "somebody", stop)).rejects.toThrow(refusals.notAsker);
    await expect(press(core, "asker", stop, { community: "web:elsewhere" })).rejects.toThrow(refusals.unknownBattle);
    expect(kit.server.inFlight()).toBe(2);
    expect((await press(core, "asker", stop)).text).toBe(words.stopped);
    await until(() => kit.server.inFlight() === 0);
    await core.settled();
    const offered = [{ label: words.buttons.again }];
    expect(core.platform.shows(address)).toMatchObject({ text: words.stopped, buttons: offered });
    const vote = `${stop.replace("stop", "vote")}:a`;
    await expect(press(core, "somebody", vote)).rejects.toThrow(refusals.battleFailed);
    await expect(press(core, "asker", stop)).rejects.toThrow(refusals.tryAgain);
    expect(core.log.filter(({ level }) => level !== "info")).toEqual([]);
  });

  it("in a follow-up: the answers before it keep their ballot", async () => {
    kit.server.script(signedAnswer);
    const first = await ask(core);
    const { address, stop } = await askInVain({ address: "message-2", inReplyTo: first.address });
    await press(core, "asker", stop);
    await until(() => kit.server.inFlight() === 0);
    await core.settled();
    expect(core.platform.shows(address)).toMatchObject({ text: words.followUpFailed, buttons: [] });
    expect((await press(core, "somebody", `vote:${first.battle}:a`)).text).toBe(words.chosen("A"));
  });

  it("after a follow-up that came too early", async () => {
    const { address, stop } = await askInVain();
    const early = { ...sender("asker"), text: "And why is it blue?", address: "message-2", inReplyTo: address };
    await expect(core.handle(early)).rejects.toThrow(refusals.followUpNotOpen);
    await press(core, "asker", stop);
    await until(() => kit.server.inFlight() === 0);
    await core.settled();
    expect(core.platform.shows(address)).toMatchObject({ text: words.stopped });
  });

  it("while another process answers it: that one learns so when it renews its lease", async () => {
    const { stop } = await askInVain();
    const other = await kit.createCore({ alone: false, place: "another" });
    await press(other, "asker", stop);
    await other.settled();
    core.clock.advance(10_000);
    await until(() => kit.server.inFlight() === 0);
    await core.settled();
    await expect(press(core, "asker", stop)).rejects.toThrow(refusals.tryAgain);
  });

  it("no longer once the answers are there", async () => {
    kit.server.script(signedAnswer);
    const { battle, address } = await ask(core);
    await expect(press(core, "asker", `stop:${battle}`)).rejects.toThrow(refusals.tryAgain);
    expect(core.platform.shows(address).buttons).toHaveLength(4);
  });
});
