import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { PeerPerson } from "../peers/discord/people.ts";
import type { PeerChannel, PeerMessage } from "../peers/discord/world.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { battle, chat, refusals } = sentences("en");
const minute = 60_000;
const ephemeral = 64;

let kit: DiscordKit;
let arena: DiscordArena;
/** A channel of a server where the bot is no member, and apps that people bring along may speak. */
let elsewhere: PeerChannel;
beforeAll(async () => {
  kit = await startDiscordKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  kit.server.script(signedAnswer);
  arena = await kit.arena({ place: "here" });
  elsewhere = arena.peer.channel(arena.peer.guild({ joined: false, externalApps: true }));
});
afterEach(() => arena.stop());

const isUnseen = ({ flags }: PeerMessage) => ((flags ?? 0) & ephemeral) !== 0;
const shown = () => arena.peer.messagesIn(elsewhere);

/** Asks there. @returns the ballot that all see. */
async function ask(asker: PeerPerson = arena.ann, question = "Why is the sea salty?"): Promise<PeerMessage> {
  asker.slash(elsewhere, "battle", { question });
  await until(() => buttonsOf(shown().at(-1) ?? {}).includes("Both bad"));
  await arena.settled();
  return shown().at(-1)!;
}

/** Where the pair of answers stands in a message. */
const answersIn = (message: PeerMessage) => /### A\n[^#]*### B\nthe sea of \w+/u.exec(textOf(message))?.[0];

describe("a battle where the bot is no member", () => {
  it("stands there for all, who vote by buttons and are answered alone, and shows its end to all", async () => {
    const { ann, bob } = arena;
    const ballot = await ask();
    expect(textOf(ballot)).toContain("> Why is the sea salty?");
    expect(textOf(ballot)).toContain(chat.shownAtPress);
    expect(textOf(ballot)).not.toContain(chat.reactHint);
    const reply = await answerTo(arena, bob.press(ballot, "A"));
    expect([textOf(reply), isUnseen(reply)]).toEqual([battle.chosen("A"), true]);
    expect(textOf(await answerTo(arena, bob.press(reply, battle.buttons.names)))).toMatch(/A was \*\*Model/);
    const own = await answerTo(arena, ann.press(ballot, "B"));
    expect(buttonsOf(own)).toContain(battle.buttons.close);
    expect(textOf(ballot)).not.toContain("Model m");
    await answerTo(arena, ann.press(own, battle.buttons.close));
    await arena.settled();
    expect(textOf(ballot)).toContain(battle.votes(1, 1, 0, 0));
    expect(shown()).toEqual([ballot]);
  });

  it("shows its end at the next press once its token is used up, also after a restart", async () => {
    const { peer, bob } = arena;
    const ballot = await ask();
    await arena.pass(14 * minute);
    await answerTo(arena, bob.press(ballot, "Tie"));
    // The press has brought a token that works for another quarter of an hour.
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(battle.votes(0, 0, 1, 0));
    const later = await ask();
    await arena.pass(25 * 60 * minute);
    expect(textOf(later)).not.toContain("This battle is closed.");
    const failures = () => peer.rest.calls.filter(({ code }) => code === 50_027).length;
    const before = failures();
    for (let hour = 0; hour < 5; hour += 1) await arena.pass(60 * minute);
    expect(failures()).toBe(before);
    await arena.stop();
    arena = await kit.arena({ place: "here", peer });
    await arena.settled();
    const pressed = await answerTo(arena, bob.press(later, "A"));
    expect(textOf(pressed)).toContain("Voting on this battle has closed.");
    expect(isUnseen(pressed)).toBe(true);
    await until(() => textOf(later).includes(battle.votes(0, 0, 0, 0)));
  });

  it("is not waited for without end", async () => {
    const ballot = await ask();
    await arena.pass(25 * 60 * minute);
    await arena.pass(3 * 24 * 60 * minute);
    await arena.settled();
    const left = await kit.store.battles.unfinishedBattles();
    expect(left.filter(({ delivery }) => delivery !== null)).toEqual([]);
    expect(textOf(ballot)).not.toContain("This battle is closed.");
  });

  it("is followed up by its asker for all to see, by the same two", async () => {
    const { ann, bob } = arena;
    const ballot = await ask();
    expect(textOf(await answerTo(arena, bob.press(ballot, chat.followUp)))).toBe(refusals.followUpNotAsker);
    const opened = ann.press(ballot, chat.followUp);
    await until(() => opened.callback?.type === 9);
    ann.submit(opened, { question: "And the lakes?" });
    await until(() => shown().length === 2 && buttonsOf(shown()[1]!).includes("Both bad"));
    await arena.settled();
    expect(answersIn(shown()[1]!)).toBe(answersIn(ballot));
    expect(textOf(ballot)).toContain(battle.continued);
    await answerTo(arena, bob.press(shown()[1]!, "A"));
    await arena.pass(11 * minute);
    expect(textOf(shown()[1]!)).toContain(battle.votes(1, 0, 0, 0));
  });

  it("of which nothing comes is refused to its asker alone", async () => {
    const refused = await answerTo(arena, arena.ann.slash(elsewhere, "battle", { question: "…" }));
    expect([textOf(refused), isUnseen(refused)]).toEqual([refusals.emptyQuestion, true]);
    expect(shown()).toEqual([]);
  });

  it("ends when its answers come too late for its token, and its asker is told", async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    kit.server.script(async (call, number) => {
      await promise;
      await signedAnswer(call, number);
    });
    const { peer, ann } = arena;
    ann.slash(elsewhere, "battle", { question: "Why?" });
    await until(() => shown().length === 1);
    // The clock of the models stands still, that of Discord does not.
    const { clock } = peer.world;
    peer.world.clock = { ...clock, now: () => new Date(clock.now().getTime() + 16 * minute) };
    resolve();
    await until(() => peer.messagesIn(peer.direct(ann)).length === 1);
    expect(textOf(peer.messagesIn(peer.direct(ann))[0]!)).toContain(battle.unshowable);
    peer.world.clock = clock;
  });

  it("calls its asker, who wants that, in a direct message", async () => {
    const { peer, ann } = arena;
    const ballot = await ask();
    const reply = await answerTo(arena, ann.press(ballot, "A"));
    await answerTo(arena, ann.press(reply, battle.buttons.tell));
    await arena.pass(11 * minute);
    await until(() => peer.messagesIn(peer.direct(ann)).length === 1);
    expect(textOf(peer.messagesIn(peer.direct(ann))[0]!)).toContain("Your battle has closed.");
  });
});

describe("a battle that is to be private", () => {
  it("is, where its asker wants that or the server lets apps not speak", async () => {
    const { peer, ann } = arena;
    const silent = peer.channel(peer.guild({ joined: false }));
    for (const [place, options] of [
      [elsewhere, { private: true }],
      [silent, {}],
      [arena.channel, { private: true }],
    ] as const) {
      const asked = ann.slash(place, "battle", { question: "Why is the sea salty?", ...options });
      await until(() => buttonsOf(asked.replies[0] ?? {}).includes("Both bad"));
      const ballot = asked.replies[0]!;
      expect(isUnseen(ballot)).toBe(true);
      const reply = await answerTo(arena, ann.press(ballot, "A"));
      await answerTo(arena, ann.press(reply, battle.buttons.names));
      await arena.settled();
      expect(textOf(ballot)).toContain("This battle is closed.");
      expect(peer.messagesIn(place)).toEqual([]);
    }
  });
});
