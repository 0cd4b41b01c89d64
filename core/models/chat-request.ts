/** Puts a request into the words its endpoint understands, for endpoints differ in what they accept. */
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import type { ResponseFormatJSONSchema } from "openai/resources/shared";
import type { AnswerFormat, CompletionRequest, Message } from "./completion.ts";
import type { Withheld } from "./model.ts";

/** What a model was found to accept, apart from what its roster entry says. */
export type Dialect = {
  tokenLimit: "max_tokens" | "max_completion_tokens";
  seed: boolean;
  /** Whether it may be asked for token counts. */
  usage: boolean;
  /** Whether it may be told a form for its answer. */
  format: boolean;
};

export const commonDialect: Dialect = { tokenLimit: "max_tokens", seed: true, usage: true, format: true };

/** The body of a streaming `chat/completions` request, without what the model does not support. */
export function buildChatRequest(request: CompletionRequest, dialect: Dialect): ChatCompletionCreateParamsStreaming {
  const { model, settings, seed, format } = request;
  const supports = (setting: (typeof model.unsupported)[number]): boolean => !model.unsupported.includes(setting);
  return {
    model: model.model,
    messages: buildMessages(request, supports("system")),
    stream: true,
    ...(dialect.usage && { stream_options: { include_usage: true } }),
    ...(supports("temperature") && { temperature: settings.temperature }),
    ...(supports("maxTokens") && { [dialect.tokenLimit]: settings.maxTokens }),
    ...(supports("seed") && dialect.seed && { seed }),
    ...(format && dialect.format && { response_format: buildFormat(format) }),
  };
}

/**
 * The settings that such a request does not carry, or carries elsewhere than meant. A token limit under another name
 * is still sent, and a system message that nobody wrote is not missed.
 */
export function listWithheld({ model, settings }: CompletionRequest, dialect: Dialect): Withheld[] {
  const withheld = new Set(model.unsupported);
  if (!dialect.seed) withheld.add("seed");
  if (settings.system === null) withheld.delete("system");
  return [...withheld];
}

/**
 * Another way to put a request that was refused because of one parameter. Only what cannot change the answer's
 * quality is put differently; a refused temperature is for the roster's `unsupported` to say.
 * @param parameter the refused one, when the endpoint named it in a field of its own.
 * @param complaint all of the endpoint's words.
 * @returns undefined when there is no other way.
 */
export function mendDialect(dialect: Dialect, parameter: string | null, complaint: string): Dialect | undefined {
  const refuses = (name: string): boolean =>
    parameter ? parameter === name : new RegExp(`\\b${name}\\b`).test(complaint);
  if (dialect.tokenLimit === "max_tokens" && refuses("max_tokens")) {
    return { ...dialect, tokenLimit: "max_completion_tokens" };
  }
  if (dialect.usage && (refuses("stream_options") || refuses("include_usage"))) return { ...dialect, usage: false };
  if (dialect.seed && refuses("seed")) return { ...dialect, seed: false };
  if (dialect.format && ["response_format", "json_schema"].some(refuses)) return { ...dialect, format: false };
  return undefined;
}

function buildFormat({ name, schema }: AnswerFormat): ResponseFormatJSONSchema {
  return { type: "json_schema", json_schema: { name, schema: { ...schema }, strict: true } };
}

function buildMessages(
  { messages, settings }: CompletionRequest,
  systemAllowed: boolean,
): ChatCompletionMessageParam[] {
  if (settings.system === null) return messages.map(buildMessage);
  if (systemAllowed) return [{ role: "system", content: settings.system }, ...messages.map(buildMessage)];
  const firstOfUser = messages.findIndex((message) => message.role === "user");
  return messages.map((message, index) => {
    const content = index === firstOfUser ? `${settings.system}\n\n${message.content}` : message.content;
    return buildMessage({ ...message, content });
  });
}

function buildMessage({ role, content, pictures = [] }: Message): ChatCompletionMessageParam {
  if (role === "assistant" || pictures.length === 0) return { role, content };
  const images = pictures.map(({ mediaType, bytes }) => ({
    type: "image_url" as const,
    image_url: { url: `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}` },
  }));
  return { role, content: [{ type: "text", text: content }, ...images] };
}
