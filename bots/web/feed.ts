/** The page's posts: archived first, then in memory, then told to whoever listens. */
import type { Log, PageArchive } from "../../core/index.ts";
import type { PageContent } from "./encode.ts";
import { createTurns } from "./turns.ts";

export type FeedPost = { id: string; revision: number; audience: string | null; content: PageContent };

/** What a reader has to be told to be up to date. */
export type FeedNews = {
  /** In the order the posts were first made. */
  items: { id: string; kind: "post" | "edit" | "remove"; resumeAt: number }[];
  /** The revision the reader has seen once all items have reached it. */
  until: number;
};

export interface Feed {
  /** A post this reader may see. `reader` is a pseudonym, undefined for somebody without a session. */
  find(id: string, reader: string | undefined): FeedPost | undefined;
  /** The revision of the last change. */
  revision(): number;
  /** Whether anything is there for this reader. */
  isEmptyFor(reader: string | undefined): boolean;
  /** Resolves once the post is in the archive and everybody has been told. */
  add(id: string, audience: string | null, content: Omit<PageContent, "createdRevision">): Promise<void>;
  /** Likewise; does nothing for a post that is not here any more. */
  edit(id: string, change: (content: PageContent) => PageContent): Promise<void>;
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
  const posts = new Map<string, FeedPost>();
  for (const { id, revision, audience, content } of await newestOnly(archive, capacity)) {
    posts.set(id, { id, revision, audience, content: JSON.parse(content) as PageContent });
  }
  /** The last revision readers can see, and the last one given out: between them a post is being saved. */
  let revision = Math.max(0, ...[...posts.values()].map((post) => post.revision));
  let given = revision;
  let removals: { id: string; audience: string | null; revision: number }[] = [];
  /** The last changes, oldest first: a reader who keeps up need not look at every post. */
  let changes: { id: string; revision: number }[] = [];
  const listeners = new Set<() => void>();
  const inTurn = createTurns();
  /** Posts that the archive has still to remove. */
  const dropped = new Set<string>();

  const dropOldest = (): void => {
    for (const oldest of posts.values()) {
      if (posts.size <= capacity) return;
      posts.delete(oldest.id);
      dropped.add(oldest.id);
      removals = [...removals, { id: oldest.id, audience: oldest.audience, revision }].slice(-capacity);
    }
  };
  const keep = async (id: string, audience: string | null, contentAt: (revision: number) => PageContent) => {
    // Counted up even if saving fails: a lost answer from the archive does not mean that it wrote nothing.
    given += 1;
    const post = { id, revision: given, audience, content: contentAt(given) };
    await archive.save({ ...post, content: JSON.stringify(post.content) });
    revision = post.revision;
    posts.set(id, post);
    changes = [...changes, { id, revision }].slice(-changesKept);
    dropOldest();
    for (const listener of listeners) listener();
    if (dropped.size > 0) void inTurn(removeDropped);
  };
  const removeDropped = async (): Promise<void> => {
    try {
      for (const id of dropped) {
        await archive.remove(id);
        dropped.delete(id);
      }
    } catch (error) {
      // The post that took its place is saved and shown; this one goes with the next, or at the next start.
      log.warn({ error }, "the page could not delete an old post");
    }
  };
  /** Posts that changed after a revision, in the order they were first made. */
  const changedAfter = (after: number): FeedPost[] => {
    const [oldest] = changes;
    if (!oldest || oldest.revision > after + 1) return [...posts.values()].filter((post) => post.revision > after);
    const ids = new Set(later(changes, after).map(({ id }) => id));
    const changed = [...ids].flatMap((id) => posts.get(id) ?? []);
    return changed.toSorted((one, other) => one.content.createdRevision - other.content.createdRevision);
  };
  const sees = (post: { audience: string | null }, reader: string | undefined): boolean =>
    post.audience === null || post.audience === reader;

  return {
    find(id, reader) {
      const post = posts.get(id);
      return post && sees(post, reader) ? post : undefined;
    },
    revision: () => revision,
    isEmptyFor: (reader) => ![...posts.values()].some((post) => sees(post, reader)),
    add: (id, audience, content) => inTurn(() => keep(id, audience, (at) => ({ ...content, createdRevision: at }))),
    edit: (id, change) =>
      inTurn(async () => {
        const post = posts.get(id);
        if (post) await keep(id, post.audience, () => change(post.content));
      }),
    newsAfter(seen, reader) {
      // A number from the future was given by another archive: such a reader has seen nothing of this one.
      const after = seen === undefined || seen > revision ? undefined : seen;
      if (after === revision) return { items: [], until: revision };
      const changed = changedAfter(after ?? -1).filter((post) => sees(post, reader));
      const gone = after === undefined ? [] : later(removals, after).filter((one) => sees(one, reader));
      const items = withResumePoints([...changed, ...gone], revision).map(({ item, resumeAt }) => ({
        id: item.id,
        kind: kindOf(item, after),
        resumeAt,
      }));
      return { items, until: revision };
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    posts: () => posts.values(),
  };
}

function kindOf(
  item: { revision: number; content?: PageContent },
  after: number | undefined,
): "post" | "edit" | "remove" {
  if (!item.content) return "remove";
  return item.content.createdRevision > (after ?? -1) ? "post" : "edit";
}

/** Those after a revision. @param all with revisions that never fall. */
function later<T extends { revision: number }>(all: readonly T[], after: number): T[] {
  return all.slice(all.findLastIndex(({ revision }) => revision <= after) + 1);
}

/** Posts come in the order they were made while revisions grow with every edit; so the two orders differ. */
function withResumePoints<T extends { revision: number }>(items: T[], until: number): { item: T; resumeAt: number }[] {
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
async function newestOnly(archive: PageArchive, capacity: number): ReturnType<PageArchive["newest"]> {
  for (;;) {
    // A few more than wanted: an archive may hold far more than fits into memory.
    const posts = await archive.newest(2 * capacity);
    if (posts.length <= capacity) return posts;
    for (const { id } of posts.slice(0, -capacity)) await archive.remove(id);
  }
}
