/** Battles and attempts between core's types and the database's rows. */
import {
  type Answer,
  type Attempt,
  type AttemptFailure,
  type Battle,
  isAnswer,
  type Lease,
  type NewBattle,
  type Turn,
} from "../battle/battle.ts";
import { styleColumn } from "./answer-styles.ts";
import type { Reader } from "./database.ts";
import type { Prisma } from "./generated/client.ts";
import { storableText, storableTextOrNull } from "./writing.ts";

/** What a query must include so that {@link toBattle} can read the row. */
export const withParts = {
  turns: { orderBy: { number: "asc" }, omit: { battleId: true, event: true } },
  attempts: { orderBy: [{ turn: "asc" }, { side: "asc" }, { number: "asc" }] },
} as const satisfies Prisma.BattleInclude;

/** The row of a battle with its parts. */
export type BattleRow = Prisma.BattleGetPayload<{ include: typeof withParts }>;
type AttemptRow = BattleRow["attempts"][number];
type EndingColumns = Omit<Prisma.AttemptUncheckedCreateInput, keyof ReturnType<typeof drawColumns> | "battleId">;

/** A battle from its row. */
export function toBattle(row: BattleRow): Battle {
  const { temperature, maxTokens, system, leaseHolder: _holder, leaseUntil: _until, salt, drawHash, ...shown } = row;
  const { folded: _folded, cellId: _cellId, leftOut: _leftOut, ...rest } = shown;
  return {
    ...rest,
    lease: toLease(row),
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
    firstThoughtMilliseconds: row.firstThoughtMilliseconds,
    firstTextMilliseconds: row.firstTextMilliseconds ?? 0,
    totalMilliseconds: row.totalMilliseconds ?? 0,
  };
}

/** The row of a battle that begins; its turns and attempts have tables of their own. */
export function fromNewBattle(battle: NewBattle): Prisma.BattleCreateManyInput {
  const { attempts: _attempts, turns: _turns, pictures: _pictures, lease, generation, ...rest } = battle;
  return {
    ...rest,
    ...fromLease(lease),
    status: "answering",
    masked: false,
    temperature: generation.temperature,
    maxTokens: generation.maxTokens,
    system: storableTextOrNull(generation.system),
  };
}

type LeaseColumns = Pick<BattleRow, "leaseHolder" | "leaseUntil">;

/** A lease from a battle's row; null where nobody has it. */
export function toLease({ leaseHolder, leaseUntil }: LeaseColumns): Lease | null {
  return leaseHolder !== null && leaseUntil ? { holder: leaseHolder, until: leaseUntil } : null;
}

/** The columns of a lease; null ends it. */
export function fromLease(lease: Lease | null): LeaseColumns {
  return { leaseHolder: lease?.holder ?? null, leaseUntil: lease?.until ?? null };
}

/** The row of a turn. */
export function fromTurn(battleId: string, turn: Turn): Prisma.TurnCreateManyInput {
  const { event, ...rest } = turn;
  return { battleId, ...rest, question: storableText(turn.question), event: event ?? null };
}

function drawColumns(attempt: Attempt) {
  const { model: modelId, ending: _ending, ...rest } = attempt;
  return { modelId, ...rest };
}

/** The row of an attempt. */
export function fromAttempt(battleId: string, attempt: Attempt): Prisma.AttemptCreateManyInput {
  return { battleId, ...drawColumns(attempt), ...(attempt.ending && fromEnding(attempt.ending)) };
}

/** The columns that tell how an attempt ended. */
export function fromEnding(ending: Answer | AttemptFailure): EndingColumns {
  const kept = keptEnding(ending);
  if (!isAnswer(kept)) return { failure: kept.failure, failureDetail: kept.detail };
  return { ...kept, withheld: [...kept.withheld], style: styleColumn(kept.shown ?? kept.text) };
}

/** An ending as the database keeps it, and as people are shown it. */
export function keptEnding(ending: Answer | AttemptFailure): Answer | AttemptFailure {
  if (!isAnswer(ending)) return { ...ending, detail: storableText(ending.detail) };
  const { firstThoughtMilliseconds, firstTextMilliseconds, totalMilliseconds } = ending;
  return {
    ...ending,
    text: storableText(ending.text),
    shown: storableTextOrNull(ending.shown),
    received: storableTextOrNull(ending.received),
    reportedModel: storableTextOrNull(ending.reportedModel),
    firstThoughtMilliseconds: firstThoughtMilliseconds === null ? null : Math.round(firstThoughtMilliseconds),
    firstTextMilliseconds: Math.round(firstTextMilliseconds),
    totalMilliseconds: Math.round(totalMilliseconds),
  };
}

/** A battle as it stands, by one statement. */
export async function readBattle(client: Reader, id: string): Promise<Battle | undefined> {
  const row = await client.battle.findUnique({ where: { id }, include: withParts, relationLoadStrategy: "join" });
  return row ? toBattle(row) : undefined;
}

/** The battle shown in the post with that lookup, likewise. */
export async function readBattleOfPost(client: Reader, lookup: string): Promise<Battle | undefined> {
  const row = await client.battlePost.findUnique({
    where: { lookup },
    include: { battle: { include: withParts } },
    relationLoadStrategy: "join",
  });
  return row ? toBattle(row.battle) : undefined;
}

/** A battle by the event that asked one of its turns, with the number of that. */
export async function readBattleOfEvent(
  client: Reader,
  event: string,
): Promise<{ battle: Battle; turn: number } | undefined> {
  const row = await client.turn.findUnique({
    where: { event },
    select: { number: true, battle: { include: withParts } },
    relationLoadStrategy: "join",
  });
  return row ? { battle: toBattle(row.battle), turn: row.number } : undefined;
}

/** All battles that fit, the oldest first, by one statement. */
export async function readBattles(client: Reader, where: Prisma.BattleWhereInput): Promise<Battle[]> {
  const rows = await client.battle.findMany({
    where,
    include: withParts,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    relationLoadStrategy: "join",
  });
  return rows.map(toBattle);
}

/** The columns of a battle that change after it was saved, apart from where it is shown. */
export function changingColumns(battle: Battle): Prisma.BattleUncheckedUpdateManyInput {
  const { status, lease, seal, masked, openedAt, firstVoteAt, closesAt, endedAt, endReason } = battle;
  const { salt = null, drawHash = null } = seal ?? {};
  return { status, ...fromLease(lease), salt, drawHash, masked, openedAt, firstVoteAt, closesAt, endedAt, endReason };
}
