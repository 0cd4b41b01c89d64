import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { drawStatement, hashStatement, sealDraw } from "../../core/battle/sealed-draw.ts";
import { sentences } from "../../core/language/index.ts";
import { type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { ask, minute, pass, press, signedAnswer } from "./play.ts";

const words = sentences("en");

describe("a draw's statement", () => {
  const pair = { battle: "0123456789abcdef", a: "left", b: "right" };
  const salt = "00112233445566778899aabbccddeeff";

  it("hashes to what any other SHA-256 makes of it", () => {
    const text =
      "doubleblind-draw-1\nbattle=0123456789abcdef\na=left\nb=right\nsalt=00112233445566778899aabbccddeeff\n";
    expect(drawStatement(pair, salt)).toBe(text);
    expect(sealDraw(pair, salt)).toEqual({ salt, drawHash: createHash("sha256").update(text).digest("hex") });
  });

  it.each([
    { ...pair, a: "right", b: "left" },
    { ...pair, a: "other" },
    { ...pair, battle: "fedcba9876543210" },
  ])("hashes to something else when anything is changed: %j", (changed) => {
    expect(hashStatement(drawStatement(changed, salt))).not.toBe(sealDraw(pair, salt).drawHash);
  });
});

describe("the draw of a battle", () => {
  let kit: CoreKit;
  let core: RunningCore;

  beforeAll(async () => {
    kit = await startCoreKit();
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    kit.server.script(signedAnswer);
    core = await kit.createCore();
  });

  const modelsOf = (post: { answers?: { a: string; b: string } }) =>
    [post.answers?.a, post.answers?.b].map((text) => text?.slice(-2));

  it("is sealed on the ballot, and opens at the close to what was sealed", async () => {
    const { post, address, battle } = await ask(core);
    expect(post.draw).toEqual({ battle, hash: expect.stringMatching(/^[0-9a-f]{64}$/), statement: null });
    expect(await core.record.draw(battle)).toEqual(post.draw);
    await expect(press(core, "voter", `draw:${battle}`)).rejects.toThrow(words.refusals.drawStillSealed);
    await pass(core, 24 * 60 * minute);
    const { draw } = core.platform.shows(address);
    const [a, b] = modelsOf(post);
    if (!draw || draw.statement === null) throw new Error("it has not been opened");
    expect(draw.statement).toMatch(
      new RegExp(`^doubleblind-draw-1\nbattle=${battle}\na=${a}\nb=${b}\nsalt=[0-9a-f]{32}\n$`),
    );
    expect(draw).toMatchObject({ hash: post.draw?.hash, fits: true });
    expect(hashStatement(draw.statement)).toBe(post.draw?.hash);
  });

  it("is that of the models that answered, redrawn ones included", async () => {
    kit.server.script((call, number) =>
      ["m1", "m2"].includes(String(call.body.model))
        ? answerWithError(400, { error: { message: "not today" } })(call, number)
        : signedAnswer(call, number),
    );
    const { post, battle } = await ask(core);
    await pass(core, 24 * 60 * minute);
    const draw = await core.record.draw(battle);
    const [a, b] = modelsOf(post);
    expect(draw?.statement).toContain(`\na=${a}\nb=${b}\n`);
    expect(new Set([a, b])).toEqual(new Set(["m3", "m4"]));
    expect(draw).toMatchObject({ fits: true });
  });

  it("can be checked by anybody, with a command that works", async () => {
    const { battle, post } = await ask(core);
    await pass(core, 24 * 60 * minute);
    const reply = await press(core, "anybody", `draw:${battle}`);
    expect(reply.private).toBe(true);
    expect(reply.text).toContain(words.draw.fits);
    expect(reply.text).toContain(words.draw.proves);
    const command = /```sh\n(.+)\n```/.exec(reply.text)?.[1] ?? "";
    expect(execFileSync("sh", ["-c", command], { encoding: "utf8" })).toMatch(new RegExp(`^${post.draw?.hash} `));
  });

  it("is told to nobody from elsewhere, nor for a battle that is not there", async () => {
    const { battle } = await ask(core);
    await expect(press(core, "spy", `draw:${battle}`, { community: "discord:1" })).rejects.toThrow(
      words.refusals.unknownBattle,
    );
    expect(await core.record.draw("0000000000000000")).toBeUndefined();
  });

  it("is shown as changed when the record was changed", async () => {
    const { battle, post } = await ask(core);
    await pass(core, 24 * 60 * minute);
    const { store } = kit;
    const { findBattle } = store.battles;
    const [a] = modelsOf(post);
    store.battles.findBattle = async (id) => {
      const found = await findBattle(id);
      const swap = (model: string) => (model === a ? "m9" : model);
      return found && { ...found, attempts: found.attempts.map((one) => ({ ...one, model: swap(one.model) })) };
    };
    try {
      expect((await press(core, "anybody", `draw:${battle}`)).text).toContain(words.draw.changed);
      expect(await core.record.draw(battle)).toMatchObject({ fits: false });
    } finally {
      store.battles.findBattle = findBattle;
    }
  });
});
