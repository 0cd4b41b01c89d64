import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFloodControl } from "../../bots/telegram/transport.ts";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { createManualClock } from "../manual-clock.ts";
import { draftIn } from "../peers/telegram/drafts.ts";
import type { Call } from "../peers/telegram/read-call.ts";
import { refusals, TelegramRefusal } from "../peers/telegram/refusal.ts";
import { until } from "../until.ts";
import { buttonsOf, startTelegramKit, type TelegramKit, textOf } from "./telegram-kit.ts";

const { battle: words } = sentences("en");
const isDraft = ({ method }: Call) => method === "sendMessageDraft";

let kit: TelegramKit;
beforeAll(async () => {
  kit = await startTelegramKit();
});
afterAll(() => kit.close());

/** Models that answer only when they are let. */
function holdAnswers(): { arrived(): number; release(from?: number): void } {
  const waiting: (() => void)[] = [];
  kit.server.script((call, number) => void waiting.push(() => void signedAnswer(call, number)));
  return {
    arrived: () => waiting.length,
    release: (from = 0) => waiting.splice(from).forEach((answer) => answer()),
  };
}

describe("while the models answer in a private chat", () => {
  it("a draft says so as long as it takes, and the message comes with both answers", async () => {
    const models = holdAnswers();
    const arena = await kit.arena();
    const { peer, ann, core } = arena;
    ann.direct("Why?");
    await until(() => models.arrived() === 2);
    expect(draftIn(peer.world, ann.id)).toMatchObject({ text: words.answering, canStop: true });
    expect(peer.messagesIn(ann.private)).toHaveLength(1);
    core.clock.advance(20_000);
    await until(() => peer.api.calls.filter(isDraft).length === 2);
    core.clock.advance(15_000);
    expect(draftIn(peer.world, ann.id)).toBeDefined();
    models.release();
    await arena.settled();
    const [asked, ballot] = peer.messagesIn(ann.private);
    expect(draftIn(peer.world, ann.id)).toBeUndefined();
    expect(ballot!.replyTo).toBe(asked);
    expect(buttonsOf(ballot!)).toContain("Tie");
    core.clock.advance(60_000);
    await arena.settled();
    expect(peer.api.calls.filter(isDraft)).toHaveLength(2);
    ann.say(ann.private, "And the Dead Sea?", { replyTo: ballot! });
    await until(() => models.arrived() === 2);
    expect(draftIn(peer.world, ann.id)).toMatchObject({ text: words.answeringAgain });
    models.release();
    await arena.settled();
    expect(buttonsOf(ballot!)).toEqual([]);
    expect(buttonsOf(peer.messagesIn(ann.private).at(-1)!)).toContain("Tie");
    await arena.stop();
  });

  it("Stop ends the battle and the work on it, and nothing is rated", async () => {
    const models = holdAnswers();
    const arena = await kit.arena();
    const { peer, ann } = arena;
    ann.direct("Why?");
    await until(() => models.arrived() === 2);
    ann.stop();
    await until(() => kit.server.inFlight() === 0);
    await arena.settled();
    const [, stopped] = peer.messagesIn(ann.private);
    expect(textOf(stopped!)).toBe(words.stopped);
    expect(buttonsOf(stopped!)).toEqual([words.buttons.again]);
    models.release();
    kit.server.script(signedAnswer);
    const ballot = await arena.ask("And why is the sky blue?", ann, ann.private);
    expect(buttonsOf(ballot)).toContain("Tie");
    expect(peer.messagesIn(ann.private)).toHaveLength(4);
    await arena.stop();
  });

  it("two questions have a draft each, of which the newer is seen, and the other again once it has been answered", async () => {
    const models = holdAnswers();
    const arena = await kit.arena();
    const { peer, ann, core } = arena;
    ann.direct("Why?");
    await until(() => models.arrived() === 2);
    const first = draftIn(peer.world, ann.id)!;
    ann.direct("And why not?");
    await until(() => core.clock.pending().includes(250));
    core.clock.advance(250);
    await until(() => models.arrived() === 4);
    expect(draftIn(peer.world, ann.id)!.id).not.toBe(first.id);
    models.release(2);
    await until(() => draftIn(peer.world, ann.id)?.id === first.id);
    const ballot = peer.messagesIn(ann.private).at(-1)!;
    expect(ballot.replyTo?.text).toBe("And why not?");
    ann.stop();
    await arena.settled();
    expect(textOf(peer.messagesIn(ann.private).at(-1)!)).toBe(words.stopped);
    await arena.stop();
  });

  it("Stop works on a draft that an earlier process has shown, and does nothing once the answers are there", async () => {
    const models = holdAnswers();
    const first = await kit.arena({ place: "drafts" });
    const { peer, ann } = first;
    ann.direct("Why?");
    await until(() => models.arrived() === 2);
    await first.stop();
    const shown = draftIn(peer.world, ann.id)!;
    peer.world.drafts.clear();
    const second = await kit.arena({ place: "drafts", peer });
    await until(() => models.arrived() === 4);
    expect(draftIn(peer.world, ann.id)).toMatchObject({ id: shown.id, text: words.answering });
    ann.stop();
    await second.settled();
    expect(textOf(peer.messagesIn(ann.private).at(-1)!)).toBe(words.stopped);
    kit.server.script(signedAnswer);
    const ballot = await second.ask("And why is the sky blue?", ann, ann.private);
    peer.world.drafts.set(ann.id, { ...shown, until: Number.POSITIVE_INFINITY });
    ann.stop();
    await second.settled();
    expect(buttonsOf(ballot)).toContain("Tie");
    await second.stop();
  });

  it.each([
    ["knows no drafts", new TelegramRefusal(404, "Not Found: method not found"), 1],
    ["takes none there", refusals.bad("TEXTDRAFT_PEER_INVALID"), 2],
  ])("a line says so where the server %s", async (_case, refusal, tried) => {
    const models = holdAnswers();
    const arena = await kit.arena();
    const { peer, ann } = arena;
    peer.api.plan(isDraft, { kind: "refused", refusal }, 9);
    for (const question of ["Why?", "And why not?"]) {
      ann.direct(question);
      await until(() => models.arrived() === 2);
      const line = peer.messagesIn(ann.private).at(-1)!;
      expect(textOf(line)).toBe(words.answering);
      models.release();
      await arena.settled();
      expect(buttonsOf(line)).toContain("Tie");
    }
    expect(peer.api.calls.filter(isDraft)).toHaveLength(tried);
    expect(peer.world.actions.length).toBeGreaterThan(0);
    await arena.stop();
  });

  it("no draft waits in a flood, to be shown with others in one heap afterwards", async () => {
    const clock = createManualClock();
    const { transformer } = createFloodControl(clock);
    const answer = { ok: false, error_code: 429, description: "Too Many Requests", parameters: { retry_after: 35 } };
    let asked = 0;
    const refuse = async () => {
      asked += 1;
      return answer as never;
    };
    const answers: unknown[] = [];
    for (const count of [1, 2]) {
      void transformer(refuse, "sendMessageDraft", { chat_id: 1, draft_id: 1 }).then((one) => answers.push(one));
      await until(() => answers.length === count || clock.pending().length > 0);
      expect(clock.pending()).toEqual([]);
    }
    expect(answers).toMatchObject([{ error_code: 429 }, { error_code: 429 }]);
    expect(asked).toBe(1);
  });

  it("nothing is tried again and again with somebody who has blocked the bot meanwhile", async () => {
    const models = holdAnswers();
    const arena = await kit.arena();
    const { peer, ann, core } = arena;
    ann.direct("Why?");
    await until(() => models.arrived() === 2);
    ann.block();
    models.release();
    await arena.settled();
    const sent = peer.api.calls.length;
    core.clock.advance(10 * 60_000);
    await arena.settled();
    expect(peer.api.calls.slice(sent).filter(({ parameters }) => parameters.chat_id === ann.id)).toEqual([]);
    await arena.stop();
  });
});
