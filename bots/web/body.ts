/** The body of a request: read as far as there is room and time for it, and taken apart where it is a form. */
import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import type { Context } from "hono";
import type { Clock, Party, Shares } from "../../core/index.ts";
import { bodyGrace, leastPace, longestBody } from "./limits.ts";
import { pageWords, refuse, refuseFor } from "./refusals.ts";

/** When to send again what there was no room for, in seconds. */
const tryAgainSeconds = 10;

/** How much of a body that is too long is still read, in bytes: who is still sending does not read the answer. */
const longestRead = 48 * 1024 * 1024;

/** Why a body could not be used: the names of the page's own sentences. */
export type BodyProblem =
  | "tooLong"
  | "tooSlow"
  | "tooMuchAtOnce"
  | "brokenOff"
  | "filesTooLarge"
  | "tooManyFiles"
  | "notJson"
  | "notText"
  | "emptyText"
  | "notPress"
  | "notReaction";

/** The HTTP status of each. */
const bodyStatus: Readonly<Record<BodyProblem, 400 | 408 | 413 | 429>> = {
  tooSlow: 408,
  tooMuchAtOnce: 429,
  brokenOff: 400,
  tooLong: 413,
  filesTooLarge: 413,
  tooManyFiles: 413,
  notJson: 400,
  notText: 400,
  emptyText: 400,
  notPress: 400,
  notReaction: 400,
};

/** The body of a request, or what is wrong with it. */
export type Decoded<T> = { value: T } | { problem: BodyProblem };

/** All bytes of a body, or why there are none. */
export type ReadBody = { bytes: Buffer<ArrayBuffer> } | { problem: BodyProblem };

/** A body that has still to be read. */
export type Body = {
  /** Its `Content-Type`. */
  type: string;
  /** Reads all of it, once. @param longest in bytes. */
  read(longest: number): Promise<ReadBody>;
};

/**
 * Works with the body of a request; its bytes count until that is done.
 * @param room where its bytes are counted, for `party`.
 */
export async function withBody<T>(
  c: Context,
  counted: { party: Party; room: Shares; clock: Clock },
  work: (body: Body) => Promise<T>,
): Promise<T> {
  const { incoming } = c.env as HttpBindings;
  let end = (): void => {};
  const read = async (longest: number): Promise<ReadBody> => {
    const length = Number(incoming.headers["content-length"] ?? Number.NaN);
    const reading = startReading(incoming, length, longest, counted.clock);
    // What is too long is not kept, but it is read, which is work as well: so it has its share like others.
    const amount = Math.max(1, Math.min(length || longest, longest));
    const share = counted.room.takeOrDrop(counted.party, amount, () => reading.stop("tooMuchAtOnce"));
    if ("full" in share) reading.stop("tooMuchAtOnce");
    else ({ end } = share);
    return reading.done;
  };
  try {
    return await work({ type: c.req.header("content-type") ?? "", read });
  } finally {
    end();
  }
}

/** The value of a body that is JSON. */
export async function readJson(sent: Body): Promise<Decoded<unknown>> {
  const body = await sent.read(longestBody);
  if ("problem" in body) return body;
  try {
    return { value: JSON.parse(body.bytes.toString("utf8")) as unknown };
  } catch {
    return { problem: "notJson" };
  }
}

/** The answer to a body that could not be used. */
export function refuseBody(c: Context, problem: BodyProblem): Response {
  const sentence = pageWords(c).errors[problem];
  if (problem === "tooMuchAtOnce") return refuseFor(c, 429, sentence, tryAgainSeconds);
  return refuse(c, bodyStatus[problem], sentence, problem === "tooSlow" ? { Connection: "close" } : {});
}

type Reading = { done: Promise<ReadBody>; stop: (problem: BodyProblem) => void };

/** @param length what the sender says, in bytes; NaN where nothing is said. */
function startReading(incoming: IncomingMessage, length: number, longest: number, clock: Clock): Reading {
  const { promise: done, resolve } = Promise.withResolvers<ReadBody>();
  const chunks = createChunks(length, longest);
  const began = clock.now().getTime();
  let received = 0;
  let callOff = (): void => {};
  const finish = (result: ReadBody): void => {
    callOff();
    for (const [event, listener] of Object.entries(listeners)) incoming.off(event, listener);
    incoming.pause();
    resolve(result);
  };
  const listeners = {
    data: (chunk: Buffer) => {
      received += chunk.length;
      chunks.add(chunk);
      if (received > longestRead) finish({ problem: "tooLong" });
    },
    end: () => finish(received > longest ? { problem: "tooLong" } : { bytes: chunks.whole() }),
    // The sender has gone: nobody reads the answer, and nothing is wrong here.
    error: () => finish({ problem: "brokenOff" }),
    close: () => finish({ problem: "brokenOff" }),
  };
  const watch = (): void => {
    const left = began + bodyGrace + (received * 1_000) / leastPace - clock.now().getTime();
    if (left <= 0) finish({ problem: "tooSlow" });
    else callOff = clock.after(Math.ceil(left), watch);
  };
  for (const [event, listener] of Object.entries(listeners)) incoming.on(event, listener);
  watch();
  if (incoming.readableEnded || incoming.destroyed) listeners.close();
  return { done, stop: (problem) => finish({ problem }) };
}

/** Keeps what arrives, unless it is, or will be, too much. If the length is known, every byte is held only once. */
function createChunks(length: number, longest: number) {
  const whole = length <= longest ? Buffer.allocUnsafeSlow(length) : undefined;
  const most = length > longest ? 0 : longest;
  let chunks: Buffer[] = [];
  let at = 0;
  return {
    add(chunk: Buffer) {
      if (whole) chunk.copy(whole, at);
      else if (at + chunk.length <= most) chunks.push(chunk);
      else chunks = [];
      at += chunk.length;
    },
    whole: (): Buffer<ArrayBuffer> => whole ?? Buffer.concat(chunks),
  };
}

/** How many fields a form may have beside its files: its text, and some to spare. */
const mostFields = 8;

/** The longest head of a part, in bytes: names of files have up to 255. */
const longestPartHead = 4 * 1024;

/** A file of a form: a part of the form's own bytes, not a copy. */
export type FormFile = { name: string; bytes: Uint8Array<ArrayBuffer> };

/** A form, taken apart. Of a field given twice the last value counts. */
export type Form = { fields: Record<string, string>; files: FormFile[] };

const blankLine = Buffer.from("\r\n\r\n");

/**
 * Takes a form with files (`multipart/form-data`) apart, without copying, in one search through its bytes.
 * @param type the `Content-Type` it came with.
 * @param mostFiles reading stops at one more than this.
 * @returns undefined if it is not a form, or not complete.
 */
export function readForm(body: Buffer<ArrayBuffer>, type: string, mostFiles: number): Form | undefined {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;",]{1,70}))/i.exec(type) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return undefined;
  const between = Buffer.from(`\r\n--${boundary}`, "latin1");
  const form: Form = { fields: {}, files: [] };
  const opening = between.subarray(2);
  if (!body.subarray(0, opening.length).equals(opening)) return undefined;
  let at = opening.length;
  for (let parts = 0; parts <= mostFields + mostFiles; parts += 1) {
    const next = body.toString("latin1", at, at + 2);
    if (next === "--") return form;
    if (next !== "\r\n") return undefined;
    const head = body.subarray(at + 2, at + 2 + longestPartHead);
    const headEnd = head.indexOf(blankLine);
    const begin = at + 2 + headEnd + blankLine.length;
    const end = body.indexOf(between, begin);
    if (headEnd < 0 || end < 0) return undefined;
    if (!addPart(form, head.toString("utf8", 0, headEnd), body.subarray(begin, end))) return undefined;
    if (form.files.length > mostFiles) return form;
    at = end + between.length;
  }
  return undefined;
}

function addPart(form: Form, head: string, bytes: Buffer<ArrayBuffer>): boolean {
  const parameters = parametersOf(head);
  const name = parameters?.get("name");
  if (!parameters || name === undefined) return false;
  const file = extendedValue(parameters.get("filename*")) ?? parameters.get("filename");
  if (file !== undefined) form.files.push({ name: file, bytes });
  // Defined, not assigned: a name such as `__proto__` is an entry like any other.
  else
    Object.defineProperty(form.fields, name, { value: bytes.toString("utf8"), enumerable: true, configurable: true });
  return true;
}

/**
 * The parameters in a part's head, by name. Browsers quote every value, and escape quotes and line ends in it as in an
 * address; other clients quote only what they must.
 */
function parametersOf(head: string): Map<string, string> | undefined {
  const disposition = head.split("\r\n").find((line) => /^content-disposition:\s*form-data\s*(?:;|$)/i.test(line));
  const found = disposition?.matchAll(/;\s*([^\s=;"]+)=(?:"([^"]*)"|([^\s;"]*))/g);
  const unescaped = (value: string): string => value.replaceAll(/%0D|%0A|%22/g, decodeURIComponent);
  return (
    found &&
    new Map([...found].map(([, name = "", quoted, plain = ""]) => [name.toLowerCase(), unescaped(quoted ?? plain)]))
  );
}

/** The value of `filename*=UTF-8''a%20b`, which no browser sends. @returns what was written if it cannot be read. */
function extendedValue(written: string | undefined): string | undefined {
  const [, escaped] = /^utf-8'[^']*'(.*)$/is.exec(written ?? "") ?? [];
  try {
    return escaped === undefined ? written : decodeURIComponent(escaped);
  } catch {
    return escaped;
  }
}
