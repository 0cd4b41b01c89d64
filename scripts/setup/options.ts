/** The set-up without questions: everything by options and variables. */
import { parseArgs } from "node:util";
import {
  type EndpointKey,
  findKnownEndpoint,
  type KnownEndpoint,
  knownEndpoints,
  listModels,
  sentences,
  systemClock as clock,
  tryModels,
} from "../../core/index.ts";
import { type SetupPlan, SetupRefused, type Workplace } from "./plan.ts";
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
    notes: tokens.flatMap((token) => (token ? [token.note] : [])),
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

async function planModels(
  options: SetupOptions,
  workplace: Workplace,
): Promise<Pick<SetupPlan, "models" | "environment">> {
  const { setup } = sentences(workplace.language);
  if (options.endpoint === undefined) return { models: null, environment: {} };
  const endpoint = findKnownEndpoint(options.endpoint);
  if (!endpoint) {
    const known = knownEndpoints.map(({ name }) => name).join(", ");
    throw new SetupRefused(setup.unknownEndpoint(options.endpoint, known));
  }
  const given = options["api-key"];
  const key = given ?? (endpoint.keyVariable === null ? null : (workplace.config.secret(endpoint.keyVariable) ?? null));
  const at = { endpoint: key === null ? { ...endpoint, keyVariable: null } : endpoint, key };
  const names = await chooseModels(at, endpoint, options.models, workplace);
  const findings = await tryModels(at, names, { language: workplace.language, clock });
  const wrong = findings.filter(({ state }) => state === "wrong");
  if (wrong.length > 0) throw new SetupRefused(wrong.map(({ what, mend }) => [what, mend].join("\n")).join("\n"));
  const environment = given !== undefined && endpoint.keyVariable !== null ? { [endpoint.keyVariable]: given } : {};
  return { models: { at, names }, environment };
}

async function chooseModels(
  at: EndpointKey,
  { keyVariable }: KnownEndpoint,
  wish: string | undefined,
  { language }: Workplace,
): Promise<string[]> {
  const { setup } = sentences(language);
  if (wish !== undefined && wish !== "all") {
    return wish
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name !== "");
  }
  const list = await listModels(at, { language, clock });
  if ("trouble" in list) {
    const mend = at.key === null && keyVariable !== null ? setup.giveKey(keyVariable) : (list.trouble.mend ?? "");
    throw new SetupRefused([list.trouble.what, mend].join("\n").trim());
  }
  if (wish === "all" && list.names.length > 0) return list.names;
  throw new SetupRefused([setup.noModels(at.endpoint.name), ...list.names.map((name) => `  ${name}`)].join("\n"));
}
