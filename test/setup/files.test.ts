import fc from "fast-check";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { RosterProblems } from "../../core/models/roster.ts";
import { chatModels } from "../../core/setup/index.ts";
import { setInEnvironmentFile } from "../../core/setup/environment-file.ts";
import { findKnownEndpoint, knownEndpoints } from "../../core/setup/known-endpoints.ts";
import { addToRoster } from "../../core/setup/roster-text.ts";

const [openai] = knownEndpoints;

describe("an .env file", () => {
  it.each([
    ["", { PORT: "1" }, "PORT=1\n"],
    ["# mine\nPORT=1\n", { PORT: "2", HOST: "::1" }, "# mine\nPORT=2\nHOST=::1\n"],
    ["A=1\nA=2\n", { A: "3" }, "A=1\nA=3\n"],
    ["# PORT=1\nHOST=x\n", { PORT: "2" }, "# PORT=1\nPORT=2\nHOST=x\n"],
    ["A=1\r\nB=2", { B: "3" }, "A=1\r\nB=3\r\n"],
    ["AB=1\n", { A: "2" }, "AB=1\nA=2\n"],
  ])("%j with %j becomes %j", (before, values, after) => {
    expect(setInEnvironmentFile(before, values)).toBe(after);
  });

  it("gives every value back as it was, whatever it holds, and leaves the others alone", () => {
    const value = fc
      .string({ unit: fc.constantFrom("a", "B", " ", "#", "=", "$", "\\", "'", "{", "é", "汉") })
      .filter((text) => text.trim() === text);
    fc.assert(
      fc.property(value, (secret) => {
        const text = setInEnvironmentFile("OTHER='a # b'\nKEY=old\n", { KEY: secret });
        expect(parseEnv(text)).toEqual({ OTHER: "a # b", KEY: secret });
      }),
    );
  });

  it("takes no value of two lines", () => {
    expect(() => setInEnvironmentFile("", { A: "1\nB=2" })).toThrow(RangeError);
  });
});

describe("an endpoint", () => {
  it.each([
    ["OpenAI", "openai", "OPENAI_API_KEY"],
    ["https://api.openai.com/v1/", "openai", "OPENAI_API_KEY"],
    ["llama.cpp", "llama.cpp", null],
    ["https://api.mistral.ai/v1/chat/completions", "api.mistral.ai", "API_MISTRAL_AI_KEY"],
    ["http://10.0.0.7:8000/v1", "10.0.0.7-8000", "ENDPOINT_10_0_0_7_8000_KEY"],
  ])("%s is named %s, its key in %s", (meant, name, keyVariable) => {
    expect(findKnownEndpoint(meant)).toMatchObject({ name, keyVariable });
  });

  it.each(["", "opanai", "ftp://x/y", "localhost:8000"])("%j is none", (meant) => {
    expect(findKnownEndpoint(meant)).toBeUndefined();
  });
});

describe("a list of models", () => {
  it("is offered without what cannot chat, sorted as people count", () => {
    const names = ["gpt-10", "gpt-4o", "text-embedding-3-small", "whisper-1", "gpt-4o", "dall-e-3", "tts-1"];
    expect(chatModels(names)).toEqual(["gpt-4o", "gpt-10"]);
    expect(chatModels(["embed-a"])).toEqual(["embed-a"]);
  });
});

describe("a roster", () => {
  it("is made of an endpoint's names, ids and names unlike each other", () => {
    const { text, added } = addToRoster(undefined, openai!, ["acme/Alpha:1", "alpha:1", "beta"]);
    expect(added).toHaveLength(3);
    expect(JSON.parse(text)).toEqual({
      endpoints: {
        openai: { baseURL: "https://api.openai.com/v1", concurrency: 8, apiKeyEnv: "OPENAI_API_KEY" },
      },
      models: [
        { id: "acme-alpha-1", name: "Alpha:1", organization: "acme", endpoint: "openai", model: "acme/Alpha:1" },
        { id: "alpha-1", name: "alpha:1-2", endpoint: "openai", model: "alpha:1" },
        { id: "beta", name: "beta", endpoint: "openai", model: "beta" },
      ],
    });
  });

  it("keeps what is in it, and adds no model twice", () => {
    const first = addToRoster(undefined, openai!, ["a", "b"]).text;
    const edited = JSON.stringify({ ...JSON.parse(first), generation: { temperature: 0.1, maxTokens: 77 } });
    const { text, added, endpoint } = addToRoster(edited, { ...openai!, name: "another" }, ["b", "c"]);
    expect({ added, endpoint }).toEqual({ added: ["c"], endpoint: "openai" });
    expect(JSON.parse(text)).toMatchObject({ generation: { temperature: 0.1, maxTokens: 77 } });
    expect(JSON.parse(text).models).toHaveLength(3);
  });

  it.each([
    ["too few models", undefined, ["a"]],
    ["a fault in the old one", '{"endpoints":{},"models":[{"id":"A b"}]}', ["a", "b"]],
    ["no JSON", "{", ["a", "b"]],
  ])("is refused for %s", (_why, before, names) => {
    expect(() => addToRoster(before, openai!, names)).toThrow(RosterProblems);
  });
});
