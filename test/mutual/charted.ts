/** Results of a made experiment, as charts show them. */
import type { ChartedResults } from "../../core/mutual/results/charted.ts";
import { findAgreement } from "../../core/mutual/scoring/agreement.ts";
import { bordaPoints } from "../../core/mutual/scoring/borda.ts";
import type { JudgedExperiment } from "../../core/mutual/scoring/ballots.ts";
import { scoreExperiment } from "../../core/mutual/scoring/scores.ts";
import { subjects } from "../../core/mutual/subject.ts";

/** Best first; they are declared, and judge, in another order. */
export const [order, declared] = [
  ["d", "b", "a", "c", "e"],
  ["a", "b", "c", "d", "e"],
];

/** All hold them to be in that order. @param rounds how many questions are over. */
export function chartedOf(rounds: number): ChartedResults {
  const judged: JudgedExperiment = {
    ...{ judging: "ranks", models: declared },
    rounds: declared.slice(0, rounds).map((setter) => ({
      setter,
      ballots: declared.map((judge) => {
        const groups = order.filter((model) => model !== setter && model !== judge).map((model) => [model]);
        return { judge, points: bordaPoints(groups, declared.length) };
      }),
    })),
  };
  const models = declared.map((id) => ({ id, name: `Model ${id}`, league: "real" as const }));
  return {
    settings: { subject: subjects.math, models },
    rounds: judged.rounds,
    ending: "finished",
    scores: scoreExperiment(judged),
    agreement: findAgreement(judged),
  };
}
