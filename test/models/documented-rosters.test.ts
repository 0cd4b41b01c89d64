/** The examples in docs/models.md, each asked for an answer at a local server in the place of the endpoint's own. */
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { askForModels } from "../../core/models/model-list.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { parseRoster, type Roster } from "../../core/models/roster.ts";
import { createManualClock } from "../manual-clock.ts";
import { type ModelCall, type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { buildRequest } from "./fixtures.ts";

const page = readFileSync(new URL("../../docs/models.md", import.meta.url), "utf8");
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
const clock = createManualClock();
const secret = (name: string): string => `${name.toLowerCase()}-0123456789`;

let server: ScriptedModelServer;
beforeEach(async () => (server = await startScriptedModelServer()));
afterEach(() => server.close());

/** The example as it stands, but for where its endpoints are. */
function readExample(text: string): Roster {
  const roster = parseRoster(text, secret);
  const endpoints = Object.entries(roster.endpoints).map(([name, endpoint]) => {
    const { pathname } = new URL(endpoint.baseURL);
    return [name, { ...endpoint, baseURL: new URL(pathname, server.baseURL).href }] as const;
  });
  return { ...roster, endpoints: Object.fromEntries(endpoints) };
}

/** What a request told its endpoint beside the question. */
function describeCall({ path, headers, body }: ModelCall) {
  const told = ["authorization", "api-key", "http-referer", "x-title", "x-tenant"];
  const gateways = ["cf-aig-authorization", "x-portkey-api-key", "x-portkey-provider"];
  const {
    messages: _messages,
    stream_options: _options,
    temperature: _heat,
    max_tokens: _most,
    seed: _seed,
    ...rest
  } = body;
  return {
    path,
    ...Object.fromEntries([...told, ...gateways].flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    ...rest,
  };
}

async function askAll(text: string) {
  const { endpoints, models, generation } = readExample(text);
  const provider = createModelProvider({ endpoints, clock });
  for (const model of models) {
    const asked = provider.complete(buildRequest({ model, settings: generation }), new AbortController().signal);
    expect((await asked).text).toBe("ok");
  }
  return server.calls.map(describeCall);
}

describe("a documented roster", () => {
  it("is there for each of these", () => expect(examples).toHaveLength(7));

  it("reaches OpenRouter with a key and Ollama without one, as a first roster does", async () => {
    expect(await askAll(examples[0]!)).toEqual([
      {
        path: "/api/v1/chat/completions",
        authorization: "Bearer openrouter_api_key-0123456789",
        model: "openai/gpt-oss-120b",
        stream: true,
      },
      { path: "/v1/chat/completions", model: "qwen3:8b", stream: true },
    ]);
  });

  it("reaches Azure at its newer address", async () => {
    const [call] = await askAll(examples[1]!);
    expect(call).toEqual({
      path: "/openai/v1/chat/completions",
      authorization: "Bearer azure_openai_api_key-0123456789",
      model: "my-gpt-4-1",
      stream: true,
    });
  });

  it("reaches Azure at its older addresses, and asks for their models in the same way", async () => {
    const calls = await askAll(examples[2]!);
    const key = { "api-key": "azure_openai_api_key-0123456789" };
    expect(calls).toEqual([
      {
        path: "/openai/deployments/my-gpt-4-1/chat/completions?api-version=2024-10-21",
        ...key,
        model: "my-gpt-4-1",
        stream: true,
      },
      {
        path: "/openai/deployments/my-o4-mini/chat/completions?api-version=2024-12-01-preview",
        ...key,
        model: "my-o4-mini",
        stream: true,
      },
    ]);
    const { endpoints } = readExample(examples[2]!);
    await askForModels(endpoints["azure-gpt-4.1"]!, clock);
    const list = server.calls[2];
    expect(list?.path).toBe("/openai/deployments/my-gpt-4-1/models?api-version=2024-10-21");
    expect(list?.headers).toMatchObject(key);
    expect(list?.headers.authorization).toBeUndefined();
  });

  it("tells OpenRouter who asks, and who is to answer", async () => {
    expect((await askAll(examples[3]!))[0]).toEqual({
      path: "/api/v1/chat/completions",
      authorization: "Bearer openrouter_api_key-0123456789",
      "http-referer": "openrouter_referer-0123456789",
      "x-title": "Our arena",
      model: "openai/gpt-oss-120b",
      stream: true,
      provider: { sort: "throughput" },
      reasoning: { effort: "low" },
    });
  });

  it("switches the thinking of vLLM's models off", async () => {
    const [quick, thinking] = await askAll(examples[4]!);
    const body = { chat_template_kwargs: { enable_thinking: false }, top_p: 0.8, top_k: 20 };
    expect(quick).toEqual({ path: "/v1/chat/completions", model: "Qwen/Qwen3-8B", stream: true, ...body });
    expect(thinking).toEqual({ path: "/v1/chat/completions", model: "Qwen/Qwen3-8B", stream: true });
  });

  it("reaches Gemini, Anthropic and a gateway with a token of its own", async () => {
    const calls = await askAll(examples[5]!);
    expect(calls).toMatchObject([
      { path: "/v1beta/openai/chat/completions", authorization: "Bearer gemini_api_key-0123456789" },
      { path: "/v1/chat/completions", authorization: "Bearer anthropic_api_key-0123456789" },
      {
        path: "/v1/chat/completions",
        authorization: "Token gateway_token-0123456789",
        "x-tenant": "arena",
        stream: false,
      },
    ]);
  });

  it("gives gateways a token beside the key, and asks one for whole answers without thoughts", async () => {
    const calls = await askAll(examples[6]!);
    expect(calls).toMatchObject([
      {
        path: "/v1/ACCOUNT/GATEWAY/compat/chat/completions",
        authorization: "Bearer openai_api_key-0123456789",
        "cf-aig-authorization": "Bearer cloudflare_gateway_token-0123456789",
      },
      {
        path: "/v1/chat/completions",
        "x-portkey-api-key": "portkey_api_key-0123456789",
        "x-portkey-provider": "openai",
      },
      { path: "/compatible-mode/v1/chat/completions", stream: false, enable_thinking: false },
    ]);
    expect(calls[1]).not.toHaveProperty("authorization");
  });
});
