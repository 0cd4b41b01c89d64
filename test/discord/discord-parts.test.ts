import { describe, expect, it } from "vitest";
import { choiceOf } from "../../bots/discord/reactions.ts";
import { makeInert, readMentions } from "../../bots/discord/inert.ts";
import { encodeCommands } from "../../bots/discord/slash-commands.ts";
import { createWorkplaces } from "../../bots/discord/interactions.ts";
import { createManualClock } from "../manual-clock.ts";
import { checkCommands } from "../peers/discord/limits.ts";

describe("workplaces", () => {
  it("do nothing else while something urgent is under way, but not for ever", async () => {
    const clock = createManualClock();
    const { urgent, inTurn } = createWorkplaces(1, clock);
    const done: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const acknowledging = urgent(() => promise);
    const first = inTurn(async () => void done.push("first"));
    await Promise.resolve();
    expect(done).toEqual([]);
    clock.advance(1_000);
    await first;
    const second = inTurn(async () => void done.push("second"));
    resolve();
    await Promise.all([acknowledging, second]);
    expect(done).toEqual(["first", "second"]);
  });

  it("are so many, in the order of asking, and free again after a failure", async () => {
    const { inTurn } = createWorkplaces(2, createManualClock());
    let busy = 0;
    let most = 0;
    const order: number[] = [];
    const works = Array.from({ length: 9 }, (_, index) =>
      inTurn(async () => {
        busy += 1;
        most = Math.max(most, busy);
        order.push(index);
        await Promise.resolve();
        busy -= 1;
        if (index % 2) throw new Error("no");
      }).catch(() => {}),
    );
    await Promise.all(works);
    expect([most, order]).toEqual([2, [0, 1, 2, 3, 4, 5, 6, 7, 8]]);
  });
});

describe("texts and signs", () => {
  it("make mentions inert outside of code", () => {
    expect(makeInert("<@1> @everyone `@here` </cmd:1>")).toBe("<\u200b@1> @\u200beveryone `@here` <\u200b/cmd:1>");
    expect(makeInert("a < b and c@d.example")).toBe("a < b and c@d.example");
  });

  it("leave of mentions in questions only what a model may see", () => {
    expect(readMentions("<@9> ask <@!8> in <#7> <:smile:6>", "9")).toBe("ask @… in #… :smile:");
  });

  it("know reactions with and without colour", () => {
    expect([choiceOf("🅰️"), choiceOf("🅰"), choiceOf("🎉"), choiceOf(null)]).toEqual(["a", "a", undefined, undefined]);
  });

  it("make commands that Discord takes", () => {
    expect(() => checkCommands(encodeCommands() as never)).not.toThrow();
  });
});
