/** Databases as earlier versions left them. */
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

/** Before votes said whether others could see them: each as it was given, on Discord unless told. */
const beforeSeen = (voter: string, choice: string, means: string, firstMeans = means, platform = "discord") =>
  `('mixed', '${voter}', '${platform}', '${choice}', '${choice}', 0, '${means}', '${firstMeans}', ${at(1)}, ${at(1)}, 0)`;

const folded = `
  INSERT INTO "Model" ("id", "name", "organization", "endpoint", "model", "status", "league")
  SELECT id, id, '', 'local', id, 'active', 'real' FROM unnest(ARRAY['left', 'right']) AS id;
  INSERT INTO "Community" ("id", "reactions") VALUES ('community-hash', 'secret');
  INSERT INTO "Cell" ("id", "day", "league", "modelA", "modelB", "task", "language", "platform", "community", "battles", "a",
    "b", "tie", "winsSquared", "winsTimesVotes", "votesSquared")
  VALUES (7, '2026-03-14', 'real', 'left', 'right', 'other', 'en', 'discord', 'community-hash', 1, 2, 1, 1, 25, 20, 16);
  INSERT INTO "VoterCell" ("cellId", "voter", "a", "b", "tie")
  VALUES (7, 'one', 1, 0, 0), (7, 'two', 1, 0, 0), (7, 'three', 0, 0, 1), (7, 'four', 0, 1, 0);
  INSERT INTO "Battle" ("id", "status", "league", "platform", "community", "asker", "private", "task", "taskRule", "language",
    "drawRule", "temperature", "maxTokens", "createdAt", "endedAt", "folded", "cellId")
  VALUES ('mixed', 'closed', 'real', 'discord', 'community-hash', 'asker-hash', false, 'other', 'guess', 'en', 'uniform',
    0.7, 1024, ${at(0)}, ${at(5)}, 1, 7);
  INSERT INTO "Attempt" ("battleId", "side", "number", "modelId", "endpoint", "endpointModel", "probability", "seed",
    "startedAt")
  VALUES ('mixed', 'a', 1, 'left', 'local', 'left', 1, 1, ${at(0)}), ('mixed', 'b', 1, 'right', 'local', 'right', 1, 1, ${at(0)});
  INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "changes", "means", "firstMeans", "castAt",
    "changedAt", "namesSeenBy")
  VALUES ${beforeSeen("one", "a", "button", "secret-reaction")}, ${beforeSeen("two", "a", "secret-reaction")},
    ${beforeSeen("three", "tie", "open-reaction", "button")},
    ${beforeSeen("four", "b", "secret-reaction", "secret-reaction", "web")};
  INSERT INTO "Tally" VALUES ('mixed', 2, 1, 1, 0);
  UPDATE "Folding" SET "number" = 1;`;

/** Fills an empty database with a folded battle of votes of all kinds, as the last version before did, and closes it. */
export async function leaveBeforeSeenVotes(opening: Promise<Engine>): Promise<void> {
  const engine = await opening;
  const before = migrations.filter(({ name }) => name < "20261128224412");
  await engine.transaction(async (session) => {
    await migrate(session, before);
    await session.run(`SET LOCAL TIME ZONE 'UTC'; ${folded}`);
  });
  await engine.close();
}
