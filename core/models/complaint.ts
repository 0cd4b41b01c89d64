/** What an endpoint says when it refuses a request, in whatever shape it says it. */
import type { APIError } from "openai";
import { isRecord } from "./json.ts";

/** An endpoint's refusal as it was understood. */
export type Complaint = {
  /** Of HTTP, or one that the body names; undefined where there is none. */
  status: number | undefined;
  /** What it says to people. */
  words: string;
  /** What it says to programs, such as `insufficient_quota`; in small letters. */
  codes: readonly string[];
  /** The parts of the request that it points at, each as a path: `["response_format", "type"]`. */
  paths: readonly (readonly string[])[];
  /** Whether it is a page for people rather than an answer to a program. */
  page: boolean;
};

/** What is read of the error that the SDK throws. */
export type ReportedError = Pick<APIError, "status" | "headers" | "code" | "param" | "type"> & {
  error: unknown;
  message?: string;
};

/** How deep a body is looked into, JSON inside strings included. */
const deepest = 12;
/** How many values of a body are looked at. */
const mostValues = 500;
/** How much of one text is looked at. In characters. */
const longestText = 4_000;
/** How much is made of all texts together. In characters. */
const longestWords = 8_000;

/** Reads the body, which is an object, a list, text, or JSON in a text. */
export function readComplaint(error: ReportedError): Complaint {
  const found: Found = { texts: [], codes: [], paths: [], statuses: [], left: mostValues };
  const body: unknown = error.error ?? error.message;
  const page = typeof body === "string" && /^\s*<(?:!doctype|html|head|body|\?xml)/i.test(body.slice(0, 200));
  if (page) lookAtPage(found, body, error.headers);
  else look(found, "message", body, 0);
  for (const code of [error.code, error.type]) if (typeof code === "string") found.codes.push(code);
  if (typeof error.param === "string") found.paths.push(splitPath(error.param));
  const texts = [...new Set(found.texts.map((text) => text.trim()))].filter((text) => text !== "");
  return {
    status: chooseStatus(error.status, found.statuses),
    // Who says nothing that was understood is shown as it is.
    words: (texts.length > 0 ? joinTexts(texts) : show(body)).slice(0, longestWords),
    codes: found.codes.map((code) => code.toLowerCase()),
    paths: found.paths.filter((path) => path.length > 0),
    page,
  };
}

/** A gateway may call it a failure of its own (5xx) when whoever stands behind it refused the request (4xx). */
function chooseStatus(outer: number | undefined, inner: readonly number[]): number | undefined {
  if (outer !== undefined && outer !== 500 && outer !== 502) return outer;
  return inner.find((one) => one < 500) ?? outer ?? inner[0];
}

type Found = { texts: string[]; codes: string[]; paths: string[][]; statuses: number[]; left: number };

/** Fields that hold words for people … */
const texts =
  /^(?:message|msg|detail|details|error|errors|description|error_?description|error_?msg|reason|title|raw)$/i;
/** … those for programs … */
const codes = /^(?:code|type|status|error_?code|error_?type)$/i;
/** … and those that point at a part of the request. */
const pointers = /^(?:param|params|parameter|field|loc|location|property|path)$/i;
/** In these, endpoints send the request back, with the question in it. */
const echoes = /^(?:input|inputs|ctx|body|request|messages|prompt|url)$/i;

function look(found: Found, name: string, value: unknown, depth: number): void {
  found.left -= 1;
  if (depth > deepest || found.left < 0 || echoes.test(name)) return;
  if (pointers.test(name) && isPath(value)) found.paths.push([value].flat().flatMap(splitPath));
  else if (typeof value === "string") lookAtText(found, name, value.slice(0, longestText), depth);
  else if (typeof value === "number") lookAtNumber(found, name, value);
  else if (Array.isArray(value)) for (const one of value.slice(0, mostValues)) look(found, name, one, depth + 1);
  else if (isRecord(value)) (/^errors$/i.test(name) ? lookAtFaults : lookAtFields)(found, value, depth);
}

/** Some servers list faults by field: `{ "errors": { "seed": ["is not allowed"] } }`. */
function lookAtFaults(found: Found, faults: Record<string, unknown>, depth: number): void {
  for (const [name, fault] of Object.entries(faults).slice(0, mostValues)) {
    const before = found.texts.length;
    look(found, "message", fault, depth + 1);
    const said = found.texts[before];
    if (said !== undefined) found.texts[before] = `${name}: ${said}`;
  }
}

function lookAtNumber(found: Found, name: string, value: number): void {
  if (codes.test(name) && value >= 400 && value < 600) found.statuses.push(value);
}

function lookAtFields(found: Found, value: Record<string, unknown>, depth: number): void {
  const before = found.texts.length;
  for (const [name, field] of Object.entries(value).slice(0, mostValues)) look(found, name, field, depth + 1);
  const said = found.texts[before];
  // Of what pydantic says, the place is half the sentence.
  if (said !== undefined && isPath(value["loc"])) found.texts[before] = `${[value["loc"]].flat().join(".")}: ${said}`;
}

function lookAtText(found: Found, name: string, text: string, depth: number): void {
  if (codes.test(name)) {
    found.codes.push(text.slice(0, 100));
    if (/^[45]\d\d$/.test(text)) found.statuses.push(Number(text));
  } else if (texts.test(name)) {
    const { before, inside } = splitJson(text);
    if (before.trim() !== "") found.texts.push(before);
    if (inside !== undefined) look(found, name, inside, depth + 1);
  }
}

/** Gateways put the answer of whoever stands behind them into a text of their own: `BadRequestError - {"error": …}`. */
function splitJson(text: string): { before: string; inside?: unknown } {
  const start = text.search(/[{[]\s*["{[]/);
  const end = Math.max(text.lastIndexOf("}"), text.lastIndexOf("]")) + 1;
  if (start === -1 || end <= start) return { before: text };
  try {
    return { before: `${text.slice(0, start)} ${text.slice(end)}`, inside: JSON.parse(text.slice(start, end)) };
  } catch {
    return { before: text };
  }
}

function isPath(value: unknown): value is string | (string | number)[] {
  if (typeof value === "string") return value.length <= longestText;
  return Array.isArray(value) && value.length <= 20 && value.every((one) => ["string", "number"].includes(typeof one));
}

/** `messages[0].role` is `["messages", "0", "role"]`. */
function splitPath(path: string | number): string[] {
  const parts = String(path)
    .slice(0, 200)
    .split(/[.[\]'"/\s]+/);
  return parts.filter((part) => part !== "" && part !== "body");
}

function lookAtPage(found: Found, page: string, headers: Headers | undefined): void {
  const beginning = page.slice(0, longestText * 4);
  found.texts.push(/<title[^>]{0,200}>([^<]{1,4000})/i.exec(beginning)?.[1] ?? beginning);
  if (headers?.has("cf-mitigated") || challenges.test(beginning)) found.codes.push(challengeCode);
}

/** Stands among the codes when a page wants to see whether a person is there. */
export const challengeCode = "challenge";
const challenges = /challenge|captcha|cf[-_]chl|just a moment|attention required|verify (?:that )?you are/i;

function joinTexts(sentences: readonly string[]): string {
  return sentences.map((text) => (/[.!?:;。！？：]$/.test(text) ? text : `${text}.`)).join(" ");
}

function show(body: unknown): string {
  if (body === null || body === undefined || body === "") return "";
  if (typeof body === "string") return body.slice(0, longestText);
  try {
    return JSON.stringify(body).slice(0, longestText);
  } catch {
    // Nested too deep.
    return "";
  }
}
