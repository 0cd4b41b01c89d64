/** Long texts are masked in a thread of its own, and come out the same. */
import fc from "fast-check";
import { afterAll, describe, expect, it, onTestFinished } from "vitest";
import { createMaskers } from "../../core/answers/self-naming/masker.ts";
import { createSelfNamingMask } from "../../core/answers/self-naming/self-naming-mask.ts";

const named = (name: string) => ({ id: name.toLowerCase(), name, organization: "Tests", model: `tests/${name}` });
const roster = [named("Zorblax Nine"), named("Quimby Two")];

function openMaskers() {
  const maskers = createMaskers();
  onTestFinished(() => maskers.close());
  return maskers;
}

const story = "The sea keeps the salt that rivers bring. ".repeat(200);
const telltales = ["I am ChatGPT, made by OpenAI. ", "I am Zorblax Nine. ", "Claude Monet painted it. ", ""];

describe("a masker", () => {
  // All share its thread, as in the arena.
  const shared = createMaskers();
  afterAll(() => shared.close());
  const masker = shared.of(roster);

  it.each(telltales)("says of a long answer what the mask says (%s)", async (telltale) => {
    const mask = createSelfNamingMask(roster);
    for (const [answer, question] of [
      [`${story}${telltale}${story}`, "Why is the sea salty?"],
      [telltale, `${story} Why?`],
      [`${telltale}${"It rains. ".repeat(30)}`, "Why?"],
    ] as const) {
      expect(await masker.mask(answer, question)).toBe(mask.mask(answer, question));
    }
  });

  it.each(["Who are you?", "Are you ChatGPT?", "Why?"])(
    "reads a long question as the mask does (%s)",
    async (question) => {
      const { asksWhoAnswers } = createSelfNamingMask(roster);
      for (const asked of [question, `${story}\n\n${question}`])
        expect(await masker.asksWhoAnswers(asked)).toBe(asksWhoAnswers(asked));
    },
  );

  it("knows the names of its own roster only, although all share a thread", async () => {
    const maskers = openMaskers();
    const answer = `${story}I am Zorblax Nine.`;
    const [knows, does] = [maskers.of(roster), maskers.of([named("Other Three")])];
    const masked = await Promise.all([knows, does, knows].map((masker) => masker.mask(answer, "Why?")));
    expect(masked).toEqual([expect.not.stringContaining("Zorblax"), null, expect.not.stringContaining("Zorblax")]);
  });

  it("needs no thread for what is short or names nobody", async () => {
    const maskers = createMaskers();
    await maskers.close();
    const masker = maskers.of(roster);
    expect(await masker.mask("I am ChatGPT.", "Why?")).not.toContain("ChatGPT");
    expect(await masker.mask("The sea keeps its salt. ".repeat(150), `${story} Why?`)).toBeNull();
    expect(await masker.asksWhoAnswers("Who are you?")).toBe(true);
    await expect(masker.mask(`${story}I am ChatGPT.`, "Why?")).rejects.toThrow("The arena stops");
  });
});

it("masks nothing where there is no name, whatever was asked", () => {
  const mask = createSelfNamingMask(roster);
  const pieces = [
    ...[
      "I am",
      "made by",
      "a large language model",
      "Claude",
      "Monet",
      "OpenAI",
      "gpt-4o",
      "Step-3",
      "step-3",
      "〇〇〇",
    ],
    ...[
      "Teuken-7B",
      "o3",
      "Zorblax",
      "Nine",
      "zorblax-nine",
      "L l a m a",
      "我是",
      "通义千问",
      "Who are you?",
      "\n\n",
      ".",
    ],
    ...["Gemini 2 weeks ago", "Ge-mi-ni", "translate:", "Kimi", "word", "A-1b", "x/Llama-3", "·", "-", "1"],
  ];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(" "));
  let nameless = 0;
  fc.assert(
    fc.property(texts, texts, (answer, question) => {
      if (mask.namesAny(answer)) return;
      nameless += 1;
      expect(mask.mask(answer, question)).toBeNull();
    }),
    { numRuns: 2_000, seed: 20 },
  );
  expect(nameless).toBeGreaterThan(100);
});
