/** What a roster may add to requests: fields of the body, headers and query, with values from the environment in them. */
import { isRecord } from "./json.ts";

/** Headers that belong to the connection or to the form of the request, in small letters. */
export const ownHeaders: ReadonlySet<string> = new Set([
  ...["host", "connection", "content-length", "content-type", "content-encoding", "transfer-encoding", "keep-alive"],
  ...["upgrade", "te", "trailer", "expect", "accept", "accept-encoding"],
]);

/** Fields of a request that say what is asked, or how the answer is to come, and where to set them instead. */
const ownFields: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["messages", "prompt", "input", "instructions"].map((name) => [name, "is the question itself"]),
  ),
  model: 'is the model\'s own "model"',
  stream: 'is the endpoint\'s "stream", or "unsupported"',
  stream_options: "is set by the arena",
  n: "must be 1: a battle shows one answer a side",
  temperature: 'is "temperature" under "generation", the same for both sides',
  ...Object.fromEntries(
    ["max_tokens", "max_completion_tokens", "max_output_tokens"].map((name) => [
      name,
      'is "maxTokens" under "generation", the same for both sides',
    ]),
  ),
  seed: "is chosen anew for each battle",
  response_format: "is set by the arena where it needs one",
  ...Object.fromEntries(
    ["tools", "tool_choice", "functions", "function_call", "parallel_tool_calls"].map((name) => [
      name,
      "would be for tools, which an answer of the arena cannot use",
    ]),
  ),
  ...Object.fromEntries(
    ["modalities", "audio", "background"].map((name) => [name, "would change the form of the answer, which is text"]),
  ),
};

const mostFields = 32;
const deepestField = 8;
/** Of all fields together, as JSON. In characters. */
const mostCharacters = 10_000;

/** @returns what is wrong with a model's `body`, each with the field it stands in; null: with all of it. */
export function findBodyProblems(body: Readonly<Record<string, unknown>>): [string | null, string][] {
  const problems: [string | null, string][] = Object.keys(body).flatMap((name) => {
    const owned = Object.hasOwn(ownFields, name) ? ownFields[name] : undefined;
    if (owned !== undefined) return [[name, `${owned}. Leave it out here`]];
    return /^[A-Za-z][\w.-]{0,63}$/.test(name)
      ? []
      : [[name, "is no name of a field: letters, digits, _, - and . only"]];
  });
  if (Object.keys(body).length > mostFields) problems.push([null, `must have at most ${mostFields} fields`]);
  if (isDeeper(body, deepestField)) problems.push([null, `must be nested at most ${deepestField} deep`]);
  else if (JSON.stringify(body).length > mostCharacters) {
    problems.push([null, `must have at most ${mostCharacters.toLocaleString("en")} characters`]);
  }
  return problems;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((one) => isDeeper(one, levels - 1));
}

/** `${NAME}` stands for the environment variable NAME. */
const variables = /\$\{([^{}]{0,100})\}/g;
const filledParts = ["headers", "query"] as const;

type Fields = Readonly<Record<string, string>>;

/** Headers and query with the environment's values in the place of variables, and those values. */
export function fillIn(
  endpoint: { headers?: Fields | undefined; query?: Fields | undefined },
  secret: (name: string) => string | undefined,
): { headers?: Fields; query?: Fields; secrets?: readonly string[] } {
  const secrets = new Set<string>();
  const fill = (value: string): string => {
    return value.replace(variables, (_whole, name: string) => {
      const found = secret(name)?.trim() ?? "";
      if (found !== "") secrets.add(found);
      return found;
    });
  };
  const parts = filledParts.flatMap((part) => {
    const fields = endpoint[part];
    return fields
      ? [[part, Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fill(value)]))]]
      : [];
  });
  const filled = Object.fromEntries(parts) as { headers?: Fields; query?: Fields };
  return secrets.size > 0 ? { ...filled, secrets: [...secrets] } : filled;
}

/** A mistake in an endpoint's entry. */
type Unfilled = { place: string; problem: string };

/** @returns the variables that are named and not set, and values that no header can carry; the values are not shown. */
export function findUnfilled(
  endpoint: Record<string, unknown>,
  path: readonly string[],
  secret: (name: string) => string | undefined,
  format: (path: readonly string[]) => string,
): Unfilled[] {
  return filledParts.flatMap((part) => {
    const fields = endpoint[part];
    if (!isRecord(fields)) return [];
    return Object.entries(fields).flatMap(([name, value]) => {
      const problem = typeof value === "string" ? findFieldProblem(value, part, secret) : undefined;
      return problem ? [{ place: format([...path, part, name]), problem }] : [];
    });
  });
}

function findFieldProblem(
  value: string,
  part: (typeof filledParts)[number],
  secret: (name: string) => string | undefined,
): string | undefined {
  for (const [, name = ""] of value.matchAll(variables)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name))
      return `"\${…}" must hold the NAME of an environment variable, such as \${MY_KEY}.`;
    const found = secret(name)?.trim();
    if (!found) return `the environment variable ${name} is not set. Set it, or pause the endpoint's models.`;
    if (part === "headers" && !/^[ -~]+$/.test(found)) {
      return `the environment variable ${name} holds a character that no header can carry. Copy it again.`;
    }
  }
  if (value.replace(variables, "").includes("${")) return 'has a "${" without its "}".';
  if (part === "headers" && !/^[ -~]*$/.test(value)) return "holds a character that no header can carry.";
  return undefined;
}
