import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import type { PeerMessage } from "../peers/telegram/world.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramArena, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const hidden = plain(words.battle.hidden);
const own = words.restrictions;

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

type Person = TelegramArena["ann"];

const shownLast = ({ peer, group }: TelegramArena, person: Person): PeerMessage => {
  const shown = peer.shownAlone(group, person).at(-1);
  if (!shown) throw new Error("nothing is shown to this person alone");
  return shown;
};

/** What somebody alone is shown in answer to a command that answers a message. */
async function command(arena: TelegramArena, person: Person, text: string, replyTo: PeerMessage): Promise<PeerMessage> {
  person.say(arena.group, text, { replyTo });
  await arena.settled();
  return shownLast(arena, person);
}

async function press(arena: TelegramArena, person: Person, at: PeerMessage, begins: string): Promise<void> {
  person.tap(at, buttonsOf(at).find((one) => one.startsWith(begins)) ?? begins);
  await arena.settled();
}

const botsIn = ({ peer }: TelegramArena, chat: TelegramArena["group"]) =>
  peer.messagesIn(chat).filter(({ from }) => from?.is_bot);

describe("moderating on Telegram", () => {
  it.each([true, false])(
    "hides a battle in answer to its message, also when it has ended, and shows it again (rich: %s)",
    async (rich) => {
      const arena = await kit.arena({ rich });
      const { group, ann, bob } = arena;
      ann.join(group, { status: "administrator" });
      const ballot = await arena.ask("Why is the sea salty?", bob);
      bob.tap(ballot, "A");
      await arena.pass(25 * 60 * 60_000);
      const before = textOf(ballot);
      const menu = await command(arena, ann, "/moderation", ballot);
      await press(arena, ann, menu, own.buttons.hide);
      expect(textOf(ballot)).toBe(hidden);
      await press(arena, ann, shownLast(arena, ann), own.buttons.lift.hidden);
      expect(textOf(ballot)).toBe(before);
      await arena.stop();
    },
  );

  it("hides and shows answers that have messages of their own", async () => {
    kit.server.script(answerWith(`the sea of salt ${"and more salt ".repeat(250)}`));
    const arena = await kit.arena({ rich: false });
    const { group, ann, bob } = arena;
    ann.join(group, { status: "administrator" });
    const ballot = await arena.ask("Why is the sea salty?", bob);
    const menu = await command(arena, ann, "/moderation", ballot);
    await press(arena, ann, menu, own.buttons.hide);
    const posts = () => botsIn(arena, group).filter((one) => textOf(one) === hidden);
    expect(posts()).toHaveLength(3);
    expect(JSON.stringify(botsIn(arena, group))).not.toContain("the sea of");
    await press(arena, ann, shownLast(arena, ann), own.buttons.lift.hidden);
    expect(posts()).toEqual([]);
    expect(botsIn(arena, group).filter((one) => textOf(one).includes("the sea of salt"))).toHaveLength(2);
    kit.server.script(signedAnswer);
    await arena.stop();
  });

  it("reports a battle in answer to its message", async () => {
    const arena = await kit.arena();
    const { ann, bob } = arena;
    const ballot = await arena.ask("Why is the sea salty?", bob);
    const sure = await command(arena, ann, "/report", ballot);
    expect(buttonsOf(sure)).toEqual([words.battle.buttons.reportNow]);
    await arena.stop();
  });
});
