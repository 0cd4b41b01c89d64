/** What is said of an endpoint and its models once each has been asked: who answers, and why others do not. */
import { readModelName } from "../models/chat-names.ts";
import type { Completion, FailureReason, ModelFailure } from "../models/completion.ts";
import type { Trial } from "../models/endpoint-check.ts";
import { secretsOf } from "../models/endpoint-address.ts";
import { type EndpointTrouble, findListed, findMeant, type ModelList } from "../models/model-list.ts";
import type { Model } from "../models/model.ts";
import type { Endpoint } from "../models/roster.ts";
import type { Examination, Finding } from "./check.ts";

/** An endpoint as findings name it. */
export type EndpointSubject = {
  name: string;
  endpoint: Endpoint;
  /** What to do when it wants a key and has none. */
  giveKey: string;
  /** Names of the variables that hold its key. */
  variables: readonly string[];
};

type Words = Pick<Examination["words"], "endpoints" | "listSeparator">;
type Failed = Extract<Trial, { failure: ModelFailure }>;

/**
 * A finding for each model; a single one where they all fail for a reason that lies with their endpoint.
 * @param list what the endpoint's own list told, which is asked for reasons only: the trials say who answers.
 */
export function describeTrials(
  subject: EndpointSubject,
  list: ModelList | EndpointTrouble,
  trials: readonly Trial[],
  words: Words,
): Finding[] {
  const answers = trials.flatMap((trial) =>
    "answer" in trial ? describeAnswer(trial.model, trial.answer, words) : [],
  );
  return [...answers, ...explainFailures(subject, list, trials, words)];
}

/** The findings of {@link describeTrials} for those that did not answer. */
export function explainFailures(
  subject: EndpointSubject,
  list: ModelList | EndpointTrouble,
  trials: readonly Trial[],
  words: Words,
): Finding[] {
  const failed = trials.filter((trial): trial is Failed => "failure" in trial);
  const whole = failed.length === trials.length ? explainAll(subject, list, failed, words) : undefined;
  return whole ? [whole] : failed.map((trial) => explainFailure(subject, list, trial, words));
}

function describeAnswer(model: Model, answer: Completion, { endpoints, listSeparator }: Words): Finding {
  const { firstTextMilliseconds, totalMilliseconds, inputTokens, outputTokens, cost, withheld } = answer;
  const taken = endpoints.answered(nameModel(model), firstTextMilliseconds / 1000, totalMilliseconds / 1000);
  const tokens = inputTokens === null && outputTokens === null ? null : (inputTokens ?? 0) + (outputTokens ?? 0);
  const what = endpoints.account(taken, tokens, cost, model.price !== null, withheld.join(listSeparator));
  if (answer.finishReason === "stop") return { state: "ok", what };
  return { state: "warning", what: endpoints.cut(what), mend: endpoints.raiseMaxTokens };
}

function nameModel({ id, endpoint }: Model): string {
  return `${id} (${endpoint})`;
}

/** Why none of them answers, if that is one reason for all. */
function explainAll(
  subject: EndpointSubject,
  list: ModelList | EndpointTrouble,
  failed: readonly Failed[],
  words: Words,
): Finding | undefined {
  const [first, ...others] = failed.map(({ failure }) => failure);
  const isShared = (one: "kind" | "reason"): boolean => others.every((other) => other[one] === first?.[one]);
  const shared = isShared("reason") ? explainReason(subject, failed[0], words) : undefined;
  if (shared || first === undefined || !isShared("kind")) return shared;
  if (first.kind === "unauthorized") return explainEndpoint(subject, { kind: "unauthorized" }, words);
  if (list.kind !== "models" && list.kind !== "none") return explainEndpoint(subject, list, words);
  const { name, endpoint } = subject;
  const isLost = list.kind === "none" && [404, 405].includes(list.status) && first.reason === "no-model";
  if (!isLost || hasVersion(endpoint.baseURL)) return undefined;
  const { wrongPath } = words.endpoints;
  return wrong(wrongPath(name, endpoint.baseURL), suggestPath(endpoint.baseURL, words.endpoints));
}

/** A reason that lies with the account or the place, when all of them have it. */
function explainReason(subject: EndpointSubject, first: Failed | undefined, words: Words): Finding | undefined {
  const reason = first?.failure.reason ?? null;
  if (reason === "no-credit") return explainEndpoint(subject, { kind: reason }, words);
  return first && isAboutPlace(reason) ? explainPlace(subject.name, reason, detailOf(first), words) : undefined;
}

/** These say where the request came from, which is the same for every model. */
type AboutPlace = "place" | "challenge" | "blocked";

function isAboutPlace(reason: FailureReason | null): reason is AboutPlace {
  return reason === "place" || reason === "challenge" || reason === "blocked";
}

function explainPlace(name: string, reason: AboutPlace, said: string, { endpoints }: Words): Finding {
  const { why, mend } = endpoints.reasons[reason];
  return wrong(endpoints.noAnswer(name, why, said), mend);
}

function wrong(what: string, mend: string): Finding {
  return { state: "wrong", what, mend };
}

/** What is wrong with an endpoint that cannot be used, and how to mend it. */
export function explainEndpoint(
  { name, endpoint, giveKey, variables }: EndpointSubject,
  trouble: EndpointTrouble,
  words: Words,
): Finding {
  const { endpoints, listSeparator } = words;
  const { baseURL } = endpoint;
  switch (trouble.kind) {
    case "unreachable":
      return wrong(...explainUnreachable(name, baseURL, trouble.reason, endpoints));
    case "timed-out":
      return wrong(endpoints.timedOut(name, baseURL), endpoints.tryLater);
    case "unauthorized":
      if (secretsOf(endpoint).length === 0) return wrong(endpoints.keyWanted(name), giveKey);
      return wrong(endpoints.keyRefused(name), endpoints.renewKey(variables.join(listSeparator)));
    case "no-credit":
      return wrong(endpoints.noCredit(name), endpoints.topUp);
    case "rate-limited":
      return { state: "warning", what: endpoints.rateLimited(name), mend: endpoints.slowDown };
    case "server-error":
      return wrong(endpoints.serverError(name, trouble.status), endpoints.tryLater);
    case "place":
    case "challenge":
      return explainPlace(name, trouble.kind, "", words);
    case "web-page":
      return wrong(endpoints.webPage(name, baseURL), suggestPath(baseURL, endpoints));
    case "not-openai":
      return wrong(endpoints.notOpenai(name, baseURL), suggestPath(baseURL, endpoints));
    case "oversized":
      return wrong(endpoints.oversized(name, baseURL), endpoints.checkPath);
  }
}

function explainUnreachable(
  name: string,
  baseURL: string,
  reason: string,
  words: Words["endpoints"],
): [string, string] {
  const what = words.unreachable(name, baseURL, reason);
  if (["ENOTFOUND", "EAI_AGAIN"].includes(reason)) return [what, words.checkHost];
  if (/CERT|SIGNED|SIGNATURE|_SSL_|_TLS_|EPROTO/.test(reason)) return [what, words.checkCertificate];
  const here = ["localhost", "127.0.0.1", "[::1]"].includes(new URL(baseURL).hostname);
  return [what, here ? words.startIt : words.checkAddress];
}

function suggestPath(baseURL: string, words: Words["endpoints"]): string {
  return hasVersion(baseURL) ? words.checkPath : words.addPath(`${baseURL.replace(/\/+$/, "")}/v1`);
}

function hasVersion(baseURL: string): boolean {
  return /\/v\d+\w*(\/|$)/.test(new URL(baseURL).pathname);
}

/** Why one model does not answer, and what to do. */
function explainFailure(
  { name }: EndpointSubject,
  list: ModelList | EndpointTrouble,
  trial: Failed,
  { endpoints }: Words,
): Finding {
  const { model, failure } = trial;
  const { kind, reason } = failure;
  const who = nameModel(model);
  const chat = explainOtherKind(model, failure, endpoints);
  if (chat) return chat;
  if (reason === "no-model" && list.kind === "models" && !findListed(model.model, list.models)) {
    const meant = findMeant(model.model, list.models);
    const mend = meant === undefined ? endpoints.checkName : endpoints.meant(meant);
    return wrong(endpoints.absent(name, model.model, model.id), mend);
  }
  const { why, mend } = isTold(reason) ? endpoints.reasons[reason] : endpoints.failures[kind];
  const passes = reason !== "no-credit" && (kind === "rate-limited" || kind === "aborted");
  const what = endpoints.noAnswer(who, why, detailOf(trial));
  return { state: passes ? "warning" : "wrong", what, mend };
}

/** Reasons that have words of their own, beside those that depend on more. */
function isTold(reason: FailureReason | null): reason is Exclude<FailureReason, "responses-only" | "no-chat"> {
  return reason !== null && reason !== "responses-only" && reason !== "no-chat";
}

/** A model that its endpoint has, but does not serve for chats. Its maker does not always say which it is. */
function explainOtherKind(
  model: Model,
  { kind, reason }: ModelFailure,
  words: Words["endpoints"],
): Finding | undefined {
  const isDenied = reason === "responses-only" || reason === "no-chat";
  const named = readModelName(model.model);
  if (kind !== "rejected" || (!isDenied && (reason !== null || named === "chat"))) return undefined;
  const elsewhere = reason === "responses-only" || named === "responses";
  const who = nameModel(model);
  return elsewhere ? wrong(words.responsesOnly(who), words.useGateway) : wrong(words.notForChat(who), words.leaveOut);
}

/** The endpoint's own words, where there are any. */
function detailOf({ model: { id, endpoint }, failure: { message } }: Failed): string {
  const start = `${id} at ${endpoint}: `;
  const said = message.startsWith(start) ? message.slice(start.length) : message;
  const at = said.indexOf(" (");
  return at >= 0 && said.endsWith(")") ? said.slice(at + 2, -1) : "";
}
