/** Models behind any endpoint that speaks OpenAI's chat completions. */
import type { Clock } from "../machine/clock.ts";
import { type ModelProvider, type CompletionRequest, ModelFailure } from "./completion.ts";
import { attemptAnswer, type AttemptOutcome } from "./attempt.ts";
import { secretsOf } from "./endpoint-address.ts";
import { type Ask, createDialects, createEndpointClient, type Dialects, listLearnt } from "./endpoint-client.ts";
import { createEndpointLimiter, type EndpointLimiter } from "./endpoint-limiter.ts";
import type { Model, Withheld } from "./model.ts";
import { createEndpointRest, type EndpointRest, chooseDelay, mostRetries, pause } from "./retry.ts";
import type { Endpoint } from "./roster.ts";
import { readTrouble } from "./trouble.ts";
import { type AnswerLimits, defaultLimits, startWatchdog } from "./watchdog.ts";

/** The endpoints that are asked, and how long their answers may take. */
export type ModelProviderOptions = {
  endpoints: Readonly<Record<string, Endpoint>>;
  clock: Clock;
  /** Milliseconds; what is missing is taken from {@link defaultLimits}. */
  limits?: Partial<AnswerLimits>;
};

/** What stands between the provider and one endpoint. */
type Connection = {
  endpoint: Endpoint;
  ask: Ask;
  dialects: Dialects;
  limiter: EndpointLimiter;
  rest: EndpointRest;
  limits: AnswerLimits;
};

/**
 * Completes chats at every endpoint of a roster, each within its own limits. Failures that may pass (429, 5xx, no
 * connection) are tried again at most twice, and never after the first token; a `Retry-After` holds back all that is
 * asked of its endpoint. The times in an answer are those of the try that succeeded: they measure the model, not the
 * queue before it.
 * @example
 * const provider = createModelProvider({ endpoints: roster.endpoints, clock });
 * const answer = await provider.complete({ model, messages, settings: roster.generation, seed: 7 }, signal);
 */
export function createModelProvider(options: ModelProviderOptions): ModelProvider {
  const { clock, endpoints } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const secrets = Object.values(endpoints).flatMap(secretsOf);
  const connections = new Map(
    Object.entries(endpoints).map(([name, endpoint]) => [name, connect(endpoint, limits, clock)]),
  );

  return {
    withheld: (model) => listWithheldAt(connections.get(model.endpoint), model),
    async complete(request, signal) {
      const connection = connections.get(request.model.endpoint);
      if (!connection) throw unknownEndpoint(request.model.id, request.model.endpoint);
      const { rest, limits: patience } = connection;
      let spent = 0;
      let tries = 0;
      for (let retry = 0; ; retry += 1) {
        const { outcome, took } = await attemptInTurn(connection, request, clock, signal, { retry, spent });
        tries += outcome.requests;
        spent += took;
        if ("answer" in outcome) return { ...outcome.answer, tries };

        const { failure, transient, retryAfter } = readTrouble(outcome.error, request, secrets, clock.now());
        if (transient && retryAfter !== null) rest.begin(retryAfter);
        const delay = chooseDelay(retry, retryAfter);
        const hopeless = !transient || outcome.tokens || retry === mostRetries || spent + delay >= patience.total;
        if (hopeless) throw failure;
        await pause(clock, delay, signal);
        spent += delay;
      }
    },
  };
}

function listWithheldAt(connection: Connection | undefined, model: Model): readonly Withheld[] {
  return connection ? listLearnt(model, connection.endpoint, connection.dialects) : model.unsupported;
}

function connect(endpoint: Endpoint, limits: AnswerLimits, clock: Clock): Connection {
  const { firstTokenSeconds } = endpoint;
  const dialects = createDialects();
  return {
    endpoint,
    ask: createEndpointClient(endpoint, dialects),
    dialects,
    limiter: createEndpointLimiter(endpoint),
    rest: createEndpointRest(clock),
    limits: firstTokenSeconds === undefined ? limits : { ...limits, firstToken: firstTokenSeconds * 1000 },
  };
}

/** @returns how the attempt ended, and how many milliseconds it took, without the wait for its turn. */
function attemptInTurn(
  { ask, limiter, rest, limits }: Connection,
  request: CompletionRequest,
  clock: Clock,
  signal: AbortSignal,
  { retry, spent }: { retry: number; spent: number },
): Promise<{ outcome: AttemptOutcome; took: number }> {
  const attempt = async () => {
    await rest.over(signal);
    const startedAt = clock.elapsed();
    const watchdog = startWatchdog(clock, limits, limits.total - spent, signal);
    const outcome = await attemptAnswer(ask, request, watchdog, clock);
    return { outcome, took: clock.elapsed() - startedAt };
  };
  return limiter.run(attempt, signal, retry > 0, request.party);
}

function unknownEndpoint(model: string, endpoint: string): ModelFailure {
  return new ModelFailure("rejected", `${model}: there is no endpoint "${endpoint}". Name it in models.json.`);
}
