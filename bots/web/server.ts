/** The page's server: its connections, its port, and the addresses at which people find it. */
import type { Server, ServerOptions } from "node:http";
import type { Server as NetServer, Socket } from "node:net";
import { networkInterfaces } from "node:os";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import { createShares, languages, sentences } from "../../core/index.ts";
import { bodyGrace, leastPace, longestForm, longestHead, longestIdle, mostConnections } from "./limits.ts";
import { addressGroup, createVisitorAddress } from "./visitor-address.ts";

/** When to try again, in seconds. */
const tryAgainSeconds = 10;

/** Node's own time limits, for requests that are never read; bodies that are read have a shorter one. */
const serverOptions: ServerOptions = {
  headersTimeout: longestHead,
  requestTimeout: bodyGrace + (longestForm / leastPace) * 1_000,
  keepAliveTimeout: longestIdle,
  connectionsCheckingInterval: 5_000,
};

/** How much of its connections the page may have in use before those on which nothing is asked are closed. */
const crowded = 0.75;

/**
 * The HTTP server, not yet listening, with limits on its connections.
 * @param behindProxies whether the connections are those of proxies, each of which serves many people.
 */
export function createPageServer(app: Hono, behindProxies: boolean): Server {
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions });
  if (!("closeAllConnections" in server)) throw new Error("The page needs an HTTP/1 server.");
  limitConnections(server, behindProxies);
  return server;
}

/** Limits connections by address. When there are too many in all, the newest one of the address with most is closed. */
function limitConnections(server: Server, behindProxies: boolean): void {
  const { all } = mostConnections;
  const connections = createShares(behindProxies ? { person: all, origin: all, all } : mostConnections);
  const addressOf = createVisitorAddress(null);
  let open = 0;
  server.prependListener("connection", (socket: Socket) => {
    open += 1;
    socket.once("close", () => (open -= 1));
    if (open > crowded * all) server.closeIdleConnections();
    const origin = addressGroup(addressOf(socket.remoteAddress, new Headers()));
    const place = connections.takeOrDrop({ person: null, origin }, 1, () => socket.destroy());
    if ("full" in place) return refuseConnection(socket);
    socket.once("close", place.end);
  });
}

/** Refuses in both languages, because nothing of the request has been read yet. */
function refuseConnection(socket: Socket): void {
  const error = languages.map((language) => sentences(language).refusals.tooBusy(tryAgainSeconds)).join(" ");
  const body = JSON.stringify({ error });
  const head = [
    "HTTP/1.1 503 Service Unavailable",
    "Content-Type: application/json; charset=utf-8",
    `Content-Length: ${Buffer.byteLength(body)}`,
    `Retry-After: ${tryAgainSeconds}`,
    "Connection: close",
  ];
  socket.on("error", () => {});
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

/** How many ports after the wished one are tried. */
const portsTried = 50;

/** The port that was taken, and whether it is another than the wished one. */
export type Listening = { port: number; moved: boolean };

/**
 * Why there is no listening: another program has the port; this user may not have it; the host is no address of this
 * machine, or no address at all.
 */
export type CannotListenKind = "taken" | "forbidden" | "no-such-address";

const messages: Record<CannotListenKind, (host: string, port: number) => string> = {
  taken: (_host, port) =>
    `Port ${port} is already in use by another program. Stop that program, or set PORT to another number.`,
  forbidden: (_host, port) =>
    `This user may not use port ${port}. Set PORT to another number: those from 1024 on are usually free to use.`,
  "no-such-address": (host) =>
    `${host} is not an address of this machine. Set HOST to one that is, such as 127.0.0.1, or 0.0.0.0 for all.`,
};

/** The server cannot listen where it was told to. The message says what to do. */
export class CannotListen extends Error {
  override readonly name = "CannotListen";
  readonly kind: CannotListenKind;
  /** As they were wished. */
  readonly host: string;
  readonly port: number;

  constructor(kind: CannotListenKind, host: string, port: number, options?: ErrorOptions) {
    super(messages[kind](host, port), options);
    this.kind = kind;
    this.host = host;
    this.port = port;
  }
}

/** The system's own words for it. Windows forbids ports of a range it keeps for itself. */
const kinds: Readonly<Record<string, CannotListenKind>> = {
  EADDRINUSE: "taken",
  EACCES: "forbidden",
  EPERM: "forbidden",
  EADDRNOTAVAIL: "no-such-address",
  EAFNOSUPPORT: "no-such-address",
  EINVAL: "no-such-address",
  ENOTFOUND: "no-such-address",
  EAI_AGAIN: "no-such-address",
};

/**
 * Listens at the wished port, or at one of the next 50 when it is taken.
 * @param fixed whether somebody chose the port by hand: then no other one is taken.
 * @throws {CannotListen} when the host has no such port for us, or none of those tried.
 */
export async function listen(server: NetServer, host: string, port: number, fixed: boolean): Promise<Listening> {
  const last = fixed || port === 0 ? port : Math.min(port + portsTried, 65_535);
  for (let candidate = port; ; candidate += 1) {
    try {
      await listenOnce(server, host, candidate);
      const address = server.address();
      const actual = typeof address === "object" && address ? address.port : candidate;
      return { port: actual, moved: port !== 0 && actual !== port };
    } catch (error) {
      const kind = kindOf(error);
      if (!kind) throw error;
      if (kind === "no-such-address" || candidate >= last) throw new CannotListen(kind, host, port, { cause: error });
    }
  }
}

function listenOnce(server: NetServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function kindOf(error: unknown): CannotListenKind | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? kinds[error.code] : undefined;
}

/** Where people find the page. */
export type PageAddresses = {
  /** The address for programs and browsers on this machine. */
  address: string;
  /** The addresses for people, the best one first. */
  forPeople: string[];
};

/** The addresses of a listening page. @param publicUrl if set, people are told no other address. */
export function pageAddresses(host: string, port: number, publicUrl: URL | null): PageAddresses {
  const everywhere = host === "0.0.0.0" || host === "::";
  const write = (name: string): string => `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  const address = write(everywhere ? "localhost" : host);
  if (publicUrl) return { address, forPeople: [publicUrl.origin] };
  const reachable = everywhere ? machineAddresses(host === "::").map(write) : [];
  return { address, forPeople: reachable.length > 0 ? reachable : [address] };
}

/** The addresses at which others reach this machine: neither loopback nor link-local ones. */
function machineAddresses(withIPv6: boolean): string[] {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  const others = all.filter(({ internal, address }) => !internal && !/^(?:169\.254\.|fe[89ab])/i.test(address));
  const families = withIPv6 ? ["IPv4", "IPv6"] : ["IPv4"];
  return families.flatMap((family) => others.filter((one) => one.family === family).map(({ address }) => address));
}
