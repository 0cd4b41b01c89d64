/** What may not be asked or answered where a battle takes place; of what may not, only a reason is kept. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Sender } from "../../core/chat/post.ts";
import { sentences } from "../../core/language/index.ts";
import type { ModerationEndpoint } from "../../core/safety/moderation/endpoint.ts";
import { type CoreKit, type RunningCore, sender, startCoreKit } from "../core-kit.ts";
import { type ModerationServer, startModerationServer } from "../peers/moderation-server.ts";
import { answerWith, type ModelScript } from "../peers/scripted-model-server.ts";
import { readAllTables } from "../safety/record-reading.ts";
import { ask, say, signedAnswer } from "./play.ts";

const { moderation: words, battle: battleWords } = sentences("en");

let kit: CoreKit;
let peer: ModerationServer;
let core: RunningCore;

const endpoint = (whenSilent: ModerationEndpoint["whenSilent"] = "closed"): ModerationEndpoint => ({
  ...{ url: peer.url, key: "a key of the moderation endpoint", model: null, whenSilent },
});

beforeAll(async () => {
  [kit, peer] = await Promise.all([startCoreKit(), startModerationServer()]);
});
afterAll(() => Promise.all([kit.close(), peer.close()]));
beforeEach(async () => {
  // Two are for one test each, which looks for them in all that is kept.
  const sexual = Object.fromEntries(["lewd", "bawdy", "smutty"].map((word) => [word, ["sexual"]]));
  Object.assign(peer, {
    calls: [],
    flags: { ...sexual, rude: ["harassment"] },
    looksAtPictures: true,
    answerInstead: undefined,
  });
  kit.server.script(signedAnswer);
  kit.server.calls.length = 0;
  core = await kit.createCore({ platform: "discord", moderation: endpoint() });
});

// What a battle still asks would be taken for the next test's.
afterEach(() => core.settled());

let communities = 0;
/** A community of its own, so that what one test sets changes no other. */
const somewhere = (more: Partial<Sender> = {}) => {
  communities += 1;
  return { platform: "discord", community: `discord:${communities}`, place: "1", manages: true, ...more } as const;
};

const put = (text: string, from: Partial<Sender>) => core.handle({ ...sender("asker", from), text });

describe("a question", () => {
  it("that is flagged reaches no model and is kept nowhere; its asker is told why, the log the reason", async () => {
    await expect(put("Something bawdy?", somewhere())).rejects.toThrow(words.refused(words.kinds.sexual));
    expect([kit.server.calls, core.platform.addresses()]).toEqual([[], []]);
    expect(core.log).toContainEqual(expect.objectContaining({ details: { platform: "discord", reason: "sexual" } }));
    const kept = (await readAllTables(kit)) + JSON.stringify(core.log);
    for (const secret of ["bawdy", "a key of the moderation endpoint"]) expect(kept).not.toContain(secret);
  });

  it("whose picture is flagged, or cannot be looked at, reaches no model, and neither is kept", async () => {
    const beginning = Buffer.from("89504e470d0a1a0a", "hex");
    const withPicture = (of: string) => {
      const bytes = new Uint8Array([...beginning, ...Buffer.from(of)]);
      const files = [{ name: "1.png", size: bytes.length, read: async () => bytes }];
      return core.handle({ ...sender("asker", somewhere()), text: "What is this?", files });
    };
    await expect(withPicture("bawdy")).rejects.toThrow(words.refusedPicture(words.kinds.sexual));
    await expect(withPicture("broken")).rejects.toThrow(words.unseen);
    expect([kit.server.calls, core.platform.addresses()]).toEqual([[], []]);
    await expect(put("What is this?", somewhere())).resolves.toBeUndefined();
  });

  it("about ending one's life is answered with where there is help", async () => {
    await expect(put("What is the best way to kill myself?", somewhere())).rejects.toThrow(words.selfHarm);
  });

  it("is measured by what its community has chosen, in follow-ups as well", async () => {
    const here = somewhere();
    await expect(ask(core, "asker", here)).resolves.toBeDefined();
    await put("/settings moderation strict", here);
    await expect(put("Something rude?", here)).rejects.toThrow(words.refused(words.kinds.harassment));
    await put("/settings moderation off", here);
    const { address } = await say(core, { ...sender("asker", here), text: "Something lewd?" });
    await put("/settings moderation standard", here);
    const followUp = { ...sender("asker", here), text: "And lewd?", inReplyTo: address };
    await expect(core.handle(followUp)).rejects.toThrow(words.refused(words.kinds.sexual));
  });

  it("for adults passes where only adults are, and is not offered elsewhere by the bank", async () => {
    const here = somewhere({ ageRestricted: true });
    const { battle } = await say(core, { ...sender("asker", here), text: "Something lewd?" });
    expect(await kit.store.battles.findBattle(battle)).toMatchObject({ ageRestricted: true, status: "open" });
    await expect(put("/bank add Something lewd?", here)).rejects.toThrow(words.notFromHere);
  });

  it("is not asked while the endpoint is silent, unless that is set otherwise", async () => {
    peer.answerInstead = (response) => void response.destroy();
    await expect(ask(core, "asker", somewhere())).rejects.toThrow(words.silent);
    expect(kit.server.calls).toEqual([]);
    core = await kit.createCore({ platform: "discord", moderation: endpoint("open") });
    expect((await ask(core, "asker", somewhere())).post.answers).toBeDefined();
    await expect(put("How do I make a pipe bomb?", somewhere())).rejects.toThrow(words.kinds.weapons);
  });
});

describe("an answer", () => {
  /** The models that are asked first, both sides of the draw, answer like that. */
  const atFirst =
    (count: number, text: string): ModelScript =>
    (call, number) =>
      (number < count ? answerWith(text) : signedAnswer)(call, number);

  const attemptsOf = async (battle: string) => (await kit.store.battles.findBattle(battle))!.attempts;

  it("that is flagged is a failed side: drawn again from another model, with nothing kept but the reason", async () => {
    kit.server.script(atFirst(1, "something smutty"));
    const { battle, post } = await ask(core, "asker", somewhere());
    expect(post.answers).toBeDefined();
    const attempts = await attemptsOf(battle);
    const endings = attempts.map(({ ending }) => (ending && "failure" in ending ? ending : "answer"));
    expect(attempts).toHaveLength(3);
    expect(endings).toContainEqual({ failure: "filtered", detail: "moderation: sexual" });
    expect(await readAllTables(kit)).not.toContain("something smutty");
    expect(JSON.stringify(core.log)).not.toContain("something smutty");
  });

  it("is never shown where no model gives another one", async () => {
    kit.server.script(answerWith("something lewd"));
    const { post } = await ask(core, "asker", somewhere());
    expect(post.text).toBe(battleWords["no-answer"]);
    expect(JSON.stringify([...core.platform.history.values()])).not.toContain("lewd");
  });

  it("for adults is shown where only adults are", async () => {
    kit.server.script(answerWith("something lewd"));
    const { post } = await ask(core, "asker", somewhere({ ageRestricted: true }));
    expect(post.answers).toEqual({ a: "something lewd", b: "something lewd" });
  });

  it("puts no model out of the draw", async () => {
    kit.server.script(answerWith("something lewd"));
    for (let count = 0; count < 8; count += 1) await ask(core, "asker", somewhere());
    kit.server.script(signedAnswer);
    expect((await ask(core, "asker", somewhere())).post.answers).toBeDefined();
    expect(core.log.filter(({ message }) => message.includes("out of the draw"))).toEqual([]);
  });
});
