/** Ballots as they lie in a file, to be scored again without any model. */
import { z } from "zod";
import { findJsonFault } from "../models/json.ts";
import type { JudgeBallot, JudgedExperiment, JudgedRound, Judging, Points } from "./scoring/ballots.ts";
import { keptSubject, type Subject } from "./subject.ts";

/** The file cannot be scored. The message says where and why. */
export class UnusableBallots extends Error {
  override readonly name = "UnusableBallots";
}

const name = z.string().min(1, "must not be empty");
const points = z.record(z.string(), z.number().nullable()).nullable();
const ballot = z.looseObject({
  judge: name,
  points: points.optional(),
  scores: points.optional(),
  belowStandard: z.array(name).optional(),
});
const round = z.looseObject({
  setter: name,
  answerers: z.array(name).min(1, "must name at least one, or be left out").optional(),
  ballots: z.array(ballot),
  right: z.record(z.string(), z.boolean()).optional(),
});
const file = z.looseObject({
  subject: keptSubject,
  models: z.array(name).optional(),
  seed: z.number().int().optional(),
  rounds: z.array(round).min(1, "must hold at least one round"),
});

type SavedFile = z.output<typeof file>;
type SavedRound = SavedFile["rounds"][number];

/** A file that was understood, and what of it never counts. */
export type SavedBallots = { subject: Subject; experiment: JudgedExperiment; remarks: string[] };

/**
 * Reads `{"subject":"math","rounds":[{"setter":"m1","ballots":[{"judge":"m2","points":{"m3":6,"m4":5}}]}]}`. Where
 * judges score, `scores` stand for `points`; a subject that is not built in stands there whole. In incomplete blocks a round also
 * names its `answerers`. What a judge gives itself never counts; null and empty ballots are missing.
 * @throws {UnusableBallots} for anything else, naming the place.
 */
export function readSavedBallots(text: string): SavedBallots {
  const saved = parseFile(text.replace(/^\uFEFF/u, ""));
  const remarks: string[] = [];
  const rounds = saved.rounds.map((round, index) => readRound(round, index, saved, remarks));
  const { subject } = saved;
  const experiment: JudgedExperiment = { judging: subject.judging, rounds, models: saved.models, seed: saved.seed };
  if (saved.models) refuseStrangers(experiment, saved.models);
  return { subject, experiment, remarks };
}

function parseFile(text: string): SavedFile {
  const fault = findJsonFault(text);
  if (fault)
    throw new UnusableBallots(`This is not JSON: line ${fault.line}, column ${fault.column}: ${fault.problem}.`);
  const parsed = file.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = (issue?.path ?? []).map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`)).join("");
  throw new UnusableBallots(`${place.replace(/^\./u, "") || "The file"}: ${issue?.message}.`);
}

function readRound(
  round: SavedRound,
  index: number,
  { subject: { judging } }: SavedFile,
  remarks: string[],
): JudgedRound {
  const judges = new Set<string>();
  const ballots = round.ballots.flatMap((saved): JudgeBallot[] => {
    const where = `Round ${index + 1}, ballot of "${saved.judge}"`;
    if (judges.has(saved.judge)) throw new UnusableBallots(`${where}: this judge has a ballot already. Keep one.`);
    judges.add(saved.judge);
    const given = saved[judging === "ranks" ? "points" : "scores"];
    if (given === undefined) throw new UnusableBallots(`${where}: ${explainField(judging)}`);
    const counted = readPoints(given ?? {}, { where, judging, judge: saved.judge, setter: round.setter }, remarks);
    const belowStandard = saved.belowStandard?.filter((model) => counted.has(model));
    return counted.size === 0 ? [] : [{ judge: saved.judge, points: counted, ...(belowStandard && { belowStandard }) }];
  });
  if (round.answerers) refuseOutsiders(round.answerers, { setter: round.setter, ballots }, index);
  const right = round.right && new Map(Object.entries(round.right));
  return { setter: round.setter, ballots, right, ...(round.answerers && { answerers: round.answerers }) };
}

/** Whose answer is judged must have been to answer; the setter must not. */
function refuseOutsiders(answerers: readonly string[], { setter, ballots }: JudgedRound, index: number): void {
  const judged = ballots.flatMap(({ points: given }) => [...given.keys()]);
  const outsider = judged.find((model) => !answerers.includes(model));
  if (outsider !== undefined)
    throw new UnusableBallots(`Round ${index + 1}: "${outsider}" is judged, and is not among the "answerers".`);
  if (answerers.includes(setter) || new Set(answerers).size < answerers.length)
    throw new UnusableBallots(`Round ${index + 1}: "answerers" must name each model once, and not the setter.`);
}

function explainField(judging: Judging): string {
  return judging === "ranks"
    ? 'where judges rank, a ballot holds "points", by model; it has none.'
    : 'where judges score, a ballot holds "scores" from 0 to 100, by model; it has none.';
}

/** More than any number of models could make of ranks. */
const mostSaved = 100_000;

type Place = { where: string; judging: Judging; judge: string; setter: string };

function readPoints(given: Record<string, number | null>, place: Place, remarks: string[]): Points {
  const { where, judging, judge, setter } = place;
  const counted = new Map<string, number>();
  for (const [model, value] of Object.entries(given)) {
    if (value === null) continue;
    if (model === judge) {
      remarks.push(`${where}: what it gives itself is left out.`);
      continue;
    }
    if (model === setter)
      throw new UnusableBallots(`${where}: it judges "${setter}", which set the question and so did not answer it.`);
    if (value < 0) throw new UnusableBallots(`${where}: ${value} points for "${model}"; they cannot be below 0.`);
    if (model === "") throw new UnusableBallots(`${where}: it gives points to a model without a name.`);
    if (value > mostSaved)
      throw new UnusableBallots(`${where}: ${value} points for "${model}"; there are never so many.`);
    if (judging === "scores" && value > 100)
      throw new UnusableBallots(`${where}: a score of ${value} for "${model}"; scores go from 0 to 100.`);
    counted.set(model, value);
  }
  return counted;
}

/** Declared models are all there are. */
function refuseStrangers({ rounds }: JudgedExperiment, models: readonly string[]): void {
  for (const [index, { setter, answerers = [], ballots }] of rounds.entries()) {
    const named = [setter, ...answerers, ...ballots.flatMap(({ judge, points: given }) => [judge, ...given.keys()])];
    const stranger = named.find((model) => !models.includes(model));
    if (stranger !== undefined)
      throw new UnusableBallots(`Round ${index + 1}: "${stranger}" is not among the "models" of the file.`);
  }
}
