/** What failures say: the endpoint's own words, what they mean, and nothing that is secret. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { CompletionRequest, FailureKind, ModelFailure } from "../../core/models/completion.ts";
import { createModelProvider } from "../../core/models/openai-provider.ts";
import { type Endpoint, parseRoster } from "../../core/models/roster.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import {
  answerWith,
  answerWithBytes,
  answerWithError,
  inTurn,
  type ModelScript,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { until } from "../until.ts";
import { buildEndpoint, buildModel, buildRequest, failureOf as failureOfAsking, secretKey } from "./fixtures.ts";

let server: ScriptedModelServer;
let clock: ManualClock;
beforeEach(async () => {
  server = await startScriptedModelServer();
  clock = createManualClock();
});
afterEach(() => server.close());

const never = new AbortController().signal;

async function failureOf(
  more: Partial<Endpoint> = {},
  request: CompletionRequest = buildRequest(),
): Promise<ModelFailure> {
  const endpoints = { [request.model.endpoint]: buildEndpoint(server.baseURL, more) };
  return failureOfAsking(createModelProvider({ endpoints, clock }).complete(request, never));
}

const html = { "content-type": "text/html" };
const challenge =
  '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script src="/cdn-cgi/challenge-platform/x.js"></script></body></html>';

describe("an endpoint's own words", () => {
  it.each([
    ["flat", { object: "error", message: "Out of cheese." }],
    ["flat, with less", { message: "Out of cheese." }],
    ["under detail", { detail: "Out of cheese." }],
    ["under detail, in a list", { detail: [{ loc: ["body"], msg: "Out of cheese." }] }],
    ["under error", { error: "Out of cheese." }],
    ["beside error", { error: true, message: "Out of cheese." }],
    ["beside an empty error", { error: {}, message: "Out of cheese." }],
    ["in an object under message", { object: "error", message: { detail: [{ msg: "Out of cheese." }] } }],
    ["in a list", [{ error: { message: "Out of cheese." } }]],
    ["as JSON in a text", { error: { message: JSON.stringify({ error: { message: "Out of cheese." } }) } }],
    [
      "deep inside",
      { error: { message: "Provider returned error", metadata: { raw: '{"error":{"message":"Out of cheese."}}' } } },
    ],
    ["as one text of JSON", '"Out of cheese."'],
    ["as text", "Out of cheese."],
    ["under names that nobody knows", { cheese: "Out of cheese." }],
  ])("are kept %s", async (_where, body) => {
    server.script(answerWithError(418, body));
    const { message, kind } = await failureOf();
    expect(kind).toBe("rejected");
    expect(message).toContain("418 ");
    expect(message).toContain("Out of cheese.");
  });

  it("are bounded, however many, long and deep they are", async () => {
    const deep = `${'{"error":'.repeat(5_000)}"Out"${"}".repeat(5_000)}`;
    const wide = { errors: Array.from({ length: 20_000 }, (_, index) => ({ message: `fault ${index}` })) };
    for (const body of [deep, wide, { message: "x".repeat(50_000) }, "[".repeat(60_000), '{"a":'.repeat(10_000)]) {
      server.script(answerWithError(418, body));
      const { message } = await failureOf();
      expect(message.length).toBeLessThan(600);
    }
  });
});

describe("a complaint", () => {
  const cases: [string, FailureKind, string, ModelScript][] = [
    ["a challenge page", "rejected", "a page that checks for a human", answerWithError(403, challenge, html)],
    [
      "a challenge told in a header",
      "rejected",
      "a page that checks for a human",
      answerWithError(403, "<html><head><title>Forbidden</title></head></html>", {
        ...html,
        "cf-mitigated": "challenge",
      }),
    ],
    [
      "a proxy's page",
      "rejected",
      "a web page that refuses this machine",
      answerWithError(403, "<html><head><title>403 Forbidden</title></head><body>nginx</body></html>", html),
    ],
    [
      "OpenAI's countries",
      "rejected",
      "does not serve this country or region",
      answerWithError(403, {
        error: {
          code: "unsupported_country_region_territory",
          message: "Country, region, or territory not supported",
          type: "request_forbidden",
        },
      }),
    ],
    [
      "Gemini's countries",
      "rejected",
      "does not serve this country or region",
      answerWithError(400, [
        {
          error: {
            code: 400,
            message: "User location is not supported for the API use.",
            status: "FAILED_PRECONDITION",
          },
        },
      ]),
    ],
    [
      "a key that is refused",
      "unauthorized",
      "refused the key",
      answerWithError(403, { error: { message: "Your key is not valid here" } }),
    ],
    [
      "a model that is not for everybody",
      "rejected",
      'may not use "vendor/tested-1"',
      answerWithError(403, {
        error: { message: "Project does not have access to model `x`", code: "model_not_found" },
      }),
    ],
    [
      "no credit, as 401",
      "rejected",
      "has no credit left",
      answerWithError(401, { error: { message: "Insufficient credits. Add more." } }),
    ],
    [
      "no credit, as 402",
      "rejected",
      "has no credit left",
      answerWithError(402, { error: { message: "Insufficient Balance" } }),
    ],
    [
      "no credit, as 400",
      "rejected",
      "has no credit left",
      answerWithError(400, { error: { message: "Your credit balance is too low to access the API." } }),
    ],
    [
      "no credit, as 429",
      "rate-limited",
      "has no credit left",
      answerWithError(429, {
        error: { message: "You exceeded your current quota", type: "insufficient_quota", code: "insufficient_quota" },
      }),
    ],
    [
      "no credit, in Chinese",
      "rejected",
      "has no credit left",
      answerWithError(403, { error: { message: "账户余额不足" } }),
    ],
    [
      "Groq's size",
      "rejected",
      "larger than",
      answerWithError(413, {
        error: {
          message:
            "Request too large for model `x` on tokens per minute (TPM): Limit 6000, Requested 14137, please reduce your message size. Upgrade at https://example.org/settings/billing",
          type: "tokens",
          code: "rate_limit_exceeded",
        },
      }),
    ],
    [
      "a proxy's size",
      "rejected",
      "larger than",
      answerWithError(413, "<html><head><title>413 Request Entity Too Large</title></head></html>", html),
    ],
    [
      "an unknown model",
      "rejected",
      'does not know "vendor/tested-1"',
      answerWithError(404, { error: { message: "no such model" } }),
    ],
    [
      "an unknown model, as 400",
      "rejected",
      'does not know "vendor/tested-1"',
      answerWithError(400, { error: { message: "vendor/tested-1 is not a valid model ID" } }),
    ],
    [
      "DeepSeek's unknown model",
      "rejected",
      'does not know "vendor/tested-1"',
      answerWithError(400, { error: { message: "Model Not Exist" } }),
    ],
    [
      "OpenRouter's rules",
      "rejected",
      "Nobody behind",
      answerWithError(404, { error: { message: "No endpoints found matching your data policy.", code: 404 } }),
    ],
    [
      "the other interface",
      "rejected",
      "served through OpenAI's Responses interface only",
      answerWithError(404, {
        error: {
          message: "This model is only supported in v1/responses and not in v1/chat/completions.",
          type: "invalid_request_error",
          param: "model",
          code: null,
        },
      }),
    ],
    [
      "the other interface, as 400",
      "rejected",
      "served through OpenAI's Responses interface only",
      answerWithError(400, { error: { message: "The model is only available through the Responses API." } }),
    ],
    [
      "a model that does not chat",
      "rejected",
      "is not a model for chat",
      answerWithError(404, {
        error: {
          message:
            "This is not a chat model and thus not supported in the v1/chat/completions endpoint. Did you mean to use v1/completions?",
          param: "model",
        },
      }),
    ],
    [
      "Azure's model that does not chat",
      "rejected",
      "is not a model for chat",
      answerWithError(400, {
        error: {
          code: "OperationNotSupported",
          message:
            "The chatCompletion operation does not work with the specified model, gpt-image. Please choose different model and try again.",
        },
      }),
    ],
    [
      "a question that is too long",
      "rejected",
      "is too long for",
      answerWithError(400, { error: { message: "Too long.", code: "context_length_exceeded" } }),
    ],
    [
      "a filter in words",
      "filtered",
      "content filter",
      answerWithError(400, {
        error: {
          message: "Invalid prompt: your prompt was flagged as potentially violating our usage policy.",
          code: "invalid_prompt",
        },
      }),
    ],
    [
      "DeepSeek's filter",
      "filtered",
      "content filter",
      answerWithError(400, { error: { message: "Content Exists Risk" } }),
    ],
    [
      "Azure's filter",
      "filtered",
      "content filter",
      answerWithError(400, {
        error: {
          message: "The response was filtered",
          code: "content_filter",
          innererror: { code: "ResponsibleAIPolicyViolation" },
        },
      }),
    ],
    [
      "a limit that thinking used up",
      "empty",
      "Raise maxTokens",
      answerWithError(400, {
        error: {
          message:
            "Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.",
        },
      }),
    ],
    [
      "a setting nobody thought of",
      "rejected",
      'add that to the model\'s "unsupported" list',
      answerWithError(400, { error: { message: "Unknown parameter given." } }),
    ],
  ];

  it.each(cases)("about %s is called %s, says %j, and is not tried again", async (_what, kind, words, script) => {
    server.script(script);
    const failure = await failureOf();
    expect(failure.kind).toBe(kind);
    expect(failure.message).toContain(words);
    expect(server.calls).toHaveLength(1);
  });

  it.each([
    ["529", answerWithError(529, { type: "error", error: { type: "overloaded_error", message: "Overloaded" } })],
    ["503", answerWithError(503, "no healthy upstream", { "content-type": "text/plain" })],
    [
      "a page of 503",
      answerWithError(503, "<html><head><title>503 Service Temporarily Unavailable</title></head></html>", html),
    ],
    [
      "an event",
      answerWithBytes('data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n'),
    ],
    [
      "Gemini's quota for a minute",
      answerWithError(429, [
        {
          error: {
            code: 429,
            message:
              "You exceeded your current quota, please check your plan and billing details. Please retry in 32s.",
            status: "RESOURCE_EXHAUSTED",
          },
        },
      ]),
    ],
  ])("about too much at once, as %s, is tried again", async (_how, script) => {
    server.script(inTurn(script, answerWith("ok")));
    const completing = createModelProvider({ endpoints: { local: buildEndpoint(server.baseURL) }, clock }).complete(
      buildRequest(),
      never,
    );
    await until(() => clock.pending()[0] === 1000);
    clock.advance(1000);
    expect((await completing).text).toBe("ok");
  });
});

describe("a secret", () => {
  it("is blotted out of the endpoint's words alone, though it be the endpoint's name", async () => {
    const model = buildModel({ endpoint: "ollama" });
    server.script(answerWithError(404, { error: { message: "ollama has no such model (key ollama)" } }));
    const { message } = await failureOf({ apiKey: "ollama" }, buildRequest({ model }));
    expect(message).toBe(
      'tested at ollama: "ollama" does not know "vendor/tested-1". Check the model\'s name and the baseURL. (404 [key] has no such model (key [key]).)',
    );
  });

  it.each(["x", "none", "sk-", "key", "a1B2"])(
    "that is short is blotted out where it stands alone: %s",
    async (apiKey) => {
      server.script(answerWithError(401, { error: { message: `Wrong "${apiKey}", nonexistent task-force monkey` } }));
      const { message } = await failureOf({ apiKey });
      expect(message).toBe(
        'tested at local: "local" refused the key. Check it. (401 Wrong "[key]", nonexistent task-force monkey.)',
      );
    },
  );

  it("may stand in a header or the query, and in any dress", async () => {
    const secrets = ["azure+secret/0123456789", "tenant-0123456789", "sig&=0123456789", "bearer-secret-42"];
    const [header = "", tenant = "", query = "", token = ""] = secrets;
    const more = {
      apiKey: null,
      headers: { "api-key": header, "X-Tenant": tenant, Authorization: `Token ${token}` },
      query: { sig: query, "api-version": "2024-10-21" },
    };
    const said = `${header} ${tenant} ?sig=${encodeURIComponent(query)} ${query} ${token} ${encodeURIComponent(header)} at 2024-10-21`;
    for (const script of [
      answerWithError(401, { error: { message: said } }),
      answerWithError(400, said, { "content-type": "text/plain" }),
      answerWithError(422, { detail: [{ loc: ["header", header], msg: said }] }),
      answerWithError(400, [{ cheese: said }]),
      answerWithBytes(`data: ${JSON.stringify({ error: { code: 400, message: said } })}\n\n`),
      answerWithBytes(`data: {"choices":[{"delta":{"content":"a"},"finish_reason":${JSON.stringify(token)}}]}\n\n`),
    ]) {
      server.script(script);
      const { message } = await failureOf(more);
      for (const secret of [...secrets, encodeURIComponent(query), encodeURIComponent(header)]) {
        expect(message).not.toContain(secret);
      }
      if (message.includes(" at 2")) expect(message).toContain("2024-10-21");
    }
  });

  it("is whatever came from the environment, however short; a short word typed in the roster is none", async () => {
    const found: Record<string, string> = { PIN: "a1b2", NUMBER: "2024", AUTH: "Token q7" };
    const models = ["one", "two"].map((id) => ({ id, name: id, endpoint: "local", model: id }));
    const headers = { "X-Pin": "${PIN}", "X-Provider": "openai", "X-Auth": "${AUTH}" };
    const local = { baseURL: server.baseURL, headers, query: { key: "${NUMBER}", "api-version": "2025-01" } };
    const file = JSON.stringify({ endpoints: { local }, models });
    const { endpoints } = parseRoster(file, (name) => found[name]);
    const said = "a1b2 with q7 and key=2024 are wrong at openai since 2025-01, a1b2c is not";
    server.script(answerWithError(401, { error: { message: said } }));
    const { message } = await failureOf(endpoints["local"]);
    expect(message).toContain("[key] with [key] and key=[key] are wrong at openai since 2025-01, a1b2c is not");
  });

  it("may hold half a character", async () => {
    server.script(answerWithError(400, { error: { message: "no" } }));
    expect((await failureOf({ query: { sig: "0123456789\ud800" } })).kind).toBe("rejected");
  });

  it("that begins another is no reason to show the rest of that", async () => {
    const endpoints = {
      local: buildEndpoint(server.baseURL, { apiKey: secretKey.slice(0, 12) }),
      other: buildEndpoint(server.baseURL, { apiKey: secretKey }),
    };
    server.script(answerWithError(401, { error: { message: `Wrong key ${secretKey}` } }));
    const failure: unknown = await createModelProvider({ endpoints, clock })
      .complete(buildRequest(), never)
      .catch((error: unknown) => error);
    expect(String(failure)).toContain("(401 Wrong key [key].)");
  });
});
