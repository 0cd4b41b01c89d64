/** How much of the page one visitor, one address and all together may have. docs/page-interface.md has the table. */
import { type Clock, createPace, createShares, type Limits, type Pace, type Shares } from "../../core/index.ts";

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;
const second = 1_000;

/** Event streams open at once: one for each window. A school class behind one address, with eight windows each, has 240. */
export const mostStreams: Limits = { person: 24, origin: 300, all: 1_000 };

/** Bytes of forms that are being received or worked on. One address may take all of them until others need some. */
export const mostUploaded: Limits = { person: 48 * megabyte, origin: 160 * megabyte, all: 160 * megabyte };

/** The same for all other bodies. */
export const mostWritten: Limits = { person: 2 * megabyte, origin: 32 * megabyte, all: 32 * megabyte };

/** The longest body taken as JSON, in bytes. Any question the arena takes is far shorter. */
export const longestBody = 128 * kilobyte;

/** The longest form taken, in bytes: one of the largest files, or four large photographs, and a little more. */
export const longestForm = 22 * megabyte;

/** How many files a message may have: more than a question takes, so that core can say what is wrong. */
export const mostFiles = 8;

/** Connections open at once. A class of 150 whose browsers open six each has 900. */
export const mostConnections: Limits = { person: 1_000, origin: 1_000, all: 2_000 };

/** Requests within {@link requestWindow}, by the weight of each. A class of 150 that opens the page at once has 16,000. */
export const mostRequests: Limits = { person: 2_400, origin: 18_000, all: 40_000 };
const requestWindow = 10 * second;

/**
 * Presses and reactions within {@link requestWindow}, which cost little. They are counted apart, so that nothing else that
 * is asked for at an address keeps anybody there from voting.
 */
export const mostPresses: Limits = { person: 300, origin: 10_000, all: 100_000 };

/**
 * What a request counts for. Opening the events sends everything there is; the page's own files cost little. Opening the
 * page weighs about 100.
 */
export function weightOf(path: string): number {
  if (path === "/api/events") return 20;
  // A board of an earlier day may have to be read, or a picture drawn.
  if (path.startsWith("/api/") || /^\/board(?:\/(?!style|icon)|\.png)/.test(path)) return 8;
  return path.startsWith("/images/") ? 3 : 1;
}

/** Pages, pictures and the like of the public board that have to be made within {@link requestWindow}, because nobody asked before. */
export const mostMade: Limits = { person: 40, origin: 40, all: 200 };

/** New people within {@link sessionWindow}. */
export const mostSessions: Limits = { person: 300, origin: 300, all: 3_000 };
const sessionWindow = 600 * second;

/** How many bytes a second a body must arrive at, at least. */
export const leastPace = 16 * kilobyte;
/** How long a body may take before its speed counts, in milliseconds. */
export const bodyGrace = 15 * second;
/** How long the head of a request may take, in milliseconds. */
export const longestHead = 15 * second;
/**
 * How long a connection may be idle, in milliseconds. Node takes in one new connection in a turn of its loop, so while it is
 * busy, whoever needs a new one waits longest: people who read and vote should not.
 */
export const longestIdle = 60 * second;

/** What is counted while the page runs. */
export type PageLimits = Record<"streams" | "uploaded" | "written", Shares> &
  Record<"requests" | "presses" | "sessions" | "made", Pace>;

/** Counts that are kept in memory only, all of them at zero. */
export function createPageLimits(clock: Pick<Clock, "elapsed">): PageLimits {
  return {
    streams: createShares(mostStreams),
    uploaded: createShares(mostUploaded),
    written: createShares(mostWritten),
    requests: createPace(mostRequests, requestWindow, clock),
    presses: createPace(mostPresses, requestWindow, clock),
    sessions: createPace(mostSessions, sessionWindow, clock),
    made: createPace(mostMade, requestWindow, clock),
  };
}
