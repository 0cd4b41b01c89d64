/** What battles are begun with. A change of the roster makes another lineup; what has begun goes on with its own. */
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../machine/clock.ts";
import type { GenerationSettings, ModelProvider } from "./completion.ts";
import type { Model } from "./model.ts";
import { createModelProvider } from "./openai-provider.ts";
import type { Roster } from "./roster.ts";

/** Who plays, with which settings, and how they are asked. Never changed. */
export type Lineup = { models: readonly Model[]; generation: GenerationSettings; provider: ModelProvider };

/** What is kept from one roster to the next: who asks each endpoint. */
type Served = Roster & { providers: ReadonlyMap<string, ModelProvider> };

/**
 * Makes a lineup of each roster in turn. What has not changed goes over into the next: the entry of a model is the same
 * object, so that whatever is known of it stays known; an endpoint keeps its line of those who wait and what it was
 * found to refuse. An endpoint that serves a changed entry begins anew; until the last battle of before has ended, both
 * keep to its limits, each by itself.
 *
 * No connection is closed: those that are idle close by themselves.
 */
export function createLineups(clock: Clock): (roster: Roster) => Lineup {
  let before: Served = { endpoints: {}, models: [], generation: noGeneration, providers: new Map() };
  const unserved = createModelProvider({ endpoints: {}, clock });

  return (roster) => {
    const kept = keepUnchanged(before, roster);
    const providers = new Map(
      Object.entries(roster.endpoints).map(([name, endpoint]) => {
        const known = servesTheSame(name, before, kept) ? before.providers.get(name) : undefined;
        return [name, known ?? createModelProvider({ endpoints: { [name]: endpoint }, clock })];
      }),
    );
    before = { ...kept, providers };
    const at = ({ endpoint }: Model): ModelProvider => providers.get(endpoint) ?? unserved;
    const provider: ModelProvider = {
      complete: (request, signal) => at(request.model).complete(request, signal),
      withheld: (model) => at(model).withheld?.(model) ?? model.unsupported,
      budget: ({ endpoint }) => roster.endpoints[endpoint]?.budget,
    };
    return { models: kept.models, generation: kept.generation, provider };
  };
}

const noGeneration: GenerationSettings = { temperature: 0, maxTokens: 0, system: null };

/** The roster, with those models of before that are the same, at an endpoint that is the same. */
function keepUnchanged(before: Roster, roster: Roster): Roster {
  const models = roster.models.map((model) => {
    const known = before.models.find(({ id }) => id === model.id);
    const { endpoint } = model;
    const same = isDeepStrictEqual(known, model) && sameEndpoint(endpoint, before, roster);
    return known && same ? known : model;
  });
  return { ...roster, models };
}

function sameEndpoint(name: string, before: Roster, after: Roster): boolean {
  return isDeepStrictEqual(before.endpoints[name], after.endpoints[name]);
}

/** Whether an endpoint and all entries that it served are as they were; new ones may have come. */
function servesTheSame(name: string, before: Roster, after: Roster): boolean {
  const served = before.models.filter(({ endpoint }) => endpoint === name);
  return sameEndpoint(name, before, after) && served.every((model) => after.models.includes(model));
}
