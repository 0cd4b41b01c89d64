/** Opens the stream of one answer at one endpoint. The only file that calls the `openai` package's client. */
import OpenAI from "openai";
import { createBoundedFetch, endpointLimits } from "../machine/bounded-fetch.ts";
import { buildChatRequest, commonDialect, type Dialect, listWithheld, mendDialect } from "./chat-request.ts";
import { type CompletionRequest, ModelFailure } from "./completion.ts";
import type { Withheld } from "./model.ts";
import type { Endpoint } from "./roster.ts";
import { readRefusal } from "./trouble.ts";

/** Chunks as they come, unchecked, and the settings that were not sent. */
export type OpenedStream = { chunks: AsyncIterable<unknown>; withheld: readonly Withheld[] };

/** `onRequest` is called each time a request is about to be sent. */
export type OpenStream = (
  request: CompletionRequest,
  signal: AbortSignal,
  onRequest: () => void,
) => Promise<OpenedStream>;

/**
 * A request that is refused because of a parameter is put differently at once, and so from then on for that model.
 * @returns a function that throws whatever the SDK throws; `readTrouble` reads it.
 */
export function createEndpointClient(endpoint: Endpoint): OpenStream {
  const client = createClient(endpoint);
  const dialects = new Map<string, Dialect>();

  return async (request, signal, onRequest) => {
    let dialect = dialects.get(request.model.id) ?? commonDialect;
    let refused: unknown;
    for (;;) {
      try {
        onRequest();
        const chunks = await openStream(client, request, dialect, signal);
        dialects.set(request.model.id, dialect);
        return { chunks, withheld: listWithheld(request, dialect) };
      } catch (error) {
        const refusal = readRefusal(error);
        const mended = refusal && mendDialect(dialect, refusal.parameter, refusal.complaint);
        // When no other way helped, the first refusal is the one to show.
        if (!mended) throw refusal ? (refused ?? error) : error;
        refused ??= error;
        dialect = mended;
      }
    }
  };
}

function createClient({ baseURL, apiKey }: Endpoint): OpenAI {
  return new OpenAI({
    baseURL,
    // The SDK demands a key; the header below decides what is sent.
    apiKey: apiKey ?? "none",
    defaultHeaders: { Authorization: apiKey === null ? null : `Bearer ${apiKey}` },
    // Left undefined, these would come from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // The watchdog ends every request; this must not come before it.
    timeout: 2 ** 31 - 1,
    fetch: createBoundedFetch(endpointLimits),
  });
}

async function openStream(
  client: OpenAI,
  request: CompletionRequest,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<AsyncIterable<unknown>> {
  const body = buildChatRequest(request, dialect);
  const { data, response } = await client.chat.completions.create(body, { signal }).withResponse();
  const type = response.headers.get("content-type") ?? "";
  if (type.includes("application/json")) return readWhole(response);
  if (!type.includes("text/html")) return readChunks(data);
  await response.body?.cancel();
  throw new ModelFailure("malformed", "The endpoint sent a web page. Its baseURL may lack a path such as /v1.");
}

/** The SDK takes chunks for what OpenAI sends; where they are not, it breaks off with a TypeError of its own. */
async function* readChunks(chunks: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* chunks;
  } catch (error) {
    const broken = error instanceof TypeError && error.message !== "terminated" && error.cause === undefined;
    throw broken ? new Error("a chunk that is no part of a chat completion", { cause: error }) : error;
  }
}

/** Some servers ignore `stream` and send everything at once. */
async function* readWhole(response: Response): AsyncGenerator<unknown> {
  const body: unknown = await response.json();
  const error = typeof body === "object" && body !== null && "error" in body ? body.error : undefined;
  if (error) throw new OpenAI.APIError(undefined, Object(error), undefined, response.headers);
  yield body;
}
