import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { ask, minute, pass, press, signedAnswer } from "./play.ts";

const words = sentences("en");

let kit: CoreKit;
let core: RunningCore;
let community = 0;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore();
  community += 1;
});

/** Everything happens in a community of the test's own. */
const here = (more = {}) => ({ community: `web:${community}`, ...more });
const say = (text: string, more = {}) => core.handle({ ...sender("owner", here({ manages: true, ...more })), text });

describe("a community's settings", () => {
  it("are shown to everybody, as usual at first", async () => {
    const reply = await say("/settings", { manages: false });
    expect(reply?.private).toBe(true);
    expect(reply?.text).toContain("**out-of-sight (default)**");
    expect(reply?.text).toContain("**10 (default)**");
    expect(reply?.text).toContain("**off (default)**");
  });

  it("are changed by those who run it alone", async () => {
    await expect(say("/settings votes 3", { manages: false })).rejects.toThrow(words.settings.notYours);
    const reply = await say("/settings votes 3 minutes 45 reactions open");
    for (const part of [words.settings.changed, "**3**", "**45**", "**open**"]) expect(reply?.text).toContain(part);
    expect((await say("/settings"))?.text).toContain("**45**");
    await say("/settings votes off");
    expect((await say("/settings"))?.text).toContain("**off (default)**");
  });

  it("say that reactions are out of sight, not secret, and turn them off by one press", async () => {
    const before = await say("/settings reactions open");
    const reply = await say("/settings Reactions SECRET");
    for (const part of [words.settings.notSecret, "**out-of-sight**", words.settings.reactions])
      expect(reply?.text).toContain(part);
    expect(before?.text).not.toContain(words.settings.notSecret);
    const press = (action: string) => core.press({ ...sender("owner", here({ manages: true })), action });
    // A button of an earlier version.
    expect((await press("settings:reactions secret")).text).toContain("**out-of-sight**");
    expect((await press("settings:reactions")).text).toContain(words.settings.reactions);
    const off = reply?.buttons.find(({ label }) => label === words.settings.reactionsOff);
    const after = await press(off!.action);
    expect(after.text).toContain("**off**");
    expect(after.buttons.map(({ label }) => label)).not.toContain(words.settings.reactionsOff);
  });

  it.each([
    ["/settings votes", words.settings.badNumber("votes", 1, 100_000)],
    ["/settings votes 0", words.settings.badNumber("votes", 1, 100_000)],
    ["/settings minutes 1.5", words.settings.badNumber("minutes", 1, 1440)],
    ["/settings minutes 99999999999", words.settings.badNumber("minutes", 1, 1440)],
    ["/settings reactions maybe", words.settings.badReactions("maybe")],
    ["/settings volume 11", words.settings.unknownName("volume", words.commands.settings.usage)],
    ["/settings votes 5 volume 11", words.settings.unknownName("volume", words.commands.settings.usage)],
  ])("refuse %j, and stay as they were", async (text, sentence) => {
    await expect(say(text)).rejects.toThrow(sentence);
    expect((await say("/settings"))?.text).toContain("**off (default)**");
  });

  it("hold for its next battles, say so on the ballot, and leave open ones alone", async () => {
    const before = await ask(core, "asker", here());
    await say("/settings minutes 2");
    const after = await ask(core, "asker", here());
    expect(before.post.footer).toBe(words.battle.closing(10, 24, null));
    expect(after.post.footer).toBe(words.battle.closing(2, 24, null));
    for (const { battle } of [before, after]) await press(core, "voter", `vote:${battle}:a`, here());
    await pass(core, 2 * minute);
    expect(core.platform.shows(before.address).buttons).toHaveLength(4);
    expect(core.platform.shows(after.address).footer).toContain("1 vote");
  });
});

describe("a battle that closes at a number of votes", () => {
  it("closes with the vote that fills it, whose voter is told the names", async () => {
    await say("/settings votes 2");
    const { post, address, battle } = await ask(core, "asker", here());
    expect(post.footer).toBe(words.battle.closing(10, 24, 2));
    await press(core, "one", `vote:${battle}:a`, here());
    await press(core, "one", `vote:${battle}:b`, here());
    expect(core.platform.shows(address)).toEqual(post);
    const last = await press(core, "two", `vote:${battle}:b`, here());
    expect(last.text).toMatch(/^You chose \*\*B\*\*\. That was the last vote .* A was \*\*Model m. \(Tests\)\*\*/);
    expect(last.buttons).toEqual([]);
    await core.settled();
    expect(core.platform.shows(address).footer).toBe("2 votes: A 0, B 2, tie 0, both bad 0.");
    await expect(press(core, "three", `vote:${battle}:a`, here())).rejects.toThrow(/has closed/);
    expect(await kit.store.battles.findBattle(battle)).toMatchObject({ endReason: "votes", delivery: null });
  });

  it("takes exactly that many in a crowd", async () => {
    await say("/settings votes 20");
    const { address, battle } = await ask(core, "asker", here());
    const presses = Array.from({ length: 60 }, (_, voter) => press(core, `v${voter}`, `vote:${battle}:a`, here()));
    const outcomes = await Promise.allSettled(presses);
    expect(outcomes.filter((one) => one.status === "fulfilled")).toHaveLength(20);
    await core.settled();
    expect(core.platform.shows(address).footer).toBe("20 votes: A 20, B 0, tie 0, both bad 0.");
  });
});

describe("a ballot", () => {
  it("belongs to no battle in another community", async () => {
    const { battle } = await ask(core, "asker", here());
    for (const action of ["vote:ID:a", "names:ID", "change:ID", "withdraw:ID", "close:ID"])
      await expect(press(core, "asker", action.replace("ID", battle), { community: "discord:77" })).rejects.toThrow(
        words.refusals.unknownBattle,
      );
  });

  it("can be taken back until it is locked, and cast anew", async () => {
    const { battle, address } = await ask(core, "asker", here());
    const withdraw = () => press(core, "voter", `withdraw:${battle}`, here());
    await expect(withdraw()).rejects.toThrow(words.refusals.nothingToWithdraw);
    await press(core, "voter", `vote:${battle}:a`, here());
    expect((await withdraw()).text).toBe(words.battle.withdrawn("A"));
    await expect(press(core, "voter", `names:${battle}`, here())).rejects.toThrow(words.refusals.voteFirst);
    await press(core, "voter", `vote:${battle}:tie`, here());
    await press(core, "voter", `names:${battle}`, here());
    await expect(withdraw()).rejects.toThrow(words.refusals.voteLocked("Tie"));
    await pass(core, 10 * minute);
    expect(core.platform.shows(address).footer).toBe("1 vote: A 0, B 0, tie 1, both bad 0.");
    await expect(withdraw()).rejects.toThrow(/has closed/);
  });
});
