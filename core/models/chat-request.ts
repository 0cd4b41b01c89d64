/** What is sent for one answer: the body of a `chat/completions` request, as the roster and the endpoint's refusals want it. */
import type { AnswerFormat, CompletionRequest, Message } from "./completion.ts";
import type { Model, Setting, Withheld } from "./model.ts";
import type { Refusal, SentParameters } from "./refusal.ts";
import type { ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { ResponseFormatJSONSchema } from "openai/resources/shared";

/** How requests for one model are put otherwise than its roster entry says, because its endpoint refused that. */
export type Dialect = {
  /** Parameters that are left out, `system` among them. */
  without: ReadonlySet<string>;
  /** The largest numbers that are accepted, by parameter. */
  most: Readonly<Record<string, number>>;
};

/** Everything is sent. */
export const commonDialect: Dialect = { without: new Set(), most: {} };

/** Models that cannot do with less are not helped by more tries. */
const mostMendings = 40;

/**
 * Another way to put a request that was refused: with the largest number allowed, else under the parameter's other name,
 * else without it. Each is tried once.
 * @returns undefined when there is none.
 */
export function mendDialect({ without, most }: Dialect, refusal: Refusal): Dialect | undefined {
  const { parameter } = refusal;
  if (without.has(parameter) || without.size >= mostMendings) return undefined;
  if (refusal.most !== null && !(parameter in most)) {
    return { without, most: { ...most, [parameter]: refusal.most } };
  }
  return { without: new Set([...without, parameter]), most };
}

/** Both of what two requests have learnt at the same time. */
export function joinDialects(one: Dialect, other: Dialect): Dialect {
  return { without: new Set([...one.without, ...other.without]), most: { ...one.most, ...other.most } };
}

/** Newer models of OpenAI want the second, everybody else knows the first. */
const tokenLimits = ["max_tokens", "max_completion_tokens"];

/** A request's body, and those of its parameters that may be refused. */
export type ChatRequest = { body: Record<string, unknown>; parameters: SentParameters };

/** @param stream whether the endpoint is to send the answer piece by piece as far as is known. */
export function buildChatRequest(request: CompletionRequest, dialect: Dialect, stream: boolean): ChatRequest {
  const { model, settings, seed, format } = request;
  const supports = (setting: Setting): boolean => !model.unsupported.includes(setting);
  const streams = stream && supports("stream") && !dialect.without.has("stream");
  const limit = tokenLimits.find((name) => !dialect.without.has(name));
  const wanted: Record<string, unknown> = {
    ...model.body,
    ...(streams && { stream: true, stream_options: { include_usage: true } }),
    ...(supports("temperature") && { temperature: settings.temperature }),
    ...(supports("maxTokens") && limit !== undefined && { [limit]: settings.maxTokens }),
    ...(supports("seed") && { seed }),
    ...(format && { response_format: buildFormat(format) }),
  };
  const parameters = Object.fromEntries(
    Object.entries(wanted)
      .filter(([name]) => !dialect.without.has(name))
      .map(([name, value]) => [name, clip(value, dialect.most[name])]),
  );
  const system = settings.system !== null && supports("system") && !dialect.without.has("system");
  return {
    body: { ...parameters, stream: streams, model: model.model, messages: buildMessages(request, system) },
    parameters: system ? { ...parameters, system: settings.system } : parameters,
  };
}

function clip(value: unknown, most: number | undefined): unknown {
  return most !== undefined && typeof value === "number" ? Math.min(value, most) : value;
}

/**
 * What such requests do not carry, or carry otherwise than meant. A token limit under another name is still sent.
 * @param settings left out: whatever the roster's are.
 */
export function listWithheld(
  model: Model,
  dialect: Dialect,
  stream: boolean,
  request?: Pick<CompletionRequest, "settings" | "format">,
): Withheld[] {
  const { without, most } = dialect;
  const withheld = new Set<Withheld>(model.unsupported);
  if (!stream) withheld.add("stream");
  for (const name of ["temperature", "system", "seed", "stream"] as const) if (without.has(name)) withheld.add(name);
  const limited = tokenLimits.some((name) => (request?.settings.maxTokens ?? Infinity) > (most[name] ?? Infinity));
  if (limited || tokenLimits.every((name) => without.has(name))) withheld.add("maxTokens");
  if ((request?.settings.temperature ?? Infinity) > (most["temperature"] ?? Infinity)) withheld.add("temperature");
  if (without.has("response_format") && (!request || request.format)) withheld.add("format");
  for (const name of Object.keys(model.body ?? {})) if (without.has(name) || name in most) withheld.add(`body.${name}`);
  // Nobody misses a system message that nobody wrote.
  if (request?.settings.system === null) withheld.delete("system");
  return [...withheld];
}

function buildFormat({ name, schema }: AnswerFormat): ResponseFormatJSONSchema {
  return { type: "json_schema", json_schema: { name, schema: { ...schema }, strict: true } };
}

function buildMessages({ messages, settings }: CompletionRequest, asSystem: boolean): ChatCompletionMessageParam[] {
  if (settings.system === null) return messages.map(buildMessage);
  if (asSystem) return [{ role: "system", content: settings.system }, ...messages.map(buildMessage)];
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
