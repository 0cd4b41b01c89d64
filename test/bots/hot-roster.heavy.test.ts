/** A started arena whose roster is changed: by the file and by SIGHUP, while a battle waits for its answers. */
import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { sentences } from "../../core/index.ts";
import { signedAnswer } from "../arena/play.ts";
import { startTelegramPeer, type TelegramPeer } from "../peers/telegram/telegram-peer.ts";
import type { PeerChat } from "../peers/telegram/world.ts";
import { answerWithError, type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { textOf } from "../telegram/telegram-kit.ts";
import { until } from "../until.ts";
import { Person } from "../web/page-kit.ts";

const words = sentences("en").roster;
const apiKey = "sk-secret-0123456789abcdef0123456789abcdef";

let server: ScriptedModelServer;
let telegram: TelegramPeer;
/** Where whoever runs the arena wants to be told. */
let group: PeerChat;
let data: Awaited<ReturnType<typeof makeDataDirectory>>;
let file: string;
let arena: StartedProcess;

beforeAll(async () => {
  server = await startScriptedModelServer();
  telegram = await startTelegramPeer({ now: () => new Date() });
  group = telegram.group([telegram.person("ann")]);
});
afterAll(async () => {
  await telegram.close();
  await server.close();
});
beforeEach(async () => {
  server.script(signedAnswer);
  server.calls.length = 0;
  data = await makeDataDirectory();
  file = path.join(data.path, "models.json");
  await writeRoster(["old-1", "old-2"]);
  const { token: TELEGRAM_TOKEN, apiUrl: TELEGRAM_API_URL } = telegram;
  const bot = { TELEGRAM_TOKEN, TELEGRAM_API_URL, NOTICE_PLACE: `telegram:${group.id}` };
  arena = await startProcess({ DATA_DIR: data.path, DEMO: "", ROSTER: file, TEST_MODEL_KEY: apiKey, ...bot });
  await until(() => arena.stdout().includes("Ctrl+C"));
});
afterEach(async () => {
  await arena.end("SIGTERM");
  data.remove();
});

/** As many editors save: a new file takes the place of the old one. */
async function writeRoster(ids: string[], apiKeyEnv = "TEST_MODEL_KEY"): Promise<void> {
  const models = ids.map((id) => ({ id, name: `Model ${id}`, endpoint: "local", model: id }));
  await writeFile(`${file}~`, JSON.stringify({ endpoints: { local: { baseURL: server.baseURL, apiKeyEnv } }, models }));
  await rename(`${file}~`, file);
}

const said = (text: string) => until(() => arena.stderr().includes(text));
const inLog = async () => readFile(path.join(data.path, "doubleblind.log"), "utf8");

/** Ballots that have been seen: whoever comes later is shown them as well. */
const seen = new Set<string>();

/** Asks, and waits for both answers. */
async function battle(person: Person): Promise<string[]> {
  const reader = await person.listen();
  await person.say("Why is the sea salty?");
  const isNew = ({ id, buttons }: { id: string; buttons: unknown[] }) => buttons.length >= 4 && !seen.has(id);
  const { id, answers } = (await reader.until(({ data: post }) => isNew(post))).at(-1)!.data;
  reader.stop();
  seen.add(id);
  return answers!.map(({ text }) => text).toSorted();
}

it("lets new models fight without a restart, while the battle that was going on ends with its old ones", async () => {
  const person = await Person.enter(arena.address);
  const held: (() => unknown)[] = [];
  server.script((call, number) =>
    String(call.body.model).startsWith("old")
      ? void held.push(() => signedAnswer(call, number))
      : signedAnswer(call, number),
  );
  const reader = await person.listen();
  await person.say("Why is the sky blue?");
  await until(() => held.length === 2);
  await writeRoster(["new-1", "new-2"]);
  await said(words.changed(file));
  expect(arena.stderr()).toContain(words.changes.added("new-1, new-2"));
  expect(arena.stderr()).toContain(words.changes.removed("old-1, old-2"));

  expect(await battle(await Person.enter(arena.address))).toEqual(["the sea of new-1", "the sea of new-2"]);
  for (const answer of held) answer();
  const { answers } = (
    await reader.until(({ data: post }) => post.buttons.length >= 4 && JSON.stringify(post.answers).includes("old"))
  ).at(-1)!.data;
  reader.stop();
  expect(answers!.map(({ text }) => text).toSorted()).toEqual(["the sea of old-1", "the sea of old-2"]);
  expect(
    JSON.parse((await inLog()).split("\n").findLast((line) => line.includes("roster was changed"))!),
  ).toMatchObject({
    added: ["new-1", "new-2"],
    removed: ["old-1", "old-2"],
  });
});

it("goes on as before with a file that is wrong, naming every place, and is read again at SIGHUP, which does not end it", async () => {
  await writeRoster(["old-1", "old-1"], "A_KEY_NOT_SET");
  await said(words.keysAtStart);
  const complaint = arena.stderr();
  expect(complaint).toContain(words.unusable(file));
  expect(complaint).toContain("endpoints.local.apiKeyEnv: the environment variable A_KEY_NOT_SET is not set");
  expect(complaint).toContain("models[1].id:");
  expect(await inLog()).toMatch(/"problems":\["models\[1\]\.id: /u);
  expect(await battle(await Person.enter(arena.address))).toEqual(["the sea of old-1", "the sea of old-2"]);

  await writeRoster(["old-1", "new-2"]);
  arena.child.kill("SIGHUP");
  await said(words.changes.added("new-2"));
  expect(await battle(await Person.enter(arena.address))).toEqual(["the sea of new-2", "the sea of old-1"]);
  arena.child.kill("SIGHUP");
  await said(words.unchanged(file));
  expect(arena.child.exitCode).toBeNull();
  expect(arena.stderr() + (await inLog())).not.toContain(apiKey);
});

it("says once in the terminal and in the chosen chat that a model fails again and again, and goes on with the others", async () => {
  await writeRoster(["old-1", "old-2", "bad"]);
  await said(words.changes.added("bad"));
  server.script((call, number) =>
    call.body.model === "bad"
      ? answerWithError(400, { error: { message: "broken" } })(call, number)
      : signedAnswer(call, number),
  );
  const line = words.out("Model bad", words.why.refused, 1);
  for (let asked = 0; asked < 40 && !arena.stderr().includes(line); asked += 1)
    expect(await battle(await Person.enter(arena.address))).toEqual(["the sea of old-1", "the sea of old-2"]);
  expect(arena.stderr().split(line)).toHaveLength(2);
  const before = server.calls.length;
  for (let asked = 0; asked < 5; asked += 1) await battle(await Person.enter(arena.address));
  expect(server.calls.slice(before).map(({ body }) => body.model)).not.toContain("bad");
  await until(() => telegram.messagesIn(group).length > 0);
  expect(telegram.messagesIn(group).map(textOf)).toEqual([
    expect.stringContaining(`The model Model bad keeps failing: ${words.why.refused}`),
  ]);
  expect(telegram.faults).toEqual([]);
});
