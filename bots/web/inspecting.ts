/** What programs of whoever runs the arena ask the page's server: metrics, and how the arena is doing. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context, Hono } from "hono";
import { notFound } from "./files.ts";
import { type Arrival, cameThroughProxy, type Doorway, hostNameOf, isLoopback } from "./guard.ts";
import { createVisitorAddress } from "./visitor-address.ts";

/** What they are told, and who may ask. */
export type Inspection = {
  /** In Prometheus' text format, which `type` names. */
  metrics(): Promise<{ type: string; text: string }>;
  /** As JSON. */
  status(): Promise<unknown>;
  /** Whoever shows one of these (`Authorization: Bearer …`) may ask from anywhere. Secrets. */
  tokens: readonly string[];
};

/** The paths that nobody else finds. They tell which models are asked just now, and so who may be behind a battle. */
export const inspectedPaths: readonly string[] = ["/metrics", "/statusz"];

/** Answers them. To all others there is nothing there. */
export function addInspecting(app: Hono, { tokens, metrics, status }: Inspection, doorway: Doorway): void {
  const noStore = { "Cache-Control": "no-store" };
  const expected = tokens.map(digestOf);
  const may = (c: Context): boolean => showsToken(c, expected) || isNextDoor(c, doorway);
  app.get("/metrics", async (c) => {
    if (!may(c)) return notFound(c);
    const { type, text } = await metrics();
    return c.body(text, 200, { ...noStore, "Content-Type": type });
  });
  app.get("/statusz", async (c) => (may(c) ? c.json((await status()) as object, 200, noStore) : notFound(c)));
}

function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function showsToken(c: Context, expected: readonly Buffer[]): boolean {
  const given = /^Bearer +(\S+) *$/i.exec(c.req.header("authorization") ?? "")?.[1];
  return given !== undefined && expected.some((one) => timingSafeEqual(one, digestOf(given)));
}

const addressOf = createVisitorAddress(null);

/**
 * Whether a request surely comes from this machine. Where the page is known to stand behind a proxy none does, for one that
 * leaves no trace passes strangers on from here.
 */
function isNextDoor(c: Context, { publicUrl, trustsProxy }: Doorway): boolean {
  if (trustsProxy || (publicUrl !== null && !isLoopback(hostNameOf(publicUrl)))) return false;
  const peer = addressOf(getConnInfo(c).remote.address, c.req.raw.headers);
  const host = `http://${c.req.header("host") ?? ""}`;
  return (
    isLoopback(peer) &&
    // A stranger's site that points its own name at this machine asks for that name.
    URL.canParse(host) &&
    isLoopback(hostNameOf(new URL(host))) &&
    !cameThroughProxy(arrivalOf(c))
  );
}

/** A request as the guard looks at it. */
export function arrivalOf(c: Context): Arrival {
  const { incoming } = c.env as HttpBindings;
  const { httpVersion, headers } = incoming;
  return { method: c.req.method, httpVersion, headers: c.req.raw.headers, names: Object.keys(headers) };
}
