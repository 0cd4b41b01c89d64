/** The page's posts: archived first, then in memory, then told to whoever listens. */
import type { Log, PageArchive } from "../../core/index.ts";
import type { PageContent } from "./encode.ts";
import { createSavingTogether } from "./saving-together.ts";

/** A post. `revision` is that of its last change, `audience` the pseudonym of its only reader; null: everybody. */
export type FeedPost = { id: string; revision: number; audience: string | null; content: PageContent };

/** A post that is new, has changed or is gone. `resumeAt` is where its reader goes on from, see {@link Feed.newsAfter}. */
export type NewsItem = { id: string; kind: "post" | "edit" | "remove"; resumeAt: number };

/** What a reader has to be told to be up to date. */
export type FeedNews = {
  /** In the order the posts were first made. */
  items: NewsItem[];
  /** The revision the reader has seen once all items have reached it. */
  until: number;
};

/** The posts of the page, oldest first, and what happened to them: each change has the next revision. */
export interface Feed {
  /** A post this reader may see. `reader` is a pseudonym, undefined for somebody without a session. */
  find(id: string, reader: string | undefined): FeedPost | undefined;
  /** The revision of the last change. */
  revision(): number;
  /** Whether anything is there for this reader. */
  isEmptyFor(reader: string | undefined): boolean;
  /**
   * Resolves once the post is in the archive and everybody has been told. What is added and edited in the same moment is
   * saved together: all of it or nothing, and before anybody is told of a part of it.
   */
  add(id: string, audience: string | null, content: Omit<PageContent, "createdRevision">): Promise<void>;
  /** Likewise; does nothing for a post that is not here any more. */
  edit(id: string, change: (content: PageContent) => PageContent): Promise<void>;
  /** As {@link Feed.edit}; what only one person saw, nobody sees any more, and it tells nobody whose it was. */
  forget(id: string, change: (content: PageContent) => PageContent): Promise<void>;
  /**
   * What happened after a revision, or everything for a reader who has seen nothing. `resumeAt` of an item is the
   * largest revision such that nothing the reader has still to get lies at or before it.
   */
  newsAfter(revision: number | undefined, reader: string | undefined): FeedNews;
  /** Calls back at every change until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** Every post in memory, oldest first. */
  posts(): Iterable<FeedPost>;
}

/** How many of the last changes are remembered. */
const changesKept = 200;

/** @param capacity how many of the newest posts are kept, in memory and in the archive; older ones are deleted. */
export async function createFeed(archive: PageArchive, capacity: number, log: Log): Promise<Feed> {
  const kept = await newestOnly(archive, capacity);
  const { get, add, ...history } = createHistory(kept.map(readPost), capacity);
  const listeners = new Set<() => void>();
  const removing = createRemoving(archive, Math.ceil(capacity / 50), log);
  const carryOut = createSavingTogether(get, async (posts: readonly FeedPost[]) => {
    await archive.save(...posts.map((post) => ({ ...post, content: JSON.stringify(post.content) })));
    const gone = add(posts);
    for (const listener of listeners) listener();
    return () => removing.remove(gone);
  });
  /** The last revision given out. Until its post is saved, readers see only the one before. */
  let given = history.revision();
  // Counted up even if saving fails: a lost answer from the archive does not mean that it wrote nothing.
  const next = (): number => (given += 1);
  return {
    ...history,
    add: (id, audience, content) =>
      carryOut(() => {
        const revision = next();
        return { id, revision, audience, content: { ...content, createdRevision: revision } };
      }),
    edit: (id, change) => carryOut((latest) => changed(latest(id), next, change)),
    forget: (id, change) => carryOut((latest) => nobodys(changed(latest(id), next, change))),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function changed(
  post: FeedPost | undefined,
  next: () => number,
  change: (content: PageContent) => PageContent,
): FeedPost | undefined {
  return post && { ...post, revision: next(), content: change(post.content) };
}

/** What only one person saw, nobody sees any more. */
function nobodys(post: FeedPost | undefined): FeedPost | undefined {
  return post && { ...post, audience: post.audience === null ? null : "erased" };
}

function readPost({ id, revision, audience, content }: ArchivedPost): FeedPost {
  return { id, revision, audience, content: JSON.parse(content) as PageContent };
}

/** Removes from the archive the posts that have left the page. @param together as soon as there are so many. */
function createRemoving(archive: PageArchive, together: number, log: Log) {
  const dropped = new Set<string>();
  return {
    async remove(ids: readonly string[]): Promise<void> {
      for (const id of ids) dropped.add(id);
      if (dropped.size < together) return;
      try {
        await archive.remove(...dropped);
        dropped.clear();
      } catch (error) {
        // The post that took its place is saved and shown; these go with the next, or at the next start.
        log.warn({ error }, "the page could not delete old posts");
      }
    },
  };
}

type ArchivedPost = Awaited<ReturnType<PageArchive["newest"]>>[number];

/** What is remembered of changes and removals, oldest first. */
type Change = { id: string; revision: number };
type Removal = Change & { audience: string | null };

function byRevision(one: Change, other: Change): number {
  return one.revision - other.revision;
}

/** The posts in memory, and what happened to them. @param kept oldest first. */
function createHistory(kept: readonly FeedPost[], capacity: number) {
  const posts = new Map(kept.map((post) => [post.id, post]));
  let revision = Math.max(0, ...kept.map((post) => post.revision));
  let removals: Removal[] = [];
  let changes: Change[] = [];
  return {
    get: (id: string) => posts.get(id),
    posts: () => posts.values(),
    revision: () => revision,
    isEmptyFor: (reader: string | undefined) => ![...posts.values()].some((post) => sees(post, reader)),
    find(id: string, reader: string | undefined): FeedPost | undefined {
      const post = posts.get(id);
      return post && sees(post, reader) ? post : undefined;
    },
    /** Takes posts in, in the order they were made. @returns the identifiers of those that have to go to make room. */
    add(added: readonly FeedPost[]): string[] {
      for (const post of added) posts.set(post.id, post);
      const made = added.map((post): Change => ({ id: post.id, revision: post.revision })).toSorted(byRevision);
      revision = made.at(-1)?.revision ?? revision;
      changes = [...changes, ...made].slice(-changesKept);
      const gone = dropOldest(posts, capacity);
      if (gone.length > 0) removals = [...removals, ...gone.map((one) => ({ ...one, revision }))].slice(-capacity);
      return gone.map(({ id }) => id);
    },
    newsAfter(seen: number | undefined, reader: string | undefined): FeedNews {
      // A larger number than ours comes from another archive: such a reader has seen nothing of this one.
      const after = seen === undefined || seen > revision ? undefined : seen;
      if (after === revision) return { items: [], until: revision };
      const gone = after === undefined ? [] : later(removals, after);
      const all = [...changedAfter(posts, changes, after ?? -1), ...gone].filter((post) => sees(post, reader));
      return { items: itemsOf(all, after, revision), until: revision };
    },
  };
}

function dropOldest(posts: Map<string, FeedPost>, capacity: number): Omit<Removal, "revision">[] {
  const gone = [];
  for (const { id, audience } of posts.values()) {
    if (posts.size <= capacity) break;
    posts.delete(id);
    gone.push({ id, audience });
  }
  return gone;
}

function sees(post: { audience: string | null }, reader: string | undefined): boolean {
  return post.audience === null || post.audience === reader;
}

/**
 * Posts that changed after a revision, in the order they were first made.
 * @param changes the last ones: a reader who keeps up need not look at every post.
 */
function changedAfter(posts: ReadonlyMap<string, FeedPost>, changes: readonly Change[], after: number): FeedPost[] {
  const [oldest] = changes;
  if (!oldest || oldest.revision > after + 1) return [...posts.values()].filter((post) => post.revision > after);
  const ids = new Set(later(changes, after).map(({ id }) => id));
  const changed = [...ids].flatMap((id) => posts.get(id) ?? []);
  return changed.toSorted((one, other) => one.content.createdRevision - other.content.createdRevision);
}

function itemsOf(all: readonly (FeedPost | Removal)[], after: number | undefined, until: number): FeedNews["items"] {
  return withResumePoints(all, until).map(({ item, resumeAt }) => ({
    id: item.id,
    kind: kindOf(item, after),
    resumeAt,
  }));
}

function kindOf(item: FeedPost | Removal, after: number | undefined): "post" | "edit" | "remove" {
  if (!("content" in item)) return "remove";
  return item.content.createdRevision > (after ?? -1) ? "post" : "edit";
}

/** Those after a revision. @param all with revisions that never fall. */
function later<T extends { revision: number }>(all: readonly T[], after: number): T[] {
  return all.slice(all.findLastIndex(({ revision }) => revision <= after) + 1);
}

/** Posts come in the order they were made while revisions grow with every edit; so the two orders differ. */
function withResumePoints<T extends { revision: number }>(
  items: readonly T[],
  until: number,
): { item: T; resumeAt: number }[] {
  let resumeAt = until;
  return items
    .toReversed()
    .map((item) => {
      const point = { item, resumeAt };
      resumeAt = Math.min(resumeAt, item.revision - 1);
      return point;
    })
    .toReversed();
}

/** The newest posts of an archive, which keeps no others after this. */
async function newestOnly(archive: PageArchive, capacity: number): Promise<ArchivedPost[]> {
  for (;;) {
    // A few more than wanted: an archive may hold far more than fits into memory.
    const posts = await archive.newest(2 * capacity);
    if (posts.length <= capacity) return posts;
    await archive.remove(...posts.slice(0, -capacity).map(({ id }) => id));
  }
}
