/** A page that others than this machine can reach: its code, who gets in by it, and who does not. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { answerTo, createVisitor } from "../../scripts/bench/flood/visitor.ts";
import { until } from "../until.ts";
import { Person, type RunningPage, startPage } from "./page-kit.ts";

const { errors } = sentences("en").page;

let page: RunningPage;

beforeEach(async () => {
  page = await startPage({ host: "0.0.0.0" });
});
afterEach(() => page.end());

const codeOf = ({ entrance }: RunningPage) => decodeURIComponent(entrance.split("#join=")[1] ?? "");

/** Tries a code; the cookie that lets somebody in is kept like a browser would. */
async function join(person: Person, code: unknown) {
  const response = await person.post("/api/join", { code });
  const [cookie] = response.headers.getSetCookie();
  if (cookie) person.cookie += `; ${cookie.split(";")[0]}`;
  return { status: response.status, body: (await response.json()) as { error?: string }, cookie };
}

const isIn = async (person: Person) =>
  ((await (await person.post("/api/session", {})).json()) as { joined: boolean }).joined;

it("shows and takes nothing before its code, and everything after", async () => {
  const person = await Person.enter(page.address);
  expect(await isIn(person)).toBe(false);
  const headers = { Cookie: person.cookie };
  for (const path of ["/api/events", "/api/choices", "/api/draws/x", "/api/completions?text=/", "/images/x.png"]) {
    const response = await fetch(page.address + path, { headers });
    expect([path, response.status, await response.json()]).toEqual([path, 403, { error: errors.notJoined }]);
  }
  for (const path of ["/api/messages", "/api/actions", "/api/reactions"])
    expect((await person.post(path, { text: "Why?" })).status).toBe(403);
  expect(page.core.requests).toEqual([]);
  for (const path of ["/", "/page/main.js", "/healthz"]) expect((await fetch(page.address + path)).status).toBe(200);

  const { status, cookie } = await join(person, codeOf(page));
  expect([status, await isIn(person)]).toEqual([200, true]);
  expect(cookie).toMatch(/; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/);
  expect((await person.say("Why?")).status).toBe(202);
  expect(page.core.requests).toMatchObject([{ community: "web:open", manages: false }]);
  expect((await person.sees())[0]!.data.text).toBe("Why?");
});

it("makes a code that stays the same, may be typed as people type, and lets in its own person only", async () => {
  const code = codeOf(page);
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
  await page.restart();
  expect(codeOf(page)).toBe(code);
  const [person, other] = [await Person.enter(page.address), await Person.enter(page.address)];
  expect((await join(person, ` ${code.toLowerCase().replace("-", " ")} `)).status).toBe(200);
  other.cookie += person.cookie.slice(person.cookie.indexOf(";"));
  expect([await isIn(person), await isIn(other)]).toEqual([true, false]);
});

it("lets nobody in by a wrong code, and looks at few of them", async () => {
  const person = await Person.enter(page.address);
  expect(await join(person, "")).toMatchObject({ status: 403, body: { error: errors.wrongCode } });
  for (let tries = 1; tries < 10; tries += 1) await join(person, tries % 2 ? `wrong ${tries}` : { tries });
  expect(await join(person, codeOf(page))).toMatchObject({ status: 429, body: { error: errors.tooManyTries(6) } });
  page.clock.advance(60_000);
  expect((await join(person, codeOf(page))).status).toBe(200);
  expect((await join(new Person(page.address), codeOf(page))).status).toBe(401);
});

it("counts no code that did not arrive as a wrong one", async () => {
  const person = createVisitor(page.address, "127.0.0.7");
  await person.enter();
  const type = { "Content-Type": "application/json" };
  for (let tries = 0; tries < 10; tries += 1) {
    const asked = person.begin("POST", "/api/join", { ...type, "Content-Length": "30" });
    const broken = answerTo(asked).catch(() => "gone");
    asked.write("{");
    await until(() => page.clock.pending().length === 1);
    asked.destroy();
    expect(await broken).toBe("gone");
    await until(() => page.clock.pending().length === 0);
  }
  const long = await person.send("POST", "/api/join", { code: "x".repeat(1_000_000) });
  expect([long.status, JSON.parse(long.text)]).toEqual([413, { error: errors.tooLong }]);
  expect((await person.send("POST", "/api/join", { code: codeOf(page) })).status).toBe(200);
  person.leave();
});

it("takes another code from whoever runs it, and lets in by that one alone", async () => {
  const person = await Person.enter(page.address);
  await join(person, codeOf(page));
  await page.end();
  page = await startPage({ host: "0.0.0.0", joinCode: "Rainy Day" });
  const again = Object.assign(new Person(page.address), { cookie: person.cookie });
  expect(await isIn(again)).toBe(false);
  expect((await join(again, "rainyday")).status).toBe(200);
});

it("lets a hundred wrong codes of one person shut out nobody else, wherever they come from", async () => {
  await page.end();
  page = await startPage({ host: "0.0.0.0", trustProxy: { hops: 1 } });
  const from = (address: string) => ({ "X-Forwarded-For": address });
  const guesser = await Person.enter(page.address, from("203.0.113.7"));
  for (let tries = 0; tries < 100; tries += 1) await join(guesser, `wrong ${tries}`);
  expect((await join(guesser, codeOf(page))).status).toBe(429);
  // Another cookie at the same address, and another address.
  for (const address of ["203.0.113.7", "203.0.113.8"])
    expect((await join(await Person.enter(page.address, from(address)), codeOf(page))).status).toBe(200);
});

it("looks at few codes from one address or one IPv6 network, however many people they come from", async () => {
  await page.end();
  page = await startPage({ host: "0.0.0.0", trustProxy: { hops: 1 } });
  let number = 0;
  const guess = async (address: string, code: string) => {
    number += 1;
    const headers = { "X-Forwarded-For": address.replace("*", String(number)) };
    return (await join(await Person.enter(page.address, headers), code)).status;
  };
  for (const address of ["203.0.113.7", "2001:db8::*"]) {
    for (let tries = 0; tries < 60; tries += 1) expect(await guess(address, "wrong")).toBe(403);
    expect(await guess(address, codeOf(page))).toBe(429);
    page.clock.advance(6_000);
    expect([await guess(address, "wrong"), await guess(address, codeOf(page))]).toEqual([403, 429]);
  }
  expect(await guess("2001:db8:0:1::1", codeOf(page))).toBe(200);
});

it.each([null, "10.1.2.3", "172.18.0.1", "192.168.1.9", "100.64.0.1", "fd00::1"])(
  "makes nobody wait long where all seem to come from this machine or a private network: %s",
  async (address) => {
    await page.end();
    page = await startPage({ host: "0.0.0.0", ...(address !== null && { trustProxy: { hops: 1 } }) });
    const headers = address === null ? {} : { "X-Forwarded-For": address };
    const guess = async (code: string) => (await join(await Person.enter(page.address, headers), code)).status;
    for (let tries = 0; tries < 60; tries += 1) expect(await guess("wrong")).toBe(403);
    expect(await guess(codeOf(page))).toBe(429);
    page.clock.advance(100);
    expect(await guess(codeOf(page))).toBe(200);
  },
);

describe("a page that only this machine reaches", () => {
  it("lets everybody in who sits there, and nobody run it without a link", async () => {
    await page.end();
    page = await startPage();
    const person = await Person.enter(page.address);
    expect(await isIn(person)).toBe(true);
    await person.say("Why?");
    expect(page.core.requests).toMatchObject([{ community: "web:local", manages: false }]);
  });

  it.each([
    ["a code was chosen", { joinCode: "Rainy Day" }],
    ["a proxy is trusted", { trustProxy: { hops: 1 } }],
    ["people come to a public address", { publicUrl: new URL("https://arena.example") }],
  ])("asks everybody for the code, at this machine too, where %s", async (_why, options) => {
    await page.end();
    page = await startPage(options);
    const person = await Person.enter(page.address);
    expect(await isIn(person)).toBe(false);
    expect((await person.say("Why?")).status).toBe(403);
    await join(person, codeOf(page));
    await person.say("Why?");
    expect(page.core.requests).toMatchObject([{ community: "web:open", manages: false }]);
  });

  it("asks for none where the public address is this machine's own", async () => {
    await page.end();
    page = await startPage({ publicUrl: new URL("http://localhost:8787") });
    expect(await isIn(await Person.enter(page.address))).toBe(true);
  });
});
