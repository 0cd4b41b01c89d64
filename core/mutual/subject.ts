/** What an experiment is about, as data: the subjects that come with the arena are files as well. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Language } from "../language/index.ts";
import { showsNothing } from "../language/shows-nothing.ts";
import { findJsonFault } from "../models/json.ts";
import { describeIssue } from "../models/roster-schema.ts";
import { type Judging, judgings } from "./scoring/ballots.ts";
import math from "./subjects/math.json" with { type: "json" };
import programming from "./subjects/programming.json" with { type: "json" };
import translation from "./subjects/translation.json" with { type: "json" };

/** A part of what makes an answer good, and how many of the 100 points it is worth. */
export type Criterion = { name: string; points: number };

/** What the points of all criteria of a question add up to. */
export const wholePoints = 100;

/** What questions are about, and how they are set, answered and judged. Instructions may be in any language. */
export type Subject = {
  /** Names folders, and the form in which questions are set. */
  id: string;
  /** For people; the English one also stands in what models are told. */
  name: { en: string; zh?: string | undefined };
  /** `ranks`: a judge ranks the answers; `scores`: it gives points by criterion. */
  judging: Judging;
  /** What a question must be like. */
  setter: string;
  /** Stands before each question; empty: the question stands alone. */
  answerer: string;
  /** What makes an answer good. */
  judge: string;
  /** With `scores`: those of all questions, or in words what those are like that each setter writes. Else none. */
  criteria: Criterion[] | string;
  /** Whether a question has the form of a competition: statement, input, output, samples. */
  competition: boolean;
  /**
   * What a machine checks beside the judges: `programs` are run, for which each setter gives cases that nobody is shown (only
   * with `competition`); `final-answers`, numbers and formulas, are compared with the setter's.
   */
  check: (typeof checkings)[number];
};

/** What a machine can check. */
const checkings = ["none", "programs", "final-answers"] as const;

/** The file holds no subject. The message names each place and says what is wrong there. */
export class UnusableSubject extends Error {
  override readonly name = "UnusableSubject";
}

/** No file of a subject is longer, in bytes. */
export const largestSubject = 65_536;
const longestInstruction = 4_000;
const mostCriteria = 20;

const words = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `must have at most ${most.toLocaleString("en")} characters`);
const said = (most: number) => words(most).refine((text) => !showsNothing(text), "must not be empty");
const line = (most: number) => said(most).regex(/^\P{Cc}*$/u, "must be one line");

/** Whether the points of criteria are all there are to give. @param total their sum. */
export function isWhole(total: number): boolean {
  return Math.abs(total - wholePoints) <= 0.01;
}

/** What the points of criteria add up to. */
export function addPoints(criteria: readonly Criterion[]): number {
  return criteria.reduce((sum, { points }) => sum + points, 0);
}

const fixedCriteria = z
  .array(z.strictObject({ name: line(200), points: z.number().positive("must be more than 0") }))
  .max(mostCriteria, `must hold at most ${mostCriteria} criteria`)
  .superRefine((criteria, context) => {
    const total = addPoints(criteria);
    if (criteria.length > 0 && !isWhole(total))
      context.addIssue({
        code: "custom",
        message: `must have points that add up to ${wholePoints}, not ${Number(total.toPrecision(12))}`,
      });
  });

const fields = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/u, 'must be of a-z, 0-9 and "-", at most 40, and begin with a letter'),
  name: z.strictObject({ en: line(60), zh: line(60).optional() }),
  judging: z.enum(judgings),
  setter: said(longestInstruction),
  answerer: words(longestInstruction).default(""),
  judge: said(longestInstruction),
  criteria: z.union([fixedCriteria, said(500)], { error: "must be a list of names and points, or words" }).default([]),
  competition: z.boolean().default(false),
  check: z.enum(checkings).default("none"),
});

/** A subject, as files hold it. */
export const subjectSchema: z.ZodType<Subject> = fields.superRefine(
  ({ judging, criteria, check, competition }, context) => {
    const complain = (message: string) => context.addIssue({ code: "custom", path: ["judging"], message });
    if (check === "programs" && !competition)
      context.addIssue({ code: "custom", path: ["check"], message: 'is "programs", so "competition" must be true' });
    if (judging === "ranks" && criteria.length > 0) complain('is "ranks", so leave "criteria" out');
    if (judging === "scores" && criteria.length === 0)
      complain(
        `is "scores", so "criteria" must be there: a list of names and points that add up to ${wholePoints}, or in words what those are to be like that each setter writes`,
      );
  },
);

/** The subjects that come with the arena, by their identifiers. */
export const subjects = {
  math: subjectSchema.parse(math),
  programming: subjectSchema.parse(programming),
  translation: subjectSchema.parse(translation),
};

/** The identifiers of {@link subjects}. */
export const subjectIds = ["math", "programming", "translation"] as const satisfies readonly (keyof typeof subjects)[];

/** Programming as setters were asked for it by version 0.1.0: in words that are kept, so that its experiments go on. */
const earlierProgramming: Subject = {
  ...subjects.programming,
  setter:
    'It has the form of a programming competition: "statement" asks for one function or program in one common language, which needs neither files nor network;',
  check: "none",
};

/** A subject as it is kept with an experiment; older versions kept the identifier alone. */
const earlier = z
  .enum(subjectIds)
  .transform((id) => (id === subjects.programming.id ? earlierProgramming : subjects[id]));
/** @see Subject; whole, or by the identifier of one that comes with the arena. */
export const keptSubject = z.union([earlier, subjectSchema], {
  error: `must be ${subjectIds.map((id) => `"${id}"`).join(", ")} or a whole subject`,
});

/** What people call it. */
export function nameSubject({ name }: Pick<Subject, "name">, language: Language): string {
  return name[language] ?? name.en;
}

/** Reads the text of a subject's file. @throws {UnusableSubject} naming every field that is wrong. */
export function readSubject(text: string): Subject {
  const json = text.replace(/^\uFEFF/u, "");
  const fault = findJsonFault(json);
  if (fault)
    throw new UnusableSubject(`This is not JSON: line ${fault.line}, column ${fault.column}: ${fault.problem}.`);
  const data: unknown = JSON.parse(json);
  const parsed = subjectSchema.safeParse(data);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, data, knownNames));
    throw new UnusableSubject(problems.map(({ place, problem }) => `${place} ${problem}`).join("\n"));
  }
  const builtIn = Object.values(subjects).find(({ id }) => id === parsed.data.id);
  if (builtIn && !isDeepStrictEqual(builtIn, parsed.data))
    throw new UnusableSubject(`id must not be "${builtIn.id}", which is that of a built-in subject. Choose another.`);
  return parsed.data;
}

function knownNames(path: readonly PropertyKey[]): string[] {
  if (path[0] === "name") return ["en", "zh"];
  return path[0] === "criteria" ? ["name", "points"] : Object.keys(fields.shape);
}
