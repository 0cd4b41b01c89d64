import fc from "fast-check";
import { parseEnv } from "node:util";
import { describe, expect, it } from "vitest";
import { parseRoster, RosterProblems } from "../../core/models/roster.ts";
import { unlistedModel } from "../../core/models/listed-model.ts";
import { highestTrialCost, nameModels, offerModels } from "../../core/setup/index.ts";
import { setInEnvironmentFile } from "../../core/setup/environment-file.ts";
import { findKnownEndpoint, knownEndpoints } from "../../core/setup/known-endpoints.ts";
import { addToRoster, type ChosenModel, readGeneration } from "../../core/setup/roster-text.ts";

const [openai] = knownEndpoints;
const choose = (...names: string[]): ChosenModel[] =>
  names.map((name) => ({ name, input: ["text"], price: null, unsupported: [] }));

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
    ["https://api.mistral.ai/v1/chat/completions", "mistral", "MISTRAL_API_KEY"],
    ["https://llm.example.org/v1/", "llm.example.org", "LLM_EXAMPLE_ORG_KEY"],
    ["http://[::1]:8000/v1", "-1-8000", "ENDPOINT__1_8000_KEY"],
    ["http://10.0.0.7:8000/v1", "10.0.0.7-8000", "ENDPOINT_10_0_0_7_8000_KEY"],
  ])("%s is named %s, its key in %s", (meant, name, keyVariable) => {
    expect(findKnownEndpoint(meant)).toMatchObject({ name, keyVariable });
  });

  it.each([
    [
      "https://x.openai.azure.com/openai/deployments/four/chat/completions?api-version=2024-10-21",
      "/openai/deployments/four",
    ],
    ["https://x.openai.azure.com/openai/v1/?api-version=preview#top", "/openai/v1"],
    ["https://x.openai.azure.com/?api-version=preview", "/openai/v1"],
  ])("%s has its query beside its address", (meant, path) => {
    const found = findKnownEndpoint(meant);
    expect(found).toMatchObject({
      baseURL: `https://x.openai.azure.com${path}`,
      keyVariable: "X_OPENAI_AZURE_COM_KEY",
    });
    expect(found?.query).toEqual({ "api-version": new URL(meant).searchParams.get("api-version") });
  });

  it("known by name is unlike every other", () => {
    for (const key of ["name", "title", "baseURL"] as const)
      expect(new Set(knownEndpoints.map((one) => one[key])).size).toBe(knownEndpoints.length);
    for (const { baseURL } of knownEndpoints) expect(findKnownEndpoint(`${baseURL}/models`)?.baseURL).toBe(baseURL);
  });

  it.each(["", "opanai", "ftp://x/y", "localhost:8000", "https://me:secret@x.org/v1"])("%j is none", (meant) => {
    expect(findKnownEndpoint(meant)).toBeUndefined();
  });
});

describe("a list of models", () => {
  const list = (...names: string[]) => names.map(unlistedModel);

  it("is offered without what cannot chat, sorted as people count", () => {
    const names = ["gpt-10", "gpt-4o", "text-embedding-3-small", "whisper-1", "gpt-4o", "o1-pro", "tts-1"];
    const { models, others } = offerModels(list(...names));
    expect(models.map(({ name }) => name)).toEqual(["gpt-4o", "gpt-10"]);
    expect(others).toBe(4);
    expect(offerModels(list("embed-a"))).toMatchObject({ models: [{ name: "embed-a" }], others: 0 });
  });

  it("tells of the models that somebody names, also where it writes them longer", () => {
    const listed = { ...unlistedModel("models/gemini-9"), price: { input: 1, output: 2 } };
    expect(nameModels(["gemini-9", "other", "other"], [listed])).toEqual([
      { ...listed, name: "gemini-9" },
      unlistedModel("other"),
    ]);
  });

  it("tells what asking all can cost at most, unless a price is missing", () => {
    const priced = { ...unlistedModel("a"), price: { input: 0, output: 3 } };
    const settings = { temperature: 1, maxTokens: 1_000_000, system: null };
    expect(highestTrialCost([priced, priced], settings)).toBe(6);
    expect(highestTrialCost([priced, unlistedModel("b")], settings)).toBeNull();
  });
});

describe("a roster", () => {
  it("is made of an endpoint's names, ids and names unlike each other", () => {
    const { text, added } = addToRoster(undefined, openai!, choose("acme/Alpha:1", "alpha:1", "beta"));
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
    const first = addToRoster(undefined, openai!, choose("a", "b")).text;
    const edited = JSON.stringify({ ...JSON.parse(first), generation: { temperature: 0.1, maxTokens: 77 } });
    const { text, added, endpoint } = addToRoster(edited, { ...openai!, name: "another" }, choose("b", "c"));
    expect({ added, endpoint }).toEqual({ added: ["c"], endpoint: "openai" });
    expect(JSON.parse(text)).toMatchObject({ generation: { temperature: 0.1, maxTokens: 77 } });
    expect(JSON.parse(text).models).toHaveLength(3);
  });

  it("keeps what the list told of a model, and what the model was found to refuse", () => {
    const price = { input: 1.5, output: 6 };
    const known: ChosenModel = { name: "a", input: ["text", "image"], price, unsupported: ["temperature"] };
    const { text } = addToRoster(undefined, openai!, [known, ...choose("b")]);
    const [first, second] = JSON.parse(text).models;
    expect(first).toMatchObject({ input: ["text", "image"], price, unsupported: ["temperature"] });
    expect(second).toEqual({ id: "b", name: "b", endpoint: "openai", model: "b" });
  });

  it("takes Azure's addresses: query, and the key in the header that each wants", () => {
    const at = (address: string) => {
      const { text } = addToRoster(undefined, findKnownEndpoint(address)!, choose("a", "b"));
      const { endpoints } = parseRoster(text, (name) => `secret of ${name}`.replaceAll(" ", "-"));
      return Object.values(endpoints)[0];
    };
    const key = "secret-of-X_OPENAI_AZURE_COM_KEY";
    expect(at("https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21")).toMatchObject(
      {
        baseURL: "https://x.openai.azure.com/openai/deployments/d",
        query: { "api-version": "2024-10-21" },
        apiKey: null,
        headers: { "api-key": key },
      },
    );
    expect(at("https://x.openai.azure.com/openai/v1/")).toMatchObject({
      baseURL: "https://x.openai.azure.com/openai/v1",
      apiKey: key,
    });
  });

  it("says under which settings its models are asked", () => {
    const usual = { temperature: 0.7, maxTokens: 1024, system: null };
    expect(readGeneration(undefined)).toEqual(usual);
    expect(readGeneration("{")).toEqual(usual);
    expect(readGeneration('{"generation":{"temperature":9}}')).toEqual(usual);
    expect(readGeneration('{"generation":{"maxTokens":77}}')).toEqual({ ...usual, maxTokens: 77 });
  });

  it.each([
    ["too few models", undefined, ["a"]],
    ["a fault in the old one", '{"endpoints":{},"models":[{"id":"A b"}]}', ["a", "b"]],
    ["no JSON", "{", ["a", "b"]],
  ])("is refused for %s", (_why, before, names) => {
    expect(() => addToRoster(before, openai!, choose(...names))).toThrow(RosterProblems);
  });
});
