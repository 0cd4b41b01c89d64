/** Fetching with limits: a server may send without end, or compressed so that little becomes much. */

const kibibyte = 1024;
const mebibyte = 1024 * kibibyte;

/** How much may come, in bytes after decompression. */
type ReadLimits = {
  /** A whole body. */
  body: number;
  /** Of a stream of events: one event, and all together. */
  events: { each: number; all: number };
};

/** How much of an error's body is read. */
const errorBeginning = 64 * kibibyte;

/**
 * What a model's endpoint may send: more than any list of models needs, or the longest answer with every character escaped.
 * A stream spends some hundred bytes on each token, and is not kept.
 */
export const endpointLimits: ReadLimits = { body: 8 * mebibyte, events: { each: 8 * mebibyte, all: 256 * mebibyte } };

/** More arrived than allowed. The connection has been closed, and nothing kept. */
export class OversizedResponse extends Error {
  override readonly name = "OversizedResponse";
  /** What was too long. */
  readonly part: "body" | "event" | "stream";
  /** In bytes. */
  readonly limit: number;

  constructor(part: OversizedResponse["part"], limit: number) {
    const what = { body: "a response", event: "one event of a stream", stream: "a stream" }[part];
    super(`${what} of more than ${Math.round(limit / mebibyte)} MiB was sent, and was broken off`);
    this.part = part;
    this.limit = limit;
  }
}

/**
 * A `fetch` whose bodies fail with {@link OversizedResponse} as soon as more has arrived than allowed. The body of an
 * error is cut short instead, because its status says most.
 * @param limits without a `body`, only errors are cut short, and whoever reads the rest counts it: {@link countBytes}.
 * @example
 * const response = await createBoundedFetch({ body: 1024 })("https://example.org/small.json");
 */
export function createBoundedFetch({ body: most }: Partial<ReadLimits>, send: typeof fetch = fetch): typeof fetch {
  return async (...request) => {
    const response = await send(...request);
    const { body, status, statusText, headers } = response;
    if (!body || (response.ok && most === undefined)) return response;
    // A `Response` cannot be made with any other status, and no honest server sends one.
    const known = status >= 200 && status <= 599 ? status : 502;
    const bound = response.ok && most !== undefined ? boundBody(most) : cutShort();
    return new Response(body.pipeThrough(new TransformStream(bound)), { status: known, statusText, headers });
  };
}

/** Counts the next bytes of a body. @throws {OversizedResponse} when more has come than allowed. */
export type ByteCount = (chunk: Uint8Array) => void;

/** Counts a body by what it is said to be: JSON, which is kept whole, or a stream of events. */
export function countBytes({ headers }: Response, { body, events }: ReadLimits): ByteCount {
  return (headers.get("content-type") ?? "").includes("json") ? countBody(body) : countEvents(events);
}

function countBody(limit: number): ByteCount {
  let length = 0;
  return (chunk) => {
    length += chunk.length;
    if (length > limit) throw new OversizedResponse("body", limit);
  };
}

/** Events end with an empty line. The beginning of an event in the chunk where another ends is small, and not counted. */
function countEvents(limits: ReadLimits["events"]): ByteCount {
  let all = 0;
  let event = 0;
  let last = nothing;
  return (chunk) => {
    all += chunk.length;
    if (all > limits.all) throw new OversizedResponse("stream", limits.all);
    // Nearly every chunk ends where an event does.
    if (chunk.at(-1) === lineFeed && chunk.at(-2) === lineFeed) {
      event = 0;
      last = nothing;
      return;
    }
    const seen = Buffer.concat([last, chunk]);
    const end = Math.max(...emptyLines.map((line) => seen.lastIndexOf(line)));
    event = end === -1 ? event + chunk.length : seen.length - end;
    if (event > limits.each) throw new OversizedResponse("event", limits.each);
    last = seen.subarray(-longestEmptyLine + 1);
  };
}

const emptyLines = ["\n\n", "\r\r", "\r\n\r\n"].map((line) => Buffer.from(line));
const longestEmptyLine = 4;
const lineFeed = 10;
const nothing = Buffer.alloc(0);

type Bound = Transformer<Uint8Array, Uint8Array>;

function boundBody(limit: number): Bound {
  const count = countBody(limit);
  return {
    transform(chunk, controller) {
      count(chunk);
      controller.enqueue(chunk);
    },
  };
}

function cutShort(): Bound {
  let left = errorBeginning;
  return {
    transform(chunk, controller) {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) controller.terminate();
    },
  };
}
