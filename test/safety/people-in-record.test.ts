/** What of a person can be found in what is kept: nothing, after everything that a person can do in a chat. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, minute, pass, press, say, signedAnswer } from "../arena/play.ts";
import { type CoreKit, sender, startCoreKit, testKey } from "../core-kit.ts";
import { answerWithError } from "../peers/scripted-model-server.ts";
import { findIn, readAllTables } from "./record-reading.ts";

describe("a chat platform's people and places", () => {
  const person = "discord:184205551234567890";
  const from = {
    platform: "discord" as const,
    person,
    community: "discord:998877665544332211",
    place: "channel-556677889900112233",
  };
  const secrets = ["184205551234567890", "998877665544332211", "556677889900112233", testKey];
  let kit: CoreKit;

  beforeAll(async () => {
    kit = await startCoreKit();
  });
  afterAll(() => kit.close());

  it("are nowhere in the record of battles open, closed and failed, nor in the log", async () => {
    kit.server.script(signedAnswer);
    const core = await kit.createCore({ platform: "discord" });
    await core.handle({ ...sender("x", { ...from, manages: true }), text: "/settings votes 5" });
    const closed = await ask(core, "x", from);
    await say(core, { ...sender("x", from), text: "And?", address: "message-1", inReplyTo: closed.address });
    await press(core, "x", `vote:${closed.battle}:a`, from);
    await press(core, "x", `names:${closed.battle}`, from);
    await pass(core, 10 * minute);
    const open = await ask(core, "x", from);
    const takeAway = async () => {};
    await core.react({ ...sender("x", from), post: open.address, choice: "b", change: "added", takeAway });
    kit.server.script((call, number) => answerWithError(400, { error: { message: "no" } })(call, number));
    await core.handle({ ...sender("x", from), text: "Will this fail?" });
    await core.settled();

    const { delivery } = (await kit.store.battles.findBattle(open.battle))!;
    expect(delivery).toMatch(/^[\w-]{40,}$/);
    expect((await kit.store.battles.findBattle(closed.battle))!.delivery).toBeNull();
    expect(JSON.stringify(core.log)).not.toMatch(new RegExp(secrets.join("|")));
    await core.stop();
    await kit.closeStore();

    expect(findIn(kit.dataDirectory, secrets)).toEqual([]);
    const tables = await readAllTables(kit);
    expect(tables).toContain("Why is the sea salty?");
    expect(tables).not.toMatch(new RegExp(secrets.join("|")));
    // The open battle alone is still found by its post, and by nothing that names it.
    const posts = tables.split("\n").filter((line) => line.startsWith("BattlePost: "));
    expect(posts).toHaveLength(1);
    expect(posts[0]).toContain(open.battle);
    expect(posts[0]).not.toContain(open.address);
  });
});
