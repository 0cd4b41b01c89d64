/** The questions of an experiment by what they tell, best first. */
import { type JudgedExperiment, listModels } from "../scoring/ballots.ts";
import { findTwins } from "../scoring/likeness.ts";
import { compareTelling, type Telling } from "../scoring/questions.ts";
import { scoreExperiment, type Scores } from "../scoring/scores.ts";
import type { ExperimentResults } from "./results.ts";

/** A question with what it tells. */
export type ToldQuestion = Telling & {
  round: number;
  setter: string;
  question: string;
  /** The earlier round whose question is nearly the same; null: there is none. */
  repeats: number | null;
  /** Whether most judges hold an answer to be better than the standard answer. */
  beaten: boolean;
};

/**
 * The questions that were set, those first that tell the models apart best ({@link compareTelling}).
 */
export function rankQuestions({
  rounds,
  scores,
  standards,
}: Pick<ExperimentResults, "rounds" | "scores" | "standards">): ToldQuestion[] {
  const set = rounds.flatMap(({ number, setting }, index) => {
    const scored = scores.rounds[index];
    const question = setting.set?.question.trim() ?? "";
    return scored && question !== "" ? [{ number, setting, question, scored, beaten: standards[index]?.beaten }] : [];
  });
  const twins = findTwins(set.map(({ question }) => question));
  const told = set.map(({ number, setting, question, scored, beaten = false }, index): ToldQuestion => {
    const { difficulty, between, undecided, discrimination } = scored;
    return {
      ...{ round: number, setter: setting.setter, difficulty, between, undecided, discrimination },
      ...{ repeats: set[twins[index] ?? -1]?.number ?? null, beaten, question },
    };
  });
  return told.toSorted(compareTelling);
}

/** The numbers of the undecided questions, and the ranking without them; null: there are none, or no others. */
export type WithoutUndecided = { undecided: number[]; models: Scores["models"] | null };

/** What is left once questions whose answers differ no further than judges do are dropped. @throws {ConservationError} */
export function dropUndecided(experiment: JudgedExperiment, { rounds }: Pick<Scores, "rounds">): WithoutUndecided {
  const isDropped = rounds.map(({ undecided }) => undecided === true);
  const left = experiment.rounds.filter((_, index) => !isDropped[index]);
  const isApart = left.length > 0 && left.length < experiment.rounds.length;
  return {
    undecided: isDropped.flatMap((dropped, index) => (dropped ? [index + 1] : [])),
    models: isApart ? scoreExperiment({ ...experiment, models: listModels(experiment), rounds: left }).models : null,
  };
}
