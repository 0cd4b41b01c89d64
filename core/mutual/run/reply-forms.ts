/** The forms in which models reply: how one is asked for, explained and read. */
import { z } from "zod";
import { showsNothing } from "../../language/shows-nothing.ts";
import type { AnswerFormat, CompletionRequest } from "../../models/completion.ts";
import type { Subject } from "../scoring/ballots.ts";
import type { SetQuestion, RawReply, Shortfall } from "../experiment.ts";
import { findObjects } from "./reply-json.ts";
import type { Call } from "./calls.ts";
import { explainFault } from "./prompts.ts";

/** What was read, or what is wrong with it, in words for the model. */
type Read<Value> = { value: Value } | { fault: string };

/** A form: how endpoints are told of it, and how a reply in it is read. */
export type ReplyForm<Value> = { format: AnswerFormat; read(reply: string): Read<Value> };

/** Letters of answers, best first; equal ones in one group. */
export type Ranking = { groups: string[][]; reasons: string };
/** Scores from 0 to 100 by letter. */
export type ScoreSheet = { scores: Map<string, number>; reasons: string };

const text = { type: "string" };
const object = (properties: Record<string, unknown>) => ({
  type: "object",
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const filled = z
  .string()
  .trim()
  .refine((written) => !showsNothing(written));
const set = z.looseObject({
  question: filled,
  standardAnswer: filled,
  principle: filled,
  criteria: z.array(filled).optional(),
});

/** A question with its standard answer and principle, and in programming with criteria. */
export function questionForm(subject: Subject): ReplyForm<SetQuestion> {
  const common = { question: text, standardAnswer: text, principle: text };
  const programming = { ...common, criteria: { type: "array", items: text } };
  const schema = object(subject === "math" ? common : programming);
  return {
    format: { name: `${subject}_question`, schema },
    read(reply) {
      const objects = findObjects(reply);
      if (objects.length === 0) return { fault: noObject };
      for (const found of objects) {
        const parsed = set.safeParse(found);
        if (parsed.success) {
          const { question, standardAnswer, principle, criteria = [] } = parsed.data;
          return { value: { question, standardAnswer, principle, criteria } };
        }
      }
      const names = Object.keys(subject === "math" ? common : programming).map((name) => `"${name}"`);
      return { fault: `The JSON object must hold ${names.join(", ")}, each of them text and none empty.` };
    },
  };
}

const noObject = "There is no JSON object in it.";
const reasonsOf = (value: unknown): string => (typeof value === "string" ? value : value ? JSON.stringify(value) : "");

/** A ranking of these letters, best first, equal ones in one group. */
export function rankingForm(letters: readonly string[]): ReplyForm<Ranking> {
  const group = { type: "array", items: { type: "string", enum: [...letters] } };
  const schema = object({ reasons: text, ranking: { type: "array", items: group } });
  const shape = z.looseObject({ ranking: z.array(z.union([z.string(), z.array(z.string())])) });
  return {
    format: { name: "ranking", schema },
    read(reply) {
      const objects = findObjects(reply);
      const found = objects.map((one) => shape.safeParse(one)).find(({ success }) => success)?.data;
      if (!found)
        return { fault: objects.length === 0 ? noObject : 'The JSON object must hold "ranking", a list of lists.' };
      const groups = found.ranking.map((one) => [one].flat().map(toLetter)).filter((one) => one.length > 0);
      const fault = findNamingFault(groups.flat(), letters);
      return fault ? { fault } : { value: { groups, reasons: reasonsOf(found["reasons"] ?? found["reason"]) } };
    },
  };
}

/** A score from 0 to 100 for each of these letters. */
export function scoresForm(letters: readonly string[]): ReplyForm<ScoreSheet> {
  const item = object({ answer: { type: "string", enum: [...letters] }, reason: text, score: { type: "number" } });
  const schema = object({ scores: { type: "array", items: item } });
  const one = z.looseObject({ answer: z.string(), score: z.coerce.number(), reason: z.string().optional() });
  const list = z.looseObject({ scores: z.array(one) });
  const byLetter = z.looseObject({ scores: z.record(z.string(), z.coerce.number()) });
  return {
    format: { name: "scores", schema },
    read(reply) {
      const objects = findObjects(reply);
      if (objects.length === 0) return { fault: noObject };
      for (const found of objects) {
        const asList = list.safeParse(found);
        if (asList.success) return readScores(asList.data.scores, letters);
        const asRecord = byLetter.safeParse(found);
        if (asRecord.success)
          return readScores(
            Object.entries(asRecord.data.scores).map(([answer, score]) => ({ answer, score })),
            letters,
          );
      }
      return {
        fault: 'The JSON object must hold "scores", a list with "answer", "reason" and "score" for each answer.',
      };
    },
  };
}

type Scored = { answer: string; score: number; reason?: string | undefined };

function readScores(given: readonly Scored[], letters: readonly string[]): Read<ScoreSheet> {
  const fault = findNamingFault(
    given.map(({ answer }) => toLetter(answer)),
    letters,
  );
  if (fault) return { fault };
  const outside = given.find(({ score }) => !(score >= 0 && score <= 100));
  if (outside)
    return { fault: `The score of ${toLetter(outside.answer)} is ${outside.score}; scores go from 0 to 100.` };
  const byLetter = new Map(given.map(({ answer, score }) => [toLetter(answer), score]));
  const reasons = given.flatMap(({ answer, reason }) => (reason ? [`${toLetter(answer)}: ${reason}`] : [])).join("\n");
  return { value: { scores: new Map(letters.map((letter) => [letter, byLetter.get(letter) ?? 0])), reasons } };
}

/** The letter in `b`, `Answer B`, `答案B` or `[B]`. */
function toLetter(name: string): string {
  return /(?<![A-Za-z])([A-Za-z]{1,2})[\s\p{P}]*$/u.exec(name.trim())?.[1]?.toUpperCase() ?? name.trim();
}

/** Every letter must be named exactly once. */
function findNamingFault(named: readonly string[], letters: readonly string[]): string | undefined {
  const list = (all: readonly string[]) => [...new Set(all)].join(", ");
  const unknown = named.filter((letter) => !letters.includes(letter));
  if (unknown.length > 0) return `There is no answer ${list(unknown)}. The answers are ${list(letters)}.`;
  const twice = named.filter((letter, index) => named.indexOf(letter) !== index);
  if (twice.length > 0) return `You named ${list(twice)} more than once. Name each answer exactly once.`;
  const missing = letters.filter((letter) => !named.includes(letter));
  return missing.length > 0 ? `You left out ${list(missing)}. Name each answer exactly once.` : undefined;
}

/** How often a model is asked for one thing. */
export const mostAttempts = 3;

type Asked<Value> = { value: Value | null; shortfall: Shortfall | null; replies: RawReply[] };

/** @throws what {@link Call} throws. */
export async function askInForm<Value>(
  call: Call,
  key: string,
  request: CompletionRequest,
  form: ReplyForm<Value>,
): Promise<Asked<Value>> {
  const replies: RawReply[] = [];
  let { messages } = request;
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const outcome = await call(`${key}.${attempt}`, { ...request, messages, format: form.format });
    if ("failure" in outcome)
      return { value: null, shortfall: { kind: outcome.failure, detail: outcome.detail }, replies };
    const read = form.read(outcome.text);
    const text = outcome.received ?? outcome.text;
    if ("value" in read) return { value: read.value, shortfall: null, replies: [...replies, { text, fault: null }] };
    const fault =
      outcome.finishReason === "length" ? `It was cut off at the token limit; be briefer. ${read.fault}` : read.fault;
    replies.push({ text, fault });
    messages = [
      ...messages,
      { role: "assistant", content: outcome.text },
      { role: "user", content: explainFault(fault) },
    ];
  }
  const detail = `None of ${mostAttempts} replies could be used. The last: ${replies.at(-1)?.fault ?? ""}`;
  return { value: null, shortfall: { kind: "invalid", detail }, replies };
}
