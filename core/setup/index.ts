/** What the set-up does: finds the models an endpoint has, proves that they answer as in a battle, and writes the roster. */
import { type EndpointSubject, explainEndpoint, explainFailures } from "../doctor/endpoint-findings.ts";
import type { Finding } from "../doctor/check.ts";
import { type Language, sentences } from "../language/index.ts";
import type { GenerationSettings } from "../models/completion.ts";
import { trialQuestion, tryModels } from "../models/endpoint-check.ts";
import { findListed, askForModels } from "../models/model-list.ts";
import { type ListedModel, unlistedModel } from "../models/listed-model.ts";
import { type Model, refusableSettings, type Setting, type Withheld } from "../models/model.ts";
import { type Endpoint, parseRoster, RosterProblems } from "../models/roster.ts";
import type { Clock } from "../machine/clock.ts";
import { type KnownEndpoint, keyVariableOf } from "./known-endpoints.ts";
import { type ChosenModel, isSameAddress } from "./roster-text.ts";
export { setInEnvironmentFile } from "./environment-file.ts";
export { findKnownEndpoint, type KnownEndpoint, keyVariableOf, knownEndpoints } from "./known-endpoints.ts";
export type { ListedModel } from "../models/listed-model.ts";
export { addToRoster, type ChosenModel, readGeneration, type RosterText } from "./roster-text.ts";

/**
 * An endpoint and the key to try; null: none. `inRoster`: the entry that the roster has for it already, whose headers and
 * limits hold for what is tried, too.
 */
export type EndpointKey = { endpoint: KnownEndpoint; key: string | null; inRoster?: Endpoint | undefined };

/** The entry that a roster has for an endpoint, its variables filled in; undefined: none, or none that can be used. */
export function findInRoster(
  text: string | undefined,
  { baseURL }: KnownEndpoint,
  secret: (name: string) => string | undefined,
): Endpoint | undefined {
  if (text === undefined) return undefined;
  try {
    return Object.values(parseRoster(text, secret).endpoints).find((one) => isSameAddress(one.baseURL, baseURL));
  } catch (error) {
    if (!(error instanceof RosterProblems)) throw error;
    return undefined;
  }
}

/** In which language findings are told, how a missing key is given (by the name of its variable), and the time. */
export type SetupContext = { language: Language; giveKey: (variable: string) => string; clock: Clock };

/** What an endpoint lists, in alphabetical order: those for chats, and how many others. */
export type OfferedModels = { models: ListedModel[]; others: number };

/**
 * Asks an endpoint for its models.
 * @returns those for chat; none where the endpoint keeps no list; or why it cannot be used.
 */
export async function listModels(
  at: EndpointKey,
  context: SetupContext,
): Promise<OfferedModels | { trouble: Finding }> {
  const subject = describeSubject(at, context);
  const list = await askForModels(subject.endpoint, context.clock);
  if (list.kind === "models") return offerModels(list.models);
  // Without a key, a list that is not shown is more likely there than not.
  const isHidden = list.kind === "none" && list.status === 403 && at.key === null;
  if (list.kind === "none" && !isHidden) return { models: [], others: 0 };
  const trouble = list.kind === "none" ? ({ kind: "unauthorized" } as const) : list;
  return { trouble: explainEndpoint(subject, trouble, sentences(context.language).doctor) };
}

/** The listed models that can chat, each once; all of them when none seems to. */
export function offerModels(listed: readonly ListedModel[]): OfferedModels {
  const unlike = [...new Map(listed.map((model) => [model.name, model])).values()];
  const sorted = unlike.toSorted((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
  const chatting = sorted.filter((model) => model.chats);
  const models = chatting.length > 0 ? chatting : sorted;
  return { models, others: sorted.length - models.length };
}

/** The models that somebody names, with what the list tells of them. */
export function nameModels(names: readonly string[], offered: readonly ListedModel[]): ListedModel[] {
  return [...new Set(names)].map((name) => {
    const listed = findListed(name, offered);
    return listed ? { ...listed, name } : unlistedModel(name);
  });
}

/** Which of the models answered, ready for the roster; and a finding for each that did not, or one for all of them. */
export type ProvenModels = { proven: ChosenModel[]; failures: readonly Finding[] };

/** Asks each model one short question, as a battle would under these settings. */
export async function proveModels(
  at: EndpointKey,
  chosen: readonly ListedModel[],
  settings: GenerationSettings,
  context: SetupContext & { onTrial: (done: number, total: number) => void },
): Promise<ProvenModels> {
  const { language, clock, onTrial } = context;
  const subject = describeSubject(at, context);
  const endpoints = { [subject.name]: subject.endpoint };
  const [list, trials] = await Promise.all([
    askForModels(subject.endpoint, clock),
    tryModels(
      chosen.map((model) => toModel(model, subject.name)),
      { endpoints, settings, clock, onTrial },
    ),
  ]);
  const proven = trials.flatMap((trial, index) => {
    const model = chosen[index];
    if (!model || !("answer" in trial)) return [];
    const { name, input, price } = model;
    return [{ name, input, price, unsupported: trial.answer.withheld.filter(belongsInRoster) }];
  });
  return { proven, failures: explainFailures(subject, list, trials, sentences(language).doctor) };
}

/** A model that wants a lower limit is not one that takes none, so the limit is not written down. */
function belongsInRoster(withheld: Withheld): withheld is Setting {
  return withheld !== "maxTokens" && refusableSettings.some((setting) => setting === withheld);
}

/**
 * The most that asking all of them once can cost, in US dollars, when each fills its token limit.
 * @returns null where the price of one of them is not known.
 */
export function highestTrialCost(chosen: readonly ListedModel[], settings: GenerationSettings): number | null {
  // No text has fewer characters a token.
  const asked = trialQuestion.length + (settings.system?.length ?? 0);
  return chosen.reduce((sum: number | null, { price }) => {
    if (sum === null || price === null) return null;
    return sum + (asked * price.input + settings.maxTokens * price.output) / 1_000_000;
  }, 0);
}

function describeSubject({ endpoint: known, key, inRoster }: EndpointKey, { giveKey }: SetupContext): EndpointSubject {
  const variable = known.keyVariable ?? keyVariableOf(known.name);
  const endpoint = inRoster ? { ...inRoster, apiKey: key ?? inRoster.apiKey } : toEndpoint(known, key);
  return {
    name: known.name,
    endpoint,
    giveKey: giveKey(variable),
    variables: [variable],
  };
}

function toEndpoint(known: KnownEndpoint, key: string | null): Endpoint {
  const { baseURL, query, keyHeader, concurrency, firstTokenSeconds } = known;
  const asked = { baseURL, query, concurrency, requestsPerMinute: null, firstTokenSeconds };
  if (key === null || keyHeader === undefined) return { ...asked, apiKey: key };
  return { ...asked, apiKey: null, headers: { [keyHeader]: key } };
}

function toModel({ name, input, price }: ListedModel, endpoint: string): Model {
  return {
    id: name,
    name,
    organization: endpoint,
    endpoint,
    model: name,
    input,
    price,
    status: "active",
    league: "real",
    unsupported: [],
  };
}
