import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JudgedRound } from "../../core/mutual/scoring/ballots.ts";
import { clusteredShare, findMisjudged } from "../../core/mutual/scoring/misjudged.ts";
import { createSeededRandom } from "../seeded-random.ts";

const models = ["a", "b", "c", "d", "e"];
const ballotOf = (judge: string) =>
  fc.array(fc.option(fc.integer({ min: 0, max: 4 })), { minLength: 5, maxLength: 5 }).map((given) => ({
    judge,
    points: new Map(
      models.flatMap((model, index) =>
        model === judge || given[index] === null ? [] : [[model, given[index]!] as const],
      ),
    ),
  }));
const rounds: fc.Arbitrary<JudgedRound[]> = fc.array(
  fc.record({
    setter: fc.constant("s"),
    ballots: fc.tuple(ballotOf("a"), ballotOf("b"), ballotOf("s")),
    right: fc
      .array(fc.option(fc.boolean()), { minLength: 5, maxLength: 5 })
      .map(
        (all) =>
          new Map(models.flatMap((model, index) => (all[index] === null ? [] : [[model, all[index]!] as const]))),
      ),
  }),
  { maxLength: 6 },
);

/** The same, pair by pair. */
function countSlowly(all: readonly JudgedRound[], judge: string | null) {
  const count = { wrong: 0, pairs: 0, first: 0, ballots: 0 };
  const ballots = all.flatMap((round) => round.ballots.map((ballot) => ({ ...ballot, right: round.right! })));
  for (const { points, right } of ballots.filter((ballot) => judge === null || ballot.judge === judge)) {
    const own = [...points];
    const rights = own.filter(([model]) => right.get(model) === true);
    const wrongs = own.filter(([model]) => right.get(model) === false);
    const pairs = wrongs.flatMap(([, points]) => rights.map(([, others]) => points > others));
    count.pairs += pairs.length;
    count.wrong += pairs.filter(Boolean).length;
    const best = own.filter(([, value]) => own.every(([, other]) => other <= value)).map(([model]) => right.get(model));
    const isTold = best.some((one) => one === true) || !best.includes(undefined);
    if (pairs.length === 0 || !isTold) continue;
    count.ballots += 1;
    count.first += best.some((one) => one === true) ? 0 : 1;
  }
  return count;
}

describe("what judges get wrong", () => {
  it("is counted as pair by pair, of all and of each", () => {
    fc.assert(
      fc.property(rounds, (all) => {
        const { all: together, judges } = findMisjudged(all);
        for (const { judge, ...own } of [{ judge: null, ...together }, ...judges]) {
          const slow = countSlowly(all, judge);
          expect(own.wrongAbove?.cases ?? 0).toBe(slow.pairs);
          expect(own.wrongAbove?.share ?? 0).toBeCloseTo(slow.wrong / Math.max(1, slow.pairs), 12);
          expect(own.wrongFirst?.cases ?? 0).toBe(slow.ballots);
          expect(own.wrongFirst?.share ?? 0).toBeCloseTo(slow.first / Math.max(1, slow.ballots), 12);
        }
      }),
    );
  });

  it("is nothing where no machine has told what is right", () => {
    const round = { setter: "s", ballots: [{ judge: "a", points: new Map([["b", 1]]) }] };
    expect(findMisjudged([round]).all).toEqual({ wrongAbove: null, wrongFirst: null });
  });
});

describe("the interval of a share over questions", () => {
  it("is Wilson's where cases do not hang together more than by chance, and wider where they do", () => {
    const apart = clusteredShare(
      Array.from({ length: 100 }, (_, index) => ({ wrong: index % 4 === 0 ? 1 : 0, cases: 1 })),
    )!;
    expect(apart.upper - apart.lower).toBeCloseTo(0.168, 2);
    const together = clusteredShare(
      Array.from({ length: 10 }, (_, index) => ({ wrong: index % 5 === 0 ? 10 : 0, cases: 10 })),
    )!;
    expect(together.share).toBe(0.2);
    expect(together.upper - together.lower).toBeGreaterThan(0.4);
  });

  it("tells little of few questions, however many ballots", () => {
    expect(clusteredShare([{ wrong: 0, cases: 1000 }])!.upper).toBeGreaterThan(0.7);
    expect(clusteredShare([{ wrong: 500, cases: 1000 }])).toMatchObject({ questions: 1 });
    expect(clusteredShare([])).toBeNull();
    // 1/49·49 is not quite 1.
    const [one, other] = [48, 49].map((cases) => clusteredShare([{ wrong: 1, cases }])!);
    expect([other!.lower > 0, other!.upper < 0.81]).toEqual([true, true]);
    expect(other!.upper).toBeCloseTo(one!.upper, 2);
  });

  it("holds the true share in about 95 of 100 experiments whose questions differ", () => {
    const random = createSeededRandom(11);
    const held = Array.from({ length: 500 }, () => {
      const questions = Array.from({ length: 30 }, () => {
        const chance = random.fraction() < 0.5 ? 0.1 : 0.5;
        const wrong = Array.from({ length: 12 }, () => Number(random.fraction() < chance)).reduce((a, b) => a + b, 0);
        return { wrong, cases: 12 };
      });
      const { lower, upper } = clusteredShare(questions)!;
      return lower <= 0.3 && 0.3 <= upper;
    }).filter(Boolean).length;
    expect(held).toBeGreaterThan(455);
  });
});
