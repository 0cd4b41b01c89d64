/** A page on a port of its own, people who use it over HTTP, and readers of its events. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createPage, type PageOptions } from "../../bots/web/bot.ts";
import type { PagePost, PrivateReply } from "../../bots/web/encode.ts";
import { createOperatorFolder, createOperators, type Operators } from "../../core/index.ts";
import type { ArchivedPost, PageArchive, PageFiles } from "../../core/chat/page-archive.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { patience, wordsOf } from "../until.ts";
import { createSmallCore, type SmallCore } from "./small-core.ts";

/** Keeps posts as long as the test lives, in the order of their first save. */
export type MemoryArchive = PageArchive & { posts: Map<string, ArchivedPost> };

/** @param followed left out: no other page works on the same posts. */
export function createMemoryArchive(followed?: Set<(revision: number) => void>): MemoryArchive {
  const posts = new Map<string, ArchivedPost>();
  let last = 0;
  return {
    posts,
    async save(seen, saved) {
      if (seen !== last) return false;
      last = Math.max(...saved.map(({ revision }) => revision));
      for (const post of saved) posts.set(post.id, post);
      for (const listener of followed ?? []) listener(last);
      return true;
    },
    async remove(...ids) {
      for (const id of ids) posts.delete(id);
    },
    async after(revision, limit) {
      const later = [...posts.values()].filter((post) => post.revision > revision);
      return { posts: limit === 0 ? [] : later.slice(-limit), revision: last };
    },
    files: createMemoryFiles(),
    follow: followed
      ? (listener) => {
          followed.add(listener);
          return { renew: async () => {}, end: async () => void followed.delete(listener) };
        }
      : null,
  };
}

/** Keeps files as long as the test lives. */
function createMemoryFiles(): PageFiles {
  const files = new Map<string, { bytes: Uint8Array; at: Date }>();
  return {
    keep: async (name, bytes, at) => void files.set(name, { bytes, at }),
    find: async (name) => (files.has(name) ? Buffer.from(files.get(name)!.bytes) : undefined),
    lacking: async (names) => names.filter((name) => !files.has(name)),
    async remove(names) {
      for (const name of names) files.delete(name);
    },
    async removeOld(before, needed) {
      for (const [name, { at }] of files) if (at < before && !needed.includes(name)) files.delete(name);
    },
  };
}

export type RunningPage = {
  core: SmallCore;
  address: string;
  /** The address as somebody is invited by it: where the page asks for a code, with that code. */
  entrance: string;
  port: number;
  clock: ManualClock;
  archive: MemoryArchive;
  dataDirectory: string;
  operators: Operators;
  logged: { details: Record<string, unknown>; message: string }[];
  /** Closes the page and opens it anew on the same port, data and people; everything in memory is gone. */
  restart(): Promise<void>;
  /** Closes the page and deletes its data. */
  end(): Promise<void>;
};

export type StartOptions = Partial<
  Pick<
    PageOptions,
    | "archive"
    | "random"
    | "hidden"
    | "host"
    | "joinCode"
    | "log"
    | "secret"
    | "trustProxy"
    | "publicUrl"
    | "inspection"
    | "publicBoard"
  >
> & { operators?: Operators };

export async function startPage(options: StartOptions = {}): Promise<RunningPage> {
  const dataDirectory = await mkdtemp(join(tmpdir(), "doubleblind-page-"));
  const archive = createMemoryArchive();
  const clock = createManualClock();
  const random = createSeededRandom(7);
  const logged: RunningPage["logged"] = [];
  const note = (details: Record<string, unknown>, message: string) => void logged.push({ details, message });
  const core = createSmallCore();
  const { operators = createOperators(createOperatorFolder(dataDirectory), () => clock.now()) } = options;
  const start = async (port: number) => {
    const page = await createPage({
      core,
      archive,
      clock,
      random,
      log: { info: note, warn: note, error: note },
      secret: Buffer.alloc(32, 1),
      dataDirectory,
      operators,
      host: "127.0.0.1",
      port,
      portFixed: port !== 0,
      ...options,
    });
    core.connect(page.platform);
    return { close: page.close, joinCode: page.joinCode, ...(await page.open()) };
  };
  let running = await start(0);
  const close = async () => {
    const closed = running.close();
    // Keep-alive connections of this process's own fetch end at this alarm.
    clock.advance(1_000);
    await closed;
  };
  return {
    core,
    address: running.address,
    entrance: running.address + (running.joinCode === null ? "" : `/#join=${running.joinCode}`),
    port: running.port,
    clock,
    archive,
    dataDirectory,
    operators,
    logged,
    async restart() {
      await close();
      running = await start(running.port);
    },
    async end() {
      await close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** Somebody with a cookie of their own. */
export class Person {
  readonly address: string;
  readonly headers: Record<string, string>;
  cookie = "";

  constructor(address: string, headers: Record<string, string> = {}) {
    this.address = address;
    this.headers = headers;
  }

  /** Makes somebody the page knows. */
  static async enter(address: string, headers: Record<string, string> = {}): Promise<Person> {
    const person = new Person(address, headers);
    const response = await person.post("/api/session", {});
    if (response.status !== 200) throw new Error(`no session: ${response.status}`);
    person.cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    return person;
  }

  post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.address + path, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(this.cookie ? { Cookie: this.cookie } : {}),
        ...this.headers,
        ...headers,
      },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  }

  /** Makes this person an operator of the page by a token, as its link does. */
  async operate(token: string): Promise<{ status: number; error?: string; cookie?: string | undefined }> {
    const response = await this.post("/api/operator", { token });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie += `; ${cookie.split(";")[0]}`;
    return { status: response.status, ...((await response.json()) as { error?: string }), cookie };
  }

  say(text: string, inReplyTo?: string): Promise<Response> {
    return this.post("/api/messages", { text, inReplyTo });
  }

  /** Everything this person sees, read from scratch. */
  async sees(): Promise<PageEvent[]> {
    const { revision } = (await (await this.post("/api/session", {})).json()) as { revision: number };
    const events = await this.listen();
    const seen = await events.until((event) => event.id === String(revision));
    events.stop();
    return seen;
  }

  async press(post: string, action: string): Promise<{ status: number; body: PrivateReply & { error?: string } }> {
    const response = await this.post("/api/actions", { post, action });
    return { status: response.status, body: (await response.json()) as PrivateReply & { error?: string } };
  }

  /** Opens the events; `lastEventId` as a browser sends it when it comes back. */
  async listen(lastEventId?: string): Promise<EventReader> {
    const stop = new AbortController();
    const response = await fetch(`${this.address}/api/events`, {
      headers: { Cookie: this.cookie, ...this.headers, ...(lastEventId ? { "Last-Event-ID": lastEventId } : {}) },
      signal: stop.signal,
    });
    if (!response.body) throw new Error("the events have no body");
    return new EventReader(response, stop);
  }
}

export type PageEvent = { event: string; id: string; data: PagePost };

/** Reads server-sent events as the specification says, one at a time. */
export class EventReader {
  readonly response: Response;
  readonly comments: string[] = [];
  lastEventId = "";
  readonly #stop: AbortController;
  readonly #reader: ReadableStreamDefaultReader<string>;
  #rest = "";

  constructor(response: Response, stop: AbortController) {
    this.response = response;
    this.#stop = stop;
    this.#reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  }

  /** The next event. @throws when the stream ends. */
  async next(): Promise<PageEvent> {
    for (;;) {
      const event = parseEvent(await this.block());
      if (!event || event.event === "alive") continue;
      this.lastEventId = event.id;
      return event;
    }
  }

  /**
   * Everything up to the first event that fits, which comes last.
   * @throws {Error} that says what was waited for, and what came instead, when it does not come in time.
   */
  async until(fits: (event: PageEvent) => boolean): Promise<PageEvent[]> {
    const vain = new Error();
    const events: PageEvent[] = [];
    const late = setTimeout(() => {
      vain.message = `Waited ${patience / 1000} seconds in vain for an event with: ${wordsOf(fits)}\nThe last of ${events.length}: ${JSON.stringify(events.at(-1))}`;
      this.stop(vain);
    }, patience);
    try {
      for (;;) {
        const event = await this.next();
        events.push(event);
        if (fits(event)) return events;
      }
    } finally {
      clearTimeout(late);
    }
  }

  /** The next block between empty lines, comments included. */
  async block(): Promise<string> {
    while (!this.#rest.includes("\n\n")) {
      const { value, done } = await this.#reader.read();
      if (done) throw new Error("the events have ended");
      this.#rest += value;
    }
    const end = this.#rest.indexOf("\n\n");
    const block = this.#rest.slice(0, end);
    this.#rest = this.#rest.slice(end + 2);
    if (block.startsWith(":")) this.comments.push(block);
    return block;
  }

  /** @param reason what whoever still reads is told. */
  stop(reason?: Error): void {
    this.#stop.abort(reason);
  }
}

function parseEvent(block: string): PageEvent | undefined {
  const fields = new Map(
    block.split("\n").map((line) => {
      const colon = line.indexOf(": ");
      return [line.slice(0, colon), line.slice(colon + 2)];
    }),
  );
  const data = fields.get("data");
  if (data === undefined) return undefined;
  return { event: fields.get("event") ?? "message", id: fields.get("id") ?? "", data: JSON.parse(data) as PagePost };
}
