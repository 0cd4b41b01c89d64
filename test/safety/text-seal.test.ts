import { describe, expect, it } from "vitest";
import { createTextSeal } from "../../core/safety/text-seal.ts";

describe("a sealed text", () => {
  const key = "a key for tests, long enough to be one";

  it("opens for the purpose it was sealed for, and for no other", () => {
    const sealed = createTextSeal(key, "one").seal("a place");
    expect(createTextSeal(key, "one").open(sealed)).toBe("a place");
    expect(() => createTextSeal(key, "another").open(sealed)).toThrow(/authenticate/);
  });

  it("opens at the place it was sealed for, and at no other", () => {
    const seal = createTextSeal(key, "one");
    const sealed = seal.seal("an answer", "side a");
    expect(seal.open(sealed, "side a")).toBe("an answer");
    expect(() => seal.open(sealed, "side b")).toThrow(/authenticate/);
    expect(() => seal.open(sealed)).toThrow(/authenticate/);
  });
});
