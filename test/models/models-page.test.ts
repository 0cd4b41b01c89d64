/** docs/models.md says what was tried: its examples are rosters that play, and its behaviours are there. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { systemClock } from "../../core/machine/clock.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { parseRoster } from "../../core/models/roster.ts";
import { behaviours } from "../peers/models/behaviours.ts";
import { answerWith, type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";

const page = readFileSync(path.join(import.meta.dirname, "../../docs/models.md"), "utf8");
const examples = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = ""]) => text);

let server: ScriptedModelServer;
beforeAll(async () => void (server = await startScriptedModelServer(answerWith("Rivers."))));
afterAll(() => server.close());

it("names no behaviour that is not there", () => {
  const named = [...page.matchAll(/\| `(\w+)` \|$/gm)].map(([, name = ""]) => name);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !(name in behaviours))).toEqual([]);
});

/** Everything the example's address, headers, query and body become, asked of a server on this machine instead. */
async function askAll(example: string): Promise<Record<string, object>> {
  const here = new URL(server.baseURL).origin;
  const text = example.replaceAll(/https:\/\/(?!arena\.example)[\w.-]+/g, here);
  const roster = parseRoster(text, (name) => `secret-of-${name}`);
  const provider = createModelProvider({ endpoints: roster.endpoints, clock: systemClock });
  const sent: Record<string, object> = {};
  for (const model of roster.models) {
    const messages = [{ role: "user" as const, content: "Why is the sea salty?" }];
    const request = { model, messages, settings: roster.generation, seed: 1 };
    expect((await provider.complete(request, new AbortController().signal)).text).toBe("Rivers.");
    const { path: address, headers, body } = server.calls.at(-1)!;
    sent[model.id] = { address, headers, body };
  }
  return sent;
}

it("shows rosters that are sent as it says", async () => {
  const sent: Record<string, object>[] = [];
  for (const example of examples) sent.push(await askAll(example));
  const [azure, olderAzure, openRouter, gateways] = sent;
  expect(azure!["gpt-5-azure"]).toMatchObject({
    address: "/openai/v1/chat/completions",
    headers: { authorization: "Bearer secret-of-AZURE_OPENAI_API_KEY" },
  });
  const older = olderAzure!["gpt-4o-azure"] as { headers: object };
  expect(older).toMatchObject({
    address: "/openai/deployments/my-gpt-4o/chat/completions?api-version=2024-10-21",
    headers: { "api-key": "secret-of-AZURE_OPENAI_API_KEY" },
  });
  expect(older.headers).not.toHaveProperty("authorization");
  expect(openRouter!["claude-sonnet-4.6"]).toMatchObject({
    headers: { "http-referer": "https://arena.example", "x-title": "Our arena" },
    body: { provider: { order: ["anthropic"], allow_fallbacks: false }, temperature: 0.7 },
  });
  const mini = openRouter!["gpt-5-mini"] as { body: object };
  expect(mini.body).toMatchObject({ reasoning_effort: "low" });
  expect(mini.body).not.toHaveProperty("temperature");
  expect(gateways!["gpt-4.1"]).toMatchObject({
    headers: {
      authorization: "Bearer secret-of-OPENAI_API_KEY",
      "cf-aig-authorization": "Bearer secret-of-CLOUDFLARE_GATEWAY_TOKEN",
    },
  });
  expect(gateways!["qwen3-32b"]).toMatchObject({ body: { enable_thinking: false } });
  expect(gateways!["qwen3-32b"]).not.toMatchObject({ body: { stream: true } });
});
