/**
 * What voters like apart from the model: standing on side A, a longer answer, Markdown. Estimated as covariates in the
 * same regression as the ratings (as LMArena's "style control" does: T. Li, A. Angelopoulos & W.-L. Chiang, 2024).
 */
import { type ClusteredVariance, clusteredVariance, type Clusters } from "./clustered-covariance.ts";
import { decompose } from "./matrices.ts";
import {
  addUpCells,
  cellInformation,
  curvature,
  maximize,
  type Optimum,
  predict,
  type Regression,
} from "./regression.ts";
import { pointsPerNaturalUnit } from "./scale.ts";
import { styleNames } from "./style.ts";
import type { VoteColumns } from "./vote-columns.ts";

const effectNames = ["sideA", ...styleNames] as const;

/** What one property of an answer is worth to voters. */
export type Effect = {
  name: (typeof effectNames)[number];
  /**
   * Rating points a model gains: by standing on side A; by an answer twice as long as the other one; by twice as many
   * headers, lists or bold stretches. Null where the votes do not tell it.
   */
  points: number | null;
  /** The interval; null where none is claimed. */
  lower: number | null;
  upper: number | null;
};

/** (2 − 1) / (2 + 1): the style of an answer that has twice as much of something. */
const twiceAsMuch = 1 / 3;
/** Votes' worth of information below which a covariate is held up by the ridge alone. */
const leastInformation = 1e-3;

type FittedEffects = Optimum &
  ClusteredVariance & {
    /** The effects with intervals of this half width in standard errors. */
    effects: (quantile: number | null) => Effect[];
  };

/**
 * Fits strengths and effects together. A covariate that the votes do not tell apart from the models or from the
 * covariates before it, or that foretells every vote, is left out; so is style where no cell has any.
 * @throws {RangeError} when clusters that are asked for are missing.
 */
export function fitEffects(
  columns: VoteColumns,
  precision: number,
  clusters: Clusters,
  scatterPrior: number,
): FittedEffects {
  let used: number[] = columns.style.length > 0 ? [...effectNames.keys()] : [0];
  let regression = regress(columns, used, precision);
  let optimum = maximize(regression);
  const found = findTold(regression, optimum);
  if (found.length < used.length) {
    used = found.map((place) => used[place]!);
    regression = regress(columns, used, precision);
    optimum = maximize(regression);
  }
  const clustered = clusteredVariance(regression, optimum.parameters, clusters, scatterPrior);
  const { size, width } = regression;
  const effect = (index: number, quantile: number | null): Effect => {
    const name = effectNames[index]!;
    const place = used.indexOf(index);
    if (place < 0) return { name, points: null, lower: null, upper: null };
    const scale = pointsPerNaturalUnit * (index === 0 ? 1 : twiceAsMuch);
    const points = scale * optimum.parameters[size + place]!;
    if (quantile === null) return { name, points, lower: null, upper: null };
    const margin = quantile * scale * Math.sqrt(clustered.variances[(size + place) * (size + width + 1)]!);
    return { name, points, lower: points - margin, upper: points + margin };
  };
  return { ...optimum, ...clustered, effects: (quantile) => effectNames.map((_, index) => effect(index, quantile)) };
}

function regress(columns: VoteColumns, used: readonly number[], precision: number): Regression {
  const { models, first, second, votes, halfWins, style } = columns;
  const width = used.length;
  const covariates = new Float64Array(votes.length * width);
  for (let cell = 0; cell < votes.length; cell++) {
    for (let place = 0; place < width; place++) {
      const index = used[place]!;
      const value = index === 0 ? 1 : style[cell * styleNames.length + index - 1]! / 100;
      covariates[cell * width + place] = value;
    }
  }
  return { size: models.length, first, second, votes, halfWins, width, covariates, precision };
}

/** The covariates about which the votes say something that the parameters before them do not. */
function findTold(regression: Regression, { parameters }: Optimum): number[] {
  const { size, width } = regression;
  const all = size + width;
  const information = addUpCells(regression, cellInformation(regression, predict(regression, parameters)));
  const { lower } = decompose(curvature(regression, information), all);
  return [...Array(width).keys()].filter((place) => lower[(size + place) * (all + 1)]! ** 2 > leastInformation);
}
