import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { reportsThatHide } from "../../core/battle/restrictions.ts";
import { type Mention, openPageCommunity, type Reply, type Request } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { signedAnswer } from "../arena/play.ts";
import { ask, fight, pressOn, say, vote } from "./command-kit.ts";

const words = sentences("en");
const own = words.restrictions;
const { labels, lift } = { labels: own.buttons, lift: own.buttons.lift };
const pseudonyms = createPseudonyms(testKey);
const day = 24 * 60 * 60_000;
const question = "Why is my house in Sea Street salty?";

let kit: CoreKit;
let core: RunningCore;
let community = 0;
let here: { platform: "discord"; community: string; place: string };
let boss: typeof here & { manages: true };

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore({ platform: "discord" });
  here = { platform: "discord", community: `discord:${(community += 1)}`, place: "discord:place" };
  boss = { ...here, manages: true };
});

const mention = (person: string): Mention => ({ text: `<@${person}>`, person: `web:${person}`, name: person });
async function command(text: string, more: Partial<Request> = {}): Promise<Reply> {
  const reply = await core.handle({ ...sender("boss", boss), text, ...more });
  if (!reply) throw new Error(`no reply to ${text}`);
  return reply;
}
const press = (reply: Reply, label: string) => pressOn(core, reply, label, "boss", boss);
const liftBy = (reply: Reply, label: string) =>
  press(reply, reply.buttons.find((one) => one.label.startsWith(label))!.label);
const votesHere = async () => {
  const cells = await kit.store.boards.cells({ league: "real", community: pseudonyms.of(here.community) });
  return cells.reduce((sum, { a, b, tie, bothBad }) => sum + a + b + tie + bothBad, 0);
};
const shown = (address: string) => JSON.stringify(core.platform.shows(address));
const privacyOf = async (person: string) => (await say(core, "/privacy", person, here)).text;
/** The menu of a battle, as in answer to its message. */
const menuOf = (battle: { battle: string }) =>
  command("/moderation", { inReplyTo: "elsewhere", answeredButtons: [`draw:${battle.battle}`] });

describe("/moderation", () => {
  it("is for those who run the community, or the arena, alone", async () => {
    await expect(say(core, "/moderation", "ann", here)).rejects.toThrow(own.notYours);
    await expect(core.press({ ...sender("ann", here), action: "moderation:lift 1" })).rejects.toThrow(own.notYours);
    const reply = await command("/moderation");
    expect(reply.private).toBe(true);
    expect(reply.text).toContain(own.nothing);
    expect((await say(core, "/moderation", "operator", { ...here, runsArena: true })).text).toContain(own.nothing);
  });

  it("sets somebody's votes aside and restores them for good; the board and the voter are told, nobody else", async () => {
    await fight(core, question, { ann: "a", bob: "a", cleo: "b" }, here);
    expect(await votesHere()).toBe(3);
    const done = await command("/moderation aside <@ann>", { mentions: [mention("ann")] });
    const handle = pseudonyms.of("web:ann").slice(0, 6);
    expect(done.text).toContain(own.done);
    expect(done.text).toContain(own.what["votes-aside"](handle, 1));
    expect(await votesHere()).toBe(2);
    expect((await say(core, "/leaderboard here", "bob", here)).text).toContain(words.boards.aside(1));
    expect(await privacyOf("ann")).toContain(words.privacy.aside(1));
    expect(await privacyOf("bob")).not.toContain("set aside.");
    expect((await command("/moderation aside <@ann>", { mentions: [mention("ann")] })).text).toContain(own.already);
    expect((await liftBy(done, lift["votes-aside"])).text).toContain(own.undone);
    expect(await votesHere()).toBe(3);
    expect((await say(core, "/leaderboard here", "bob", here)).text).not.toContain(words.boards.aside(1));
    expect(await privacyOf("ann")).not.toContain(words.privacy.aside(1));
    await expect(liftBy(done, lift["votes-aside"])).rejects.toThrow(own.gone);
    const log = (await press(done, labels.log)).text;
    expect(log).toContain(own.what["votes-aside"](handle, 1));
    expect(log).toMatch(new RegExp(`Lifted: .* UTC, ${own.byYou}`, "u"));
    expect(log).not.toContain(pseudonyms.of("web:ann"));
  });

  it("takes a battle out of the count and back in, found by its message or what stands under it", async () => {
    const open = await ask(core, question, "dora", here);
    await vote(core, open.battle, "ann", "a", here);
    const menu = await command("/moderation", { inReplyTo: open.address });
    expect(menu.text).toContain(own.battle(open.battle));
    await core.press({ ...sender("dora", here), action: `close:${open.battle}` });
    await core.settled();
    expect(await votesHere()).toBe(1);
    const done = await press(await menuOf(open), labels.leaveOut);
    expect(await votesHere()).toBe(0);
    expect((await menuOf(open)).buttons.map(({ label }) => label)).not.toContain(labels.leaveOut);
    await liftBy(done, lift["left-out"]);
    expect(await votesHere()).toBe(1);
    await expect(command("/moderation", { inReplyTo: "elsewhere" })).rejects.toThrow(words.refusals.noBattleHere);
    const theirs = { ...boss, community: "discord:elsewhere" };
    const press0 = { ...sender("boss", theirs), action: `moderation:left-out ${open.battle}` };
    await expect(core.press(press0)).rejects.toThrow(words.refusals.unknownBattle);
  });

  it("hides a battle's words while it is open, and beside it, and shows them again", async () => {
    const asked = await ask(core, question, "dora", here);
    expect(shown(asked.address)).toContain("Sea Street");
    core.platform.beside.set(asked.address, ["thread"]);
    const done = await press(await menuOf(asked), labels.hide);
    await core.settled();
    expect(core.platform.shows(asked.address)).toMatchObject({ text: words.battle.hidden, buttons: [] });
    expect(shown(asked.address)).not.toMatch(/Sea Street|the sea of/u);
    expect(core.platform.shows("thread").text).toBe(words.battle.hidden);
    await liftBy(done, lift.hidden);
    await core.settled();
    expect(shown(asked.address)).toMatch(/Sea Street.*|the sea of/u);
    expect(core.platform.shows(asked.address).buttons.length).toBeGreaterThan(3);
    expect(core.platform.shows("thread").text).toBe(question);
  });

  it("hides what has ended, too, with names and votes back when it is shown again; also after a restart", async () => {
    const asked = await ask(core, question, "dora", here);
    await vote(core, asked.battle, "ann", "a", here);
    await core.press({ ...sender("dora", here), action: `close:${asked.battle}` });
    await core.settled();
    const before = shown(asked.address);
    core.platform.broken = true;
    const done = await press(await menuOf(asked), labels.hide);
    await core.settled();
    core.platform.broken = false;
    const { platform, clock } = core;
    await core.stop();
    core = { ...(await kit.createCore({ platform: "discord" })), platform };
    core.clock.advance(clock.now().getTime() - core.clock.now().getTime() + 6 * 60_000);
    core.connect(platform);
    await core.start();
    await core.settled();
    expect(core.platform.shows(asked.address).text).toBe(words.battle.hidden);
    await liftBy(done, lift.hidden);
    await core.settled();
    expect(shown(asked.address)).toBe(before);
    expect(shown(asked.address)).toContain("Sea Street");
  });

  it("a battle that is hidden while it is open closes hidden, and can be shown then", async () => {
    const asked = await ask(core, question, "dora", here);
    await vote(core, asked.battle, "ann", "a", here);
    const done = await press(await menuOf(asked), labels.hide);
    await core.settled();
    await core.press({ ...sender("dora", here), action: `close:${asked.battle}` });
    await core.settled();
    expect(core.platform.shows(asked.address).text).toBe(words.battle.hidden);
    await liftBy(done, lift.hidden);
    await core.settled();
    expect(core.platform.shows(asked.address)).toMatchObject({ question, reveal: { tally: { a: 1 } } });
  });

  it("erases for good what is hidden, whoever puts it back", async () => {
    const asked = await ask(core, question, "dora", here);
    await core.press({ ...sender("dora", here), action: `close:${asked.battle}` });
    await core.settled();
    const done = await press(await menuOf(asked), labels.hide);
    await core.settled();
    await pressOn(core, await say(core, "/privacy erase", "dora", here), words.privacy.buttons.eraseNow, "dora", here);
    await core.settled();
    await liftBy(done, lift.hidden);
    await core.settled();
    expect(core.platform.shows(asked.address).text).toContain(words.battle.erased);
    expect(shown(asked.address)).not.toMatch(/Sea Street|the sea of/u);
  });

  it("shuts somebody out for a time: they neither ask, vote, react nor report, read on, and are told until when", async () => {
    const { battle } = await ask(core, question, "dora", here);
    const done = await command("/moderation out <@ann> 7d", { mentions: [mention("ann")] });
    const until = new Date(core.clock.now().getTime() + 7 * day).toISOString().slice(0, 16).replace("T", " ");
    expect(done.text).toContain(own.what["shut-out"](pseudonyms.of("web:ann").slice(0, 6), until));
    const refused = words.refusals.shutOut(until);
    await expect(vote(core, battle, "ann", "a", here)).rejects.toThrow(refused);
    await expect(core.handle({ ...sender("ann", here), text: "May I?" })).rejects.toThrow(refused);
    await expect(core.press({ ...sender("ann", here), action: `report-now:${battle}` })).rejects.toThrow(refused);
    await expect(say(core, "/bank add May I then?", "ann", here)).rejects.toThrow(refused);
    expect((await say(core, "/help", "ann", here)).private).toBe(true);
    expect(await privacyOf("ann")).toContain(words.privacy.shutOut);
    await vote(core, battle, "bob", "a", here);
    const elsewhere = { ...here, community: "discord:free" };
    await core.handle({ ...sender("ann", elsewhere), text: "Here?" });
    await core.settled();
    core.clock.advance(7 * day);
    await core.handle({ ...sender("ann", here), text: "Now?" });
    await core.settled();
    expect((await command("/moderation")).text).toContain(own.nothing);
    expect(await privacyOf("ann")).not.toContain(words.privacy.shutOut);
  });

  it("shuts the asker of a battle out, for good, and lets them in again", async () => {
    const asked = await ask(core, question, "dora", here);
    const done = await press(await menuOf(asked), labels.shutOut(null));
    await expect(core.handle({ ...sender("dora", here), text: "More?" })).rejects.toThrow(words.refusals.shutOut(null));
    await liftBy(done, lift["shut-out"]);
    await core.handle({ ...sender("dora", here), text: "More?" });
    await core.settled();
  });

  it("says what it does not understand", async () => {
    const { usage } = words.commands.moderation;
    await expect(command("/moderation nonsense")).rejects.toThrow(own.unknown("nonsense", usage));
    await expect(command("/moderation out somebody")).rejects.toThrow(own.nobody);
    const mentions = [mention("ann")];
    await expect(command("/moderation aside <@ann> 7d", { mentions })).rejects.toThrow(own.unknown("7d", usage));
    for (const action of ["nonsense", "shut-out x 3", "lift x", "hidden x"])
      await expect(core.press({ ...sender("boss", boss), action: `moderation:${action}` })).rejects.toThrow(
        action === "hidden x" ? words.refusals.unknownBattle : words.refusals.unknownAction,
      );
    await expect(core.press({ ...sender("boss", boss), action: "moderation:lift 999999999" })).rejects.toThrow(
      own.gone,
    );
  });
});

describe("reporting a battle", () => {
  async function reported(battle: string, person: string): Promise<string> {
    const sure = await core.press({ ...sender(person, here), action: `report:${battle}` });
    expect(sure).toMatchObject({ private: true, text: words.restrictions.reportSure(reportsThatHide) });
    return (await pressOn(core, sure, words.battle.buttons.reportNow, person, here)).text;
  }

  it("is offered after a vote, asked once more, and hides the battle at the third person until somebody looks", async () => {
    const { battle, address } = await ask(core, question, "dora", here);
    const voted = await core.press({ ...sender("ann", here), action: `vote:${battle}:a` });
    expect(voted.buttons.at(-1)).toEqual({ label: words.battle.buttons.report, action: `report:${battle}` });
    const { reported: said } = words.restrictions;
    expect([await reported(battle, "ann"), await reported(battle, "ann")]).toEqual([said.reported, said.again]);
    expect(await reported(battle, "bob")).toBe(said.reported);
    expect(shown(address)).toContain("Sea Street");
    expect(await reported(battle, "cleo")).toBe(said.hidden);
    await core.settled();
    expect(core.platform.shows(address).text).toBe(words.battle.hidden);
    const list = await command("/moderation");
    expect(list.text).toContain(own.what.hidden(battle));
    expect(list.text).toContain(`${own.why.reports} (`);
    expect(list.text).toContain(own.byArena);
    await liftBy(list, lift.hidden);
    await core.settled();
    expect(shown(address)).toContain("Sea Street");
    expect(await reported(battle, "eve")).toBe(said.reported);
    await core.settled();
    expect(shown(address)).toContain("Sea Street");
  });

  it("hides nothing by itself at the page that anybody may enter, where one person can be many", async () => {
    const open = { ...here, community: openPageCommunity };
    const { battle, address } = await ask(core, question, "dora", open);
    for (const person of ["ann", "bob", "cleo", "eve"]) {
      const sure = await core.press({ ...sender(person, open), action: `report:${battle}` });
      expect(sure.text).toBe(words.restrictions.reportSure(null));
      const done = await pressOn(core, sure, words.battle.buttons.reportNow, person, open);
      expect(done.text).toBe(words.restrictions.reported.reported);
    }
    await core.settled();
    expect(shown(address)).toContain("Sea Street");
  });

  it("is not for one's own, nor from elsewhere; /report does it in answer to the battle's message", async () => {
    const { battle, address } = await ask(core, question, "dora", here);
    const press0 = (person: string, more = here) =>
      core.press({ ...sender(person, more), action: `report-now:${battle}` });
    await expect(press0("dora")).rejects.toThrow(words.refusals.ownBattle);
    await expect(press0("ann", { ...here, community: "discord:x" })).rejects.toThrow(words.refusals.unknownBattle);
    const sure = await core.handle({ ...sender("ann", here), text: "/report", inReplyTo: address });
    expect(sure!.buttons).toEqual([{ label: words.battle.buttons.reportNow, action: `report-now:${battle}` }]);
    await expect(say(core, "/report", "ann", here)).rejects.toThrow(words.refusals.noBattleHere);
  });
});
