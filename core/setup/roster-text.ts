/** Writes a roster from an endpoint's own list of models. */
import type { GenerationSettings } from "../models/completion.ts";
import { isRecord } from "../models/json.ts";
import type { ListedModel } from "../models/listed-model.ts";
import { demoIdPrefix, type Model } from "../models/model.ts";
import { parseRoster, RosterProblems } from "../models/roster.ts";
import { readRosterFile } from "../models/roster-schema.ts";
import type { KnownEndpoint } from "./known-endpoints.ts";

/** A model that is to be added: what its list says of it, and the settings it was found to refuse. */
export type ChosenModel = Omit<ListedModel, "chats"> & Pick<Model, "unsupported">;

/** A roster's text as it is to be written, and what is new in it. */
export type RosterText = { text: string; endpoint: string; added: readonly string[] };

/**
 * Adds an endpoint and models of it to a roster. What is there stays; a model that is there already is left alone.
 * @param before text of the roster so far; undefined: there is none.
 * @throws {RosterProblems} when the old or the new roster cannot be used (too few models, say).
 */
export function addToRoster(
  before: string | undefined,
  endpoint: KnownEndpoint,
  models: readonly ChosenModel[],
): RosterText {
  const data = readBefore(before);
  const { baseURL, query, concurrency, firstTokenSeconds } = endpoint;
  const known = Object.entries(data.endpoints).find(
    ([, one]) => isRecord(one) && isSameAddress(String(one.baseURL), baseURL),
  )?.[0];
  const name = known ?? chooseName(endpoint.name, Object.keys(data.endpoints));
  data.endpoints[name] ??= {
    baseURL,
    ...(query !== undefined && { query }),
    concurrency,
    ...describeKey(endpoint),
    ...(firstTokenSeconds !== undefined && { firstTokenSeconds }),
  };
  const there = data.models.filter((one) => one.endpoint === name).map((one) => one.model);
  const added = models.filter((model) => !there.includes(model.name));
  for (const model of added) data.models.push(describe(model, name, data.models));
  const text = `${JSON.stringify(data, undefined, 2)}\n`;
  // Which keys are set is not known yet; every key counts as there.
  parseRoster(text, () => "key");
  return { text, endpoint: name, added: added.map((model) => model.name) };
}

/** Whether two addresses of endpoints are the same, however they end. */
export function isSameAddress(one: string, other: string): boolean {
  const [first, second] = [one, other].map((address) => address.trim().replace(/\/$/, ""));
  return first === second;
}

/** The generation settings that a roster gives its models; those of a new one where there is none, or none that can be read. */
export function readGeneration(text: string | undefined): GenerationSettings {
  const none = { endpoints: {}, models: [] };
  const { file } = readRosterFile({ ...none, generation: looseGeneration(text) });
  const { generation } = file ?? readRosterFile(none).file ?? {};
  if (!generation) throw new Error("an empty roster has settings");
  return generation;
}

function looseGeneration(text: string | undefined): unknown {
  try {
    const data: unknown = JSON.parse((text ?? "{}").replace(/^\uFEFF/, ""));
    return isRecord(data) ? data.generation : undefined;
  } catch {
    return undefined;
  }
}

function describeKey({ keyVariable, keyHeader }: KnownEndpoint): Record<string, unknown> {
  if (keyVariable === null) return {};
  return keyHeader === undefined ? { apiKeyEnv: keyVariable } : { headers: { [keyHeader]: `\${${keyVariable}}` } };
}

type RosterData = { endpoints: Record<string, unknown>; models: Record<string, unknown>[] };

function readBefore(before: string | undefined): RosterData {
  if (before === undefined || before.trim() === "") return { endpoints: {}, models: [] };
  const text = before.replace(/^\uFEFF/, "");
  parseLeniently(text);
  const data: unknown = JSON.parse(text);
  const { endpoints, models, ...others } = isRecord(data) ? data : {};
  return {
    endpoints: isRecord(endpoints) ? endpoints : {},
    models: Array.isArray(models) ? models.filter(isRecord) : [],
    ...others,
  };
}

/** An old roster may have too few models: that is what is being mended. Anything else is its owner's to correct. */
function parseLeniently(text: string): void {
  try {
    parseRoster(text, () => "key");
  } catch (error) {
    if (!(error instanceof RosterProblems)) throw error;
    const others = error.problems.filter(({ place }) => place !== "models");
    if (others.length > 0) throw new RosterProblems(others);
  }
}

/** Such as `{ id: "qwen-qwen3-8b", name: "qwen3-8b", organization: "qwen", … }` for `qwen/qwen3-8b`. */
function describe(
  { name: model, input, price, unsupported }: ChosenModel,
  endpoint: string,
  others: readonly Record<string, unknown>[],
): Record<string, unknown> {
  const [organization, ...rest] = model.replace(/^models\//, "").split("/");
  const short = rest.length > 0 ? rest.join("/") : (organization ?? model);
  const names = others.map((one) => String(one.name).toLowerCase());
  const ids = others.map((one) => String(one.id));
  return {
    id: chooseName(toId(model), ids),
    name: chooseName(names.includes(short.toLowerCase()) ? model : short, names).slice(0, 100),
    ...(rest.length > 0 && organization && { organization }),
    endpoint,
    model,
    ...(input.includes("image") && { input }),
    ...(price !== null && { price }),
    ...(unsupported.length > 0 && { unsupported }),
  };
}

function toId(model: string): string {
  const plain = model
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[^a-z0-9]+/, "");
  return (plain.startsWith(demoIdPrefix) ? `model-${plain}` : plain).slice(0, 60) || "model";
}

function chooseName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name.toLowerCase()); number += 1) name = `${wanted}-${number}`;
  return name;
}
