/** A database as the first version left it. */
import { join } from "node:path";
import type { Engine } from "../../core/store/engine.ts";
import { migrate, readMigrations } from "../../core/store/migrator.ts";
import { atMinute } from "../contracts/battle-samples.ts";

const migrations = readMigrations(join(import.meta.dirname, "../../prisma/migrations"));
const firstVersion = migrations.slice(0, 1);

const at = (minute: number): string => `'${atMinute(minute).toISOString()}'`;

function insertBattle(id: string, status: string, times: (number | null)[], endReason: string | null): string {
  const moments = times.map((minute) => (minute === null ? "NULL" : at(minute))).join();
  return `
    INSERT INTO "Battle" ("id", "status", "league", "platform", "community", "asker", "private", "question", "task",
      "taskRule", "language", "drawRule", "temperature", "maxTokens", "system", "delivery",
      "createdAt", "openedAt", "firstVoteAt", "closesAt", "endedAt", "endReason")
    VALUES ('${id}', '${status}', 'real', 'telegram', 'community-hash', 'asker-hash', false, 'What is ${id} 义?', 'other',
      'guess', 'zh', 'uniform', 0.7, 1024, 'Be brief.', 'delivery-of-${id}',
      ${moments}, ${endReason ? `'${endReason}'` : "NULL"});
    INSERT INTO "Attempt" ("battleId", "side", "number", "modelId", "endpoint", "endpointModel", "probability", "seed",
      "startedAt", "withheld")
    VALUES ('${id}', 'a', 1, 'left', 'local', 'left-2026', 0.25, 7, ${at(0)}, '{}'),
           ('${id}', 'b', 1, 'right', 'local', 'right-2026', 0.25, 8, ${at(0)}, '{}');`;
}

function insertVote(battle: string, voter: string, choice: string, lockedAt: number | null): string {
  return `
    INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "changes", "means", "firstMeans",
      "castAt", "changedAt", "lockedAt", "namesSeenBy")
    VALUES ('${battle}', '${voter}', 'telegram', '${choice}', 'tie', 1, 'button', 'open-reaction',
      ${at(10)}, ${at(11)}, ${lockedAt === null ? "NULL" : at(lockedAt)}, 0);`;
}

const rows = [
  `INSERT INTO "Model" ("id", "name", "organization", "endpoint", "model", "input", "inputPrice", "outputPrice",
     "status", "league", "unsupported")
   SELECT id, 'Model ' || id, 'Example', 'local', id || '-2026', '{text}', 0.5, 1.5, 'active', 'real', '{}'
   FROM unnest(ARRAY['left', 'right', 'third']) AS id;`,
  insertBattle("answering", "answering", [1, null, null, null, null], null),
  insertBattle("open", "open", [2, 3, 10, 60, null], null),
  insertBattle("closed", "closed", [3, 4, 10, 60, 60], "time"),
  insertBattle("failed", "failed", [4, null, null, null, 5], "no-answer"),
  insertVote("open", "one", "a", 12) + insertVote("open", "two", "both-bad", null),
  insertVote("closed", "one", "b", null) + insertVote("closed", "two", "b", 13),
  `INSERT INTO "Tally" VALUES ('open', 1, 0, 0, 1), ('closed', 0, 2, 0, 0);`,
  `INSERT INTO "Cell" VALUES ('2026-03-14', 'real', 'left', 'third', 'other', 'zh', 'telegram', 'community-hash',
     1, 0, 2, 0, 0);`,
  `UPDATE "Attempt" SET "endedAt" = ${at(2)}, "failure" = 'stalled', "failureDetail" = 'no byte for 20 s'
   WHERE "battleId" = 'closed' AND "side" = 'b';`,
  `INSERT INTO "Attempt" ("battleId", "side", "number", "modelId", "endpoint", "endpointModel", "probability", "seed",
     "startedAt", "endedAt", "text", "withheld", "tries", "finishReason", "firstTextMilliseconds", "totalMilliseconds")
   VALUES ('closed', 'b', 2, 'third', 'local', 'third-2026', 0.5, 9, ${at(2)}, ${at(3)}, '义 means righteousness.',
     '{seed}', 2, 'stop', 210, 1834);`,
];

/** Fills an empty database as the first version would have left it, with one battle of each status, and closes it. */
export async function leaveAsFirstVersion(opening: Promise<Engine>): Promise<void> {
  const engine = await opening;
  await engine.transaction(async (session) => {
    await migrate(session, firstVersion);
    // The first version wrote its times in UTC as well.
    await session.run(`SET LOCAL TIME ZONE 'UTC'; ${rows.join("\n")}`);
  });
  await engine.close();
}
