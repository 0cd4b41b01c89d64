/** `mutual score --in FILE … [--subject NAME|FILE] [--json] [--drop-undecided]`: scores ballots again, without any model. */
import { parseArgs } from "node:util";
import {
  ConservationError,
  dropUndecided,
  joinExperiments,
  mostPoints,
  type RepeatedScore,
  reportPooled,
  reportScores,
  type ScoreReport,
  type WithoutUndecided,
} from "../../core/index.ts";
import { CannotDo } from "../verb/run-as-verb.ts";
import { describeQuestions } from "./describe-questions.ts";
import { describePooled, describeRanking, describeScores } from "./describe-scores.ts";
import { findSubject } from "./find-subject.ts";
import { readExperiments, type ReadExperiment } from "./read-experiments.ts";

/**
 * @returns 0. @throws {CannotDo} with a sentence for whoever typed it when a file cannot be scored.
 */
export async function score(given: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...given],
    options: {
      in: { type: "string", multiple: true, default: [] },
      subject: { type: "string" },
      json: { type: "boolean", default: false },
      "drop-undecided": { type: "boolean", default: false },
    },
    allowPositionals: true,
  });
  const paths = [...values.in, ...positionals];
  if (paths.length === 0)
    throw new CannotDo(
      "Name the files or folders with the ballots: --in FILE [FILE …], as JSON or as workbooks (.xlsx)",
    );
  const read = await readExperiments(paths, values.subject === undefined ? null : findSubject(values.subject));
  for (const remark of read.flatMap(({ remarks }) => remarks)) console.error(remark);
  const reports = read.map((one) => scoreOne(one, values["drop-undecided"]));
  const [only, ...others] = reports;
  if (only && others.length === 0) console.log(values.json ? JSON.stringify(only, undefined, 2) : describe(only));
  else console.log(values.json ? JSON.stringify(joined(read, reports), undefined, 2) : joinedTable(read, reports));
  return 0;
}

/** With what is left without undecided questions, where that is asked for. */
type Scored = ScoreReport & { withoutUndecided?: WithoutUndecided };

function scoreOne({ file, experiment }: ReadExperiment, drop: boolean): Scored {
  try {
    const report = reportScores(experiment);
    return drop ? { ...report, withoutUndecided: dropUndecided(experiment, report) } : report;
  } catch (error) {
    if (!(error instanceof ConservationError)) throw error;
    throw new CannotDo(`${file} cannot be scored. ${error.message}`, { cause: error });
  }
}

function joined(read: readonly ReadExperiment[], reports: readonly Scored[]): object {
  refuseMixed(read);
  return {
    models: joinExperiments(reports),
    pooled: reportPooled(read.map(({ experiment }) => experiment)),
    experiments: reports.map((report, index) => ({ file: read[index]?.file, ...report })),
  };
}

/** Points of one subject, one way of judging or one scale have nothing to do with those of another. */
function refuseMixed(read: readonly ReadExperiment[]): void {
  const each = (tell: (one: ReadExperiment) => string | number) =>
    read.map((one) => `${one.file} (${tell(one)})`).join(", ");
  const [about, judgings] = [
    new Set(read.map(({ subject }) => subject.id)),
    new Set(read.map(({ subject }) => subject.judging)),
  ];
  if (about.size > 1)
    throw new CannotDo(
      `These are experiments about ${[...about].join(" and ")}, whose points cannot be joined: ${each(({ subject }) => subject.id)}. Score each subject for itself.`,
    );
  if (judgings.size > 1)
    throw new CannotDo(
      `In some of these experiments about ${[...about].join()} judges rank, in others they score: ${each(({ subject }) => subject.judging)}. Their points cannot be joined: score each kind for itself.`,
    );
  if (new Set(read.map(({ experiment }) => mostPoints(experiment))).size > 1)
    throw new CannotDo(
      `The best answer gets another number of points in each of these, because not as many models answer a question: ${each(({ experiment }) => mostPoints(experiment))}. Their points cannot be joined: score each for itself.`,
    );
}

const figure = (value: number | null) => (value === null ? "–" : value.toFixed(3)).padStart(10);
const place = (rank: number | null) => String(rank ?? "–").padStart(4);

/** Its scores, what its questions tell, and what is left without undecided ones. */
function describe(report: Scored): string {
  const { rounds, withoutUndecided } = report;
  const told = describeQuestions(rounds.map((round, index) => ({ ...round, round: index + 1 })));
  return [
    ...describeScores(report),
    ...(told.length > 0 ? ["", ...told] : []),
    ...(withoutUndecided ? ["", ...describeWithout(withoutUndecided)] : []),
  ].join("\n");
}

function describeWithout({ undecided, models }: WithoutUndecided): string[] {
  if (models) return [`Without the undecided questions ${undecided.join(", ")}:`, ...describeRanking({ models })];
  return [
    undecided.length === 0 ? "No question is undecided." : "All questions are undecided: nothing is left without them.",
  ];
}

/** Each experiment's table, and what they come to together. */
function joinedTable(read: readonly ReadExperiment[], reports: readonly Scored[]): string {
  refuseMixed(read);
  const each = reports.map((report, index) => `${read[index]?.file ?? ""}\n${describe(report)}\n`);
  const line = ({ rank, model, answer, spread, question }: RepeatedScore) =>
    `${place(rank)}${figure(answer)}${figure(spread)}${figure(question)}  ${model}`;
  return [
    ...each,
    `Together, ${reports.length} experiments: the mean, and the standard deviation between them`,
    `rank    answer    spread  question  model`,
    ...joinExperiments(reports).map(line),
    ...describePooled(reportPooled(read.map(({ experiment }) => experiment))),
  ].join("\n");
}
