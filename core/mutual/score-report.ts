/** Scores as JSON. */
import type { JudgedExperiment } from "./scoring/ballots.ts";
import { type Scores, scoreExperiment } from "./scoring/scores.ts";
import type { TopConsistency } from "./scoring/top-k.ts";

/** What `mutual score --json` prints and `scores.json` begins with. */
export type ScoreReport = {
  models: Scores["models"];
  radar: Record<string, Record<string, number>>;
  topk: TopConsistency;
  rounds: Scores["rounds"];
};

/** @throws {ConservationError} see {@link scoreExperiment}. */
export function reportScores(experiment: JudgedExperiment): ScoreReport {
  const { models, radar, topk, rounds } = scoreExperiment(experiment);
  return {
    models,
    radar: Object.fromEntries([...radar].map(([model, bySetter]) => [model, Object.fromEntries(bySetter)])),
    topk,
    rounds,
  };
}
