import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { refusals as peerRefusals } from "../peers/discord/refusal.ts";
import type { Call } from "../peers/discord/rest.ts";
import { until } from "../until.ts";
import { answerTo, buttonsOf, type DiscordKit, startDiscordKit, textOf } from "./discord-kit.ts";

const { boards, chat, refusals, tasks } = sentences("en");
const minute = 60_000;

let kit: DiscordKit;
beforeAll(async () => {
  kit = await startDiscordKit();
  kit.server.script(signedAnswer);
});
afterAll(() => kit.close());

const isPost = ({ method, path }: Call) => method === "POST" && path.endsWith("/messages");

describe("what Discord does not take", () => {
  it.each([
    ["slow", peerRefusals.slowMode],
    ["empty", peerRefusals.emptyMessage],
    ["kind", peerRefusals.otherKind],
    ["blocked", peerRefusals.cloudflare],
    ["blocked", peerRefusals.moderated],
  ] as const)("is said as what it is: %s", async (obstacle, refusal) => {
    const arena = await kit.arena();
    arena.peer.rest.plan(isPost, { kind: "refused", refusal: refusal() });
    const asked = arena.ann.slash(arena.channel, "battle", { question: "Why?" });
    expect(textOf(await answerTo(arena, asked))).toBe(chat.obstacles[obstacle]);
    await arena.stop();
  });
});

describe("the form for a follow-up", () => {
  it("does not open for those who would be refused", async () => {
    const arena = await kit.arena();
    const { ann, bob } = arena;
    const { ballot } = await arena.ask();
    const said = async (press: ReturnType<typeof ann.press>) => {
      const reply = await answerTo(arena, press);
      expect((reply.flags ?? 0) & 64).toBe(64);
      return textOf(reply);
    };
    expect(await said(bob.press(ballot, chat.followUp))).toBe(refusals.followUpNotAsker);
    const opened = ann.press(ballot, chat.followUp);
    await until(() => opened.callback?.type === 9);
    await answerTo(arena, bob.press(ballot, "A"));
    expect(await said(ann.press(ballot, chat.followUp))).toBe(refusals.followUpAfterVote);
    const form = (ballot.components as { components?: { custom_id?: string; label?: string }[] }[])
      .flatMap(({ components = [] }) => components)
      .find(({ label }) => label === chat.followUp)!;
    await arena.pass(25 * 60 * minute);
    expect(buttonsOf(ballot)).not.toContain(chat.followUp);
    expect(await said(ann.pressId(ballot, form.custom_id!))).toBe(refusals.followUpClosed);
    await arena.stop();
  });
});

describe("a task that there is not", () => {
  it("is refused with those that there are, and is no part of the question", async () => {
    const arena = await kit.arena();
    const all = Object.values(tasks).join(boards.listSeparator);
    for (const options of [{ task: "nonsense" }, { task: "nonsense", question: "Why?" }]) {
      const reply = await answerTo(arena, arena.ann.slash(arena.channel, "battle", options));
      expect(textOf(reply)).toBe(refusals.unknownTask("nonsense", all));
    }
    expect(arena.peer.messagesIn(arena.channel)).toEqual([]);
    await arena.stop();
  });
});
