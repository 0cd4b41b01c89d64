import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { refusals as peerRefusals } from "../peers/discord/refusal.ts";
import type { Call } from "../peers/discord/rest.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordArena, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { battle, chat } = sentences("en");
const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
});
beforeEach(() => kit.server.script(signedAnswer));
afterAll(() => kit.close());

/** What the models say holds this, and nothing else does. */
const answers = /the sea of/u;
const showsAnswers = ({ body }: Call) => answers.test(JSON.stringify(body ?? ""));

async function ask({ peer, channel, ann }: DiscordArena) {
  const asked = ann.slash(channel, "battle", { question: "Why is the sea salty?" });
  await until(() => peer.messagesIn(channel).length === 2);
  return { asked, post: peer.messagesIn(channel)[1]! };
}

const refused = ({ peer }: DiscordArena) =>
  peer.rest.calls.filter(({ method, status }) => method === "PATCH" && status >= 400);

describe("answers that Discord never lets through", () => {
  it.each([
    ["for their words", undefined],
    ["for their form", () => peerRefusals.invalidForm(["a word that is blocked"])],
    ["for their size", peerRefusals.tooLarge],
  ] as const)("end their battle at once, with a sentence: %s", async (_why, refusal) => {
    const arena = await kit.arena();
    const { peer, channel, ann } = arena;
    const unfinished = async () => (await kit.store.battles.unfinishedBattles()).map(({ id }) => id);
    const earlier = new Set(await unfinished());
    if (refusal) peer.rest.plan(showsAnswers, { kind: "refused", refusal: refusal() }, 1_000);
    else peer.world.forbidden = answers;
    const { asked, post } = await ask(arena);
    await until(() => textOf(post).includes(battle.unshowable));
    await arena.settled();
    expect(textOf(asked.replies[0]!)).toBe(chat.obstacles.blocked);
    expect(buttonsOf(post)).toEqual([battle.buttons.again]);
    for (let hour = 0; hour < 26; hour += 1) await arena.pass(60 * minute);
    expect(refused(arena)).toHaveLength(1);
    // Nothing of it is left to close, or to be rated.
    expect((await unfinished()).filter((id) => !earlier.has(id))).toEqual([]);
    peer.rest.calm();
    peer.world.forbidden = undefined;
    expect(textOf(await answerTo(arena, ann.press(post, battle.buttons.again)))).toBe(battle.askedAgain);
    await until(() => peer.messagesIn(channel).some((message) => buttonsOf(message).includes("Both bad")));
    await arena.stop();
  });

  it("are tried a few times where the same may pass later", async () => {
    const arena = await kit.arena();
    const { peer } = arena;
    peer.rest.plan(showsAnswers, { kind: "refused", refusal: peerRefusals.cloudflare() }, 1_000);
    const { post } = await ask(arena);
    await until(() => refused(arena).length === 1);
    await arena.settled();
    for (let turn = 0; turn < 10; turn += 1) await arena.pass(minute);
    expect(refused(arena)).toHaveLength(3);
    expect(textOf(post)).toContain(battle.unshowable);
    await arena.stop();
  });

  it("are taken back alone in a follow-up, whose battle goes on as it was", async () => {
    const arena = await kit.arena();
    const { peer, channel, ann, bob } = arena;
    const { ballot } = await arena.ask();
    peer.world.forbidden = /the sea of[^"]*"[^]*the sea of/u;
    ann.say(channel, "And the lakes?", { replyTo: ballot });
    await until(() => peer.messagesIn(channel).some((message) => textOf(message).includes(battle.followUpFailed)));
    peer.world.forbidden = undefined;
    await answerTo(arena, bob.press(ballot, "A"));
    await arena.pass(11 * minute);
    expect(textOf(ballot)).toContain(battle.votes(1, 0, 0, 0));
    await arena.stop();
  });
});
