/** Two processes that serve the same posts: what is done at one is seen at the other, once. */
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFeed, type Feed, seekPost } from "../../bots/web/feed.ts";
import { sentences } from "../../core/index.ts";
import { lookEvery } from "../../bots/web/following.ts";
import { createSeededRandom } from "../seeded-random.ts";
import { until } from "../until.ts";
import { createMemoryArchive, type MemoryArchive, Person, type RunningPage, startPage } from "./page-kit.ts";
import { smallPng } from "./small-core.ts";

const { erased } = sentences("en").battle;
const answers = { a: "Because.", b: "Why not?" };
const silent = { info: () => {}, warn: () => {}, error: () => {} };

describe("two pages", () => {
  let [here, there]: RunningPage[] = [];
  let heard: Set<(revision: number) => void>;
  let archive: MemoryArchive;

  beforeEach(async () => {
    heard = new Set();
    archive = createMemoryArchive(heard);
    [here, there] = [await startPage({ archive }), await startPage({ archive, random: createSeededRandom(8) })];
  });
  afterEach(() => Promise.all([here!.end(), there!.end()]));

  /** The same person, at the other page. */
  const atOther = (person: Person): Person => Object.assign(new Person(there!.address), { cookie: person.cookie });

  /** Somebody asks here, and both answers are shown. */
  async function openBattle() {
    const asker = await Person.enter(here!.address);
    const { id: question } = (await (await asker.say("Why?")).json()) as { id: string };
    const battle = here!.core.battles.at(-1)!;
    await here!.core.open(battle, answers);
    return { asker, question, battle };
  }

  it("show the same, in the same order, and what each person is told they alone are shown", async () => {
    const reader = await (await Person.enter(there!.address)).listen();
    const { asker, question, battle } = await openBattle();
    const seen = await reader.until(({ data }) => data.answers?.length === 2);
    reader.stop();
    expect([...new Set(seen.map(({ data }) => data.id))]).toEqual([question, battle]);
    await asker.say("/secret");
    expect((await atOther(asker).sees()).map(({ data }) => data.text)).toEqual(
      (await asker.sees()).map(({ data }) => data.text),
    );
    expect((await atOther(asker).sees()).at(-1)!.data.text).toBe("Between us.");
    expect((await (await Person.enter(there!.address)).sees()).map(({ data }) => data.id)).toEqual([question, battle]);
  });

  it("take presses, replies and reactions on what the other one has posted, even before it was heard of", async () => {
    heard.clear();
    const { asker, battle } = await openBattle();
    const voter = await Person.enter(there!.address);
    expect((await voter.press(battle, "vote:a")).body.text).toBe("You pressed vote:a.");
    await here!.core.open(battle, answers, { followUps: true });
    heard.clear();
    expect((await atOther(asker).say("And then?", battle)).status).toBe(202);
    expect(there!.core.requests.at(-1)).toMatchObject({ text: "And then?", inReplyTo: battle });
    await there!.core.close(there!.core.battles.at(-1)!, answers);
    await here!.core.close(battle, answers);
    for (const page of [here!, there!]) page.clock.advance(lookEvery);
    for (const person of [asker, atOther(asker)]) {
      const texts = async () => (await person.sees()).map(({ data }) => data.text.slice(0, 6)).join();
      await until(async () => (await texts()) === "Why?,Closed,And th,Closed");
    }
  });

  it("let whoever comes back read on at the other one, with nothing twice and nothing left out", async () => {
    const { asker, battle } = await openBattle();
    const events = await asker.listen();
    await events.until(({ data }) => data.answers?.length === 2);
    heard.clear();
    await here!.core.close(battle, answers);
    await events.until(({ data }) => data.text.startsWith("Closed"));
    events.stop();
    const resumed = await atOther(asker).listen(events.lastEventId);
    await here!.core.handle({ ...here!.core.requests[0]!, address: "next", text: "/note" });
    await here!.core.platform().post("web:page", { text: "News.", buttons: [], images: [] }, "news");
    there!.clock.advance(lookEvery);
    expect((await resumed.next()).data).toMatchObject({ id: "news", text: "News." });
    resumed.stop();
  });

  it("hear by looking what they were told nothing of", async () => {
    heard.clear();
    const reader = await (await Person.enter(there!.address)).listen();
    const { question } = await openBattle();
    there!.clock.advance(lookEvery);
    expect((await reader.next()).data.id).toBe(question);
    reader.stop();
  });

  it("post a message once that was sent to both, because its sender has heard nothing", async () => {
    const asker = await Person.enter(here!.address);
    const message = { text: "Why?", key: "0123456789abcdef" };
    const first = (await (await asker.post("/api/messages", message)).json()) as { id: string };
    // By that core knows it again where both are given it at the same moment.
    expect(here!.core.requests.at(-1)!.event).toBe(first.id);
    heard.clear();
    const again = await atOther(asker).post("/api/messages", message);
    expect(await again.json()).toMatchObject({ id: first.id });
    expect([here!.core.requests.length, there!.core.requests.length]).toEqual([1, 0]);
  });

  it("give out each other's pictures, and erase them at each other", async () => {
    const { asker, battle } = await openBattle();
    await here!.core.close(battle, answers, smallPng);
    const [image] = (await atOther(asker).sees()).at(-1)!.data.images;
    const picture = () => fetch(there!.address + image!.url, { headers: { Cookie: asker.cookie } });
    const response = await picture();
    expect([response.status, Buffer.from(await response.arrayBuffer()).equals(smallPng)]).toEqual([200, true]);
    const filesThere = () => readdir(join(there!.dataDirectory, "page-images"));
    expect(await filesThere()).toHaveLength(1);
    await here!.core.platform().erase!(battle, { text: "Erased.", buttons: [], images: [] }, undefined);
    expect(await readdir(join(here!.dataDirectory, "page-images"))).toEqual([]);
    await until(async () => (await filesThere()).length === 0);
    await until(async () => (await archive.files.lacking([image!.url.slice("/images/".length)])).length === 1);
    expect((await picture()).status).toBe(404);
  });

  it("give out no picture that was erased while it was copied, or while they were away", async () => {
    // Nothing shows it where nobody has heard of it.
    heard.clear();
    const { asker, battle } = await openBattle();
    await here!.core.close(battle, answers, smallPng);
    const { url } = (await asker.sees()).at(-1)!.data.images[0]!;
    const name = url.slice("/images/".length);
    const statusThere = async () => (await fetch(there!.address + url, { headers: { Cookie: asker.cookie } })).status;
    const { find } = archive.files;
    archive.files.find = async (wanted) => {
      const found = await find(wanted);
      await archive.files.remove([wanted]);
      return found;
    };
    expect([await statusThere(), await statusThere()]).toEqual([404, 404]);
    archive.files.find = find;

    await archive.files.keep(name, smallPng, here!.clock.now());
    expect(await statusThere()).toBe(200);
    await here!.core.platform().edit(battle, { text: "Erased.", buttons: [], images: [] });
    await archive.files.remove([name]);
    await there!.restart();
    expect(await statusThere()).toBe(404);
  });

  it("erase, and edit, what the other one has posted before they have heard of it", async () => {
    heard.clear();
    const { asker, question, battle } = await openBattle();
    await there!.core.platform().edit(battle, { text: "Edited.", buttons: [], images: [] });
    const { id } = (await (await asker.say("Who?")).json()) as { id: string };
    await here!.core.open(here!.core.battles.at(-1)!, answers);
    await there!.core.platform().forget!(here!.core.requests[0]!.person, [], "en");
    const seen = new Map((await atOther(asker).sees()).map(({ data }) => [data.id, data.text]));
    expect([seen.get(battle), seen.get(question), seen.get(id)]).toEqual(["Edited.", erased, erased]);
  });

  it("give out what was shown before there were two", async () => {
    const { asker, battle } = await openBattle();
    await here!.core.close(battle, answers, smallPng);
    await rm(join(there!.dataDirectory, "page-images"), { recursive: true });
    const [image] = (await asker.sees()).at(-1)!.data.images;
    await archive.files.remove([image!.url.slice("/images/".length)]);
    await here!.restart();
    await there!.restart();
    const response = await fetch(there!.address + image!.url, { headers: { Cookie: asker.cookie } });
    expect(response.status).toBe(200);
  });
});

const content = (text: string) => ({
  ...{ at: "2030-01-01T00:00:00.000Z", author: null, replyTo: null, asker: null, key: null, text, answers: null },
  ...{ footer: null, buttons: [], pastActions: [], images: [], draw: null, followUps: false, waiting: false },
});

/** What all of these feeds show: the same. */
async function shownBy(...feeds: Feed[]): Promise<string[]> {
  for (const feed of feeds) await feed.catchUp();
  const [shown, ...others] = feeds.map((feed) => [...feed.posts()].map((post) => `${post.id} ${post.content.text}`));
  for (const other of others) expect(other).toEqual(shown);
  return shown!;
}

it("keep of a post that both make what people have done to it, and of what somebody said how it was said first", async () => {
  const archive = createMemoryArchive(new Set());
  const [here, there] = [await createFeed(archive, 100, silent), await createFeed(archive, 100, silent)];
  const said = { ...content("Between us."), author: "me" };
  await here.add("said", "me", said);
  await here.add("made", null, { ...content("begun"), reactions: { me: "a" } });
  await there.add("said", null, { ...said, text: "To all." });
  await there.add("made", null, content("done"));
  expect(await shownBy(here, there)).toEqual(["said Between us.", "made done"]);
  expect([there.find("said", undefined), there.find("made", "me")?.content.reactions]).toEqual([
    undefined,
    { me: "a" },
  ]);
});

it("give a database back what it has lost, as a replica may that takes the primary's place", async () => {
  const [primary, replica] = [createMemoryArchive(new Set()), createMemoryArchive(new Set())];
  let now = primary;
  const archive: MemoryArchive = {
    ...primary,
    save: (...saved) => now.save(...saved),
    after: (...asked) => now.after(...asked),
  };
  const [here, there] = [await createFeed(archive, 100, silent), await createFeed(archive, 100, silent)];
  await here.add("kept", null, content("1"));
  await replica.save(0, [...primary.posts.values()]);
  await here.add("lost", null, content("2"));
  await here.edit("kept", (former) => ({ ...former, text: "1, erased" }));
  await there.catchUp();
  now = replica;
  await there.add("new", null, content("3"));
  const all = ["kept 1, erased", "lost 2", "new 3"];
  expect(await shownBy(here, there, await createFeed(archive, 100, silent))).toEqual(all);
  expect(here.newsAfter(3, undefined).items).toEqual([{ id: "new", kind: "post", resumeAt: 5 }]);
});

it("go on beside posts of an earlier version, which counts for itself", async () => {
  const archive = createMemoryArchive(new Set());
  const [here, there] = [await createFeed(archive, 100, silent), await createFeed(archive, 100, silent)];
  const old = { ...content("old"), createdRevision: 9 };
  archive.posts.set("old", { id: "old", revision: 9, audience: null, content: JSON.stringify(old) });
  await here.add("one", null, content("1"));
  await there.catchUp();
  await there.add("two", null, content("2"));
  await here.add("three", null, content("3"));
  expect(await shownBy(there, await createFeed(archive, 100, silent))).toEqual([
    "old old",
    "one 1",
    "two 2",
    "three 3",
  ]);
});

it("lose no change and keep the same order, whatever two processes do at the same time", async () => {
  const step = fc.record({ at: fc.nat(1), post: fc.nat(8), wait: fc.boolean(), look: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 80 }), async (steps) => {
      const archive = createMemoryArchive(new Set());
      const feeds = [await createFeed(archive, 100, silent), await createFeed(archive, 100, silent)] as const;
      for (const id of ["p0", "p1", "p2", "p3"]) await feeds[0].add(id, null, content("new"));
      const done: Promise<void>[] = [];
      const expected = new Map<string, Set<string>>();
      const change = async (feed: Feed, id: string, number: number): Promise<void> => {
        if (await seekPost(feed, id, undefined)) {
          await feed.edit(id, (now) => ({ ...now, text: `${now.text} ${number}` }));
          expected.set(id, (expected.get(id) ?? new Set()).add(String(number)));
        } else await feed.add(id, null, content("new"));
      };
      for (const [number, { at, post, wait, look }] of steps.entries()) {
        done.push(change(feeds[at === 0 ? 0 : 1], `p${post}`, number));
        if (look) done.push(feeds[at === 0 ? 1 : 0].catchUp());
        if (wait) await Promise.all(done);
      }
      await Promise.all(done);
      await Promise.all(feeds.map((feed) => feed.catchUp()));
      expect([...feeds[0].posts()]).toEqual([...feeds[1].posts()]);
      expect(feeds[0].revision()).toBe(feeds[1].revision());
      for (const [one, other] of [feeds, feeds.toReversed()])
        expect(one!.newsAfter(undefined, undefined)).toEqual(other!.newsAfter(undefined, undefined));
      for (const {
        id,
        content: { text },
      } of feeds[0].posts()) {
        const [, ...made] = text.split(" ");
        const edits = [...(expected.get(id) ?? [])];
        // What both have added at the same time begins anew; no edit is made twice.
        if (id < "p4") expect(made.toSorted()).toEqual(edits.toSorted());
        else expect([...new Set(made)].filter((one) => edits.includes(one))).toEqual(made);
      }
      const again = await createFeed(archive, 100, silent);
      expect([...again.posts()]).toEqual([...feeds[0].posts()]);
    }),
    { numRuns: 60 },
  );
});
