/** What an entry of an endpoint's list of models says, in whatever words the endpoint has for it. */
import { readModelName } from "./chat-names.ts";
import { isRecord } from "./json.ts";
import type { Model, Price } from "./model.ts";

/** A model as its endpoint's list shows it; what the list does not say is `null`, or text for `input`. */
export type ListedModel = Pick<Model, "input"> & {
  /** What the endpoint calls it. */
  name: string;
  /** Whether it can be asked in a chat, as far as the list or else its name tells. */
  chats: boolean;
  price: Price | null;
};

/** @returns undefined for what is no entry, or bears a name that nobody could write. */
export function readListedModel(entry: unknown): ListedModel | undefined {
  if (!isRecord(entry) || typeof entry.id !== "string") return undefined;
  const name = entry.id.trim();
  if (name === "" || name.length > longestName || /\p{C}/u.test(name)) return undefined;
  return { name, chats: canChat(name, entry), price: readPrice(entry.pricing), input: readInput(entry) };
}

/** A model that no list has shown. */
export function unlistedModel(name: string): ListedModel {
  return { name, chats: readModelName(name) === "chat", price: null, input: ["text"] };
}

/** In characters. */
const longestName = 200;

/**
 * Only a gateway can know that it serves for chat what its maker does not. Of a model that writes no text, or text that
 * is no conversation, a list may say "chat" because that is how it is called.
 */
function canChat(name: string, entry: Entry): boolean {
  const told = tellings.map((tell) => tell(entry)).filter((one) => one !== null);
  if (told.includes(false)) return false;
  const kind = readModelName(name);
  return kind === "chat" || (kind === "responses" && told.includes(true));
}

type Entry = Record<string, unknown>;

/** True and false as the list says; null: it does not say. Each names those that were seen to say so. */
const tellings: readonly ((entry: Entry) => boolean | null)[] = [
  // OpenRouter, Hugging Face; W&B.
  ({ architecture }) => (isRecord(architecture) ? onlyText(architecture.output_modalities) : null),
  ({ output_modalities }) => onlyText(output_modalities),
  // Mistral; Azure.
  ({ capabilities }) => (isRecord(capabilities) ? readFlag(capabilities.completion_chat) : null),
  ({ capabilities }) => (isRecord(capabilities) ? readFlag(capabilities.chat_completion) : null),
  // Fireworks.
  ({ supports_chat }) => readFlag(supports_chat),
  // Together, Vercel; Novita; LiteLLM; Copilot.
  ({ type }) => readType(type),
  ({ model_type }) => readType(model_type),
  ({ mode }) => readType(mode),
  ({ capabilities }) => (isRecord(capabilities) ? readType(capabilities.type) : null),
  // Gemini's own list. That it generates content does not say which.
  ({ supportedGenerationMethods }) => (listed(supportedGenerationMethods, "generateContent") === false ? false : null),
  // Copilot; New API; Cohere.
  ({ supported_endpoints }) => listed(supported_endpoints, "/chat/completions"),
  ({ supported_endpoint_types }) => listed(supported_endpoint_types, "openai"),
  ({ endpoints }) => listed(endpoints, "chat"),
  // Groq: it is listed, but nobody can ask it.
  ({ active }) => (active === false ? false : null),
];

const otherTypes =
  /^(?:embed|image|video|moderation|rerank|audio|speech|transcri|music|realtime|ocr|tts|stt|responses?$)/i;

function readType(type: unknown): boolean | null {
  if (typeof type !== "string") return null;
  if (type === "chat") return true;
  return otherTypes.test(type) ? false : null;
}

function readFlag(flag: unknown): boolean | null {
  return typeof flag === "boolean" ? flag : null;
}

/** Models that also write pictures or speak want to be asked in another way. */
function onlyText(modalities: unknown): boolean | null {
  if (!Array.isArray(modalities) || modalities.length === 0) return null;
  return modalities.every((one) => one === "text");
}

function listed(list: unknown, wanted: string): boolean | null {
  if (!Array.isArray(list) || list.length === 0) return null;
  return list.some((one) => typeof one === "string" && (one === wanted || one.endsWith(`/v1${wanted}`)));
}

function readInput(entry: Entry): Model["input"] {
  const { architecture, input_modalities: own } = entry;
  const modalities = isRecord(architecture) ? architecture.input_modalities : own;
  return Array.isArray(modalities) && modalities.includes("image") ? ["text", "image"] : ["text"];
}

/** OpenRouter's and its likes', dollars for a token as text. Others mean other units by other names. */
function readPrice(pricing: unknown): Price | null {
  if (!isRecord(pricing)) return null;
  const [input, output] = [pricing.prompt, pricing.completion].map((one) =>
    typeof one === "string" && one.trim() !== "" ? Number((Number(one) * 1_000_000).toPrecision(6)) : Number.NaN,
  );
  // A router writes -1: it depends on the model it chooses.
  const known = input !== undefined && output !== undefined && input >= 0 && output >= 0;
  return known && Number.isFinite(input + output) ? { input, output } : null;
}
