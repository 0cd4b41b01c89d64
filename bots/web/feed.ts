/**
 * The page's posts: archived first, then in memory, then told to whoever listens. Other processes may serve the same posts:
 * what they have saved is taken in before anything else is saved here.
 */
import { type ArchivedPost, createInTurn, type Log, type PageArchive, type SavedPosts } from "../../core/index.ts";
import type { PageContent } from "./encode.ts";
import { createHistory, type FeedNews, type FeedPost } from "./feed-history.ts";
import { createSavingTogether } from "./saving-together.ts";

export type { FeedNews, FeedPost, NewsItem } from "./feed-history.ts";

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
  /**
   * Calls back at every change until the returned function is called.
   * @param listener gets what stood where other processes have changed something.
   */
  onChange(listener: (replaced: readonly FeedPost[]) => void): () => void;
  /** Takes in what other processes have saved. @param until nothing is done where all up to this revision is here. */
  catchUp(until?: number): Promise<void>;
  /** Every post in memory, oldest first. */
  posts(): Iterable<FeedPost>;
}

/** @param capacity how many of the newest posts are kept, in memory and in the archive; older ones are deleted. */
export async function createFeed(archive: PageArchive, capacity: number, log: Log): Promise<Feed> {
  const { posts: kept, revision } = await newestOnly(archive, capacity);
  const { get, add, ...history } = createHistory(kept.map(readPost), revision, capacity);
  const listeners = new Set<(replaced: readonly FeedPost[]) => void>();
  const removing = createRemoving(archive, Math.ceil(capacity / 50), log);
  const take: TakeIn = (posts, replaced, until) => {
    const gone = add(posts, until);
    for (const listener of listeners) listener(replaced);
    return () => removing.remove(gone);
  };
  const { carryOut, next, catchUp } = createSaving(archive, revision, { get, ...history, take }, 2 * capacity);
  return {
    ...history,
    catchUp,
    add: (id, audience, content) => carryOut((latest) => added(latest(id), { id, audience, content }, next())),
    edit: (id, change) => carryOut((latest) => changed(latest(id), next, change)),
    forget: (id, change) => carryOut((latest) => nobodys(changed(latest(id), next, change))),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/**
 * Takes posts in and tells everybody. @param replaced what stood in their place, where others have saved them.
 * @returns what is to be done afterwards.
 */
type TakeIn = (posts: readonly FeedPost[], replaced: readonly FeedPost[], until?: number) => () => Promise<void>;

type Here = Pick<Feed, "posts" | "revision"> & { get: (id: string) => FeedPost | undefined; take: TakeIn };

/** @param known the archive's last revision, as far as this process knows. Those here may be higher, see {@link createHistory}. */
function createKnown(archive: PageArchive, known: number) {
  return {
    isBefore: (revision: number): boolean => known < revision,
    /** @returns whether they are saved, see {@link PageArchive.save}. */
    async save(posts: readonly FeedPost[]): Promise<boolean> {
      const rows = posts.map((post) => ({ ...post, content: JSON.stringify(post.content) }));
      const saved = rows.length > 0 && (await archive.save(known, rows));
      if (saved) known = Math.max(...rows.map((row) => row.revision));
      return saved;
    },
    /** What is not known yet. `moved`: how far the archive is from what was known, backwards where it has lost something. */
    async read(most: number): Promise<SavedPosts & { moved: number }> {
      const saved = await archive.after(known, most);
      const moved = saved.revision - known;
      known = saved.revision;
      return { ...saved, moved };
    },
  };
}

/** Saves what happens here, and takes in what others have saved: one after the other. @param most how many of theirs at once. */
function createSaving(archive: PageArchive, last: number, { get, posts: here, revision, take }: Here, most: number) {
  const turns = createInTurn();
  const known = createKnown(archive, last);
  /** The last revision given out. Until its post is saved, readers see only the one before. */
  let given = revision();
  async function takeOthers(): Promise<void> {
    const { posts, revision: until, moved } = await known.read(most);
    // A database that has lost its last changes, as a replica may that took the primary's place, gets them back.
    if (moved < 0) await known.save([...here()].filter((post) => post.revision > until));
    if (moved <= 0) return;
    const others = posts.filter((post) => get(post.id)?.revision !== post.revision);
    const replaced = others.flatMap(({ id }) => get(id) ?? []);
    await take(others.map(readPost), replaced, until)();
  }
  const carryOut = createSavingTogether(turns, get, async (posts: readonly FeedPost[]) => {
    if (await known.save(posts)) return take(posts, []);
    await takeOthers();
    return "again";
  });
  return {
    carryOut,
    // Counted up even if saving fails: a lost answer from the archive does not mean that it wrote nothing.
    next: (): number => (given = Math.max(given, revision()) + 1),
    async catchUp(until = Number.POSITIVE_INFINITY): Promise<void> {
      if (archive.follow === null) return;
      await turns("all", async () => (known.isBefore(until) ? takeOthers() : undefined));
    },
  };
}

/** A post this reader may see, wherever it was made: what another process has just made may not be here yet. */
export async function seekPost(feed: Feed, id: string, reader: string | undefined): Promise<FeedPost | undefined> {
  const found = feed.find(id, reader);
  if (found) return found;
  await feed.catchUp();
  return feed.find(id, reader);
}

type NewPost = { id: string; audience: string | null; content: Omit<PageContent, "createdRevision"> };

/**
 * @param before the same post, where another process has made it meanwhile: it stays where it stands, with what people have
 * done to it. What somebody said stays as it was said first.
 */
function added(
  before: FeedPost | undefined,
  { id, audience, content }: NewPost,
  revision: number,
): FeedPost | undefined {
  if (!before) return { id, revision, audience, content: { ...content, createdRevision: revision } };
  if (content.author !== null) return undefined;
  const { createdRevision, pastActions, reactions } = before.content;
  return {
    ...{ id, revision, audience: before.audience },
    content: { ...content, createdRevision, pastActions, ...(reactions && { reactions }) },
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

/** The newest posts of an archive, which keeps no others after this. */
async function newestOnly(archive: PageArchive, capacity: number): ReturnType<PageArchive["after"]> {
  for (;;) {
    // A few more than wanted: an archive may hold far more than fits into memory.
    const saved = await archive.after(-1, 2 * capacity);
    if (saved.posts.length <= capacity) return saved;
    await archive.remove(...saved.posts.slice(0, -capacity).map(({ id }) => id));
  }
}
