/** Exports what a record holds of closed battles as open data, while others go on working on it. */
import { resolve } from "node:path";
import { openPageCommunity } from "../../chat/post.ts";
import type { Conversations, Recorded, RecordedBattle, RecordedModel } from "../../export/recorded.ts";
import { type ExportOptions, writeExport } from "../../export/write-export.ts";
import type { ExportSummary, ExportWish } from "../../export/summary.ts";
import { createPseudonyms } from "../../safety/pseudonyms.ts";
import type { SqlSession } from "../engine.ts";
import { ownClosed, recordedColumns } from "../exported-battles.ts";
import { attemptPlace, createKeptTexts, type KeptTexts } from "../kept-texts.ts";
import type { KeyPlace } from "./carried-key.ts";
import { readAtOneMoment, refuseFile } from "./one-moment.ts";
import type { RecordPlace } from "./places.ts";

/** How many battles are read at a time. */
const batch = 100;

/** How an export is made, and where the key of the record may be. */
export type ExportRecordOptions = ExportOptions & { keys: KeyPlace };

/**
 * Exports what a place holds, as it is at one moment; an arena may be at work on it. Nothing is written there.
 * @throws {RecordRefusal} @throws {StoreRefusal} Then there is no export.
 */
export async function exportRecord(place: RecordPlace, options: ExportRecordOptions): Promise<ExportSummary> {
  const out = resolve(options.out);
  return await readAtOneMoment(place, { out, keys: options.keys }, async (session, key) => {
    const recorded = await readRecorded(session, key, options.wish);
    return await writeExport(recorded, { ...options, out }).catch((error: unknown) => refuseFile(out, error));
  });
}

async function readRecorded(session: SqlSession, key: string, wish: ExportWish): Promise<Recorded> {
  const texts = createKeptTexts(key, false);
  const parameters = [wish.since, wish.task];
  const [facts] = await session.rows<{ total: number; sharing: number; real: boolean }>(
    `SELECT (SELECT count(*)::int FROM "Battle" WHERE ${wanted}) AS total,
            (SELECT count(*)::int FROM "Person" WHERE "sharesData") AS sharing,
            EXISTS (SELECT FROM "Battle" WHERE "league" <> 'demo' AND ${wanted}) AS real`,
    parameters,
  );
  const models = await session.rows<RecordedModel>(
    `SELECT "id", "name", "organization", "status", "inputPrice", "outputPrice" FROM "Model"
     WHERE "league" NOT LIKE 'source:%' AND EXISTS (SELECT FROM "Attempt" WHERE "modelId" = "Model"."id")
     ORDER BY "id"`,
  );
  return {
    total: facts?.total ?? 0,
    sharing: facts?.sharing ?? 0,
    models,
    league: facts?.real ? "real" : "demo",
    openPage: createPseudonyms(key).of(openPageCommunity),
    battles: () => readBattles(session, parameters),
    words: (battles) => readWords(session, texts, battles),
  };
}

/** The battles asked for: $1 since which day, $2 which task; null: all. */
const wanted = `${ownClosed} AND ($1::date IS NULL OR "endedAt" >= $1::date AT TIME ZONE 'UTC')
  AND ($2::text IS NULL OR "task" = $2)`;

const selectBattles = `SELECT ${recordedColumns} FROM "Battle" WHERE ${wanted} ORDER BY "endedAt", "id"`;

async function* readBattles(session: SqlSession, parameters: (string | null)[]): AsyncGenerator<RecordedBattle[]> {
  await session.rows(`DECLARE "exported" NO SCROLL CURSOR FOR ${selectBattles}`, parameters);
  try {
    for (;;) {
      const rows = await session.rows<RecordedBattle>(`FETCH ${batch} FROM "exported"`);
      if (rows.length === 0) break;
      yield rows;
    }
  } finally {
    await session.run(`CLOSE "exported"`);
  }
}

type WordRow = {
  battle: string;
  turn: number;
  question: string;
  side: "a" | "b";
  number: number;
  kept: string;
  isShown: boolean;
};

/** What people were shown, of the last try on each side. */
async function readWords(session: SqlSession, texts: KeptTexts, battles: readonly string[]) {
  const rows = await session.rows<WordRow>(
    `SELECT DISTINCT ON ("Turn"."battleId", "Turn"."number", "side") "Turn"."battleId" AS "battle",
            "Turn"."number" AS "turn", "question", "side", "Attempt"."number", coalesce("shown", "text") AS "kept",
            "shown" IS NOT NULL AS "isShown"
     FROM "Turn" JOIN "Attempt" ON "Attempt"."battleId" = "Turn"."battleId" AND "Attempt"."turn" = "Turn"."number"
     WHERE "Turn"."battleId" IN (SELECT json_array_elements_text($1::json)) AND "question" <> '' AND "text" <> ''
       AND "openedAt" IS NOT NULL
     ORDER BY "Turn"."battleId", "Turn"."number", "side", "Attempt"."number" DESC`,
    [JSON.stringify(battles)],
  );
  const found = new Map<string, Conversations>();
  for (const { battle, turn, question, side, number, kept, isShown } of rows) {
    const said = found.get(battle) ?? { a: [], b: [] };
    found.set(battle, said);
    const column = isShown ? "Attempt.shown" : "Attempt.text";
    said[side].push(
      { role: "user", content: texts.read(question, "Turn.question", battle, turn) },
      { role: "assistant", content: texts.read(kept, ...attemptPlace(column, battle, { turn, side, number })) },
    );
  }
  return found;
}
