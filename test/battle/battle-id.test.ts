import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { battleIdPattern, firstBattleIdOf, newBattleId } from "../../core/battle/battle-id.ts";
import { systemRandom } from "../../core/machine/random.ts";
import { createSeededRandom } from "../seeded-random.ts";

const moment = fc.date({ min: new Date("2026-12-01"), max: new Date("9999-12-31"), noInvalidDate: true });
const undated = fc.stringMatching(/^[0-9a-z]{16}$/);
const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

describe("a battle's identifier", () => {
  it("tells its day, and has 16 characters by chance", () => {
    const random = createSeededRandom(1);
    const id = newBattleId(new Date("2026-12-31T23:59:59.999Z"), random);
    expect(id).toBe(`~20261231${createSeededRandom(1).id()}`);
    const ids = new Set(Array.from({ length: 100 }, () => newBattleId(new Date("2026-12-31"), systemRandom)));
    expect(ids.size).toBe(100);
  });

  it("comes after those of earlier days, and after all that have no day, by bytes", () => {
    fc.assert(
      fc.property(moment, moment, undated, (one, other, old) => {
        const random = { id: () => old };
        const [first, second] = [one, other].toSorted((a, b) => a.getTime() - b.getTime()) as [Date, Date];
        const [earlier, later] = [newBattleId(first, random), newBattleId(second, random)];
        expect(byBytes(earlier, later)).toBeLessThanOrEqual(0);
        expect(byBytes(old, earlier)).toBe(-1);
        for (const id of [old, earlier, later]) expect(id).toMatch(new RegExp(`^${battleIdPattern}$`));
      }),
    );
  });

  it("lies in its month, whose bound no earlier month's reaches", () => {
    fc.assert(
      fc.property(moment, undated, (at, chance) => {
        const id = newBattleId(at, { id: () => chance });
        const next = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1));
        expect(byBytes(firstBattleIdOf(at), id)).toBe(-1);
        if (next.getUTCFullYear() < 10_000) expect(byBytes(id, firstBattleIdOf(next))).toBe(-1);
      }),
    );
  });
});
