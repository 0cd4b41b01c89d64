/** The models that ever took part. */
import type { LikedAnswer, Model, ModelStore } from "../models/model.ts";
import type { Database } from "./database.ts";
import type { Model as ModelRow } from "./generated/client.ts";
import { columnNames, rowsGiven } from "./writing.ts";

function toModel({ inputPrice, outputPrice, ...row }: ModelRow): Model {
  return {
    ...row,
    input: row.input as Model["input"][number][],
    price: inputPrice === null || outputPrice === null ? null : { input: inputPrice, output: outputPrice },
    status: row.status as Model["status"],
    league: row.league as Model["league"],
    unsupported: row.unsupported as Model["unsupported"][number][],
  };
}

function fromModel({ price, input, unsupported, body: _body, ...model }: Model): ModelRow {
  return {
    ...model,
    input: [...input],
    unsupported: [...unsupported],
    inputPrice: price?.input ?? null,
    outputPrice: price?.output ?? null,
  };
}

/** Of model `$1` in community `$2`, at most `$3`. */
const liked = `
  SELECT "id" AS "battle", "side", CASE "side" WHEN 'a' THEN "a" ELSE "b" END AS "chosen",
         "a" + "b" + "tie" + "bothBad" AS "votes"
  FROM (
    SELECT * FROM "Battle" WHERE "community" = $2 ORDER BY "createdAt" DESC LIMIT 1000
  ) AS "newest"
  JOIN "Tally" ON "battleId" = "id"
  CROSS JOIN (VALUES ('a'), ('b')) AS "sides" ("side")
  JOIN LATERAL (
    SELECT "modelId" FROM "Attempt" WHERE "Attempt"."battleId" = "id" AND "turn" = 1 AND "Attempt"."side" = "sides"."side"
    ORDER BY "number" DESC LIMIT 1
  ) AS "last" ON "modelId" = $1
  WHERE "status" = 'closed' AND NOT "private" AND NOT "hidden" AND NOT "leftOut"
    AND CASE "side" WHEN 'a' THEN "a" - "b" ELSE "b" - "a" END >= 2
  ORDER BY abs("a" - "b") DESC, "createdAt" DESC, "id" LIMIT $3::int`;

/** The part of the store that keeps models. Saving one refreshes everything about it but its id. */
export function createModelRecords(database: Database): ModelStore {
  return {
    async saveModels(models) {
      if (models.length === 0) return;
      // In one order for all processes: two that save at once must not wait for each other in a circle.
      const rows = models.toSorted((x, y) => (x.id < y.id ? -1 : 1)).map(fromModel);
      const columns = columnNames(rows[0] ?? {});
      const changes = Object.keys(rows[0] ?? {}).filter((name) => name !== "id");
      const statement = `
        INSERT INTO "Model" (${columns}) SELECT ${columns} FROM ${rowsGiven("Model", 1)}
        ON CONFLICT ("id") DO UPDATE SET ${changes.map((name) => `"${name}" = EXCLUDED."${name}"`).join(", ")}`;
      await database.writeRows(statement, [JSON.stringify(rows)]);
    },
    async models() {
      const rows = await database.read((client) => client.model.findMany({ orderBy: { id: "asc" } }));
      return rows.map(toModel);
    },
    likedAnswers: (model, community, most) => database.readRows<LikedAnswer>(liked, [model, community, String(most)]),
  };
}
