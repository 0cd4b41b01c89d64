/** Who answers, and on which side. */
import type { League, Model } from "../models/model.ts";
import type { Random } from "../ports.ts";

/** Names the rule that drew a battle, which is kept with it: every ordered pair of active models equally likely. */
export const drawRule = "uniform-1";

export type Draw = { a: Model; b: Model; probability: number };

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
 * Draws two different models and their sides. The probability of the ordered pair is 1 / (n·(n−1)).
 * @throws {RangeError} when fewer than two models are given.
 */
export function drawPair(models: readonly Model[], random: Random): Draw {
  if (models.length < 2) throw new RangeError("a battle needs two models");
  const a = pick(models, random);
  const b = pick(
    models.filter((model) => model !== a),
    random,
  );
  return { a, b, probability: 1 / (models.length * (models.length - 1)) };
}

/** Draws one model for a side that failed, from those not yet tried in this battle; undefined when none is left. */
export function drawReplacement(
  models: readonly Model[],
  tried: ReadonlySet<string>,
  random: Random,
): { model: Model; probability: number } | undefined {
  const left = models.filter((model) => !tried.has(model.id));
  return left.length > 0 ? { model: pick(left, random), probability: 1 / left.length } : undefined;
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
