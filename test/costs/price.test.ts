/** What a call can cost at most. */
import { describe, expect, it } from "vitest";
import { highestCost, priceOf } from "../../core/costs/price.ts";
import { buildModel, buildRequest } from "../models/fixtures.ts";

/** At a dollar a token in, and nothing out. */
const perToken = buildModel({ price: { input: 1_000_000, output: 0 } });
const tokensOf = (content: string, more: Partial<Parameters<typeof buildRequest>[0]> = {}) =>
  highestCost(buildRequest({ model: perToken, messages: [{ role: "user", content }], ...more }), null);

describe("the most that a call can cost", () => {
  it("counts the bytes of what is sent, for a tokenizer may make a token of each", () => {
    const empty = tokensOf("");
    expect(tokensOf("sea") - empty).toBe(3);
    expect(tokensOf("海") - empty).toBe(3);
    expect(tokensOf("🧑‍🚀") - empty).toBe(11);
  });

  it("counts everything else that is sent: system prompt, form, fields of the model's own, pictures", () => {
    const plain = tokensOf("sea");
    const settings = { temperature: 1, maxTokens: 9, system: "be brief" };
    expect(tokensOf("sea", { settings }) - plain).toBe(8);
    expect(tokensOf("sea", { format: { name: "form", schema: {} } })).toBeGreaterThan(plain);
    expect(tokensOf("sea", { model: { ...perToken, body: { note: "1234567890" } } }) - plain).toBe(
      JSON.stringify({ note: "1234567890" }).length - 2,
    );
    const pictures = [{ mediaType: "image/png", bytes: Uint8Array.of(1) }];
    expect(tokensOf("", { messages: [{ role: "user", content: "sea", pictures }] }) - plain).toBe(50_000);
  });

  it("counts the whole token limit of the answer", () => {
    const model = buildModel({ price: { input: 0, output: 15 } });
    const settings = { temperature: 1, maxTokens: 2_000, system: null };
    expect(highestCost(buildRequest({ model, settings }), null)).toBeCloseTo(0.03, 12);
  });
});

describe("a model without a price", () => {
  it("is counted at the price that is given for it, or at nothing; a demo model always at nothing", () => {
    const given = { input: 3, output: 15 };
    const unpriced = buildModel({ price: null });
    expect([priceOf(unpriced, given), priceOf(unpriced, null)]).toEqual([given, null]);
    expect(highestCost(buildRequest({ model: unpriced }), given)).toBeGreaterThan(0);
    expect(highestCost(buildRequest({ model: unpriced }), null)).toBe(0);
    expect(priceOf(buildModel({ league: "demo" }), given)).toBeNull();
  });
});
