/** Opens the stream of one answer at one endpoint, in the words it understands. The only file that calls the `openai` client. */
import OpenAI from "openai";
import { createBoundedFetch, endpointLimits } from "../machine/bounded-fetch.ts";
import type { CompletionRequest, AnswerFormat, Message } from "./completion.ts";
import type { Withheld } from "./model.ts";
import type { Endpoint } from "./roster.ts";
import { readResponse } from "./response-reading.ts";
import { readRefusal } from "./trouble.ts";
import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import type { ResponseFormatJSONSchema } from "openai/resources/shared";

/** Chunks as `readResponse` yields them, and the settings that were not sent. */
export type OpenedStream = { chunks: AsyncIterable<unknown>; withheld: readonly Withheld[] };

/** `onRequest` is called each time a request is about to be sent. */
export type OpenStream = (
  request: CompletionRequest,
  signal: AbortSignal,
  onRequest: () => void,
) => Promise<OpenedStream>;

/**
 * A request that is refused because of a parameter is put differently at once, and so from then on for that model.
 * @returns a function that throws whatever the SDK throws; `readTrouble` reads it.
 */
export function createEndpointClient(endpoint: Endpoint): OpenStream {
  const client = createClient(endpoint);
  const dialects = new Map<string, Dialect>();

  return async (request, signal, onRequest) => {
    let dialect = dialects.get(request.model.id) ?? commonDialect;
    let refused: unknown;
    for (;;) {
      try {
        onRequest();
        const chunks = await openStream(client, request, dialect, signal);
        dialects.set(request.model.id, dialect);
        return { chunks, withheld: listWithheld(request, dialect) };
      } catch (error) {
        const refusal = readRefusal(error);
        const mended = refusal && mendDialect(dialect, refusal.parameter, refusal.complaint);
        // When no other way helped, the first refusal is the one to show.
        if (!mended) throw refusal ? (refused ?? error) : error;
        refused ??= error;
        dialect = mended;
      }
    }
  };
}

function createClient({ baseURL, apiKey }: Endpoint): OpenAI {
  return new OpenAI({
    baseURL,
    // The SDK demands a key; the header below decides what is sent.
    apiKey: apiKey ?? "none",
    defaultHeaders: { Authorization: apiKey === null ? null : `Bearer ${apiKey}` },
    // Left undefined, these would come from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // The watchdog ends every request; this must not come before it.
    timeout: 2 ** 31 - 1,
    fetch: createBoundedFetch(endpointLimits),
  });
}

async function openStream(
  client: OpenAI,
  request: CompletionRequest,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const body = buildChatRequest(request, dialect);
  return readResponse(await client.chat.completions.create(body, { signal }).asResponse());
}

/** What a model was found to accept, apart from what its roster entry says. */
type Dialect = {
  tokenLimit: "max_tokens" | "max_completion_tokens";
  seed: boolean;
  /** Whether it may be asked for token counts. */
  usage: boolean;
  /** Whether it may be told a form for its answer. */
  format: boolean;
};

const commonDialect: Dialect = { tokenLimit: "max_tokens", seed: true, usage: true, format: true };

/** The body of a streaming `chat/completions` request, without what the model does not support. */
function buildChatRequest(request: CompletionRequest, dialect: Dialect): ChatCompletionCreateParamsStreaming {
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
function listWithheld({ model, settings }: CompletionRequest, dialect: Dialect): Withheld[] {
  const withheld = new Set(model.unsupported);
  if (!dialect.seed) withheld.add("seed");
  if (settings.system === null) withheld.delete("system");
  return [...withheld];
}

/**
 * Another way to put a request that was refused because of one parameter. Only what cannot change the answer's
 * quality is put differently; a model that refuses a temperature is to be marked so under `unsupported` in the roster.
 * @param parameter the refused one, when the endpoint named it in a field of its own.
 * @param complaint all of the endpoint's words.
 * @returns undefined when there is no other way.
 */
function mendDialect(dialect: Dialect, parameter: string | null, complaint: string): Dialect | undefined {
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
