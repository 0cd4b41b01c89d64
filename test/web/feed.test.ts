/** What a reader is told is the same whichever way it is found, and the same for all to whom it is nobody's own. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { encodeEvent, encodeEventText, type PageContent } from "../../bots/web/encode.ts";
import { createFeed } from "../../bots/web/feed.ts";

const silent = { info: () => {}, warn: () => {}, error: () => {} };
const nowhere = { save: async () => {}, remove: async () => {}, newest: async () => [] };

function contentOf(text: string, people: { author?: string; asker?: string } = {}): PageContent {
  return {
    ...{ createdRevision: 0, at: "2030-01-01T00:00:00.000Z", author: people.author ?? null, replyTo: null },
    ...{ asker: people.asker ?? null, key: "key-of-it", text, answers: null, footer: null, buttons: [] },
    ...{ pastActions: [], images: [], draw: null, followUps: true, waiting: false },
  };
}

it("tells every reader of all that changed since, in the order it was made, and of nothing else", async () => {
  const steps = fc.array(fc.record({ post: fc.nat(30), mine: fc.boolean() }), { minLength: 1, maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(steps, fc.integer({ min: -1, max: 320 }), async (all, after) => {
      const feed = await createFeed(nowhere, 12, silent);
      for (const [at, { post, mine }] of all.entries()) {
        const id = `p${post}`;
        if (feed.find(id, "me")) await feed.edit(id, (content) => ({ ...content, text: `edit ${at}` }));
        else await feed.add(id, mine ? "me" : null, contentOf(`new ${at}`));
      }
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
  const feed = await createFeed(nowhere, 12, silent);
  await feed.add("told", "ann", contentOf("A was Model m1"));
  for (const reader of ["bob", undefined]) {
    expect([feed.find("told", reader), feed.isEmptyFor(reader)]).toEqual([undefined, true]);
    expect(feed.newsAfter(undefined, reader).items).toEqual([]);
  }
  expect(feed.find("told", "ann")?.id).toBe("told");
  expect(feed.newsAfter(undefined, "ann").items).toHaveLength(1);
});
