/** Who answers, and on which side. */
import type { League, Model } from "../models/model.ts";
import type { Random } from "../machine/random.ts";
import { drawPair as drawChance, type PairChance } from "../rating/pairing.ts";

/**
 * Names the rule that drew a battle, which is kept with it. `shrinking`: by what a vote on the pair is expected to tell
 * (`core/rating/pairing.ts`), sides evenly; `uniform`: every ordered pair of active models equally likely, while nothing
 * is planned yet. `samePair`: nothing was drawn but the sides, evenly, for an asker wanted the pair of another battle; so what
 * weighs votes by the probability of their draw leaves them out.
 */
export const drawRules = { shrinking: "shrinking-1", uniform: "uniform-1", samePair: "same-pair-1" } as const;

/** Who was drawn for which side, how probably (the ordered pair), and by which rule. */
export type Draw = { a: Model; b: Model; probability: number; rule: (typeof drawRules)[keyof typeof drawRules] };

/** The models that may be drawn. */
export function activeModels(models: readonly Model[]): Model[] {
  return models.filter((model) => model.status === "active");
}

/** Whether a model takes pictures. */
export function seesPictures(model: Model): boolean {
  return model.input.includes("image");
}

/** The league of a roster: its models are either all real or all demo. */
export function leagueOf(models: readonly Model[]): League {
  return models.every((model) => model.league === "demo") ? "demo" : "real";
}

/**
 * Draws two different models and their sides. The probability is that of the ordered pair: half its chance among the pairs
 * of these models, or 1 / (n·(n−1)) where not every pair of them has a chance.
 * @param chances of unordered pairs. @throws {RangeError} when fewer than two models are given.
 */
export function drawPair(models: readonly Model[], random: Random, chances: readonly PairChance[] = []): Draw {
  if (models.length < 2) throw new RangeError("a battle needs two models");
  const byId = new Map(models.map((model) => [model.id, model]));
  const possible = chances.filter(({ first, second }) => byId.has(first) && byId.has(second));
  if (possible.length < (models.length * (models.length - 1)) / 2) return drawEvenly(models, random);
  const drawn = drawChance(possible, random.fraction());
  const [first, second] = [byId.get(drawn?.first ?? ""), byId.get(drawn?.second ?? "")];
  if (!drawn || !first || !second) throw new RangeError("nothing to draw from");
  const [a, b] = random.fraction() < 0.5 ? [first, second] : [second, first];
  return { a, b, probability: drawn.chance / 2, rule: drawRules.shrinking };
}

/** Draws sides alone, for a pair that was drawn before. The probability is that of the sides, given the pair. */
export function drawSides(pair: readonly [Model, Model], random: Random): Draw {
  const [a, b] = random.fraction() < 0.5 ? pair : [pair[1], pair[0]];
  return { a, b, probability: 1 / 2, rule: drawRules.samePair };
}

function drawEvenly(models: readonly Model[], random: Random): Draw {
  const a = pick(models, random);
  const b = pick(
    models.filter((model) => model !== a),
    random,
  );
  return { a, b, probability: 1 / (models.length * (models.length - 1)), rule: drawRules.uniform };
}

/**
 * Draws one model for a side that failed: as probably as it is drawn otherwise against the one on the other side, so that
 * whom a model meets depends on the plan alone, not on who fails; evenly where not each of these pairs has a chance.
 * @param models those not yet tried in this battle. @returns undefined when there are none.
 */
export function drawReplacement(
  models: readonly Model[],
  opponent: string,
  random: Random,
  chances: readonly PairChance[] = [],
): { model: Model; probability: number } | undefined {
  const pairs = models.map((model) => {
    const { chance = 0 } = chances.find((pair) => isPair(pair, model.id, opponent)) ?? {};
    return { first: model.id, second: opponent, chance };
  });
  const planned = pairs.every(({ chance }) => chance > 0);
  const drawn = drawChance(planned ? pairs : pairs.map((pair) => ({ ...pair, chance: 1 })), random.fraction());
  const model = models.find(({ id }) => id === drawn?.first);
  return drawn && model && { model, probability: drawn.chance };
}

function isPair({ first, second }: PairChance, one: string, other: string): boolean {
  return (first === one && second === other) || (first === other && second === one);
}

/** A seed that endpoints accept: a whole number from 0 to 2^31 − 1. */
export function drawSeed(random: Random): number {
  return Math.floor(random.fraction() * 2 ** 31);
}

function pick(models: readonly Model[], random: Random): Model {
  const model = models[Math.floor(random.fraction() * models.length)];
  if (!model) throw new RangeError("nothing to draw from");
  return model;
}
