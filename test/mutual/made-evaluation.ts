/** A whole evaluation as its report is made of, with any number of models and questions and whatever they write. */
import type { ExperimentSettings, RoundRecord } from "../../core/mutual/experiment.ts";
import type { EvaluationFacts } from "../../core/mutual/report/facts.ts";
import { findResults } from "../../core/mutual/results/results.ts";
import { bordaPoints } from "../../core/mutual/scoring/borda.ts";
import { noShares } from "../../core/mutual/run/progress.ts";
import { subjects } from "../../core/mutual/subject.ts";
import { createSeededRandom } from "../seeded-random.ts";

export type Made = {
  names: readonly string[];
  questions: number;
  /** What a model writes as a question, an answer or a reason. */
  write?: (part: "question" | "answer" | "reason", number: number) => string;
  /** Questions, by number, whose standard answers all judges hold to be beaten. */
  beaten?: readonly number[];
};

/** Earlier models are better, and judges see it mostly. Of the last question a ballot and an answer are missing. */
export function makeEvaluation({
  names,
  questions,
  write = (part, number) => `A ${part} (${number})`,
  beaten = [],
}: Made) {
  const { fraction } = createSeededRandom(7);
  const models = names.map((name, index) => ({ id: `m${index}`, name, organization: `Makers of ${name}`, league: "real" as const })); // prettier-ignore
  const settings: ExperimentSettings = {
    ...{ subject: subjects.math, models, rounds: questions, seed: 1, startedAt: "2030-01-01T00:00:00Z" },
    generation: { temperature: 1, maxTokens: 100, system: null },
  };
  const ids = models.map(({ id }) => id);
  let written = 0;
  const rounds = Array.from({ length: questions }, (_, index): RoundRecord => {
    const setter = ids[index % ids.length]!;
    const answering = ids.filter((id) => id !== setter);
    const isLast = index === questions - 1;
    const set = {
      question: write("question", ++written),
      ...{ standardAnswer: "42", principle: "Arithmetic", criteria: [], samples: [], cases: [] },
    };
    return {
      number: index + 1,
      checks: null,
      setting: { setter, set, shortfall: null, replies: [] },
      answers: answering.map((model, at) =>
        isLast && at === 0
          ? { model, text: null, masked: null, shortfall: { kind: "too-slow", detail: "too late" } }
          : { model, text: write("answer", ++written), masked: null, shortfall: null },
      ),
      evaluations: ids.map((judge, at) => {
        const judged = answering
          .filter((id) => id !== judge && !(isLast && id === answering[0]))
          .map((id) => ({ id, seen: ids.indexOf(id) + 6 * fraction() }))
          .toSorted((one, other) => one.seen - other.seen)
          .map(({ id }) => id);
        const missing = isLast && at === 1;
        const ranking = missing ? null : judged.map((id) => [id]);
        return {
          judge,
          letters: judged.map((model, place) => ({ letter: String.fromCodePoint(65 + place), model })),
          points: ranking && [...bordaPoints(ranking, ids.length)],
          ranking,
          byCriterion: null,
          beatsStandard: beaten.includes(index + 1) ? judged.slice(0, 1) : [],
          belowStandard: judged.slice(-1),
          reasons: missing ? [] : judged.map((id): [string, string] => [id, write("reason", ++written)]),
          shortfall: missing ? { kind: "invalid", detail: "no ranking" } : null,
          replies: [],
        };
      }),
    };
  });
  const board = ids.map((model, index) => ({ model, rating: 1100 - 30 * index, lower: 1080 - 30 * index, upper: 1120 - 30 * index })); // prettier-ignore
  const facts: EvaluationFacts = {
    results: findResults(settings, rounds, "finished"),
    progress: { done: 2 * questions * ids.length, failures: 2, tokens: 1_234_567, cost: 3.21, roles: noShares() },
    board,
  };
  return facts;
}
