/** Before a battle closes, nobody can tell from anything whether, or how, somebody else has voted. */
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { until } from "../until.ts";
import { everythingSeen, type Lookers, pressAll } from "./everything-seen.ts";
import { Person } from "./page-kit.ts";
import { startWholeArena, type WholeArena } from "./whole-arena.ts";

const minute = 60_000;

let arena: WholeArena;
let asker: Person;
let lookers: Lookers;
let before: Record<string, unknown>;

/** Asks, and waits until both answers are there. */
async function askAndOpen(question: string) {
  await asker.say(question);
  await arena.settled();
  return (await asker.sees()).at(-1)!.data;
}

/** A battle that is over and an open one, and what is seen of them. */
async function arrange(): Promise<void> {
  arena = await startWholeArena();
  const enter = () => Person.enter(arena.address);
  asker = await enter();
  const [bystander, voter] = [await enter(), await enter()];
  // Whoever runs the page sees no more than others.
  await bystander.operate(arena.token);
  // One battle is over, so that boards and profiles have something to show, and to change.
  const closed = await askAndOpen("Why is the sea salty?");
  for (const [place, person] of [bystander, voter].entries()) {
    await person.press(closed.id, closed.buttons[place]!.action);
  }
  await arena.pass(10 * minute);
  const { id: post, draw } = await askAndOpen("And why not the rivers?");
  // After a close the next draws are planned anew in the background, and everybody may see how.
  await until(async () => {
    await arena.pass(10_000);
    await asker.say("/models");
    await arena.settled();
    const shares = (await asker.sees()).at(-1)!.data.text.match(/in \d+% of the next/g);
    return new Set(shares).size > 1;
  });
  lookers = {
    readers: { asker, bystander, stranger: new Person(arena.address) },
    writer: bystander,
    voter,
    names: arena.names,
    battle: draw!.battle,
    post,
    known: new Set((await asker.sees()).map(({ data }) => data.id)),
    made: new Set(),
  };
  before = await everythingSeen(lookers);
}

async function revisionNow(): Promise<string> {
  const { revision } = (await (await asker.post("/api/session", {})).json()) as { revision: number };
  return String(revision);
}

describe("somebody else's vote changes nothing that others see", () => {
  beforeAll(arrange);
  afterAll(() => arena.end());

  it.each([
    ["for A", ["vote a"]],
    ["that is changed", ["vote a", "vote b"]],
    ["that is withdrawn", ["vote b", "change", "withdraw"]],
    ["that is withdrawn and cast again", ["vote a", "change", "withdraw", "vote tie"]],
    ["that is locked by seeing the names", ["vote both-bad", "names"]],
  ])("%s", async (_name, actions) => {
    // So much looking would be too much at once.
    await arena.pass(10_000);
    const somebody = await Person.enter(arena.address);
    const live = await asker.listen(await revisionNow());
    const answers = await pressAll(somebody, lookers, actions);
    expect(answers.map(({ status }) => status)).toEqual(actions.map(() => 200));
    expect(await everythingSeen(lookers)).toEqual(before);
    // Whoever was looking on meanwhile was told of nothing but the looking itself.
    const marker = (await (await asker.say("/help")).json()) as { id: string };
    const told = await live.until((event) => event.data.replyTo === marker.id);
    live.stop();
    lookers.made.add(marker.id).add(told.at(-1)!.data.id);
    expect(told.filter(({ data }) => !lookers.made.has(data.id))).toEqual([]);
  });

  it("nor does the first vote move the number of what has happened", async () => {
    const post = await askAndOpen("And the lakes?");
    lookers.made.add(post.id).add(post.replyTo!);
    const unmoved = await revisionNow();
    const { status } = await (await Person.enter(arena.address)).press(post.id, post.buttons[0]!.action);
    expect([status, await revisionNow()]).toEqual([200, unmoved]);
  });
});

it("all of it is seen once the battle has closed, wherever it can be", async () => {
  await arrange();
  onTestFinished(() => arena.end());
  await arena.pass(10 * minute);
  const after = await everythingSeen(lookers);
  for (const place of ["posts", "commands", "draw", "withoutVote", "withVote", "withNames"]) {
    expect([place, after[place]]).not.toEqual([place, before[place]]);
  }
  expect(after["sessions"]).toEqual(before["sessions"]);
  const pictures = (seen: Record<string, unknown>) =>
    Object.entries(seen["commands"] as Record<string, { pictures?: string[] }>)
      .filter(([command]) => /^\/(leaderboard$|profile Demo)/.test(command))
      .map(([command, reply]) => [command, ...(reply.pictures ?? [])]);
  // The board, a profile each and a comparison: all of them drawn, and the board drawn anew.
  expect(pictures(after).map(({ length }) => length)).toEqual(Array.from({ length: arena.names.length + 2 }, () => 2));
  expect(pictures(after)[0]).not.toEqual(pictures(before)[0]);
  expect(pictures(after).slice(1)).not.toEqual(pictures(before).slice(1));
});
