/** The newest votes, for the search for campaigns: a few battles at a time, so that others go between. */
import { setImmediate as giveWay } from "node:timers/promises";
import type { Examination, Examined, ExaminedVote, ShownBattle } from "../battle/restrictions.ts";
import type { Database } from "./database.ts";
import { Prisma } from "./generated/client.ts";

/** How many battles one statement reads, and of how many voters one statement looks for the first vote. */
const [battlesAtOnce, votersAtOnce] = [250, 500];

type ReadVote = Omit<ExaminedVote, "firstAt">;
type ReadBattle = ShownBattle & { voted: boolean };
type Page = {
  votes: ReadVote[] | null;
  battles: ReadBattle[] | null;
  last: { createdAt: string; id: string } | null;
};

/** As JSON has it, a moment is a text. */
function toVote(vote: ReadVote): ReadVote {
  return { ...vote, castAt: new Date(vote.castAt), shownAt: new Date(vote.shownAt) };
}

function toBattle({ voted: _voted, ...battle }: ReadBattle): ShownBattle {
  return { ...battle, shownAt: new Date(battle.shownAt), endedAt: new Date(battle.endedAt) };
}

/** Those of battles that have a place on boards and are not left out of them, newest battle first. */
export async function examineVotes(database: Database, which: Examined, most: number): Promise<Examination> {
  const votes: ReadVote[] = [];
  const battles: ShownBattle[] = [];
  let unvoted = 0;
  let from: Page["last"] | undefined;
  while (votes.length < most && from !== null) {
    const [page]: [Page] = await database.read((client) => client.$queryRaw<[Page]>(selectPage(which, from)));
    votes.push(...(page.votes ?? []).map(toVote));
    for (const battle of page.battles ?? []) if (battle.voted || unvoted++ < most) battles.push(toBattle(battle));
    from = page.last;
    await giveWay();
  }
  const examined = votes.slice(0, most).toSorted((one, other) => one.castAt.getTime() - other.castAt.getTime());
  const firstOf = await findFirstVotes(database, [...new Set(examined.map(({ voter }) => voter))]);
  return { votes: examined.map((vote) => ({ ...vote, firstAt: firstOf.get(vote.voter) ?? vote.castAt })), battles };
}

async function findFirstVotes(database: Database, voters: readonly string[]): Promise<Map<string, Date>> {
  const firstOf = new Map<string, Date>();
  for (let from = 0; from < voters.length; from += votersAtOnce) {
    const some = voters.slice(from, from + votersAtOnce);
    const rows = await database.read(
      (client) => client.$queryRaw<{ voter: string; firstAt: Date }[]>`
      SELECT "one" AS "voter", (SELECT min("castAt") FROM "Vote" WHERE "voter" = "one") AS "firstAt"
      FROM unnest(${some}::text[]) AS "one"`,
    );
    for (const { voter, firstAt } of rows) if (firstAt) firstOf.set(voter, firstAt);
    await giveWay();
  }
  return firstOf;
}

/** The model of a side, where no vote has given the battle a cell: it is that of the last attempt in the first turn. */
function modelOf(side: "a" | "b"): Prisma.Sql {
  return Prisma.sql`(
    SELECT "modelId" FROM "Attempt" WHERE "battleId" = "page"."id" AND "turn" = 1 AND "side" = ${side}
    ORDER BY "number" DESC LIMIT 1)`;
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
      SELECT "page"."id", "page"."community", "endedAt", "cellId" IS NOT NULL AS "voted",
             coalesce("modelA", ${modelOf("a")}) AS "modelA", coalesce("modelB", ${modelOf("b")}) AS "modelB",
             (SELECT max("openedAt") FROM "Turn" WHERE "battleId" = "page"."id") AS "shownAt",
             (SELECT CASE WHEN bool_and("style" IS NOT NULL) THEN sum("style"[1])::int END
              FROM "Attempt" WHERE "battleId" = "page"."id" AND "text" IS NOT NULL) AS "characters"
      FROM "page" LEFT JOIN "Cell" ON "Cell"."id" = "page"."cellId"
      WHERE NOT "leftOut" AND ("cellId" IS NOT NULL OR ("firstVoteAt" IS NULL AND NOT "masked"))
    )
    SELECT (SELECT json_agg(json_build_object(
              'voter', "voter", 'battle', "id", 'community', "community", 'modelA', "modelA", 'modelB', "modelB",
              'choice', "choice", 'castAt', "castAt", 'shownAt', "shownAt", 'characters', "characters"))
            FROM "shown" JOIN "Vote" ON "Vote"."battleId" = "shown"."id" WHERE "voted") AS "votes",
           (SELECT json_agg(json_build_object(
              'id', "id", 'community', "community", 'modelA', "modelA", 'modelB', "modelB",
              'shownAt', "shownAt", 'endedAt', "endedAt", 'voted', "voted"))
            FROM "shown" WHERE "modelA" IS NOT NULL AND "modelB" IS NOT NULL AND "shownAt" IS NOT NULL) AS "battles",
           (SELECT json_build_object('createdAt', "createdAt", 'id', "id") FROM "page"
            ORDER BY "createdAt", "id" LIMIT 1) AS "last"`;
}
