import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { choices } from "../../core/chat/post.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { times } from "../thorough.ts";
import { plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

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
