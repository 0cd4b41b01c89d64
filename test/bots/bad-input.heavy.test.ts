/** Whatever people, and whoever starts the arena, throw at it: one clear sentence each, and it lives on. */
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PagePost } from "../../bots/web/encode.ts";
import { sentences } from "../../core/index.ts";
import {
  answerWith,
  answerWithError,
  type ScriptedModelServer,
  startScriptedModelServer,
} from "../peers/scripted-model-server.ts";
import { type StartedProcess, startProcess } from "../started-process.ts";
import { type DataDirectory, makeDataDirectory } from "../store/data-directory.ts";
import { Person } from "../web/page-kit.ts";

const words = sentences("en");

let directory: DataDirectory;
let server: ScriptedModelServer;
let arena: StartedProcess;

beforeAll(async () => {
  directory = await makeDataDirectory();
  server = await startScriptedModelServer(answerWith("an answer"));
  const roster = path.join(directory.path, "models.json");
  const models = ["one", "two"].map((id) => ({
    ...{ id, name: id, organization: "Tests", endpoint: "local", model: id },
  }));
  await writeFile(roster, JSON.stringify({ endpoints: { local: { baseURL: server.baseURL } }, models }));
  arena = await startProcess({ DATA_DIR: directory.path, ROSTER: roster, DEMO: "" });
});
afterAll(async () => {
  await arena.end("SIGTERM");
  await server.close();
  directory.remove();
});

/** What the arena says to a message, and with what status. */
async function say(person: Person, text: string): Promise<{ status: number; error?: string; id?: string }> {
  const response = await person.say(text);
  return { status: response.status, ...((await response.json()) as { error?: string; id?: string }) };
}

/** What the arena finally posts in answer to a message. */
async function answerTo(person: Person, id: string): Promise<PagePost> {
  const reader = await person.listen();
  const events = await reader.until(({ data }) => data.replyTo === id && !data.waiting);
  reader.stop();
  return events.at(-1)!.data;
}

async function ask(person: Person, text: string): Promise<PagePost> {
  const { status, id } = await say(person, text);
  expect(status).toBe(202);
  return answerTo(person, id!);
}

describe("a question", () => {
  it.each([
    ["nothing", "", 400, words.page.errors.emptyText],
    ["white space", " \n\t\u3000 ", 400, words.page.errors.emptyText],
    ["zero-width characters", "\u200b\u200d\ufeff\u2060", 422, words.refusals.emptyQuestion],
    ["direction marks", "\u202e\u200f\u2067", 422, words.refusals.emptyQuestion],
    ["control characters", "\u0001\u0007\u001b", 422, words.refusals.emptyQuestion],
    ["a megabyte", "why ".repeat(250_000), 413, words.page.errors.tooLong],
    ["more than the arena takes", "x".repeat(8001), 422, words.refusals.longQuestion(8001, 8000)],
  ])("of %s gets one sentence", async (_what, text, status, sentence) => {
    const person = await Person.enter(arena.address);
    expect(await say(person, text)).toMatchObject({ status, error: sentence });
  });

  it.each([
    ["right to left", "ما هو لون السماء؟", "ما هو لون السماء؟"],
    ["overridden in its direction", "why \u202eeulb yks", "why \u202eeulb yks"],
    ["of emoji alone", "🤔🌊🧂", "🤔🌊🧂"],
    ["with control characters in it", "w\u0007hy\u001b[31m?", "why[31m?"],
    ["with zero-width characters in it", "w\u200bhy?", "why?"],
  ])("%s is asked as it was meant", async (_what, text, sent) => {
    const person = await Person.enter(arena.address);
    const calls = server.calls.length;
    const post = await ask(person, text);
    expect(post.answers.map((answer) => answer.text)).toEqual(["an answer", "an answer"]);
    expect(server.calls.slice(calls).map((call) => call.body.messages)).toEqual([
      [{ role: "user", content: sent }],
      [{ role: "user", content: sent }],
    ]);
  });

  it("that no model answers is answered by one calm sentence", async () => {
    const person = await Person.enter(arena.address);
    server.script(answerWithError(401, { error: { message: "wrong key sk-hidden" } }));
    const post = await ask(person, "Is anybody there?");
    server.script(answerWith("an answer"));
    expect(post).toMatchObject({
      text: words.battle["no-answer"],
      buttons: [{ label: words.battle.buttons.again }],
      answers: [],
    });
  });
});

describe("a ballot", () => {
  it.each(["", "vote", "vote:0000000000000000:a", "vote:0000000000000000:c", "names:'; DROP TABLE votes; --"])(
    "that was never offered (%j) is refused",
    async (action) => {
      const person = await Person.enter(arena.address);
      const post = await ask(person, "Why?");
      const { status, body } = await person.press(post.id, action);
      expect(status).toBe(404);
      expect(body.error).toBe(words.page.errors.unknownAction);
    },
  );

  it("on a post that is not there, or another's private one, is refused", async () => {
    const [one, two] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    const post = await ask(one, "Why?");
    const { id } = await say(one, "/help");
    for (const where of ["nowhere", id!])
      expect(await two.press(where, post.buttons[0]!.action)).toMatchObject({
        status: 404,
        body: { error: words.page.errors.unknownPost },
      });
  });

  it("taken from somebody else's private reply is refused", async () => {
    const [one, two] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    const post = await ask(one, "Why?");
    const voted = await one.press(post.id, post.buttons[0]!.action);
    await two.press(post.id, post.buttons[1]!.action);
    for (const { action } of voted.body.buttons) expect((await two.press(post.id, action)).status).toBe(404);
  });

  it("repeated a hundred times counts once, and one that is too late is told the names", async () => {
    const [asker, late] = [await Person.enter(arena.address), await Person.enter(arena.address)];
    const post = await ask(asker, "Why?");
    const [a] = post.buttons;
    const presses = await Promise.all(Array.from({ length: 100 }, () => asker.press(post.id, a!.action)));
    expect(presses.every(({ status }) => status === 200)).toBe(true);
    const close = presses[0]!.body.buttons.find((button) => button.label === words.battle.buttons.close)!;
    expect((await asker.press(post.id, close.action)).status).toBe(200);
    expect((await asker.press(post.id, close.action)).body.error).toMatch(/^Voting on this battle has closed\./);
    const refused = await late.press(post.id, a!.action);
    expect(refused.status).toBe(422);
    expect(refused.body.error).toMatch(/has closed\. A was \*\*(one|two) \(Tests\)\*\*/);
    const reader = await late.listen();
    const closed = (await reader.until(({ data }) => data.id === post.id)).at(-1)!.data;
    reader.stop();
    expect(closed.footer).toBe(words.battle.votes(1, 0, 0, 0));
  });
});

it("has not harmed the arena", async () => {
  expect((await fetch(`${arena.address}/healthz`)).status).toBe(200);
  const person = await Person.enter(arena.address);
  expect((await ask(person, "Are you well?")).buttons).toHaveLength(4);
  expect((await arena.end("SIGTERM")).code).toBe(0);
});
