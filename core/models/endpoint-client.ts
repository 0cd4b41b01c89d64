/** Asks one endpoint for one answer, in the words it understands. The only file that calls the `openai` client. */
import OpenAI, { APIError } from "openai";
import { createBoundedFetch } from "../machine/bounded-fetch.ts";
import { type BoundedMap, createBoundedMap } from "../machine/bounded-map.ts";
import {
  buildChatRequest,
  commonDialect,
  type Dialect,
  joinDialects,
  listWithheld,
  mendDialect,
} from "./chat-request.ts";
import { readComplaint } from "./complaint.ts";
import type { CompletionRequest } from "./completion.ts";
import { listHeaders } from "./endpoint-address.ts";
import type { Model, Withheld } from "./model.ts";
import { findRefusal, isAboutParameter, type Refusal } from "./refusal.ts";
import { type Hear, readResponse } from "./response-reading.ts";
import type { Endpoint } from "./roster.ts";

/** Listens to one answer. */
export type Listener = {
  /** Is told each time a request is about to be sent, and whether its answer is to come piece by piece. */
  sending(streams: boolean): void;
  /** Is told that the answer begins, and what its request did not carry. */
  begins(withheld: readonly Withheld[]): void;
  hears: Hear;
};

/** Asks, and resolves when the answer has ended or nobody listens any more. */
export type Ask = (request: CompletionRequest, signal: AbortSignal, listener: Listener) => Promise<void>;

/** What an endpoint was found to refuse, by model. */
export type Dialects = BoundedMap<string, Dialect>;

/** Nothing has been refused yet. */
export function createDialects(): Dialects {
  return createBoundedMap(1_000);
}

/** A model whose entry in the roster has changed is another one. */
function nameDialect({ id, model, unsupported, body }: Model): string {
  return JSON.stringify([id, model, unsupported, body]);
}

/** What a model is not given: by its roster entry, and because the endpoint was found to refuse it. */
export function listLearnt(model: Model, { stream }: Endpoint, dialects: Dialects): Withheld[] {
  return listWithheld(model, dialects.get(nameDialect(model)) ?? commonDialect, stream ?? true);
}

/**
 * A request that is refused because of a parameter is put differently at once, several times in a row if need be, and so
 * from then on for that model.
 * @returns a function that throws whatever the SDK throws; `readTrouble` reads it.
 */
export function createEndpointClient(endpoint: Endpoint, dialects: Dialects = createDialects()): Ask {
  const client = createClient(endpoint);
  const streams = endpoint.stream ?? true;

  return async (request, signal, listener) => {
    const name = nameDialect(request.model);
    let manner: Manner = { dialect: dialects.get(name) ?? commonDialect, request };
    let refused: unknown;
    for (let requests = 1; ; requests += 1) {
      const { body, parameters } = buildChatRequest(manner.request, manner.dialect, streams);
      const { dialect } = manner;
      const withheld = listAllWithheld(manner, request, streams);
      const answer = listenFirst(listener, () => {
        // Another request may have learnt something else meanwhile.
        dialects.set(name, joinDialects(dialects.get(name) ?? commonDialect, dialect));
        listener.begins(withheld);
      });
      try {
        listener.sending(body["stream"] === true);
        await readResponse(await send(client, body, signal), answer.hears);
        return answer.begin();
      } catch (error) {
        // Once an answer has begun, its request was not refused.
        if (answer.begun()) throw error;
        const complaint = error instanceof APIError ? readComplaint(error) : undefined;
        const refusal = complaint && findRefusal(complaint, parameters, request.messages);
        const mended = refusal && requests < mostRequests ? mend(manner, refusal) : undefined;
        // A refusal that names nothing that was sent is one of the way round, and says less than what led there.
        if (!mended) throw complaint && !refusal && isAboutParameter(complaint) ? (refused ?? error) : error;
        refused = error;
        manner = mended;
      }
    }
  };
}

/** Tells that the answer begins before its first chunk is heard, for a refusal may come in the place of that. */
function listenFirst({ hears }: Listener, begins: () => void) {
  let begun = false;
  function begin(): void {
    if (begun) return;
    begun = true;
    begins();
  }
  return {
    begun: () => begun,
    begin,
    hears(chunk: unknown): boolean {
      begin();
      return hears(chunk);
    },
  };
}

/** For one answer: more than any endpoint was seen to refuse, one after the other. */
const mostRequests = 20;

/** How a request is put: what is known of its model, and the request itself, which may have to be a smaller one. */
type Manner = { dialect: Dialect; request: CompletionRequest };

function mend({ dialect, request }: Manner, refusal: Refusal): Manner | undefined {
  if (!refusal.once) {
    const mended = mendDialect(dialect, refusal);
    return mended && { dialect: mended, request };
  }
  const { settings } = request;
  if (refusal.most === null || refusal.most >= settings.maxTokens) return undefined;
  return { dialect, request: { ...request, settings: { ...settings, maxTokens: refusal.most } } };
}

function listAllWithheld(manner: Manner, request: CompletionRequest, streams: boolean): Withheld[] {
  const withheld = listWithheld(request.model, manner.dialect, streams, request);
  const shortened = manner.request !== request && !withheld.includes("maxTokens");
  return shortened ? [...withheld, "maxTokens"] : withheld;
}

/** The SDK keeps of an error only what stands under "error"; others put their words elsewhere. */
class WholeErrors extends OpenAI {
  protected override makeStatusError(
    ...[status, body, message, headers]: Parameters<OpenAI["makeStatusError"]>
  ): APIError {
    return APIError.generate(status, { error: body ?? message }, message, headers);
  }
}

function createClient(endpoint: Endpoint): OpenAI {
  return new WholeErrors({
    baseURL: endpoint.baseURL,
    // The SDK demands a key; the headers below decide what is sent.
    apiKey: endpoint.apiKey ?? "none",
    defaultHeaders: { Authorization: null, ...listHeaders(endpoint) },
    defaultQuery: { ...endpoint.query },
    // Left undefined, these would come from the environment.
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: "off",
    maxRetries: 0,
    // The watchdog ends every request; this must not come before it.
    timeout: 2 ** 31 - 1,
    fetch: createBoundedFetch({}),
  });
}

function send(client: OpenAI, body: Record<string, unknown>, signal: AbortSignal): Promise<Response> {
  // Called a stream whatever the body says: the SDK then leaves the reading of the answer to us.
  return client.post("/chat/completions", { body, signal, stream: true }).asResponse();
}
