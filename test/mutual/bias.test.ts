import { describe, expect, it } from "vitest";
import { findBias, type ObservedRound, estimateEffect } from "../../core/mutual/scoring/bias.ts";
import { createSeededRandom } from "../seeded-random.ts";

const models = ["a", "b", "c", "d", "e"];
const organizations = new Map([
  ["a", "One"],
  ["b", "One"],
  ["c", "Two"],
  ["d", "Three"],
  ["e", "Four"],
]);

/** Judges of known leanings, in points, on answers of known worth, and some noise. */
function makeRounds(leaning: (judge: string, answer: string, place: number, round: number) => number): ObservedRound[] {
  const random = createSeededRandom(7);
  return Array.from({ length: 60 }, (_, index): ObservedRound => {
    const setter = models[index % models.length]!;
    const answers = models.filter((model) => model !== setter);
    const worth = new Map(answers.map((answer) => [answer, 40 + 40 * random.fraction()]));
    const shown = new Map(
      models.map((judge) => [
        judge,
        answers
          .filter((answer) => answer !== judge)
          .map((answer) => ({ answer, at: random.fraction() }))
          .toSorted((one, other) => one.at - other.at)
          .map(({ answer }) => answer),
      ]),
    );
    const ballots = models.map((judge) => ({
      judge,
      points: new Map(
        shown.get(judge)!.map((answer, place) => {
          return [answer, worth.get(answer)! + leaning(judge, answer, place, index) + 4 * (random.fraction() - 0.5)];
        }),
      ),
    }));
    const lengths = new Map(answers.map((answer) => [answer, 100 * 2 ** Math.floor(4 * random.fraction())]));
    const likeness = new Map(answers.map((answer) => [answer, random.fraction()]));
    return { setter, ballots, shown, lengths, likeness };
  });
}

describe("the bias report", () => {
  it("finds a judge that prefers late, long and its own organization's answers, and its own standard answer", () => {
    const rounds = makeRounds(() => 0);
    const swayed = rounds.map((round) => ({
      ...round,
      ballots: round.ballots.map(({ judge, points }) => ({
        judge,
        points: new Map(
          [...points].map(([answer, value]) => {
            if (judge !== "a") return [answer, value];
            const shown = round.shown.get(judge)!;
            const late = (6 * shown.indexOf(answer)) / (shown.length - 1);
            const long = 3 * Math.log2(round.lengths.get(answer)! / 100);
            const own = answer === "b" ? 9 : 0;
            const like = round.setter === judge ? 12 * round.likeness.get(answer)! : 0;
            return [answer, value + late + long + own + like];
          }),
        ),
      })),
    }));
    const { judges } = findBias(swayed, organizations);
    const { bias } = judges.find(({ judge }) => judge === "a")!;
    for (const [found, truth] of [
      [bias.position, 6],
      [bias.length, 3],
      [bias.organization, 9],
      [bias.standardAnswer, 12],
    ] as const) {
      expect(found!.lower).toBeLessThan(truth);
      expect(found!.upper).toBeGreaterThan(truth);
      expect(found!.lower).toBeGreaterThan(0);
    }
    const fair = judges.find(({ judge }) => judge === "d")!.bias;
    expect(fair.position!.lower).toBeLessThan(0);
    expect(fair.position!.upper).toBeGreaterThan(0);
    // Nobody else is of its organization.
    expect(fair.organization).toBeNull();
  });

  it("calls something a bias in about one case of twenty when there is none", () => {
    const random = createSeededRandom(3);
    const found = Array.from({ length: 400 }, () => {
      const groups = Array.from({ length: 6 }, () =>
        [0, 1, 2].map((place) => ({ feature: place / 2, excess: random.fraction() + random.fraction() - 1 })),
      );
      const { lower, upper } = estimateEffect(groups)!;
      return lower > 0 || upper < 0;
    }).filter(Boolean).length;
    expect(found).toBeGreaterThan(4);
    expect(found).toBeLessThan(40);
  });

  it("says nothing where nothing can be said", () => {
    expect(estimateEffect([])).toBeNull();
    expect(estimateEffect([[{ feature: 0, excess: 1 }], [{ feature: 1, excess: 0 }]])).toBeNull();
  });
});
