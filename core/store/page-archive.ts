/** Posts of the local page, in the database. */
import type { PageArchive } from "../chat/memory.ts";
import type { Database } from "./database.ts";
import { storableText } from "./writing.ts";

const save = `
  INSERT INTO "PagePost" ("id", "revision", "audience", "content") VALUES ($1, $2::int, $3, $4)
  ON CONFLICT ("id") DO UPDATE SET
    "revision" = EXCLUDED."revision", "audience" = EXCLUDED."audience", "content" = EXCLUDED."content"
  WHERE "PagePost"."revision" <= EXCLUDED."revision"`;

/** Keeps the local page's posts. When saves of one post overtake each other, the highest revision stays. */
export function createPageArchive(database: Database): PageArchive {
  return {
    async save({ id, revision, audience, content }) {
      await database.writeRows(save, [id, String(revision), audience, storableText(content)]);
    },
    async remove(id) {
      await database.write((client) => client.pagePost.deleteMany({ where: { id } }));
    },
    async newest(limit) {
      const posts = await database.read((client) =>
        client.pagePost.findMany({ orderBy: { sequence: "desc" }, take: limit, omit: { sequence: true } }),
      );
      return posts.toReversed();
    },
  };
}
