import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { answerWith, type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { startInVain, startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { until } from "../until.ts";
import { Person } from "../web/page-kit.ts";

const words = sentences("en");

const apiKey = "sk-secret-0123456789abcdef0123456789abcdef";

let folder: string;
let shared: string;
let models: ScriptedModelServer;
const removers: (() => void)[] = [];

async function dataFolder(): Promise<string> {
  const directory = await makeDataDirectory();
  removers.push(directory.remove);
  return directory.path;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "doubleblind-start-"));
  shared = await dataFolder();
  models = await startScriptedModelServer(answerWith("an answer"));
});
afterAll(async () => {
  await models.close();
  await rm(folder, { recursive: true, force: true });
  for (const remove of removers) remove();
});

/** Asks, and waits for the ballot. */
async function ask(person: Person, question: string): Promise<{ post: string; actions: string[] }> {
  const reader = await person.listen();
  const said = await person.say(question);
  expect(said.status).toBe(202);
  const ballot = (await reader.until(({ data }) => data.buttons.length >= 4)).at(-1)!.data;
  reader.stop();
  return { post: ballot.id, actions: ballot.buttons.map((button) => button.action) };
}

/** An arena that was started a second time, at which eight people have voted then, and which was killed. */
type KilledArena = {
  environment: Record<string, string>;
  post: string;
  actions: string[];
  asker: Person;
  voters: Person[];
  /** The statuses of the votes. */
  confirmed: number[];
  log: string;
  /** Its process, and what a second start on its data folder came to while it lived. */
  pid: number | undefined;
  secondStart: Awaited<ReturnType<typeof startInVain>>;
};

async function voteAndKill(): Promise<KilledArena> {
  const data = await dataFolder();
  const roster = path.join(data, "models.json");
  const one = { name: "One", organization: "Tests", endpoint: "local", model: "x" };
  const endpoints = { local: { baseURL: models.baseURL, apiKeyEnv: "TEST_MODEL_KEY" } };
  await writeFile(
    roster,
    JSON.stringify({ endpoints, models: ["one", "two"].map((id) => ({ ...one, id, name: id })) }),
  );
  const environment = { DATA_DIR: data, DEMO: "", ROSTER: roster, TEST_MODEL_KEY: apiKey };
  const arena = await startProcess(environment);
  const secondStart = await startInVain(environment);
  const asker = await Person.enter(arena.address);
  const { post, actions } = await ask(asker, "What is 12 * 12?");
  const voters = await Promise.all(Array.from({ length: 8 }, () => Person.enter(arena.address)));
  const votes = await Promise.all(voters.map((voter) => voter.press(post, actions[0]!)));
  await arena.end("SIGKILL");
  const confirmed = votes.map(({ status }) => status);
  const log = arena.stdout() + arena.stderr();
  return { environment, post, actions, asker, voters, confirmed, log, pid: arena.child.pid, secondStart };
}

let killed: Promise<KilledArena> | undefined;
/** The same for every test that needs one, whichever comes first. */
const killedArena = (): Promise<KilledArena> => (killed ??= voteAndKill());

describe("a started arena", () => {
  it("says where it is, which bots are on, who plays, and where the data lies", async () => {
    const data = path.join(folder, "says");
    const arena = await startProcess({ DATA_DIR: data });
    expect(arena.address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/?$/);
    expect((await fetch(new URL("/healthz", arena.address))).status).toBe(200);
    const ended = await arena.end("SIGTERM");
    expect(ended).toEqual({ code: 0, signal: null });
    const [link, ...lines] = arena.stdout().split("\n");
    expect(link).toBe(`${arena.address}/#operator=${arena.token}`);
    expect(lines).toEqual([
      words.startup.operatorLink("npm run -s operator"),
      words.startup.page(arena.address),
      words.startup.bots(words.startup.noBots),
      expect.stringMatching(/^Models: Demo \w+, .*\(built-in demo models/),
      expect.stringContaining(data),
      words.startup.stopHint,
      "",
    ]);
    expect(arena.stderr()).toBe(`${words.startup.stopping}\n`);
  });

  it("loses no confirmed vote to kill -9, and its ballots still work after the next start", async () => {
    const { environment, post, actions, asker, voters, confirmed } = await killedArena();
    expect(confirmed).toEqual(voters.map(() => 200));

    const second = await startProcess(environment);
    const back = (person: Person) => Object.assign(new Person(second.address), { cookie: person.cookie });
    const changed = await back(voters[0]!).press(post, actions[1]!);
    expect(changed.body.text).toBe(words.battle.changed("B"));
    const mine = await back(asker).press(post, actions[2]!);
    const close = mine.body.buttons.find((button) => button.label === words.battle.buttons.close);
    const reader = await back(asker).listen();
    expect((await back(asker).press(post, close!.action)).status).toBe(200);
    const closed = await reader.until(({ data }) => data.id === post && data.buttons.length === 1);
    expect(closed.at(-1)!.data.text).toContain(words.battle.votes(7, 1, 1, 0));
    reader.stop();
    await second.end("SIGKILL");
  });

  it("writes no cookie, no key and no answer's key into data or log", async () => {
    const { environment, asker, voters, log } = await killedArena();
    const data = environment.DATA_DIR!;
    const secrets = {
      cookie: [asker, ...voters].flatMap(({ cookie }) => (cookie.split("=")[1] ?? "").split(".")),
      key: [(await readFile(path.join(data, "pseudonym.key"), "utf8")).trim()],
      "answer's key": [apiKey],
    };
    // A killed arena's database server takes a moment to end, and its files with it.
    await until(() => !existsSync(path.join(data, "database", "postmaster.pid")));
    // It was sent with the question: what is looked for is what was used.
    expect(models.calls[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
    const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(10);
    const places = await Promise.all(
      files
        .filter(({ name }) => name !== "pseudonym.key")
        .map(async ({ parentPath, name }) => ({ name, content: await readFile(path.join(parentPath, name)) })),
    );
    // What is stored can be found like this.
    expect(places.some(({ content }) => content.includes("What is 12 * 12?"))).toBe(true);
    for (const { name, content } of [...places, { name: "the log", content: Buffer.from(log) }])
      for (const [what, all] of Object.entries(secrets))
        for (const one of all) expect(one !== "" && !content.includes(one), `${what} in ${name}`).toBe(true);
  });
});

describe("an arena that cannot start", () => {
  it("names the process that has the data folder", async () => {
    const { environment, pid, secondStart, confirmed } = await killedArena();
    const locked = words.startup.locked(environment.DATA_DIR!, String(pid));
    expect(secondStart).toEqual({ code: 1, stdout: "", stderr: `${words.startup.refused}\n${locked}\n` });
    // The first goes on as if nothing had happened.
    expect(confirmed).toContain(200);
  });

  it("lists every bad setting at once", async () => {
    const { code, stderr } = await startInVain({
      PORT: "eighty",
      DATABASE_URL: "mysql://x:hush@y/z",
      PSEUDONYM_KEY: "short",
    });
    expect(code).toBe(1);
    expect(stderr).toContain(words.startup.badConfiguration);
    for (const key of ["PORT", "DATABASE_URL", "PSEUDONYM_KEY"])
      expect(stderr).toMatch(new RegExp(`^ {2}${key}: `, "m"));
    expect(stderr).not.toMatch(/hush|short\b.*short|at .*\.ts:/);
  });

  it("lists every mistake in the roster with its place", async () => {
    const roster = path.join(folder, "models.json");
    const model = { id: "one", name: "One", endpoint: "nowhere", model: "x", sttaus: "active" };
    await writeFile(roster, JSON.stringify({ endpoints: {}, models: [model, model] }));
    const { code, stderr } = await startInVain({ DATA_DIR: path.join(folder, "roster"), DEMO: "", ROSTER: roster });
    expect(code).toBe(1);
    expect(stderr).toContain(words.startup.badRoster);
    for (const place of ["models[0].endpoint", "models[0].sttaus", "models[1].id"]) expect(stderr).toContain(place);
  });

  it("misses a roster that was asked for", async () => {
    const roster = path.join(folder, "nowhere.json");
    const { code, stderr } = await startInVain({ DATA_DIR: path.join(folder, "roster"), DEMO: "", ROSTER: roster });
    expect(code).toBe(1);
    expect(stderr).toContain(words.startup.missingRoster(roster));
  });

  it("refuses a database made under another key", async () => {
    const { environment } = await killedArena();
    const { code, stderr } = await startInVain({
      ...environment,
      PSEUDONYM_KEY: "another key, long enough to be taken",
    });
    expect(code).toBe(1);
    expect(stderr).toBe(`${words.startup.refused}\n${words.startup.otherKey}\n`);
  });

  it("says which port is taken when that port was asked for", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await startInVain({ DATA_DIR: shared, PORT: String(port) });
    server.close();
    expect(code).toBe(1);
    expect(stderr).toContain(words.startup.portTaken(port));
  });

  it("says so when the data folder cannot be made", async () => {
    const file = path.join(folder, "a-file");
    await writeFile(file, "");
    const data = path.join(file, "data");
    const { code, stderr } = await startInVain({ DATA_DIR: data });
    expect(code).toBe(1);
    expect(stderr).toContain(words.startup.unwritable(data, "ENOTDIR"));
    expect(stderr).not.toMatch(/at .*\.ts:/);
  });
});
