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

    it("removes a post, and nothing else", async () => {
      const posts = [post(22), post(23), post(24)];
      for (const one of posts) await archive().save(one);
      await archive().remove(posts[1]!.id);
      expect(await archive().newest(2)).toEqual([posts[0], posts[2]]);
      await archive().remove(posts[1]!.id);
      await archive().remove(freshId());
      expect(await archive().newest(2)).toEqual([posts[0], posts[2]]);
    });

    it("gives no posts when asked for none", async () => {
      await archive().save(post(30));
      expect(await archive().newest(0)).toEqual([]);
    });
  });
}
