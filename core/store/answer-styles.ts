/** What answers look like, measured once and kept with them: their texts are too long to be read for every board. */
import { measureStyle } from "../rating/style.ts";
import type { AttemptKey } from "../battle/lease.ts";
import type { Database, Reader } from "./database.ts";
import { attemptPlace } from "./kept-texts.ts";
import { StoreFailure } from "./store-failure.ts";

/** How many battles' texts are read at a time. */
const battlesAtOnce = 16;

/** What is kept of an answer's style. @param answer as people were shown it. */
export function styleColumn(answer: string): number[] {
  const { length, headers, lists, bold } = measureStyle(answer);
  return [length, headers, lists, bold];
}

type Unmeasured = AttemptKey & { battleId: string; text: string; shown: string | null };

/** Measures the answers of these battles that were not measured when they came. Where the disk is full, it goes without. */
export async function measureAnswers(database: Database, battles: readonly string[]): Promise<void> {
  try {
    await measureAll(database, battles);
  } catch (error) {
    if (!(error instanceof StoreFailure)) throw error;
  }
}

async function measureAll(database: Database, battles: readonly string[]): Promise<void> {
  const { texts } = database;
  for (let from = 0; from < battles.length; from += battlesAtOnce) {
    const ids = battles.slice(from, from + battlesAtOnce);
    const answers = await database.read((client) => readUnmeasured(client, ids));
    const rows = answers.map(({ shown, text, ...key }) => {
      const [kept, column] = shown === null ? [text, "Attempt.text" as const] : [shown, "Attempt.shown" as const];
      return { ...key, style: styleColumn(texts.read(kept, ...attemptPlace(column, key.battleId, key))) };
    });
    await database.write(
      (client) => client.$executeRaw`
        UPDATE "Attempt" SET "style" = "measured"."style"
        FROM jsonb_populate_recordset(NULL::"Attempt", ${JSON.stringify(rows)}::jsonb) AS "measured"
        WHERE ("Attempt"."battleId", "Attempt"."turn", "Attempt"."side", "Attempt"."number") =
              ("measured"."battleId", "measured"."turn", "measured"."side", "measured"."number")`,
    );
  }
}

function readUnmeasured(client: Reader, battles: readonly string[]): Promise<Unmeasured[]> {
  return client.$queryRaw<Unmeasured[]>`
    SELECT "battleId", "turn", "side", "number", "text", "shown" FROM "Attempt"
    WHERE "battleId" = ANY(${[...battles]}) AND "text" <> '' AND "style" IS NULL`;
}

/** Lets all answers that still have words be measured again, when next they are wanted. */
export async function forgetStyles(database: Database): Promise<void> {
  await database.write(
    (client) => client.$executeRaw`UPDATE "Attempt" SET "style" = NULL WHERE "style" IS NOT NULL AND "text" <> ''`,
  );
}
