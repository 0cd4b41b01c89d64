/** Takes out of the log what must not be in it, whoever has put it there: secrets, and people and places of chat platforms. */

/** Shorter ones are no secrets, and would take words apart. */
const shortestSecret = 6;
/** What is deeper, longer or more than that helps nobody who reads a line. */
const deepest = 6;
const longestText = 20_000;
const mostParts = 200;

/** Identifiers of platforms: long numbers that are no part of a word or of a decimal, and what stands behind a platform's name. */
const identifiers = /(?<![\w.])-?\d{9,20}(?![\w.]*\w)|\b(?:discord|telegram|web):[^\s"'`,;)\]}]+/gu;
/** A whole number from here on is an identifier: nothing that the log counts comes to as much. */
const leastIdentifier = 1e8;

/** Takes them out of anything. */
export type Blot = (value: unknown) => unknown;

/** @param secrets told anew each time, for some are learnt while the arena runs. */
export function createBlot(secrets: () => Iterable<string>): Blot {
  function text(written: string): string {
    let blotted = written.slice(0, longestText);
    for (const secret of secrets())
      if (secret.length >= shortestSecret)
        for (const form of [secret, encodeURIComponent(secret)]) blotted = blotted.replaceAll(form, "[secret]");
    return blotted.replaceAll(identifiers, "[id]");
  }

  function parts(value: object, depth: number): unknown {
    if (depth >= deepest) return "[…]";
    if (value instanceof Error) return error(value, depth);
    if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    const list: Iterable<unknown> | undefined = Array.isArray(value) || value instanceof Set ? value : undefined;
    if (list) return [...list].slice(0, mostParts).map((one) => blot(one, depth + 1));
    const entries = Object.entries(value).slice(0, mostParts);
    return Object.fromEntries(entries.map(([key, one]) => [text(key), blot(one, depth + 1)]));
  }

  /** An error's message, stack and causes, and never what else hangs on it: requests and headers hold secrets. */
  function error({ name, message, stack, cause }: Error, depth: number): unknown {
    const told = { name, message: text(message), ...(stack !== undefined && { stack: text(stack) }) };
    return cause === undefined ? told : { ...told, cause: blot(cause, depth + 1) };
  }

  function blot(value: unknown, depth: number): unknown {
    if (typeof value === "string") return text(value);
    if (typeof value === "number" && Number.isInteger(value) && Math.abs(value) >= leastIdentifier) return "[id]";
    if (typeof value === "bigint") return "[id]";
    return typeof value === "object" && value !== null ? parts(value, depth) : value;
  }

  return (value) => blot(value, 0);
}
