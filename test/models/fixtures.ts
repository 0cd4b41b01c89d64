/** Models and requests for the tests of this room. */
import { type CompletionRequest, ModelFailure } from "../../core/models/completion.ts";
import type { Model } from "../../core/models/model.ts";
import type { Endpoint } from "../../core/models/roster.ts";

/** Looks like a key, so that a test finds it wherever it turns up. */
export const secretKey = "sk-test-0123456789abcdef";

export function buildModel(more: Partial<Model> = {}): Model {
  return {
    id: "tested",
    name: "Tested",
    organization: "Tests",
    endpoint: "local",
    model: "vendor/tested-1",
    input: ["text"],
    price: { input: 2, output: 10 },
    status: "active",
    league: "real",
    unsupported: [],
    ...more,
  };
}

export function buildEndpoint(baseURL: string, more: Partial<Endpoint> = {}): Endpoint {
  return { baseURL, apiKey: secretKey, concurrency: 4, requestsPerMinute: null, ...more };
}

export function buildRequest(more: Partial<CompletionRequest> = {}): CompletionRequest {
  return {
    model: buildModel(),
    messages: [{ role: "user", content: "Why is the sea salty?" }],
    settings: { temperature: 0.7, maxTokens: 256, system: null },
    seed: 11,
    ...more,
  };
}

/** How asking failed. @throws {Error} when it did not, or with anything else. */
export async function failureOf(completing: Promise<unknown>): Promise<ModelFailure> {
  const outcome: unknown = await completing.catch((error: unknown) => error);
  if (!(outcome instanceof ModelFailure)) throw new Error("a ModelFailure was expected", { cause: outcome });
  return outcome;
}
