/** Endpoints that many people have, so that nobody needs to look their addresses up. */

/** What an endpoint's entry in the roster begins as. */
export type KnownEndpoint = {
  /** Its name in the roster. */
  name: string;
  /** What people call it. */
  title: string;
  baseURL: string;
  /** The environment variable that usually holds its key; null: it asks for none. */
  keyVariable: string | null;
  concurrency: number;
  firstTokenSeconds?: number;
};

/** Local servers answer one after another, and may first have to read a model from disk. */
const local = { keyVariable: null, concurrency: 1, firstTokenSeconds: 120 };

/** The endpoints that are offered by name. */
export const knownEndpoints: readonly KnownEndpoint[] = [
  {
    name: "openai",
    title: "OpenAI",
    baseURL: "https://api.openai.com/v1",
    keyVariable: "OPENAI_API_KEY",
    concurrency: 8,
  },
  {
    name: "openrouter",
    title: "OpenRouter",
    baseURL: "https://openrouter.ai/api/v1",
    keyVariable: "OPENROUTER_API_KEY",
    concurrency: 8,
  },
  { name: "ollama", title: "Ollama", baseURL: "http://127.0.0.1:11434/v1", ...local },
  { name: "vllm", title: "vLLM", baseURL: "http://127.0.0.1:8000/v1", ...local, concurrency: 8 },
  { name: "llama.cpp", title: "llama.cpp", baseURL: "http://127.0.0.1:8080/v1", ...local },
];

/**
 * The endpoint that somebody means by a name of the list or by an address. One with an unknown address is named after
 * its host, and its key's variable after that.
 * @returns undefined for what is neither.
 * @example findKnownEndpoint("https://api.mistral.ai/v1") // named "api.mistral.ai", key in API_MISTRAL_AI_KEY
 */
export function findKnownEndpoint(meant: string): KnownEndpoint | undefined {
  const word = meant.trim().toLowerCase();
  const known = knownEndpoints.find(({ name, title }) => name === word || title.toLowerCase() === word);
  if (known) return known;
  if (!/^https?:\/\//i.test(meant.trim()) || !URL.canParse(meant.trim())) return undefined;
  const url = new URL(meant.trim());
  const baseURL = url.href.replace(/\/(chat\/completions|models)?\/*$/, "");
  const same = knownEndpoints.find((one) => one.baseURL === baseURL);
  if (same) return same;
  const name = url.host.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");
  const keyVariable = `${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_KEY`.replace(/^(\d)/, "ENDPOINT_$1");
  return { name, title: name, baseURL, keyVariable, concurrency: 4 };
}
