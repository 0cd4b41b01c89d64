/** What a reader is told is the same whichever way it is found, and the same for all to whom it is nobody's own. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeEvent, encodeEventText, type PageContent } from "../../bots/web/encode.ts";
import { createFeed } from "../../bots/web/feed.ts";
import { createMemoryArchive } from "./page-kit.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };

function contentOf(text: string, people: { author?: string; asker?: string } = {}): PageContent {
  return {
    ...{ createdRevision: 0, at: "2030-01-01T00:00:00.000Z", author: people.author ?? null, replyTo: null },
    ...{ asker: people.asker ?? null, key: "key-of-it", text, answers: null, footer: null, buttons: [] },
    ...{ pastActions: [], images: [], draw: null, followUps: true, waiting: false },
  };
}

it("tells every reader of all that changed since, in the order it was made, and of nothing else", async () => {
  const step = fc.record({ post: fc.nat(30), mine: fc.boolean(), wait: fc.boolean() });
  const steps = fc.array(step, { minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: -1, max: 320 }), async (all, after) => {
      const archive = createMemoryArchive();
      const feed = await createFeed(archive, 12, silent);
      const underway = new Map<string, Promise<void>>();
      for (const [at, { post, mine, wait }] of all.entries()) {
        const id = `p${post}`;
        const isThere = underway.has(id) || feed.find(id, "me");
        if (isThere)
          underway.set(
            id,
            feed.edit(id, (content) => ({ ...content, text: `${content.text}, edit ${at}` })),
          );
        else underway.set(id, feed.add(id, mine ? "me" : null, contentOf(`new ${at}`)));
        if (!wait) continue;
        await Promise.all(underway.values());
        underway.clear();
      }
      await Promise.all(underway.values());
      const kept = [...feed.posts()].map((post) => ({ ...post, content: JSON.stringify(post.content) }));
      expect((await archive.after(-1, kept.length)).posts).toEqual(kept);
      const seen = Math.min(after, feed.revision());
      for (const reader of ["me", undefined]) {
        const visible = [...feed.posts()].filter(({ id }) => feed.find(id, reader));
        const told = feed.newsAfter(seen < 0 ? undefined : seen, reader);
        const changed = told.items.filter(({ kind }) => kind !== "remove").map(({ id }) => id);
        expect(changed).toEqual(visible.filter(({ revision }) => revision > seen).map(({ id }) => id));
        expect(told.until).toBe(feed.revision());
      }
    }),
    { numRuns: 100 },
  );
});

it("saves together what happens in the same moment, all of it or nothing, and tells of it afterwards", async () => {
  const archive = createMemoryArchive();
  const saves: string[][] = [];
  const { save } = archive;
  archive.save = async (seen, posts) => {
    saves.push(posts.map(({ id }) => id));
    expect(posts.map(({ id }) => feed.find(id, undefined))).toEqual(posts.map(() => undefined));
    return save(seen, posts);
  };
  const feed = await createFeed(archive, 12, silent);
  let told = 0;
  feed.onChange(() => (told += 1));
  await Promise.all([
    feed.add("question", null, contentOf("Why?")),
    feed.add("answer", null, contentOf("Wait.")),
    feed.edit("answer", (content) => ({ ...content, text: `${content.text} Now.` })),
  ]);
  expect([saves, told]).toEqual([[["question", "answer"]], 1]);
  expect(feed.find("answer", undefined)?.content.text).toBe("Wait. Now.");
  expect(feed.newsAfter(0, undefined).items.map(({ id, kind }) => [id, kind])).toEqual([
    ["question", "post"],
    ["answer", "post"],
  ]);
  archive.save = () => Promise.reject(new Error("disk full"));
  const failed = [feed.add("one", null, contentOf("1")), feed.add("two", null, contentOf("2"))];
  expect((await Promise.allSettled(failed)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect([...feed.posts()].map(({ id }) => id)).toEqual(["question", "answer"]);
});

it("encodes a post for many readers as it would for each", () => {
  const content = { ...contentOf("Why?", { author: "ann", asker: "bob" }), reactions: { cat: "a" as const } };
  for (const audience of [null, "ann"]) {
    const post = { id: "p", audience, content };
    // Twice: what was kept for others must not reach those who have something of their own in it.
    for (const reader of [undefined, "dan", "ann", "bob", "cat", undefined, "ann", "bob", "cat", "eve"])
      for (const language of ["en", "zh"] as const)
        expect(JSON.parse(encodeEventText(post, reader, language))).toEqual(encodeEvent(post, reader, language));
  }
});

it("shows what one person was told to nobody else", async () => {
  const feed = await createFeed(createMemoryArchive(), 12, silent);
  await feed.add("told", "ann", contentOf("A was Model m1"));
  for (const reader of ["bob", undefined]) {
    expect([feed.find("told", reader), feed.isEmptyFor(reader)]).toEqual([undefined, true]);
    expect(feed.newsAfter(undefined, reader).items).toEqual([]);
  }
  expect(feed.find("told", "ann")?.id).toBe("told");
  expect(feed.newsAfter(undefined, "ann").items).toHaveLength(1);
});
