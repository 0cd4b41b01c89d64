/** How much of the page one visitor, one address and all together may have. docs/page-interface.md has the table. */
import type { Context } from "hono";
import {
  type Clock,
  createPace,
  createShares,
  type Limits,
  type Pace,
  type Party,
  type Shares,
  type TooOften,
} from "../../core/index.ts";
import { pageWords, refuse, sentencesFor, type Visitors } from "./visitors.ts";

const megabyte = 1024 * 1024;
const second = 1_000;

/** Event streams open at once: one for each window. A school class behind one address, with eight windows each, has 240. */
export const mostStreams: Limits = { person: 24, origin: 300, all: 1_000 };

/** Bytes of forms that are being received or worked on. One address may take all of them until others need some. */
export const mostUploaded: Limits = { person: 48 * megabyte, origin: 160 * megabyte, all: 160 * megabyte };

/** The same for all other bodies. */
export const mostWritten: Limits = { person: 2 * megabyte, origin: 32 * megabyte, all: 32 * megabyte };

/** Connections open at once. */
export const mostConnections: Limits = { person: 600, origin: 600, all: 2_000 };

/** Requests within {@link requestWindow}, by the weight of each. */
export const mostRequests: Limits = { person: 1_200, origin: 6_000, all: 30_000 };
const requestWindow = 10 * second;

/** Opening the events sends everything there is; the page's own files cost little. Opening the page weighs about 80. */
export function weightOf(path: string): number {
  if (path === "/api/events") return 20;
  return /^\/(?:api|images)\//.test(path) ? 3 : 1;
}

/** New people within {@link sessionWindow}. */
export const mostSessions: Limits = { person: 120, origin: 120, all: 3_000 };
const sessionWindow = 600 * second;

/** How many bytes a second a body must arrive at, at least. */
export const leastPace = 16 * 1024;
/** How long a body may take before its speed counts, in milliseconds. */
export const bodyGrace = 15 * second;
/** How long the head of a request may take, in milliseconds. */
export const longestHead = 15 * second;

export type PageLimits = { streams: Shares; uploaded: Shares; written: Shares; requests: Pace; sessions: Pace };

export function createPageLimits(clock: Pick<Clock, "now">): PageLimits {
  return {
    streams: createShares(mostStreams),
    uploaded: createShares(mostUploaded),
    written: createShares(mostWritten),
    requests: createPace(mostRequests, requestWindow, clock),
    sessions: createPace(mostSessions, sessionWindow, clock),
  };
}

/** Whom a request counts for. */
export function partyOf(c: Context, visitors: Visitors): Party {
  return { person: visitors.session(c)?.person ?? null, origin: visitors.addressGroup(c) };
}

/** The answer to what came too often. */
export function refuseTooOften(c: Context, { full, seconds }: TooOften): Response {
  const { tooFast, tooBusy } = sentencesFor(c).refusals;
  return refuseFor(c, 429, full === "person" ? tooFast(seconds) : tooBusy(seconds), seconds);
}

/** The answer to an address from which too many new people come. */
export function refuseNewcomer(c: Context, { seconds }: TooOften): Response {
  return refuseFor(c, 429, pageWords(c).errors.tooManyNewcomers(Math.ceil(seconds / 60)), seconds);
}

/** A refusal that says in how many seconds to come back. The rest of the request's body is not waited for. */
export function refuseFor(c: Context, status: 429 | 503, sentence: string, seconds: number): Response {
  return refuse(c, status, sentence, { "Retry-After": String(seconds), Connection: "close" });
}
