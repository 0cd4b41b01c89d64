import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { choices } from "../../core/arena/battle.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { buttonsOf, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
/** As it is shown: the stars of Markdown have become entities. */
const plain = (sentence: string) => sentence.replaceAll("**", "");
const minute = 60_000;

// Everything takes place on two cores: the store, the models, the peer and the bot.
vi.setConfig({ testTimeout: 240_000 });

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

/** Lets the models answer only when told to. */
function silence(): () => void {
  const { promise, resolve } = Promise.withResolvers<void>();
  kit.server.script(async (call, number) => {
    await promise;
    await signedAnswer(call, number);
  });
  return resolve;
}

describe("under load", () => {
  it("counts 800 taps of 200 people on one battle once a person, and answers each", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, core, group } = arena;
    const ballot = await arena.ask();
    const labels = choices.map((choice) => words.battle.buttons[choice]);
    const people = Array.from({ length: 200 }, (_one, index) => peer.person(`voter ${index}`));
    for (const person of people) person.join(group);
    // Everybody taps every button, and ends with one of their own; the peer tells of them in this order.
    const last = people.map((_one, index) => labels[index % labels.length]!);
    const taps = labels.flatMap((_one, round) =>
      people.map((person, index) => person.tap(ballot, labels[(index + round + 1) % labels.length]!)),
    );
    expect(taps).toHaveLength(800);
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

  it("lets people vote in one chat while the models are silent in another", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer, group, ann, bob } = arena;
    const ballot = await arena.ask();
    const other = peer.group([ann, bob]);
    const speak = silence();
    ann.say(other, "/battle Why is the sky blue?");
    ann.direct("And the sea?");
    await until(() => kit.server.inFlight() >= 4);
    const tapped = bob.tap(ballot, "B");
    await until(() => tapped.answer !== undefined);
    expect(textOf(peer.shownAlone(group, bob)[0]!)).toContain(plain(words.battle.chosen("B")));
    expect(kit.server.inFlight()).toBe(4);
    speak();
    await arena.settled();
    for (const chat of [other, ann.private]) expect(buttonsOf(peer.messagesIn(chat).at(-1)!)).toContain("Tie");
    await arena.stop();
  });
});
