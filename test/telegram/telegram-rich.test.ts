import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawEmoji } from "../../bots/telegram/reactions.ts";
import { sentences, textPost } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { refusals } from "../peers/telegram/refusal.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import { buttonsOf, startTelegramKit, type TelegramArena, type TelegramKit, textOf } from "./telegram-kit.ts";

const words = sentences("en");
const minute = 60_000;
const administrator = { status: "administrator" as const, rights: ["can_delete_messages" as const] };

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

const isRich = ({ parameters }: Call) => parameters.rich_message !== undefined;
/** What counts for Telegram's limit of 20 a minute in a group. */
const writing = /^(?:send(?!ChatAction)|edit)/u;
const writtenTo = ({ peer, group }: TelegramArena) =>
  peer.api.calls.filter(({ method, parameters }) => writing.test(method) && parameters.chat_id === group.id);

describe("a battle in one rich message", () => {
  it("has real tables, code and formulas, and its buttons below", async () => {
    kit.server.script(answerWith("| a | b |\n|---|---|\n| 1 | $x^2$ |\n\n```js\nx = 1\n```\n\nSee @name and /start."));
    const arena = await kit.arena();
    const ballot = await arena.ask();
    const [, , answer] = ballot.rich!.blocks;
    expect(answer).toMatchObject({
      type: "blockquote",
      blocks: [{ type: "table" }, { type: "pre" }, { type: "paragraph" }],
    });
    expect(ballot.entities).toEqual([]);
    expect(buttonsOf(ballot)).toEqual(["A", "B", "Tie", "Both bad"]);
    await arena.stop();
  });

  it.each([
    ["rich ones", true],
    ["plain ones, where the server knows no other", false],
  ])("costs two calls: three at once in a group stay under 20 a minute, in %s", async (_name, rich) => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ bot: administrator, rich });
    const { peer, group, ann, bob } = arena;
    const cat = peer.person("cat");
    cat.join(group);
    for (const person of [ann, bob, cat]) person.say(group, "/battle Why is the sea salty?");
    await arena.settled();
    const ballots = peer.messagesIn(group).filter((message) => buttonsOf(message).includes("Tie"));
    expect(ballots.map(({ rich: one }) => one !== undefined)).toEqual([rich, rich, rich]);
    // What an older server refuses is asked of it once; several at once may ask at the same moment.
    const refused = writtenTo(arena).filter(({ code }) => code !== 200);
    expect(refused.length).toBeLessThanOrEqual(rich ? 0 : 3);
    expect(writtenTo(arena).length - refused.length).toBe(6);
    for (const ballot of ballots) ann.tap(ballot, "A");
    await arena.settled();
    await arena.pass(11 * minute);
    for (const ballot of ballots) expect(textOf(ballot)).toContain("This battle is closed.");
    // The end is an edit each; one that crosses another's is carried out twice.
    const everybody = writtenTo(arena).filter(({ parameters }) => !("ephemeral_message_parameters" in parameters));
    expect(everybody.length).toBeLessThan(20);
    await arena.stop();
  });

  it("takes its plain form where the server knows no other, which is asked once", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ rich: false });
    const [first, second] = [await arena.ask(), await arena.ask("And the sky?")];
    expect([textOf(first), textOf(second)]).toEqual([expect.stringMatching(/^A\n/mu), expect.stringMatching(/^A\n/mu)]);
    await arena.pass(25 * 60 * minute);
    expect(textOf(first)).toContain("This battle is closed.");
    expect(arena.peer.api.calls.filter(isRich)).toHaveLength(1);
    await arena.stop();
  });

  it("takes its plain form where Telegram refuses just that one, which is not tried again", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena();
    const { peer } = arena;
    await arena.ask();
    peer.api.plan(isRich, { kind: "refused", refusal: refusals.bad("RICH_MESSAGE_CONTENT_REQUIRED") });
    const refused = await arena.ask("And the sky?");
    expect(refused.rich).toBeUndefined();
    expect(textOf(refused)).toMatch(/^A\n/mu);
    const third = await arena.ask("And the wind?");
    expect(third.rich).toBeDefined();
    await arena.pass(25 * 60 * minute);
    expect([textOf(refused), textOf(third)].every((text) => text.includes("This battle is closed."))).toBe(true);
    expect(peer.api.calls.filter((call) => isRich(call) && call.parameters.message_id === refused.id)).toHaveLength(1);
    expect(textOf(refused)).toContain(words.battle.votes(0, 0, 0, 0));
    await arena.stop();
  });

  it("is sent as one where its group has moved", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ type: "group", bot: administrator });
    const { peer, group, ann } = arena;
    const ballot = await arena.ask();
    const moved = peer.migrate(group, ann);
    await arena.settled();
    await arena.pass(25 * 60 * minute);
    const again = peer.messagesIn(moved).at(-1)!;
    expect(again.rich).toBeDefined();
    expect(textOf(again)).toContain("This battle is closed.");
    expect(textOf(ballot)).not.toContain("This battle is closed.");
    await arena.stop();
  });
});

describe("a line that is sent again", () => {
  it("takes no buttons from a battle posted just before it", async () => {
    kit.server.script(signedAnswer);
    const arena = await kit.arena({ bot: administrator });
    const { peer, group, ann, telegram } = arena;
    const question = `${group.id}/${ann.say(group, "Why?").id}`;
    const { platform } = telegram;
    const post = { ...textPost("Vote."), answers: { a: "one", b: "two" }, buttons: [{ label: "A", action: "x" }] };
    await platform.post(String(group.id), post, "a battle", question);
    peer.api.plan(({ method }) => method === "sendMessage", { kind: "reset-before" });
    await platform.post(String(group.id), { ...textPost("On its way"), progress: true }, "a line", question);
    ann.direct("/help");
    await arena.settled();
    const shown = peer.messagesIn(group).map((message) => [message.rich !== undefined, buttonsOf(message)]);
    expect(shown).toEqual([
      [false, []],
      [true, ["A"]],
      [false, []],
    ]);
    await arena.stop();
  });
});

describe("the emoji of the sides", () => {
  it("change places from battle to battle, so that a liking for one evens out", () => {
    const hashes = Array.from({ length: 2_000 }, (_one, index) =>
      createHash("sha256").update(`${index}`).digest("hex"),
    );
    const whales = hashes.filter((hash) => drawEmoji(hash).a === "🐳").length;
    expect(whales).toBeGreaterThan(900);
    expect(whales).toBeLessThan(1_100);
    for (const hash of hashes.slice(0, 20)) {
      const { a, b } = drawEmoji(hash);
      expect([a, b].toSorted()).toEqual(["🐳", "🦄"]);
    }
  });
});
