import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { pressOn, say as reply } from "../commands/command-kit.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { type Asked, minute, pass, press, say, signedAnswer } from "./play.ts";

const words = sentences("en");
const { erased } = words.battle;
const day = 24 * 60 * minute;
const there = { platform: "discord", community: "discord:1", place: "discord:place" } as const;

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore({ platform: "discord" });
});

const question = "Why is my house in Sea Street salty?";

/** Asks by a command, so that the post shows the question. */
async function ask(asker: string): Promise<Asked> {
  return say(core, { ...sender(asker, there), text: question });
}

async function fight(asker: string): Promise<Asked> {
  const asked = await ask(asker);
  await press(core, asker, `vote:${asked.battle}:a`, there);
  await press(core, asker, `close:${asked.battle}`, there);
  await core.settled();
  return asked;
}

async function erase(person: string): Promise<string> {
  const sure = await reply(core, "/privacy erase", person, there);
  return (await pressOn(core, sure, words.privacy.buttons.eraseNow, person, there)).text;
}

const privacy = async (person: string) => (await reply(core, "/privacy", person, there)).text;
const shown = (address: string) => JSON.stringify(core.platform.shows(address));

describe("erasing", () => {
  it("takes question and answers out of the posts of battles that have ended; names, votes and draw stay", async () => {
    const [{ address }, { address: others }] = [await fight("ann"), await fight("bob")];
    expect(shown(address)).toContain("Sea Street");
    const before = core.platform.shows(address);
    core.platform.beside.set(address, []);
    expect(await erase("ann")).toContain(words.privacy.postsWaiting(1));
    await core.settled();
    const { text, answers, reveal, footer, draw, buttons } = core.platform.shows(address);
    expect(shown(address)).not.toMatch(/Sea Street|the sea of/u);
    expect({ answers, reveal }).toEqual({ answers: undefined, reveal: undefined });
    expect(text).toBe(`${erased}\n\n${before.text}`);
    expect({ footer, draw, buttons }).toEqual({ footer: before.footer, draw: before.draw, buttons: before.buttons });
    expect(shown(others)).toContain("Sea Street");
    expect(await privacy("ann")).not.toContain(words.privacy.postsWaiting(1));
  });

  it("reaches what was posted beside, every turn, and questions that nobody could answer", async () => {
    const asked = await ask("cleo");
    core.platform.beside.set(asked.address, ["question by the bot", "thread"]);
    const followed = await say(core, { ...sender("cleo", there), text: "And yours?", inReplyTo: asked.address });
    await press(core, "cleo", `close:${asked.battle}`, there);
    kit.server.script(answerWithError(400, { error: { message: "no" } }));
    const failed = await ask("cleo");
    expect(failed.post.text).toBe(words.battle["no-answer"]);
    await erase("cleo");
    await core.settled();
    for (const address of ["question by the bot", "thread", asked.address]) {
      expect(core.platform.shows(address).text).toBe(erased);
    }
    expect(core.platform.shows(followed.address).text).toContain(erased);
    expect(core.platform.shows(failed.address)).toMatchObject({
      text: `${erased}\n\n${words.battle["no-answer"]}`,
      buttons: [],
    });
    expect(shown(failed.address)).not.toContain("Sea Street");
  });

  it("is tried again until it is done, by a later run too", async () => {
    const { address } = await fight("dan");
    core.platform.broken = true;
    await erase("dan");
    await core.settled();
    expect(shown(address)).toContain("Sea Street");
    expect(await privacy("dan")).toContain(words.privacy.postsWaiting(1));
    const { platform, clock } = core;
    await core.stop();
    core = { ...(await kit.createCore({ platform: "discord" })), platform };
    core.clock.advance(clock.now().getTime() - core.clock.now().getTime());
    core.connect(platform);
    platform.broken = false;
    await core.start();
    await pass(core, 4 * minute);
    expect(shown(address)).toContain("Sea Street");
    await pass(core, 2 * minute);
    expect(shown(address)).not.toContain("Sea Street");
    expect(await privacy("dan")).not.toContain(words.privacy.postsWaiting(1));
  });

  it("tells how many it could not reach, at once or after a week of trying", async () => {
    const [old, refused, broken] = [await fight("eve"), await fight("eve"), await fight("eve")];
    // As one that ended before addresses were kept.
    await kit.store.traces.settleTrace(old.battle, true, core.clock.now());
    core.platform.unreachable.add(refused.address);
    expect(await erase("eve")).toContain(words.privacy.postsUnreachable(1));
    await core.settled();
    expect(await privacy("eve")).toContain(words.privacy.postsUnreachable(2));
    expect(shown(broken.address)).not.toContain("Sea Street");
    const stuck = await fight("eve");
    await core.start();
    core.platform.broken = true;
    await erase("eve");
    for (let days = 0; days < 8; days += 1) await pass(core, day);
    expect(await privacy("eve")).toContain(words.privacy.postsUnreachable(3));
    expect(await privacy("eve")).not.toContain(words.privacy.postsWaiting(1));
    core.platform.broken = false;
    expect(shown(stuck.address)).toContain("Sea Street");
    await pass(core, 40 * day);
    await erase("nobody");
    expect(await privacy("eve")).not.toContain("Not reached");
  });

  it("leaves open battles; one whose end could not be shown yet is shown without its words", async () => {
    const open = await ask("fay");
    await erase("fay");
    await core.settled();
    expect(shown(open.address)).toContain("Sea Street");
    core.platform.broken = true;
    await press(core, "fay", `close:${open.battle}`, there);
    await erase("fay");
    core.platform.broken = false;
    await pass(core, minute);
    expect(shown(open.address)).not.toMatch(/Sea Street|the sea of/u);
    expect(core.platform.shows(open.address).text).toContain(erased);
  });

  it("takes a few battles at a time, the rest at the next sweeps", async () => {
    const asked: Asked[] = [];
    for (let battles = 0; battles < 12; battles += 1) asked.push(await fight("gus"));
    await core.start();
    // What the start looks for is done, and takes none of them.
    await core.settled();
    await erase("gus");
    await core.settled();
    const left = () => asked.filter(({ address }) => shown(address).includes("Sea Street"));
    expect(left()).toHaveLength(2);
    await pass(core, minute / 4);
    expect(left()).toEqual([]);
  });

  it("counts a question that the bot posted itself, if nobody has noted where", async () => {
    for (const by of ["asked:1", "place/message"]) {
      const { battle, address } = await say(core, { ...sender("hal", there), text: question, address: by });
      await press(core, "hal", `close:${battle}`, there);
      await core.settled();
      await erase("hal");
      await core.settled();
      expect(core.platform.shows(address).text).toContain(erased);
      expect(await privacy("hal")).toContain(words.privacy.postsUnreachable(1));
    }
  });
});

describe("words that are kept for some days", () => {
  const { forgotten } = words.privacy;
  // On a record of its own: what comes of age in one test would be forgotten before what another looks for.
  let others: CoreKit;
  beforeAll(async () => {
    others = kit;
    kit = await startCoreKit();
  });
  afterAll(async () => {
    await kit.close();
    kit = others;
  });
  beforeEach(async () => {
    core = await kit.createCore({ platform: "discord", rules: { keepWords: 7 * day } });
    await core.start();
  });

  it("leave posts, record and lists after that, little by little; votes, names and draw stay", async () => {
    const asked: Asked[] = [];
    for (let battles = 0; battles < 11; battles += 1) asked.push(await fight("ida"));
    const before = core.platform.shows(asked[0]!.address);
    await pass(core, 6 * day);
    const young = await fight("ida");
    const facts = () => kit.store.boards.answerFacts(["m1", "m2", "m3", "m4"], 1_000);
    const were = await facts();
    expect(were[0]!.characters).toBeGreaterThan(5);
    const left = () => asked.filter(({ address }) => shown(address).includes("Sea Street"));
    expect(left()).toHaveLength(11);
    await pass(core, day + minute);
    expect(left().length).toBeGreaterThan(0);
    // Those of the tests before have come of age as well.
    for (let sweeps = 0; sweeps < 4; sweeps += 1) await pass(core, minute / 4);
    expect(left()).toEqual([]);
    const { text, answers, footer, draw } = core.platform.shows(asked[0]!.address);
    expect({ text, answers, footer, draw }).toEqual({
      text: `${forgotten}\n\n${before.text}`,
      answers: undefined,
      footer: before.footer,
      draw: before.draw,
    });
    expect(shown(young.address)).toContain("Sea Street");
    expect(await core.record.draw(asked[0]!.battle)).toMatchObject({ fits: true });
    expect(await kit.store.rebuild()).toMatchObject({ tallies: { corrected: 0 }, changedDraws: [] });
    // Measured while there was something to measure.
    expect(await facts()).toEqual(were);
    expect(await privacy("ida")).toContain(words.privacy.held(12, 1, 0));
    expect(await erase("ida")).not.toContain("Not reached");
  });

  it("are counted from the end of each battle, also of one that began before another; a failed one is not asked again", async () => {
    const long = await ask("joe");
    kit.server.script(answerWithError(400, { error: { message: "no" } }));
    const failed = await ask("joe");
    // It is open for a day.
    await pass(core, day + minute);
    await pass(core, 6 * day);
    await pass(core, 10 * minute);
    expect(core.platform.shows(failed.address).text).toBe(`${forgotten}\n\n${words.battle["no-answer"]}`);
    expect(shown(long.address)).toContain("Sea Street");
    await expect(press(core, "joe", failed.post.buttons[0]!.action, there)).rejects.toThrow(forgotten);
    await pass(core, day);
    await pass(core, minute);
    expect(shown(long.address)).not.toMatch(/Sea Street|the sea of/u);
  });

  it("are said to be kept for so long", async () => {
    expect(await privacy("kim")).toContain(words.privacy.kept(7));
    const { files } = await core.press({ ...sender("kim", there), action: "privacy:policy" });
    expect(JSON.stringify(files)).toContain(words.privacy.kept(7));
    core = await kit.createCore({ platform: "discord" });
    expect(await privacy("kim")).not.toContain("are deleted 7 days");
  });
});
