/** How many connections there may be, and how long a request may take to arrive: decided before it is read. */
import type { Server, ServerOptions } from "node:http";
import type { Socket } from "node:net";
import { createShares, languages, sentences } from "../../core/index.ts";
import { longestForm } from "./bodies.ts";
import { bodyGrace, leastPace, longestHead, mostConnections } from "./limits.ts";
import { addressGroup, createVisitorAddress } from "./visitor-address.ts";

/** When to try again, in seconds. */
const tryAgainSeconds = 10;

/** Node's own time limits, for requests that are never read; bodies that are read have a shorter one. */
export const serverOptions: ServerOptions = {
  headersTimeout: longestHead,
  requestTimeout: bodyGrace + (longestForm / leastPace) * 1_000,
  connectionsCheckingInterval: 5_000,
};

/**
 * Limits connections by address. When there are too many in all, the newest one of the address with most of them is closed.
 * @param behindProxies whether the connections are those of proxies, each of which serves many people.
 */
export function limitConnections(server: Server, behindProxies: boolean): void {
  const { all } = mostConnections;
  const connections = createShares(behindProxies ? { person: all, origin: all, all } : mostConnections);
  const addressOf = createVisitorAddress(null);
  server.prependListener("connection", (socket: Socket) => {
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
