/** The posts of the page in memory, and what happened to them: what readers are told. */
import type { PageContent } from "./encode.ts";

/** A post. `revision` is that of its last change, `audience` the pseudonym of its only reader; null: everybody. */
export type FeedPost = { id: string; revision: number; audience: string | null; content: PageContent };

/** A post that is new, has changed or is gone. `resumeAt` is where its reader goes on from, see `newsAfter`. */
export type NewsItem = { id: string; kind: "post" | "edit" | "remove"; resumeAt: number };

/** What a reader has to be told to be up to date. */
export type FeedNews = {
  /** In the order the posts were first made. */
  items: NewsItem[];
  /** The revision the reader has seen once all items have reached it. */
  until: number;
};

/** How many of the last changes are remembered. */
const changesKept = 200;

/** What is remembered of changes and removals, oldest first. */
type Change = { id: string; revision: number };
type Removal = Change & { audience: string | null };

function byRevision(one: Change, other: Change): number {
  return one.revision - other.revision;
}

/**
 * The posts in memory, and what happened to them. @param kept oldest first: some may have a higher revision than the last
 * change, because an earlier version of the arena, which counts by itself, has saved them beside this one.
 * @param last the revision of the last change.
 */
export function createHistory(kept: readonly FeedPost[], last: number, capacity: number) {
  const posts = new Map(kept.map((post) => [post.id, post]));
  let revision = Math.max(last, ...kept.map((post) => post.revision));
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
    /**
     * Takes posts in, in the order they were made.
     * @param until the revision of the last change, where there are later ones than theirs.
     * @returns the identifiers of those that have to go to make room.
     */
    add(added: readonly FeedPost[], until = 0): string[] {
      for (const post of added) posts.set(post.id, post);
      const made = added.map((post): Change => ({ id: post.id, revision: post.revision })).toSorted(byRevision);
      revision = Math.max(revision, until, made.at(-1)?.revision ?? 0);
      changes = [...changes, ...made].toSorted(byRevision).slice(-changesKept);
      const gone = dropOldest(posts, capacity);
      if (gone.length > 0) removals = [...removals, ...gone.map((one) => ({ ...one, revision }))].slice(-capacity);
      return gone.map(({ id }) => id);
    },
    newsAfter: (seen: number | undefined, reader: string | undefined): FeedNews =>
      newsOf({ posts, revision, removals, changes }, seen, reader),
  };
}

/** What there is to tell of. */
type Happened = { posts: ReadonlyMap<string, FeedPost>; revision: number; removals: Removal[]; changes: Change[] };

function newsOf({ posts, revision, removals, changes }: Happened, seen: number | undefined, reader?: string): FeedNews {
  // A larger number than ours comes from another archive: such a reader has seen nothing of this one.
  const after = seen === undefined || seen > revision ? undefined : seen;
  if (after === revision) return { items: [], until: revision };
  const gone = after === undefined ? [] : later(removals, after);
  const all = [...changedAfter(posts, changes, after ?? -1), ...gone].filter((post) => sees(post, reader));
  return { items: itemsOf(all, after, revision), until: revision };
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
