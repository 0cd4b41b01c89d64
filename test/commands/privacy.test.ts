import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bytesOf } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import type { PersonalData } from "../../core/people/store.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { ask, fight, pressOn, say, vote } from "./command-kit.ts";
import { resultOf } from "../contracts/store/result-of.ts";

const words = sentences("en");
const pseudonyms = createPseudonyms(testKey);

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  core = await kit.createCore();
});

async function dataOf(person: string): Promise<PersonalData> {
  const { files, private: onlyMe } = await say(core, "/privacy export", person);
  expect(onlyMe).toBe(true);
  return JSON.parse(bytesOf(files![0]!).toString()) as PersonalData;
}

describe("/privacy", () => {
  it("tells what is held of somebody, and offers to take it along or erase it", async () => {
    await fight(core, "Why is the sky blue?", { ann: "a" });
    const reply = await say(core, "/privacy", "ann");
    expect(reply.private).toBe(true);
    expect(reply.text).toContain(words.privacy.held(1, 0, 0));
    expect(reply.buttons.map(({ label }) => label)).toEqual([
      words.privacy.buttons.export,
      words.privacy.buttons.erase,
      words.privacy.buttons.policy,
      words.privacy.buttons.share,
    ]);
    await expect(say(core, "/privacy nonsense", "ann")).rejects.toThrow(words.commands.privacy.usage);
    await expect(core.press({ ...sender("ann"), action: "privacy:x" })).rejects.toThrow(words.refusals.unknownAction);
  });

  it("links the policy of whoever runs the arena, and offers its own as a file where there is none", async () => {
    const { files } = await core.press({ ...sender("ann"), action: "privacy:policy" });
    expect(files![0]!).toMatchObject({
      name: "doubleblind-privacy.md",
      text: expect.stringContaining(words.privacy.encrypted(false)),
    });
    const privacyUrl = "https://arena.example/privacy";
    const theirs = await kit.createCore({ privacyUrl });
    const reply = await say(theirs, "/privacy", "ann");
    expect(reply.text).toContain(words.privacy.policyAt(privacyUrl));
    expect(reply.buttons.map(({ label }) => label)).not.toContain(words.privacy.buttons.policy);
  });

  it("takes a yes to open data from one account, says what holds, and takes it back", async () => {
    const before = await say(core, "/privacy", "gil");
    expect(before.text).toContain(words.privacy.notSharing);
    const yes = await pressOn(core, before, words.privacy.buttons.share, "gil");
    expect(yes).toMatchObject({ text: words.privacy.nowSharing, private: true });
    expect(await dataOf("gil")).toMatchObject({ settings: { sharesData: true } });
    expect(await dataOf("hal")).toMatchObject({ settings: { sharesData: false } });
    expect((await say(core, "/privacy", "gil")).text).toContain(words.privacy.sharing);
    await pressOn(core, yes, words.privacy.buttons.stopSharing, "gil");
    expect(await dataOf("gil")).toMatchObject({ settings: { sharesData: false } });
    expect((await say(core, "/privacy Share on", "gil")).text).toBe(words.privacy.nowSharing);
    expect((await say(core, "/privacy share:off", "gil")).text).toBe(words.privacy.nowNotSharing);
  });

  it("gives all of it as a file, and nothing of anybody else", async () => {
    const battle = await fight(core, "Why is grass green?", { bob: "b", cleo: "a" });
    await say(core, "/language zh", "bob");
    expect(await dataOf("bob")).toMatchObject({
      settings: { language: "zh", profileVisible: false },
      votes: [{ battle, choice: "b", means: "button", closed: true }],
      questions: [],
    });
    const asked = await dataOf("asker");
    const green = { question: "Why is grass green?", closed: true };
    expect(asked.questions).toContainEqual(expect.objectContaining(green));
    expect(JSON.stringify(asked)).not.toContain(pseudonyms.of("web:bob"));
  });

  it("erases after asking once more: votes count on, as nobody's, and words are gone", async () => {
    const battle = await fight(core, "Something private of mine?", { dan: "a", eve: "tie" });
    await say(core, "/bank add A question that waits for approval?", "dan");
    await say(core, "/language zh", "dan");
    const before = await kit.store.boards.cells({ league: "real" });
    const sure = await say(core, "/privacy erase", "asker");
    expect(sure.text).toBe(words.privacy.sure);
    await pressOn(core, sure, words.privacy.buttons.eraseNow, "asker");
    const chinese = sentences("zh");
    const again = await say(core, "/privacy erase", "dan");
    const done = await pressOn(core, again, chinese.privacy.buttons.eraseNow, "dan");
    expect(done.text).toBe(chinese.privacy.erased(1, 0));
    expect(await dataOf("dan")).toMatchObject({ votes: [], bankQuestions: [], settings: { language: null } });
    expect((await dataOf("asker")).questions).toEqual([]);
    expect((await kit.store.battles.findBattle(battle))!.turns[0]!.question).toBe("");
    expect(await resultOf(kit.store, battle)).toMatchObject({ a: 1, tie: 1 });
    expect(await kit.store.boards.cells({ league: "real" })).toEqual(before);
    expect(await kit.store.rebuild()).toMatchObject({
      tallies: { corrected: 0 },
      cells: { corrected: 0 },
      voterCells: { corrected: 0 },
    });
    expect((await say(core, "/history", "eve")).text).toContain(words.privacy.erasedQuestion);
    const stored = await kit.store.ballots.findVote(battle, pseudonyms.of("web:dan"));
    expect(stored).toBeUndefined();
  });

  it("leaves open battles as they are, so that nobody votes twice, and says so", async () => {
    const { battle } = await ask(core, "Is it open?", "fay");
    await vote(core, battle, "fay", "a");
    await core.press({ ...sender("fay"), action: `names:${battle}` });
    const done = await pressOn(core, await say(core, "/privacy erase", "fay"), words.privacy.buttons.eraseNow, "fay");
    expect(done.text).toBe(`${words.privacy.erased(0, 0)}\n\n${words.privacy.stillOpen(1)}`);
    await expect(vote(core, battle, "fay", "b")).rejects.toThrow(words.refusals.voteLocked("A"));
  });
});
