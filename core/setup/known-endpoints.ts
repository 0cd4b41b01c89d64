/** Endpoints that many people have, so that nobody needs to look their addresses up. */

/** What an endpoint's entry in the roster begins as. */
export type KnownEndpoint = {
  /** Its name in the roster. */
  name: string;
  /** What people call it. */
  title: string;
  baseURL: string;
  /** What stands behind the `?` of its address, such as Azure's `api-version`. */
  query?: Readonly<Record<string, string>>;
  /** The environment variable that usually holds its key; null: it asks for none. */
  keyVariable: string | null;
  /** The header the key stands in, where that is not `Authorization`. */
  keyHeader?: string;
  concurrency: number;
  firstTokenSeconds?: number;
};

/** Local servers answer one after another, and may first have to read a model from disk. */
const local = { keyVariable: null, concurrency: 1, firstTokenSeconds: 120 };

function hosted(title: string, baseURL: string, keyVariable: string, concurrency = 4): KnownEndpoint {
  return { name: title.toLowerCase(), title, baseURL, keyVariable, concurrency };
}

/** The endpoints that are offered by name, with the addresses their makers give for OpenAI's chat completions. */
export const knownEndpoints: readonly KnownEndpoint[] = [
  hosted("OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY", 8),
  hosted("OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY", 8),
  hosted("Anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
  hosted("Gemini", "https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_KEY"),
  hosted("Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY"),
  hosted("DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY"),
  hosted("xAI", "https://api.x.ai/v1", "XAI_API_KEY"),
  hosted("Groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY"),
  hosted("Together", "https://api.together.xyz/v1", "TOGETHER_API_KEY"),
  hosted("Fireworks", "https://api.fireworks.ai/inference/v1", "FIREWORKS_API_KEY"),
  hosted("DashScope", "https://dashscope.aliyuncs.com/compatible-mode/v1", "DASHSCOPE_API_KEY"),
  hosted("Moonshot", "https://api.moonshot.cn/v1", "MOONSHOT_API_KEY"),
  hosted("SiliconFlow", "https://api.siliconflow.cn/v1", "SILICONFLOW_API_KEY"),
  { name: "ollama", title: "Ollama", baseURL: "http://127.0.0.1:11434/v1", ...local },
  { name: "lmstudio", title: "LM Studio", baseURL: "http://127.0.0.1:1234/v1", ...local },
  { name: "vllm", title: "vLLM", baseURL: "http://127.0.0.1:8000/v1", ...local, concurrency: 8 },
  { name: "llama.cpp", title: "llama.cpp", baseURL: "http://127.0.0.1:8080/v1", ...local },
];

/**
 * The endpoint that somebody means by a name of the list or by an address. One with an unknown address is named after
 * its host, and its key's variable after that.
 * @returns undefined for what is neither, or an address with a name and password in it.
 * @example findKnownEndpoint("https://llm.example.org/v1") // named "llm.example.org", key in LLM_EXAMPLE_ORG_KEY
 */
export function findKnownEndpoint(meant: string): KnownEndpoint | undefined {
  const word = meant.trim().toLowerCase();
  const known = knownEndpoints.find(({ name, title }) => name === word || title.toLowerCase() === word);
  if (known) return known;
  if (!/^https?:\/\//i.test(meant.trim()) || !URL.canParse(meant.trim())) return undefined;
  const url = new URL(meant.trim());
  if (url.username !== "" || url.password !== "") return undefined;
  const path = url.pathname.replace(/\/+$/, "").replace(/\/(?:chat\/completions|responses|models)$/, "");
  // What Azure shows as a resource's address stops before the path.
  const baseURL = `${url.origin}${path === "" && isAzure(url) ? "/openai/v1" : path}`;
  const same = knownEndpoints.find((one) => one.baseURL === baseURL);
  const query = url.search === "" ? {} : { query: Object.fromEntries(url.searchParams) };
  if (same) return url.search === "" ? same : { ...same, ...query };
  const name = url.host.toLowerCase().replaceAll(/[^a-z0-9._-]+/g, "-");
  const found = { name, title: name, baseURL, ...query, keyVariable: keyVariableOf(name), concurrency: 4 };
  // Its newer addresses take the key as OpenAI does.
  const older = isAzure(url) && !baseURL.endsWith("/openai/v1");
  return older ? { ...found, keyHeader: "api-key" } : found;
}

function isAzure({ hostname }: URL): boolean {
  return /\.(?:openai|cognitiveservices)\.azure\.(?:com|us|cn)$/.test(hostname);
}

/** The environment variable for the key of an endpoint that has none of its own. */
export function keyVariableOf(name: string): string {
  return `${name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, "_")}_KEY`.replace(/^(?=[\d_])/, "ENDPOINT_");
}
