/** The chat page: a chat platform whose server is ourselves, so that a newcomer needs no token. */
import type { Server } from "node:http";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { ChatPlatform, Clock, Core, Log, Operators, PageArchive, Random } from "../../core/index.ts";
import { createConversation } from "./conversation.ts";
import { createFeed, type Feed } from "./feed.ts";
import { hostNameOf, isLoopback } from "./guard.ts";
import { createGuests } from "./guests.ts";
import { createJoinCode } from "./join-code.ts";
import { openKeptFiles } from "./kept-files.ts";
import { limitConnections, serverOptions } from "./connections.ts";
import { createPageLimits } from "./limits.ts";
import { listen } from "./listen.ts";
import { createOfferedActions } from "./offered-actions.ts";
import { createOperatorCookie } from "./operator-cookie.ts";
import { type PageAddresses, pageAddresses } from "./page-addresses.ts";
import { readPageFiles } from "./page-files.ts";
import { createRoutes } from "./routes.ts";
import { createSessions } from "./sessions.ts";
import { createPageSigner } from "./signer.ts";
import { createVisitorAddress, type TrustedProxies } from "./visitor-address.ts";
import { createVisitors } from "./visitors.ts";

export { CannotListen, type CannotListenKind } from "./listen.ts";

export type PageOptions = {
  core: Pick<Core, "handle" | "press" | "react" | "draw" | "choices" | "theme" | "suggest" | "ready">;
  archive: PageArchive;
  clock: Clock;
  random: Random;
  log: Log;
  /** Signs cookies: at least 32 bytes that only this installation knows, and keeps. */
  secret: Uint8Array;
  /** Pictures are kept in its folder `page-images`. */
  dataDirectory: string;
  host: string;
  /** The port wished for; 0 means any. */
  port: number;
  /** Whether somebody chose the port by hand: then no other one is taken. */
  portFixed: boolean;
  /**
   * What people type to be let in, null where nothing was chosen. A page that only this machine reaches lets everybody
   * in then; one that others reach, by its host, a proxy or a public address, makes a code of its own.
   */
  joinCode?: string | null;
  /** Which proxies are trusted to say for whom they pass a request on; null: none. */
  trustProxy?: TrustedProxies | null;
  /** The address people use, without a path; null: the one the server listens on. */
  publicUrl?: URL | null;
  /** Who may change settings and decide for the page's community. */
  operators: Pick<Operators, "list">;
  /** Which bots are connected, for `/readyz`. */
  standings?: () => Record<string, unknown>;
};

export type Page = {
  /** What people type to be let in; null where everybody is. */
  joinCode: string | null;
  /** To be given to core's `connect` before {@link Page.open}. */
  platform: ChatPlatform;
  /**
   * Starts to listen.
   * @throws {CannotListen} when the host or the port cannot be had.
   */
  open(): Promise<PageAddresses & { port: number; moved: boolean }>;
  /** Ends the event streams and stops listening. Safe to call twice. */
  close(): Promise<void>;
};

/** How long closing waits for answers under way, in milliseconds. */
const patience = 1_000;

/** How many of the newest posts the page shows and keeps. */
const capacity = 1_000;

/** Reads the archive and prepares the page, which listens only once it is opened. */
export async function createPage(options: PageOptions): Promise<Page> {
  const { core, archive, clock, random, log, dataDirectory, host, joinCode: chosenCode = null } = options;
  const { trustProxy = null, publicUrl = null, operators } = options;
  const signer = createPageSigner(options.secret);
  const feed = await createFeed(archive, capacity, log);
  const kept = await openKeptFiles(join(dataDirectory, "page-images"), () => filesOf(feed), clock, signer);
  feed.onChange(() => {
    kept.tidy().catch((error: unknown) => log.warn({ error }, "the page could not delete old pictures"));
  });
  const guests = createGuests();
  const offered = createOfferedActions(signer);
  const conversation = createConversation({
    ...{ core, feed, kept, offered, clock, random, log },
    findGuest: guests.find,
  });
  const sessions = createSessions(signer, random);
  const local = isLoopback(host) && trustProxy === null && (publicUrl === null || isLoopback(hostNameOf(publicUrl)));
  const joinCode = local && chosenCode === null ? null : createJoinCode(signer, clock, chosenCode);
  const visitors = createVisitors({
    ...{ sessions, joinCode, guests },
    operatorCookie: createOperatorCookie(signer, operators, clock, log),
    secure: publicUrl?.protocol === "https:",
    addressOf: createVisitorAddress(trustProxy),
  });
  const doorway = { host, publicUrl, asksCode: joinCode !== null, trustsProxy: trustProxy !== null };
  const files = await readPageFiles();
  const limits = createPageLimits(clock);
  const { app, endStreams } = createRoutes({
    ...{ conversation, feed, sessions, visitors, limits, kept, files, core, clock, log, doorway },
    standings: options.standings,
  });
  const server = createServer(app, options.trustProxy ?? null);
  return {
    joinCode: joinCode?.code ?? null,
    platform: conversation.platform,
    async open() {
      const listening = await listen(server, host, options.port, options.portFixed);
      return { ...pageAddresses(host, listening.port, publicUrl), ...listening };
    },
    close: () =>
      new Promise((resolve) => {
        endStreams();
        // Whoever is still being answered has this long; a stuck reader must not keep the program alive.
        const stopWaiting = clock.after(patience, () => server.closeAllConnections());
        server.close(() => {
          stopWaiting();
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function createServer(app: Hono, trustProxy: TrustedProxies | null): Server {
  const server = createAdaptorServer({ fetch: app.fetch, serverOptions });
  if (!("closeAllConnections" in server)) throw new Error("The page needs an HTTP/1 server.");
  limitConnections(server, trustProxy !== null);
  return server;
}

/** The files that posts still show. */
function filesOf(feed: Feed): Set<string> {
  return new Set(
    [...feed.posts()].flatMap(({ content: { images, files = [] } }) => [
      ...images.map((image) => image.file),
      ...files.flatMap((file) => ("file" in file ? [file.file] : [])),
    ]),
  );
}
