/** Discord's own description of its interface, where a machine has it: every request is held against it. */
import { readFileSync } from "node:fs";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";

type Operation = { requestBody?: { required?: boolean; content: Record<string, unknown> } };
type Description = { paths: Record<string, Record<string, Operation>> };

/** @returns what is wrong with a request, in words; empty when nothing is. */
export type RequestCheck = (method: string, path: string, body: unknown) => string[];

/** Where the description lies; unset: requests are held only against what this peer knows itself. */
const file = process.env.DISCORD_OPENAPI;

/** Reads the description once; every path begins behind `/v10`. */
export function createRequestCheck(): RequestCheck {
  if (!file) return () => [];
  const description = JSON.parse(readFileSync(file, "utf8")) as Description;
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: false });
  ajv.addSchema(description, "discord");
  const routes = Object.entries(description.paths).map(([template, operations]) => ({
    template,
    operations,
    pattern: new RegExp(`^${template.replaceAll(/\{[^}]+\}/g, "[^/]+")}$`),
    fixed: template.split("/").filter((part) => !part.startsWith("{")).length,
  }));
  const compiled = new Map<string, ValidateFunction>();
  const verdicts = new Map<string, string[]>();

  return (method, path, body) => {
    const name = method.toLowerCase();
    const route = routes
      .filter(({ pattern, operations }) => pattern.test(path) && name in operations)
      .toSorted((x, y) => y.fixed - x.fixed)[0];
    if (!route) return [`${method} ${path} is not described`];
    const content = route.operations[name]?.requestBody?.content;
    if (!content) return body === undefined ? [] : [`${method} ${path} takes no body`];
    if (body === undefined)
      return route.operations[name]?.requestBody?.required ? [`${method} ${path} wants a body`] : [];
    const pointer = ["paths", route.template, name, "requestBody", "content", "application/json", "schema"];
    const reference = `discord#/${pointer.map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1"))).join("/")}`;
    // Thousands of voters are told the same.
    const seen = `${reference} ${JSON.stringify(body)}`;
    const known = verdicts.get(seen);
    if (known) return known;
    const validate = compiled.get(reference) ?? ajv.compile({ $ref: reference });
    compiled.set(reference, validate);
    const wrong = validate(body) ? [] : (validate.errors ?? []);
    const verdict = wrong.map((error) => `${method} ${path}: ${error.instancePath} ${error.message}`);
    verdicts.set(seen, verdict);
    return verdict;
  };
}
