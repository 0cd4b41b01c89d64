/** Who meets whom while a model fails: a breaker and redraws must leave the others as they are planned. */
import { describe, expect, it } from "vitest";
import { drawAgain, drawBoth } from "../../core/arena/drawing.ts";
import { type Side, sides } from "../../core/battle/battle.ts";
import { createBreaker } from "../../core/models/breaker.ts";
import { type Completion, ModelFailure } from "../../core/models/completion.ts";
import type { Lineup } from "../../core/models/lineup.ts";
import type { Model } from "../../core/models/model.ts";
import { type PairChance, planPairs } from "../../core/rating/pairing.ts";
import { createManualClock } from "../manual-clock.ts";
import { buildModel, buildRequest } from "../models/fixtures.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { times } from "../thorough.ts";

const models = ["m1", "m2", "m3", "m4", "broken"].map((id) => buildModel({ id }));
const healthy = models.slice(0, 4);

/** Votes that make some pairs far likelier than others. */
const votes = [
  { modelA: "m1", modelB: "m2", a: 60, b: 50, tie: 5, bothBad: 0 },
  { modelA: "m2", modelB: "m3", a: 20, b: 25, tie: 0, bothBad: 0 },
  { modelA: "m1", modelB: "broken", a: 9, b: 1, tie: 0, bothBad: 0 },
];
const plans = new Map<string, PairChance[]>();
const pairing = {
  chances(among: readonly Model[]) {
    const ids = among.map(({ id }) => id).toSorted();
    const key = ids.join(" ");
    if (!plans.has(key)) plans.set(key, planPairs(ids, votes));
    return plans.get(key)!;
  },
  renew: async () => {},
};

type Tally = { expected: number; variance: number; seen: number };

/** Every ordered pair that could have been drawn, with its recorded probability; and what was. */
function createTally() {
  const pairs = new Map<string, Tally>();
  return {
    pairs,
    count(drawable: readonly (readonly [string, number])[], drawn: string) {
      let sum = 0;
      for (const [name, probability] of drawable) {
        sum += probability;
        const tally = pairs.get(name) ?? { expected: 0, variance: 0, seen: 0 };
        tally.expected += probability;
        tally.variance += probability * (1 - probability);
        tally.seen += Number(name === drawn);
        pairs.set(name, tally);
      }
      expect(sum).toBeCloseTo(1, 9);
    },
    /** In standard deviations. */
    furthest() {
      return Math.max(
        ...[...pairs.values()].map(({ seen, expected, variance }) => Math.abs(seen - expected) / Math.sqrt(variance)),
      );
    },
  };
}

/** Ordered pairs of these models, each with the probability that a draw of it would record. */
function orderedPairs(among: readonly Model[]): [string, number][] {
  return pairing.chances(among).flatMap(({ first, second, chance }): [string, number][] => [
    [`${first} ${second}`, chance / 2],
    [`${second} ${first}`, chance / 2],
  ]);
}

type Played = { first: string; final: Record<Side, string>; redrawn: boolean };

/** Plays battles, one every so often, in which the broken model fails nine times of ten. */
async function play(
  battles: number,
  every: number,
): Promise<{ played: Played[]; firsts: ReturnType<typeof createTally> }> {
  const [random, fate, clock] = [createSeededRandom(5), createSeededRandom(6), createManualClock()];
  const breaker = createBreaker(clock, random, () => {});
  const provider = breaker.watch({
    async complete({ model }) {
      if (model.id === "broken" && fate.fraction() < 0.9) throw new ModelFailure("server-error", "it failed");
      return { text: "an answer" } as Completion;
    },
  });
  const context = { breaker, pairing, random, lineup: (): Lineup => ({ models }) as unknown as Lineup };
  const signal = new AbortController().signal;
  const firsts = createTally();
  const played: Played[] = [];
  for (let battle = 0; battle < battles; battle += 1) {
    clock.advance(every);
    const drawable = orderedPairs(breaker.fit(models, 2));
    const draw = drawBoth(context, models);
    const name = `${draw.a.id} ${draw.b.id}`;
    firsts.count(drawable, name);
    expect(draw.probability).toBeCloseTo(new Map(drawable).get(name)!, 12);
    const standing = { a: draw.a.id, b: draw.b.id };
    const tried = new Set([draw.a.id, draw.b.id]);
    let redrawn = false;
    for (const side of sides) {
      for (let model: Model | undefined = draw[side]; model;) {
        const failed: boolean = await provider.complete(buildRequest({ model }), signal).then(
          () => false,
          () => true,
        );
        if (!failed) break;
        redrawn = true;
        model = drawAgain(context, side, { players: models, tried, standing })?.model;
        if (model) tried.add((standing[side] = model.id));
      }
    }
    played.push({ first: name, final: standing, redrawn });
  }
  return { played, firsts };
}

describe("with a model that fails in nine of ten battles", () => {
  it("draws are as probable as they are recorded, and the model is seldom drawn", async () => {
    const battles = times(20_000, 6_000);
    const { played, firsts } = await play(battles, 20_000);
    expect(firsts.pairs.size).toBe(20);
    expect(firsts.furthest()).toBeLessThan(4.5);
    const planned = pairing.chances(models).filter(({ first, second }) => [first, second].includes("broken"));
    const share = planned.reduce((sum, { chance }) => sum + chance, 0);
    expect(share).toBeGreaterThan(0.3);
    expect(played.filter(({ first }) => first.includes("broken")).length / battles).toBeLessThan(0.02);
  });

  it("the others meet as if it were not there", async () => {
    const { played } = await play(times(20_000, 6_000), 20_000);
    const whole = played.filter(({ final }) => !Object.values(final).includes("broken"));
    const tally = createTally();
    for (const { final } of whole) tally.count(orderedPairs(healthy), `${final.a} ${final.b}`);
    expect(tally.furthest()).toBeLessThan(4.5);
  });

  it("whoever it was drawn against meets the others as planned, and keeps its side", async () => {
    // Asked so seldom that every rest is over, the model is drawn again and again.
    const battles = times(12_000, 4_000);
    const { played } = await play(battles, 3_600_000);
    const redrawn = played.filter(({ redrawn: again }) => again);
    expect(redrawn.length).toBeGreaterThan(battles / 6);
    for (const { id } of healthy) {
      const chances = pairing.chances(healthy).filter(({ first, second }) => [first, second].includes(id));
      const sum = chances.reduce((total, { chance }) => total + chance, 0);
      const opponents = chances.map(({ first, second, chance }): [string, number] => [
        first === id ? second : first,
        chance / sum,
      ]);
      const tally = createTally();
      const met = redrawn.filter(({ first }) => first.split(" ").includes(id));
      for (const { first, final } of met) {
        const side = first.startsWith(`${id} `) ? "a" : "b";
        expect(final[side]).toBe(id);
        tally.count(opponents, final[side === "a" ? "b" : "a"]);
      }
      expect(tally.furthest()).toBeLessThan(4.5);
    }
  });
});
