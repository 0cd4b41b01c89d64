/** Battles and attempts between core's types and the database's rows. */
import type { Answer, Attempt, AttemptFailure, Battle, Lease, NewBattle, Turn } from "../battle/battle.ts";
import type { Client } from "./database.ts";
import type { Battle as BattleColumns, Prisma } from "./generated/client.ts";
import { storableText, storableTextOrNull } from "./storable-text.ts";

/** What a query must include so that {@link toBattle} can read the row. */
export const withParts = {
  turns: { orderBy: { number: "asc" }, omit: { battleId: true, event: true } },
  attempts: { orderBy: [{ turn: "asc" }, { side: "asc" }, { number: "asc" }] },
} as const satisfies Prisma.BattleInclude;

type BattleRow = Prisma.BattleGetPayload<{ include: typeof withParts }>;
type AttemptRow = BattleRow["attempts"][number];
type EndingColumns = Omit<Prisma.AttemptUncheckedCreateInput, keyof ReturnType<typeof drawColumns> | "battleId">;

export function toBattle(row: BattleRow): Battle {
  const { temperature, maxTokens, system, leaseHolder, leaseUntil, salt, drawHash, ...shown } = row;
  const { folded: _folded, cellId: _cellId, ...rest } = shown;
  return {
    ...rest,
    lease: leaseHolder !== null && leaseUntil ? { holder: leaseHolder, until: leaseUntil } : null,
    seal: salt !== null && drawHash !== null ? { salt, drawHash } : null,
    status: row.status as Battle["status"],
    league: row.league as Battle["league"],
    platform: row.platform as Battle["platform"],
    task: row.task as Battle["task"],
    endReason: row.endReason as Battle["endReason"],
    generation: { temperature, maxTokens, system },
    attempts: row.attempts.map(toAttempt),
  };
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    turn: row.turn,
    side: row.side as Attempt["side"],
    number: row.number,
    model: row.modelId,
    endpoint: row.endpoint,
    endpointModel: row.endpointModel,
    probability: row.probability,
    seed: row.seed,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    ending: toEnding(row),
  };
}

function toEnding(row: AttemptRow): Attempt["ending"] {
  if (row.failure !== null) {
    return { failure: row.failure as AttemptFailure["failure"], detail: row.failureDetail ?? "" };
  }
  if (row.text === null) return null;
  return {
    text: row.text,
    shown: row.shown,
    received: row.received,
    finishReason: row.finishReason as Answer["finishReason"],
    reportedModel: row.reportedModel,
    inputTokens: row.inputTokens,
    outputTokens: row.outputTokens,
    cost: row.cost,
    withheld: row.withheld as Answer["withheld"][number][],
    tries: row.tries ?? 1,
    firstTextMilliseconds: row.firstTextMilliseconds ?? 0,
    totalMilliseconds: row.totalMilliseconds ?? 0,
  };
}

export function fromNewBattle(battle: NewBattle): Prisma.BattleCreateManyInput {
  const { attempts: _attempts, turns: _turns, pictures: _pictures, lease, generation, ...rest } = battle;
  return {
    ...rest,
    ...fromLease(lease),
    status: "answering",
    temperature: generation.temperature,
    maxTokens: generation.maxTokens,
    system: storableTextOrNull(generation.system),
  };
}

/** Null ends it. */
export function fromLease(lease: Lease | null): { leaseHolder: string | null; leaseUntil: Date | null } {
  return { leaseHolder: lease?.holder ?? null, leaseUntil: lease?.until ?? null };
}

export function fromTurn(battleId: string, turn: Turn): Prisma.TurnCreateManyInput {
  const { event, ...rest } = turn;
  return { battleId, ...rest, question: storableText(turn.question), ...(event !== undefined && { event }) };
}

/**
 * Whether the event of a turn has asked before; until the end of the transaction nobody else can ask by it.
 */
export async function askedBefore(client: Client, turns: readonly Turn[]): Promise<boolean> {
  const event = turns.at(-1)?.event;
  if (event === undefined) return false;
  await takeTurn(client, `event ${event}`);
  return (await client.turn.count({ where: { event } })) > 0;
}

/** Whether a person has as many unanswered questions as allowed; no more can be added until the transaction ends. */
export async function asksTooMuch(client: Client, asker: string, most: number): Promise<boolean> {
  await takeTurn(client, `asker ${asker}`);
  return (await client.battle.count({ where: { asker, status: "answering" }, take: most })) >= most;
}

/**
 * Makes transactions with the same key wait for each other, in all processes. Counting must be a later statement, so that it
 * sees what the earlier ones have committed.
 */
export async function takeTurn(client: Client, thing: string): Promise<void> {
  await client.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${thing}, 0))`;
}

function drawColumns(attempt: Attempt) {
  const { model: modelId, ending: _ending, ...rest } = attempt;
  return { modelId, ...rest };
}

export function fromAttempt(battleId: string, attempt: Attempt): Prisma.AttemptCreateManyInput {
  return { battleId, ...drawColumns(attempt), ...(attempt.ending && fromEnding(attempt.ending)) };
}

export function fromEnding(ending: Answer | AttemptFailure): EndingColumns {
  if ("failure" in ending) return { failure: ending.failure, failureDetail: storableText(ending.detail) };
  return {
    ...ending,
    text: storableText(ending.text),
    shown: storableTextOrNull(ending.shown),
    received: storableTextOrNull(ending.received),
    withheld: [...ending.withheld],
    reportedModel: storableTextOrNull(ending.reportedModel),
    firstTextMilliseconds: Math.round(ending.firstTextMilliseconds),
    totalMilliseconds: Math.round(ending.totalMilliseconds),
  };
}

/**
 * Takes the battle's row until the transaction ends, so that whatever else wants to change the battle waits, and
 * reads it as it then stands. Of what the locking statement itself reads, only the locked row is as new as the lock;
 * anything else, votes above all, would be as it was before the wait, and needs a statement of its own afterwards.
 */
export async function lockBattle(client: Client, battleId: string): Promise<Battle | undefined> {
  const [row] = await client.$queryRaw<BattleColumns[]>`SELECT * FROM "Battle" WHERE "id" = ${battleId} FOR UPDATE`;
  if (!row) return undefined;
  const attempts = await client.attempt.findMany({ where: { battleId }, ...withParts.attempts });
  const turns = await client.turn.findMany({ where: { battleId }, ...withParts.turns });
  return toBattle({ ...row, attempts, turns });
}
