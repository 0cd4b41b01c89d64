/** People's ratings sharpened by a jury: what it takes, what it leaves alone, and how far it may move them. */
import { describe, expect, it } from "vitest";
import { fitRatings } from "../../core/rating/fit-ratings.ts";
import type { JudgedBattle } from "../../core/rating/jury-influence.ts";
import { leastUnvoted, leastVoted, sharpenRatings } from "../../core/rating/prediction-powered.ts";
import { pointsPerNaturalUnit } from "../../core/rating/scale.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { createSeededRandom } from "../seeded-random.ts";

const priorStandardDeviation = 400;
const logistic = (value: number) => 1 / (1 + Math.exp(-value));

type World = { votes: CastVote[]; judged: JudgedBattle[] };
type WorldOptions = {
  seed: number;
  battles?: number;
  /** Share of battles with votes, of those with one model on side A. */
  voted?: (a: number) => number;
  models?: number;
  /** What the jury says of side A: by the battle's leaning, the models on both sides, and by a number drawn for it. */
  jury: (leaning: number, a: number, b: number, drawn: number) => number;
};

/** Battles that lean towards one answer, on which some of forty people vote, three a battle or none. */
function makeWorld({ seed, battles = 600, voted = () => 0.5, models = 4, jury }: WorldOptions): World {
  const { fraction } = createSeededRandom(seed);
  const world: World = { votes: [], judged: [] };
  for (let battle = 0; battle < battles; battle++) {
    const a = Math.floor(fraction() * models);
    const b = (a + 1 + Math.floor(fraction() * (models - 1))) % models;
    const [modelA, modelB] = [`m${a}`, `m${b}`];
    const leaning = 4 * (fraction() + fraction() + fraction() - 1.5);
    const count = fraction() < voted(a) ? 3 : 0;
    let wins = 0;
    for (let vote = 0; vote < count; vote++) {
      const choice = fraction() < logistic(0.3 * (b - a) + leaning) ? "a" : "b";
      wins += choice === "a" ? 1 : 0;
      world.votes.push({ battle: `${battle}`, voter: `${(7 * battle + vote) % 40}`, modelA, modelB, choice });
    }
    world.judged.push({ modelA, modelB, votes: count, wins, jury: jury(leaning, a, b, fraction()) });
  }
  return world;
}

const seesWell: WorldOptions["jury"] = (leaning) => (leaning > 0.5 ? 1 : leaning < -0.5 ? 0 : 0.5);

function sharpen(
  { votes, judged }: World,
  more: { tell?: (battle: JudgedBattle, index: number) => JudgedBattle } = {},
) {
  const { tell = (battle) => battle } = more;
  const statistics = summarizeVotes(votes);
  const alone = fitRatings(statistics, { priorStandardDeviation });
  const input = { alone, tallies: statistics.cells, priorStandardDeviation, judged: judged.map(tell) };
  return { alone, fit: sharpenRatings(input) };
}

/** Models with what is claimed of them, by name, to eight digits. */
function figures(models: readonly { model: string; rating: number; lower: number | null; upper: number | null }[]) {
  return models
    .map(({ model, rating, lower, upper }) => [model, ...[rating, lower, upper].map((value) => value?.toFixed(8))])
    .toSorted(([one = ""], [other = ""]) => (one < other ? -1 : 1));
}

describe("a jury that sees what people see", () => {
  const world = makeWorld({ seed: 1, jury: seesWell });
  const { alone, fit } = sharpen(world);

  it("narrows intervals and says what that is worth in votes", () => {
    expect(fit.by).toBe("jury");
    expect(fit.lambda).toBeGreaterThan(0);
    const width = (models: readonly { lower: number | null; upper: number | null }[]) =>
      models.reduce((sum, { lower, upper }) => sum + (upper! - lower!), 0);
    expect(width(fit.models)).toBeLessThan(0.97 * width(alone.models));
    expect(fit.moreVotes).toBeGreaterThan(0.05 * world.votes.length);
    expect(fit.moreVotes).toBeLessThan(world.votes.length);
    expect(fit.battles.voted + fit.battles.unvoted).toBe(world.judged.length);
  });

  it("claims at most a half off a standard error, however much is saved by the formula", () => {
    const { cells } = summarizeVotes(world.votes);
    const models = alone.models.map((model) => ({ ...model, standardError: model.standardError! / 20 }));
    const sure = { models, quantile: alone.quantile };
    const found = sharpenRatings({ alone: sure, tallies: cells, priorStandardDeviation, judged: world.judged });
    for (const { model, standardError } of found.models) {
      const own = models.find((one) => one.model === model)!.standardError;
      expect(standardError! / own, model).toBeCloseTo(0.5, 9);
    }
  });

  it("keeps the mean of all ratings, and the order best first", () => {
    expect(fit.models.reduce((sum, { rating }) => sum + rating / 4, 0)).toBeCloseTo(1000, 6);
    expect(fit.models.map(({ rating }) => rating)).toEqual(
      fit.models.map(({ rating }) => rating).toSorted((one, other) => other - one),
    );
  });

  it("says the same whichever answer stood on side A, and in whatever order battles come", () => {
    const turn = ({ modelA, modelB, votes, wins, jury }: JudgedBattle): JudgedBattle => {
      return { modelA: modelB, modelB: modelA, votes, wins: votes - wins, jury: 1 - jury };
    };
    expect(figures(sharpen(world, { tell: turn }).fit.models)).toEqual(figures(fit.models));
    const shuffled = { votes: world.votes, judged: world.judged.toReversed() };
    expect(figures(sharpen(shuffled).fit.models)).toEqual(figures(fit.models));
  });

  describe("with two models, where its fit is the mean score of each order", () => {
    const two = makeWorld({ seed: 2, models: 2, battles: 4000, voted: (a) => (a === 0 ? 0.7 : 0.3), jury: seesWell });
    const sharpened = sharpen(two);
    const ratingOf = (models: readonly { model: string; rating: number }[]) =>
      models.find(({ model }) => model === "m0")!.rating;
    const lead = (2 * (ratingOf(sharpened.alone.models) - 1000)) / pointsPerNaturalUnit;
    const orders = ["m0", "m1"].map((first) => {
      const all = two.judged.filter(({ modelA }) => modelA === first);
      const share = all.filter(({ votes }) => votes > 0).length / all.length;
      const mean = all.reduce((sum, { jury }) => sum + jury, 0) / all.length;
      return { sign: first === "m0" ? 1 : -1, all, share, mean };
    });

    it("moves ratings by λ times what the means of the voted battles and of all differ, by the curvature", () => {
      const drift = orders.map(({ sign, all, share, mean }) => {
        const voted = all.filter(({ votes }) => votes > 0).reduce((sum, { jury }) => sum + jury - mean, 0);
        return 3 * sign * (voted - share * all.reduce((sum, { jury }) => sum + jury - mean, 0));
      });
      const information = two.votes.length * logistic(lead) * logistic(-lead);
      const expected = (pointsPerNaturalUnit * sharpened.fit.lambda * (drift[0]! + drift[1]!)) / information / 2;
      const moved = ratingOf(sharpened.alone.models) - ratingOf(sharpened.fit.models);
      expect(Math.abs(expected)).toBeGreaterThan(0.1);
      expect(Math.abs(moved / expected - 1)).toBeLessThan(0.01);
    });

    it("takes the λ that regression of people's scores on its own gives, less its error, and as much variance", () => {
      const terms = orders.flatMap(({ sign, all, share, mean }) =>
        all.map(({ votes, wins, jury }) => ({
          people: wins - votes * logistic(sign * lead),
          own: (jury - mean) * (votes - 3 * share),
        })),
      );
      const [shared, squared] = [
        terms.reduce((sum, { people, own }) => sum + people * own, 0),
        terms.reduce((sum, { own }) => sum + own * own, 0),
      ];
      const best = shared / squared;
      const scatter = terms.reduce((sum, { people, own }) => sum + (people * own - best * own * own) ** 2, 0);
      const { lambda, models } = sharpened.fit;
      expect(Math.abs(lambda / (best - (2 * scatter) / squared ** 2 / best) - 1)).toBeLessThan(0.005);
      const information = two.votes.length * logistic(lead) * logistic(-lead);
      const saved = (2 * lambda * shared - lambda ** 2 * squared) * (pointsPerNaturalUnit / information / 2) ** 2;
      const [before, after] = [sharpened.alone.models, models].map((rated) => rated[0]!.standardError! ** 2);
      expect(Math.abs((before! - after!) / saved - 1)).toBeLessThan(0.01);
    });
  });
});

describe("what people's ratings are left alone by", () => {
  const isLeftAlone = ({ alone, fit }: ReturnType<typeof sharpen>) => {
    expect(figures(fit.models)).toEqual(figures(alone.models));
    expect([fit.lambda, fit.moreVotes]).toEqual([0, 0]);
    return fit.by;
  };

  it.each([
    ["says anything", (_leaning: number, _a: number, _b: number, drawn: number) => (drawn < 0.5 ? 0 : 1)],
    ["says the contrary", (...known: Parameters<typeof seesWell>) => 1 - seesWell(...known)],
    ["knows models, not answers", (_leaning: number, a: number, b: number) => (a < b ? 1 : 0)],
    ["always prefers side A", () => 1],
  ])("a jury that %s", (_, jury) => {
    expect(isLeftAlone(sharpen(makeWorld({ seed: 3, jury })))).toBe("no agreement");
  });

  it("a jury that says anything, as good as always, and then all but entirely", () => {
    const lambdas = Array.from({ length: 25 }, (_, seed) => {
      return sharpen(makeWorld({ seed: 100 + seed, battles: 150, jury: (_l, _a, _b, drawn) => (drawn < 0.5 ? 0 : 1) }))
        .fit.lambda;
    });
    expect(lambdas.filter((lambda) => lambda > 0).length).toBeLessThan(6);
    expect(Math.max(...lambdas)).toBeLessThan(0.5);
    expect(Math.min(...lambdas)).toBe(0);
  });

  it("battles that all have votes, and too few of either sort", () => {
    expect(isLeftAlone(sharpen(makeWorld({ seed: 4, voted: () => 1, jury: seesWell })))).toBe("too few");
    const world = makeWorld({ seed: 5, jury: seesWell });
    const some = (voted: number, unvoted: number) => {
      const has = (wanted: boolean) => world.judged.filter(({ votes }) => votes > 0 === wanted);
      return sharpen({ ...world, judged: [...has(true).slice(0, voted), ...has(false).slice(0, unvoted)] });
    };
    expect(isLeftAlone(some(leastVoted - 1, 200))).toBe("too few");
    expect(isLeftAlone(some(200, leastUnvoted - 1))).toBe("too few");
    expect(some(200, 200).fit.by).toBe("jury");
  });

  it("battles without votes that are of another kind", () => {
    const { fit: usual } = sharpen(makeWorld({ seed: 6, jury: seesWell }));
    expect(usual.by).toBe("jury");
    const tell = (battle: JudgedBattle): JudgedBattle => {
      if (battle.votes > 0 || ![battle.modelA, battle.modelB].includes("m0")) return battle;
      return { ...battle, jury: battle.modelA === "m0" ? Math.max(0.5, battle.jury) : Math.min(0.5, battle.jury) };
    };
    expect(isLeftAlone(sharpen(makeWorld({ seed: 6, jury: seesWell }), { tell }))).toBe("another kind");
  });

  it("a jury's liking for one model, which is in the battles with votes as in those without", () => {
    const likes = makeWorld({
      seed: 7,
      jury: (leaning, a, b, drawn) => (a === 0 ? 1 : b === 0 ? 0 : seesWell(leaning, a, b, drawn)),
    });
    const { alone, fit } = sharpen(likes);
    const moved = ({ model, rating }: { model: string; rating: number }) =>
      rating - alone.models.find((one) => one.model === model)!.rating;
    const favourite = fit.models.find(({ model }) => model === "m0")!;
    // The jury alone would put it hundreds of points ahead.
    expect(Math.abs(moved(favourite))).toBeLessThan(alone.models[0]!.standardError!);
  });
});

describe("what cannot be", () => {
  const { votes, judged } = makeWorld({ seed: 8, battles: 100, jury: seesWell });
  it.each([
    [{ jury: 1.1 }, /score of 1.1/],
    [{ jury: Number.NaN }, /score of NaN/],
    [{ votes: 2, wins: 3 }, /3 wins of 2 votes/],
    [{ modelB: judged[0]!.modelA }, /against itself/],
  ])("%o is refused", (wrong, message) => {
    expect(() => sharpen({ votes, judged: [{ ...judged[0]!, ...wrong }] })).toThrow(message);
  });

  it("models that people have not rated are passed over", () => {
    const { fit, alone } = sharpen({ votes, judged: [...judged, { ...judged[0]!, modelA: "unknown" }] });
    expect(fit.battles.voted + fit.battles.unvoted).toBe(judged.length);
    expect(fit.models.map(({ model }) => model).toSorted()).toEqual(alone.models.map(({ model }) => model).toSorted());
  });

  it("no interval is claimed where people's votes alone claim none", () => {
    const few = makeWorld({ seed: 9, jury: seesWell });
    const { fit } = sharpen({ ...few, votes: few.votes.map((vote) => ({ ...vote, voter: "one" })) });
    expect(fit.by).toBe("jury");
    expect(fit.moreVotes).toBeNull();
    for (const { lower, upper } of fit.models) expect([lower, upper]).toEqual([null, null]);
  });
});
