/** What the page offers while somebody writes a command, out of the whole product. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { complete } from "../../bots/web/completions.ts";
import { readings } from "../../core/boards/readings/reading.ts";
import { commandNames, sentences } from "../../core/index.ts";
import { type CoreKit, type RunningCore, startCoreKit } from "../core-kit.ts";

const words = sentences("en");

let kit: CoreKit;
let core: RunningCore;

beforeAll(async () => {
  kit = await startCoreKit();
  core = await kit.createCore();
});
afterAll(() => kit.close());

const textsOf = async (typed: string, language: "en" | "zh" = "en") =>
  (await complete(core, typed, language)).completions.map(({ text }) => text);

it("offers every command, with what it does, then those that begin so", async () => {
  const { usage, completions } = await complete(core, "/", "en");
  expect(usage).toBeNull();
  expect(completions.map(({ label }) => label)).toEqual(commandNames.map((name) => `/${name}`));
  expect(completions[1]).toEqual({
    ...{ label: "/leaderboard", text: "/leaderboard " },
    what: words.commands.leaderboard.description,
  });
  expect(await textsOf("/l")).toEqual(["/leaderboard ", "/language "]);
  expect(await textsOf("/models")).toEqual(["/models"]);
});

it("knows commands by their Chinese names, after a wide slash too", async () => {
  const called = sentences("zh").commands.leaderboard.called;
  expect(await textsOf(`／${called.slice(0, 1)}`, "zh")).toContain(`/${called} `);
  expect((await complete(core, `/${called} `, "zh")).usage).toBe(sentences("zh").commands.leaderboard.usage);
});

it("offers what may stand next, with what is written already before it", async () => {
  expect(await textsOf("/leaderboard prog")).toEqual(["/leaderboard programming "]);
  expect(await textsOf("/leaderboard programming he")).toContain("/leaderboard programming here ");
  expect(await textsOf("/profile m1 Model m2")).toContain("/profile m1 Model m2 ");
  expect(await textsOf("/profile m")).toEqual(expect.arrayContaining(["/profile me ", "/profile m1 "]));
  expect(await textsOf("/battle #math")).toEqual(["/battle #mathematics "]);
  expect(await textsOf("/battle Why")).toEqual([]);
});

it("offers the sources of votes with the label that they need, whether it is written yet or not", async () => {
  const vote = { voter: "v", choice: "a", firstChoice: null, changes: null, means: null, seen: null } as const;
  const battle = {
    key: "1",
    modelA: "m1",
    modelB: "m2",
    task: null,
    language: "en",
    platform: null,
    at: null,
  } as const;
  const rest = { repeated: false, probability: null, styles: null, whole: false };
  await kit.store.sources.add("crowd", [{ ...battle, ...rest, votes: [{ ...vote, namesSeenBy: null, at: null }] }]);
  const both = ["crowd", "+crowd"];
  expect(await textsOf("/leaderboard crow")).toEqual(both.map((one) => `/leaderboard source:${one} `));
  expect(await textsOf("/leaderboard here source:cro")).toEqual(both.map((one) => `/leaderboard here source:${one} `));
  expect(await textsOf("/leaderboard 来源：cro", "zh")).toEqual(both.map((one) => `/leaderboard 来源：${one} `));
});

it("offers what a board can be read as, by its own name and after the name and a colon, as its usage says", async () => {
  expect(await textsOf("/leaderboard fam")).toEqual(["/leaderboard families "]);
  expect(await textsOf("/leaderboard here reading:")).toEqual(
    readings.map((one) => `/leaderboard here reading:${one} `),
  );
  expect(await textsOf("/leaderboard reading")).toContain("/leaderboard reading:ranks ");
  expect(await textsOf("/leaderboard Reading:s")).toEqual([
    "/leaderboard Reading:style ",
    "/leaderboard Reading:sharpened ",
  ]);
  expect(await textsOf("/leaderboard 算法：f", "zh")).toEqual([
    "/leaderboard 算法：families ",
    "/leaderboard 算法：fit ",
  ]);
  expect(await textsOf("/leaderboard task:")).toEqual([]);
  const { completions } = await complete(core, "/leaderboard reading:fit", "en");
  expect(completions.map(({ what }) => what)).toEqual([words.readings.fit.called]);
});

it("offers the names of settings, then their values", async () => {
  const { usage, completions } = await complete(core, "/settings r", "en");
  expect(usage).toBe(words.commands.settings.usage);
  expect(completions).toEqual([
    { label: "reactions", what: words.options.reactions.what, text: "/settings reactions " },
    { label: "reveal", what: words.options.reveal.what, text: "/settings reveal " },
  ]);
  expect(await textsOf("/settings reactions ")).toEqual(
    ["out-of-sight", "open", "off"].map((mode) => `/settings reactions ${mode} `),
  );
  expect(await textsOf("/settings theme dark minutes 5 paused o")).toEqual([
    "/settings theme dark minutes 5 paused on ",
    "/settings theme dark minutes 5 paused off ",
  ]);
});

it("offers nothing for what is no command", async () => {
  for (const typed of ["", "Why?", "leaderboard ", "/nonsense ", "/ ", "/battle one\ntwo"])
    expect(await complete(core, typed, "en")).toEqual({ usage: null, completions: [] });
});
