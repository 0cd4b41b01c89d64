/** Who would take part: every mistake in the roster, and whether every endpoint answers, lets its key in and has its models. */
import { MissingRoster, UnreadableRoster } from "../models/participants.ts";
import { RosterProblems, type Endpoint } from "../models/roster.ts";
import type { Check, Examination, Finding } from "./check.ts";
import { checkEndpoint, type EndpointTrouble, type EndpointVerdict } from "../models/endpoint-check.ts";
import type { Model } from "../models/model.ts";

/** Who would take part, or every mistake in the roster. */
export const rosterCheck: Check = {
  name: "roster",
  title: (words) => words.roster.title,
  needs: ["ROSTER", "DEMO"],
  look: async (examination) => {
    try {
      return [await describeRoster(examination)];
    } catch (error) {
      const findings = explainRoster(error, examination);
      if (!findings) throw error;
      return findings;
    }
  },
};

async function describeRoster({ settings, words, participants }: Examination): Promise<Finding> {
  const { roster, why } = await participants();
  const active = roster.models.filter((model) => model.status === "active").length;
  const what = {
    roster: words.roster.fromFile(settings.roster, active),
    ollama: words.roster.fromOllama(active),
    demo: words.roster.demo(settings.roster),
    "demo-asked": words.roster.demoAsked,
  }[why];
  return { state: "ok", what };
}

function explainRoster(error: unknown, { words: { roster } }: Examination): Finding[] | undefined {
  if (error instanceof RosterProblems)
    return error.problems.map(({ place, problem }) => ({
      state: "wrong",
      what: roster.bad(place, problem.replace(/\.$/, "")),
      mend: roster.correct,
    }));
  if (error instanceof UnreadableRoster)
    return [{ state: "wrong", what: roster.unreadable(error.path, error.code), mend: roster.letRead }];
  if (error instanceof MissingRoster)
    return [{ state: "wrong", what: roster.missing(error.path), mend: roster.copyExample }];
  return undefined;
}

/** One endpoint, and what is said of it. */
type Subject = { name: string; endpoint: Endpoint; models: number; variables: readonly string[] };

/** Whether every endpoint answers, lets its key in and has its models. */
export const endpointsCheck: Check = {
  name: "endpoints",
  title: (words) => words.endpoints.title,
  needs: ["ROSTER", "DEMO"],
  look: async (examination) => {
    try {
      const { roster } = await examination.participants();
      const names = Object.keys(roster.endpoints);
      return (await Promise.all(names.map((name) => checkOne(name, examination)))).flat();
    } catch (error) {
      if (!(error instanceof RosterProblems || error instanceof MissingRoster)) throw error;
      const { notChecked, correctRosterFirst } = examination.words;
      return [{ state: "warning", what: notChecked, mend: correctRosterFirst }];
    }
  },
};

async function checkOne(name: string, examination: Examination): Promise<Finding[]> {
  const { roster, variablesOf } = await examination.participants();
  const endpoint = roster.endpoints[name];
  const models = roster.models.filter((model) => model.endpoint === name && model.status === "active");
  const words = examination.words.endpoints;
  if (!endpoint || models.length === 0) return [{ state: "ok", what: words.idle(name) }];
  const variables = endpoint.apiKey === null ? [] : variablesOf(endpoint.apiKey);
  return examineEndpoint({ name, endpoint, variables }, models, examination);
}

/** Looks whether an endpoint answers, lets its key in and has these models, of which there is at least one. */
export async function examineEndpoint(
  subject: Omit<Subject, "models">,
  models: readonly Model[],
  { words, clock }: Pick<Examination, "words" | "clock">,
): Promise<Finding[]> {
  const verdict = await checkEndpoint(subject.endpoint, models, clock);
  return describe({ ...subject, models: models.length }, verdict, words);
}

function describe(subject: Subject, verdict: EndpointVerdict, words: Examination["words"]): Finding[] {
  const { endpoints, listSeparator } = words;
  if (verdict.kind !== "ready") return [explainEndpoint(subject, verdict, words)];
  const { name, endpoint, models } = subject;
  const there = models - verdict.absent.length;
  const tried = verdict.tried.filter((model) => !verdict.absent.some((absent) => absent.model === model));
  const proof = tried.length > 0 ? endpoints.tried(tried.map((model) => model.model).join(listSeparator)) : "";
  const what = (endpoint.apiKey === null ? endpoints.fineWithoutKey : endpoints.fine)(name, there, proof);
  return [
    { state: "ok", what },
    ...verdict.absent.map(({ model, closest }): Finding => ({
      state: "wrong",
      what: endpoints.absent(name, model.model),
      mend: closest === undefined ? endpoints.checkName(model.id) : endpoints.meant(model.id, closest),
    })),
  ];
}

/** What is wrong with an endpoint that cannot be used, and how to mend it. */
export function explainEndpoint(
  { name, endpoint, variables }: Omit<Subject, "models">,
  trouble: EndpointTrouble,
  { endpoints, listSeparator }: Examination["words"],
): Finding {
  const { baseURL } = endpoint;
  const wrong = (what: string, mend: string): Finding => ({ state: "wrong", what, mend });
  const warning = (what: string, mend: string): Finding => ({ state: "warning", what, mend });
  switch (trouble.kind) {
    case "unreachable":
      return wrong(...explainUnreachable(name, baseURL, trouble.reason, endpoints));
    case "timed-out":
      return wrong(endpoints.timedOut(name, baseURL), endpoints.tryLater);
    case "unauthorized":
      if (variables.length === 0) return wrong(endpoints.keyWanted(name), endpoints.giveKey(name));
      return wrong(endpoints.keyRefused(name), endpoints.renewKey(variables.join(listSeparator)));
    case "no-credit":
      return wrong(endpoints.noCredit(name), endpoints.topUp);
    case "rate-limited":
      return warning(endpoints.rateLimited(name), endpoints.slowDown(name));
    case "server-error":
      return wrong(endpoints.serverError(name, trouble.status), endpoints.tryLater);
    case "web-page":
      return wrong(endpoints.webPage(name, baseURL), suggestPath(baseURL, endpoints));
    case "wrong-path":
      return wrong(endpoints.wrongPath(name, baseURL), suggestPath(baseURL, endpoints));
    case "not-openai":
      return wrong(endpoints.notOpenai(name, baseURL), suggestPath(baseURL, endpoints));
    case "oversized":
      return wrong(endpoints.oversized(name, baseURL), endpoints.checkPath);
    case "refused":
      return warning(endpoints.refused(name, trouble.words), endpoints.checkUnsupported);
  }
}

function explainUnreachable(
  name: string,
  baseURL: string,
  reason: string,
  words: Examination["words"]["endpoints"],
): [string, string] {
  const what = words.unreachable(name, baseURL, reason);
  if (["ENOTFOUND", "EAI_AGAIN"].includes(reason)) return [what, words.checkHost];
  if (/CERT|SIGNED|SIGNATURE|_SSL_|_TLS_|EPROTO/.test(reason)) return [what, words.checkCertificate];
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(baseURL).hostname);
  return [what, here ? words.startIt : words.checkAddress];
}

function suggestPath(baseURL: string, words: Examination["words"]["endpoints"]): string {
  const plain = baseURL.replace(/\/+$/, "");
  return /\/v\d+\w*(\/|$)/.test(new URL(plain).pathname) ? words.checkPath : words.addPath(`${plain}/v1`);
}
