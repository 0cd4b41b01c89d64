/** What every page archive, and the page's files beside it, keep to. */
import { describe, expect, it } from "vitest";
import type { ArchivedPost, PageArchive, PageFiles } from "../../core/index.ts";
import { freshId } from "./battle-samples.ts";

/** Saves posts, whatever was saved before. */
export async function savePosts(archive: PageArchive, ...posts: ArchivedPost[]): Promise<void> {
  const { revision } = await archive.after(-1, 0);
  expect(await archive.save(revision, posts)).toBe(true);
}

/** Saves one for everybody, with the next revision. */
export async function savePost(archive: PageArchive, id: string, content: string): Promise<void> {
  const { revision } = await archive.after(-1, 0);
  expect(await archive.save(revision, [{ id, revision: revision + 1, audience: null, content }])).toBe(true);
}

/** @param archive The implementation, open while the tests run; it may be shared with other suites. */
export function describePageArchiveContract(archive: () => PageArchive): void {
  const last = async () => (await archive().after(-1, 0)).revision;
  const newest = async (limit: number) => (await archive().after(-1, limit)).posts;
  function post(revision: number, changes: { id?: string; audience?: string | null; content?: string } = {}) {
    return { id: freshId(), revision, audience: null, content: `{"text":"义 🙂 ${revision}"}`, ...changes };
  }

  describe("page archive", () => {
    it("gives the newest posts in the order of their first save, and those after a revision", async () => {
      const seen = await last();
      const posts = [1, 2, 3, 4].map((number) => post(seen + number, number === 2 ? { audience: "voter-hash" } : {}));
      for (const one of posts) await savePosts(archive(), one);
      expect(await archive().after(-1, 3)).toEqual({ posts: posts.slice(1), revision: seen + 4 });
      expect((await newest(1000)).slice(-4)).toEqual(posts);
      expect(await archive().after(seen, 1000)).toEqual({ posts, revision: seen + 4 });
      expect(await archive().after(seen + 2, 1)).toEqual({ posts: [posts[3]], revision: seen + 4 });
      expect(await archive().after(seen + 4, 1000)).toEqual({ posts: [], revision: seen + 4 });
      expect(await newest(0)).toEqual([]);
    });

    it("saves several in the order given, new ones and known ones, or none of them", async () => {
      const seen = await last();
      const [known, ...others] = [5, 7, 8, 9].map((number) => post(seen + number));
      await savePosts(archive(), known!);
      const edited = { ...known!, revision: seen + 6, content: '{"text":"edited"}', audience: "voter-hash" };
      await savePosts(archive(), others[0]!, edited, others[1]!);
      const all = [edited, others[0], others[1]];
      expect(await newest(3)).toEqual(all);
      expect(await archive().after(seen + 5, 9)).toEqual({ posts: all, revision: seen + 8 });
      // No database keeps a revision like this one.
      await expect(savePosts(archive(), others[2]!, { ...post(10), revision: 0.5e300 })).rejects.toThrow();
      expect(await archive().after(-1, 3)).toEqual({ posts: all, revision: seen + 8 });
    });

    it("saves nothing for whoever does not know what was saved last", async () => {
      const seen = await last();
      const [first, late] = [post(seen + 1), post(seen + 2)];
      expect(await archive().save(seen, [first])).toBe(true);
      expect(await archive().save(seen, [late, { ...first, revision: seen + 3, content: "{}" }])).toBe(false);
      expect(await archive().after(seen, 9)).toEqual({ posts: [first], revision: seen + 1 });
      expect(await archive().save(seen + 1, [late])).toBe(true);
      // Of those who come at the same time one is first.
      const crowd = Array.from({ length: 8 }, (_, index) => post(seen + 3 + index));
      const saved = await Promise.all(crowd.map((one) => archive().save(seen + 2, [one])));
      const [winner, ...none] = crowd.filter((_, index) => saved[index]);
      expect(none).toEqual([]);
      expect(await archive().after(seen + 2, 9)).toEqual({ posts: [winner], revision: winner?.revision });
    });

    it("removes posts, and nothing else", async () => {
      const seen = await last();
      const posts = [1, 2, 3].map((number) => post(seen + number));
      await savePosts(archive(), ...posts);
      await archive().remove(posts[1]!.id);
      expect(await newest(2)).toEqual([posts[0], posts[2]]);
      await archive().remove(posts[1]!.id);
      await archive().remove(freshId());
      expect(await newest(2)).toEqual([posts[0], posts[2]]);
      await savePosts(archive(), post(seen + 4), post(seen + 5));
      const [one, other] = await newest(2);
      await archive().remove(one!.id, freshId(), other!.id);
      // The last change stays the last one.
      expect(await archive().after(-1, 2)).toEqual({ posts: [posts[0], posts[2]], revision: seen + 5 });
    });
  });
}

/** @param files The implementation, likewise. */
export function describePageFilesContract(files: () => PageFiles): void {
  const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 0, minute));
  const name = () => `${freshId()}.png`;

  describe("page files", () => {
    it("keeps a file until it is removed", async () => {
      const [one, other, third] = [name(), name(), name()];
      const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => index % 256);
      await files().keep(one, bytes, at(0));
      await files().keep(other, new Uint8Array(), at(0));
      await files().keep(one, bytes, at(1));
      expect([...((await files().find(one)) ?? [])]).toEqual([...bytes]);
      expect((await files().find(other))?.length).toBe(0);
      expect(await files().find(third)).toBeUndefined();
      expect(await files().lacking([third, one, other])).toEqual([third]);
      await files().remove([one, third]);
      expect(await files().lacking([one, other])).toEqual([one]);
    });

    it("removes what is old and not needed", async () => {
      const [old, needed, again, young] = [name(), name(), name(), name()];
      for (const one of [old, needed, again]) await files().keep(one, Buffer.from(one), at(0));
      await files().keep(again, Buffer.from(again), at(10));
      await files().keep(young, Buffer.from(young), at(10));
      await files().removeOld(at(5), [needed]);
      expect(await files().lacking([old, needed, again, young])).toEqual([old]);
    });
  });
}
