/** Closed battles as exports read them, with all that is done to them but their words. */

/** Battles of this arena; what sources brought in is others' to tell of. */
export const ownBattle = `"Battle"."league" NOT LIKE 'source:%'`;
/** Those of them that have closed. */
export const ownClosed = `"Battle"."status" = 'closed' AND ${ownBattle}`;

const milliseconds = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;
const shares = (person: string) => `EXISTS (SELECT FROM "Person" WHERE "id" = ${person} AND "sharesData")`;

const attempts = `SELECT coalesce(json_agg(json_build_object(
    'turn', "turn", 'side', "side", 'number', "number", 'model', "modelId", 'probability', "probability",
    'inputTokens', "inputTokens", 'outputTokens', "outputTokens", 'cost', "cost",
    'firstTextMilliseconds', "firstTextMilliseconds", 'totalMilliseconds', "totalMilliseconds"
  ) ORDER BY "turn", "side", "number"), '[]') FROM "Attempt" WHERE "battleId" = "Battle"."id"`;

const votes = `SELECT coalesce(json_agg(json_build_object(
    'voter', "voter", 'shares', ${shares('"Vote"."voter"')}, 'choice', "choice", 'firstChoice', "firstChoice",
    'changes', "changes", 'means', "means", 'seen', "seen", 'castAt', ${milliseconds('"castAt"')},
    'namesSeenBy', "namesSeenBy", 'aside', "aside")), '[]') FROM "Vote" WHERE "battleId" = "Battle"."id"`;

/** A question of the arena's own bank has no author. */
const authorShares = `NOT EXISTS (SELECT FROM "BankQuestion" WHERE "BankQuestion"."id" = "bankQuestion"
    AND NOT ${shares('"author"')})`;

/** The columns of a `RecordedBattle`, in a statement on "Battle". */
export const recordedColumns = `"id", "platform", "league", "community", "task", "language",
    coalesce("repeated", false) AS "repeated", "folded" IS NOT NULL AS "folded", "masked", "private", "ageRestricted",
    "leftOut", "hidden", "drawRule", "salt", "drawHash", ${milliseconds('"openedAt"')} AS "openedAt",
    (SELECT count(*)::int FROM "Picture" WHERE "battleId" = "Battle"."id") AS "pictures",
    (SELECT count(*)::int FROM "Turn" WHERE "battleId" = "Battle"."id" AND "openedAt" IS NOT NULL) AS "turns",
    ${shares('"asker"')} AS "askerShares", ${authorShares} AS "authorShares",
    (${attempts}) AS "attempts", (${votes}) AS "votes"`;
