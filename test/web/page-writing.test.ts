/** Saying things so that nothing is lost or doubled; files, reactions, one's own votes, and how commands go on. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { longestForm } from "../../bots/web/limits.ts";
import { pictureSize, sentences } from "../../core/index.ts";
import { Person, type RunningPage, startPage } from "./page-kit.ts";
import { smallPng } from "./small-core.ts";

const words = sentences("en").page;
const answers = { a: "Because.", b: "Why not?" };
const draw = { battle: "a-battle", hash: "0".repeat(64), statement: null };

let page: RunningPage;
let person: Person;

beforeEach(async () => {
  page = await startPage();
  person = await Person.enter(page.address);
});
afterEach(() => page.end());

const json = async (response: Response) => ({ status: response.status, ...((await response.json()) as object) });
const texts = async (who = person) => (await who.sees()).map(({ data }) => data.text);

/** Sends a message as a form. */
function sayWithFiles(fields: Record<string, string>, files: [name: string, bytes: Uint8Array | string][]) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  for (const [name, bytes] of files) form.append("files", new Blob([bytes as Uint8Array<ArrayBuffer>]), name);
  const init = { method: "POST", headers: { Cookie: person.cookie }, body: form };
  const send = () => fetch(`${page.address}/api/messages`, init);
  // A connection that was kept may be closed at the very moment it is used again.
  return send().catch(send);
}

async function openBattle(more: object = {}): Promise<string> {
  await person.say("Why?");
  const battle = page.core.battles.at(-1)!;
  await page.core.open(battle, answers, { reactions: true, ...more });
  return battle;
}

describe("a message with a key", () => {
  const send = (key: string, text = "Why?", from = person) => from.post("/api/messages", { text, key });

  it("is said once however often it is sent, after a restart too", async () => {
    const first = await json(await send("key-one-1"));
    expect(first).toEqual({ status: 202, id: expect.any(String) });
    expect(await json(await send("key-one-1"))).toEqual(first);
    await page.restart();
    expect(await json(await send("key-one-1", "Other words?"))).toEqual(first);
    expect(page.core.requests.map(({ text }) => text)).toEqual(["Why?"]);
    expect(await texts()).toEqual(["Why?", "Two models are answering."]);
  });

  it("is said once when it is sent again while it is being taken", async () => {
    const { handle } = page.core;
    const [asked, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    page.core.handle = async (request) => {
      asked.resolve();
      await go.promise;
      return handle(request);
    };
    const one = send("key-one-1");
    await asked.promise;
    const other = send("key-one-1");
    go.resolve();
    expect(await json(await one)).toEqual(await json(await other));
    expect(page.core.requests).toHaveLength(1);
  });

  it("is another one under another key, and from another person", async () => {
    const other = await Person.enter(page.address);
    const ids = [await send("key-one-1"), await send("key-two-2"), await send("key-one-1", "Why?", other)];
    expect(new Set(await Promise.all(ids.map(async (sent) => ((await json(sent)) as { id?: string }).id))).size).toBe(
      3,
    );
    expect(page.core.requests).toHaveLength(3);
  });

  it("can be tried again when it was refused", async () => {
    expect((await send("key-one-1", "/refuse")).status).toBe(422);
    expect((await send("key-one-1", "Why?")).status).toBe(202);
    expect((await send("short")).status).toBe(400);
  });
});

it("carries a press out once however often it is sent under its key", async () => {
  const battle = await openBattle();
  const press = () => person.post("/api/actions", { post: battle, action: "vote:a", key: "press-key-1" });
  expect(await json(await press())).toEqual(await json(await press()));
  expect(page.core.presses).toHaveLength(1);
  await person.post("/api/actions", { post: battle, action: "vote:a", key: "press-key-2" });
  expect(page.core.presses).toHaveLength(2);
});

describe("files", () => {
  it("reach core whole, and stand in the post: pictures to be seen, texts to be kept", async () => {
    const response = await sayWithFiles({ text: "What is this?", key: "key-one-1" }, [
      ["a.png", smallPng],
      ["notes.txt", "one\ntwo"],
    ]);
    expect(response.status).toBe(202);
    const { files = [], text } = page.core.requests[0]!;
    expect([text, files.map(({ name, size }) => [name, size])]).toEqual([
      "What is this?",
      [
        ["a.png", smallPng.length],
        ["notes.txt", 7],
      ],
    ]);
    expect(Buffer.from(await files[0]!.read()).equals(smallPng)).toBe(true);
    const said = (await person.sees())[0]!.data;
    expect(said.images).toEqual([{ url: expect.stringMatching(/\.png$/), alt: "a.png", width: 8, height: 4 }]);
    expect(said.files).toEqual([{ name: "notes.txt", url: expect.stringMatching(/^\/api\/files\//) }]);
    const kept = await fetch(page.address + said.files[0]!.url);
    expect(kept.headers.get("content-disposition")).toMatch(/^attachment; filename\*=UTF-8''notes\.txt$/);
    expect(kept.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await kept.text()).toBe("one\ntwo");
    expect(await readdir(join(page.dataDirectory, "page-images"))).toHaveLength(2);
  });

  it("are enough without a word, and a form without either is not", async () => {
    expect((await sayWithFiles({}, [["a.png", smallPng]])).status).toBe(202);
    expect(page.core.requests[0]).toMatchObject({ text: "", files: [{ name: "a.png" }] });
    expect((await sayWithFiles({ text: " " }, [])).status).toBe(400);
  });

  it("are no page of ours, whatever they are called", async () => {
    await sayWithFiles({ text: "x" }, [['"evil\r\n.html', "<script>alert(1)</script>"]]);
    const { url } = (await person.sees())[0]!.data.files[0]!;
    const kept = await fetch(page.address + url);
    expect(kept.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(kept.headers.get("content-disposition")).toMatch(/^attachment; [\w*=.'%-]+$/);
    expect(kept.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("that are too many or too large are refused with a sentence", async () => {
    const many = Array.from({ length: 9 }, (_, index): [string, string] => [`${index}.txt`, "x"]);
    expect(await json(await sayWithFiles({ text: "x" }, many))).toEqual({
      status: 413,
      error: words.errors.tooManyFiles,
    });
    const large = new Uint8Array(longestForm + 1);
    expect(await json(await sayWithFiles({ text: "x" }, [["a.png", large]]))).toEqual({
      status: 413,
      error: words.errors.filesTooLarge,
    });
    expect((await sayWithFiles({ text: "x".repeat(200_000) }, [])).status).toBe(413);
    expect(page.core.requests).toEqual([]);
  });

  it("of private answers are for their person alone", async () => {
    page.core.handle = async () => ({
      ...{ text: "All of it.", buttons: [], images: [], private: true },
      files: [{ name: "all.json", text: '{"a":1}' }],
    });
    await person.say("/privacy export");
    const { url, name } = (await person.sees()).at(-1)!.data.files[0]!;
    const get = (who: Person) => fetch(page.address + url, { headers: { Cookie: who.cookie } });
    expect([name, await (await get(person)).text()]).toEqual(["all.json", '{"a":1}']);
    expect((await get(await Person.enter(page.address))).status).toBe(404);
    expect((await get(new Person(page.address))).status).toBe(404);
  });

  it("of answers to presses come in their addresses, for those are kept nowhere", async () => {
    const battle = await openBattle();
    page.core.press = async () => ({
      ...{ text: "All of it.", buttons: [], images: [], private: true },
      files: [{ name: "all.json", text: '{"名":1}' }],
    });
    const { files } = (await person.press(battle, "vote:a")).body;
    expect(await (await fetch(files[0]!.url)).text()).toBe('{"名":1}');
  });
});

describe("the size of a picture", () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "base64"));

  it.each([
    ["PNG", smallPng, { width: 8, height: 4 }],
    ["GIF", bytes("R0lGODlhAwACAIAAAP///wAAACwAAAAAAwACAAACAoRdADs="), { width: 3, height: 2 }],
    [
      "JPEG",
      Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 17, 8, 0, 5, 0, 9]),
      { width: 9, height: 5 },
    ],
    ["lossy WebP", webp("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 7, 0, 6, 0]), { width: 7, height: 6 }],
    ["lossless WebP", webp("VP8L", [0x2f, 4, 0x80, 0, 0]), { width: 5, height: 3 }],
    ["large WebP", webp("VP8X", [0, 0, 0, 0, 10, 0, 0, 20, 0, 0]), { width: 11, height: 21 }],
  ])("is read from a %s", (_kind, picture, size) => {
    expect(pictureSize(picture)).toEqual(size);
    expect(pictureSize(picture.subarray(0, 6))).toBeUndefined();
  });

  function webp(chunk: string, data: number[]): Uint8Array {
    return Uint8Array.from([...Buffer.from(`RIFF0000WEBP${chunk}0000`, "latin1"), ...data]);
  }

  it("is not read from anything else", () => {
    expect(pictureSize(Buffer.from("<svg width='3'>"))).toBeUndefined();
  });
});

describe("reactions", () => {
  const react = (who: Person, post: string, choice: string, change = "added") =>
    who.post("/api/reactions", { post, choice, change });
  const shown = async (who: Person) =>
    (await who.sees()).at(-1)!.data.reactions.map(({ choice, count, own }) => [choice, count, own]);
  const none = ["a", "b", "tie", "both-bad"].map((choice) => [choice, 0, false]);

  it("are seen by nobody, and nothing tells of them, where they are out of sight", async () => {
    const battle = await openBattle();
    const other = await Person.enter(page.address);
    const { revision } = (await json(await other.post("/api/session", {}))) as { revision?: number };
    const answer = await json(await react(person, battle, "b"));
    expect(answer).toMatchObject({ status: 200, reply: { text: "You reacted with b.", private: true } });
    expect([await shown(person), await shown(other)]).toEqual([none, none]);
    expect(await json(await other.post("/api/session", {}))).toMatchObject({ revision });
    expect(page.core.reactions).toMatchObject([{ post: battle, choice: "b", change: "added", platform: "web" }]);
  });

  it("stay for everybody to see where they are open, one of each person, until they are taken away", async () => {
    page.core.reactionMode = "open";
    const battle = await openBattle();
    const other = await Person.enter(page.address);
    for (const choice of ["b", "a"]) await react(person, battle, choice);
    await react(other, battle, "a");
    await page.restart();
    expect(await shown(person)).toEqual([["a", 2, true], ...none.slice(1)]);
    expect(await shown(new Person(page.address))).toEqual([["a", 2, false], ...none.slice(1)]);
    expect(await json(await react(person, battle, "a", "removed"))).toEqual({ status: 200, reply: null });
    expect(await shown(person)).toEqual([["a", 1, false], ...none.slice(1)]);
    await page.core.close(battle, answers);
    expect(await shown(person)).toEqual([["a", 1, false]]);
  });

  it("are refused where there are none", async () => {
    const battle = await openBattle({ reactions: false });
    expect((await react(person, battle, "a")).status).toBe(404);
    await page.core.open(battle, answers, { reactions: true });
    for (const choice of ["c", "__proto__"]) expect((await react(person, battle, choice)).status).toBe(404);
    expect((await react(person, battle, "a", "changed")).status).toBe(400);
    expect((await react(person, "nosuchpost", "a")).status).toBe(404);
    expect(page.core.reactions).toEqual([]);
  });
});

it("tells people their own votes, and nobody else's", async () => {
  page.core.draws.set(draw.battle, draw);
  const battle = await openBattle({ draw });
  await person.press(battle, "vote:tie");
  const choicesOf = async (who: Person) =>
    json(await fetch(`${page.address}/api/choices`, { headers: { Cookie: who.cookie } }));
  expect(await choicesOf(person)).toEqual({ status: 200, choices: { [battle]: "tie" } });
  expect(await choicesOf(await Person.enter(page.address))).toEqual({ status: 200, choices: { [battle]: null } });
  expect(await choicesOf(new Person(page.address))).toMatchObject({ status: 401 });
});

it("hands core the people that a message names by their codes", async () => {
  const other = await Person.enter(page.address);
  const codeOf = async (who: Person) => ((await json(await who.post("/api/session", {}))) as { code?: string }).code!;
  const [mine, theirs] = [await codeOf(person), await codeOf(other)];
  await other.say("Hello.");
  await person.say(`/profile @${theirs.toLowerCase()}`);
  const [said, named] = page.core.requests;
  const mention = { text: `@${theirs.toLowerCase()}`, person: said!.person, name: `@${theirs}` };
  expect(named!.mentions).toEqual([mention]);
  await person.say("Nobody is called @ZZZZ here.");
  expect(page.core.requests.at(-1)).not.toHaveProperty("mentions");
  expect(mine).not.toBe(theirs);
});

it("resumes where a new stream says it has got to", async () => {
  for (const text of ["/picture", "/secret"]) await person.say(text);
  const response = await fetch(`${page.address}/api/events?after=2`, { headers: { Cookie: person.cookie } });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let read = "";
  while (!read.includes("Between us.")) read += (await reader.read()).value;
  await reader.cancel();
  expect([...read.matchAll(/^event: (\w+)$/gm)].map(([, event]) => event)).toEqual(["post", "post"]);
  expect(read).not.toContain("The board.");
});

it("speaks the language that was chosen on the page", async () => {
  const cookie = `${person.cookie}; doubleblind-language=zh`;
  const session = await person.post("/api/session", {}, { Cookie: cookie });
  expect(await session.json()).toMatchObject({ language: "zh", words: { send: "发送" } });
});

it("offers three questions of the bank in somebody's language, the same ones again", async () => {
  const questionsOf = async (headers: Record<string, string>) =>
    ((await json(await person.post("/api/session", {}, headers))) as { questions?: string[] }).questions;
  const offered = await questionsOf({});
  expect(offered).toHaveLength(3);
  expect(await questionsOf({})).toEqual(offered);
  const chinese = await questionsOf({ "Accept-Language": "zh" });
  expect(chinese!.filter((question) => /\p{Script=Han}/u.test(question))).toHaveLength(3);
});
