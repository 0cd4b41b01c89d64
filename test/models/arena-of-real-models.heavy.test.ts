/** A started arena whose roster is made of models that behave as the popular ones do, and what the doctor says of them. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PagePost } from "../../bots/web/encode.ts";
import { readReport } from "../doctor/doctor-process.ts";
import { salt, secretName, secretValue } from "../peers/models/behaviour.ts";
import { breakerRule } from "../../core/models/breaker.ts";
import { behaviourOf, playBehaviours, rosterOf } from "../peers/models/behaviours.ts";
import { type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { makeDataDirectory } from "../store/data-directory.ts";
import { times } from "../thorough.ts";
import { until } from "../until.ts";
import { type EventReader, Person } from "../web/page-kit.ts";

/** As they are: what refuses settings, thinks in three ways, ends without saying so, does not stream, wants a header. */
const healthy = [
  "gpt5RefusesTemperatureThenMaxTokens",
  "o4MiniRefusesMaxTokensThenTemperature",
  "o1MiniRefusesSystemToo",
  "r1ThoughtsInContent",
  "qwen3ReasoningContent",
  "gptOssHarmony",
  "gatewayWithoutFinishReason",
  "noStreamingForAccount",
  "wantsHeader",
] as const;

/** Each cannot answer, for a reason of its own, which the doctor must name. */
const broken = {
  keyRefused401: /key/,
  regionBlocked403: /region/,
  challengePage403: /page|program/,
  noBalance402: /credit/,
  responsesOnly404: /newer OpenAI interface/,
  headerMissing: /x-portkey-provider header is required/,
  htmlAsEventStream: /not a chat answer|web page/,
  onlyThinkingThenLength: /think/,
} as const;
const brokenNames = Object.keys(broken);

let folder: string;
let server: ScriptedModelServer;
const endings: (() => unknown)[] = [];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "doubleblind-real-models-"));
  server = await startScriptedModelServer();
  endings.push(
    () => rm(folder, { recursive: true, force: true }),
    () => server.close(),
  );
});
afterAll(async () => {
  for (const end of endings.toReversed()) await end();
});

/** A roster file of models that behave so, and a server that plays them. */
async function play(...names: string[]): Promise<Record<string, string>> {
  server.script(playBehaviours(names, (_alarm, milliseconds) => wait(milliseconds)));
  const file = path.join(folder, `${names.length}.json`);
  await writeFile(file, rosterOf(names, server.baseURL, { system: "Be brief." }));
  return { DEMO: "", ROSTER: file, [secretName]: secretValue };
}

async function startArena(environment: Record<string, string>): Promise<StartedProcess> {
  const data = await makeDataDirectory();
  const arena = await startProcess({ ...environment, DATA_DIR: data.path });
  endings.push(async () => {
    await arena.end("SIGKILL");
    data.remove();
  });
  return arena;
}

/** One person may ask so often in a minute. */
const questionsEach = 20;

/** Asks that many questions, each person one after another, and waits until each has been answered in one way or the other. */
async function ask(arena: StartedProcess, count: number, label: string): Promise<PagePost[]> {
  const reader = await (await Person.enter(arena.address)).listen();
  const replies = new Map<string, PagePost>();
  const following = follow(reader, replies);
  following.catch(() => {});
  const posts = Array.from({ length: Math.ceil(count / questionsEach) }, async (_, index) => {
    const person = await Person.enter(arena.address);
    const answered: PagePost[] = [];
    for (let question = index * questionsEach; question < Math.min(count, (index + 1) * questionsEach); question += 1) {
      const id = await say(person, `${label} ${question}: why is the sea salty?`);
      await until(() => replies.get(id)?.waiting === false);
      answered.push(replies.get(id)!);
    }
    return answered;
  });
  const all = (await Promise.race([Promise.all(posts), following])).flat();
  reader.stop();
  return all;
}

/** Keeps the newest state of each of the arena's answers, by what they answer. @throws {Error} when the reader ends. */
async function follow(reader: EventReader, replies: Map<string, PagePost>): Promise<never> {
  for (;;) {
    const { data } = await reader.next();
    if (data.from === "arena" && data.replyTo !== null) replies.set(data.replyTo, data);
  }
}

/** Says it, as soon as the page takes it. */
async function say(person: Person, text: string): Promise<string> {
  for (;;) {
    const response = await person.say(text);
    if (response.status === 202) return ((await response.json()) as { id: string }).id;
    if (response.status !== 429) throw new Error(`${response.status}: ${await response.text()}`);
    await wait(Number(response.headers.get("retry-after")) * 1000);
  }
}

/** What voters see of a battle. */
const shown = ({ answers, buttons, text }: PagePost) => ({
  texts: answers.length > 0 ? answers.map((answer) => answer.text) : text,
  ballot: buttons.length >= 4,
});
const clean = { texts: [salt, salt], ballot: true };

const askedFor = (name: string) => server.calls.filter(({ body }) => body["model"] === name).length;

describe("an arena of models as they really are", () => {
  it("posts two clean answers in every battle", async () => {
    const arena = await startArena(await play(...healthy));
    const count = Number(process.env["BATTLES"] ?? times(40, 24));
    const posts = await ask(arena, count, "Question");
    expect(posts.map(shown)).toEqual(posts.map(() => clean));
    expect(healthy.filter((name) => askedFor(name) === 0)).toEqual([]);
    expect(arena.stderr()).not.toMatch(/could not answer|failed/i);
  });

  it("is examined rightly: what is left out of healthy models, and each broken one in one sentence", async () => {
    const { code, findings } = await readReport(await play(...healthy, ...brokenNames));
    expect(code).toBe(1);
    const about = (name: string) => findings.filter(({ check, what }) => check === "endpoints" && what.includes(name));
    for (const name of healthy) {
      expect(about(name), name).not.toEqual([]);
      expect(about(name).filter(({ state }) => state !== "ok")).toEqual([]);
      const { becomes } = behaviourOf(name);
      if (!("answers" in becomes) || !Array.isArray(becomes.withheld)) continue;
      for (const setting of becomes.withheld) expect(JSON.stringify(about(name))).toContain(setting);
    }
    for (const [name, reason] of Object.entries(broken)) {
      const bad = about(name).filter(({ state }) => state !== "ok");
      expect(bad.length, `${name}: ${JSON.stringify(about(name))}`).toBe(1);
      expect(`${bad[0]!.what} ${bad[0]!.mend}`).toMatch(reason);
    }
  });

  it("leaves broken models out of the draw after a while, and all others fight", async () => {
    const arena = await startArena(await play(...healthy, ...brokenNames));
    const atFirst = new Map(brokenNames.map((name) => [name, askedFor(name)]));
    const failures = (name: string) => askedFor(name) - atFirst.get(name)!;
    // Chance decides who is drawn; after so many failures a model rests.
    while (brokenNames.some((name) => failures(name) < breakerRule.strikes)) await ask(arena, 8, "Warming up");
    const before = brokenNames.map(askedFor);
    const posts = await ask(arena, times(24, 16), "Question");
    expect(posts.map(shown)).toEqual(posts.map(() => clean));
    expect(brokenNames.map(askedFor)).toEqual(before);
  });
});
