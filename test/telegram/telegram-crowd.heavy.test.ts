import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { choices } from "../../core/chat/post.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { times } from "../thorough.ts";
import { until } from "../until.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const minute = 60_000;

// Everything takes place on two cores: the store, the models, the peer and the bot.
vi.setConfig({ testTimeout: 240_000 });

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

describe("many people in a group", () => {
  it("are counted once each, whatever they tap, and every tap is answered", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, core, group } = arena;
    const ballot = await arena.ask();
    const labels = choices.map((choice) => words.battle.buttons[choice]);
    const people = Array.from({ length: times(100, 50) }, (_one, index) => peer.person(`voter ${index}`));
    for (const person of people) person.join(group);
    // Everybody taps every button, and ends with one of their own; the peer tells of them in this order.
    const last = people.map((_one, index) => labels[index % labels.length]!);
    const taps = labels.flatMap((_one, round) =>
      people.map((person, index) => person.tap(ballot, labels[(index + round + 1) % labels.length]!)),
    );
    await arena.settled();
    expect(taps.filter(({ answer }) => answer === undefined)).toEqual([]);
    expect(peer.messagesIn(group)).toHaveLength(2);
    await arena.pass(11 * minute);
    const count = (label: string) => last.filter((one) => one === label).length;
    const [a = 0, b = 0, tie = 0, bothBad = 0] = labels.map(count);
    expect(textOf(ballot)).toContain(plain(words.battle.votes(a, b, tie, bothBad)));
    expect(core.log.filter(({ level }) => level === "error")).toEqual([]);
    await arena.stop();
  });

  it("do not see what is for one of them: vote, names, and what the menu calls private", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    bob.tap(ballot, "A");
    await arena.settled();
    const [chosen] = peer.shownAlone(group, bob);
    bob.tap(chosen!, words.battle.buttons.names);
    await arena.settled();
    expect(textOf(chosen!)).toMatch(/Model m\d/u);
    expect(textOf(ballot)).not.toMatch(/Model m\d/u);
    bob.say(group, "/privacy");
    bob.say(group, "/history");
    await arena.settled();
    expect(peer.shownAlone(group, bob).length).toBeGreaterThanOrEqual(3);
    expect(peer.shownAlone(group, ann)).toEqual([]);
    expect(peer.messagesIn(group).filter(({ from }) => from?.id === peer.world.bot.id)).toEqual([ballot]);
    await arena.stop();
  });

  it("vote for nobody when they react in the group's name", async () => {
    const arena = await kit.arena({ bot: { status: "administrator", rights: ["can_delete_messages"] } });
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    ann.join(group, { status: "administrator", anonymous: true });
    ann.react(ballot, "🤝");
    peer.countReactions(ballot, { "🤝": 7 });
    bob.tap(ballot, "Tie");
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(plain(words.battle.votes(0, 0, 1, 0)));
    await arena.stop();
  });
});

describe("a group's minute", () => {
  it("has room for three battles at once and for those who vote in it, each of whom is answered", async () => {
    const arena = await kit.arena();
    const { peer, group } = arena;
    peer.api.floods.limitGroups(20);
    const people = Array.from({ length: 24 }, (_one, index) => peer.person(`voter ${index}`));
    for (const person of people) person.join(group);
    for (const person of people.slice(0, 3)) person.say(group, `/battle Why is it ${person.user.first_name}?`);
    await arena.settled();
    const ballots = peer.messagesIn(group).filter((message) => buttonsOf(message).includes("Tie"));
    expect(ballots).toHaveLength(3);
    const queries = people.flatMap((person) => ballots.map((ballot) => person.tap(ballot, "A")));
    await arena.settled();
    expect(queries.filter(({ answer }) => answer?.text !== plain(words.battle.chosen("A")))).toEqual([]);
    expect(peer.api.floods.mostInMinute(group)).toBeLessThan(20);
    await arena.pass(11 * minute);
    for (const ballot of ballots) expect(textOf(ballot)).toContain(plain(words.battle.votes(24, 0, 0, 0)));
    await arena.stop();
  });
});

describe("what waits in a group that takes nothing for a while", () => {
  it("does not hide the presses that come behind it", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, core } = arena;
    const ballot = await arena.ask();
    const people = Array.from({ length: 130 }, (_one, index) => peer.person(`voter ${index}`));
    for (const person of people) person.join(group);
    peer.api.floods.close(group, 35);
    ann.say(group, "/battle Why not?");
    await until(() => core.clock.pending().includes(35_000));
    const queries = people.map((person) => person.tap(ballot, "B"));
    for (let waited = 0; waited < 1_000; waited += 250) {
      await until(() => core.clock.pending().includes(250));
      core.clock.advance(250);
    }
    await until(() => queries.every(({ answer }) => answer !== undefined));
    core.clock.advance(34_000);
    await arena.settled();
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(plain(words.battle.votes(0, 130, 0, 0)));
    await arena.stop();
  });

  it("goes there one by one, and is refused hardly ever again", async () => {
    const arena = await kit.arena();
    const { peer, group, ann, core } = arena;
    peer.api.floods.limitGroups(20);
    peer.api.floods.close(group, 35);
    const people = Array.from({ length: 40 }, (_one, index) => peer.person(`asker ${index}`));
    for (const person of people) person.join(group);
    await until(() => peer.world.menus.length === 8);
    const calls = (code: number) =>
      peer.api.calls.filter((call) => call.method === "sendMessage" && call.code === code).length;
    ann.say(group, `/nonsense@${peer.world.bot.username}`);
    await until(() => core.clock.pending().includes(35_000));
    for (const person of people) person.say(group, `/nonsense@${peer.world.bot.username}`);
    await until(() => peer.updates.pending() <= people.length + 1);
    core.clock.advance(250);
    await until(() => {
      core.clock.advance(1_000);
      return calls(200) === people.length + 1;
    });
    await arena.settled();
    // Were all who wait sent at once, each opening would refuse a score of them.
    expect(calls(429)).toBeLessThan(15);
    await arena.stop();
  });
});
