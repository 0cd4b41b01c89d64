/** Battles and attempts between core's types and the database's rows. */
import type { Answer, Attempt, AttemptFailure, Battle, NewBattle } from "../arena/battle.ts";
import type { Client } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import { storableText, storableTextOrNull } from "./storable-text.ts";

/** What a query must include so that {@link toBattle} can read the row. */
export const withAttempts = {
  attempts: { orderBy: [{ side: "asc" }, { number: "asc" }] },
} as const satisfies Prisma.BattleInclude;

type BattleRow = Prisma.BattleGetPayload<{ include: typeof withAttempts }>;
type AttemptRow = BattleRow["attempts"][number];
type EndingColumns = Omit<Prisma.AttemptUncheckedCreateInput, keyof ReturnType<typeof drawColumns> | "battleId">;

export function toBattle(row: BattleRow): Battle {
  const { temperature, maxTokens, system, endedAt, ...rest } = row;
  return {
    ...rest,
    status: row.status as Battle["status"],
    league: row.league as Battle["league"],
    platform: row.platform as Battle["platform"],
    task: row.task as Battle["task"],
    closeReason: row.closeReason as Battle["closeReason"],
    generation: { temperature, maxTokens, system },
    attempts: row.attempts.map(toAttempt),
    closedAt: row.status === "closed" ? endedAt : null,
  };
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    side: row.side as Attempt["side"],
    number: row.number,
    model: row.modelId,
    probability: row.probability,
    seed: row.seed,
    startedAt: row.startedAt,
    ending: toEnding(row),
  };
}

function toEnding(row: AttemptRow): Attempt["ending"] {
  const totalMilliseconds = row.totalMilliseconds ?? 0;
  if (row.failure !== null) {
    return { failure: row.failure as AttemptFailure["failure"], detail: row.failureDetail ?? "", totalMilliseconds };
  }
  if (row.text === null) return null;
  return {
    text: row.text,
    finishReason: row.finishReason as Answer["finishReason"],
    reportedModel: row.reportedModel,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    cost: row.cost,
    firstTokenMilliseconds: row.firstTokenMilliseconds ?? 0,
    totalMilliseconds,
  };
}

export function fromNewBattle(battle: NewBattle): Prisma.BattleCreateManyInput {
  const { attempts: _attempts, generation, ...rest } = battle;
  return {
    ...rest,
    status: "answering",
    question: storableText(battle.question),
    temperature: generation.temperature,
    maxTokens: generation.maxTokens,
    system: storableTextOrNull(generation.system),
  };
}

function drawColumns(attempt: Attempt) {
  const { side, number, model, probability, seed, startedAt } = attempt;
  return { side, number, modelId: model, probability, seed, startedAt };
}

export function fromAttempt(battleId: string, attempt: Attempt): Prisma.AttemptCreateManyInput {
  return { battleId, ...drawColumns(attempt), ...(attempt.ending && fromEnding(attempt.ending)) };
}

export function fromEnding(ending: Answer | AttemptFailure): EndingColumns {
  const totalMilliseconds = Math.round(ending.totalMilliseconds);
  if ("failure" in ending) {
    return { failure: ending.failure, failureDetail: storableText(ending.detail), totalMilliseconds };
  }
  return {
    ...ending,
    text: storableText(ending.text),
    reportedModel: storableTextOrNull(ending.reportedModel),
    firstTokenMilliseconds: Math.round(ending.firstTokenMilliseconds),
    totalMilliseconds,
  };
}

/**
 * Takes the battle's row until the transaction ends, so that whatever else wants to change the battle waits, and
 * reads it as it then stands. Reading with the lock itself would show votes as they were before the wait.
 */
export async function lockBattle(client: Client, battleId: string): Promise<Battle | undefined> {
  await client.$queryRaw`SELECT 1 FROM "Battle" WHERE "id" = ${battleId} FOR UPDATE`;
  const row = await client.battle.findUnique({ where: { id: battleId }, include: withAttempts });
  return row ? toBattle(row) : undefined;
}
