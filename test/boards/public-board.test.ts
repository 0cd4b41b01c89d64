/** What is published of boards: once a day, of enough people's votes on closed battles, and as it was from then on. */
import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewBattle } from "../../core/battle/battle.ts";
import type { PublishedDay } from "../../core/boards/publishing/day.ts";
import type { Choice } from "../../core/chat/post.ts";
import { leastPeople } from "../../core/people/demographics.ts";
import { atMinute, sampleAttempt, sampleRestriction } from "../contracts/battle-samples.ts";
import { createStage } from "../contracts/store/stage.ts";
import { type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";

const hour = 60 * 60_000;
const community = "a community with a name";
const voters = Array.from({ length: leastPeople + 1 }, (_, index) => `voter ${index}`);

let kit: CoreKit;
beforeAll(async () => {
  kit = await startCoreKit();
});
afterAll(() => kit.close());

const stage = createStage(() => kit.store);

async function fight(
  pair: [string, string],
  choices: readonly [voter: string, choice: Choice][],
  changes: Partial<NewBattle> = {},
) {
  const attempts = [sampleAttempt("a", pair[0]), sampleAttempt("b", pair[1])];
  const battle = await stage.openBattle({ community, attempts, ...changes });
  for (const [voter, choice] of choices) await stage.cast(battle, voter, choice);
  return battle;
}

async function fightOut(...fought: Parameters<typeof fight>): Promise<void> {
  await kit.store.battles.closeBattle((await fight(...fought)).id, atMinute(60), "time");
}

const all = (choice: Choice) => voters.map((voter): [string, Choice] => [voter, choice]);

/** Lets time go by, and waits for what is published then. */
async function pass(core: RunningCore, milliseconds: number): Promise<PublishedDay | null> {
  core.clock.advance(milliseconds);
  await core.publicBoard.settled();
  return core.publicBoard.newest();
}

const votesOf = (day: PublishedDay | null | undefined, model: string) =>
  day?.boards[0].board.rows.find((row) => row.model === model)?.votes;

it("publishes once enough people have voted, once a day, and keeps a day's figures whatever comes later", async () => {
  const core = await kit.createCore();
  await fightOut(["m1", "m2"], all("a").slice(2));
  await core.publicBoard.start();
  expect(await pass(core, 10_000)).toBeNull();
  // One person more; what is open does not count.
  await fightOut(["m1", "m3"], [["voter 0", "a"]], { task: "translation" });
  await fight(["m4", "m1"], all("a"));
  const first = await pass(core, 10 * 60_000);
  expect(first).toMatchObject({ day: "2030-01-01", demo: false });
  expect([votesOf(first, "m1"), votesOf(first, "m2"), votesOf(first, "m4")]).toEqual([20, 19, 0]);
  expect(first?.boards.map(({ task, language, period }) => [task, language, period])).toEqual([
    [null, null, "all"],
    [null, "zh", "all"],
  ]);

  await fightOut(["m2", "m3"], all("b"));
  expect(await pass(core, hour)).toBe(first);
  const [aside] = await kit.store.restrictions.restrict([
    sampleRestriction({ community, kind: "votes-aside", about: "voter 3" }),
  ]);
  expect(aside).toBeDefined();
  const second = await pass(core, 24 * hour);
  expect(second?.day).toBe("2030-01-02");
  expect([votesOf(second, "m1"), votesOf(second, "m2")]).toEqual([19, 18 + 20]);
  const kept = await core.publicBoard.find("2030-01-01");
  expect(kept).toEqual(first);
  expect(await core.publicBoard.find("2029-12-31")).toBeUndefined();
  expect(core.publicBoard.days().map(({ day }) => day)).toEqual(["2030-01-01", "2030-01-02"]);
  await core.stop();

  const restarted = await kit.createCore();
  await restarted.publicBoard.start();
  expect(restarted.publicBoard.newest()).toEqual(second);
  expect(await restarted.publicBoard.find("2030-01-01")).toEqual(first);
  // The day that its clock shows is older: nothing is published in the past.
  expect(await pass(restarted, hour)).toEqual(second);
  // A day on which nothing is new has no board of its own.
  expect((await pass(restarted, 48 * hour))?.day).toBe("2030-01-02");
  await restarted.stop();
  expect(JSON.stringify([first, second])).not.toMatch(/voter \d|a community/);
});
