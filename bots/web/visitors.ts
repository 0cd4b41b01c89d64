/** Who sends a request, in which language they read, and whether they have been let in. */
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { chooseLanguage, type Language, languages, sentences } from "../../core/index.ts";
import { communities, type Visitor } from "./decode.ts";
import { isFromThisMachine } from "./guard.ts";
import type { Guests } from "./guests.ts";
import type { JoinCode } from "./join-code.ts";
import { addressGroup, type VisitorAddress } from "./visitor-address.ts";
import { cookieSeconds, type Session, type Sessions } from "./sessions.ts";

export type VisitorsOptions = {
  sessions: Sessions;
  /** Null where everybody is let in, because only this machine reaches the page. */
  joinCode: JoinCode | null;
  guests: Guests;
  /** Where the server listens. */
  host: string;
  addressOf: VisitorAddress;
};

export interface Visitors {
  /** Whoever the page knows by a cookie. */
  session(c: Context): Session | undefined;
  /** Likewise, or else somebody new. */
  begin(c: Context): Session;
  /** Whether somebody may see and say anything. */
  isIn(c: Context): boolean;
  /** Tries a code for somebody; a right one lets them in from now on. */
  join(c: Context, session: Session, typed: string): "joined" | "wrong" | "too-often";
  /** What limits count somebody's requests by: their address, or the network it is in. */
  addressGroup(c: Context): string;
  /** Them as core's sender. */
  visitor(c: Context, session: Session): Visitor;
  /** The community that everybody here belongs to. */
  readonly community: string;
}

/** The cookie by which somebody has chosen another language than their browser's. The page's own scripts set it. */
export const languageCookie = "doubleblind-language";

export function createVisitors({ sessions, joinCode, guests, host, addressOf }: VisitorsOptions): Visitors {
  const keep = { path: "/", httpOnly: true, sameSite: "Strict", maxAge: cookieSeconds } as const;
  const community = joinCode ? communities.open : communities.local;
  const runsPage = (c: Context): boolean => isFromThisMachine(host, c.req.raw.headers);
  const session = (c: Context): Session | undefined => {
    const known = sessions.read(getCookie(c, sessions.cookieName));
    if (known) guests.note(known);
    return known;
  };
  const groupOf = (c: Context): string => addressGroup(addressOf(getConnInfo(c).remote.address, c.req.raw.headers));
  return {
    community,
    addressGroup: groupOf,
    session,
    begin(c) {
      const known = session(c);
      if (known) return known;
      const begun = sessions.begin();
      setCookie(c, sessions.cookieName, begun.cookie, keep);
      guests.note(begun.session);
      return begun.session;
    },
    isIn(c) {
      if (!joinCode || runsPage(c)) return true;
      const known = session(c);
      return known !== undefined && joinCode.hasJoined(known, getCookie(c, joinCode.cookieName));
    },
    join(c, joining, typed) {
      if (!joinCode) return "joined";
      const outcome = joinCode.join(joining, typed, groupOf(c));
      if (typeof outcome === "string") return outcome;
      setCookie(c, joinCode.cookieName, outcome.cookie, keep);
      return "joined";
    },
    visitor: (c, who) => ({ session: who, language: languageOf(c), runsPage: runsPage(c), community }),
  };
}

/** What somebody reads: as they chose on the page, else as their browser says. */
export function languageOf(c: Context): Language {
  const chosen = getCookie(c, languageCookie);
  return languages.find((language) => language === chosen) ?? chooseLanguage(c.req.header("accept-language"));
}

/** The page's sentences for whoever sends this. */
export function pageWords(c: Context) {
  return sentences(languageOf(c)).page;
}

/** A request that is not carried out. */
export function refuse(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  headers: Record<string, string> = {},
): Response {
  return c.json({ error }, status, headers);
}
