/** Who sends a request, in which language they read, and whether they have been let in. */
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { chooseLanguage, type Language, languages, type Sentences, sentences } from "../../core/index.ts";
import { communities, type Visitor } from "./decode.ts";
import type { Guests } from "./guests.ts";
import type { JoinCode } from "./join-code.ts";
import type { OperatorCookie } from "./operator-cookie.ts";
import { refusalPage, refusalPolicy } from "./refusal-page.ts";
import { addressGroup, type VisitorAddress } from "./visitor-address.ts";
import { cookieSeconds, type Session, type Sessions } from "./sessions.ts";

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
  prove(c: Context, session: Session, token: string): "operator" | "wrong" | { wait: number };
  /** Whether somebody runs the page. */
  isOperator(c: Context, session: Session): boolean;
  /** The sender's address, or its network, as limits count it. */
  addressGroup(c: Context): string;
  /** Them as core's sender. */
  visitor(c: Context, session: Session): Visitor;
  /** The community that everybody here belongs to. */
  readonly community: string;
}

/** The cookie by which somebody has chosen another language than their browser's. The page's own scripts set it. */
export const languageCookie = "doubleblind-language";

export function createVisitors({
  sessions,
  joinCode,
  operatorCookie,
  guests,
  secure,
  addressOf,
}: VisitorsOptions): Visitors {
  const keep = { path: "/", httpOnly: true, sameSite: "Strict", secure, maxAge: cookieSeconds } as const;
  const community = joinCode ? communities.open : communities.local;
  const isOperator = (c: Context, who: Session): boolean =>
    operatorCookie.isOperator(who, getCookie(c, operatorCookie.cookieName));
  /** By request: its limits, its door and its answer all ask, and each signature costs more than the rest of them. */
  const read = new WeakMap<Context, Session | null>();
  const session = (c: Context): Session | undefined => {
    let known = read.get(c);
    if (known === undefined) {
      known = sessions.read(getCookie(c, sessions.cookieName)) ?? null;
      read.set(c, known);
      if (known) guests.note(known);
    }
    return known ?? undefined;
  };
  const gaveCode = (c: Context, who: Session): boolean =>
    joinCode === null || joinCode.hasJoined(who, getCookie(c, joinCode.cookieName));
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
      if (!joinCode) return true;
      const known = session(c);
      return known !== undefined && (gaveCode(c, known) || isOperator(c, known));
    },
    watch(c) {
      const known = session(c);
      return known === undefined || gaveCode(c, known) ? () => true : () => isOperator(c, known);
    },
    join(c, joining, typed) {
      if (!joinCode) return "joined";
      const outcome = joinCode.join(joining, typed, groupOf(c));
      if (typeof outcome === "string" || "wait" in outcome) return outcome;
      setCookie(c, joinCode.cookieName, outcome.cookie, keep);
      return "joined";
    },
    prove(c, who, token) {
      const outcome = operatorCookie.prove(who, token);
      if (typeof outcome === "string" || "wait" in outcome) return outcome;
      setCookie(c, operatorCookie.cookieName, outcome.cookie, keep);
      return "operator";
    },
    isOperator,
    visitor: (c, who) => ({
      session: who,
      language: languageOf(c),
      runsPage: isOperator(c, who),
      community,
      origin: groupOf(c),
    }),
  };
}

/** What somebody reads: as they chose on the page, else as their browser says. */
export function languageOf(c: Context): Language {
  const chosen = getCookie(c, languageCookie);
  return languages.find((language) => language === chosen) ?? chooseLanguage(c.req.header("accept-language"));
}

/** All sentences for whoever sends this, and the page's own. */
export function sentencesFor(c: Context): Sentences {
  return sentences(languageOf(c));
}
export function pageWords(c: Context) {
  return sentencesFor(c).page;
}

/** A request that is not carried out: an object with the sentence, or a page where a browser shows the answer itself. */
export function refuse(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  headers: Record<string, string> = {},
): Response {
  if (!c.req.header("accept")?.includes("text/html")) return c.json({ error }, status, headers);
  return c.html(refusalPage(error, languageOf(c)), status, { ...headers, "Content-Security-Policy": refusalPolicy });
}
