import { describe, expect, it } from "vitest";
import { readListedModel } from "../../core/models/listed-model.ts";

const chats = (entry: object): boolean | undefined => readListedModel({ id: "acme-1", ...entry })?.chats;

describe("an entry of a list of models", () => {
  it.each([
    ["OpenAI", { object: "model", owned_by: "system" }, true],
    ["OpenRouter", { architecture: { output_modalities: ["text"] } }, true],
    ["OpenRouter", { architecture: { output_modalities: ["image", "text"] } }, false],
    ["OpenRouter", { architecture: { output_modalities: ["embeddings"] } }, false],
    [
      "OpenRouter, of what its maker serves otherwise",
      { id: "openai/o1-pro", architecture: { output_modalities: ["text"] } },
      true,
    ],
    [
      "OpenRouter, of a judge",
      { id: "meta-llama/llama-guard-4-12b", architecture: { output_modalities: ["text"] } },
      false,
    ],
    ["Mistral", { capabilities: { completion_chat: true, completion_fim: true } }, true],
    ["Mistral", { capabilities: { completion_chat: false } }, false],
    ["Azure", { capabilities: { chat_completion: false, embeddings: true } }, false],
    ["Azure", { capabilities: { chat_completion: true, inference: true } }, true],
    ["Fireworks", { supports_chat: false }, false],
    ["Together", { type: "chat" }, true],
    ["Together", { type: "moderation" }, false],
    ["Together", { type: "rerank" }, false],
    ["Anthropic", { type: "model" }, true],
    ["Vercel", { type: "language" }, true],
    ["Vercel", { type: "embedding" }, false],
    ["LiteLLM", { mode: "image_generation" }, false],
    ["LiteLLM", { mode: "responses" }, false],
    ["Copilot", { capabilities: { type: "embeddings" } }, false],
    ["Copilot", { supported_endpoints: ["/responses"] }, false],
    ["Copilot", { id: "gpt-5-codex", supported_endpoints: ["/responses", "/chat/completions"] }, true],
    ["New API", { supported_endpoint_types: ["image-generation"] }, false],
    ["New API", { supported_endpoint_types: ["openai", "anthropic"] }, true],
    ["Gemini", { supportedGenerationMethods: ["embedContent"] }, false],
    ["Gemini", { supportedGenerationMethods: ["generateContent", "countTokens"] }, true],
    ["Groq", { active: false }, false],
    ["nobody", { architecture: "transformer", capabilities: [], type: 7, supported_endpoints: [] }, true],
  ])("as %s writes it: %j", (_whose, entry, chat) => {
    expect(chats(entry)).toBe(chat);
  });

  it("tells prices by the token, and whether pictures are seen", () => {
    const pricing = { prompt: "0.0000025", completion: "0.00001", request: "0" };
    expect(readListedModel({ id: "a", pricing, architecture: { input_modalities: ["text", "image"] } })).toMatchObject({
      price: { input: 2.5, output: 10 },
      input: ["text", "image"],
    });
    for (const strange of [
      { prompt: "-1", completion: "-1" },
      { prompt: 1, completion: 2 },
      { prompt: "x" },
      "free",
      null,
    ])
      expect(readListedModel({ id: "a", pricing: strange })).toMatchObject({ price: null, input: ["text"] });
  });

  it.each([{}, null, "gpt", { id: 7 }, { id: " " }, { id: "a\u001B[2Jb" }, { id: "x".repeat(1000) }])(
    "is passed over when nobody could write its name: %j",
    (entry) => {
      expect(readListedModel(entry)).toBeUndefined();
    },
  );
});
