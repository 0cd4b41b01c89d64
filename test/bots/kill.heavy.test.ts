/** kill -9 at random points of a busy arena (three on each engine): what was confirmed is there, what was begun is ended. */
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, it } from "vitest";
import type { PagePost } from "../../bots/web/encode.ts";
import { createPseudonyms } from "../../core/safety/pseudonyms.ts";
import { openStore } from "../../core/store/index.ts";
import { answerWith, type ScriptedModelServer, startScriptedModelServer } from "../peers/scripted-model-server.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { describeOnBothEngines } from "../store/both-engines.ts";
import { Person } from "../web/page-kit.ts";
import { createCrowd, type Crowd } from "./crowd.ts";

const kills = 3;
/** In things that happen to the arena. */
const longestLife = 40;

function rosterOf(server: ScriptedModelServer): string {
  const models = ["one", "two", "three", "four"].map((name) => ({
    ...{ id: name, name: `Model ${name}`, organization: "Tests" },
    ...{ endpoint: "local", model: name },
  }));
  return JSON.stringify({ endpoints: { local: { baseURL: server.baseURL, concurrency: 16 } }, models });
}

/** Lets a crowd loose on a process, and kills it at the `at`-th thing that happens to it. */
async function liveAndDie(arena: StartedProcess, server: ScriptedModelServer, crowd: Crowd, at: number): Promise<void> {
  let happened = 0;
  const happen = () => {
    happened += 1;
    if (happened === at) arena.child.kill("SIGKILL");
  };
  server.script((call, number) => {
    happen();
    void answerWith(`an answer, number ${number}`)(call, number);
  });
  await crowd.live(arena, happen);
  await arena.end("SIGKILL");
}

/** Reads every post until none waits for anything. */
async function settledPosts(address: string): Promise<PagePost[]> {
  const reader = await (await Person.enter(address)).listen();
  const posts = new Map<string, PagePost>();
  const { revision } = (await (await new Person(address).post("/api/session", {})).json()) as { revision: number };
  const settled = () => Number(reader.lastEventId) >= revision && ![...posts.values()].some((post) => post.waiting);
  while (!settled()) {
    const { data } = await reader.next();
    posts.set(data.id, data);
  }
  reader.stop();
  return [...posts.values()];
}

/** Asks, votes and closes: at least one battle counts in the end. */
async function closeOne(address: string): Promise<void> {
  const person = await Person.enter(address);
  const reader = await person.listen();
  const { id } = (await (await person.say("The last question?")).json()) as { id: string };
  const answered = await reader.until(({ data }) => data.replyTo === id && data.buttons.length >= 4);
  reader.stop();
  const { data: post } = answered.at(-1)!;
  const voted = await person.press(post.id, post.buttons[0]!.action);
  await person.press(post.id, voted.body.buttons.at(-1)!.action);
}

/** Each question confirmed has one post of the arena in answer to it; nothing is there twice. */
function checkPosts(posts: readonly PagePost[], asked: ReadonlySet<string>): void {
  const answersTo = (id: string) => posts.filter((post) => post.from === "arena" && post.replyTo === id).length;
  for (const id of asked) expect(answersTo(id), `answers to the confirmed question ${id}`).toBe(1);
  for (const { id, from } of posts) if (from === "person") expect(answersTo(id)).toBeLessThanOrEqual(1);
}

/** No model was called more than once again for one side of one turn. */
function checkCalls(server: ScriptedModelServer): void {
  const counts = new Map<string, number>();
  for (const { body } of server.calls) {
    const messages = body.messages as { content: string }[];
    const key = `${String(body.model)}: ${messages.at(-1)?.content}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of counts) expect(count, key).toBeLessThanOrEqual(2);
}

async function checkRecord(dataDirectory: string, databaseUrl: string, crowd: Crowd): Promise<void> {
  const key = (await readFile(path.join(dataDirectory, "pseudonym.key"), "utf8")).trim();
  const pseudonyms = createPseudonyms(key);
  const { store } = await openStore({ dataDirectory, databaseUrl, keyFingerprint: pseudonyms.fingerprint });
  try {
    for (const [ballot, possible] of crowd.votes) {
      const [battle = "", cookie = ""] = ballot.split(" ");
      const person = `web:${cookie.split("=")[1]?.split(".")[0]}`;
      const choice = (await store.ballots.findVote(battle, pseudonyms.of(person)))?.choice ?? null;
      expect([...possible], `the vote ${ballot}`).toContain(choice);
    }
    const rebuilt = await store.rebuild();
    expect(rebuilt).toMatchObject({ tallies: { corrected: 0 }, cells: { corrected: 0 }, changedDraws: [] });
    // Had nothing closed, nothing would have been compared.
    expect(rebuilt.cells.rows).toBeGreaterThan(0);
  } finally {
    await store.close();
  }
}

async function killAgainAndAgain(dataDirectory: string, databaseUrl: string, seed: number): Promise<void> {
  const random = createSeededRandom(seed);
  const server = await startScriptedModelServer();
  const roster = path.join(dataDirectory, "models.json");
  await writeFile(roster, rosterOf(server));
  const environment = { DATA_DIR: dataDirectory, DATABASE_URL: databaseUrl, ROSTER: roster, DEMO: "" };
  const crowd = createCrowd(random);
  for (let kill = 0; kill < kills; kill++) {
    const arena = await startProcess(environment);
    // The first life is a long one: whatever chance makes of the others, something has happened by then.
    const at = kill === 0 ? longestLife : 1 + Math.floor(random.fraction() * longestLife);
    await liveAndDie(arena, server, crowd, at);
  }
  server.script(answerWith("the last answer"));
  const arena = await startProcess(environment);
  await closeOne(arena.address);
  const posts = await settledPosts(arena.address);
  await arena.end("SIGTERM");
  await server.close();

  expect(crowd.asked.size).toBeGreaterThan(kills / 2);
  expect(crowd.votes.size).toBeGreaterThan(kills);
  checkPosts(posts, crowd.asked);
  checkCalls(server);
  await checkRecord(dataDirectory, databaseUrl, crowd);
}

describeOnBothEngines("killed again and again", (place) => {
  it(
    "has lost, doubled and left open nothing",
    () => killAgainAndAgain(place.dataDirectory, place.databaseUrl, place.databaseUrl === "" ? 1 : 2),
    600_000,
  );
});
