/** All that follows from ballots alone, and how it stands in files. */
import { type Agreement, findAgreement, type JudgeAgreement } from "../scoring/agreement.ts";
import type { JudgedExperiment } from "../scoring/ballots.ts";
import { findMisjudged, type MisjudgedReport } from "../scoring/misjudged.ts";
import { poolExperiments } from "../scoring/repeats.ts";
import { pairJudges } from "../scoring/judge-pairs.ts";
import { scoreExperiment, type Scores } from "../scoring/scores.ts";
import { weighJudges, type WeighedJudges } from "../scoring/weighed-judges.ts";

/** What follows from ballots alone. */
export type BallotFigures = {
  scores: Scores;
  agreement: Agreement;
  weighed: WeighedJudges;
  /** How often judges prefer what a machine has found wrong. */
  misjudged: MisjudgedReport;
};

/** @throws {ConservationError} see {@link scoreExperiment}. */
export function findFigures(experiment: JudgedExperiment): BallotFigures {
  const pairs = experiment.rounds.map(({ ballots }) => pairJudges(ballots));
  return {
    scores: scoreExperiment(experiment, pairs),
    agreement: findAgreement(experiment, pairs),
    weighed: weighJudges(experiment),
    misjudged: findMisjudged(experiment.rounds),
  };
}

/** The ranking with judges weighed, and how far each judge agrees with the rest, as files tell them. */
export type WeighedReport = {
  method: string;
  models: WeighedJudges["models"];
  judges: (WeighedJudges["judges"][number] & { agreement: Omit<JudgeAgreement, "judge"> })[];
};

/** What `mutual score --json` prints and `scores.json` holds. */
export type ScoreReport = Omit<Scores, "radar"> & {
  radar: Record<string, Record<string, number>>;
  agreement: Omit<Agreement, "each">;
  weighed: WeighedReport;
  misjudged: MisjudgedReport;
};

/** The paper that judges are weighed after. */
const method = "am-ELO (Liu et al., ICML 2025, arXiv:2505.03475)";

/** Each judge's weight with how far it agrees with the rest. */
export function reportWeighed({ agreement, weighed }: Pick<BallotFigures, "agreement" | "weighed">): WeighedReport {
  const each = new Map(agreement.each.map(({ judge, ...own }) => [judge, own]));
  return {
    method,
    models: weighed.models,
    judges: weighed.judges.map((one) => ({
      ...one,
      agreement: each.get(one.judge) ?? { tau: null, interval: null },
    })),
  };
}

/** The figures as they stand in files: maps as objects. */
export function reportFigures({ scores, agreement, weighed, misjudged }: BallotFigures): ScoreReport {
  const { models, radar, topk, ...others } = scores;
  const { each: _, ...alike } = agreement;
  const bySetter = [...radar].map(([model, points]) => [model, Object.fromEntries(points)] as const);
  return {
    ...{ models, radar: Object.fromEntries(bySetter), topk, ...others },
    ...{ agreement: alike, weighed: reportWeighed({ agreement, weighed }), misjudged },
  };
}

/** @throws {ConservationError} see {@link scoreExperiment}. */
export function reportScores(experiment: JudgedExperiment): ScoreReport {
  return reportFigures(findFigures(experiment));
}

/**
 * The figures of all questions of several experiments, as if of one.
 * @returns null where their models differ. @throws {ConservationError} see {@link scoreExperiment}.
 */
export function reportPooled(experiments: readonly JudgedExperiment[]): PooledReport | null {
  const pooled = poolExperiments(experiments);
  if (!pooled) return null;
  const { rounds: _, ...figures } = reportScores(pooled);
  return figures;
}

/** All but the single questions. */
export type PooledReport = Omit<ScoreReport, "rounds">;
