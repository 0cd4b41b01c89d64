import { describe, expect, it } from "vitest";
import { explain } from "../../bots/discord/answering.ts";
import { choiceOf } from "../../bots/discord/reactions.ts";
import { makeInert, readMentions } from "../../bots/discord/inert.ts";
import { encodeCommands } from "../../bots/discord/slash-commands.ts";
import { sentences } from "../../core/index.ts";
import { createCooldowns } from "../../bots/discord/cooldowns.ts";
import { createWorkplaces, leavePlace } from "../../bots/discord/workplaces.ts";
import { StoreFailure } from "../../core/store/store-failure.ts";
import { createManualClock } from "../manual-clock.ts";
import { checkCommands } from "../peers/discord/limits.ts";

it("whoever wants something while the database is away is told so", () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };
  const { cannotReachStore } = sentences("en").refusals;
  expect(explain(new StoreFailure("unreachable", "away"), "en", log)).toBe(cannotReachStore);
});

describe("workplaces", () => {
  it("do nothing else while something urgent is under way, but not for ever", async () => {
    const clock = createManualClock();
    const { urgent, press } = createWorkplaces(1, clock);
    const done: string[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const acknowledging = urgent(() => promise);
    const first = press(async () => void done.push("first"));
    await Promise.resolve();
    expect(done).toEqual([]);
    clock.advance(1_000);
    await first;
    const second = press(async () => void done.push("second"));
    resolve();
    await Promise.all([acknowledging, second]);
    expect(done).toEqual(["first", "second"]);
  });

  it("let work begin once what was urgent when it came has been done, though there is always something urgent", async () => {
    const { urgent, press } = createWorkplaces(1, createManualClock());
    const [early, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const first = urgent(() => early.promise);
    const done: string[] = [];
    const work = press(async () => void done.push("work"));
    const second = urgent(() => late.promise.then(() => void done.push("late")));
    early.resolve();
    // Done only once the work has had a thousand turns to begin.
    for (let turn = 0; turn < 1_000; turn += 1) await Promise.resolve();
    late.resolve();
    await Promise.all([first, work, second]);
    expect(done).toEqual(["work", "late"]);
  });

  it("are so many, in the order of asking, and free again after a failure", async () => {
    const { press } = createWorkplaces(2, createManualClock());
    let busy = 0;
    let most = 0;
    const order: number[] = [];
    const works = Array.from({ length: 9 }, (_, index) =>
      press(async () => {
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

  it("go to presses first, of which some are kept for them, then to each channel in its turn", async () => {
    const { press, command } = createWorkplaces(4, createManualClock());
    const done: string[] = [];
    const { promise: end, resolve } = Promise.withResolvers<void>();
    const work = (name: string) => async () => {
      done.push(name);
      await end;
    };
    const flood = ["1", "2", "3", "4", "5"].map((name) => command({ channel: "loud", person: "ann" }, work(name)));
    const quiet = command({ channel: "quiet", person: "bob" }, work("quiet"));
    const presses = [press(work("vote")), press(work("late vote"))];
    await Promise.resolve();
    expect(done).toEqual(["1", "2", "3", "vote"]);
    resolve();
    await Promise.all([...flood, quiet, ...presses]);
    expect(done).toEqual(["1", "2", "3", "vote", "late vote", "4", "quiet", "5"]);
  });

  it("are free once what had one only waits", async () => {
    const { command } = createWorkplaces(1, createManualClock());
    const { promise: limit, resolve } = Promise.withResolvers<void>();
    const waiting = command({ channel: "loud", person: "ann" }, async () => {
      leavePlace();
      leavePlace();
      await limit;
    });
    await expect(command({ channel: "quiet", person: "bob" }, async () => "done")).resolves.toBe("done");
    resolve();
    await waiting;
  });
});

describe("cooldowns", () => {
  const { chat } = sentences("en");
  const command = (person: string, text: string) => ({ channel: "1", person, text, language: "en" as const });

  it("keep many people from filling a channel together", async () => {
    const clock = createManualClock();
    const { post } = createCooldowns(clock);
    for (let index = 0; index < 20; index += 1)
      await post(command(`person ${index}`, `board ${index}`), async () => `1/${index}`);
    await expect(post(command("late", "another"), async () => "1/21")).rejects.toThrow(chat.postedTooOften(30));
    await expect(post({ ...command("late", "another"), channel: "2" }, async () => "2/1")).resolves.toBeUndefined();
    clock.advance(30_000);
    await expect(post(command("late", "another"), async () => "1/22")).resolves.toBeUndefined();
  });

  it("link to nothing that has been deleted", async () => {
    const { post, removed } = createCooldowns(createManualClock());
    await post(command("ann", "board"), async () => "1/1");
    removed({ place: "1", message: "2" });
    await expect(post(command("bob", "board"), async () => "1/3")).resolves.toBe("1/1");
    removed({ place: "1", message: "1" });
    await expect(post(command("bob", "board"), async () => "1/4")).resolves.toBeUndefined();
  });

  it("count nothing that was not posted, and never link to it", async () => {
    const { post } = createCooldowns(createManualClock());
    for (let index = 0; index < 5; index += 1) {
      await expect(post(command("ann", "board"), async () => undefined)).resolves.toBeUndefined();
      await expect(post(command("ann", "board"), () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    }
    await expect(post(command("ann", "board"), async () => "1/1")).resolves.toBeUndefined();
    await expect(post(command("bob", "board"), async () => "1/2")).resolves.toBe("1/1");
  });
});

describe("texts and signs", () => {
  it("make mentions inert outside of code", () => {
    expect(makeInert("<@1> @everyone `@here` </cmd:1>")).toBe("<\u200b@1> @\u200beveryone `@here` <\u200b/cmd:1>");
    expect(makeInert("[safe.example](https://evil.example) ![a cat](https://c.example/a_(b).png 'A')")).toBe(
      "safe.example (https://evil.example) a cat (https://c.example/a_(b).png)",
    );
    expect(makeInert("[https://same.example/](<http://same.example>) [](https://bare.example)")).toBe(
      "http://same.example https://bare.example",
    );
    // What only Discord might read as a link is none either.
    expect(makeInert("[[a] b](https://evil.example) [`c`](https://evil.example)")).not.toContain("](");
    expect(makeInert("`[a](https://code.example)`")).toBe("`[a](https://code.example)`");
    expect(makeInert("[click `](https://evil.example)` or [a] b](https://evil.example)")).not.toContain("](");
    expect(makeInert("[click\n```\n[a] b](https://evil.example)\n```")).not.toContain("](");
    expect(makeInert("[1] `run[0](x)` and [`f[g[0](y)](z)`")).toBe("[1] `run[0](x)` and [`f[g[0](y)](z)`");
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
