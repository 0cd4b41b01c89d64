/** The body of a request: read as far as there is room and time for it. */
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
    const reading =
      (await readArrived(incoming, length, longest)) ?? startReading(incoming, length, longest, counted.clock);
    // What is too long is not kept, but it is read, which is work as well: so it has its share like others.
    const amount = Math.max(1, Math.min(length || longest, longest));
    const share = counted.room.takeOrDrop(counted.party, amount, () => reading.stop("tooMuchAtOnce"));
    if ("full" in share) {
      reading.stop("tooMuchAtOnce");
      return { problem: "tooMuchAtOnce" };
    }
    ({ end } = share);
    return reading.done;
  };
  try {
    return await work({ type: c.req.header("content-type") ?? "", read });
  } finally {
    end();
  }
}

/**
 * Waits for the end of a short body that nobody reads, so that no answer begins before it has come: proxies written in
 * Go, such as Caddy, break an answer off that begins while they are still sending.
 * @returns at once where the body is long, and after {@link bodyGrace} where it does not come.
 */
export async function passOver(incoming: IncomingMessage, clock: Clock): Promise<void> {
  const { headers, complete, readableDidRead, destroyed } = incoming;
  const length = Number(headers["content-length"] ?? (headers["transfer-encoding"] ? 1 : 0));
  if (complete || readableDidRead || destroyed || length === 0 || length > longestBody) return;
  await new Promise<void>((resolve) => {
    const finish = (): void => {
      callOff();
      resolve();
    };
    const callOff = clock.after(bodyGrace, finish);
    let left = longestBody;
    incoming.on("data", (chunk: Buffer) => (left -= chunk.length) < 0 && finish());
    for (const event of ["end", "error", "close"]) incoming.once(event, finish);
  });
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

/**
 * A body that has come together with its head, as short ones do: then there is nothing to watch over.
 * @returns undefined where something is still to come, or too much.
 */
async function readArrived(incoming: IncomingMessage, length: number, longest: number): Promise<Reading | undefined> {
  // Node hands the body on once whoever was given the head has let go of the thread.
  await Promise.resolve();
  if (!(length > 0 && length <= longest) || incoming.readableLength !== length) return undefined;
  const bytes = incoming.read() as Buffer<ArrayBuffer>;
  // On to its end, which may not have been told yet.
  incoming.resume();
  return { done: Promise.resolve({ bytes }), stop: () => {} };
}

/** @param length what the sender says, in bytes; NaN where nothing is said. */
function startReading(incoming: IncomingMessage, length: number, longest: number, clock: Clock): Reading {
  const { promise: done, resolve } = Promise.withResolvers<ReadBody>();
  const chunks = createChunks(length, longest);
  const began = clock.elapsed();
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
    const left = began + bodyGrace + (received * 1_000) / leastPace - clock.elapsed();
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
