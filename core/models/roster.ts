/** Who plays: the models, the endpoints that serve them, and the settings all of them get. */
import type { GenerationSettings } from "./completion.ts";
import { findJsonFault, isRecord } from "./json.ts";
import type { Amounts, Model } from "./model.ts";
import { fillIn, findUnfilled } from "./request-fields.ts";
import { formatPlace, readRosterFile, type RosterFile, type RosterProblem, suggest } from "./roster-schema.ts";

export type { RosterProblem } from "./roster-schema.ts";

/** A server of models that speaks OpenAI's chat completions. */
export type Endpoint = {
  /** Up to, not including, `/chat/completions`. */
  baseURL: string;
  /** Null: the server asks for none. */
  apiKey: string | null;
  /** Sent with each request; variables are filled in. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** What follows the "?" of each address; variables are filled in. */
  query?: Readonly<Record<string, string>> | undefined;
  /** What was filled in there: values of environment variables. */
  secrets?: readonly string[] | undefined;
  /** False: it is asked for whole answers, not for streams. */
  stream?: boolean | undefined;
  /** Answers being written at the same time. */
  concurrency: number;
  requestsPerMinute: number | null;
  /** How long to wait for the first token of a stream, when not as long as for others. */
  firstTokenSeconds?: number | undefined;
  /** What may be spent there. */
  budget?: Amounts | undefined;
};

/** The models, the endpoints by name, and the settings that all models get. */
export type Roster = {
  endpoints: Record<string, Endpoint>;
  models: Model[];
  generation: GenerationSettings;
};

/** Everything that is wrong with a roster, at once. */
export class RosterProblems extends Error {
  override readonly name = "RosterProblems";
  readonly problems: readonly RosterProblem[];

  constructor(problems: readonly RosterProblem[]) {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    super(`models.json has ${count}:\n${problems.map((one) => `  ${one.place}: ${one.problem}`).join("\n")}`);
    this.problems = problems;
  }
}

/**
 * Reads the text of `models.json`.
 * @param secret gives the value of an environment variable.
 * @param pricesRequired whether an active model without a price is a problem.
 * @throws {RosterProblems} naming every problem with its place.
 * @example parseRoster(await readFile("models.json", "utf8"), (name) => process.env[name])
 */
export function parseRoster(
  text: string,
  secret: (name: string) => string | undefined,
  pricesRequired = false,
): Roster {
  const data = parseJson(text.replace(/^\uFEFF/, ""));
  const { file, problems } = readRosterFile(data);
  const all = [...problems, ...findContradictions(data), ...findMissingKeys(data, secret)];
  if (pricesRequired) all.push(...findUnpriced(data));
  if (!file || all.length > 0) throw new RosterProblems(all);

  return {
    endpoints: Object.fromEntries(
      Object.entries(file.endpoints).map(([name, { apiKeyEnv, ...endpoint }]) => {
        const filled = fillIn(endpoint, secret);
        return [name, { ...endpoint, ...filled, apiKey: (apiKeyEnv && secret(apiKeyEnv)?.trim()) || null }];
      }),
    ),
    models: file.models.map(toModel),
    generation: file.generation,
  };
}

function toModel(model: RosterFile["models"][number]): Model {
  return { ...model, organization: model.organization ?? model.endpoint, league: "real" };
}

function parseJson(text: string): unknown {
  const fault = findJsonFault(text);
  if (!fault) return JSON.parse(text);
  throw new RosterProblems([{ place: `line ${fault.line}, column ${fault.column}`, problem: `${fault.problem}.` }]);
}

/** Mistakes that show only when values are compared. Reads the raw data, so that it also speaks when the form is wrong somewhere else. */
function findContradictions(data: unknown): RosterProblem[] {
  const { endpoints, models } = looseRoster(data);
  const problems: RosterProblem[] = [];
  for (const [index, model] of models.entries()) {
    const place = formatPlace(["models", index]);
    if (typeof model.endpoint === "string" && !Object.hasOwn(endpoints, model.endpoint)) {
      const meant = suggest(model.endpoint, Object.keys(endpoints));
      problems.push({ place: `${place}.endpoint`, problem: `there is no endpoint "${model.endpoint}".${meant}` });
    }
  }
  problems.push(...findRepeated(models, "id"), ...findRepeated(models, "name"));
  const active = models.filter(isActive).length;
  if (active < 2) {
    problems.push({ place: "models", problem: `a battle needs two active models, but there are ${active}. Add more.` });
  }
  return problems;
}

/** Two models with one id would share their votes; two active ones with one name could not be told apart. */
function findRepeated(models: readonly Group[], key: "id" | "name"): RosterProblem[] {
  const firstPlaces = new Map<string, string>();
  return models.flatMap((model, index) => {
    const place = formatPlace(["models", index]);
    const value = model[key];
    if (typeof value !== "string" || (key === "name" && !isActive(model))) return [];
    const first = firstPlaces.get(value.trim().toLowerCase());
    firstPlaces.set(value.trim().toLowerCase(), first ?? place);
    return first ? [{ place: `${place}.${key}`, problem: `"${value}" is already the ${key} of ${first}.` }] : [];
  });
}

/** Only endpoints that serve an active model need their variables. */
function findMissingKeys(data: unknown, secret: (name: string) => string | undefined): RosterProblem[] {
  const { endpoints, models } = looseRoster(data);
  const used = new Set(models.filter(isActive).map((model) => model.endpoint));
  return Object.entries(endpoints).flatMap(([name, endpoint]) => {
    if (!isRecord(endpoint) || !used.has(name)) return [];
    const { apiKeyEnv: variable } = endpoint;
    const named = typeof variable === "string" && /^[A-Z][A-Z0-9_]*$/.test(variable);
    const problem = named && findKeyProblem(variable, secret(variable)?.trim());
    const problems = problem ? [{ place: formatPlace(["endpoints", name, "apiKeyEnv"]), problem }] : [];
    return [...problems, ...findUnfilled(endpoint, ["endpoints", name], secret, formatPlace)];
  });
}

function findUnpriced(data: unknown): RosterProblem[] {
  return looseRoster(data).models.flatMap((model, index) =>
    isActive(model) && (model.price ?? null) === null
      ? [
          {
            place: `${formatPlace(["models", index])}.price`,
            problem:
              "is missing, and DEFAULT_PRICE is set to refuse models without one. Add it (0 and 0 for a free model), or pause the model.",
          },
        ]
      : [],
  );
}

function findKeyProblem(variable: string, key: string | undefined): string | undefined {
  if (!key)
    return `the environment variable ${variable} is not set. Put the key there, or pause the endpoint's models.`;
  // Nothing else fits into an HTTP header.
  if (/^[!-~]+$/.test(key)) return undefined;
  return `the environment variable ${variable} holds a space or another character that no key has. Copy the key again.`;
}

type Group = Record<string, unknown>;

function isActive(model: Group): boolean {
  return model.status === undefined || model.status === "active";
}

function looseRoster(data: unknown): { endpoints: Group; models: Group[] } {
  const { endpoints, models } = isRecord(data) ? data : {};
  return {
    endpoints: isRecord(endpoints) ? endpoints : {},
    // A model that is no group keeps its number, so that the places of those after it are right.
    models: Array.isArray(models) ? models.map((model) => (isRecord(model) ? model : { status: "paused" })) : [],
  };
}
