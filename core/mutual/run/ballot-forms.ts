/** How a judge replies: a ranking with a reason for each place, or points for each criterion. */
import { z } from "zod";
import type { Criterion } from "../subject.ts";
import { findObjects } from "./reply-json.ts";
import { noObject, object, type Read, type ReplyForm, text } from "./reply-forms.ts";

/** Letters of answers, best first; equal ones in one place, and why they stand there. */
export type Ranking = { letters: string[]; reason: string }[];

/** What a judge says of one answer. `points`: for each criterion. `beatsStandard` is null where that was not said. */
export type ScoredAnswer = { points: number[]; reason: string; beatsStandard: boolean | null };

const reason = z
  .optional(z.unknown())
  .transform((value) => (typeof value === "string" ? value : value ? JSON.stringify(value) : ""));
const letters = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat().map(toLetter));
const place = z.union([
  letters.transform((all) => ({ letters: all, reason: "" })),
  z.looseObject({ answers: letters, reason }).transform((one) => ({ letters: one.answers, reason: one.reason })),
]);
const rankingShape = z.looseObject({ ranking: z.array(place) });

/** A ranking of these letters, best first. */
export function rankingForm(given: readonly string[]): ReplyForm<Ranking> {
  const group = { type: "array", items: { type: "string", enum: [...given] } };
  const schema = object({ ranking: { type: "array", items: object({ answers: group, reason: text }) } });
  return {
    format: { name: "ranking", schema },
    read(reply) {
      const objects = findObjects(reply);
      const found = objects.map((one) => rankingShape.safeParse(one).data).find((data) => data !== undefined);
      if (!found)
        return { fault: objects.length === 0 ? noObject : 'The JSON object must hold "ranking", a list of places.' };
      const ranking = found.ranking.filter((one) => one.letters.length > 0);
      const fault = findNamingFault(
        ranking.flatMap((one) => one.letters),
        given,
      );
      return fault ? { fault } : { value: ranking };
    },
  };
}

const yesOrNo = z
  .union([z.boolean(), z.enum(["true", "false"]).transform((word) => word === "true")])
  .nullable()
  .catch(null);
const scored = z.looseObject({
  answer: z.string().transform(toLetter),
  points: z.array(z.coerce.number()),
  reason,
  beatsStandard: yesOrNo,
});
const scoresShape = z.looseObject({ scores: z.array(scored) });

/** Points by criterion for each of these letters. */
export function scoresForm(
  given: readonly string[],
  criteria: readonly Criterion[],
): ReplyForm<Map<string, ScoredAnswer>> {
  const item = object({
    answer: { type: "string", enum: [...given] },
    points: { type: "array", items: { type: "number" } },
    reason: text,
    beatsStandard: { type: "boolean" },
  });
  return {
    format: { name: "scores", schema: object({ scores: { type: "array", items: item } }) },
    read(reply) {
      const objects = findObjects(reply);
      if (objects.length === 0) return { fault: noObject };
      const found = objects.map((one) => scoresShape.safeParse(one).data).find((data) => data !== undefined);
      if (found) return readScores(found.scores, given, criteria);
      const parts = '"answer", "points", "reason" and "beatsStandard"';
      return { fault: `The JSON object must hold "scores", a list with ${parts} for each answer.` };
    },
  };
}

function readScores(
  all: readonly z.output<typeof scored>[],
  given: readonly string[],
  criteria: readonly Criterion[],
): Read<Map<string, ScoredAnswer>> {
  const naming = findNamingFault(
    all.map(({ answer }) => answer),
    given,
  );
  const fault = naming ?? all.flatMap((one) => findPointsFault(one, criteria) ?? [])[0];
  if (fault) return { fault };
  return {
    value: new Map(
      all.map(({ answer, points, reason: why, beatsStandard }) => [answer, { points, reason: why, beatsStandard }]),
    ),
  };
}

function findPointsFault(
  { answer, points }: Pick<z.output<typeof scored>, "answer" | "points">,
  criteria: readonly Criterion[],
): string | undefined {
  if (points.length !== criteria.length)
    return `Answer ${answer} has ${points.length} numbers in "points"; there are ${criteria.length} criteria.`;
  const at = points.findIndex((one, index) => !(one >= 0 && one <= (criteria[index]?.points ?? 0)));
  if (at < 0) return undefined;
  const worth = criteria[at]?.points ?? 0;
  return `Answer ${answer} has ${points[at]} points for criterion ${at + 1}, which goes from 0 to ${worth}.`;
}

/** The letter in `b`, `Answer B`, `答案B` or `[B]`. */
function toLetter(name: string): string {
  return /(?<![A-Za-z])([A-Za-z]{1,2})[\s\p{P}]*$/u.exec(name.trim())?.[1]?.toUpperCase() ?? name.trim();
}

/** Every letter must be named exactly once. */
function findNamingFault(named: readonly string[], given: readonly string[]): string | undefined {
  const list = (all: readonly string[]) => [...new Set(all)].join(", ");
  const unknown = named.filter((letter) => !given.includes(letter));
  if (unknown.length > 0) return `There is no answer ${list(unknown)}. The answers are ${list(given)}.`;
  const twice = named.filter((letter, index) => named.indexOf(letter) !== index);
  if (twice.length > 0) return `You named ${list(twice)} more than once. Name each answer exactly once.`;
  const missing = given.filter((letter) => !named.includes(letter));
  return missing.length > 0 ? `You left out ${list(missing)}. Name each answer exactly once.` : undefined;
}
