import { writeFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  longestForm,
  bodyGrace,
  mostConnections,
  mostPresses,
  mostSessions,
  mostStreams,
  mostUploaded,
  mostWritten,
} from "../../bots/web/limits.ts";
import { readPageFiles } from "../../bots/web/files.ts";
import { sentences } from "../../core/index.ts";
import { answerTo, createVisitor, openStream, type Visitor } from "../../scripts/bench/flood/visitor.ts";
import { until } from "../until.ts";
import { type RunningPage, startPage } from "./page-kit.ts";
import { smallPng } from "./small-core.ts";

let page: RunningPage;
let visitors: Visitor[];
const flood = "127.0.0.66";
const nextDoor = "127.0.0.7";

beforeEach(async () => {
  page = await startPage();
  visitors = [];
});
afterEach(async () => {
  for (const visitor of visitors) visitor.leave();
  await page.end();
});

async function enter(from: string, language = "en"): Promise<Visitor> {
  const visitor = createVisitor(page.address, from, language);
  visitors.push(visitor);
  expect((await visitor.enter()).status).toBe(200);
  return visitor;
}

const formHeaders = { "Content-Type": "multipart/form-data; boundary=xx" };

/** Begins an upload of so many bytes and sends the first of them; what becomes of it is in `status`. */
function upload(visitor: Visitor, length: number, first = 1024) {
  const asked = visitor.begin("POST", "/api/messages", { ...formHeaders, "Content-Length": String(length) });
  const result: { status: number | null; text: string; retryAfter?: string | undefined; gone: boolean } = {
    ...{ status: null, text: "", gone: false },
  };
  answerTo(asked).then(
    ({ status, text, headers }) => Object.assign(result, { status, text, retryAfter: headers["retry-after"] }),
    () => (result.gone = true),
  );
  asked.write(Buffer.alloc(first));
  return { asked, result };
}

function wholeForm(): Buffer {
  const part = (head: string, content: Buffer | string) =>
    Buffer.concat([
      Buffer.from(`--xx\r\nContent-Disposition: form-data; ${head}\r\n\r\n`),
      Buffer.from(content),
      Buffer.from("\r\n"),
    ]);
  return Buffer.concat([
    part('name="text"', "What is this?"),
    part('name="files"; filename="a %22b%22 é.png"', smallPng),
    Buffer.from("--xx--\r\n"),
  ]);
}

describe("event streams", () => {
  it("end for nobody but whoever has too many, and that one is told when to come back", async () => {
    const greedy = await enter(flood, "zh");
    const opened = [];
    for (let stream = 0; stream <= mostStreams.person; stream += 1) opened.push(await openStream(greedy));
    const last = opened.at(-1);
    expect(opened.slice(0, -1).every(({ status }) => status === 200)).toBe(true);
    expect(last?.status).toBe(429);
    expect(last?.headers["retry-after"]).toBe("30");
    await until(() => last?.heard().includes("窗口太多") === true);
    expect((await openStream(await enter(flood))).status).toBe(200);
    expect((await openStream(await enter(nextDoor))).status).toBe(200);
  });
});

describe("uploads that never end", () => {
  it("are as many as there is room for; others are told when to come back, and whoever is next door gets in", async () => {
    const length = 21 * 1024 * 1024;
    const people = await Promise.all(Array.from({ length: 10 }, () => enter(flood)));
    const stuck = Array.from({ length: 100 }, (_, index) => upload(people[index % 10]!, length));
    const room = Math.floor(mostUploaded.all / length);
    await until(() => stuck.filter(({ result }) => result.status !== null).length === 100 - room);
    expect(stuck.find(({ result }) => result.status !== null)?.result).toMatchObject({
      status: 429,
      retryAfter: "10",
      text: expect.stringContaining("Wait 10 seconds"),
    });
    const honest = await enter(nextDoor);
    const form = wholeForm();
    const asked = honest.begin("POST", "/api/messages", { ...formHeaders, "Content-Length": String(form.length) });
    asked.end(form);
    expect(await answerTo(asked)).toMatchObject({ status: 202 });
    expect(page.core.requests.at(-1)).toMatchObject({ text: "What is this?", files: [{ name: 'a "b" é.png' }] });
    for (const { asked: one } of stuck) one.destroy();
    await until(() => page.clock.pending().length === 0);
    expect(page.logged).toEqual([]);
  });

  it("make room for those of an address that has less under way", async () => {
    const greedy = await Promise.all(Array.from({ length: 4 }, () => enter(flood)));
    const stuck = greedy.flatMap((one) => [upload(one, longestForm), upload(one, longestForm)]);
    await until(() => stuck.filter(({ result }) => result.status === 429).length === 1);
    const honest = upload(await enter(nextDoor), longestForm);
    await until(() => stuck.filter(({ result }) => result.status === 429).length === 2);
    expect(honest.result.status).toBeNull();
  });
});

/** Bytes that this process, the page's, holds outside of its heap. What is free may be given back a moment later. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().arrayBuffers;
}

describe("what nobody waits for holds no memory", () => {
  const sent = Buffer.alloc(longestForm - 1024);

  it("an upload that says it is too long", async () => {
    const before = heldBytes();
    const people = await Promise.all(Array.from({ length: 4 }, () => enter(flood)));
    const written = people.map((person) => {
      const { asked } = upload(person, longestForm + 1, 0);
      return new Promise((resolve) => asked.write(sent, resolve));
    });
    await Promise.all(written);
    await until(() => heldBytes() - before < sent.length);
  });

  it("a picture that is asked for and not taken", async () => {
    const name = `${"0".repeat(43)}.png`;
    await writeFile(join(page.dataDirectory, "page-images", name), sent);
    const before = heldBytes();
    const person = await enter(flood);
    const asked = Array.from({ length: 10 }, () => person.begin("GET", `/images/${name}`));
    const answers = await Promise.all(
      asked.map((one) => new Promise<IncomingMessage>((resolve) => one.on("response", resolve).end())),
    );
    expect(answers[0]?.headers["content-length"]).toBe(String(sent.length));
    await until(() => heldBytes() - before < sent.length);
    let length = 0;
    for await (const chunk of answers[0] as AsyncIterable<Buffer>) length += chunk.length;
    expect(length).toBe(sent.length);
  });
});

describe("connections", () => {
  /** So many of an address, of which nothing is asked; `heard` is what they were told. */
  async function connectFrom(localAddress: string, count: number) {
    const all = Array.from({ length: count }, () => {
      const socket = connect({ port: page.port, host: "127.0.0.1", localAddress });
      sockets.push(socket);
      const told = { heard: "", gone: false };
      socket.setEncoding("utf8").on("data", (part: string) => (told.heard += part));
      socket.on("error", () => {}).on("close", () => (told.gone = true));
      return { told, connected: new Promise((resolve) => socket.once("connect", resolve)) };
    });
    await Promise.all(all.map(({ connected }) => connected));
    return all.map(({ told }) => told);
  }
  let sockets: Socket[];
  /** With a connection of their own: one on which nothing is asked any more may end at any moment while so many are in use. */
  const newcomer = () => createVisitor(page.address, nextDoor);

  beforeEach(() => void (sockets = []));
  afterEach(async () => {
    for (const socket of sockets) socket.destroy();
    for (const socket of sockets) if (!socket.closed) await once(socket, "close");
    // What was closed before counts no more once this is answered.
    await newcomer().send("GET", "/");
  });

  it("of one address have a limit, at which it is told to come back, and others get in", async () => {
    await connectFrom(flood, mostConnections.origin);
    const [refused] = await connectFrom(flood, 1);
    await until(() => refused!.gone);
    expect(refused!.heard).toMatch(/^HTTP\/1\.1 503 [^]*Retry-After: 10\r\n[^]*\{"error":".*暂时/);
    expect((await (await enter(nextDoor)).send("GET", "/")).status).toBe(200);
  });

  it("on which nothing is asked any more end when three quarters of all are in use, and no others", async () => {
    const [idle] = await connectFrom(nextDoor, 1);
    sockets.at(-1)?.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await until(() => idle!.heard.includes("ok"));
    const told = await connectFrom("127.0.0.70", mostConnections.origin);
    await enter(nextDoor);
    expect(idle!.gone).toBe(false);
    told.push(...(await connectFrom("127.0.0.71", (mostConnections.all * 3) / 4 - mostConnections.origin)));
    await until(() => idle!.gone);
    expect(told.filter(({ gone }) => gone)).toEqual([]);
    expect((await newcomer().send("GET", "/")).status).toBe(200);
  });

  it("of the address that has most make room when there are too many in all", async () => {
    const addresses = ["127.0.0.70", "127.0.0.71", "127.0.0.72", "127.0.0.73"];
    const told: { gone: boolean }[][] = [];
    for (const address of addresses) told.push(await connectFrom(address, mostConnections.all / addresses.length));
    expect((await newcomer().send("GET", "/")).status).toBe(200);
    await until(() => told.flat().filter(({ gone }) => gone).length >= 1);
  });
});

describe("a school class", () => {
  it("of 150 behind one address opens the page, joins by the code, reads, asks and votes, and meets no limit", async () => {
    await page.end();
    page = await startPage({ host: "0.0.0.0" });
    const code = decodeURIComponent(page.entrance.split("#join=")[1]!);
    const files = [...(await readPageFiles()).keys()].filter((path) => !path.includes("/fonts/"));
    const statuses: number[] = [];
    const open = async (_: unknown, index: number): Promise<Visitor> => {
      const pupil = await enter("127.0.0.80");
      for (const file of files) statuses.push((await pupil.send("GET", file)).status);
      // More would be too many wrong ones within a moment.
      if (index % 3 === 0) expect((await pupil.send("POST", "/api/join", { code: "typing" })).status).toBe(403);
      const joined = await pupil.send("POST", "/api/join", { code });
      pupil.keep(joined);
      const { status } = await openStream(pupil);
      const asked = await pupil.send("POST", "/api/messages", { text: "Why?" });
      statuses.push(joined.status, status, asked.status);
      return pupil;
    };
    const pupils = await Promise.all(Array.from({ length: 150 }, open));
    const battles = page.core.battles.slice(0, 12);
    for (const battle of battles) await page.core.open(battle, { a: "Because.", b: "Why not?" });
    const vote = async (pupil: Visitor): Promise<void> => {
      for (const post of battles)
        statuses.push((await pupil.send("POST", "/api/actions", { post, action: "vote:a" })).status);
    };
    await Promise.all(pupils.map(vote));
    expect(new Set(statuses)).toEqual(new Set([200, 202]));
  });
});

describe("a body", () => {
  it("that does not come at the least pace ends with a sentence, wherever it is sent", async () => {
    const slow = await enter(flood);
    const form = upload(slow, 2_000_000, 100_000);
    const short = slow.begin("POST", "/api/actions", { "Content-Type": "application/json", "Content-Length": "50" });
    const refused = answerTo(short);
    short.write("{");
    await until(() => page.clock.pending().length === 2);
    // Its one byte has bought it a part of a millisecond.
    page.clock.advance(bodyGrace + 1);
    expect(await refused).toMatchObject({ status: 408, headers: { connection: "close" } });
    expect(form.result.status).toBeNull();
    page.clock.advance(10_000);
    await until(() => form.result.status === 408);
    expect(form.result.text).toContain(sentences("en").page.errors.tooSlow);
  });

  it("counts for its sender until what it asks for has been done, however fast it came", async () => {
    const greedy = await enter(flood);
    await greedy.send("POST", "/api/messages", { text: "Why?" });
    const [post = ""] = page.core.battles;
    await page.core.open(post, { a: "Because.", b: "Why not?" });
    const { promise: done, resolve: finish } = Promise.withResolvers<void>();
    const { press } = page.core;
    let pressed = 0;
    page.core.press = (one) => {
      pressed += 1;
      return done.then(() => press(one));
    };
    const long = { post, action: "vote:a", more: "x".repeat(60_000) };
    const room = Math.floor(mostWritten.person / JSON.stringify(long).length);
    const taken = Array.from({ length: room }, () => greedy.send("POST", "/api/actions", long));
    await until(() => pressed === room);
    const refused = await greedy.send("POST", "/api/actions", long);
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "10" } });
    finish();
    expect(new Set((await Promise.all(taken)).map(({ status }) => status))).toEqual(new Set([200]));
    expect((await greedy.send("POST", "/api/actions", long)).status).toBe(200);
  });

  it("that breaks off is nobody's error", async () => {
    const person = await enter(flood);
    const { asked } = upload(person, 5_000_000, 200_000);
    await until(() => page.clock.pending().length === 1);
    asked.destroy();
    await until(() => page.clock.pending().length === 0);
    expect((await person.send("GET", "/healthz")).status).toBe(200);
    expect(page.logged).toEqual([]);
    expect(page.core.requests).toEqual([]);
  });
});

describe("new people", () => {
  it("come in any number that a school class has, and not without end", async () => {
    const maker = createVisitor(page.address, flood);
    visitors.push(maker);
    for (let one = 0; one < mostSessions.origin; one += 1) expect((await maker.enter()).status).toBe(200);
    const refused = await maker.enter();
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "2" } });
    expect(refused.text).toContain("from your network");
    expect((await (await enter(nextDoor)).send("POST", "/api/session", {})).status).toBe(200);
  });
});

describe("requests", () => {
  it("of one person end at a pace nobody has, while the page is watched over and others go on", async () => {
    const greedy = await enter(flood);
    const statuses: number[] = [];
    for (let one = 0; one < 301; one += 1) statuses.push((await greedy.send("GET", "/api/choices")).status);
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(299);
    const refused = await greedy.send("GET", "/api/choices");
    expect(refused).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
    expect((await greedy.send("GET", "/healthz")).status).toBe(200);
    expect((await (await enter(flood)).send("GET", "/api/choices")).status).toBe(200);
    page.clock.advance(10_000);
    expect((await greedy.send("GET", "/api/choices")).status).toBe(200);
  });
});

describe("presses", () => {
  it("go on where other requests have reached their limit, and have one of their own", async () => {
    const [greedy, other] = [await enter(flood), await enter(flood)];
    const press = (who: Visitor) => who.send("POST", "/api/actions", { post: "none", action: "vote:a" });
    let asked = 0;
    while ((await greedy.send("GET", "/api/choices")).status !== 429) asked += 1;
    expect(asked).toBeLessThan(mostPresses.person * 2);
    for (let one = 0; one < mostPresses.person; one += 1) expect((await press(greedy)).status).toBe(404);
    expect(await press(greedy)).toMatchObject({ status: 429, headers: { "retry-after": "1" } });
    expect((await press(other)).status).toBe(404);
    page.clock.advance(10_000);
    expect((await press(greedy)).status).toBe(404);
  });
});
