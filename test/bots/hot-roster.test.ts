/** The roster file, followed while the arena runs: what is put in force, what is refused, and what is said of it. */
import { mkdtemp, readFile, rm, unlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createHotRoster, type HotRoster } from "../../bots/hot-roster.ts";
import { type Lineup, parseRoster, sentences } from "../../core/index.ts";
import type { LogLine } from "../core-kit.ts";
import { createManualClock, type ManualClock } from "../manual-clock.ts";
import { until } from "../until.ts";

const words = sentences("en").roster;

let folder: string;
let file: string;
let clock: ManualClock;
let said: string[];
let log: LogLine[];
let lineups: Lineup[];
/** Whether the models cannot be saved. */
let storeDown: boolean;
let roster: HotRoster;
let stop: () => void;

const one = { id: "one", name: "One", endpoint: "local", model: "one-1", price: { input: 1, output: 2 } };
const two = { id: "two", name: "Two", endpoint: "local", model: "two-1" };
const three = { id: "three", name: "Three", endpoint: "local", model: "three-1" };

const write = (models: object[], endpoint: object = {}) =>
  writeFile(
    file,
    JSON.stringify({
      endpoints: { local: { baseURL: "http://127.0.0.1:9/v1", apiKeyEnv: "KEY", ...endpoint } },
      models,
    }),
  );

const secret = (name: string) => ({ KEY: "sk-very-secret-key" })[name];

async function follow(why: "roster" | "demo" | "demo-asked", text?: string): Promise<void> {
  const lines = (level: LogLine["level"]) => (details: Record<string, unknown>, message: string) =>
    void log.push({ level, details, message });
  const parsed = text === undefined ? { endpoints: {}, models: [], generation: never } : parseRoster(text, secret);
  roster = createHotRoster({
    path: file,
    participants: { roster: parsed, why },
    secret,
    clock,
    language: "en",
    log: { info: lines("info"), warn: lines("warn"), error: lines("error") },
    say: (line) => void said.push(line),
  });
  stop = roster.follow({
    async changeLineup(lineup) {
      if (storeDown) throw new Error("the store is down");
      lineups.push(lineup);
    },
  });
}

const never = { temperature: 0, maxTokens: 1, system: null };

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "doubleblind-roster-"));
  file = path.join(folder, "models.json");
  clock = createManualClock();
  [said, log, lineups, storeDown] = [[], [], [], false];
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true, force: true });
});

/** Lets time pass until the file has been looked at several times, and whatever comes of it has come. */
async function look(): Promise<void> {
  for (let time = 0; time < 3; time += 1) {
    clock.advance(1_000);
    await until(() => clock.pending().includes(1_000));
  }
  for (let time = 0; time < 20; time += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("a roster file", () => {
  beforeEach(async () => {
    await write([one, two]);
    await follow("roster", await readFile(file, "utf8"));
    await look();
    // What the first look has begun to read must be read before the file is written again.
    roster.readAgain();
    await until(() => said.length > 0);
    said.length = 0;
  });

  it("that stays as it is says nothing, also when it is only touched", async () => {
    await write([one, two]);
    await look();
    expect([said, log, lineups]).toEqual([[], [], []]);
  });

  it("that is changed is put in force, and what changed is said without any value", async () => {
    await write([{ ...one, price: { input: 7, output: 9 } }, { ...two, status: "paused" }, three], { concurrency: 2 });
    await until(async () => (await look(), lineups.length > 0));
    expect(lineups).toHaveLength(1);
    expect(lineups[0]!.models.map(({ id, status }) => `${id} ${status}`)).toEqual([
      "one active",
      "two paused",
      "three active",
    ]);
    expect(said).toEqual([
      [
        words.changed(file),
        `  ${words.changes.added("three")}`,
        `  ${words.changes.paused("two")}`,
        `  ${words.changes.changed("one (price), endpoints.local (concurrency)")}`,
      ].join("\n"),
    ]);
    expect(log).toMatchObject([{ level: "info", details: { added: ["three"], removed: [], paused: ["two"] } }]);
  });

  it("calls an endpoint that has come new, and one that has gone no longer there", async () => {
    const relay = { relay: { baseURL: "http://127.0.0.1:9/v1" } };
    const moved = {
      endpoints: relay,
      models: [one, two].map((model) => ({ ...model, endpoint: "relay", organization: "local" })),
    };
    await writeFile(file, JSON.stringify(moved));
    await until(async () => (await look(), lineups.length > 0));
    expect(said).toEqual([
      [
        words.changed(file),
        `  ${words.changes.added("endpoints.relay")}`,
        `  ${words.changes.removed("endpoints.local")}`,
        `  ${words.changes.changed("one (endpoint), two (endpoint)")}`,
      ].join("\n"),
    ]);
  });

  it.each([
    ["is no JSON", "{ models: ", /line 1, column \d+/u],
    ["lacks models", JSON.stringify({ endpoints: {}, models: [] }), /models: a battle needs two active models/u],
    [
      "holds a key itself",
      JSON.stringify({
        endpoints: { local: { baseURL: "http://127.0.0.1:9/v1", apiKeyEnv: "sk-very-own" } },
        models: [one, two],
      }),
      /endpoints\.local\.apiKeyEnv: must be the NAME of an environment variable/u,
    ],
    [
      "names a variable that is not set",
      "",
      /endpoints\.local\.apiKeyEnv: the environment variable OTHER_KEY is not set/u,
    ],
  ])("that %s changes nothing, and every place is said once", async (_what, text, problem) => {
    if (text === "") await write([one, two], { apiKeyEnv: "OTHER_KEY" });
    else await writeFile(file, text);
    await until(async () => (await look(), said.length > 0));
    await utimes(file, 1, 1);
    await look();
    await look();
    expect(lineups).toEqual([]);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(problem);
    expect(said[0]!.includes(words.keysAtStart)).toBe(text === "");
    expect(log).toMatchObject([{ level: "error", details: { problems: [expect.stringMatching(problem)] } }]);
    expect(JSON.stringify([said, log])).not.toContain("sk-very");
    await write([one, two]);
    await until(async () => (await look(), said.length > 1));
    expect(said[1]).toBe(words.unchanged(file));
    await writeFile(file, `${await readFile(file, "utf8")}\n`);
    await look();
    await look();
    expect([said.length, lineups]).toEqual([2, []]);
  });

  it("that is gone changes nothing, and says so", async () => {
    await unlink(file);
    await until(async () => (await look(), said.length > 0));
    expect(said).toEqual([words.gone(file)]);
    expect(log).toMatchObject([{ level: "error", details: { code: "ENOENT" } }]);
    expect(lineups).toEqual([]);
  });

  it("is read at once when somebody asks, who is told in any case", async () => {
    roster.readAgain();
    await until(() => said.length === 1);
    expect(said).toEqual([words.unchanged(file)]);
    await write([one, two, three]);
    roster.readAgain();
    await until(() => lineups.length === 1);
    await look();
    expect([said.length, lineups.length]).toEqual([2, 1]);
  });

  it("whose models cannot be saved is tried again", async () => {
    storeDown = true;
    await write([one, two, three]);
    await until(async () => (await look(), said.length > 0));
    expect(said).toEqual([words.notSaved(file)]);
    storeDown = false;
    clock.advance(30_000);
    await until(() => lineups.length === 1);
  });
});

describe("without a roster file", () => {
  it("one that appears is said to need a restart, once", async () => {
    await follow("demo");
    await look();
    expect(said).toEqual([]);
    await write([one, two]);
    await until(async () => (await look(), said.length > 0));
    await look();
    expect([said, lineups]).toEqual([[words.appeared(file)], []]);
  });

  it("whoever asks is told that there is none, and nobody looks where the demo was asked for", async () => {
    await follow("demo-asked");
    expect(clock.pending()).toEqual([]);
    roster.readAgain();
    await until(() => said.length > 0);
    expect(said).toEqual([words.noFile]);
  });
});
