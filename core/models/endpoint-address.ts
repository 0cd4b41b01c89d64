/** How an endpoint is addressed beside its `baseURL`: headers, query, and which of that nobody may see. */
import type { Endpoint } from "./roster.ts";

/** The headers of every request; those of the roster go before the key's own. */
export function listHeaders({ apiKey, headers }: Endpoint): Record<string, string> {
  const named = Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "authorization");
  return { ...(apiKey !== null && !named && { Authorization: `Bearer ${apiKey}` }), ...headers };
}

/** The address of one of the endpoint's services, such as `/models`. */
export function addressOf({ baseURL, query }: Endpoint, path: string): string {
  const search = new URLSearchParams(query).toString();
  return `${baseURL.replace(/\/+$/, "")}${path}${search && `?${search}`}`;
}

/** What a query says openly, such as Azure's `2024-10-21`. */
const version = /^v?\d[\d.-]{0,20}(?:-?(?:preview|alpha|beta|latest))?$|^(?:preview|latest)$/i;

/** Shorter values typed in the roster are words such as "openai", which an endpoint's own sentences hold. */
const shortestTyped = 8;

/**
 * What is blotted out of an endpoint's words: its key, whatever came from the environment, and the values of its headers
 * and query, any of which may hold a key.
 */
export function secretsOf({ apiKey, secrets = [], headers, query }: Endpoint): string[] {
  const open = Object.values(query ?? {}).filter((value) => !version.test(value));
  const typed = [...Object.values(headers ?? {}), ...open].flatMap(withParts);
  const known = [apiKey ?? "", ...secrets].flatMap(withParts).filter((part) => part !== "");
  return [...new Set([...known, ...typed.filter((part) => part.length >= shortestTyped)])];
}

/** Such as `Bearer sk-…` and both of its words. */
function withParts(value: string): string[] {
  return [value, ...value.split(/\s+/)];
}
