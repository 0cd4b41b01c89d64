import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import { buttonsOf, plain, startTelegramKit, type TelegramArena, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const erased = plain(words.battle.erased);
const day = 24 * 60 * 60_000;

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

async function erase(arena: TelegramArena): Promise<string> {
  const { peer, ann } = arena;
  ann.direct("/privacy erase");
  await arena.settled();
  const sure = peer.messagesIn(ann.private).findLast((one) => buttonsOf(one).length > 0)!;
  ann.tap(sure, words.privacy.buttons.eraseNow);
  await arena.settled();
  return peer.messagesIn(ann.private).map(textOf).join("\n");
}

const botsIn = ({ peer }: TelegramArena, chat: TelegramArena["group"]) =>
  peer.messagesIn(chat).filter(({ from }) => from?.is_bot);

describe("erasing on Telegram", () => {
  it.each([true, false])("takes the answers out of posts, in rich messages or several (rich: %s)", async (rich) => {
    const arena = await kit.arena({ rich });
    const { group, ann } = arena;
    const ballot = await arena.ask();
    ann.tap(ballot, "A");
    await arena.pass(25 * 60 * 60_000);
    await erase(arena);
    expect(textOf(ballot)).toContain(erased);
    expect(textOf(ballot)).toMatch(/A was Model m\d/u);
    expect(JSON.stringify(botsIn(arena, group))).not.toContain("the sea of");
    await arena.stop();
  });

  it("reaches answers that have messages of their own, also when that is no longer in its notes", async () => {
    kit.server.script(answerWith(`the sea of salt ${"and more salt ".repeat(250)}`));
    const arena = await kit.arena({ rich: false });
    const { group } = arena;
    await arena.ask();
    await arena.pass(25 * 60 * 60_000);
    expect(botsIn(arena, group)).toHaveLength(3);
    await kit.store.notes.forgetNotes(new Date(arena.core.clock.now().getTime() + day));
    await erase(arena);
    expect(JSON.stringify(botsIn(arena, group))).not.toContain("the sea of");
    expect(botsIn(arena, group).filter((one) => textOf(one) === erased)).toHaveLength(2);
    kit.server.script(signedAnswer);
    await arena.stop();
  });

  it("changes questions posted through the bot, and counts those that can be changed no more", async () => {
    const arena = await kit.arena({ bot: { status: "left" } });
    const { peer, ann, bob, group } = arena;
    const post = async (question: string) => {
      const typed = ann.inline(question);
      await arena.settled();
      const message = ann.choose(typed, group);
      await arena.settled();
      return message;
    };
    const [one, two] = [await post("Why is my sea salty?"), await post("Why is your sea salty?")];
    for (const message of [one, two]) bob.tap(message, "A");
    await arena.pass(25 * 60 * 60_000);
    expect(textOf(one)).toContain("my sea");
    peer.api.plan(({ parameters }) => parameters.inline_message_id === two.inlineId, {
      kind: "refused",
      refusal: refusals.mayNotEdit(),
    });
    expect(await erase(arena)).toContain(plain(words.privacy.postsWaiting(2)));
    expect(textOf(one)).toContain(erased);
    expect(textOf(one)).not.toMatch(/my sea|the sea of/u);
    ann.direct("/privacy");
    await arena.settled();
    const told = textOf(peer.messagesIn(ann.private).at(-1)!);
    expect(told).toContain(plain(words.privacy.postsUnreachable(1)));
    expect(told).not.toContain(plain(words.privacy.postsWaiting(1)));
    await arena.stop();
  });
});
