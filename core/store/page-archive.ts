/** Posts of the page, and its files for other processes, in the database. */
import type { PageArchive, PageFiles, SavedPosts } from "../chat/page-archive.ts";
import type { Database } from "./database.ts";
import { type Dialect, plainPostgres, tell } from "./dialect.ts";
import type { Engine } from "./engine.ts";
import { isGiven, rowsGiven, storableText } from "./writing.ts";

/** The channel on which processes tell each other of saves. */
const channel = "doubleblind_page";

/**
 * The one row of PageRevision is held until the posts are saved: whoever comes meanwhile waits, then finds that it has moved
 * on. So nobody who has read up to a revision can have missed an earlier one.
 */
const saveOn = (dialect: Dialect): string => `
  WITH "given" AS (SELECT "id", "revision", "audience", "content" FROM ${rowsGiven("PagePost", 2)}),
  "turn" AS (
    UPDATE "PageRevision" SET "revision" = (SELECT max("revision") FROM "given")
    WHERE "revision" = $1::int RETURNING "revision"
  ), "saved" AS (
    INSERT INTO "PagePost" ("id", "revision", "audience", "content")
    SELECT "id", "revision", "audience", "content" FROM "given" WHERE EXISTS (SELECT FROM "turn")
    ON CONFLICT ("id") DO UPDATE SET
      "revision" = EXCLUDED."revision", "audience" = EXCLUDED."audience", "content" = EXCLUDED."content"
  )
  SELECT ${tell(dialect, channel, `"revision"::text`)} AS "told" FROM "turn"`;

const after = `
  SELECT "last"."revision" AS "last", "post"."id", "post"."revision", "post"."audience", "post"."content"
  FROM "PageRevision" AS "last" LEFT JOIN (
    SELECT * FROM "PagePost" WHERE "revision" > $1::int AND (SELECT "revision" FROM "PageRevision") > $1::int
    ORDER BY "sequence" DESC LIMIT $2::int
  ) AS "post" ON true
  ORDER BY "post"."sequence"`;

type Row = { last: number; id: string | null; revision: number; audience: string | null; content: string };

/** Keeps the page's posts and files. @param engine how other processes are told and heard; left out: there are none. */
export function createPageArchive(
  database: Database,
  { listen, dialect }: Pick<Engine, "listen" | "dialect"> = { listen: null, dialect: plainPostgres },
): PageArchive {
  const { texts } = database;
  const save = saveOn(dialect);
  return {
    async save(seen, posts) {
      const rows = posts.map((post) => ({
        ...post,
        content: texts.keep(storableText(post.content), "PagePost.content", post.id),
      }));
      const told = await database.writeRows(save, [String(seen), JSON.stringify(rows)]);
      return told.length > 0;
    },
    async remove(...ids) {
      await database.write((client) => client.pagePost.deleteMany({ where: { id: { in: [...ids] } } }));
    },
    async after(revision, limit): Promise<SavedPosts> {
      const rows = await database.readRows<Row>(after, [String(revision), String(limit)]);
      const posts = rows.flatMap(({ last: _last, id, content, ...post }) =>
        id === null ? [] : { ...post, id, content: texts.read(content, "PagePost.content", id) },
      );
      return { posts, revision: rows[0]?.last ?? 0 };
    },
    follow: listen && ((listener) => listen(channel, (payload) => listener(Number(payload)))),
    files: createPageFiles(database),
  };
}

/** Keeps the page's files, sealed in any case: the folder that they come from lies outside the database, too. */
function createPageFiles({ texts, readRows, writeRows }: Database): PageFiles {
  return {
    async keep(name, bytes, at) {
      const touch = `UPDATE "PageFile" SET "keptAt" = $2::timestamptz WHERE "name" = $1 RETURNING 1 AS "there"`;
      if ((await writeRows(touch, [name, at.toISOString()])).length > 0) return;
      const content = texts.seal(Buffer.from(bytes).toString("base64"), "PageFile.content", name);
      const insert = `INSERT INTO "PageFile" ("name", "keptAt", "content") VALUES ($1, $2::timestamptz, $3)
        ON CONFLICT ("name") DO NOTHING`;
      await writeRows(insert, [name, at.toISOString(), content]);
    },
    async find(name) {
      const [row] = await readRows<{ content: string }>(`SELECT "content" FROM "PageFile" WHERE "name" = $1`, [name]);
      return row && Buffer.from(texts.read(row.content, "PageFile.content", name), "base64");
    },
    async lacking(names) {
      const there = `SELECT "name" FROM "PageFile" WHERE "name" ${isGiven(1)}`;
      const rows = await readRows<{ name: string }>(there, [JSON.stringify(names)]);
      const known = new Set(rows.map(({ name }) => name));
      return names.filter((name) => !known.has(name));
    },
    async remove(names) {
      await writeRows(`DELETE FROM "PageFile" WHERE "name" ${isGiven(1)}`, [JSON.stringify(names)]);
    },
    async removeOld(before, needed) {
      const old = `DELETE FROM "PageFile" WHERE "keptAt" < $1::timestamptz AND NOT "name" ${isGiven(2)}`;
      await writeRows(old, [before.toISOString(), JSON.stringify(needed)]);
    },
  };
}
