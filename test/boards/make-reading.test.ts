/** Other readings of the same votes: what each changes, and what none may. */
import { describe, expect, it } from "vitest";
import { makeReading } from "../../core/boards/readings/make-reading.ts";
import { findFit } from "../../core/boards/readings/fit-findings.ts";
import { priorStandardDeviation, rateBoard } from "../../core/boards/board-rating.ts";
import type { SampledVotes } from "../../core/boards/sampled-votes.ts";
import { type CastVote, summarizeVotes } from "../../core/rating/vote-statistics.ts";
import { makeVotes } from "../rating/made-votes.ts";

const votes = makeVotes({ seed: 71, models: 5, voters: 60, battles: 500, ties: 0.2 });
const newcomer: CastVote = { battle: "new", voter: "voter 1", modelA: "new", modelB: "m0", choice: "a" };
const statistics = summarizeVotes([...votes, newcomer]);
const plain = rateBoard(statistics);
const ranked = plain.fit.models.map(({ model }) => model).toSorted();

type Drawn = { probability?: number | null; looks?: [number, number, number, number][] | null };

/** A sample of single votes, of which something is known of each battle. */
function sample(cast: readonly CastVote[], drawn: (vote: CastVote, index: number) => Drawn): SampledVotes {
  const battles = cast.map((vote, index) => {
    const { probability = 1, looks = null } = drawn(vote, index);
    const choice = vote.choice === "bothBad" ? "both-bad" : vote.choice;
    return [vote.modelA, vote.modelB, probability, looks, [[String(index % 60), choice]]];
  });
  return { folded: 1, votes: 2 * cast.length, battles: [JSON.stringify(battles)] };
}

const inputs = {
  votes: statistics,
  families: new Map<string, string>(),
  sample: sample(votes, () => ({
    probability: 0.1,
    looks: [
      [100, 0, 0, 0],
      [100, 0, 0, 0],
    ],
  })),
  judged: [],
};

describe.each(["ranks", "style", "weighted", "ability", "sharpened", "families"] as const)(
  "the reading %s",
  (reading) => {
    it("ranks the models that the plain board ranks, best first, and no other", () => {
      const { models, facts } = makeReading({ reading, plain, ...inputs });
      expect(models.map(({ model }) => model).toSorted()).toEqual(ranked);
      expect(facts.reading).toBe(reading);
      for (const [index, { rating, rank, rankBest, rankWorst }] of models.entries()) {
        expect(rating).toBeLessThanOrEqual(models[index - 1]?.rating ?? Infinity);
        expect(rankBest).toBeLessThanOrEqual(rank);
        expect(rankWorst).toBeGreaterThanOrEqual(rank);
      }
    });
  },
);

describe.each(["ranks", "style", "weighted", "ability", "sharpened", "families"] as const)(
  "under the reading %s a newcomer",
  (reading) => {
    const few = Array.from({ length: 9 }, (_, index): CastVote => ({
      ...newcomer,
      battle: `n${index}`,
      voter: `voter ${index}`,
    }));
    const looks: [number, number, number, number][] = [
      [300, 0, 2, 0],
      [100, 0, 0, 0],
    ];
    const jury = (cast: readonly CastVote[]) =>
      cast.map(({ modelA, modelB, choice }, index) => {
        const wins = choice === "a" ? 1 : choice === "b" ? 0 : 0.5;
        const isVoted = index % 2 === 0;
        return {
          modelA,
          modelB,
          votes: isVoted ? 1 : 0,
          wins: isVoted ? wins : 0,
          jury: (2 * wins + (index % 3) / 2) / 3,
        };
      });
    const read = (cast: readonly CastVote[], isRetired: (model: string) => boolean) => {
      const counted = summarizeVotes(cast);
      return makeReading({
        ...{ reading, plain: rateBoard(counted, isRetired), votes: counted },
        families: new Map(["m0", "m1", "new"].map((model) => [model, "one family"])),
        sample: sample(cast, (_, index) => ({ probability: 0.1 + (index % 2) / 10, looks })),
        judged: jury(cast),
      });
    };

    it("with nine won votes moves no digit of anybody's place, rating or interval", () => {
      const isRetired = (model: string) => model === "m2";
      const before = read(votes, isRetired).models;
      expect(before).toHaveLength(4);
      expect(read([...votes, ...few], isRetired).models).toEqual(before);
    });
  },
);

describe("places at once", () => {
  it("are never narrower than each by itself", () => {
    const { models } = makeReading({ reading: "ranks", plain });
    for (const [index, { rankBest, rankWorst }] of models.entries()) {
      expect(rankBest).toBeLessThanOrEqual(plain.fit.models[index]!.rankBest);
      expect(rankWorst).toBeGreaterThanOrEqual(plain.fit.models[index]!.rankWorst);
    }
  });
});

describe("votes without style", () => {
  // "long" wins because its answers are long: where both are as long, the two win alike.
  const cast = Array.from({ length: 1200 }, (_, index): CastVote => {
    const isLong = index % 3 !== 0;
    const wins = isLong ? index % 10 < 8 : index % 2 === 0;
    const [modelA, modelB] = index % 2 === 0 ? ["long", "short"] : ["short", "long"];
    const choice = wins === (modelA === "long") ? "a" : "b";
    return { battle: `${index}`, voter: `${index % 60}`, modelA, modelB, choice };
  });
  const both = rateBoard(summarizeVotes(cast));
  const looked = sample(cast, ({ modelA }, index) => {
    const lengths = index % 3 === 0 ? [100, 100] : modelA === "long" ? [300, 100] : [100, 300];
    return { looks: lengths.map((length): [number, number, number, number] => [length, 0, 0, 0]) };
  });

  it("takes out what length is worth, and says what it rests on", () => {
    const { models, facts } = makeReading({ reading: "style", plain: both, sample: looked });
    const lead = ({ models: places }: { models: readonly { rating: number }[] }) =>
      places[0]!.rating - places[1]!.rating;
    expect(lead(both.fit)).toBeGreaterThan(100);
    expect(Math.abs(lead({ models }))).toBeLessThan(40);
    expect(facts).toEqual({ reading: "style", votes: 1200, ofVotes: 2400 });
  });

  it("leaves battles out whose answers nobody measured", () => {
    const half = sample(cast, (_, index) => ({
      looks:
        index < 600
          ? [
              [9, 0, 0, 0],
              [9, 0, 0, 0],
            ]
          : null,
    }));
    expect(makeReading({ reading: "style", plain: both, sample: half }).facts).toMatchObject({ votes: 600 });
  });
});

describe("even draws", () => {
  const often = votes.map((vote, index): CastVote => ({ ...vote, battle: `${index}` }));

  it("are the plain ratings where every draw was as probable", () => {
    const even = makeReading({ reading: "weighted", plain, sample: sample(often, () => ({ probability: 0.05 })) });
    const count = often.length;
    expect(even.facts).toEqual({ reading: "weighted", votes: count, ofVotes: 2 * count, effectiveVotes: count });
    for (const { model, rating } of even.models) {
      expect(Math.abs(rating - plain.fit.models.find((one) => one.model === model)!.rating)).toBeLessThan(1);
    }
  });

  it("have the plain intervals, too, where a model has won nearly all of a few battles", () => {
    const some = votes.filter(({ modelA, modelB }) => modelA !== "m4" && modelB !== "m4");
    const young = Array.from({ length: 60 }, (_, index): CastVote => {
      return { ...newcomer, modelA: "m4", modelB: `m${index % 4}`, choice: index % 10 === 0 ? "b" : "a" };
    });
    const cast = [...some, ...young].map((vote, index): CastVote => {
      return { ...vote, battle: `${index}`, voter: `${index % 60}` };
    });
    const drawn = rateBoard(summarizeVotes(cast));
    const even = makeReading({
      ...{ reading: "weighted", plain: drawn },
      sample: sample(cast, () => ({ probability: 0.05 })),
    });
    const shown = (models: readonly { model: string; lower: number | null; upper: number | null }[]) =>
      models.map(({ model, lower, upper }) => [model, lower!.toFixed(6), upper!.toFixed(6)]);
    expect(even.models.map(({ model }) => model)).toContain("m4");
    expect(shown(even.models)).toEqual(shown(drawn.fit.models));
  });

  it("take away what a pair gains by being drawn more often than the others", () => {
    // Each beats the next in 70 of 100, and the first meets the second ten times as often.
    const beats = (modelA: string, modelB: string, count: number) =>
      Array.from({ length: count }, (_, index): CastVote => {
        const choice = index % 10 < 7 ? "a" : "b";
        return { battle: `${modelA} ${index}`, voter: `${index % 50}`, modelA, modelB, choice };
      });
    const circle = [...beats("x", "y", 1000), ...beats("y", "z", 100), ...beats("z", "x", 100)];
    const drawn = rateBoard(summarizeVotes(circle));
    const chances = sample(circle, ({ modelA }) => ({ probability: modelA === "x" ? 0.4 : 0.04 }));
    const { models, facts } = makeReading({ reading: "weighted", plain: drawn, sample: chances });
    const spread = (places: readonly { rating: number }[]) => places[0]!.rating - places.at(-1)!.rating;
    expect(spread(drawn.fit.models)).toBeGreaterThan(100);
    expect(spread(models)).toBeLessThan(20);
    expect((facts as { effectiveVotes: number }).effectiveVotes).toBeLessThan(1200 / 2);
  });

  it("leave out battles whose chance nobody knows", () => {
    const some = sample(often, (_, index) => ({ probability: index % 2 === 0 ? 0.05 : null }));
    expect(makeReading({ reading: "weighted", plain, sample: some }).facts).toMatchObject({
      votes: Math.ceil(often.length / 2),
    });
  });
});

describe("families", () => {
  it("are named where several of a family are ranked, and alone change nothing", () => {
    const alone = makeReading({ reading: "families", plain, votes: statistics, families: new Map() });
    expect(alone.facts).toEqual({ reading: "families", families: [] });
    const families = new Map([
      ["m0", "twins"],
      ["m1", "twins"],
      ["new", "twins"],
    ]);
    const { facts } = makeReading({ reading: "families", plain, votes: statistics, families });
    const [family] = (facts as { families: { name: string; models: string[] }[] }).families;
    expect({ ...family, models: family!.models.toSorted() }).toEqual({ name: "twins", models: ["m0", "m1"] });
  });
});

describe("the jury", () => {
  it("that judged nothing leaves people's ratings and intervals as they are", () => {
    const { models, facts } = makeReading({ reading: "sharpened", plain, judged: [] });
    for (const [index, { model, rating, lower, upper }] of models.entries()) {
      const own = plain.fit.models[index]!;
      expect([model, rating, lower, upper]).toEqual([own.model, own.rating, own.lower, own.upper]);
    }
    expect(facts).toEqual({ reading: "sharpened", judged: 0, worthVotes: 0 });
  });

  it("is weighed by all votes that ratings rest on, those on retired models too", () => {
    const judged = votes.map(({ modelA, modelB, choice }, index) => {
      const wins = choice === "a" ? 1 : choice === "b" ? 0 : 0.5;
      const isVoted = index % 4 !== 0;
      return { modelA, modelB, votes: isVoted ? 1 : 0, wins: isVoted ? wins : 0, jury: (3 * wins + (index % 2)) / 4 };
    });
    const all = makeReading({ reading: "sharpened", plain, judged }).models;
    const fewer = rateBoard(statistics, (model) => model === "m3");
    const { models } = makeReading({ reading: "sharpened", plain: fewer, judged });
    expect(all.map(({ rating }) => rating)).not.toEqual(plain.fit.models.map(({ rating }) => rating));
    expect(models.map(({ model, rating, lower }) => [model, rating.toFixed(6), lower?.toFixed(6)])).toEqual(
      all
        .filter(({ model }) => model !== "m3")
        .map(({ model, rating, lower }) => [model, rating.toFixed(6), lower?.toFixed(6)]),
    );
  });
});

describe("the test of fit", () => {
  it("looks at the votes among ranked models alone", () => {
    const test = findFit(statistics, ranked, priorStandardDeviation);
    const named = new Set(test.pairs.flatMap(({ one, other }) => [one, other]));
    expect(named.has("new")).toBe(false);
    expect(test.pValue).toBeGreaterThan(0.001);
    expect(test.ties.nu).toBeGreaterThan(0);
  });

  it("finds a circle that everybody votes for", () => {
    const circle = (modelA: string, modelB: string) =>
      Array.from({ length: 100 }, (_, index): CastVote => {
        const [battle, voter] = [`${modelA} ${index}`, `${index}`];
        return { battle, voter, modelA, modelB, choice: index < 80 ? "a" : "b" };
      });
    const round = [...circle("x", "y"), ...circle("y", "z"), ...circle("z", "x")];
    const test = findFit(summarizeVotes(round), ["x", "y", "z"], priorStandardDeviation);
    expect(test.circles[0]!.models).toEqual(["x", "y", "z"]);
    expect(test.circles[0]!.pValue).toBeLessThan(0.001);
    expect(test.pValue).toBeLessThan(0.001);
  });

  it("has nothing to say without votes", () => {
    expect(findFit({ cells: [], voters: [] }, [], priorStandardDeviation)).toMatchObject({ pairs: [], circles: [] });
  });
});
