/** Who runs the page: whoever shows an operator's token, until it is revoked. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type NewOperator, operatorName, sentences, UnusableDataDirectory } from "../../core/index.ts";
import { lookEvery } from "../../bots/web/following.ts";
import { createOperators } from "../../core/safety/operators.ts";
import { describePostgres } from "../skips.ts";
import { openTwoProcesses } from "../store/two-processes.ts";
import { until } from "../until.ts";
import { createMemoryArchive, Person, type RunningPage, startPage } from "./page-kit.ts";

const { errors } = sentences("en").page;

let page: RunningPage;
let first: NewOperator;

beforeEach(async () => {
  page = await startPage();
  first = (await page.operators.addFirst())!;
});
afterEach(() => page.end());

async function add(name: string | null): Promise<NewOperator> {
  const added = await page.operators.add(name);
  if (added === "taken") throw new Error(`${name} is taken`);
  return added;
}

/** Whether core is told that they run the page. */
async function manages(person: Person): Promise<boolean> {
  const { operator } = (await (await person.post("/api/session", {})).json()) as { operator: boolean };
  await person.say("/settings");
  expect(page.core.requests.at(-1)!.manages).toBe(operator);
  return operator;
}

describe("an operator", () => {
  it("is whoever shows the token, in that browser, until the token is revoked", async () => {
    const [ann, ben, other] = [
      await Person.enter(page.address),
      await Person.enter(page.address),
      await Person.enter(page.address),
    ];
    const second = await add("Ben");
    const { status, cookie } = await ann.operate(first.token);
    expect([status, cookie]).toEqual([200, expect.stringMatching(/; Path=\/; HttpOnly; SameSite=Strict$/)]);
    await ben.operate(second.token);
    other.cookie += ann.cookie.slice(ann.cookie.indexOf(";"));
    expect([await manages(ann), await manages(ben), await manages(other)]).toEqual([true, true, false]);
    await page.restart();
    expect(await manages(ann)).toBe(true);
    expect(await page.operators.revoke(first.name)).toBe(true);
    expect([await manages(ann), await manages(ben)]).toEqual([false, true]);
    expect((await ann.operate(first.token)).status).toBe(403);
    // The name alone brings nothing back.
    await add(first.name);
    expect(await manages(ann)).toBe(false);
    await page.restart();
    expect([await manages(ann), await manages(ben)]).toEqual([false, true]);
  });

  it("is nobody for a wrong token, of which few are looked at", async () => {
    const person = await Person.enter(page.address);
    for (const token of [undefined, null, "", 7, first.token.slice(1), `${first.token}x`, { token: first.token }])
      expect(await (await person.post("/api/operator", { token })).json()).toEqual({ error: errors.wrongToken });
    for (let tries = 7; tries < 10; tries += 1) await person.operate("wrong");
    expect(await person.operate(first.token)).toMatchObject({ status: 429, error: errors.tooManyTries(6) });
    expect(await manages(person)).toBe(false);
    // Nobody else is shut out by that.
    const owner = await Person.enter(page.address);
    expect((await owner.operate(first.token)).status).toBe(200);
    expect((await new Person(page.address).operate(first.token)).status).toBe(401);
  });

  it("gets in where a code is asked for, and nobody by a cookie of their own making", async () => {
    await page.end();
    page = await startPage({ host: "0.0.0.0" });
    const { token } = (await page.operators.addFirst())!;
    const owner = await Person.enter(page.address);
    await owner.operate(token);
    expect((await owner.say("Why?")).status).toBe(202);
    const name = owner.cookie.split("; ")[1]!.split("=")[0]!;
    const forger = await Person.enter(page.address);
    const { hash } = page.operators.list()[0]!;
    for (const value of ["", "x", token, hash, owner.cookie.split("; ")[0]!.split("=")[1]!]) {
      const forged = Object.assign(new Person(page.address), { cookie: `${forger.cookie}; ${name}=${value}` });
      expect((await forged.say("Why?")).status).toBe(403);
    }
  });
});

describe("revoking", () => {
  it("ends the events of whoever was let in by the token alone, before anything more is sent", async () => {
    await page.end();
    page = await startPage({ host: "0.0.0.0" });
    const { token, name } = (await page.operators.addFirst())!;
    const [owner, guest] = [await Person.enter(page.address), await Person.enter(page.address)];
    await owner.operate(token);
    const code = decodeURIComponent(page.entrance.split("#join=")[1]!);
    const joined = await guest.post("/api/join", { code });
    guest.cookie += `; ${joined.headers.getSetCookie()[0]!.split(";")[0]}`;
    const [owns, reads] = [await owner.listen(), await guest.listen()];
    await guest.say("Before?");
    await owns.until(({ data }) => data.text === "Before?");
    await page.operators.revoke(name);
    await guest.say("After?");
    await expect(owns.until(({ data }) => data.text === "After?")).rejects.toThrow("the events have ended");
    expect((await reads.until(({ data }) => data.text === "After?")).length).toBeGreaterThan(0);
    reads.stop();
  });
});

describePostgres("operators of two pages", (serverUrl) => {
  it("are known by their token at both, at once where they show it, until they are revoked at either", async () => {
    const { left, right, close } = await openTwoProcesses(serverUrl);
    const both = [left, right].map(({ operators }) => createOperators(operators, () => page.clock.now()));
    const archive = createMemoryArchive(new Set());
    const [here, there] = await Promise.all(both.map((operators) => startPage({ archive, operators })));
    const { token, name } = (await both[0]!.addFirst())!;
    const person = await Person.enter(there!.address);
    expect((await person.operate(token)).status).toBe(200);
    const runs = async ({ address }: RunningPage) => {
      const asked = await Object.assign(new Person(address), { cookie: person.cookie }).post("/api/session", {});
      return ((await asked.json()) as { operator: boolean }).operator;
    };
    expect([await runs(here!), await runs(there!)]).toEqual([true, true]);
    await both[0]!.revoke(name);
    expect(await runs(here!)).toBe(false);
    await until(async () => {
      there!.clock.advance(lookEvery);
      return !(await runs(there!));
    });
    expect((await person.operate(token)).status).toBe(403);
    await Promise.all([here!.end(), there!.end()]);
    await close();
  });
});

describe("the list of operators", () => {
  it("has one first operator, made once, and any number of others, each with a name", async () => {
    expect(await page.operators.addFirst()).toBeNull();
    const added = await Promise.all([add(null), add(null), add("小王"), add("Ann")]);
    expect(
      page.operators
        .list()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(["operator", ...added.map(({ name }) => name)].toSorted());
    expect(await page.operators.add("ann")).toBe("taken");
    expect(new Set([first, ...added].map(({ token }) => token)).size).toBe(5);
    for (const { token } of added) expect(Buffer.from(token, "base64url")).toHaveLength(32);
    for (const { name } of [first, ...added]) expect(await page.operators.revoke(name)).toBe(true);
    expect([page.operators.list(), await page.operators.revoke("Ann")]).toEqual([[], false]);
    // Whoever has revoked all is not made one again by chance, at a start that nobody watches.
    expect(await page.operators.addFirst()).toBeNull();
  });

  it("keeps no token, lets nobody else read it, and makes a damaged file prove nothing", async () => {
    const folder = join(page.dataDirectory, "operators");
    const files = readdirSync(folder);
    expect(files).toHaveLength(1);
    const file = join(folder, files[0]!);
    expect(readFileSync(file, "utf8")).not.toContain(first.token);
    expect([statSync(file).mode & 0o777, statSync(folder).mode & 0o777]).toEqual([0o600, 0o700]);
    for (const content of ["", "null", "{", '{"name":"x"}', '{"name":"x","since":"x","hash":"00"}']) {
      await writeFile(file, content);
      expect(page.operators.list()).toEqual([]);
    }
    expect(await page.operators.revoke(first.name)).toBe(true);
  });

  it("that cannot be read makes nobody an operator; the page goes on, and the log says so once", async () => {
    const owner = await Person.enter(page.address);
    await owner.operate(first.token);
    await rm(join(page.dataDirectory, "operators"), { recursive: true });
    await writeFile(join(page.dataDirectory, "operators"), "");
    expect([await manages(owner), await manages(owner)]).toEqual([false, false]);
    expect(() => page.operators.list()).toThrow(UnusableDataDirectory);
    expect(await owner.operate(first.token)).toMatchObject({ status: 403, error: errors.wrongToken });
    expect(page.logged.map(({ message }) => message)).toEqual([expect.stringContaining("cannot be read")]);
    await rm(join(page.dataDirectory, "operators"));
    first = await add("back");
    expect((await owner.operate(first.token)).status).toBe(200);
    expect(JSON.stringify(page.logged)).not.toContain(first.token);
  });

  it.each(["", "a b", "../x", "a/b", ".x", "x".repeat(33), "a\nb"])("takes no name like %j", (name) => {
    expect(operatorName(name)).toBeUndefined();
  });
});
