/** What answers have cost, told to those who run the arena, and to those who run a community. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unlimited } from "../../core/costs/spending.ts";
import { type Language, languages, sentences } from "../../core/language/index.ts";
import { createPseudonyms, shortPseudonym } from "../../core/safety/pseudonyms.ts";
import { type CoreKit, fourModels, type RunningCore, startCoreKit, testKey } from "../core-kit.ts";
import { answerWith } from "../peers/scripted-model-server.ts";
import { ask, say } from "./command-kit.ts";

const operator = { manages: true, runsArena: true } as const;
const pseudonym = (community: string) => shortPseudonym(createPseudonyms(testKey).of(community));
const week = 7 * 24 * 60 * 60_000;

let kit: CoreKit;
let core: RunningCore;
beforeAll(async () => {
  kit = await startCoreKit();
  // A call costs one cent: 1,000 tokens in at $2 and 800 out at $10 a million. Two models have no price: 1.5 cents by the usual one.
  kit.server.script(answerWith("an answer", { prompt_tokens: 1_000, completion_tokens: 800 }));
  const spending = { ...unlimited, installation: { month: 30 }, community: { day: 2 } };
  core = await kit.createCore({ models: fourModels.slice(0, 2), spending });
  await ask(core, "Why is the sky blue?", "ann", { community: "web:elsewhere" });
  core.clock.advance(week);
  for (const person of ["ann", "ann", "bea"]) await ask(core, "Why is the sea salty?", person);
});
afterAll(() => kit.close());

describe("/costs", () => {
  it.each(languages)(
    "tells an operator all of it: today, month, models, communities, days and people (%s)",
    async (language) => {
      const { costs } = sentences(language);
      const reply = await say(core, "/costs", "boss", { ...operator, language });
      expect(reply.private).toBe(true);
      const parts = reply.text.split("\n\n");
      expect(parts.slice(0, 3)).toEqual([
        costs.title(core.clock.now()),
        `${costs.spent("day", 0.06, null)}\n${costs.spent("month", 0.08, 30)}`,
        // Six cents a day for the days that are left: the other two were spent a week ago.
        expect.stringContaining("$"),
      ]);
      expect(parts).toContain(
        [
          costs.by.community,
          costs.line(costs.here(pseudonym("web:local")), 0.06, 6, 10_800),
          costs.line(`\`${pseudonym("web:elsewhere")}\``, 0.02, 2, 3_600),
        ].join("\n"),
      );
      expect(parts).toContain([costs.by.endpoint, costs.line("local", 0.08, 8, 14_400)].join("\n"));
      expect(parts).toContain(
        [costs.by.model, costs.line("Model m1", 0.04, 4, 7_200), costs.line("Model m2", 0.04, 4, 7_200)].join("\n"),
      );
      const day = (at: number) => new Date(core.clock.now().getTime() - at).toISOString().slice(0, 10);
      expect(parts).toContain(
        [costs.by.day, costs.line(day(0), 0.06, 6, 10_800), costs.line(day(week), 0.02, 2, 3_600)].join("\n"),
      );
      expect(parts).toContain(costs.people(2, "10,800 · 3,600"));
      expect(reply.text).not.toMatch(/ann|bea|Why is/u);
    },
  );

  it("tells those who run a community of that alone", async () => {
    const { costs } = sentences("en");
    const reply = await say(core, "/costs", "boss", { manages: true, community: "web:elsewhere" });
    expect(reply).toMatchObject({
      private: true,
      text: [costs.ofCommunity, [costs.spent("day", 0, 2), costs.spent("month", 0.02, null)].join("\n")].join("\n\n"),
    });
  });

  it.each(languages)("tells nobody else (%s)", async (language: Language) => {
    await expect(say(core, "/costs", "ann", { language })).rejects.toThrow(sentences(language).costs.notYours);
  });

  it("says what it counts models without a price at, and which calls it had to guess", async () => {
    const { costs } = sentences("en");
    const own = await startCoreKit();
    own.server.script(answerWith("an answer", { prompt_tokens: 1_000, completion_tokens: 800 }));
    const models = fourModels.slice(0, 2).map((model) => ({ ...model, price: null }));
    const unpriced = await own.createCore({ models });
    await ask(unpriced, "Why is the sky blue?");
    const { text } = await say(unpriced, "/costs", "boss", operator);
    expect(text).toContain(costs.line("Model m1", 0.015, 1, 1_800));
    expect(text).toContain(costs.unpriced("Model m1, Model m2", 3, 15));
    await own.close();
  });
});

describe("/costs with a limit", () => {
  const { costs, askingSettings, commands } = sentences("en");
  const community = "discord:elsewhere";
  const manager = { manages: true, community } as const;
  let own: CoreKit;
  let arena: RunningCore;
  beforeAll(async () => {
    own = await startCoreKit();
    arena = await own.createCore({ spending: { ...unlimited, community: { day: 2 } } });
    own.server.script(answerWith("an answer", { prompt_tokens: 1_000, completion_tokens: 800 }));
    await ask(arena, "Why is the sky blue?", "ann", { community });
  });
  afterAll(() => own.close());

  const stands = (day: number | null, month: number | null) =>
    [costs.spent("day", 0.02, day), costs.spent("month", 0.02, month)].join("\n");

  it("lets an operator grant a community what they want, and those who run it lower that; its log says so", async () => {
    const name = pseudonym(community);
    const granted = await say(arena, `/costs 10/day \`${name}\``, "boss", operator);
    expect(granted).toMatchObject({ private: true, text: [costs.limited(name), stands(10, null)].join("\n\n") });
    const from = async (text: string) => (await say(arena, text, "chief", manager)).text;
    await expect(from("/costs 10.01/day")).rejects.toThrow(costs.onlyLess("10/day"));
    expect(await from("/costs 3/day, 20/Month")).toBe([costs.limited(null), stands(3, 20)].join("\n\n"));
    expect(await from("/costs 10/day")).toContain(stands(10, null));
    expect(await from("/costs 1/day")).toContain(stands(1, null));
    expect(await from("/costs off")).toContain(stands(10, null));
    await say(arena, `/costs off ${name}`, "boss", operator);
    await expect(from("/costs 2.5/day")).rejects.toThrow(costs.onlyLess("2/day"));
    const at = arena.clock.now().toISOString().slice(0, 16).replace("T", " ");
    const log = await from("/settings log");
    const { change, byYou, byOther } = askingSettings;
    expect(log).toContain(change(`${at} UTC`, "costs", "10/day", "3/day 20/month", byYou));
    expect(log).toContain(change(`${at} UTC`, "costs", "2/day", "10/day", byOther));
  });

  it("has whoever runs the arena told of what they have granted, however often it is lowered below", async () => {
    const elsewhere = { community: "discord:lowered" } as const;
    await ask(arena, "Why is the sky blue?", "ann", elsewhere);
    arena.budgetsTold.length = 0;
    const limited = async (dollars: number, more: object) => {
      await say(arena, `/costs ${dollars}/day`, "chief", { manages: true, ...elsewhere, ...more });
      await expect(ask(arena, "Why is the sea salty?", "ann", elsewhere)).rejects.toThrow("What may be spent");
    };
    for (const dollars of [0.01, 0.015]) await limited(dollars, {});
    expect(arena.budgetsTold).toEqual([]);
    await limited(0.02, { runsArena: true });
    expect(arena.budgetsTold).toEqual([expect.stringMatching(/^community .* 100$/u)]);
  });

  it("is for nobody else, for no other community, and for nothing but a limit", async () => {
    await expect(say(arena, "/costs 1/day", "ann", { community })).rejects.toThrow(costs.notYours);
    const ofOther = say(arena, `/costs 1/day ${pseudonym(community)}`, "chief", manager);
    await expect(ofOther).rejects.toThrow(costs.notOfOthers);
    for (const text of ["five", "5/week", "1/day 2/day", "1/day abcdef ghijkl", "off 1/day"])
      await expect(say(arena, `/costs ${text}`, "boss", operator)).rejects.toThrow(
        costs.badLimit(commands.costs.usage),
      );
    await expect(say(arena, "/costs 1/day nobody", "boss", operator)).rejects.toThrow(costs.unknownCommunity("nobody"));
  });
});

describe("/privacy", () => {
  it.each(languages)("tells everybody how many tokens the answers to them have taken (%s)", async (language) => {
    const { privacy } = sentences(language);
    expect((await say(core, "/privacy", "ann", { language })).text).toContain(privacy.tokens(10_800));
    expect((await say(core, "/privacy", "cy", { language })).text).toContain(privacy.tokens(0));
  });
});
