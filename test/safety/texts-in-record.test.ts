/** With ENCRYPT_TEXT, nothing that people or models have written stands readable in any table, whatever they did. */
import path from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { createKeptTexts } from "../../core/store/kept-texts.ts";
import { ask, minute, pass, press, say, signedAnswer } from "../arena/play.ts";
import { pressOn, say as command } from "../commands/command-kit.ts";
import { type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { playModels } from "../peers/model-players.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { Person } from "../web/page-kit.ts";
import { startWholeArena } from "../web/whole-arena.ts";
import { readAllTables } from "./record-reading.ts";

const admin = { manages: true };

/** What is read of it is what was written. */
async function checkBattle(core: RunningCore, battle: string, turns: readonly string[]): Promise<void> {
  const found = (await command(core, "/privacy export", "asker")).files![0]!;
  const data = JSON.parse("text" in found ? found.text : "") as { questions: { battle: string; question: string }[] };
  expect(data.questions.filter((one) => one.battle === battle).map(({ question }) => question)).toEqual(turns);
}

describe("the tables of an arena that encrypts", () => {
  it("hold no word of battles, follow-ups, failures, banks and mutual evaluations", async () => {
    const kit = await startCoreKit(undefined, createKeptTexts(testKey, true));
    onTestFinished(() => kit.close());
    const core = await kit.createCore({
      mutual: { directory: path.join(kit.dataDirectory, "mutual"), budget: 5 },
      encryptsTexts: true,
    });
    await core.start();
    kit.server.script(signedAnswer);
    const { battle, address, post } = await ask(core);
    expect(post.answers!.a).toContain("the sea of m");
    await say(core, { ...sender("asker"), text: "And the Dead one?", address: "message-1", inReplyTo: address });
    await press(core, "asker", `vote:${battle}:a`);
    await press(core, "x", `vote:${battle}:b`);
    await pass(core, 25 * 60 * minute);
    await checkBattle(core, battle, ["Why is the sea salty?", "And the Dead one?"]);
    await command(core, "/bank add #mathematics How many corners has a tesseract?", "asker");
    await expect(command(core, "/bank add How many corners has a tesseract?", "asker")).rejects.toThrow();
    kit.server.script((call, number) =>
      answerWithError(400, { error: { message: "no tesseract here" } })(call, number),
    );
    await core.handle({ ...sender("asker"), text: "Will this tesseract fail?" });
    await core.settled();
    kit.server.script(
      playModels({ m1: { strength: 9 }, m2: { strength: 8 }, m3: { strength: 7 }, m4: { strength: 6 } }),
    );
    await command(core, "/mutual start math", "admin", admin);
    await core.settled();
    const result = await command(core, "/mutual result", "admin", admin);
    await pressOn(core, result, "Offer its questions to the bank", "admin", admin);
    const waiting = await command(core, "/bank", "admin", admin);
    expect(waiting.text).toMatch(/set by somebody|tesseract/u);
    const { text } = await command(core, "/privacy", "asker");
    expect(text).toContain(sentences("en").privacy.encrypted(true));
    await core.stop();
    await kit.closeStore();

    const tables = await readAllTables(kit);
    expect(tables, "a start seals what was written before").toMatch(/^Installation: .*"textsSealed": true/mu);
    for (const table of ["Turn", "Attempt", "BankQuestion", "Vote"]) expect(tables).toContain(`\n${table}: `);
    expect(tables).not.toMatch(/salty|the sea|Dead one|tesseract|set by somebody|what is/u);
  });

  it("hold no word of the page's posts", async () => {
    const arena = await startWholeArena(true);
    onTestFinished(() => arena.end());
    const ann = await Person.enter(arena.address);
    await ann.say("Why is my house salty?");
    await arena.settled();
    const seen = (await ann.sees()).flatMap(({ data }) => data);
    const battle = seen.find(({ answers }) => answers.length > 0)!;
    await ann.press(battle.id, battle.buttons[0]!.action);
    await ann.say("/bank add Which salt is saltiest?");
    await arena.pass(25 * 60 * minute);
    const words = battle.answers.flatMap(({ text }) => text.match(/[\p{L} ]{12,}/gu) ?? []);
    expect(words.length).toBeGreaterThan(1);
    expect(await arena.archived()).toContain("my house");
    const tables = await readAllTables(await arena.stop());
    expect(tables).toContain("PagePost: ");
    expect(["my house", "saltiest", ...words].filter((word) => tables.includes(word))).toEqual([]);
  });
});
