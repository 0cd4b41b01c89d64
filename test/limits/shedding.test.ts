/** What happens at the doors while the database is said to be overloaded, and to what was begun before. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import type { Urgency } from "../../core/limits/urgency.ts";
import { ask, minute, pass, press, signedAnswer } from "../arena/play.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit, testKey } from "../core-kit.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { openStore } from "../../core/store/open-store.ts";
import { makeFreshPlace } from "../store/fresh-place.ts";

const full: Record<Urgency, number> = { press: 6_000, question: 6_000, board: 6_000 };
const free: Record<Urgency, number> = { press: 0, question: 0, board: 0 };
const tooBusy = { message: sentences("en").refusals.tooBusy(10), seconds: 10 };

let waits = free;
let calls = 0;
let kit: CoreKit;
let core: RunningCore;

let removePlace: () => Promise<void>;

beforeAll(async () => {
  const place = await makeFreshPlace();
  removePlace = place.remove;
  const { store } = await openStore({ ...place, keyFingerprint: createPseudonyms(testKey).fingerprint });
  const people = new Proxy(store.people, { get: (target, key) => ((calls += 1), Reflect.get(target, key)) });
  kit = await startCoreKit({ ...store, people, expectedWait: (urgency) => waits[urgency] });
});
afterAll(async () => {
  await kit.close();
  await removePlace();
});
beforeEach(async () => {
  waits = free;
  kit.server.script(signedAnswer);
  core = await kit.createCore();
});

const say = (text: string) => core.handle({ ...sender("newcomer"), text });

it("newcomers are told at once, before anything is read, boards first and presses last", async () => {
  const { battle } = await ask(core);
  waits = { ...free, board: 1_100 };
  calls = 0;
  await expect(say("/leaderboard")).rejects.toMatchObject(tooBusy);
  await expect(press(core, "newcomer", "leaderboard:")).rejects.toMatchObject(tooBusy);
  expect(calls).toBe(0);
  await say("Why is the sea salty?");
  waits = { ...free, question: 3_100 };
  await expect(say("Why is the sea salty?")).rejects.toMatchObject(tooBusy);
  expect((await press(core, "voter", `vote:${battle}:a`)).text).toContain("You chose");
  waits = full;
  await expect(press(core, "voter", `vote:${battle}:b`)).rejects.toMatchObject(tooBusy);
  await core.settled();
});

it("what was begun goes on: answers come, and a battle closes, is shown and is folded", async () => {
  const { battle, address } = await ask(core);
  await press(core, "voter", `vote:${battle}:a`);
  await say("Why is the sky blue?");
  waits = full;
  await core.settled();
  expect(core.platform.shows(core.platform.addresses()[1] ?? "").buttons).toHaveLength(4);
  await pass(core, 10 * minute);
  expect(core.platform.shows(address).text).toContain("Model");
  expect(await kit.store.battles.findBattle(battle)).toMatchObject({ status: "closed" });
  expect(await kit.store.boards.fold()).toBe(0);
});

it("reactions are taken all the same: nobody could be told, and others would see those that stay", async () => {
  const { battle, address } = await ask(core);
  waits = full;
  let gone = false;
  const takeAway = async (): Promise<void> => void (gone = true);
  await core.react({ ...sender("voter"), post: address, choice: "a", change: "added", takeAway });
  await core.settled();
  expect(gone).toBe(true);
  const voter = createPseudonyms(testKey).of(sender("voter").person);
  expect(await kit.store.ballots.findVote(battle, voter)).toMatchObject({ choice: "a" });
});

it("what a manager sets is as urgent as a press, for it may be what ends the rush", async () => {
  waits = { ...free, question: 3_100, board: 1_100 };
  const manager = { ...sender("manager"), manages: true };
  expect((await core.handle({ ...manager, text: "/settings votes 20" }))?.text).toContain("20");
  const shown = await press(core, "manager", "settings:", { manages: true });
  expect(shown.text).toContain("20");
  await expect(say("/settings")).rejects.toMatchObject(tooBusy);
  // It decides nothing.
  await expect(core.handle({ ...manager, text: "/export" })).rejects.toMatchObject(tooBusy);
  await expect(press(core, "newcomer", "settings:")).rejects.toMatchObject(tooBusy);
});
