import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const words = sentences("en");
/** Of a message of which nobody is notified. */
const silent = 1 << 12;

let kit: DiscordKit;
let arena: DiscordArena;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());
beforeEach(async () => {
  arena = await kit.arena();
});
afterEach(() => arena.stop());

const saidByBot = (place = arena.channel) =>
  arena.peer.messagesIn(place).filter(({ author }) => author.id === arena.peer.world.bot.id);
const asked = () => JSON.stringify(kit.server.calls.at(-1)!.body.messages);

describe("talk on Discord", () => {
  it("in answer to a board or to somebody's battle is left alone, and a refusal is told once, alone", async () => {
    const { peer, channel, ann, bob } = arena;
    ann.slash(channel, "leaderboard");
    await until(() => saidByBot().length > 0);
    const board = saidByBot().at(-1)!;
    bob.say(channel, "nice, congrats!", { replyTo: board });
    bob.say(channel, "", { replyTo: board });
    const { ballot } = await arena.ask();
    const before = saidByBot().length;
    for (const text of ["haha, B is funny", "And the rivers?", "And the lakes?"])
      bob.say(channel, text, { replyTo: ballot });
    ann.say(channel, "I prefer B", { replyTo: ballot });
    await arena.settled();
    expect(saidByBot()).toHaveLength(before);
    expect(peer.messagesIn(peer.direct(bob)).map(textOf)).toEqual([words.refusals.followUpNotAsker]);
    peer.world.closedTo.add(ann.id);
    const { ballot: other } = await arena.ask("Why is the sky blue?", bob);
    ann.say(channel, "And at night?", { replyTo: other });
    await arena.settled();
    expect(textOf(saidByBot().at(-1)!)).toBe(textOf(other));
  });

  it("that may be a question of the asker's brings a button without a sound, which asks it", async () => {
    const { channel, ann, bob } = arena;
    const { ballot } = await arena.ask("Why is the moon bright?");
    const said = ann.say(channel, "And in one word, please", { replyTo: ballot });
    await until(() => textOf(saidByBot().at(-1)!) === words.asking.maybeFollowUp);
    const offer = saidByBot().at(-1)!;
    expect([offer.message_reference?.message_id, (offer.flags ?? 0) & silent]).toEqual([said.id, silent]);
    const strange = await answerTo(arena, bob.press(offer, words.asking.askBoth));
    expect(textOf(strange)).toBe(words.asking.notYourWords);
    const answer = await answerTo(arena, ann.press(offer, words.asking.askBoth));
    expect(textOf(answer)).toBe(words.bank.asked);
    expect(asked()).toContain("And in one word, please");
    expect(asked()).toContain("Why is the moon bright?");
  });

  it("a question that is edited is offered to be asked again", async () => {
    const { channel, ann } = arena;
    const said = ann.say(channel, "Why is the see deep?", { mention: true });
    await until(() => saidByBot().some((one) => buttonsOf(one).includes("Both bad")));
    await arena.settled();
    ann.edit(said, `${said.content} `);
    ann.edit(said, said.content.replace("see", "sea"));
    await until(() => textOf(saidByBot().at(-1)!) === words.asking.edited);
    await answerTo(arena, ann.press(saidByBot().at(-1)!, words.asking.askAgain));
    expect(asked()).toContain('"Why is the sea deep?"');
  });
});

describe("the bot's role", () => {
  it("is a name of the bot: where Discord gives the text it is asked, and else its writer is told what to do", async () => {
    const { peer, channel, ann } = arena;
    const role = `<@&${peer.world.application}>`;
    ann.say(channel, `${role} Why is snow white?`);
    await until(() => saidByBot().some((one) => textOf(one) === words.chat.askSomething));
    ann.say(channel, `${role} <@${peer.world.bot.id}> Why is snow white?`);
    await until(() => saidByBot().some((one) => buttonsOf(one).includes("Both bad")));
    await arena.settled();
    expect(asked()).toContain('"Why is snow white?"');
  });
});
