/** One attempt at an answer: from sending the request to its end, good or bad. */
import { showsNothing } from "../language/shows-nothing.ts";
import type { Clock } from "../machine/clock.ts";
import type { AnswerText } from "./answer-pieces.ts";
import { readAnswerText } from "./answer-text.ts";
import { arrivalOf, assertBounded, cutText, hearChunk, type HeardAnswer, hearNothing } from "./completion-stream.ts";
import { type Completion, type CompletionRequest, ModelFailure } from "./completion.ts";
import { readEnding } from "./endings.ts";
import type { Price, Withheld } from "./model.ts";
import type { Ask, Listener } from "./endpoint-client.ts";
import type { Watchdog } from "./watchdog.ts";

/**
 * `requests` were sent, more than one when the endpoint had to be asked differently. `error` is whatever was thrown;
 * `tokens`: whether any had come before.
 */
export type AttemptOutcome = { requests: number } & (
  | { answer: Omit<Completion, "tries"> }
  | { error: unknown; tokens: boolean }
);

/** What is known of an attempt while it runs. Times are those of the clock, in milliseconds. */
type Course = {
  heard: HeardAnswer;
  requests: number;
  /** When the last request was sent. */
  sentAt: number;
  withheld: readonly Withheld[];
};

/** The watchdog has been started for this attempt alone, and is stopped when it ends. Never throws. */
export async function attemptAnswer(
  ask: Ask,
  request: CompletionRequest,
  watchdog: Watchdog,
  clock: Clock,
): Promise<AttemptOutcome> {
  const now = (): number => clock.elapsed();
  const course: Course = { heard: hearNothing(), requests: 0, sentAt: now(), withheld: [] };
  try {
    const ending = await listen(ask, request, watchdog, course, now);
    assertWhole(course.heard, watchdog, ending);
    const { heard, sentAt, withheld, requests } = course;
    const found = readAnswerText(heard.text, heard.thoughtAt !== null);
    const answer = readAnswer(heard, found, request.model.price);
    const endedAt = now();
    const times = { ...timeFirsts(heard, found, sentAt, endedAt), totalMilliseconds: endedAt - sentAt };
    return { requests, answer: { ...answer, withheld, ...times } };
  } catch (error) {
    return { requests: course.requests, error, tokens: course.heard.spoke };
  } finally {
    watchdog.stop();
  }
}

/** @returns how listening ended: undefined for an orderly end. */
async function listen(
  ask: Ask,
  request: CompletionRequest,
  watchdog: Watchdog,
  course: Course,
  now: () => number,
): Promise<{ error: unknown } | undefined> {
  const { heard } = course;
  const listener: Listener = {
    sending(streams) {
      course.requests += 1;
      course.sentAt = now();
      if (!streams) watchdog.awaitWhole();
    },
    begins: (withheld) => void (course.withheld = withheld),
    hears(chunk) {
      const token = hearChunk(heard, chunk, now());
      watchdog.feed({ token, whole: isEnded(heard) });
      if (token) request.hears?.(heard.text);
      // What is not shown is neither read nor paid for.
      return !heard.full;
    },
  };
  try {
    await ask(request, watchdog.signal, listener);
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** Whether the endpoint said that the answer has come to its end. */
function isEnded({ finishReason, done }: HeardAnswer): boolean {
  return finishReason !== null || done;
}

/** A connection may break just where an answer ends: once its end has been told, later errors do not matter. */
function assertWhole(heard: HeardAnswer, watchdog: Watchdog, ending: { error: unknown } | undefined): void {
  const failure = watchdog.failure();
  if (failure?.kind === "aborted") throw failure;
  assertBounded(heard);
  if (isEnded(heard) || heard.full) return;
  if (failure) throw failure;
  if (ending) throw ending.error;
}

type Firsts = Pick<Completion, "firstThoughtMilliseconds" | "firstTextMilliseconds">;

function timeFirsts(heard: HeardAnswer, found: AnswerText, sentAt: number, endedAt: number): Firsts {
  const thoughts = [heard.thoughtAt, found.thoughtFrom === null ? null : arrivalOf(heard, found.thoughtFrom)];
  const thoughtTimes = thoughts.filter((at) => at !== null);
  return {
    firstThoughtMilliseconds: thoughtTimes.length === 0 ? null : Math.min(...thoughtTimes) - sentAt,
    firstTextMilliseconds: (arrivalOf(heard, found.from) ?? endedAt) - sentAt,
  };
}

type AnswerAsHeard = Omit<Completion, "withheld" | "tries" | "totalMilliseconds" | keyof Firsts>;

function readAnswer(heard: HeardAnswer, found: AnswerText, price: Price | null): AnswerAsHeard {
  const text = cutText(found.text);
  const isCut = heard.full || text !== found.text;
  if (heard.choices === false)
    throw new ModelFailure("malformed", 'The endpoint sent no chat completion: there is no list "choices" in it.');
  const finishReason = readEnding(isCut ? { ...heard, done: true } : heard);
  if (showsNothing(text)) throw new ModelFailure("empty", explainEmpty(heard, found, finishReason));
  const { input: inputTokens, output: outputTokens } = heard.tokens;
  const priced = price !== null && inputTokens !== null && outputTokens !== null;
  const cost = priced ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000 : null;
  const { reportedModel } = heard;
  return {
    text,
    received: record(heard, text),
    finishReason: isCut ? "length" : finishReason,
    ...{ reportedModel, inputTokens, outputTokens, cost },
  };
}

function record({ text: sent, thoughts }: HeardAnswer, text: string): string | null {
  if (thoughts !== "") return `<think>\n${thoughts}\n</think>\n\n${sent}`;
  return sent === text ? null : sent;
}

function explainEmpty(heard: HeardAnswer, found: AnswerText, finishReason: "stop" | "length"): string {
  const thought = heard.thoughtAt !== null || found.thoughtFrom !== null;
  if (!thought && finishReason === "stop") return "The answer has no text that can be seen.";
  const { thought: tokens } = heard.tokens;
  const count = tokens ?? heard.tokens.output;
  const spent = count === null ? "" : ` (${count.toLocaleString("en")} tokens)`;
  const problem =
    finishReason === "length"
      ? `The whole token limit went into thinking${spent}, and no word of the answer was left`
      : `The model used its tokens for thinking${spent} and stopped without a word of an answer`;
  return `${problem}. Raise maxTokens in models.json, or let the model think less by "body" in its entry there.`;
}
