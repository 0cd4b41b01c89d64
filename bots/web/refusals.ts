/** What is not done, and how a request is told so in its reader's language. */
import { createHash } from "node:crypto";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import {
  chooseLanguage,
  explainStoreFailure,
  type Language,
  languages,
  LimitReached,
  type Log,
  NeedsManager,
  NoMoreFollowUps,
  Refusal,
  type Sentences,
  sentences,
  type TooOften,
} from "../../core/index.ts";

/** The cookie by which somebody has chosen another language than their browser's. The page's own scripts set it. */
export const languageCookie = "doubleblind-language";

/** What somebody reads: as they chose on the page, else as their browser says. */
export function languageOf(c: Context): Language {
  const chosen = getCookie(c, languageCookie);
  return languages.find((language) => language === chosen) ?? chooseLanguage(c.req.header("accept-language"));
}

/** All sentences, in the language of whoever sends this. */
export function sentencesFor(c: Context): Sentences {
  return sentences(languageOf(c));
}

/** The page's own sentences, likewise. */
export function pageWords(c: Context): Sentences["page"] {
  return sentencesFor(c).page;
}

/** Something that is not done, as the page answers it: an HTTP status and a sentence for the person. */
export class NotDone extends Error {
  override readonly name = "NotDone";
  readonly status: 404 | 409 | 422 | 429 | 500;
  /** In how many seconds to try again; null: waiting does not help. */
  readonly seconds: number | null;

  constructor(status: NotDone["status"], message: string, options: ErrorOptions & { seconds?: number } = {}) {
    super(message, options);
    this.status = status;
    this.seconds = options.seconds ?? null;
  }
}

/** What went wrong, for the person; details go to the log. */
export function explainNotDone(error: unknown, language: Language, log: Log): NotDone {
  if (error instanceof NotDone) return error;
  if (error instanceof NeedsManager) {
    const { becomeOperator } = sentences(language).page.errors;
    return new NotDone(422, `${error.message} ${becomeOperator}`, { cause: error });
  }
  if (error instanceof LimitReached) return new NotDone(429, error.message, { cause: error, seconds: error.seconds });
  if (error instanceof NoMoreFollowUps) return new NotDone(409, error.message, { cause: error });
  if (error instanceof Refusal) return new NotDone(422, error.message, { cause: error });
  const failure = explainStoreFailure(error, language);
  if (failure !== undefined) return new NotDone(422, failure, { cause: error });
  log.error({ error }, "the page could not keep what it was told");
  return new NotDone(500, sentences(language).page.errors.broken, { cause: error });
}

/** Answers with a sentence: as an object, or as a page where a browser shows the answer itself. */
export function refuse(
  c: Context,
  status: ContentfulStatusCode,
  error: string,
  headers: Record<string, string> = {},
): Response {
  if (!c.req.header("accept")?.includes("text/html")) return c.json({ error }, status, headers);
  return c.html(refusalPage(error, languageOf(c)), status, { ...headers, "Content-Security-Policy": refusalPolicy });
}

/** A refusal that says in how many seconds to come back. The rest of the request's body is not waited for. */
export function refuseFor(c: Context, status: 429 | 503, sentence: string, seconds: number): Response {
  return refuse(c, status, sentence, { "Retry-After": String(seconds), Connection: "close" });
}

/** The answer to what came too often. */
export function refuseTooOften(c: Context, { full, seconds }: TooOften): Response {
  const { tooFast, tooBusy } = sentencesFor(c).refusals;
  return refuseFor(c, 429, full === "person" ? tooFast(seconds) : tooBusy(seconds), seconds);
}

const style = `
:root { color-scheme: light dark; background: light-dark(#f5f4f0, #15171a); color: light-dark(#22252a, #e6e5e1); }
body { max-width: 36rem; margin: 15vh auto; padding: 0 1.5rem; font: 1.125rem/1.6 system-ui, sans-serif; }
body { overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; }
`;

/** What a refusal that is a page may do: show itself. */
const refusalPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** It loads no file, because files may be refused as well. @param sentence plain text for the person. */
function refusalPage(sentence: string, language: Language): string {
  const text = sentence.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<!doctype html>
<html lang="${language === "zh" ? "zh-Hans" : language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Doubleblind</title>
<style>${style}</style>
<main>
<h1>Doubleblind</h1>
<p>${text}</p>
</main>
</html>
`;
}
