/** The newest votes, for the search for campaigns: a few battles at a time, so that others go between. */
import { setImmediate as giveWay } from "node:timers/promises";
import type { Examined, ExaminedVote } from "../battle/restrictions.ts";
import type { Database } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** How many battles one statement reads. */
const battlesAtOnce = 250;

type Page = { votes: ExaminedVote[] | null; last: { createdAt: string; id: string } | null };

/** As JSON has it, a moment is a text. */
function toVote(vote: ExaminedVote): ExaminedVote {
  return { ...vote, castAt: new Date(vote.castAt), shownAt: new Date(vote.shownAt) };
}

/** Those of battles that have a place on boards and are not left out of them, newest battle first. */
export async function examineVotes(database: Database, which: Examined, most: number): Promise<ExaminedVote[]> {
  const votes: ExaminedVote[] = [];
  let from: Page["last"] | undefined;
  while (votes.length < most && from !== null) {
    const [page]: [Page] = await database.read((client) => client.$queryRaw<[Page]>(selectPage(which, from)));
    votes.push(...(page.votes ?? []).map(toVote));
    from = page.last;
    await giveWay();
  }
  return votes.slice(0, most).toSorted((one, other) => one.castAt.getTime() - other.castAt.getTime());
}

function selectPage(which: Examined, from: Page["last"] | undefined): Prisma.Sql {
  const place =
    "community" in which
      ? Prisma.sql`"community" = ${which.community}`
      : Prisma.sql`"community" <> ${which.exceptCommunity}`;
  const older = from
    ? Prisma.sql`("createdAt", "id") < (${from.createdAt}::timestamptz, ${from.id})`
    : Prisma.sql`TRUE`;
  return Prisma.sql`
    WITH "page" AS (
      SELECT * FROM "Battle" WHERE "status" = 'closed' AND "league" = ${which.league} AND ${place} AND ${older}
      ORDER BY "createdAt" DESC, "id" DESC LIMIT ${battlesAtOnce}
    ), "shown" AS (
      SELECT "page"."id", "page"."community", "modelA", "modelB",
             (SELECT max("openedAt") FROM "Turn" WHERE "battleId" = "page"."id") AS "shownAt",
             (SELECT CASE WHEN bool_and("style" IS NOT NULL) THEN sum("style"[1])::int END
              FROM "Attempt" WHERE "battleId" = "page"."id" AND "text" IS NOT NULL) AS "characters"
      FROM "page" JOIN "Cell" ON "Cell"."id" = "page"."cellId" WHERE NOT "leftOut"
    )
    SELECT (SELECT json_agg(json_build_object(
              'voter', "voter", 'battle', "id", 'community', "community", 'modelA', "modelA", 'modelB', "modelB",
              'choice', "choice", 'castAt', "castAt", 'shownAt', "shownAt", 'characters', "characters"))
            FROM "shown" JOIN "Vote" ON "Vote"."battleId" = "shown"."id") AS "votes",
           (SELECT json_build_object('createdAt', "createdAt", 'id', "id") FROM "page"
            ORDER BY "createdAt", "id" LIMIT 1) AS "last"`;
}
