/** One attempt at an answer: from sending the request to its end, good or bad. */
import { showsNothing } from "../language/shows-nothing.ts";
import type { Clock } from "../machine/clock.ts";
import {
  assertBounded,
  cleanText,
  cutText,
  hearChunk,
  type HeardAnswer,
  hearNothing,
  readFinishReason,
} from "./completion-stream.ts";
import { type Completion, type CompletionRequest, ModelFailure } from "./completion.ts";
import type { Price, Withheld } from "./model.ts";
import type { OpenStream } from "./endpoint-client.ts";
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
  firstTextAt: number | null;
  withheld: readonly Withheld[];
};

/** The watchdog has been started for this attempt alone, and is stopped when it ends. Never throws. */
export async function attemptAnswer(
  open: OpenStream,
  request: CompletionRequest,
  watchdog: Watchdog,
  clock: Clock,
): Promise<AttemptOutcome> {
  const now = (): number => clock.now().getTime();
  const course: Course = { heard: hearNothing(), requests: 0, sentAt: now(), firstTextAt: null, withheld: [] };
  try {
    const ending = await listen(open, request, watchdog, course, now);
    assertWhole(course.heard, watchdog, ending);
    const answer = readAnswer(course.heard, request.model.price);
    const { sentAt, withheld, requests } = course;
    const endedAt = now();
    const firstTextMilliseconds = (course.firstTextAt ?? endedAt) - sentAt;
    return { requests, answer: { ...answer, withheld, firstTextMilliseconds, totalMilliseconds: endedAt - sentAt } };
  } catch (error) {
    return { requests: course.requests, error, tokens: course.heard.tokens };
  } finally {
    watchdog.stop();
  }
}

/** @returns how listening ended: undefined for an orderly end. */
async function listen(
  open: OpenStream,
  request: CompletionRequest,
  watchdog: Watchdog,
  course: Course,
  now: () => number,
): Promise<{ error: unknown } | undefined> {
  const { heard } = course;
  const onRequest = (streams: boolean): void => {
    course.requests += 1;
    course.sentAt = now();
    if (!streams) watchdog.awaitWhole();
  };
  try {
    const { chunks, withheld } = await open(request, watchdog.signal, onRequest);
    course.withheld = withheld;
    for await (const chunk of chunks) {
      const token = hearChunk(heard, chunk);
      if (heard.speech.phase === "speaking") course.firstTextAt ??= now();
      watchdog.feed({ token, whole: heard.finishReason !== null });
      // Leaving the loop ends the request, so that what is not shown is neither read nor paid for.
      if (heard.full) break;
    }
    return undefined;
  } catch (error) {
    return { error };
  }
}

/**
 * A stream that ends without an error may still be cut off, for the SDK ends aborted streams that way. Once the finish
 * reason has come, later errors do not matter.
 */
function assertWhole(heard: HeardAnswer, watchdog: Watchdog, ending: { error: unknown } | undefined): void {
  const failure = watchdog.failure();
  if (failure?.kind === "aborted") throw failure;
  assertBounded(heard);
  if (heard.finishReason !== null || heard.full) return;
  if (failure) throw failure;
  if (ending) throw ending.error;
}

type AnswerAsHeard = Omit<Completion, "withheld" | "tries" | "firstTextMilliseconds" | "totalMilliseconds">;

function readAnswer(heard: HeardAnswer, price: Price | null): AnswerAsHeard {
  const whole = cleanText(heard.text);
  const text = cutText(whole);
  const isCut = heard.full || text !== whole;
  const ended = isCut ? { ...heard, finishReason: heard.finishReason ?? "length" } : heard;
  const finishReason = readFinishReason(ended);
  if (showsNothing(text)) throw new ModelFailure("empty", explainEmpty(heard, finishReason));
  const received = heard.text === text ? null : heard.text;
  const { reportedModel, inputTokens, outputTokens } = heard;
  const priced = price !== null && inputTokens !== null && outputTokens !== null;
  const cost = priced ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000 : null;
  return {
    text,
    received,
    finishReason: isCut ? "length" : finishReason,
    reportedModel,
    inputTokens,
    outputTokens,
    cost,
  };
}

function explainEmpty(heard: HeardAnswer, finishReason: "stop" | "length"): string {
  if (finishReason === "stop" || !heard.tokens) return "The answer has no text that can be seen.";
  return "The whole token limit went into thinking. Raise maxTokens in models.json.";
}
