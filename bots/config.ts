/** The only reader of the environment. What each key means to the person who sets it stands in `.env.example`. */
import { z } from "zod";
import type { ModerationEndpoint } from "../core/index.ts";
import { discordKeys, discordPlace } from "./discord/settings.ts";
import { limitKeys, type LimitSettings, readLimits } from "./limits.ts";
import { moderationKeys, readModeration } from "./moderation.ts";
import { findRoleProblems, type Parts, readParts, roleKeys, tokenOf } from "./roles.ts";
import { isHttpUrl, isWebAddress, portProblem } from "./shared/settings.ts";
import type { BotPlatform } from "./standings.ts";
import { telegramKeys, telegramPlace } from "./telegram/settings.ts";
import { readWatch, watchKeys, type WatchSettings } from "./watch-settings.ts";
import { readTrustedProxies, type TrustedProxies } from "./web/visitor-address.ts";

const yes = ["1", "true"];
const no = ["0", "false"];

function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && ["postgres:", "postgresql:"].includes(new URL(text).protocol);
}

/** @returns undefined where there is more than a scheme, a host and a port. */
function readOrigin(text: string): URL | undefined {
  const url = isHttpUrl(text) ? new URL(text) : undefined;
  return url && `${url.origin}/` === url.href ? url : undefined;
}

const publicProblem =
  "must be the address at which people open the page, such as https://arena.example, with nothing after the host and port";

const privacyProblem = "must be the address of a privacy policy, such as https://arena.example/privacy";

/** A place on a chat platform, in the platform's own words. */
export type NoticePlace = { platform: BotPlatform; place: string };

const placeForms: Readonly<Record<BotPlatform, RegExp>> = { discord: discordPlace, telegram: telegramPlace };

/** @returns undefined where it is no place, or on no platform. */
function readNoticePlace(text: string): NoticePlace | undefined {
  const [name = "", ...rest] = text.split(":");
  const [platform, form] = Object.entries(placeForms).find(([one]) => one === name) ?? [];
  const place = rest.join(":");
  return form?.test(place) ? { platform: platform as BotPlatform, place } : undefined;
}

const noticeProblem =
  "must be discord: and the number of a channel, or telegram: and the number of a chat, such as discord:123456789012345678 or telegram:-1001234567890";

const trustProblem =
  "must be the number of proxies in front of the page, such as 1, or their addresses and networks separated by commas, such as 127.0.0.1, 10.0.0.0/8";

/** Reports a value that cannot be used; to be returned by `transform`. */
function refuse(context: z.RefinementCtx, problem: string): never {
  context.addIssue(problem);
  return z.NEVER;
}

const choice = z
  .string()
  .toLowerCase()
  .refine((word) => [...yes, ...no].includes(word), "must be 1 or true, 0 or false")
  .transform((word) => yes.includes(word));

/** Messages say what is wanted and never repeat the value, for it may be a secret. */
const settings = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, portProblem)
    .transform(Number)
    .refine((port) => port <= 65_535, portProblem)
    .optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "must be a host name or an IP address alone, such as 127.0.0.1, without http:// or a port")
    .default("127.0.0.1"),
  PAGE_JOIN_CODE: z
    .string()
    .min(8, "must have at least 8 characters; leave it unset to have one made")
    .max(64, "must have at most 64 characters")
    .optional(),
  PUBLIC_URL: z
    .string()
    .transform((text, context) => readOrigin(text) ?? refuse(context, publicProblem))
    .optional(),
  TRUST_PROXY: z
    .string()
    .transform((text, context) => readTrustedProxies(text) ?? refuse(context, trustProblem))
    .optional(),
  PRIVACY_URL: z.string().max(500, "must have at most 500 characters").refine(isWebAddress, privacyProblem).optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, "must be a PostgreSQL address: postgres://user:password@host:5432/database")
    .optional(),
  ROSTER: z.string().optional(),
  ...roleKeys,
  ...discordKeys,
  ...telegramKeys,
  PSEUDONYM_KEY: z
    .string()
    .min(32, "must have at least 32 characters; `openssl rand -hex 32` makes a good one")
    .optional(),
  ENCRYPT_TEXT: choice.default(false),
  NOTICE_PLACE: z
    .string()
    .transform((text, context) => readNoticePlace(text) ?? refuse(context, noticeProblem))
    .optional(),
  ...limitKeys,
  MUTUAL_BUDGET: z
    .string()
    .regex(/^\d{1,6}(?:\.\d{1,4})?$/, "must be an amount of US dollars, such as 5 or 2.50")
    .transform(Number)
    .default(5),
  MUTUAL_CHECKS: choice.default(true),
  ...moderationKeys,
  ...watchKeys,
  DEMO: choice.optional(),
});

/** Every key that is read, apart from the API keys that the roster names. */
export const configKeys: readonly string[] = Object.keys(settings.shape);

/** What the operator decided, and what holds where nothing was decided. */
export type Config = LimitSettings &
  Parts &
  WatchSettings & {
    host: string;
    port: number;
    /** Whether the port was set by hand, so that no other will do. */
    portFixed: boolean;
    /** What people type to be let in to the page; null: nothing was chosen. A secret: never log it. */
    joinCode: string | null;
    /** The address at which people open the page, without a path; null: whatever it listens on. */
    publicUrl: URL | null;
    /** Where the privacy policy of whoever runs the arena stands; null: there is the built-in one. */
    privacyUrl: string | null;
    /** Which proxies are trusted to say for whom they pass a request on; null: none. */
    trustProxy: TrustedProxies | null;
    /** Folder for everything that is kept, as it was written. */
    dataDirectory: string;
    /** Address of a PostgreSQL server; null: the embedded database in the data folder. Holds a password: never log it. */
    databaseUrl: string | null;
    /** Path of the list of models. */
    roster: string;
    /** Whether that path was set by hand, so that a missing file is a mistake. */
    rosterFixed: boolean;
    /** Key of the pseudonyms; null: the one kept in the data folder. */
    pseudonymKey: string | null;
    /** Whether what people and models write is encrypted in the database. */
    encryptText: boolean;
    /** Where whoever runs the arena is told that a model does not answer, or that a budget is spent; null: only in the terminal and the log. */
    noticePlace: NoticePlace | null;
    /** The most that a mutual evaluation from chat may cost, in US dollars; and whether it runs programs of models. */
    mutualBudget: number;
    mutualChecks: boolean;
    /** What looks at questions and answers beside the built-in rules; null: nothing. */
    moderation: ModerationEndpoint | null;
    /** Whether to play with the built-in demo models; null: nothing was said. */
    demo: boolean | null;
    /** The value of a key that the roster names (`apiKeyEnv`), or undefined when it is not set. Never log it. */
    secret(name: string): string | undefined;
  };

/** One key that cannot be used. */
export type ConfigProblem = { key: string; problem: string };

/** Everything that is wrong with the configuration, at once. Holds no values. */
export class ConfigProblems extends Error {
  override readonly name = "ConfigProblems";
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    const lines = problems.map(({ key, problem }) => `  ${key} ${problem}`);
    super(`The configuration cannot be used. Correct it in the environment or in .env:\n${lines.join("\n")}`);
    this.problems = problems;
  }
}

/** Nobody can be told anything by a bot that is not there, nor run it. */
function findMissingBots(secret: (name: string) => string | undefined): ConfigProblem[] {
  const problems = findRoleProblems(secret("ROLES") ?? "", (key) => secret(key) !== undefined);
  const place = readNoticePlace(secret("NOTICE_PLACE") ?? "");
  const token = place && tokenOf(place.platform);
  if (token === undefined || secret(token) !== undefined) return problems;
  return [...problems, { key: "NOTICE_PLACE", problem: `needs the bot that posts there: set ${token} as well` }];
}

/**
 * Reads the configuration from environment variables. One that is empty or blank counts as not set.
 *
 * @throws {ConfigProblems} naming every key that cannot be used.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const secret = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const parsed = settings.safeParse(Object.fromEntries(configKeys.map((key) => [key, secret(key)])));
  const issues = parsed.error?.issues ?? [];
  const unusable = issues.map(({ path, message }) => ({ key: String(path[0]), problem: message }));
  const found = [...unusable, ...findMissingBots(secret)];
  if (!parsed.success || found.length > 0) throw new ConfigProblems(found);
  const { data } = parsed;
  return {
    host: data.HOST,
    port: data.PORT ?? 8787,
    portFixed: data.PORT !== undefined,
    joinCode: data.PAGE_JOIN_CODE ?? null,
    publicUrl: data.PUBLIC_URL ?? null,
    privacyUrl: data.PRIVACY_URL ?? null,
    trustProxy: data.TRUST_PROXY ?? null,
    dataDirectory: data.DATA_DIR,
    databaseUrl: data.DATABASE_URL ?? null,
    roster: data.ROSTER ?? "./models.json",
    rosterFixed: data.ROSTER !== undefined,
    pseudonymKey: data.PSEUDONYM_KEY ?? null,
    encryptText: data.ENCRYPT_TEXT,
    noticePlace: data.NOTICE_PLACE ?? null,
    ...readLimits(data),
    mutualBudget: data.MUTUAL_BUDGET,
    mutualChecks: data.MUTUAL_CHECKS,
    moderation: readModeration(data),
    ...readWatch(data),
    demo: data.DEMO ?? null,
    ...readParts(data),
    secret,
  };
}

/**
 * Reads the configuration of this process.
 *
 * @throws {ConfigProblems} naming every key that cannot be used.
 */
export function configFromEnvironment(): Config {
  return readConfig(process.env);
}

/** The configuration of this process without the keys that cannot be used, and what is wrong with those. */
export function usableConfigFromEnvironment(environment: Parameters<typeof readConfig>[0] = process.env): {
  config: Config;
  problems: readonly ConfigProblem[];
} {
  try {
    return { config: readConfig(environment), problems: [] };
  } catch (error) {
    if (!(error instanceof ConfigProblems)) throw error;
    const bad = new Set(error.problems.map(({ key }) => key));
    // What needs one of these may be wrong without it.
    const usable = Object.entries(environment).filter(([name]) => !bad.has(name));
    const rest = usableConfigFromEnvironment(Object.fromEntries(usable));
    return { config: rest.config, problems: [...error.problems, ...rest.problems] };
  }
}
