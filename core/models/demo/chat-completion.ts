/** The answers of the demo models in the words of OpenAI's chat completions. */
import { z } from "zod";
import { answerAsDemo } from "./demo-models.ts";

const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })).transform((parts) => {
    return parts.map((part) => part.text ?? "").join(" ");
  }),
]);

const request = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: content.nullish() })).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
  max_tokens: z.number().int().min(1).nullish(),
  max_completion_tokens: z.number().int().min(1).nullish(),
  seed: z.number().int().nullish(),
  response_format: z.looseObject({ json_schema: z.looseObject({ name: z.string() }).optional() }).nullish(),
});

/** A whole answer in pieces, each about a token. */
export type DemoAnswer = {
  model: string;
  pieces: readonly string[];
  finishReason: "stop" | "length";
  usage: { prompt_tokens: number; completion_tokens: number; total_tokens: number };
  stream: boolean;
  includeUsage: boolean;
};

/** @returns the answer, or an HTTP status with the reason why there is none. */
export function answerRequest(body: unknown): DemoAnswer | { status: number; problem: string } {
  const parsed = request.safeParse(body);
  if (!parsed.success) return { status: 400, problem: z.prettifyError(parsed.error) };
  const { model, messages, seed, stream, stream_options: streamOptions } = parsed.data;
  const asked = messages.filter(({ role }) => role === "user").map((message) => message.content ?? "");
  const text = answerAsDemo({
    model,
    seed: seed ?? 0,
    asked,
    format: parsed.data.response_format?.json_schema?.name,
  });
  if (text === undefined) return { status: 404, problem: `there is no model "${model}"` };

  const all = splitPieces(text);
  const most = parsed.data.max_completion_tokens ?? parsed.data.max_tokens ?? Infinity;
  const pieces = all.slice(0, most);
  const promptTokens = messages.reduce((sum, message) => sum + splitPieces(message.content ?? "").length, 0);
  return {
    model,
    pieces,
    finishReason: pieces.length < all.length ? "length" : "stop",
    usage: {
      prompt_tokens: promptTokens,
      completion_tokens: pieces.length,
      total_tokens: promptTokens + pieces.length,
    },
    stream: stream ?? false,
    includeUsage: streamOptions?.include_usage ?? false,
  };
}

/** The answer as one JSON object. */
export function toCompletion(answer: DemoAnswer, id: string, created: number): object {
  const message = { role: "assistant", content: answer.pieces.join("") };
  const choices = [{ index: 0, message, finish_reason: answer.finishReason }];
  return { id, object: "chat.completion", created, model: answer.model, choices, usage: answer.usage };
}

/** The answer as the events of a stream, in order. */
export function toEvents(answer: DemoAnswer, id: string, created: number): string[] {
  const event = (choices: object[], more: object = {}): string => {
    return encode({ id, object: "chat.completion.chunk", created, model: answer.model, choices, ...more });
  };
  const delta = (part: object, reason: string | null = null): string => {
    return event([{ index: 0, delta: part, finish_reason: reason }]);
  };
  return [
    delta({ role: "assistant", content: "" }),
    ...answer.pieces.map((piece) => delta({ content: piece })),
    delta({}, answer.finishReason),
    ...(answer.includeUsage ? [event([], { usage: answer.usage })] : []),
    "data: [DONE]\n\n",
  ];
}

function encode(chunk: object): string {
  return `data: ${JSON.stringify(chunk)}\n\n`;
}

/** Words, and pairs of Chinese characters. */
function splitPieces(text: string): string[] {
  return text.match(/\p{Script=Han}{1,2}|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [];
}
