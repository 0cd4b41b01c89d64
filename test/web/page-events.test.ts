/** What readers of the events get: everything once, again after a break, and after a restart of the server. */
import { EventEmitter } from "node:events";
import { Agent, type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createEventEncoder,
  type EventSink,
  heartbeatMilliseconds,
  type Reading,
  sendEvents,
} from "../../bots/web/events.ts";
import { createFeed, type Feed } from "../../bots/web/feed.ts";
import { mostStreams } from "../../bots/web/limits.ts";
import { createManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";
import { createMemoryArchive, type PageEvent, Person, type RunningPage, startPage } from "./page-kit.ts";

const log = { info: () => {}, warn: () => {}, error: () => {} };
const answers = { a: "Because.", b: "Why not?" };
const words = (events: PageEvent[]) => events.map((one) => `${one.event}: ${one.data.intro}`);

describe("a reader", () => {
  let page: RunningPage;
  let person: Person;

  beforeEach(async () => {
    page = await startPage();
    person = await Person.enter(page.address);
  });

  afterEach(() => page.end());

  /** Three questions; the first battle is opened last, so that the order of posts is not that of changes. */
  async function threeQuestions(): Promise<string[]> {
    for (const text of ["one", "two", "three"]) await person.say(text);
    await page.core.open(page.core.battles[0]!, answers);
    return page.core.battles;
  }

  it("gets every post in the order they were made, as it stands", async () => {
    await threeQuestions();
    const events = await (await person.listen()).until((event) => event.data.replyTo !== null && event.id === "7");
    const waiting = "post: Two models are answering.";
    expect(words(events)).toEqual(["post: one", "post: Vote now.", "post: two", waiting, "post: three", waiting]);
  });

  it("loses nothing wherever its connection breaks", async () => {
    await threeQuestions();
    const whole = await (await person.listen()).until((event) => event.id === "7");
    for (let read = 1; read <= whole.length; read += 1) {
      const events = await person.listen();
      const first = [];
      while (first.length < read) first.push(await events.next());
      events.stop();
      const more = await person.listen(events.lastEventId);
      // Something new at the end tells that nothing else is to come.
      await page.core.close(page.core.battles[2]!, answers);
      const second = await more.until((event) => event.data.intro.startsWith("Closed"));
      more.stop();
      expect(new Set([...first, ...second].map((event) => event.data.id))).toEqual(
        new Set(whole.map((event) => event.data.id)),
      );
    }
  });

  it("gets after a break only what it has not seen", async () => {
    const events = await person.listen();
    await threeQuestions();
    await events.until((event) => event.event === "edit");
    events.stop();
    await person.say("four");
    await page.core.close(page.core.battles[0]!, answers);
    const more = await person.listen(events.lastEventId);
    expect(words([await more.next(), await more.next(), await more.next()])).toEqual([
      "edit: Closed. A was X, B was Y.",
      "post: four",
      "post: Two models are answering.",
    ]);
  });

  it("finds everything again after a restart, with buttons that work", async () => {
    const [battle] = await threeQuestions();
    const before = await (await person.listen()).until((event) => event.id === "7");
    await page.restart();
    const events = await person.listen();
    expect(await events.until((event) => event.id === "7")).toEqual(before);
    expect((await person.press(battle!, "vote:a")).status).toBe(200);
    await page.core.close(battle!, answers);
    expect(await events.next()).toMatchObject({ event: "edit", id: "8", data: { id: battle, buttons: [] } });
  });

  it("is told everything anew when its number comes from another archive", async () => {
    await person.say("one");
    expect(await (await person.listen("4711")).next()).toMatchObject({ event: "post", data: { text: "one" } });
  });

  it("sees public posts without a session, and nothing of its own", async () => {
    await person.say("/secret");
    await person.say("/picture");
    const stranger = await new Person(page.address).listen();
    expect(await stranger.next()).toMatchObject({ event: "post", data: { text: "/picture", own: false } });
  });

  it("hears a comment when nothing else happens", async () => {
    const events = await person.listen();
    await events.block();
    await until(() => page.clock.pending().length > 0);
    page.clock.advance(heartbeatMilliseconds - 1);
    expect(events.comments).toEqual([]);
    page.clock.advance(1);
    expect(await events.block()).toMatch(/^: /);
    await person.say("/picture");
    expect((await events.next()).data.text).toBe("/picture");
  });

  it("leaves nothing behind when it goes", async () => {
    const readers = await Promise.all([person.listen(), person.listen(), person.listen()]);
    await until(() => page.clock.pending().length === 3);
    for (const reader of readers) reader.stop();
    await until(() => page.clock.pending().length === 0);
    await person.say("/picture");
    expect((await (await person.listen()).next()).data.text).toBe("/picture");
  });

  it("has a place however often others ask for nothing but the headers", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 4 });
    const head = () =>
      new Promise<IncomingMessage>((resolve, reject) => {
        const asked = request(`${page.address}/api/events`, { method: "HEAD", agent }, (response) => {
          response.resume().on("end", () => resolve(response));
        });
        asked.on("error", reject).end();
      });
    const refused = await Promise.all(Array.from({ length: mostStreams.person + 1 }, head));
    agent.destroy();
    expect(new Set(refused.map((response) => response.statusCode))).toEqual(new Set([405]));
    expect(refused[0]?.headers.allow).toBe("GET");
    await person.say("one");
    expect((await (await person.listen()).next()).data.text).toBe("one");
  });

  it("has a place after somebody asked for all of them over one connection, then went", async () => {
    const socket = connect(page.port, "127.0.0.1");
    socket.on("error", () => {});
    const asked = `GET /api/events HTTP/1.1\r\nHost: localhost\r\nCookie: ${person.cookie}\r\n\r\n`;
    socket.write(asked.repeat(mostStreams.person));
    await until(() => page.clock.pending().length === mostStreams.person);
    const refused = await fetch(`${page.address}/api/events`, { headers: { Cookie: person.cookie } });
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("30");
    socket.destroy();
    await until(() => page.clock.pending().length === 0);
    await person.say("one");
    expect((await (await person.listen()).next()).data.text).toBe("one");
  });

  it("holds up nobody when it does not read", async () => {
    await person.say("one");
    const battle = page.core.battles[0]!;
    // A socket that is never read: the kernel's buffers fill, then the server has to wait.
    const stuck = request(`${page.address}/api/events`, { headers: { Cookie: person.cookie } });
    stuck.on("response", (response) => response.pause());
    stuck.on("error", () => {});
    stuck.end();
    const events = await person.listen();
    const long = "x".repeat(100_000);
    for (let round = 1; round <= 300; round += 1) {
      await page.core.close(battle, { a: long, b: String(round) });
    }
    await events.until((event) => event.data.answers[1]?.text === "300");
    stuck.destroy();
  });
});

describe("a stream", () => {
  const content = (text: string) => ({
    at: "2030-01-01T00:00:00.000Z",
    author: null,
    replyTo: null,
    asker: null,
    text,
    answers: null,
    footer: null,
    buttons: [],
    pastActions: [],
    images: [],
    draw: null,
    followUps: false,
    waiting: false,
  });
  type Sent = Uint8Array | string;

  /** A reader that takes one event at a time, and the next one only when it asks for it. */
  function open(feed: Feed, more: Partial<Reading> = {}) {
    const sent: Sent[] = [];
    const asking = new EventEmitter();
    const sink: EventSink = {
      write: (event) => sent.push(event) < 0,
      end: () => {},
      on: (what, listener) => void asking.on(what, listener),
    };
    const encode = createEventEncoder();
    const reading: Reading = {
      ...{ feed, clock: createManualClock(), reader: undefined, seen: undefined, mayRead: () => true },
      encode: (item, post) => encode(item, post, undefined, "en"),
      ...more,
    };
    const close = sendEvents(reading, sink, () => {});
    const next = (): string => {
      asking.emit("drain");
      return Buffer.from(sent.at(-1) ?? "").toString();
    };
    return { sent, close, next };
  }

  it("keeps no queue: who comes late gets the newest state once", async () => {
    const feed = await createFeed(createMemoryArchive(), 10, log);
    await feed.add("one", null, content("0"));
    const { sent, close, next } = open(feed);
    for (let round = 1; round <= 1_000; round += 1)
      await feed.edit("one", () => ({ ...content(String(round)), createdRevision: 1 }));
    while (!next().includes('"1000"'));
    // How soon to try again, and the post.
    expect(sent).toHaveLength(2);
    close();
  });

  it("is the same bytes for a thousand readers, but for those who have a part in what is told", async () => {
    const feed = await createFeed(createMemoryArchive(), 2, log);
    const encode = createEventEncoder();
    const readers = Array.from({ length: 1_000 }, (_, index) => `reader ${index}`);
    const streams = readers.map((reader) =>
      open(feed, { reader, encode: (item, post) => encode(item, post, reader, "en") }),
    );
    /** Everything that all of them are told next. */
    const told = (): Sent[] => {
      const from = streams.map(({ sent }) => sent.length);
      for (const { next } of streams) next();
      return streams.flatMap(({ sent }, index) => sent.slice(from[index]));
    };
    await feed.add("one", null, { ...content("1"), author: "reader 7" });
    const [first, ...others] = told();
    expect(new Set([first, ...others]).size).toBe(2);
    expect(others.filter((event) => event !== first).map(String)).toEqual([expect.stringContaining('"own":true')]);
    await feed.edit("one", (now) => ({ ...now, reactions: { "reader 8": "a" } }));
    expect(new Set(told()).size).toBe(3);
    await feed.add("two", null, content("2"));
    expect(new Set(told()).size).toBe(1);
    await feed.add("three", null, content("3"));
    expect([new Set(told()).size, new Set(told()).size]).toEqual([1, 1]);
    expect(String(streams[0]?.sent.at(-1))).toContain("event: remove");
    for (const { close } of streams) close();
  });

  it("takes away the oldest posts when there are more than the page keeps", async () => {
    const archive = createMemoryArchive();
    const feed = await createFeed(archive, 2, log);
    await feed.add("one", null, content("1"));
    await feed.add("two", null, content("2"));
    const { close, next } = open(feed, { seen: 2 });
    await feed.add("three", null, content("3"));
    expect(next()).toContain("event: post");
    expect(next()).toBe('event: remove\nid: 3\ndata: {"id":"one"}\n\n');
    expect(feed.find("one", undefined)).toBeUndefined();
    close();
    await until(() => !archive.posts.has("one"));
    expect([...archive.posts.keys()]).toEqual(["two", "three"]);
    const again = await createFeed(archive, 2, log);
    expect([...again.posts()].map((post) => post.id)).toEqual(["two", "three"]);
  });

  it("rids an archive that was never tidied of everything but the newest", async () => {
    const archive = createMemoryArchive();
    const large = await createFeed(archive, 100, log);
    for (let count = 1; count <= 17; count += 1) await large.add(String(count), null, content(String(count)));
    const feed = await createFeed(archive, 2, log);
    expect([...feed.posts()].map((post) => post.id)).toEqual(["16", "17"]);
    expect([...archive.posts.keys()]).toEqual(["16", "17"]);
    expect(feed.revision()).toBe(17);
  });

  it("loses no post because an old one could not be removed, and removes it later", async () => {
    const archive = createMemoryArchive();
    const warnings: string[] = [];
    const feed = await createFeed(archive, 2, { ...log, warn: (_details, message) => void warnings.push(message) });
    const { remove } = archive;
    archive.remove = () => Promise.reject(new Error("disk full"));
    for (const id of ["one", "two", "three"]) await feed.add(id, null, content(id));
    await until(() => warnings.length > 0);
    expect([...feed.posts()].map((post) => post.id)).toEqual(["two", "three"]);
    archive.remove = remove;
    await feed.add("four", null, content("four"));
    await until(() => archive.posts.size === 2);
    expect([...archive.posts.keys()]).toEqual(["three", "four"]);
    expect(warnings).toHaveLength(1);
  });

  it("never shows a post before the archive has it", async () => {
    const archive = createMemoryArchive();
    const feed = await createFeed(archive, 10, log);
    const saved = Promise.withResolvers<void>();
    const save = archive.save;
    archive.save = async (seen, posts) => {
      await saved.promise;
      return save(seen, posts);
    };
    const added = feed.add("one", null, content("1"));
    await new Promise(setImmediate);
    expect(feed.newsAfter(undefined, undefined)).toEqual({ items: [], until: 0 });
    saved.resolve();
    await added;
    expect(feed.newsAfter(0, undefined)).toEqual({ items: [{ id: "one", kind: "post", resumeAt: 1 }], until: 1 });
  });
});
