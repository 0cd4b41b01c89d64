/** Posts of the local page, in the database. */
import type { PageArchive } from "../chat/memory.ts";
import type { Database } from "./database.ts";
import { rowsGiven, storableText } from "./writing.ts";

const save = `
  INSERT INTO "PagePost" ("id", "revision", "audience", "content")
  SELECT "id", "revision", "audience", "content" FROM ${rowsGiven("PagePost", 1)}
  ON CONFLICT ("id") DO UPDATE SET
    "revision" = EXCLUDED."revision", "audience" = EXCLUDED."audience", "content" = EXCLUDED."content"
  WHERE "PagePost"."revision" <= EXCLUDED."revision"`;

/** Keeps the local page's posts. When saves of one post overtake each other, the highest revision stays. */
export function createPageArchive(database: Database): PageArchive {
  const { texts } = database;
  return {
    async save(...posts) {
      const rows = posts.map((post) => ({
        ...post,
        content: texts.keep(storableText(post.content), "PagePost.content", post.id),
      }));
      await database.writeRows(save, [JSON.stringify(rows)]);
    },
    async remove(...ids) {
      await database.write((client) => client.pagePost.deleteMany({ where: { id: { in: [...ids] } } }));
    },
    async newest(limit) {
      const posts = await database.read((client) =>
        client.pagePost.findMany({ orderBy: { sequence: "desc" }, take: limit, omit: { sequence: true } }),
      );
      return posts
        .toReversed()
        .map((post) => ({ ...post, content: texts.read(post.content, "PagePost.content", post.id) }));
    },
  };
}
