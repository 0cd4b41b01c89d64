import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/language/index.ts";
import { systemClock as clock } from "../../core/machine/clock.ts";
import { findInRoster, findKnownEndpoint, listModels, nameModels, proveModels } from "../../core/setup/index.ts";
import {
  answerWith,
  answerWithError,
  type ModelScript,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";

const { endpoints } = sentences("zh").doctor;
const settings = { temperature: 0.7, maxTokens: 4096, system: null };
const onTrial = (): void => {};
const giveKey = (variable: string): string => `give ${variable}`;
const context = { language: "zh" as const, clock, giveKey, onTrial };
let server: ScriptedModelServer;
beforeEach(async () => {
  server = await startScriptedModelServer();
});
afterEach(() => server.close());

const at = (key: string | null = null) => {
  const endpoint = findKnownEndpoint(`${server.baseURL}/chat/completions?version=2`);
  if (!endpoint) throw new Error("no address");
  return { endpoint, key };
};
const refuse = (message: string, param?: string): ModelScript => answerWithError(400, { error: { message, param } });

/** Models with wishes of their own; whatever else is asked for is a list that is not there. */
const serve: ModelScript = (call, number) => {
  const { model, temperature, max_tokens: most } = call.body;
  if (model === undefined) return answerWithError(404, {})(call, number);
  if (model === "cool" && temperature !== undefined)
    return refuse("Unsupported value: 'temperature' does not support 0.7 with this model.", "temperature")(
      call,
      number,
    );
  if (model === "short" && Number(most) > 1000)
    return refuse("max_tokens must be at most 1000", "max_tokens")(call, number);
  if (model === "broken") return refuse("out of order")(call, number);
  return answerWith("ready")(call, number);
};

describe("listing the models of an endpoint", () => {
  it.each([
    ["its region", 403, { error: { code: "unsupported_country_region_territory", message: "No." } }, "place"],
    ["a page that checks for a human", 403, "<!DOCTYPE html><html><title>Just a moment...</title></html>", "challenge"],
  ] as const)("is told that what keeps it from being shown is %s", async (_what, status, body, reason) => {
    server.script(answerWithError(status, body));
    const { why, mend } = endpoints.reasons[reason];
    const found = await listModels(at("sk-0123456789"), context);
    expect(found).toMatchObject({ trouble: { state: "wrong", mend } });
    expect(JSON.stringify(found)).toContain(why);
  });

  it("is told that the account has no credit left, although the status says too many requests", async () => {
    server.script(answerWithError(429, { error: { code: "insufficient_quota", message: "You exceeded your quota." } }));
    expect(await listModels(at("sk-0123456789"), context)).toMatchObject({ trouble: { mend: endpoints.topUp } });
  });
});

describe("proving the models that somebody chose", () => {
  it("keeps those that answer, with what they refuse, and has a sentence for each of the others", async () => {
    server.script(serve);
    const wished = nameModels(["plain", "cool", "short", "broken"], []);
    const { proven, failures } = await proveModels(at(), wished, settings, context);
    expect(proven.map(({ name, unsupported }) => [name, unsupported])).toEqual([
      ["plain", []],
      ["cool", ["temperature"]],
      ["short", []],
    ]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ state: "wrong", mend: endpoints.failures.rejected.mend });
    expect(failures[0]?.what).toContain("out of order");
  });

  it("asks at the address as it was given, query and all", async () => {
    await proveModels(at("sk-1"), nameModels(["plain"], []), settings, context);
    expect(server.calls.map(({ path }) => path).toSorted()).toEqual([
      "/v1/chat/completions?version=2",
      "/v1/models?version=2",
    ]);
    for (const { headers } of server.calls) expect(headers.authorization).toBe("Bearer sk-1");
  });

  it("asks as the roster says, where it has the endpoint already", async () => {
    const endpoint = { baseURL: server.baseURL, headers: { "X-Tenant": "${TENANT}" }, stream: false };
    const models = ["a", "b"].map((id) => ({ id, name: id, endpoint: "mine", model: id }));
    const text = JSON.stringify({ endpoints: { mine: endpoint }, models });
    const inRoster = findInRoster(text, at().endpoint, () => "acme");
    await proveModels({ ...at(), inRoster }, nameModels(["plain"], []), settings, context);
    expect(server.calls).toHaveLength(2);
    for (const { headers } of server.calls) expect(headers["x-tenant"]).toBe("acme");
    expect(server.calls.some(({ body }) => body.model === "plain" && body.stream !== true)).toBe(true);
    expect(findInRoster(text, findKnownEndpoint("openai")!, () => "acme")).toBeUndefined();
    expect(findInRoster("{", at().endpoint, () => "acme")).toBeUndefined();
  });

  it("says how a missing key is given, whether the list is refused or only hidden without one", async () => {
    const variable = at().endpoint.keyVariable;
    for (const status of [401, 403]) {
      server.script(answerWithError(status, {}));
      expect(await listModels(at(), context)).toEqual({
        trouble: { state: "wrong", what: endpoints.keyWanted(at().endpoint.name), mend: `give ${variable}` },
      });
    }
    expect(await listModels(at("sk-1"), context)).toEqual({ models: [], others: 0 });
  });
});
