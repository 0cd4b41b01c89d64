import { afterAll, beforeAll, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const { telegram: own, help } = words;
const greeting = plain(own.greeting);

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

it("a group that adds the bot is greeted once, whichever way that is told, also after a restart", async () => {
  const arena = await kit.arena({ place: "here" });
  const { peer, ann } = arena;
  const group = peer.group([ann], { bot: { status: "left" } });
  peer.place(group, "member", ann);
  const added = peer.updates.all.at(-1)!;
  ann.say(group, `/start@${peer.world.bot.username} arena`);
  await arena.settled();
  const greetings = () => peer.messagesIn(group).filter((one) => textOf(one) === greeting);
  expect(peer.messagesIn(group).filter(({ from }) => from?.is_bot)).toEqual(greetings());
  expect(greetings().map(buttonsOf)).toEqual([[help.buttons.question, help.buttons.board, help.buttons.help]]);
  peer.place(group, "administrator", ann);
  await arena.settled();
  await arena.stop();
  const later = await kit.arena({ place: "here", peer });
  peer.updates.repeat(added);
  ann.say(group, `/start@${peer.world.bot.username} arena`);
  await later.settled();
  expect(greetings()).toHaveLength(1);
  ann.say(group, "/start");
  await later.settled();
  expect(textOf(peer.messagesIn(group).at(-1)!)).toBe(plain(own.welcome));
  await later.stop();
});

it("its buttons show a question, the board and how it works to who presses, and the question can be asked there", async () => {
  kit.server.script(signedAnswer);
  const arena = await kit.arena();
  const { peer, ann, bob } = arena;
  const group = peer.group([ann, bob], { bot: { status: "left" } });
  peer.place(group, "member", ann);
  await arena.settled();
  const [first] = peer.messagesIn(group);
  // Each takes the place of what the one before brought the same person.
  const press = async (label: string) => {
    bob.tap(first!, label);
    await arena.pass(3_000);
    return peer.shownAlone(group, bob);
  };
  expect((await press(help.buttons.board)).some((one) => one.photo)).toBe(true);
  expect((await press(help.buttons.help)).some((one) => textOf(one).includes("Ratings."))).toBe(true);
  const offered = (await press(help.buttons.question)).find((one) => buttonsOf(one).includes(words.bank.ask));
  expect(peer.messagesIn(group)).toEqual([first]);
  bob.tap(offered!, words.bank.ask);
  await arena.settled();
  expect(peer.messagesIn(group).some((one) => buttonsOf(one).includes("Both bad"))).toBe(true);
  await arena.stop();
});

it("speaks the language of the group, and of whoever adds it where the group has none", async () => {
  const arena = await kit.arena();
  const { peer, ann } = arena;
  const chinese = plain(sentences("zh").telegram.greeting);
  const li = peer.person("li", { language: "zh-hans" });
  const group = peer.group([ann, li], { bot: { status: "left" } });
  peer.place(group, "member", li);
  await arena.settled();
  expect(textOf(peer.messagesIn(group)[0]!)).toBe(chinese);
  const other = peer.group([ann]);
  ann.join(other, { status: "administrator" });
  ann.say(other, "/settings language zh");
  await arena.settled();
  peer.place(other, "left", ann);
  peer.place(other, "member", ann);
  await arena.settled();
  expect(textOf(peer.messagesIn(other).at(-1)!)).toBe(chinese);
  await arena.stop();
});

it("greets no channel and no supergroup that was a group, and says privately where it may not write", async () => {
  const arena = await kit.arena();
  const { peer, ann } = arena;
  const channel = peer.channel();
  channel.members.set(peer.world.bot.id, { status: "left", rights: [], anonymous: false });
  peer.place(channel, "administrator", ann);
  const group = peer.group([ann], { type: "group" });
  const grown = peer.migrate(group, ann);
  await arena.settled();
  peer.place(grown, "left", ann);
  peer.place(grown, "member", ann);
  const closed = peer.group([ann], { bot: { status: "left" } });
  closed.open = false;
  ann.direct("/start");
  await arena.settled();
  peer.place(closed, "member", ann);
  await arena.settled();
  for (const chat of [channel, grown]) expect(peer.messagesIn(chat).map(textOf)).not.toContain(greeting);
  expect(textOf(peer.messagesIn(ann.private).at(-1)!)).toBe(plain(own.obstacles.permission));
  await arena.stop();
});
