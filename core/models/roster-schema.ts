/** What `models.json` may contain, and every complaint about it with its place. */
import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import { showsNothing } from "../language/shows-nothing.ts";
import { findBodyProblems, ownHeaders } from "./request-fields.ts";
import { demoIdPrefix, refusableSettings } from "./model.ts";
import { defaultLimits } from "./watchdog.ts";

/** `place` reads like `models[2].endpoint`; `problem` says what is wrong and what to do. Neither holds a key. */
export type RosterProblem = { place: string; problem: string };

const identifier = z
  .string()
  .max(64, "must have at most 64 characters")
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be of a-z, 0-9, ".", "_" and "-", and begin with a letter or digit')
  .refine((id) => !id.startsWith(demoIdPrefix), {
    message: `must not begin with "${demoIdPrefix}": such ids belong to the built-in demo models. Choose another`,
  });
const label = z
  .string()
  .trim()
  .refine((name) => !showsNothing(name), "must not be empty")
  .max(100, "must have at most 100 characters");
const wholeNumber = (least: number, most: number) => z.number().int("must be a whole number").min(least).max(most);

const headers = z.record(
  z
    .string()
    .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/, "is no name of a header")
    .refine((name) => !ownHeaders.has(name.toLowerCase()), "is set by the arena itself. Leave it out"),
  z.string().trim().min(1, "must not be empty").max(4_000, "must have at most 4,000 characters"),
);
const query = z.record(
  z.string().min(1, "must not be empty").max(100, "must have at most 100 characters"),
  z.string().max(1_000, "must have at most 1,000 characters"),
);

const endpoint = z.strictObject({
  baseURL: z.string().superRefine((url, context) => {
    const problem = findURLProblem(url);
    if (problem) context.addIssue({ code: "custom", message: problem });
  }),
  apiKeyEnv: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]*$/, "must be the NAME of an environment variable, such as OPENAI_API_KEY, never the key")
    .optional(),
  concurrency: wholeNumber(1, 1000).default(4),
  requestsPerMinute: wholeNumber(1, 1_000_000).nullable().default(null),
  headers: headers.optional(),
  query: query.optional(),
  stream: z.boolean().optional(),
  // No answer may take longer than this in all.
  firstTokenSeconds: wholeNumber(1, defaultLimits.total / 1000).optional(),
  budget: z.strictObject({ day: z.number().min(0).optional(), month: z.number().min(0).optional() }).optional(),
});

const requestBody = z.record(z.string(), z.unknown()).superRefine((body, context) => {
  for (const [name, problem] of findBodyProblems(body)) {
    context.addIssue({ code: "custom", message: problem, ...(name !== null && { path: [name] }) });
  }
});

const model = z.strictObject({
  id: identifier,
  name: label,
  organization: label.optional(),
  endpoint: z.string(),
  model: z.string().trim().min(1, "must not be empty"),
  input: z
    .array(z.enum(["text", "image"]))
    .refine((input) => input.includes("text"), 'must include "text"')
    .default(["text"]),
  price: z
    .strictObject({ input: z.number().min(0), output: z.number().min(0) })
    .nullable()
    .default(null),
  status: z.enum(["active", "paused", "retired"]).default("active"),
  unsupported: z.array(z.enum(refusableSettings)).default([]),
  body: requestBody.optional(),
});

const generation = z.strictObject({
  temperature: z.number().min(0).max(2).default(0.7),
  maxTokens: wholeNumber(1, 1_000_000).default(1024),
  system: z.string().trim().min(1, "must not be empty; leave it out instead").nullable().default(null),
});

const roster = z.strictObject({
  endpoints: z.record(z.string(), endpoint),
  models: z.array(model),
  generation: generation.prefault({}),
});

/** `models.json` as it was understood, defaults filled in. */
export type RosterFile = z.output<typeof roster>;

/** @returns the file, or every problem of its form: wrong types, missing and unknown names, values out of range. */
export function readRosterFile(data: unknown): { file?: RosterFile; problems: RosterProblem[] } {
  const result = roster.safeParse(data);
  if (result.success) return { file: result.data, problems: [] };
  return { problems: result.error.issues.flatMap((issue) => describeIssue(issue, data, knownNames)) };
}

/** @returns ` Did you mean "…"?` when one of the known words is near, else nothing. */
export function suggest(word: string, known: readonly string[]): string {
  if (known.length === 0) return "";
  const nearest = closest(
    word.toLowerCase(),
    known.map((one) => one.toLowerCase()),
  );
  const original = known.find((one) => one.toLowerCase() === nearest) ?? nearest;
  const near = distance(word.toLowerCase(), nearest) <= Math.max(2, Math.floor(original.length / 3));
  return near ? ` Did you mean "${original}"?` : "";
}

/** @returns `models[2].endpoint` for `["models", 2, "endpoint"]`. */
export function formatPlace(path: readonly PropertyKey[]): string {
  const parts = path.map((key) => {
    if (typeof key === "number") return `[${key}]`;
    return /^[\w$-]+$/.test(String(key)) ? `.${String(key)}` : `[${JSON.stringify(String(key))}]`;
  });
  return parts.join("").replace(/^\./, "") || "the file";
}

/** What is wrong, in words. @param namesAt the names that are known at a place. */
export function describeIssue(
  issue: z.core.$ZodIssue,
  data: unknown,
  namesAt: (path: readonly PropertyKey[]) => readonly string[],
): RosterProblem[] {
  if (issue.code === "invalid_union") {
    // The one that was meant is the one whose type the value has.
    const meant = issue.errors.find(
      (option) => !option.some(({ code, path }) => code === "invalid_type" && path.length === 0),
    );
    const inner = (meant ?? []).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
    if (inner.length > 0) return inner.flatMap((one) => describeIssue(one, data, namesAt));
  }
  if (issue.code === "unrecognized_keys") {
    const known = namesAt(issue.path);
    return issue.keys.map((key) => ({
      place: formatPlace([...issue.path, key]),
      problem: `is not a setting.${suggest(key, known) || ` Known here: ${known.join(", ")}.`}`,
    }));
  }
  const value = valueAt(data, issue.path);
  return [{ place: formatPlace(issue.path), problem: value === undefined ? "is missing." : phrase(issue, value) }];
}

function phrase(issue: z.core.$ZodIssue, value: unknown): string {
  if (issue.code === "invalid_key") return `${issue.issues[0]?.message ?? issue.message}.`;
  if (issue.code === "invalid_type") return `must be ${article(issue.expected)}, not ${nameType(value)}.`;
  if ("origin" in issue && (issue.origin === "string" || issue.origin === "array")) return `${issue.message}.`;
  if (issue.code === "too_big") return `must be at most ${issue.maximum}.`;
  if (issue.code === "too_small") return `must be at least ${issue.minimum}.`;
  if (issue.code === "invalid_value") {
    const allowed = issue.values.map(String);
    const meant = typeof value === "string" ? suggest(value, allowed) : "";
    return `must be one of ${allowed.map((one) => `"${one}"`).join(", ")}.${meant}`;
  }
  return `${issue.message}.`;
}

function knownNames(path: readonly PropertyKey[]): string[] {
  if (path[0] === "endpoints" && path.length === 2) return Object.keys(endpoint.shape);
  if (path[0] === "endpoints" && path.at(-1) === "budget") return ["day", "month"];
  if (path[0] === "models" && path.at(-1) === "price") return ["input", "output"];
  if (path[0] === "models" && path.length === 2) return Object.keys(model.shape);
  if (path[0] === "generation") return Object.keys(generation.shape);
  return Object.keys(roster.shape);
}

function findURLProblem(url: string): string | undefined {
  if (!URL.canParse(url) || !/^https?:\/\//i.test(url)) {
    return 'must be an address that begins with http:// or https://, such as "https://api.openai.com/v1"';
  }
  const { username, password, search, hash, pathname } = new URL(url);
  if (username || password) return "must not hold a name or password: name a variable with the key in apiKeyEnv";
  if (search) return 'must not have a "?" part: write what follows it into "query", as in { "api-version": "…" }';
  if (hash) return 'must not have a "#" part';
  if (/\/(chat\/)?completions\/?$/.test(pathname)) return 'must stop before "/chat/completions"';
  return undefined;
}

function valueAt(data: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((value: unknown, key) => {
    return typeof value === "object" && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }, data);
}

function article(type: string): string {
  return /^[aeio]/.test(type) ? `an ${type}` : `a ${type === "record" ? "group of settings in braces" : type}`;
}

function nameType(value: unknown): string {
  if (value === null) return "null";
  // JSON knows no other way to infinity.
  if (value === Infinity || value === -Infinity) return "one too large to count with";
  return article(Array.isArray(value) ? "array" : typeof value);
}
