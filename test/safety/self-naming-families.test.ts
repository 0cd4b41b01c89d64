import { describe, expect, it } from "vitest";
import { castShadow } from "../../core/answers/self-naming/shadow.ts";
import { createSelfNamingMask } from "../../core/answers/self-naming/self-naming-mask.ts";
import { placeholder } from "../../core/language/placeholder.ts";
import { wellKnownFamilies } from "../../core/answers/self-naming/well-known-families.ts";

const names = wellKnownFamilies.flatMap(({ key, makers, models }) => {
  return [makers, models].flatMap(({ telling, common }) => [...telling, ...common].map((name) => ({ key, name })));
});

describe("the kept list of families", () => {
  it("has every family once, under a plain key, with at least one name", () => {
    const keys = wellKnownFamilies.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    for (const { key, makers, models } of wellKnownFamilies) {
      expect(key).toMatch(/^[a-z0-9-]+$/);
      expect([...makers.telling, ...makers.common, ...models.telling, ...models.common], key).not.toHaveLength(0);
    }
  });

  it("has every name once, without spaces around it and long enough to be one", () => {
    for (const { name } of names) {
      expect(name).toBe(name.trim());
      expect(Array.from(name).length, name).toBeGreaterThan(1);
    }
    const folded = names.map(({ name }) => name.toLowerCase());
    expect(folded.filter((name, index) => folded.indexOf(name) !== index)).toEqual([]);
  });

  it("gives no name to two families, however it is spelled", () => {
    const owners = new Map<string, string>();
    for (const { key, name } of names) {
      const letters = castShadow(name).text.replaceAll(/[^\p{L}\p{N}]/gu, "");
      expect(owners.get(letters) ?? key, name).toBe(key);
      owners.set(letters, key);
    }
  });

  it("is found name by name where a model says who made it", () => {
    const { mask } = createSelfNamingMask([]);
    for (const { name } of names) {
      expect(mask(`I was made by ${name}.`, "Who made you?"), name).toBe(`I was made by ${placeholder}.`);
    }
  });
});
