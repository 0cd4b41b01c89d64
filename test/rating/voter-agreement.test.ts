import { describe, expect, it } from "vitest";
import { type ChoicePattern, leastBattles, measureAgreement } from "../../core/rating/voter-agreement.ts";
import { createSeededRandom } from "../seeded-random.ts";

/** A column a unit, a row an observer, as Krippendorff prints them; a dot: no value. */
function patternsOf(...rows: string[]): ChoicePattern[] {
  const table = rows.map((row) => row.split(" "));
  const values = [...new Set(table.flat())].filter((value) => value !== ".");
  return table[0]!.map((_, unit) => ({
    counts: values.map((value) => table.filter((row) => row[unit] === value).length),
    battles: 1,
  }));
}

/** 1 − Do / De from every pair of votes, as the definition has it. */
function byPairs(patterns: readonly ChoicePattern[]): number {
  const units = patterns
    .flatMap(({ counts, battles }) => Array.from({ length: battles }, () => counts))
    .map((counts) => counts.flatMap((count, choice) => Array.from({ length: count }, () => choice)))
    .filter(({ length }) => length >= 2);
  const all = units.flat();
  const differing = (votes: readonly number[]) =>
    votes.flatMap((one, at) => votes.filter((other, place) => place !== at && other !== one)).length;
  const observed = units.reduce((sum, votes) => sum + differing(votes) / (votes.length - 1), 0) / all.length;
  return 1 - observed / (differing(all) / (all.length * (all.length - 1)));
}

describe("agreement among voters", () => {
  it.each([
    // K. Krippendorff, "Computing Krippendorff's Alpha-Reliability", 2011, sections A, B and C.
    ["two observers, two values", ["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"], 0.095],
    ["two observers, five values", ["a a b b d c c c e d d a", "b a b b b c c c e d d d"], 0.692],
    [
      "four observers, values missing",
      ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."],
      0.743,
    ],
  ])("is what Krippendorff found for %s", (_, rows, alpha) => {
    const patterns = patternsOf(...rows);
    expect(measureAgreement(patterns)!.alpha).toBeCloseTo(alpha, 3);
    expect(measureAgreement(patterns)!.alpha).toBeCloseTo(byPairs(patterns), 12);
  });

  const random = createSeededRandom(11).fraction;
  const drawn = Array.from({ length: 40 }, (): ChoicePattern => {
    const likes = random();
    const counts = [0, 0, 0, 0];
    for (let vote = 0; vote < 1 + random() * 6; vote += 1)
      counts[random() < likes ? 0 : Math.floor(random() * 4)]! += 1;
    return { counts, battles: 1 + Math.floor(random() * 3) };
  });

  it("is the same as from every pair of votes; battles with one vote count nothing", () => {
    const found = measureAgreement(drawn)!;
    expect(found.alpha).toBeCloseTo(byPairs(drawn), 12);
    const more = [...drawn, { counts: [1, 0, 0, 0], battles: 500 }, { counts: [0, 0, 0, 0], battles: 3 }];
    expect(measureAgreement(more)).toEqual(found);
    const apart = drawn.flatMap(({ counts, battles }) =>
      Array.from({ length: battles }, () => ({ counts, battles: 1 })),
    );
    expect(measureAgreement(apart)!.lower).toBeCloseTo(found.lower!, 10);
  });

  it("has an interval as wide as leaving out one battle after the other says", () => {
    const single = drawn
      .flatMap(({ counts, battles }) => Array.from({ length: battles }, () => ({ counts, battles: 1 })))
      .filter(({ counts }) => counts.reduce((sum, count) => sum + count, 0) >= 2);
    const without = single.map((_, left) => measureAgreement(single.filter((__, index) => index !== left))!.alpha);
    const mean = without.reduce((sum, one) => sum + one, 0) / without.length;
    const squares = without.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    const jackknife = Math.sqrt(((single.length - 1) / single.length) * squares);
    const { lower, alpha } = measureAgreement(single)!;
    expect((alpha - lower!) / jackknife).toBeGreaterThan(1.85);
    expect((alpha - lower!) / jackknife).toBeLessThan(2.15);
  });

  it("tells nothing where nothing can differ, and no interval by few battles", () => {
    expect(measureAgreement([])).toBeNull();
    expect(measureAgreement([{ counts: [1, 0], battles: 9 }])).toBeNull();
    expect(measureAgreement([{ counts: [4, 0], battles: 9 }])).toBeNull();
    const few = measureAgreement([{ counts: [2, 0], battles: 1 }, { counts: [0, 2], battles: 1 }]); // prettier-ignore
    expect(few).toEqual({ alpha: 1, lower: null, upper: null, battles: 2, votes: 4 });
    const enough = measureAgreement([{ counts: [2, 0], battles: leastBattles }, { counts: [0, 2], battles: 1 }])!; // prettier-ignore
    expect(enough.upper).toBeLessThanOrEqual(1);
    expect(() => measureAgreement([{ counts: [1.5], battles: 1 }])).toThrow(RangeError);
    expect(() => measureAgreement([{ counts: [-1], battles: 1 }])).toThrow(RangeError);
  });
});
