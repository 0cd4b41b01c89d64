/** One person decides first place: who is told so, and where. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelOf } from "../../core/battle/battle.ts";
import { type Language, languages, sentences } from "../../core/language/index.ts";
import { type CoreKit, fourModels, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { ask, pressOn, say, vote } from "./command-kit.ts";

const decided = { community: "web:decided", communityName: "Decided" };
const others = ["ann", "bea", "cy", "dan", "eva"];
const battles = 12;

let kit: CoreKit;
let core: RunningCore;
beforeAll(async () => {
  kit = await startCoreKit();
  core = await kit.createCore({ models: fourModels.slice(0, 2) });
  for (let index = 0; index < battles; index++) {
    const { battle } = await ask(core, `Why is the sky blue, and what of ${index}?`, "asker", decided);
    const record = (await kit.store.battles.findBattle(battle))!;
    const sideOf = (model: string) => (modelOf(record, "a") === model ? "a" : "b");
    await vote(core, battle, "whale", sideOf("m2"), decided);
    // The others prefer m1 a little; the one who votes on every battle turns that round.
    for (const [place, person] of others.entries())
      if (index < 8) await vote(core, battle, person, sideOf((index + place) % 9 < 5 ? "m1" : "m2"), decided);
    await core.press({ ...sender("asker", decided), action: `close:${battle}` });
  }
});
afterAll(() => kit.close());

/** What is said of it, in any words. */
const told = (language: Language) => sentences(language).boards.oneDecides(battles, "Model m1");

describe("that one person decides first place", () => {
  it.each(languages)("is told those who run the community, among its settings (%s)", async (language) => {
    const boss = { ...decided, manages: true, language };
    const settings = await say(core, "/settings", "boss", boss);
    expect(settings.private).toBe(true);
    expect(settings.text.split("\n\n")).toContain(told(language));
    const back = await core.press({ ...sender("boss", boss), shared: true, action: "settings:" });
    expect([back.private, back.text.includes(told(language))]).toEqual([true, true]);
  });

  it("is told nobody else, and never where everybody reads it", async () => {
    const boss = { ...decided, manages: true };
    const shared = { ...sender("boss", boss), shared: true };
    const board = await say(core, "/leaderboard here", "boss", boss);
    const seen = [
      board,
      await say(core, "/leaderboard", "boss", boss),
      await pressOn(core, board, sentences("en").boards.buttons.everywhere, "boss", boss),
      await core.press({ ...shared, action: "leaderboard:::ha-b:1:en" }),
      await core.press({ ...shared, action: "leaderboard:::ha-bR:1:en" }),
      await say(core, "/settings", "ann", decided),
      // Another community's first place is not theirs.
      await say(core, "/settings", "boss", { ...boss, community: "web:elsewhere" }),
    ];
    for (const { text, images } of seen)
      expect([text, ...images.map(({ alt }) => alt)].join("\n")).not.toMatch(/one person decides|would draw level/u);
    expect(board.images[0]!.alt).toContain("1–2. Model m2");
  });
});
