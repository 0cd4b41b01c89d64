/** One try at an answer: from sending the request to its end, good or bad. */
import type { Clock } from "../ports.ts";
import { cleanText, hearChunk, type HeardAnswer, hearNothing, readFinishReason } from "./completion-stream.ts";
import { type Completion, type CompletionRequest, ModelFailure } from "./completion.ts";
import type { OpenStream } from "./endpoint-client.ts";
import type { Price } from "./model.ts";
import type { Watchdog } from "./watchdog.ts";

/** `error` is whatever was thrown; `tokens`: whether any had come before. */
export type AttemptOutcome = { completion: Completion } | { error: unknown; tokens: boolean };

/** The watchdog has been started for this attempt alone, and is stopped when it ends. Never throws. */
export async function attemptAnswer(
  open: OpenStream,
  request: CompletionRequest,
  watchdog: Watchdog,
  clock: Clock,
): Promise<AttemptOutcome> {
  const startedAt = clock.now().getTime();
  const elapsed = (): number => clock.now().getTime() - startedAt;
  const heard = hearNothing();
  let firstText: number | null = null;
  try {
    const ending = await listen(open, request, watchdog, heard, () => (firstText ??= elapsed()));
    assertWhole(heard, watchdog, ending);
    const answer = readAnswer(heard, request.model.price);
    const total = elapsed();
    return { completion: { ...answer, firstTokenMilliseconds: firstText ?? total, totalMilliseconds: total } };
  } catch (error) {
    return { error, tokens: heard.tokens };
  } finally {
    watchdog.stop();
  }
}

/** @returns how listening ended: undefined for an orderly end. */
async function listen(
  open: OpenStream,
  request: CompletionRequest,
  watchdog: Watchdog,
  heard: HeardAnswer,
  onText: () => void,
): Promise<{ error: unknown } | undefined> {
  try {
    for await (const chunk of await open(request, watchdog.signal)) {
      const token = hearChunk(heard, chunk);
      if (heard.text !== "") onText();
      watchdog.feed({ token, whole: heard.finishReason !== null });
    }
    return undefined;
  } catch (error) {
    return { error };
  }
}

/** An orderly end proves nothing, for the SDK ends an aborted stream so; once a reason to finish came, no later mishap matters. */
function assertWhole(heard: HeardAnswer, watchdog: Watchdog, ending: { error: unknown } | undefined): void {
  const failure = watchdog.failure();
  if (failure?.kind === "aborted") throw failure;
  if (heard.finishReason !== null) return;
  if (failure) throw failure;
  if (ending) throw ending.error;
}

type AnswerWithoutTimes = Omit<Completion, "firstTokenMilliseconds" | "totalMilliseconds">;

function readAnswer(heard: HeardAnswer, price: Price | null): AnswerWithoutTimes {
  const finishReason = readFinishReason(heard.finishReason);
  const text = cleanText(heard.text);
  if (text.trim() === "") throw new ModelFailure("empty", explainEmpty(heard, finishReason));
  const { reportedModel, inputTokens, outputTokens } = heard;
  const priced = price !== null && inputTokens !== null && outputTokens !== null;
  const cost = priced ? (inputTokens * price.input + outputTokens * price.output) / 1_000_000 : null;
  return { text, finishReason, reportedModel, inputTokens, outputTokens, cost };
}

function explainEmpty(heard: HeardAnswer, finishReason: "stop" | "length"): string {
  if (finishReason === "stop" || !heard.tokens) return "The answer has no text.";
  return "The whole token limit went into thinking. Raise maxTokens in models.json.";
}
