import { describe, expect, it } from "vitest";
import { rateBoard } from "../../core/boards/board-rating.ts";
import { singleVotes } from "../../core/boards/cell.ts";
import { findFrontier } from "../../core/boards/frontier.ts";
import { costPicture, costInPlainWords, priceTable } from "../../core/commands/leaderboard/cost-picture.ts";
import { createLeaderboard } from "../../core/boards/standings.ts";
import { costAxis } from "../../core/images/cost-axis.ts";
import { placeLabels } from "../../core/images/label-places.ts";
import type { SeparableFit } from "../../core/rating/ranks.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { cell, named } from "./cells.ts";

/** Ratings best first, each known to within this; every pair's difference has the same variance. */
function fitOf(ratings: Record<string, number>, deviation: number, quantile: number | null = 2): SeparableFit {
  const models = Object.entries(ratings).map(([model, rating]) => ({ model, rating }));
  const variances = new Float64Array(models.length ** 2).fill(deviation ** 2);
  return { models, variances, quantile, islands: [models.map(({ model }) => model)] };
}

const placesOf = ({ places }: ReturnType<typeof findFrontier>) =>
  Object.fromEntries(
    places.map(({ model, onFrontier, mayBeOn }) => [model, onFrontier ? "on" : mayBeOn ? "maybe" : "off"]),
  );

describe("the frontier of quality and cost", () => {
  const fit = fitOf({ best: 1200, near: 1190, middle: 1100, worst: 900 }, 20);

  it("has those that nothing as cheap beats; intervals leave room for more", () => {
    const found = findFrontier(fit, new Map([["best", 4], ["near", 5], ["middle", 1], ["worst", 2]])); // prettier-ignore
    expect(placesOf(found)).toEqual({ middle: "on", worst: "off", best: "on", near: "maybe" });
    expect(found.places.map(({ model }) => model)).toEqual(["middle", "worst", "best", "near"]);
    expect(found.best?.model).toBe("best");
    expect(found.level).toBeNull();
    expect(findFrontier(fit, new Map([["best", 4], ["near", 3], ["middle", 1]])).level?.model).toBe("near"); // prettier-ignore
  });

  it("places nobody whose cost is unknown, and takes what is free for the cheapest", () => {
    const found = findFrontier(fit, new Map([["best", null], ["middle", 0], ["worst", 0]])); // prettier-ignore
    expect(found.unpriced).toEqual(["best", "near"]);
    expect(placesOf(found)).toEqual({ middle: "on", worst: "off" });
    expect(findFrontier(fit, new Map())).toMatchObject({ places: [], best: null, level: null });
  });

  it("of equal costs has only the highest rated, of equal ratings only the cheapest", () => {
    const even = fitOf({ a: 1000, b: 1000, c: 900 }, 1);
    const same = findFrontier(even, new Map([["a", 1], ["b", 1], ["c", 1]])); // prettier-ignore
    expect(placesOf(same)).toEqual({ a: "on", b: "on", c: "off" });
    expect(placesOf(findFrontier(even, new Map([["a", 2], ["b", 1]])))).toEqual({ a: "maybe", b: "on" }); // prettier-ignore
  });

  it("rules nobody out where no interval is claimed, or no chain of votes links two", () => {
    const costs = new Map([["best", 1], ["worst", 2]]); // prettier-ignore
    expect(placesOf(findFrontier(fitOf({ best: 1200, worst: 900 }, 1, null), costs))["worst"]).toBe("maybe");
    const apart = { ...fitOf({ best: 1200, worst: 900 }, 1), islands: [["best"], ["worst"]] };
    expect(placesOf(findFrontier(apart, costs))["worst"]).toBe("maybe");
  });

  it("is the same as by looking at every pair, whatever the order", () => {
    const random = createSeededRandom(7).fraction;
    for (let round = 0; round < 40; round += 1) {
      const models = Array.from({ length: 7 }, (_, index) => ({
        model: `m${index}`,
        rating: 900 + Math.floor(random() * 8) * 25,
        cost: Math.floor(random() * 5),
      })).toSorted((one, other) => other.rating - one.rating);
      const fitted = fitOf(Object.fromEntries(models.map(({ model, rating }) => [model, rating])), 15);
      const { places } = findFrontier(fitted, new Map(models.map(({ model, cost }) => [model, cost])));
      for (const own of models) {
        const beats = (least: number) => models.some((one) => one.cost <= own.cost && one.rating - own.rating > least);
        const cheaper = models.some((one) => one.cost < own.cost && one.rating === own.rating);
        const place = places.find(({ model }) => model === own.model)!;
        expect([place.onFrontier, place.mayBeOn]).toEqual([!beats(0) && !cheaper, !beats(30)]);
      }
    }
  });
});

describe("its picture", () => {
  const cells = [
    cell("other", "a", "b", [60, 20]),
    cell("other", "b", "c", [60, 20]),
    cell("other", "a", "c", [70, 10]),
  ];
  const models = named("a", "b", "c");
  const rating = rateBoard(singleVotes(cells));
  const board = createLeaderboard(rating, models);
  const view = { language: "en", theme: "light", demo: false, task: null, questions: null, community: null, days: null, page: 1 } as const; // prettier-ignore
  const show = (costs: [string, number][]) => {
    const frontier = findFrontier(rating.fit, new Map(costs));
    return { picture: costPicture(board, frontier, view), alt: costInPlainWords(board, frontier, view) };
  };

  it("says in its title what the intervals bear, and names whose cost is unknown instead of placing it", () => {
    const { picture, alt } = show([["a", 0.02], ["b", 0]]); // prettier-ignore
    expect(picture.title).toBe("Every cheaper model is rated clearly lower than Model A");
    expect(picture.status).toBe("Not shown, because their cost is unknown: Model C.");
    expect(picture.points.map(({ name, figure, x }) => [name, figure, x > picture.from])).toEqual([["Model B", "free", false], ["Model A", "$0.02", true]]); // prettier-ignore
    expect(alt).toContain("Model B: free");
    const level = { places: [], best: null, level: null, unpriced: [] };
    expect(costPicture(board, level, view)).toMatchObject({ points: [], footer: "", ticks: [] });
  });

  it("lists what an answer and a million tokens cost, where either is known", () => {
    const table = priceTable(board, new Map([["a", 0.0123], ["b", null]]), new Map([["b", { input: 0.15, output: 0 }]]), "en"); // prettier-ignore
    expect(table.filter((line) => line.startsWith("| Model "))).toEqual([
      "| Model | Rating | Answer | In | Out |",
      `| Model A | ${Math.round(board.rows[0]!.rating!)} | $0.012 | – | – |`,
      `| Model B | ${Math.round(board.rows[1]!.rating!)} | – | $0.15 | free |`,
    ]);
    expect(priceTable(board, new Map(), new Map(), "en")).toEqual([]);
  });
});

describe("an axis of costs", () => {
  it("is in even steps for costs near each other, in powers of ten for others, with round labels inside", () => {
    const near = costAxis([0.001, 0.004]);
    expect(near.placeOf(0.0025) * 2).toBeCloseTo(near.placeOf(0.001) + near.placeOf(0.004));
    const far = costAxis([0.0001, 0.01, 1]);
    expect([0.0001, 0.01, 1].map(far.placeOf)).toEqual([0, 0.5, 1]);
    expect(far.ticks).toEqual([0.0001, 0.001, 0.01, 0.1, 1]);
    for (const costs of [[1], [0.3, 0.31], [1e-7, 4e3], [0, 0.5, 700], [2, 2]])
      for (const { ticks, placeOf } of [costAxis(costs)]) {
        expect(ticks.length).toBeGreaterThan(0);
        expect(ticks.length).toBeLessThanOrEqual(7);
        for (const tick of [...ticks, ...costs]) expect(placeOf(tick)).toBeGreaterThanOrEqual(-1e-9);
        for (const tick of [...ticks, ...costs]) expect(placeOf(tick)).toBeLessThanOrEqual(1 + 1e-9);
      }
  });

  it("keeps a place of its own at the left for what is free", () => {
    const { placeOf, from } = costAxis([0, 0.1, 0.2]);
    expect(placeOf(0)).toBe(0);
    expect(placeOf(0.1)).toBeGreaterThan(from);
    expect(costAxis([0, 0]).ticks).toEqual([]);
  });
});

describe("names beside points", () => {
  it("lie on no other name, on no point, and inside, also where points are crowded", () => {
    const random = createSeededRandom(3).fraction;
    for (let round = 0; round < 3; round += 1) {
      const points = Array.from({ length: 12 }, () => ({
        x: 500 + random() * 300,
        y: 300 + random() * 200,
        width: 200,
        height: 79,
      }));
      const boxes = placeLabels(points, [], { x: 120, y: 100, width: 900, height: 700 });
      const overlaps = (
        one: { x: number; y: number; width: number; height: number },
        x: number,
        y: number,
        width = 0,
        height = 0,
      ) => one.x < x + width && x < one.x + one.width && one.y < y + height && y < one.y + one.height;
      for (const [index, box] of boxes.entries()) {
        for (const other of boxes.slice(index + 1))
          expect(overlaps(box, other.x, other.y, other.width, other.height)).toBe(false);
        for (const { x, y } of points) expect(overlaps(box, x, y)).toBe(false);
        expect(box.x >= 120 && box.x + box.width <= 1020 && box.y >= 100 && box.y + box.height <= 800).toBe(true);
      }
    }
  });
});
