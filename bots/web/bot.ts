/** The chat page: a chat platform whose server is ourselves, so that a newcomer needs no token. */
import type { Server } from "node:http";
import { join } from "node:path";
import type {
  ChatPlatform,
  Clock,
  Core,
  PlatformRecord,
  Log,
  Operators,
  PageArchive,
  Random,
} from "../../core/index.ts";
import type { PublicBoardOptions } from "./board/routes.ts";
import { createConversation } from "./conversation.ts";
import { createFeed, type Feed } from "./feed.ts";
import { followOthers } from "./following.ts";
import { readPageFiles } from "./files.ts";
import { hostNameOf, isLoopback } from "./guard.ts";
import { filesOf, type KeptFiles, openKeptFiles } from "./kept-files.ts";
import type { Inspection } from "./inspecting.ts";
import { createPageLimits } from "./limits.ts";
import { createJoinCode, createOperatorCookie, type JoinCode } from "./passes.ts";
import { createPresses } from "./presses.ts";
import { createRoutes } from "./routes.ts";
import { createPageServer, listen, type PageAddresses, pageAddresses } from "./server.ts";
import { createGuests, createPageSigner, createSessions, type PageSigner } from "./sessions.ts";
import { createVisitorAddress, type TrustedProxies } from "./visitor-address.ts";
import { createVisitors } from "./visitors.ts";

export type { Inspection } from "./inspecting.ts";
export { CannotListen, type CannotListenKind } from "./server.ts";

/** What the page needs from the product and from whoever starts it. */
export type PageOptions = {
  core: Pick<Core, "handle" | "press" | "react" | "suggest"> & {
    record: Pick<PlatformRecord, "draw" | "choices" | "theme" | "ready">;
  };
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
  operators: Pick<Operators, "list" | "renew">;
  /** Whether nothing is shown to people: then only programs ask there, whether the process is well. */
  hidden?: boolean;
  /** Which bots are connected, for `/readyz`. */
  standings?: () => Record<string, unknown>;
  /** For programs of whoever runs the arena; left out: they find nothing. */
  inspection?: Inspection;
  /** What everybody may see without a code, and whether search engines may list it; left out: nothing is public. */
  publicBoard?: Omit<PublicBoardOptions, "origin"> | undefined;
};

/** A page that is ready to be opened. */
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
  const { core, archive, clock, random, log, host, trustProxy = null, publicUrl = null } = options;
  const signer = createPageSigner(options.secret);
  const feed = await createFeed(archive, capacity, log);
  const kept = await openFiles(options, feed, signer);
  const guests = createGuests();
  const sessions = createSessions(signer, random);
  const joinCode = chooseCode(options, signer);
  const visitors = createVisitors({
    sessions,
    joinCode,
    guests,
    operatorCookie: createOperatorCookie(signer, options.operators, clock, log),
    secure: publicUrl?.protocol === "https:",
    addressOf: createVisitorAddress(trustProxy),
  });
  const talking = { shared: archive.follow !== null, findGuest: guests.find, clock, random, log };
  const conversation = createConversation({ core, feed, kept, signer, ...talking });
  const presses = createPresses({ core, feed, kept, signer, log });
  const doorway = { host, publicUrl, asksCode: joinCode !== null, trustsProxy: trustProxy !== null };
  const limits = createPageLimits(clock);
  const routes = { core, clock, log, limits, feed, kept, sessions, visitors, conversation, presses, doorway };
  const files = await readPageFiles();
  const { standings, inspection, hidden } = options;
  const publicBoard = options.publicBoard && { ...options.publicBoard, origin: publicUrl?.origin ?? "" };
  const { app, endStreams } = createRoutes({ ...routes, files, standings, inspection, hidden, publicBoard });
  const server = createPageServer(app, trustProxy !== null);
  const endFollowing = hidden ? async () => {} : await followOthers(archive, feed, options.operators, clock);
  return {
    joinCode: joinCode?.code ?? null,
    platform: conversation.platform,
    open: () => open(server, options),
    close: () => close(server, endStreams, clock).then(endFollowing),
  };
}

async function openFiles(options: PageOptions, feed: Feed, signer: PageSigner): Promise<KeptFiles> {
  const { dataDirectory, clock, log, archive } = options;
  const needed = () => new Set([...feed.posts()].flatMap(({ content }) => filesOf(content)));
  const directory = join(dataDirectory, "page-images");
  const kept = await openKeptFiles({ directory, needed, clock, signer, archive });
  const warn = (error: unknown): void => log.warn({ error }, "the page could not delete old pictures");
  feed.onChange((replaced) => {
    kept.tidy().catch(warn);
    // What others have erased goes from here, too.
    const former = replaced.flatMap(({ content }) => filesOf(content));
    if (former.length > 0) kept.remove(former).catch(warn);
  });
  return kept;
}

/** @returns null where everybody is let in: where none was chosen, and only this machine reaches the page. */
function chooseCode(options: PageOptions, signer: PageSigner): JoinCode | null {
  const { host, clock, joinCode = null, trustProxy = null, publicUrl = null } = options;
  const local = isLoopback(host) && trustProxy === null && (publicUrl === null || isLoopback(hostNameOf(publicUrl)));
  return local && joinCode === null ? null : createJoinCode(signer, clock, joinCode);
}

async function open(server: Server, { host, port, portFixed, publicUrl = null }: PageOptions) {
  const listening = await listen(server, host, port, portFixed);
  return { ...pageAddresses(host, listening.port, publicUrl), ...listening };
}

function close(server: Server, endStreams: () => void, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    endStreams();
    // Whoever is still being answered has this long; a stuck reader must not keep the program alive.
    const stopWaiting = clock.after(patience, () => server.closeAllConnections());
    server.close(() => {
      stopWaiting();
      resolve();
    });
    server.closeIdleConnections();
  });
}
