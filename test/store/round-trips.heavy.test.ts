/** What one question and one vote cost: how often the store is called, and how much is said to the database. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { ask, press, say, signedAnswer } from "../arena/play.ts";
import { type CountedStore, openCountedStore } from "./counted-store.ts";

let counted: CountedStore;
let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  counted = await openCountedStore();
  kit = await startCoreKit(counted.store);
});
afterAll(async () => {
  await kit.close();
  await counted.close();
});
beforeEach(async () => {
  kit.server.script(signedAnswer);
  core = await kit.createCore();
  counted.forget();
});

/** Fails with the calls and statements themselves: they say what there is too much of. */
function expectAtMost(calls: number, messages: number): void {
  const { count } = counted;
  const said = `${count.messages} messages in ${count.statements.length} statements`;
  const shown = [...count.calls, said, ...count.statements.map((sql) => sql.replaceAll(/\s+/gu, " ").slice(0, 120))];
  expect(count.calls.length <= calls && count.messages <= messages, shown.join("\n")).toBe(true);
  expect(count.calls.length, "nothing was counted").toBeGreaterThan(0);
}

it("a question takes at most 8 calls and 80 messages until its ballot is posted", async () => {
  const { post } = await ask(core);
  expect(post.buttons).toHaveLength(4);
  expectAtMost(8, 80);
});

/** What a press costs somebody who has pressed something within the last minute. */
async function costOf(person: string, action: string): Promise<string[]> {
  counted.forget();
  await press(core, person, action).catch(() => {});
  return counted.count.calls;
}

it("whatever is pressed on a battle takes one call and one statement, and the names of the models", async () => {
  const { battle } = await ask(core);
  await press(core, "voter", `change:${battle}`);
  for (const [action, call] of [
    [`vote:${battle}:a`, "ballots.castVote"],
    [`vote:${battle}:b`, "ballots.castVote"],
    [`withdraw:${battle}`, "ballots.withdrawVote"],
    [`change:${battle}`, "ballots.findStanding"],
    [`vote:${battle}:tie`, "ballots.castVote"],
  ] as const) {
    expect(await costOf("voter", action), action).toEqual([call]);
    expect(counted.count.statements, action).toHaveLength(1);
  }
  expect(await costOf("voter", `names:${battle}`)).toEqual(["ballots.lockVote", "models.models"]);
  expect(counted.count.statements).toHaveLength(2);
});

it("a first vote of somebody new takes two calls more, for their language", async () => {
  const { battle } = await ask(core);
  counted.forget();
  expect((await press(core, "somebody", `vote:${battle}:a`)).text).toContain("You chose");
  expectAtMost(3, 15);
});

it("a reaction takes two calls and two statements", async () => {
  const { battle, address } = await ask(core);
  await press(core, "voter", `change:${battle}`);
  counted.forget();
  const reaction = {
    ...sender("voter"),
    post: address,
    choice: "a" as const,
    change: "added" as const,
    takeAway: null,
  };
  await core.react(reaction);
  expect(counted.count.calls).toEqual(["ballots.findReacted", "ballots.castVote"]);
  expect(counted.count.statements).toHaveLength(2);
});

it("a follow-up takes at most 9 calls and 100 messages", async () => {
  const { address } = await ask(core);
  counted.forget();
  const { post } = await say(core, { ...sender("asker"), text: "And why is it blue?", inReplyTo: address });
  expect(post.buttons).toHaveLength(4);
  expectAtMost(9, 100);
});

it("a battle is found by one statement", async () => {
  const { battle } = await ask(core);
  counted.forget();
  expect(await counted.store.battles.findBattle(battle)).toMatchObject({ id: battle, turns: [{}], attempts: [{}, {}] });
  expect(counted.count.statements).toHaveLength(1);
});
