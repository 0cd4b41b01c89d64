/** Posts of the local page, in the database. */
import type { PageArchive } from "../chat/memory.ts";
import type { Database } from "./database.ts";
import { insertRows, storableText } from "./writing.ts";

/** Keeps the local page's posts. When saves of one post overtake each other, the highest revision stays. */
export function createPageArchive(database: Database): PageArchive {
  return {
    async save(...posts) {
      const rows = posts.map(({ id, revision, audience, content }) => ({
        ...{ id, revision, audience },
        content: storableText(content),
      }));
      await database.write(
        (client) => client.$executeRaw`
          ${insertRows("PagePost", rows)}
          ON CONFLICT ("id") DO UPDATE SET
            "revision" = EXCLUDED."revision", "audience" = EXCLUDED."audience", "content" = EXCLUDED."content"
          WHERE "PagePost"."revision" <= EXCLUDED."revision"`,
      );
    },
    async remove(...ids) {
      await database.write((client) => client.pagePost.deleteMany({ where: { id: { in: [...ids] } } }));
    },
    async newest(limit) {
      const posts = await database.read((client) =>
        client.pagePost.findMany({ orderBy: { sequence: "desc" }, take: limit, omit: { sequence: true } }),
      );
      return posts.toReversed();
    },
  };
}
