/** The set-up without questions: everything by options and variables. */
import { parseArgs } from "node:util";
import {
  type EndpointKey,
  findInRoster,
  findKnownEndpoint,
  highestTrialCost,
  keyVariableOf,
  knownEndpoints,
  type ListedModel,
  listModels,
  nameModels,
  proveModels,
  type ProvenModels,
  readGeneration,
  sentences,
  systemClock as clock,
} from "../../core/index.ts";
import { createStatusLine } from "../status-line.ts";
import { readRoster, type SetupPlan, SetupRefused, type Workplace } from "./plan.ts";
import { testToken, type TokenPlatform, tokenPlatforms } from "./tokens.ts";

/** What the command line says; what is left out is not set up. */
export type SetupOptions = {
  endpoint?: string | undefined;
  "api-key"?: string | undefined;
  models?: string | undefined;
  "discord-token"?: string | undefined;
  "telegram-token"?: string | undefined;
  help?: boolean | undefined;
};

/** Reads the command line. @returns the first argument that nobody understands where there is one. */
export function readOptions(given: readonly string[]): SetupOptions | { unknown: string } {
  const text = { type: "string" } as const;
  const options = {
    endpoint: text,
    "api-key": text,
    models: text,
    "discord-token": text,
    "telegram-token": text,
    help: { type: "boolean", short: "h" },
  } as const;
  const { values, tokens } = parseArgs({
    args: [...given],
    options,
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  for (const token of tokens) {
    if (token.kind === "positional") return { unknown: token.value };
    if (token.kind === "option" && !Object.hasOwn(options, token.name)) return { unknown: token.rawName };
    if (token.kind === "option" && token.name !== "help" && !token.value) return { unknown: token.rawName };
  }
  return values as SetupOptions;
}

/**
 * Tests everything that the options name.
 * @throws {SetupRefused} with all that was refused.
 */
export async function planFromOptions(options: SetupOptions, workplace: Workplace): Promise<SetupPlan> {
  const refused: string[] = [];
  const collect = async <Result>(work: Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work;
    } catch (error) {
      if (!(error instanceof SetupRefused)) throw error;
      refused.push(error.message);
      return undefined;
    }
  };
  const models = await collect(planModels(options, workplace));
  const wanted = tokenPlatforms.filter((platform) => tokenOption(options, platform) !== undefined);
  const tokens = await Promise.all(wanted.map((platform) => collect(planToken(platform, options, workplace))));
  if (refused.length > 0) throw new SetupRefused(refused.join("\n"));
  return {
    models: models?.models ?? null,
    environment: Object.assign({}, models?.environment, ...tokens.map((token) => token?.environment)),
    notes: [...(models?.notes ?? []), ...tokens.flatMap((token) => (token ? [token.note] : []))],
  };
}

function tokenOption(options: SetupOptions, { check }: TokenPlatform): string | undefined {
  return options[`${check}-token`];
}

async function planToken(
  platform: TokenPlatform,
  options: SetupOptions,
  workplace: Workplace,
): Promise<{ environment: Record<string, string>; note: string }> {
  const token = tokenOption(options, platform) ?? "";
  const { fine, words } = await testToken(platform, token, workplace);
  const said = `${platform.title}: ${words}`;
  if (!fine) throw new SetupRefused(said);
  return { environment: { [platform.variable]: token }, note: said };
}

async function planModels(options: SetupOptions, workplace: Workplace): Promise<SetupPlan> {
  if (options.endpoint === undefined) return { models: null, environment: {}, notes: [] };
  const { setup } = sentences(workplace.language);
  const { at: found, given } = readEndpointKey(options.endpoint, options["api-key"], workplace);
  const at = { ...found, inRoster: findInRoster(await readRoster(workplace), found.endpoint, workplace.config.secret) };
  const wished = await chooseModels(at, options.models, workplace);
  const { proven, failures } = await ask(at, wished, workplace);
  const lines = failures.flatMap(({ what, mend }) => [`  ${what}`, ...(mend === undefined ? [] : [`    ${mend}`])]);
  if (proven.length === 0) throw new SetupRefused(lines.join("\n"));
  const leftOut = proven.length < wished.length ? [[setup.leftOut, ...lines].join("\n")] : [];
  const environment: Record<string, string> = {};
  if (given !== undefined && at.endpoint.keyVariable !== null) environment[at.endpoint.keyVariable] = given;
  return { models: { at, chosen: proven }, environment, notes: leftOut };
}

function readEndpointKey(
  meant: string,
  given: string | undefined,
  { language, config }: Workplace,
): { at: EndpointKey; given: string | undefined } {
  const endpoint = findKnownEndpoint(meant);
  if (!endpoint) throw new SetupRefused(sentences(language).setup.unknownEndpoint(meant, listKnownEndpoints()));
  const { name, keyVariable } = endpoint;
  // A server of one's own may want a key as well.
  if (given !== undefined)
    return { at: { endpoint: { ...endpoint, keyVariable: keyVariable ?? keyVariableOf(name) }, key: given }, given };
  return { at: { endpoint, key: keyVariable === null ? null : (config.secret(keyVariable) ?? null) }, given };
}

async function chooseModels(
  at: EndpointKey,
  wish: string | undefined,
  { language }: Workplace,
): Promise<ListedModel[]> {
  const { setup } = sentences(language);
  const list = await listModels(at, { language, clock, giveKey: setup.giveKey });
  if (wish !== undefined && wish !== "all") return nameModels(readNames(wish), "trouble" in list ? [] : list.models);
  if ("trouble" in list) throw new SetupRefused([list.trouble.what, list.trouble.mend ?? ""].join("\n").trim());
  const { name } = at.endpoint;
  if (list.models.length === 0) throw new SetupRefused(setup.noList(name));
  if (wish === undefined)
    throw new SetupRefused([setup.noModels(name), ...list.models.map((model) => `  ${model.name}`)].join("\n"));
  console.log(setup.listed(list.models.length, list.others));
  return list.models;
}

/** Their names, in lines that fit a terminal. */
export function listKnownEndpoints(): string {
  const lines: string[] = [];
  for (const { name } of knownEndpoints) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + name.length < 70) lines[lines.length - 1] = `${last}, ${name}`;
    else lines.push(`  ${name}`);
  }
  return lines.join(",\n");
}

/** Names with commas between them. */
export function readNames(typed: string): string[] {
  return typed
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
}

/** From here on, asking them all is not done in a moment. */
const manyModels = 20;

/** Asks the models, having said what that may cost, and shows how far it is. */
async function ask(at: EndpointKey, wished: readonly ListedModel[], workplace: Workplace): Promise<ProvenModels> {
  const { setup, doctor } = sentences(workplace.language);
  const settings = readGeneration(await readRoster(workplace));
  console.log(setup.asking(wished.length, highestTrialCost(wished, settings)));
  if (wished.length > manyModels) console.log(setup.many);
  const status = createStatusLine(process.stderr);
  const onTrial = (done: number, total: number): void => status.show(doctor.endpoints.asking(done, total));
  try {
    const context = { language: workplace.language, clock, giveKey: setup.giveKey, onTrial };
    return await proveModels(at, wished, settings, context);
  } finally {
    status.show("");
  }
}
