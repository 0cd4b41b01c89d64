import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bytesOf } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import { asSaid } from "../../core/language/said.ts";
import type { Sender } from "../../core/chat/post.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { ask, fight, pressOn, say, vote } from "./command-kit.ts";

const words = sentences("en");
const chinese = sentences("zh");

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  core = await kit.createCore();
});

describe("/history", () => {
  it("shows closed battles with names, and of open ones only how many there are", async () => {
    expect((await say(core, "/history", "ann")).text).toBe(words.history.empty);
    await fight(core, "Why is the sky blue?\n\n# Not a heading", { ann: "b", bob: "a" });
    const { battle } = await ask(core, "Is this one still open?");
    await vote(core, battle, "ann", "tie");
    const { text, private: onlyMe } = await say(core, "/history", "ann");
    expect(onlyMe).toBe(true);
    expect(text).toContain(`${asSaid("Why is the sky blue? # Not a heading")}\n  You chose **B**. A was Model m`);
    expect(text).toContain("2 votes: A 1, B 1");
    expect(text).toContain(words.history.open(1));
    expect(text).not.toContain("Is this one still open?");
    for (const model of fourModels) expect((await say(core, "/history", "cleo")).text).not.toContain(model.name);
  });

  it("pages, newest first", async () => {
    for (let battle = 1; battle <= 9; battle++) {
      core.clock.advance(60_000);
      await fight(core, `Question number ${battle}?`, { dan: "a" });
    }
    const first = await say(core, "/history", "dan");
    expect(first.text).toContain("Question number 9?");
    expect(first.text).not.toContain("Question number 1?");
    const second = await pressOn(core, first, words.history.older, "dan");
    expect(second.text).toContain("Question number 1?");
    expect(second.text).not.toContain("Question number 2?");
    expect((await pressOn(core, second, words.history.newer, "dan")).text).toBe(first.text);
    await expect(core.press({ ...sender("dan"), action: "history:-1" })).rejects.toThrow(words.refusals.unknownAction);
  });
});

describe("/profile me", () => {
  const mention = (who: string) => [{ text: `@${who}`, person: `web:${who}`, name: who }];

  it("is private, and says what there is", async () => {
    expect((await say(core, "/profile me", "eve")).text).toBe(words.voter.empty);
    await fight(core, "Write a poem about rain", { eve: "a", fay: "a", gil: "b" });
    const reply = await say(core, "/profile me", "eve");
    expect(reply.private).toBe(true);
    expect(reply.text).toContain(words.voter.hidden);
    expect(reply.images[0]!.alt).toMatch(
      /^Your profile · 0 questions asked, 1 vote counted\nvoted on: generation 100%/u,
    );
    expect(reply.images[0]!.alt).toContain("chose as the others did, over 1 battle: 50%");
    expect((await say(core, "/profile 我", "eve", { language: "zh" })).images[0]!.alt).toMatch(/^你的画像/u);
  });

  it("is posted for all only when its owner writes so, that once", async () => {
    await fight(core, "Write a poem about snow", { hal: "a" });
    expect((await say(core, "/profile me public", "hal")).private).toBe(false);
    expect((await say(core, "/profile me", "hal")).private).toBe(true);
  });

  it("is shown to others only while its owner allows it", async () => {
    await fight(core, "Write a poem about fog", { ida: "a", jon: "b" });
    const askFor = () => core.handle({ ...sender("jon"), text: "/profile @ida", mentions: mention("ida") });
    await expect(askFor()).rejects.toThrow(words.voter.notAllowed("ida"));
    const own = await say(core, "/profile me", "ida");
    const shown = await pressOn(core, own, words.voter.buttons.show, "ida");
    expect(shown.text).toBe(words.voter.nowVisible);
    expect((await askFor())!.images[0]!.alt).toMatch(/^Profile: ida · /u);
    expect((await pressOn(core, shown, words.voter.buttons.hide, "ida")).text).toBe(words.voter.nowHidden);
    await expect(askFor()).rejects.toThrow(words.voter.notAllowed("ida"));
  });

  it("cannot be opened by somebody else's press", async () => {
    await fight(core, "Write a poem about hail", { kim: "a" });
    const own = await say(core, "/profile me", "kim");
    await pressOn(core, own, words.voter.buttons.show, "lea");
    await expect(core.handle({ ...sender("lea"), text: "/profile @kim", mentions: mention("kim") })).rejects.toThrow(
      words.voter.notAllowed("kim"),
    );
  });
});

describe("/language", () => {
  it("is what the arena speaks to somebody from then on, whatever their app says", async () => {
    expect((await say(core, "/language", "max")).text).toBe(words.languages.now("English"));
    const chosen = await say(core, "/language 中文", "max");
    expect(chosen.text).toBe(chinese.languages.changed("中文"));
    expect((await say(core, "/history", "max")).text).toBe(chinese.history.empty);
    expect((await say(core, "/history", "nan")).text).toBe(words.history.empty);
    const later = await kit.createCore();
    expect((await say(later, "/history", "max")).text).toBe(chinese.history.empty);
    const buttons = await say(core, "/language", "max");
    await pressOn(core, buttons, chinese.languages.buttonAutomatic, "max");
    expect((await say(core, "/history", "max")).text).toBe(words.history.empty);
  });

  it("speaks of refusals, too, and to presses", async () => {
    await say(core, "/language zh", "oli");
    await expect(say(core, "/nonsense", "oli")).rejects.toThrow(chinese.refusals.unknownCommand("nonsense", undefined));
    await expect(core.press({ ...sender("oli"), action: "vote:0123456789abcdef:a" })).rejects.toThrow(
      chinese.refusals.unknownBattle,
    );
  });

  it.each(["klingon", "fr", "e", "__proto__"])("%s is refused", async (word) => {
    await expect(say(core, `/language ${word}`, "pia")).rejects.toThrow(
      words.languages.unknown(word, "English and Chinese"),
    );
  });

  it("of a community is what posts for all speak, and gives way to a person's own", async () => {
    const here: Partial<Sender> = { community: "web:chinese", manages: true };
    await say(core, "/settings language zh", "quo", here);
    const { address } = await ask(core, "Why is the sky blue?", "quo", here);
    expect(core.platform.shows(address).text).toContain(chinese.battle.open);
    expect((await say(core, "/history", "quo", here)).text).toBe(chinese.history.empty);
    await say(core, "/language en", "quo", here);
    expect((await say(core, "/history", "quo", here)).text).toBe(words.history.empty);
    expect((await say(core, "/leaderboard", "quo", here)).images[0]!.alt).toContain("排行榜 · ");
    await expect(say(core, "/settings language fr", "quo", here)).rejects.toThrow(
      words.settings.badChoice("language", "fr", "en, zh, auto"),
    );
  });
});

describe("/profile set", () => {
  it("keeps what somebody says of themselves, shows it, exports it and forgets it", async () => {
    const choices = await say(core, "/profile set", "gina");
    expect(choices.private).toBe(true);
    expect(choices.text).toContain(words.people.nothing);
    expect(choices.text).toContain("25-34");
    const said = await say(core, "/profile set 25-34 software games, music", "gina");
    expect(said.text).toContain("age: 25-34 · occupation: software · interests: games, music");
    expect((await say(core, "/profile set health care", "gina")).text).toContain("occupation: health care");
    expect((await say(core, "/privacy", "gina")).text).toContain("age: 25-34");
    const { files } = await say(core, "/privacy export", "gina");
    expect(JSON.parse(bytesOf(files![0]!).toString())).toMatchObject({
      settings: { age: "25-34", occupation: "health-care", interests: ["games", "music"], gender: null },
    });
    expect((await say(core, "/profile set none", "gina")).text).toBe(words.people.forgotten);
    expect((await say(core, "/privacy", "gina")).text).toContain(words.people.nothing);
  });

  it("takes nothing that is none of the choices, and changes nothing then", async () => {
    await expect(say(core, "/profile set 25-34 wizard", "hank")).rejects.toThrow(words.people.unknown("wizard"));
    await expect(say(core, "/profile set 18-24 25-34", "hank")).rejects.toThrow(words.people.twice("age"));
    expect((await say(core, "/profile set", "hank")).text).toContain(words.people.nothing);
    expect((await say(core, "/profile 设置 学生 女性", "hank")).text).toContain("gender: women · occupation: students");
  });
});
