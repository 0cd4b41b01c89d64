/** What the product's door shows of this room. */
export { conductInFolder, reportInFolder } from "./conduct-experiment.ts";
export { fewestJudges, planBlocks } from "./blocks.ts";
export { answersPerRound, decideExperiment, UnusableExperiment, type ExperimentSettings } from "./experiment.ts";
export { type Plan, planExperiment } from "./plan-experiment.ts";
export { beginExperiment, hasExperiment, readExperiment, UnusableFolder } from "./experiment-folder.ts";
export {
  beginRepeats,
  poolResults,
  readRepeats,
  repeatFolder,
  type RepeatPlan,
  writeRepeats,
} from "./results/repeat-files.ts";
export { beatenRounds, type ExperimentResults, scoresFile } from "./results/results.ts";
export { type PooledReport, reportPooled, reportScores, type ScoreReport } from "./results/score-report.ts";
export { dropUndecided, rankQuestions, type WithoutUndecided } from "./results/questions.ts";
export { OtherExperiment } from "./run/calls.ts";
export { BrokenJournal } from "./run/journal.ts";
export type { Progress, Share } from "./run/progress.ts";
export { type ByRole, costsOf, eachRole, isPaid, type Role, roles, sumOf, tellCosts } from "./run/roles.ts";
export type { Writing } from "./run/writing.ts";
export { type JudgedExperiment, type JudgedRound, type Judging, mostPoints } from "./scoring/ballots.ts";
export { joinExperiments, type RepeatedScore } from "./scoring/repeats.ts";
export { readSavedBallots, UnusableBallots } from "./saved-ballots.ts";
export { bordaPoints, ConservationError } from "./scoring/borda.ts";
export { findAgreement } from "./scoring/agreement.ts";
export { compareTelling, type Telling } from "./scoring/questions.ts";
export { scoreExperiment } from "./scoring/scores.ts";
export { separationInWords } from "./results/told-words.ts";
export { neighbours } from "./scoring/told-apart.ts";
export {
  largestSubject,
  nameSubject,
  readSubject,
  type Subject,
  subjectIds,
  subjects,
  UnusableSubject,
} from "./subject.ts";
export { type BoardModel, boardChart, boardInWords, compareResults, tauInWords } from "./results/board-chart.ts";
export { readBoardFile, UnusableBoard } from "./board-file.ts";
export { fewestCompared } from "./scoring/board-comparison.ts";
export { chartsInWords } from "./results/chart-words.ts";
export { drawCharts } from "./results/charts.ts";
export { languages as programLanguages } from "./checks/sandbox/limits.ts";
export { findLanguages } from "./checks/sandbox/sandbox.ts";
export { preferenceInWords, remarksOnRounds } from "./results/machine-checks.ts";
export { compareJury } from "./scoring/jury.ts";
