/** `verify`, `rebuild`, `partition`, `operator` and `status`, as somebody types them. */
import { spawn } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import { type ArenaStatus, arenaVersion, describeStatus, sentences } from "../../core/index.ts";
import { freePort } from "../free-port.ts";
import { startProcess } from "../started-process.ts";
import { type DataDirectory, makeDataDirectory, makeEmptyDirectory } from "../store/data-directory.ts";
import { Person } from "../web/page-kit.ts";
import { compilesOnce } from "../compiles-once.ts";

const words = sentences("en");
const root = path.resolve(import.meta.dirname, "../..");

type Ran = { code: number | null; out: string; error: string };

const neverRan: Ran = { code: null, out: "", error: "" };

/** Runs a verb's script to its end. */
async function run(verb: string, dataDirectory: string, ...given: string[]): Promise<Ran> {
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", compilesOnce, `scripts/${verb}.ts`, ...given],
    {
      cwd: root,
      env: { ...process.env, DATA_DIR: dataDirectory, DATABASE_URL: "", PSEUDONYM_KEY: "", LC_ALL: "en_US.UTF-8" },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
  return { code, out, error };
}

/** Changes the record behind the arena's back. */
async function tamper(dataDirectory: string, statement: string): Promise<void> {
  const engine = await openEmbeddedEngine(dataDirectory);
  await engine.transaction((session) => session.run(statement));
  await engine.close();
}

/** What came of `operator` while the arena was running, and what the person might do then. */
const operators: Record<"added" | "listed" | "revoked" | "twice", Ran> & { may: number[] } = {
  ...{ added: neverRan, listed: neverRan, revoked: neverRan, twice: neverRan },
  may: [],
};

async function operateWhileRunning(person: Person): Promise<void> {
  const mayPause = async () => operators.may.push((await person.say("/settings votes 7")).status);
  await mayPause();
  operators.added = await run("operator", directory.path, "add", "Ann");
  await person.operate(operators.added.out.split("\n")[0]!.split("#operator=")[1]!);
  await mayPause();
  operators.listed = await run("operator", directory.path, "list");
  operators.revoked = await run("operator", directory.path, "revoke", "Ann");
  await mayPause();
  operators.twice = await run("operator", directory.path, "revoke", "Ann");
}

let directory: DataDirectory;
let battle: string;
let hash: string;
let whileOpen: Ran;
let whileRunning: Ran;
let rebuiltWhileRunning: Ran;
let status: Ran;
let statusAsJson: Ran;

beforeAll(async () => {
  directory = await makeDataDirectory();
  const arena = await startProcess({ DATA_DIR: directory.path });
  const person = await Person.enter(arena.address);
  const reader = await person.listen();
  await person.say("What is 12 * 12?");
  const ballot = (await reader.until(({ data }) => data.buttons.length >= 4)).at(-1)!.data;
  reader.stop();
  ({ battle, hash } = ballot.draw!);
  whileOpen = await run("verify", directory.path, "--battle", battle);
  const voted = await person.press(ballot.id, ballot.buttons[0]!.action);
  await person.press(ballot.id, voted.body.buttons.at(-1)!.action);
  whileRunning = await run("verify", directory.path, "--battle", battle, "--json");
  rebuiltWhileRunning = await run("rebuild", directory.path);
  await operateWhileRunning(person);
  [status, statusAsJson] = [await run("status", directory.path), await run("status", directory.path, "--json")];
  await arena.end("SIGTERM");
});
afterAll(() => directory.remove());

describe("verify", () => {
  it("asks the arena while that is running, and waits for the close", () => {
    expect(whileOpen).toEqual({ code: 1, out: "", error: `${words.refusals.drawStillSealed}\n` });
    expect(whileRunning).toMatchObject({ code: 0, error: "" });
    expect(JSON.parse(whileRunning.out)).toMatchObject({ battle, sealed: hash, recomputed: hash, fits: true });
  });

  it("reads the record when the arena stands still, and finds the draw as it was sealed", async () => {
    const { code, out } = await run("verify", directory.path, "--battle", battle, "--hash", hash);
    expect(code).toBe(0);
    for (const part of [`battle=${battle}\n`, words.record.recomputed(hash), words.draw.fits, words.draw.proves])
      expect(out).toContain(part);
  });

  it("finds that it is not what another hash was made of", async () => {
    const { code, out } = await run("verify", directory.path, "--battle", battle, "--hash", "0".repeat(64));
    expect(code).toBe(1);
    for (const part of [words.record.sealed(hash), words.record.noted("0".repeat(64)), words.record.otherHash])
      expect(out).toContain(part);
  });

  it("says which battles it does not know", async () => {
    const unknown = "0".repeat(16);
    const { code, error } = await run("verify", directory.path, "--battle", unknown);
    expect({ code, error }).toEqual({ code: 1, error: `${words.record.noDraw(unknown)}\n` });
  });

  it("says how it is written, and makes no database where there is none", async () => {
    expect(await run("verify", directory.path, "--battle", "; rm -rf")).toMatchObject({ code: 2, out: "" });
    const empty = makeEmptyDirectory();
    const { code, error } = await run("verify", empty.path, "--battle", battle);
    expect({ code, error }).toEqual({ code: 1, error: `${words.record.none(empty.path)}\n` });
    empty.remove();
  });

  it("shows a changed record as changed", async () => {
    await tamper(
      directory.path,
      `UPDATE "Attempt" SET "modelId" = (SELECT "id" FROM "Model" WHERE "id" <> "modelId" LIMIT 1) WHERE "side" = 'a'`,
    );
    const { code, out } = await run("verify", directory.path, "--battle", battle);
    expect(code).toBe(1);
    expect(out).toContain(words.draw.changed);
  });
});

describe("status", () => {
  it("tells how the running arena is doing, on one screen or as JSON", () => {
    const told = JSON.parse(statusAsJson.out) as ArenaStatus;
    expect(told).toMatchObject({ version: arenaVersion, battles: { answering: 0 }, models: { playing: 6 } });
    expect(status).toMatchObject({ code: 0, error: "" });
    expect(status.out).toBe(`${describeStatus(told, words).replaceAll("**", "")}\n`);
    expect(status.out.split("\n").length).toBeLessThan(24);
  });

  it("says that none runs, also where one was killed", async () => {
    const none = { code: 1, out: "", error: `${words.status.notRunning(directory.path)}\n` };
    expect(await run("status", directory.path)).toEqual(none);
    const left = { "page.address": `http://127.0.0.1:${await freePort()}\n`, "page.key": "k\n" };
    for (const [name, text] of Object.entries(left)) writeFileSync(path.join(directory.path, name), text);
    expect(await run("status", directory.path)).toEqual(none);
    for (const name of Object.keys(left)) rmSync(path.join(directory.path, name));
    expect(await run("status", directory.path, "--yaml")).toMatchObject({ code: 2, out: "" });
  });
});

describe("rebuild", () => {
  it("keeps its hands off a running arena's record", () => {
    expect(rebuiltWhileRunning.code).toBe(1);
    expect(rebuiltWhileRunning.error).toMatch(/is in use by process \d+/);
  });

  it("corrects what was wrong and says so, then finds nothing to correct", async () => {
    await tamper(directory.path, `UPDATE "Tally" SET "a" = "a" + 100; DELETE FROM "Cell"`);
    const { out } = await run("rebuild", directory.path, "--json");
    expect(JSON.parse(out)).toMatchObject({ votes: 1, tallies: { rows: 1, corrected: 1 } });
    const right = await run("rebuild", directory.path);
    // The battle that was tampered with above counts for nobody.
    const error = `${words.record.changedDraws(battle)}\n`;
    expect(right).toEqual({ code: 1, out: `${words.record.rebuilt(1, 1, 1, 0, 0)}\n`, error });
  });
});

describe("partition", () => {
  it("says that the embedded database is not divided, and what it does not understand", async () => {
    const error = `${words.copies.refused.partitionNeedsServer(directory.path)}\n`;
    expect(await run("partition", directory.path, "--yes")).toEqual({ code: 1, out: "", error });
    expect(await run("partition", directory.path, "--now")).toMatchObject({ code: 2, out: "" });
  });
});

describe("operator", () => {
  it("makes and revokes operators while the arena is running, at once", () => {
    const { added, listed, revoked, twice, may } = operators;
    expect(added).toMatchObject({ code: 0, error: "" });
    expect(added.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#operator=[\w-]{43}\n/);
    expect(listed.out).toMatch(/^operator {2}since [\d-]{10}\nAnn {2}since [\d-]{10}\n$/);
    expect(revoked).toEqual({ code: 0, out: `${words.operators.revoked("Ann")}\n`, error: "" });
    expect(twice).toMatchObject({ code: 1, out: "", error: expect.stringContaining("Ann") });
    expect(may).toEqual([422, 202, 422]);
  });

  it("says how it is written, and does nothing then", async () => {
    const { code, out, error } = await run("operator", directory.path, "--bogus");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(error).toBe(`${words.operators.unknown("--bogus")}\n${words.operators.usage("npm run -s operator")}\n`);
  });
});
