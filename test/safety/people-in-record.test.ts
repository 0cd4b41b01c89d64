/** What of a person can be found in what is kept: nothing, after everything that a person can do. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openEmbeddedEngine } from "../../core/store/embedded-engine.ts";
import { ask, minute, pass, press, say, signedAnswer } from "../arena/play.ts";
import { type CoreKit, sender, startCoreKit, testKey } from "../core-kit.ts";
import { answerWith, answerWithError, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { startProcess } from "../started-process.ts";
import { describeOnBothEngines } from "../store/both-engines.ts";
import { Person } from "../web/page-kit.ts";

/** Every file below a folder, with what it holds; the key's own file is the one place where the key belongs. */
function filesIn(folder: string): { name: string; bytes: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name !== "pseudonym.key")
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((name) => ({ name, bytes: readFileSync(name) }));
}

/** Which of the secrets stand in the files, and where. */
function findIn(folder: string, secrets: readonly string[]): string[] {
  const files = filesIn(folder);
  expect(files.length).toBeGreaterThan(0);
  return secrets.flatMap((secret) =>
    files.filter(({ bytes }) => bytes.includes(secret)).map(({ name }) => `${secret} in ${name}`),
  );
}

type Rows = (statement: string) => Promise<{ rows: Record<string, string>[] }>;

/** Every row of every table as text: what is compressed in the files is readable here. */
async function readTables(rows: Rows): Promise<string> {
  const tables = await rows(`SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`);
  const texts: string[] = [];
  for (const { name } of tables.rows) {
    const { rows: found } = await rows(`SELECT to_jsonb("row")::text AS text FROM "${name}" AS "row"`);
    texts.push(...found.map((row) => `${name}: ${row.text}`));
  }
  return texts.join("\n");
}

async function readEmbedded(dataDirectory: string): Promise<string> {
  const engine = await openEmbeddedEngine(dataDirectory);
  try {
    return await engine.transaction((session) =>
      readTables(async (statement) => ({ rows: await session.rows<Record<string, string>>(statement) })),
    );
  } finally {
    await engine.close();
  }
}

async function readServer(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await readTables((statement) => client.query(statement));
  } finally {
    await client.end();
  }
}

describe("a chat platform's people and places", () => {
  const person = "discord:184205551234567890";
  const from = {
    platform: "discord" as const,
    person,
    community: "discord:998877665544332211",
    place: "channel-556677889900112233",
  };
  const secrets = ["184205551234567890", "998877665544332211", "556677889900112233", testKey];
  let kit: CoreKit;

  beforeAll(async () => {
    kit = await startCoreKit();
  });
  afterAll(() => kit.close());

  it("are nowhere in the record of battles open, closed and failed, nor in the log", async () => {
    kit.server.script(signedAnswer);
    const core = await kit.createCore({ platform: "discord" });
    await core.handle({ ...sender("x", { ...from, manages: true }), text: "/settings votes 5" });
    const closed = await ask(core, "x", from);
    await say(core, { ...sender("x", from), text: "And?", address: "message-1", inReplyTo: closed.address });
    await press(core, "x", `vote:${closed.battle}:a`, from);
    await press(core, "x", `names:${closed.battle}`, from);
    await pass(core, 10 * minute);
    const open = await ask(core, "x", from);
    const takeAway = async () => {};
    await core.react({ ...sender("x", from), post: open.address, choice: "b", change: "added", takeAway });
    kit.server.script((call, number) => answerWithError(400, { error: { message: "no" } })(call, number));
    await core.handle({ ...sender("x", from), text: "Will this fail?" });
    await core.settled();

    const { delivery } = (await kit.store.battles.findBattle(open.battle))!;
    expect(delivery).toMatch(/^[\w-]{40,}$/);
    expect((await kit.store.battles.findBattle(closed.battle))!.delivery).toBeNull();
    expect(JSON.stringify(core.log)).not.toMatch(new RegExp(secrets.join("|")));
    await core.stop();
    await kit.closeStore();

    expect(findIn(kit.dataDirectory, secrets)).toEqual([]);
    const tables = await readEmbedded(kit.dataDirectory);
    expect(tables).toContain("Why is the sea salty?");
    expect(tables).not.toMatch(new RegExp(secrets.join("|")));
    // The open battle alone is still found by its post, and by nothing that names it.
    const posts = tables.split("\n").filter((line) => line.startsWith("BattlePost: "));
    expect(posts).toHaveLength(1);
    expect(posts[0]).toContain(open.battle);
    expect(posts[0]).not.toContain(open.address);
  });
});

const apiKey = "sk-secret-0123456789abcdef0123456789abcdef";

/** Two people do all there is to do at a started arena; it is killed in the middle and ended in order. */
async function liveAtProcess(dataDirectory: string, databaseUrl: string): Promise<string[]> {
  const server = await startScriptedModelServer(answerWith("an answer"));
  const models = ["one", "two"].map((id) => ({
    ...{ id, name: id, organization: "Tests", endpoint: "local", model: id },
  }));
  const roster = path.join(dataDirectory, "models.json");
  const endpoints = { local: { baseURL: server.baseURL, apiKeyEnv: "TEST_MODEL_KEY" } };
  writeFileSync(roster, JSON.stringify({ endpoints, models }));
  const environment = {
    ...{ DATA_DIR: dataDirectory, DATABASE_URL: databaseUrl, ROSTER: roster, DEMO: "" },
    TEST_MODEL_KEY: apiKey,
  };
  const cookies: string[] = [];
  for (const end of ["SIGKILL", "SIGTERM"] as const) {
    const arena = await startProcess(environment);
    const [asker, other] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    cookies.push(asker.cookie, other.cookie);
    await asker.say("/help");
    await asker.say("/settings minutes 30");
    const reader = await asker.listen();
    await asker.say("Why is the sky blue?");
    const post = (await reader.until(({ data }) => data.buttons.length >= 4)).at(-1)!.data;
    reader.stop();
    await other.press(post.id, post.buttons[0]!.action);
    const voted = await asker.press(post.id, post.buttons[1]!.action);
    await asker.press(post.id, voted.body.buttons.at(-1)!.action);
    await other.press(post.id, post.buttons[2]!.action);
    await arena.end(end);
    expect(arena.stdout() + arena.stderr()).not.toContain(apiKey);
  }
  expect(server.calls[0]?.headers.authorization).toBe(`Bearer ${apiKey}`);
  await server.close();
  const parts = cookies.flatMap((cookie) => (cookie.split("=")[1] ?? "").split("."));
  expect(parts).toHaveLength(8);
  const key = readFileSync(path.join(dataDirectory, "pseudonym.key"), "utf8").trim();
  return [...parts, apiKey, key];
}

describeOnBothEngines("a started arena's people, tokens and keys", (place) => {
  it("are in none of its tables and files", async () => {
    const { dataDirectory, databaseUrl } = place;
    const secrets = await liveAtProcess(dataDirectory, databaseUrl);
    expect(findIn(dataDirectory, secrets)).toEqual([]);
    const tables = await (databaseUrl === "" ? readEmbedded(dataDirectory) : readServer(databaseUrl));
    expect(tables).toContain("Why is the sky blue?");
    for (const secret of secrets) expect(tables).not.toContain(secret);
  });
});
