/** What every page archive keeps to. */
import { describe, expect, it } from "vitest";
import type { PageArchive } from "../../core/index.ts";
import { freshId } from "./battle-samples.ts";

/** @param archive The implementation, open while the tests run; it may be shared with other suites. */
export function describePageArchiveContract(archive: () => PageArchive): void {
  function post(revision: number, changes: { id?: string; audience?: string | null; content?: string } = {}) {
    return { id: freshId(), revision, audience: null, content: `{"text":"义 🙂 ${revision}"}`, ...changes };
  }

  describe("page archive", () => {
    it("gives the newest posts in the order of their first save", async () => {
      const posts = [post(1), post(2, { audience: "voter-hash" }), post(3), post(4)];
      for (const one of posts) await archive().save(one);
      expect(await archive().newest(3)).toEqual(posts.slice(1));
      expect((await archive().newest(1000)).slice(-4)).toEqual(posts);
    });

    it("saves several in the order given, new ones and known ones, or none of them", async () => {
      const [known, ...others] = [post(5), post(7, { audience: "voter-hash" }), post(8), post(9)];
      await archive().save(known!);
      const edited = { ...known!, revision: 6, content: '{"text":"edited"}' };
      await archive().save(others[0]!, edited, others[1]!);
      const all = [edited, others[0], others[1]];
      expect(await archive().newest(3)).toEqual(all);
      // No database keeps a revision like this one.
      await expect(archive().save(others[2]!, { ...post(10), revision: 0.5e300 })).rejects.toThrow();
      expect(await archive().newest(3)).toEqual(all);
    });

    it("replaces a post where it stands", async () => {
      const first = post(10);
      const second = post(11);
      await archive().save(first);
      await archive().save(second);
      const edited = { ...first, revision: 12, content: '{"text":"edited"}', audience: "voter-hash" };
      await archive().save(edited);
      expect(await archive().newest(2)).toEqual([edited, second]);
    });

    it("keeps the highest revision when saves overtake each other", async () => {
      const newer = post(21);
      await archive().save(newer);
      await archive().save({ ...newer, revision: 20, content: '{"text":"late"}' });
      expect(await archive().newest(1)).toEqual([newer]);
    });

    it("removes posts, and nothing else", async () => {
      const posts = [post(22), post(23), post(24)];
      for (const one of posts) await archive().save(one);
      await archive().remove(posts[1]!.id);
      expect(await archive().newest(2)).toEqual([posts[0], posts[2]]);
      await archive().remove(posts[1]!.id);
      await archive().remove(freshId());
      expect(await archive().newest(2)).toEqual([posts[0], posts[2]]);
      await archive().save(post(25), post(26));
      const [one, other] = await archive().newest(2);
      await archive().remove(one!.id, freshId(), other!.id);
      expect(await archive().newest(2)).toEqual([posts[0], posts[2]]);
    });

    it("gives no posts when asked for none", async () => {
      await archive().save(post(30));
      expect(await archive().newest(0)).toEqual([]);
    });
  });
}
