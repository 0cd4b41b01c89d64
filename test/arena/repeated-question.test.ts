/** The same question once more, through the arena: it counts once in its task. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { pressOn, say as command } from "../commands/command-kit.ts";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { minute, pass, press, say, signedAnswer } from "./play.ts";

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
  kit.server.script(signedAnswer);
  core = await kit.createCore();
});

afterAll(async () => {
  await core.stop();
  await kit.close();
});

/** Asks, votes, and waits for the close. */
async function play(asker: string, text: string): Promise<void> {
  const { battle } = await say(core, { ...sender(asker), text });
  await press(core, "voter", `vote:${battle}:a`);
  await pass(core, 60 * minute);
}

/** How many votes are on the board of translation, and on that of all tasks. */
async function counted(): Promise<number[]> {
  const community = createPseudonyms(testKey).of("web:local");
  const boards = [{ task: "translation" }, {}] as const;
  const found = await Promise.all(boards.map((of) => kit.store.boards.cells({ league: "real", community, ...of })));
  return found.map((cells) => cells.reduce((sum, { a, b }) => sum + a + b, 0));
}

it("counts once on the board of its task and each time on that of all, until its words are erased", async () => {
  await play("asker", "#translation How do the French say blue?");
  expect(await counted()).toEqual([1, 1]);
  await play("asker", "#translation how do the French  say blue");
  expect(await counted()).toEqual([1, 2]);
  await play("somebody else", "#translation How do the French say blue??");
  expect(await counted()).toEqual([1, 3]);
  await play("asker", "#translation How do the French say green?");
  expect(await counted()).toEqual([2, 4]);
  const sure = await command(core, "/privacy erase", "asker");
  await pressOn(core, sure, sentences("en").privacy.buttons.eraseNow, "asker");
  await play("somebody else", "#translation How do the French say blue?");
  expect(await counted()).toEqual([3, 5]);
});
