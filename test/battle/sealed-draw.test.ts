import { describe, expect, it } from "vitest";
import type { Battle } from "../../core/battle/battle.ts";
import { drawStatement, hashStatement, publishDraw, sealDraw } from "../../core/battle/sealed-draw.ts";

const salt = "00112233445566778899aabbccddeeff";
const attempts = [
  { turn: 1, side: "a", number: 1, model: "failed" },
  { turn: 1, side: "a", number: 2, model: "left" },
  { turn: 1, side: "b", number: 1, model: "right" },
];
const seal = sealDraw({ battle: "one", a: "left", b: "right" }, salt);
const sealed = { id: "one", status: "open", attempts, seal } as unknown as Battle;

describe("a sealed draw", () => {
  it("is not told while its battle is open: neither salt nor models", () => {
    for (const status of ["open", "answering"] as const) {
      const told = publishDraw({ ...sealed, status });
      expect(told).toEqual({ battle: "one", hash: seal.drawHash, statement: null });
      expect(JSON.stringify(told)).not.toMatch(/left|right|00112233/);
    }
    expect(publishDraw({ ...sealed, seal: null })).toBeUndefined();
  });

  it("opens at the close to the models that answered, and fits", () => {
    const statement = drawStatement({ battle: "one", a: "left", b: "right" }, salt);
    const told = publishDraw({ ...sealed, status: "closed" });
    expect(told).toEqual({ battle: "one", hash: hashStatement(statement), statement, fits: true });
  });

  it("does not fit when a model was changed after it was sealed", () => {
    const changed = attempts.map((one) => ({ ...one, model: one.model === "right" ? "other" : one.model }));
    const told = publishDraw({ ...sealed, status: "closed", attempts: changed } as Battle);
    expect(told).toMatchObject({ fits: false });
  });
});
