import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { PeerPerson } from "../peers/discord/people.ts";
import type { PeerMessage } from "../peers/discord/world.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
const { hidden } = words.battle;
const own = words.restrictions;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

/** Presses the button whose label begins so. */
async function press(arena: DiscordArena, person: PeerPerson, at: PeerMessage, begins: string): Promise<PeerMessage> {
  const label = buttonsOf(at).find((one) => one.startsWith(begins));
  const reply = await answerTo(arena, person.press(at, label ?? begins));
  await arena.settled();
  return reply;
}

describe("moderating on Discord", () => {
  it("reports and shows a battle again from its message's menu, its question and all", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    const boss = peer.person("boss", { manages: true });
    const cleo = peer.person("cleo");
    const dan = peer.person("dan");
    const { ballot } = await arena.ask("Why is my sea salty?");
    const [question] = peer.messagesIn(channel);
    expect(textOf(question!)).toContain("my sea");
    for (const person of [bob, cleo, dan]) {
      const sure = await answerTo(arena, person.menu(words.chat.reportThis, ballot));
      await press(arena, person, sure, words.battle.buttons.reportNow);
    }
    await until(() => textOf(ballot) === hidden && textOf(question!) === hidden);
    expect(JSON.stringify(peer.messagesIn(channel))).not.toMatch(/my sea|the sea of/u);
    expect(textOf(await answerTo(arena, ann.menu(words.chat.moderateThis, ballot)))).toContain(own.notYours);
    const menu = await answerTo(arena, boss.menu(words.chat.moderateThis, ballot));
    expect(textOf(menu)).toContain(own.why.reports);
    await press(arena, boss, menu, own.buttons.lift.hidden);
    await until(() => textOf(ballot).includes("the sea of") && textOf(question!).includes("my sea"));
    expect(buttonsOf(ballot)).toContain("Both bad");
    await arena.stop();
  });

  it("hides a battle that has ended, found by the button under it, and its thread's name", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    const boss = peer.person("boss", { manages: true });
    await answerTo(arena, boss.slash(channel, "settings", { threads: "on" }));
    await answerTo(arena, ann.slash(channel, "battle", { question: "Why is my sea salty?" }));
    const [question] = peer.messagesIn(channel);
    const thread = peer.world.channels.get(question!.id)!;
    const [ballot] = peer.messagesIn(thread);
    await until(() => buttonsOf(ballot!).includes("Both bad"));
    await answerTo(arena, bob.press(ballot!, "A"));
    await arena.pass(25 * 60 * 60_000);
    const menu = await answerTo(arena, boss.menu(words.chat.moderateThis, ballot!));
    const done = await press(arena, boss, menu, own.buttons.hide);
    await until(() => textOf(ballot!) === hidden && thread.name !== "Why is my sea salty?");
    expect(JSON.stringify([...peer.messagesIn(channel), ...peer.messagesIn(thread)])).not.toMatch(/my sea|the sea of/u);
    await press(arena, boss, done, own.buttons.lift.hidden);
    await until(() => textOf(ballot!).includes("the sea of") && thread.name === "Why is my sea salty?");
    expect(textOf(ballot!)).toContain(words.battle.votes(1, 0, 0, 0));
    await arena.stop();
  });

  it("shuts a person out whom the command mentions, and says what a slash command without a battle lacks", async () => {
    const arena = await kit.arena();
    const { peer, channel, bob } = arena;
    const boss = peer.person("boss", { manages: true });
    const { ballot } = await arena.ask("Why is my sea salty?");
    await answerTo(arena, boss.slash(channel, "moderation", { do: "out", person: `<@${bob.id}>`, days: "7d" }));
    const refused = words.refusals.shutOut(null).slice(0, 40);
    expect(textOf(await answerTo(arena, bob.press(ballot, "A")))).toContain(refused);
    expect(textOf(await answerTo(arena, bob.slash(channel, "report", {})))).toBe(words.refusals.noBattleHere);
    await arena.stop();
  });
});
