/** Models behind any endpoint that speaks OpenAI's chat completions. */
import type { Clock, ModelProvider } from "../ports.ts";
import { attemptAnswer } from "./attempt.ts";
import { ModelFailure } from "./completion.ts";
import { createEndpointClient } from "./endpoint-client.ts";
import { createEndpointLimiter } from "./endpoint-limiter.ts";
import { chooseDelay, mostRetries, pause } from "./retry.ts";
import type { Endpoint } from "./roster.ts";
import { readTrouble } from "./trouble.ts";
import { type AnswerLimits, defaultLimits, startWatchdog } from "./watchdog.ts";

export type ModelProviderOptions = {
  endpoints: Readonly<Record<string, Endpoint>>;
  clock: Clock;
  /** Milliseconds; what is missing is taken from {@link defaultLimits}. */
  limits?: Partial<AnswerLimits>;
};

/**
 * Completes chats at every endpoint of a roster, each within its own limits. What may pass of itself (429, 5xx, no
 * connection) is tried again at most twice, and never once a token has come. The times in an answer are those of the
 * try that succeeded: they measure the model, not the queue before it.
 * @example
 * const provider = createModelProvider({ endpoints: roster.endpoints, clock });
 * const answer = await provider.complete({ model, messages, settings: roster.generation, seed: 7 }, signal);
 */
export function createModelProvider(options: ModelProviderOptions): ModelProvider {
  const { clock, endpoints } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const keys = Object.values(endpoints).flatMap(({ apiKey }) => (apiKey ? [apiKey] : []));
  const connections = new Map(
    Object.entries(endpoints).map(([name, endpoint]) => {
      return [name, { open: createEndpointClient(endpoint), limiter: createEndpointLimiter(endpoint) }];
    }),
  );

  return {
    async complete(request, signal) {
      const connection = connections.get(request.model.endpoint);
      if (!connection) throw unknownEndpoint(request.model.id, request.model.endpoint);
      const { open, limiter } = connection;
      let spent = 0;
      for (let retry = 0; ; retry += 1) {
        const totalLeft = limits.total - spent;
        const attempt = async () => {
          const startedAt = clock.now().getTime();
          const watchdog = startWatchdog(clock, limits, totalLeft, signal);
          const outcome = await attemptAnswer(open, request, watchdog, clock);
          spent += clock.now().getTime() - startedAt;
          return outcome;
        };
        const outcome = await limiter.run(attempt, signal, retry > 0);
        if ("completion" in outcome) return outcome.completion;

        const { failure, transient, retryAfter } = readTrouble(outcome.error, request.model, keys, clock.now());
        const delay = chooseDelay(retry, retryAfter);
        const hopeless = !transient || outcome.tokens || retry === mostRetries || spent + delay >= limits.total;
        if (hopeless) throw failure;
        await pause(clock, delay, signal);
        spent += delay;
      }
    },
  };
}

function unknownEndpoint(model: string, endpoint: string): ModelFailure {
  return new ModelFailure("rejected", `${model}: there is no endpoint "${endpoint}". Name it in models.json.`);
}
