/** Who sends a request, and whether they have been let in. */
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { type Language, openPageCommunity, type Party } from "../../core/index.ts";
import type { JoinCode, OperatorCookie } from "./passes.ts";
import { languageOf } from "./refusals.ts";
import { cookieSeconds, type Guests, type Session, type Sessions } from "./sessions.ts";
import { addressGroup, type VisitorAddress } from "./visitor-address.ts";

/** Somebody at the page, as core hears of them. */
export type Visitor = {
  session: Session;
  language: Language;
  /** Whether they have shown an operator's token. */
  runsPage: boolean;
  /** One of {@link communities}. */
  community: string;
  /** Their address as the limits count it: see `addressGroup`. */
  origin: string;
};

/** The page is one community; what strangers decide on an open page stays apart. */
export const communities = { local: "web:local", open: openPageCommunity } as const;

/** What it takes to know people. */
export type VisitorsOptions = {
  sessions: Sessions;
  /** Null where everybody is let in, because only this machine reaches the page. */
  joinCode: JoinCode | null;
  operatorCookie: OperatorCookie;
  guests: Guests;
  /** Whether cookies are sent over https only. */
  secure: boolean;
  addressOf: VisitorAddress;
};

/** Knows people by their cookies, and sets these. */
export interface Visitors {
  /** Whoever the page knows by a cookie. */
  session(c: Context): Session | undefined;
  /** Likewise, or else somebody new. */
  begin(c: Context): Session;
  /** Whether somebody may see and say anything. */
  isIn(c: Context): boolean;
  /** Tells whether somebody who is in still is: an operator who never gave the code is not, once revoked. */
  watch(c: Context): () => boolean;
  /** Tries a code; the right one lets this person in from now on. @returns seconds to wait after too many wrong ones. */
  join(c: Context, session: Session, typed: string): "joined" | "wrong" | { wait: number };
  /** Tries an operator's token; a valid one makes this person an operator until it is revoked. */
  prove(c: Context, session: Session, token: string): Promise<"operator" | "wrong" | { wait: number }>;
  /** Whom a request counts for. */
  party(c: Context): Party;
  /** Them as core's sender. */
  visitor(c: Context, session: Session): Visitor;
}

/** The page asks for a code where `options` has one. */
export function createVisitors(options: VisitorsOptions): Visitors {
  const { joinCode, operatorCookie, addressOf } = options;
  const session = sessionReader(options);
  const groupOf = (c: Context): string => addressGroup(addressOf(getConnInfo(c).remote.address, c.req.raw.headers));
  const isOperator = (c: Context, who: Session): boolean =>
    operatorCookie.isOperator(who, getCookie(c, operatorCookie.cookieName));
  const gaveCode = (c: Context, who: Session): boolean =>
    joinCode === null || joinCode.hasJoined(who, getCookie(c, joinCode.cookieName));
  return {
    session,
    isIn(c) {
      if (!joinCode) return true;
      const known = session(c);
      return known !== undefined && (gaveCode(c, known) || isOperator(c, known));
    },
    watch(c) {
      const known = session(c);
      return known === undefined || gaveCode(c, known) ? () => true : () => isOperator(c, known);
    },
    party: (c) => ({ person: session(c)?.person ?? null, origin: groupOf(c) }),
    visitor: (c, who) => ({
      session: who,
      language: languageOf(c),
      runsPage: isOperator(c, who),
      community: joinCode ? communities.open : communities.local,
      origin: groupOf(c),
    }),
    ...cookieGiving(options, session, groupOf),
  };
}

type Reader = Visitors["session"];

/** Reads a session once a request: its limits, its door and its answer all ask, and checking a signature is dear. */
function sessionReader({ sessions, guests }: VisitorsOptions): Reader {
  const read = new WeakMap<Context, Session | null>();
  return (c) => {
    let known = read.get(c);
    if (known === undefined) {
      known = sessions.read(getCookie(c, sessions.cookieName)) ?? null;
      read.set(c, known);
      if (known) guests.note(known);
    }
    return known ?? undefined;
  };
}

/** What sets a cookie. */
function cookieGiving(
  { sessions, joinCode, operatorCookie, guests, secure }: VisitorsOptions,
  session: Reader,
  groupOf: (c: Context) => string,
): Pick<Visitors, "begin" | "join" | "prove"> {
  const keep = { path: "/", httpOnly: true, sameSite: "Strict", secure, maxAge: cookieSeconds } as const;
  return {
    begin(c) {
      const known = session(c);
      if (known) return known;
      const begun = sessions.begin();
      setCookie(c, sessions.cookieName, begun.cookie, keep);
      guests.note(begun.session);
      return begun.session;
    },
    join(c, joining, typed) {
      if (!joinCode) return "joined";
      const outcome = joinCode.join(joining, typed, groupOf(c));
      if (typeof outcome === "string" || "wait" in outcome) return outcome;
      setCookie(c, joinCode.cookieName, outcome.cookie, keep);
      return "joined";
    },
    async prove(c, who, token) {
      const outcome = await operatorCookie.prove(who, token);
      if (typeof outcome === "string" || "wait" in outcome) return outcome;
      setCookie(c, operatorCookie.cookieName, outcome.cookie, keep);
      return "operator";
    },
  };
}
