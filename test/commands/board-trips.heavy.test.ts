/** How often a board or a profile goes to the database, whatever is wanted of it: each statement is a trip there and back. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { periods } from "../../core/boards/period.ts";
import { boardForms, scopes } from "../../core/commands/leaderboard/board-choice.ts";
import { readings } from "../../core/boards/readings/reading.ts";
import { type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";
import { signedAnswer } from "../arena/play.ts";
import { type CountedStore, openCountedStore } from "../store/counted-store.ts";
import { fight, say } from "./command-kit.ts";

const most = 5;
/** Enough for intervals, so that all readings have something to rank. */
const people = ["ann", "bob", "cleo", "dan", "eve", "fay"];

let counted: CountedStore;
let kit: CoreKit;
let player: RunningCore;

beforeAll(async () => {
  counted = await openCountedStore();
  kit = await startCoreKit(counted.store);
  kit.server.script(signedAnswer);
  player = await kit.createCore();
  for (let battle = 0; battle < 12; battle += 1) await play();
}, 180_000);
afterAll(async () => {
  await kit.close();
  await counted.close();
});

async function play(): Promise<void> {
  // Nobody asks too often.
  player.clock.advance(60_000);
  await fight(player, "What is 17 + 25?", Object.fromEntries(people.map((name) => [name, name < "d" ? "a" : "b"])));
  await player.settled();
}

/** What is said cost. @returns the statements, so that a failure shows what there is too much of. */
async function count(core: RunningCore, text: string): Promise<string[]> {
  counted.forget();
  await say(core, text, "ann").catch((error: Error) => expect(error.message).toContain("voters"));
  await core.settled();
  return counted.count.statements.map((sql) => sql.replaceAll(/\s+/gu, " ").slice(0, 90));
}

function expectFew(statements: string[], what: string): void {
  expect(statements.length, [what, ...statements].join("\n")).toBeLessThanOrEqual(most);
}

/** An arena that has just started: what the store has remembered is old. */
function start(): Promise<RunningCore> {
  counted.pass(60_000);
  return kit.createCore();
}

const boards = [
  ...readings.map((reading) => `reading:${reading}`),
  ...readings.map((reading) => `reading:${reading} here`),
  ...scopes,
  ...periods.flatMap((period) => (period === "all" ? [] : [`here ${period}`])),
  ...boardForms.map((form) => (form === "board" ? "" : form)),
  ...["me mathematics", "me 7d unseen", "me matrix", "unseen", "en", "web", "18-24", "2", "jury"],
];

it.each(boards)("/leaderboard %s takes at most 5: just started, again, and after more votes", async (wanted) => {
  const core = await start();
  const cold = await count(core, `/leaderboard ${wanted}`);
  expect(cold.length, "nothing was counted").toBeGreaterThan(0);
  expectFew(cold, "just started");
  const warm = await count(core, `/leaderboard ${wanted}`);
  expectFew(warm, "again");
  expect(warm.length).toBeLessThanOrEqual(wanted.startsWith("me ") ? 3 : 2);
  await play();
  expectFew(await count(core, `/leaderboard ${wanted}`), "after more votes");
  await core.stop();
});

it("/profile MODEL takes at most 5 again, and one more for each board that nobody has asked for since the start", async () => {
  const core = await start();
  const cold = await count(core, "/profile m1 m2");
  // The whole board's votes and those of the one task that was played.
  expect(cold.length, cold.join("\n")).toBeLessThanOrEqual(most + 2);
  expectFew(await count(core, "/profile m1 m2"), "again");
  expectFew(await count(core, "/profile m3"), "another");
  await core.stop();
});

it("/profile me takes at most 5 again", async () => {
  const core = await start();
  const cold = await count(core, "/profile me");
  // Who they are is read apart from what they allow.
  expect(cold.length, cold.join("\n")).toBeLessThanOrEqual(most + 1);
  expectFew(await count(core, "/profile me"), "again");
  await core.stop();
});
