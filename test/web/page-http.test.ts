/** The page's interface as docs/page-interface.md describes it, over real HTTP. */
import { createHash } from "node:crypto";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { arenaVersion, Refusal } from "../../core/index.ts";
import { Person, type RunningPage, startPage } from "./page-kit.ts";
import { ballot, smallPng } from "./small-core.ts";

let page: RunningPage;

beforeEach(async () => {
  page = await startPage();
});

afterEach(() => page.end());

const errorOf = async (response: Response) => ((await response.json()) as { error: string }).error;

const answers = { a: "Because.", b: "Why not?" };

/** A person, their question, and its battle with both answers. */
async function openBattle(answers = { a: "Because.", b: "Why not?" }) {
  const asker = await Person.enter(page.address);
  const events = await asker.listen();
  const response = await asker.say("Why?");
  const { id: question } = (await response.json()) as { id: string };
  const battle = page.core.battles.at(-1)!;
  await page.core.open(battle, answers);
  const seen = await events.until((event) => event.data.id === battle && event.data.answers.length === 2);
  return { asker, events, question, battle, seen, response };
}

describe("sessions", () => {
  it("gives a first visitor a lasting cookie that scripts cannot read", async () => {
    const response = await new Person(page.address).post("/api/session", {});
    const [cookie] = response.headers.getSetCookie();
    expect(cookie).toMatch(
      /^doubleblind-\w+=[0-9a-z]{16}\.[\w-]{43}; Max-Age=34560000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    expect(await response.json()).toMatchObject({
      name: expect.stringMatching(/^Guest \w{4}$/),
      language: "en",
      empty: true,
      version: arenaVersion,
    });
  });

  it("keeps a cookie that is good, and takes every cookie for a person of its own", async () => {
    const [first, second] = [await Person.enter(page.address), await Person.enter(page.address)];
    const again = await first.post("/api/session", {});
    expect(again.headers.getSetCookie()).toEqual([]);
    await first.say("one");
    await second.say("two");
    await first.say("three");
    const people = page.core.requests.map((request) => request.person);
    expect(people[0]).toMatch(/^web:[0-9a-z]{16}$/);
    expect(people[2]).toBe(people[0]);
    expect(people[1]).not.toBe(people[0]);
  });

  it("takes a forged cookie for none", async () => {
    const forger = await Person.enter(page.address);
    forger.cookie = forger.cookie.replace(/=.{4}/, "=zzzz");
    expect((await forger.say("Why?")).status).toBe(401);
    expect((await forger.post("/api/session", {})).headers.getSetCookie()).toHaveLength(1);
  });

  it("speaks the browser's language", async () => {
    const response = await new Person(page.address, { "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8" }).post(
      "/api/session",
      {},
    );
    expect(await response.json()).toMatchObject({
      language: "zh",
      name: expect.stringMatching(/^访客 /),
      words: { send: "发送" },
    });
  });
});

describe("messages", () => {
  it("hands core the question and shows it to everybody before its answer", async () => {
    const other = await Person.enter(page.address);
    const events = await other.listen();
    const { asker, question, battle, response } = await openBattle();
    expect(response.status).toBe(202);
    expect(page.core.requests).toEqual([
      {
        platform: "web",
        origin: "127.0.0.1",
        person: expect.any(String),
        community: "web:local",
        place: "web:page",
        private: false,
        manages: false,
        language: "en",
        address: question,
        text: "Why?",
      },
    ]);
    const [asked, progress] = [await events.next(), await events.next()];
    expect(asked).toMatchObject({
      event: "post",
      data: {
        id: question,
        from: "person",
        author: expect.stringMatching(/^Guest /),
        own: false,
        replyTo: null,
        text: "Why?",
      },
    });
    expect(progress).toMatchObject({
      event: "post",
      data: { id: battle, replyTo: question, waiting: true, buttons: [] },
    });
    expect(JSON.stringify(asked)).not.toContain(asker.cookie.slice(-43));
    expect(JSON.stringify(asked)).not.toContain(page.core.requests[0]!.person.slice(4));
  });

  it("puts both answers, as quotations under headings, into the text, and exactly as they are beside it", async () => {
    const { seen } = await openBattle({ a: "# A big\n\n```js\nlet x", b: "  <b>B</b>" });
    const { event, data } = seen.at(-1)!;
    expect(event).toBe("edit");
    expect(data.text).toBe(
      "Vote now.\n\n## A\n\n> # A big\n> \n> ```js\n> let x\n\n## B\n\n>   <b>B</b>\n\nCloses soon.",
    );
    expect(data.answers).toEqual([
      { side: "A", text: "# A big\n\n```js\nlet x" },
      { side: "B", text: "  <b>B</b>" },
    ]);
    expect(data.buttons.map((button) => button.label)).toEqual(ballot);
    expect(data.waiting).toBe(false);
  });

  it("waits only for what core says is on its way", async () => {
    const asker = await Person.enter(page.address);
    const events = await asker.listen();
    await asker.say("/note");
    const note = await events.until((event) => event.data.replyTo !== null);
    expect(note.at(-1)!.data).toMatchObject({ buttons: [], answers: [], waiting: false });
    await asker.say("Why?");
    const progress = await events.until((event) => event.data.replyTo !== null);
    expect(progress.at(-1)!.data.waiting).toBe(true);
    const [battle] = page.core.battles;
    await page.core.report(battle!, "Still writing.");
    expect((await events.next()).data).toMatchObject({ intro: "Still writing.", waiting: true });
    await page.core.open(battle!, answers);
    expect((await events.next()).data.waiting).toBe(false);
  });

  it("hands core the post that a message answers, when its writer can see that post", async () => {
    const { asker, battle } = await openBattle();
    const response = await asker.say("And why not?", battle);
    const { id } = (await response.json()) as { id: string };
    expect(page.core.requests.at(-1)).toMatchObject({ text: "And why not?", address: id, inReplyTo: battle });
    const said = (await asker.sees()).map(({ data }) => data);
    expect(said.find((post) => post.id === id)).toMatchObject({ from: "person", replyTo: battle });
    expect(said.at(-1)).toMatchObject({ id: page.core.battles[1], replyTo: id });
  });

  it("takes no message in answer to a post its writer cannot see", async () => {
    const [person, other] = [await Person.enter(page.address), await Person.enter(page.address)];
    await person.say("/secret");
    const hidden = (await person.sees()).at(-1)!.data.id;
    for (const inReplyTo of [hidden, "nosuchpost"]) {
      const response = await other.say("And why not?", inReplyTo);
      expect(response.status).toBe(404);
      expect(await errorOf(response)).toMatch(/^That post is not here/);
    }
    expect((await other.post("/api/messages", { text: "Why?", inReplyTo: 7 })).status).toBe(400);
    expect(page.core.requests).toHaveLength(1);
  });

  it("shows a refused message nowhere", async () => {
    const person = await Person.enter(page.address);
    const response = await person.say("/refuse");
    expect(response.status).toBe(422);
    expect(await errorOf(response)).toBe("Not today.");
    expect(page.archive.posts.size).toBe(0);
  });

  it("answers a broken core calmly and logs what broke", async () => {
    const person = await Person.enter(page.address);
    const response = await person.say("/break");
    expect(response.status).toBe(500);
    expect(await errorOf(response)).not.toContain("disk on fire");
    expect(page.logged.map((entry) => entry.details["error"])).toEqual([new Error("disk on fire")]);
    expect(page.archive.posts.size).toBe(0);
  });

  it("shows a private answer and what it answers to its person only", async () => {
    const [person, other] = [await Person.enter(page.address), await Person.enter(page.address)];
    expect((await person.say("/secret")).status).toBe(202);
    await person.say("/picture");
    const events = await (await person.listen()).until((event) => event.data.images?.length === 1);
    expect(events.map((event) => [event.data.text, event.data.private])).toEqual([
      ["/secret", true],
      ["Between us.", true],
      ["/picture", false],
      ["The board.", false],
    ]);
    const seen = await (await other.listen()).until((event) => event.data.images?.length === 1);
    expect(seen.map((event) => event.data.text)).toEqual(["/picture", "The board."]);
    expect((await other.press(events[1]!.data.id, "more")).status).toBe(404);
    expect((await person.press(events[1]!.data.id, "more")).status).toBe(200);
  });

  it.each([
    ["without a session", 401, { cookie: "" }, { text: "Why?" }],
    ["that is not JSON", 400, {}, '{"text":'],
    ["whose text is a number", 400, {}, { text: 7 }],
    ["without a text", 400, {}, { words: "Why?" }],
    ["that is JSON's null", 400, {}, "null"],
    ["that is empty", 400, {}, { text: " \n" }],
    ["of 1 MB", 413, {}, { text: "x".repeat(1_000_000) }],
    ["of 10 MB", 413, {}, { text: "x".repeat(10_000_000) }],
  ])("refuses a message %s with a sentence", async (_name, status, changes, body) => {
    const person = Object.assign(await Person.enter(page.address), changes);
    const response = await person.post("/api/messages", body);
    expect(response.status).toBe(status);
    expect(await errorOf(response)).toMatch(/^[A-Z].*\.$/);
    expect(page.core.requests).toEqual([]);
  });

  it("leaves out what no database keeps", async () => {
    const person = await Person.enter(page.address);
    await person.post("/api/messages", '{"text":"a\\u0000b\\ud800c"}');
    expect(page.core.requests[0]?.text).toBe("ab\uFFFDc");
  });

  it("accepts nothing that the archive did not keep", async () => {
    const person = await Person.enter(page.address);
    const events = await person.listen();
    const save = page.archive.save;
    page.archive.save = () => Promise.reject(new Error("disk full"));
    expect((await person.say("/picture")).status).toBe(500);
    page.archive.save = save;
    expect((await person.say("/secret")).status).toBe(202);
    expect((await events.next()).data.text).toBe("/secret");
  });
});

describe("a post", () => {
  const post = (text: string) => ({ text, buttons: [], images: [] });

  it("stands there once however often it is posted under its key, and as it was posted last", async () => {
    const { asker, question } = await openBattle();
    const platform = page.core.platform();
    expect(await platform.post("web:page", post("first"), "a-key", question)).toBe("a-key");
    await page.restart();
    expect(await page.core.platform().post("web:page", post("second"), "a-key", question)).toBe("a-key");
    const shown = (await asker.sees()).filter(({ data }) => data.id === "a-key");
    expect(shown.map(({ data }) => [data.text, data.replyTo])).toEqual([["second", question]]);
  });

  it("costs one writing with the question it answers, one when its ballot opens, and none for a vote", async () => {
    const person = await Person.enter(page.address);
    const written: string[][] = [];
    const { save, remove } = page.archive;
    page.archive.save = (seen, posts) => {
      written.push(posts.map(({ content }) => (JSON.parse(content) as { text: string }).text));
      return save(seen, posts);
    };
    page.archive.remove = (...ids: readonly string[]) => {
      written.push([...ids]);
      return remove(...ids);
    };
    await person.say("Why?");
    const [battle = ""] = page.core.battles;
    await page.core.open(battle, { a: "Because.", b: "Why not?" });
    for (const choice of ["a", "b"]) expect((await person.press(battle, `vote:${choice}`)).status).toBe(200);
    await person.say("/secret");
    expect(written).toEqual([["Why?", "Two models are answering."], ["Vote now."], ["/secret", "Between us."]]);
    const events = await person.listen();
    await events.next();
    expect((await events.next()).data).toMatchObject({
      id: battle,
      text: expect.stringContaining("Vote now."),
      own: false,
    });
  });

  it("is not shown when the message it answers never was", async () => {
    const { asker } = await openBattle();
    await page.core.platform().post("web:page", post("lost"), "a-key", "nosuchpost");
    expect((await asker.sees()).filter(({ data }) => data.id === "a-key")).toEqual([]);
  });

  it("offers a follow-up to whoever asked, and to nobody else", async () => {
    const { asker, battle } = await openBattle();
    await page.core.open(battle, answers, { followUps: true });
    const other = await Person.enter(page.address);
    const offered = async (person: Person) => (await person.sees()).map(({ data }) => data.followUp);
    expect(await offered(asker)).toEqual([false, true]);
    expect(await offered(other)).toEqual([false, false]);
    expect(await offered(new Person(page.address))).toEqual([false, false]);
  });
});

describe("presses", () => {
  it("answers the presser alone, with buttons that work in turn", async () => {
    const { asker, events, battle } = await openBattle();
    const { status, body } = await asker.press(battle, "vote:a");
    expect(status).toBe(200);
    expect(body).toMatchObject({ text: "You pressed vote:a.", private: true, images: [{ alt: "one pixel" }] });
    const [names] = body.buttons;
    expect(names?.label).toBe("Names");
    expect((await asker.press(battle, names!.action)).body.text).toBe("You pressed names.");
    expect(page.core.presses.map((press) => press.action)).toEqual(["vote:a", "names"]);
    expect(page.core.presses[0]?.person).toBe(page.core.requests[0]?.person);
    await asker.say("/secret");
    expect((await events.next()).data.text).toBe("/secret");
  });

  it("refuses what was never offered to that person", async () => {
    const { asker, battle, question } = await openBattle();
    const other = await Person.enter(page.address);
    const offered = (await asker.press(battle, "vote:a")).body.buttons[0]!.action;
    expect((await other.press(battle, offered)).status).toBe(404);
    expect((await other.press(battle, "names")).status).toBe(404);
    expect((await other.press(question, "vote:a")).status).toBe(404);
    expect((await other.press("nosuchpost", "vote:a")).status).toBe(404);
    expect((await other.post("/api/actions", { post: battle })).status).toBe(400);
    expect(page.core.presses).toHaveLength(1);
  });

  it("lets core answer a press on a button that has just gone", async () => {
    const { asker, battle } = await openBattle();
    await page.core.close(battle, { a: "x", b: "y" });
    expect((await asker.press(battle, "vote:b")).status).toBe(200);
  });

  it("passes on core's refusal", async () => {
    const { asker, battle } = await openBattle();
    page.core.press = () => Promise.reject(new Refusal("This battle is closed."));
    const { status, body } = await asker.press(battle, "vote:b");
    expect(status).toBe(422);
    expect(body).toEqual({ error: "This battle is closed." });
  });
});

describe("pictures", () => {
  const hash = createHash("sha256").update(smallPng).digest("hex");
  const statusOf = async (url: string, person = new Person(page.address)) =>
    (await fetch(page.address + url, { headers: { Cookie: person.cookie } })).status;

  it("serves them for ever", async () => {
    const person = await Person.enter(page.address);
    await person.say("/picture");
    const [, shown] = await (await person.listen()).until((event) => event.data.images.length === 1);
    const [image] = shown!.data.images;
    expect(image).toEqual({
      url: expect.stringMatching(/^\/images\/[\w-]{43}\.png$/),
      alt: "First: nobody",
      width: 8,
      height: 4,
    });
    const response = await fetch(page.address + image!.url);
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(response.headers.get("cache-control")).toContain("immutable");
    expect(Buffer.from(await response.arrayBuffer()).equals(smallPng)).toBe(true);
  });

  it("tells nobody who draws a picture whether it has been drawn for somebody", async () => {
    const { asker, battle } = await openBattle();
    const other = await Person.enter(page.address);
    const url = (await asker.press(battle, "vote:a")).body.images[0]!.url;
    expect(await statusOf(url, asker)).toBe(200);
    expect(await statusOf(`/images/${hash}.png`, other)).toBe(404);
    await other.say("/picture");
    const shared = (await other.sees()).at(-1)!.data.images[0]!.url;
    const own = (await other.press(battle, "vote:a")).body.images[0]!.url;
    expect(new Set([url, shared, own]).size).toBe(3);
  });

  it("gives one that an earlier version named by its bytes to those who see a post with it", async () => {
    const { asker, battle } = await openBattle();
    await asker.say("/secret");
    const file = `${hash}.png`;
    await writeFile(join(page.dataDirectory, "page-images", file), smallPng);
    const showOn = (id: string) => {
      const post = page.archive.posts.get(id)!;
      const content = { ...(JSON.parse(post.content) as object), images: [{ file, alt: "" }] };
      page.archive.posts.set(id, { ...post, content: JSON.stringify(content) });
    };
    showOn((await asker.sees()).at(-1)!.data.id);
    await page.restart();
    const other = await Person.enter(page.address);
    expect([await statusOf(`/images/${file}`, asker), await statusOf(`/images/${file}`, other)]).toEqual([200, 404]);
    showOn(battle);
    await page.restart();
    expect([await statusOf(`/images/${file}`, other), await statusOf(`/images/${file}`)]).toEqual([200, 200]);
  });

  it.each(["/images/x.png", `/images/${"0".repeat(64)}.png`, "/images/..%2f..%2fpackage.json"])(
    "has none at %s",
    async (path) => {
      expect((await fetch(page.address + path)).status).toBe(404);
    },
  );
});

describe("a picture nobody shows any more", () => {
  const hour = 60 * 60 * 1000;
  const statusOf = async (url: string) => (await fetch(page.address + url)).status;
  /** Asks until the picture is gone; the test's own time limit ends what never comes. */
  const untilGone = async (url: string) => {
    while ((await statusOf(url)) !== 404) await new Promise(setImmediate);
  };

  it("is deleted a day after it was last kept, while the others stay", async () => {
    const { asker, battle, events } = await openBattle();
    const inReply = (await asker.press(battle, "vote:a")).body.images[0]!.url;
    await page.core.close(battle, answers, Buffer.from("a picture"));
    const [closed] = await events.until((event) => event.data.images?.length === 1);
    const inPost = closed!.data.images[0]!.url;
    await asker.press(battle, "vote:a");
    page.clock.advance(25 * hour);
    await asker.say("/note");
    await untilGone(inReply);
    expect(await statusOf(inPost)).toBe(200);

    await page.core.close(battle, answers);
    page.clock.advance(2 * hour);
    await asker.say("/note");
    await untilGone(inPost);
    expect(await readdir(join(page.dataDirectory, "page-images"))).toEqual([]);
  });

  it("is there for another day when somebody gets it again", async () => {
    const { asker, battle } = await openBattle();
    const url = (await asker.press(battle, "vote:a")).body.images[0]!.url;
    await page.core.close(battle, answers, Buffer.from("a picture"));
    await page.core.close(battle, answers);
    page.clock.advance(25 * hour);
    await asker.press(battle, "vote:a");
    await asker.say("/note");
    // The other picture, which nobody got again, tells when all is done.
    while ((await readdir(join(page.dataDirectory, "page-images"))).length > 1) await new Promise(setImmediate);
    expect(await statusOf(url)).toBe(200);
  });
});

it("answers HEAD as it would GET, without the body", async () => {
  const asker = await Person.enter(page.address);
  await asker.say("/picture");
  const [, shown] = await (await asker.listen()).until((event) => event.data.images.length === 1);
  for (const path of ["/", "/healthz", "/page/main.js", shown!.data.images[0]!.url]) {
    const [head, get] = [await fetch(page.address + path, { method: "HEAD" }), await fetch(page.address + path)];
    expect([path, head.status, await head.text()]).toEqual([path, 200, ""]);
    expect([path, head.headers.get("content-type")]).toEqual([path, get.headers.get("content-type")]);
    await get.arrayBuffer();
  }
});

it("tells whether it can serve, apart from being well", async () => {
  const look = async (path: string) => (await fetch(page.address + path)).status;
  expect(await look("/readyz")).toBe(200);
  page.core.hasDatabase = false;
  expect([await look("/readyz"), await look("/healthz")]).toEqual([503, 200]);
  page.core.hasDatabase = true;
});

it("tells only that, and what anybody may check, where it is not for people", async () => {
  const hidden = await startPage({ hidden: true });
  const paths = ["/healthz", "/readyz", "/", "/page/main.js", "/api/events", "/api/session", "/images/x"];
  const statuses = await Promise.all(paths.map(async (path) => (await fetch(hidden.address + path)).status));
  expect(statuses).toEqual([200, 200, 404, 404, 404, 404, 404]);
  const answer = await fetch(`${hidden.address}/api/session`, { method: "POST" });
  expect(answer.status).toBe(404);
  await hidden.end();
});

it("tells that it is well", async () => {
  const response = await fetch(`${page.address}/healthz`);
  expect(response.status).toBe(200);
  expect(await response.json()).toEqual({ status: "ok", version: arenaVersion });
});

it("serves the page and every module it imports", async () => {
  const html = await (await fetch(page.address)).text();
  expect(html).toContain('src="/page/main.js"');
  const seen = new Set<string>();
  const follow = async (path: string): Promise<void> => {
    if (seen.has(path)) return;
    seen.add(path);
    const response = await fetch(page.address + path);
    expect([path, response.status, response.headers.get("content-type")]).toEqual([
      path,
      200,
      "text/javascript; charset=utf-8",
    ]);
    const source = await response.text();
    for (const [, name] of source.matchAll(/^import[^;]*?"\.\/([\w-]+\.js)";$/gm)) await follow(`/page/${name}`);
  };
  await follow("/page/main.js");
  expect([...seen]).toContain("/page/marked.js");
  expect([...seen]).toContain("/page/purify.js");
});
