/** What is sent for one answer: the body of a `chat/completions` request, as the roster and the endpoint's refusals want it. */
import type { AnswerFormat, CompletionRequest, Message } from "./completion.ts";
import { type Model, refusableSettings, type Setting, type Withheld } from "./model.ts";
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
  { without, most }: Dialect,
  stream: boolean,
  request?: Pick<CompletionRequest, "settings" | "format">,
): Withheld[] {
  const wanted = { ...model.body, temperature: request?.settings.temperature };
  const limits = Object.fromEntries(tokenLimits.map((name) => [name, request?.settings.maxTokens]));
  const lowered = Object.keys(most).filter((name) => !((most[name] ?? 0) >= Number({ ...wanted, ...limits }[name])));
  const nameless = tokenLimits.every((name) => without.has(name));
  const left = [...without].filter((name) => nameless || !tokenLimits.includes(name));
  const named = [...left, ...lowered].flatMap((name) => nameWithheld(name, model));
  const withheld = new Set<Withheld>([...model.unsupported, ...(stream ? [] : ["stream" as const]), ...named]);
  // Nobody misses what nobody asked for.
  if (request?.settings.system === null) withheld.delete("system");
  if (request && !request.format) withheld.delete("format");
  return [...withheld];
}

/** What the record calls a parameter; nothing for what changes no answer, such as the counting of tokens. */
function nameWithheld(parameter: string, { body }: Model): Withheld[] {
  if (Object.hasOwn(body ?? {}, parameter)) return [`body.${parameter}`];
  if (tokenLimits.includes(parameter)) return ["maxTokens"];
  if (parameter === "response_format") return ["format"];
  return refusableSettings.filter((setting) => setting === parameter);
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
