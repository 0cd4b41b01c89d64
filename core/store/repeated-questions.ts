/** Whether battles that are folded for the first time ask what was asked before, as `core/battle/repeats.ts` says. */
import { type ClosedQuestion, decideRepeats } from "../battle/repeats.ts";
import type { Client } from "./database.ts";
import { type CastVote, type ClosedBattle, hasCountedVotes } from "./folded-sums.ts";

/** So many earlier questions are looked at, of those that are alike at all: nobody makes folding slow by asking many such. */
const mostAlike = 100;

/** @param battles in the order in which they count. @returns them, each with what is decided. */
export async function findRepeats(
  client: Client,
  battles: readonly ClosedBattle[],
  votes: readonly CastVote[],
): Promise<ClosedBattle[]> {
  if (!battles.some(({ repeated }) => repeated === null)) return [...battles];
  const ids = battles.map(({ id }) => id);
  const sketches = await client.questionSketch.findMany({ where: { battleId: { in: ids } } });
  const sketchOf = new Map(sketches.map((sketch) => [sketch.battleId, sketch]));
  const votesOf = Map.groupBy(votes, ({ battleId }) => battleId);
  const questions = battles.map((battle): ClosedQuestion => {
    const { id, modelA, modelB, ...asked } = battle;
    const counts = hasCountedVotes(battle, votesOf.get(id) ?? []);
    return { ...asked, id, models: { a: modelA, b: modelB }, sketch: sketchOf.get(id), counts } as ClosedQuestion;
  });
  const undecided = battles.filter(({ id, repeated }) => repeated === null && sketchOf.has(id));
  const repeats = decideRepeats(questions, undecided.length > 0 ? await readAlike(client, undecided) : new Map());
  return battles.map((battle) => ({ ...battle, repeated: repeats.has(battle.id) }));
}

type Alike = Pick<ClosedQuestion, "id" | "community" | "asker" | "bankQuestion"> & {
  of: string;
  modelA: string;
  modelB: string;
  least: number[];
};

/**
 * Battles that are folded already and may have asked the same, by battle: found by the index of the bands alone, and no more
 * of them than the rule can be about.
 */
async function readAlike(client: Client, battles: readonly ClosedBattle[]): Promise<Map<string, ClosedQuestion[]>> {
  const asked = battles.map(({ id, league, task, community, asker, bankQuestion, modelA, modelB }) => {
    return { id, league, task, community, asker, bankQuestion, modelA, modelB };
  });
  const rows = await client.$queryRaw<Alike[]>`
    SELECT "asked"."id" AS "of", "before".*
    FROM jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) AS "asked" (
      "id" text, "league" text, "task" text, "community" text, "asker" text, "bankQuestion" text, "modelA" text, "modelB" text
    )
    JOIN "QuestionSketch" AS "mine" ON "mine"."battleId" = "asked"."id"
    CROSS JOIN LATERAL (
      SELECT "counted"."id", "counted"."community", "counted"."asker", "counted"."bankQuestion", "Cell"."modelA",
             "Cell"."modelB", "alike"."least"
      FROM (SELECT * FROM "QuestionSketch" WHERE "bands" && "mine"."bands" OFFSET 0) AS "alike"
      CROSS JOIN LATERAL (SELECT * FROM "Battle" WHERE "id" = "alike"."battleId" OFFSET 0) AS "counted"
      CROSS JOIN LATERAL (SELECT * FROM "Cell" WHERE "id" = "counted"."cellId" OFFSET 0) AS "Cell"
      WHERE "counted"."repeated" = FALSE AND NOT "counted"."leftOut"
        AND "counted"."league" = "asked"."league" AND "counted"."task" = "asked"."task"
        AND ("counted"."community" = "asked"."community" OR "counted"."asker" = "asked"."asker")
        AND ("asked"."bankQuestion" IS NULL OR (
          "counted"."bankQuestion" = "asked"."bankQuestion" AND
          ("Cell"."modelA", "Cell"."modelB") IN (("asked"."modelA", "asked"."modelB"), ("asked"."modelB", "asked"."modelA"))))
        AND EXISTS (SELECT FROM "Vote" WHERE "battleId" = "counted"."id" AND NOT "aside")
      LIMIT ${mostAlike}
    ) AS "before"`;
  const byBattle = new Map(battles.map((battle) => [battle.id, battle]));
  const found = rows.map(({ of, modelA, modelB, least, ...counted }) => {
    const { league, task } = byBattle.get(of) as Pick<ClosedQuestion, "league" | "task">;
    const decided = { counts: true, repeated: false, sketch: { least }, models: { a: modelA, b: modelB } };
    return { of, question: { ...counted, league, task, ...decided } };
  });
  const grouped = Map.groupBy(found, ({ of }) => of);
  return new Map([...grouped].map(([of, alike]) => [of, alike.map(({ question }) => question)]));
}
