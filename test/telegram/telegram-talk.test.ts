import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import type { PeerChat, PeerMessage } from "../peers/telegram/world.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramArena, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");

let kit: TelegramKit;
let arena: TelegramArena;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());
beforeEach(async () => {
  await arena?.stop();
  kit.server.script(signedAnswer);
  arena = await kit.arena();
});

const sticker = { sticker: { file_id: "s", file_unique_id: "s", type: "regular", width: 512, height: 512 } };
const saidByBot = (chat: PeerChat) => arena.peer.messagesIn(chat).filter(({ from }) => from?.is_bot);
const sentSilently = (text: string) =>
  arena.peer.api.calls.some(
    ({ method, parameters }) =>
      method === "sendMessage" && parameters["text"] === text && parameters["disable_notification"] === true,
  );
/** The commands that can be pressed in a message, as Telegram sees them. */
const commandsIn = ({ text = "", entities }: PeerMessage) =>
  entities.flatMap(({ type, offset, length }) => (type === "bot_command" ? [text.slice(offset, offset + length)] : []));

describe("talk in a group", () => {
  it("in answer to a board is left alone", async () => {
    const { ann, bob, group } = arena;
    ann.say(group, "/leaderboard");
    await arena.settled();
    const board = saidByBot(group).at(-1)!;
    bob.say(group, "wow", { replyTo: board });
    bob.say(group, "why is m3 so far down?", { replyTo: board });
    bob.say(group, "", { replyTo: board, other: sticker });
    await arena.settled();
    expect(saidByBot(group)).toHaveLength(1);
  });

  it("in answer to a battle moves no ballot, and others hear nothing in public, whatever they ask", async () => {
    const { peer, ann, bob, group } = arena;
    bob.direct("/start");
    const ballot = await arena.ask();
    const before = saidByBot(group).length;
    ann.say(group, "haha, B is funny", { replyTo: ballot });
    for (const text of ["B forgot the rivers", "And the rivers?", "And the lakes?"])
      bob.say(group, text, { replyTo: ballot });
    await arena.settled();
    expect(saidByBot(group)).toHaveLength(before);
    expect(buttonsOf(ballot)).toContain("Both bad");
    const privately = peer.messagesIn(bob.private).map(textOf);
    expect(privately.filter((text) => text === plain(words.refusals.followUpNotAsker))).toHaveLength(1);
  });

  it("that may be a question of the asker's brings a button without a sound, which asks it", async () => {
    const { ann, bob, group } = arena;
    const ballot = await arena.ask();
    ann.say(group, "And in Celsius, please", { replyTo: ballot });
    await arena.settled();
    const offer = saidByBot(group).at(-1)!;
    expect(textOf(offer)).toBe(plain(words.asking.maybeFollowUp));
    expect(sentSilently(offer.text!)).toBe(true);
    const strange = bob.tap(offer, words.asking.askBoth);
    await arena.settled();
    expect(buttonsOf(offer)).toEqual([words.asking.askBoth]);
    expect(strange.answer?.text ?? arena.peer.shownAlone(group, bob).map(textOf)).toContain(words.asking.notYourWords);
    ann.tap(offer, words.asking.askBoth);
    await arena.settled();
    expect([textOf(offer), buttonsOf(offer)]).toEqual([words.bank.asked, []]);
    const asked = JSON.stringify(kit.server.calls.at(-1)!.body.messages);
    expect(asked).toContain("And in Celsius, please");
    expect(asked).toContain("Why is the sea salty?");
    expect(buttonsOf(saidByBot(group).at(-1)!)).toContain("Both bad");
  });
});

describe("in a group", () => {
  it("a question of the bank is offered there without a sound, and asked there", async () => {
    const { peer, ann, bob, group } = arena;
    ann.direct("/start");
    ann.say(group, `/battle@${peer.world.bot.username}`);
    await arena.settled();
    const offer = saidByBot(group).at(-1)!;
    expect(buttonsOf(offer)).toEqual([words.bank.ask, words.bank.another]);
    expect(sentSilently(offer.text!)).toBe(true);
    bob.tap(offer, words.bank.another);
    await arena.settled();
    for (const person of [ann, bob]) person.tap(offer, words.bank.ask);
    await arena.settled();
    expect([textOf(offer), buttonsOf(offer)]).toEqual([words.bank.asked, []]);
    const ballots = saidByBot(group).filter((one) => buttonsOf(one).includes("Both bad"));
    expect(ballots).toHaveLength(1);
    expect(peer.messagesIn(ann.private).filter((one) => buttonsOf(one).length > 1)).toEqual([]);
  });

  it("the list of models is for everybody", async () => {
    const { peer, ann, group } = arena;
    ann.say(group, `/models@${peer.world.bot.username}`);
    await arena.settled();
    expect(saidByBot(group).map(textOf)).toEqual([expect.stringContaining("Model m1")]);
  });

  it("a question that is edited is offered to be asked again, and asked as it reads then", async () => {
    const { ann, group } = arena;
    const said = ann.say(group, "/battle Why is the see salty?");
    await arena.settled();
    ann.edit(said, "/battle Why is the sea salty?");
    await arena.settled();
    const offer = saidByBot(group).at(-1)!;
    expect(textOf(offer)).toBe(plain(words.asking.edited));
    expect([offer.replyTo, sentSilently(offer.text!)]).toEqual([said, true]);
    const before = saidByBot(group).length;
    ann.edit(said, "/battle Why is the Dead Sea salty?");
    await arena.settled();
    expect(saidByBot(group)).toHaveLength(before);
    ann.tap(offer, words.asking.askAgain);
    await arena.settled();
    expect(JSON.stringify(kit.server.calls.at(-1)!.body.messages)).toContain("Why is the Dead Sea salty?");
    expect(saidByBot(group)).toHaveLength(before + 1);
  });
});

describe("the bot's own commands", () => {
  it("can be pressed in its sentences, but not in what they quote", async () => {
    const { peer, ann } = arena;
    ann.direct("/start");
    ann.direct("/profile /help");
    ann.direct("/battel");
    await arena.settled();
    const [welcome, profile, unknown] = saidByBot(ann.private);
    expect(commandsIn(welcome!)).toContain("/help");
    expect(textOf(profile!)).toContain("/help");
    expect(commandsIn(profile!)).toEqual(["/models"]);
    expect(commandsIn(unknown!)).toEqual(["/battle"]);
    expect(peer.messagesIn(ann.private).map(({ text }) => text)).toContain(textOf(welcome!));
  });

  it("are known when they are copied with signs that nobody sees", async () => {
    // Of what does not begin as a command it is told in a group whose administrator it is.
    const { peer, ann, group } = arena;
    peer.place(group, "administrator", ann, []);
    ann.direct("/\u200bmodels");
    ann.say(group, "/\u200bmodels");
    await arena.settled();
    for (const chat of [ann.private, group]) expect(textOf(saidByBot(chat).at(-1)!)).toContain("Model m1");
  });
});
