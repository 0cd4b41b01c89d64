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
import type { AttemptKey } from "../battle/lease.ts";
import { styleColumn } from "./answer-styles.ts";
import type { Reader } from "./database.ts";
import { type AttemptColumn, attemptPlace, type KeptTexts } from "./kept-texts.ts";
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
export function toBattle(row: BattleRow, texts: KeptTexts): Battle {
  const { temperature, maxTokens, system, leaseHolder: _holder, leaseUntil: _until, salt, drawHash, ...shown } = row;
  const { folded: _folded, cellId: _cellId, leftOut: _leftOut, repeated: _repeated, ...rest } = shown;
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
    turns: row.turns.map((turn) => ({
      ...turn,
      question: texts.read(turn.question, "Turn.question", row.id, turn.number),
    })),
    attempts: row.attempts.map((attempt) => toAttempt(attempt, texts)),
  };
}

function toAttempt(row: AttemptRow, texts: KeptTexts): Attempt {
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
    ending: toEnding(row, texts),
  };
}

function toEnding(row: AttemptRow, texts: KeptTexts): Attempt["ending"] {
  const read = (kept: string | null, column: AttemptColumn) =>
    kept === null ? null : texts.read(kept, ...attemptPlace(column, row.battleId, row));
  if (row.failure !== null) {
    const detail = read(row.failureDetail, "Attempt.failureDetail") ?? "";
    return { failure: row.failure as AttemptFailure["failure"], detail };
  }
  const text = read(row.text, "Attempt.text");
  if (text === null) return null;
  return {
    text,
    shown: read(row.shown, "Attempt.shown"),
    received: read(row.received, "Attempt.received"),
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
  const { attempts: _attempts, turns: _turns, pictures: _pictures, sketch: _sketch, ...own } = battle;
  const { lease, generation, ...rest } = own;
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
export function fromTurn(battleId: string, turn: Turn, texts: KeptTexts): Prisma.TurnCreateManyInput {
  const { event, ...rest } = turn;
  const question = texts.keep(storableText(turn.question), "Turn.question", battleId, turn.number);
  return { battleId, ...rest, question, event: event ?? null };
}

function drawColumns(attempt: Attempt) {
  const { model: modelId, ending: _ending, ...rest } = attempt;
  return { modelId, ...rest };
}

/** The row of an attempt. */
export function fromAttempt(battleId: string, attempt: Attempt, texts: KeptTexts): Prisma.AttemptCreateManyInput {
  const { ending } = attempt;
  return { battleId, ...drawColumns(attempt), ...(ending && fromEnding(battleId, attempt, ending, texts)) };
}

/** The columns that tell how an attempt ended. */
export function fromEnding(
  battleId: string,
  attempt: AttemptKey,
  ending: Answer | AttemptFailure,
  texts: KeptTexts,
): EndingColumns {
  const kept = keptEnding(ending);
  const keep = (text: string, column: AttemptColumn) => texts.keep(text, ...attemptPlace(column, battleId, attempt));
  if (!isAnswer(kept)) return { failure: kept.failure, failureDetail: keep(kept.detail, "Attempt.failureDetail") };
  const { text, shown, received } = kept;
  return {
    ...kept,
    text: keep(text, "Attempt.text"),
    shown: shown === null ? null : keep(shown, "Attempt.shown"),
    received: received === null ? null : keep(received, "Attempt.received"),
    withheld: [...kept.withheld],
    style: styleColumn(shown ?? text),
  };
}

/** An ending as it is once the database has kept it, and as people are shown it. */
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
export async function readBattle(client: Reader, texts: KeptTexts, id: string): Promise<Battle | undefined> {
  const row = await client.battle.findUnique({ where: { id }, include: withParts, relationLoadStrategy: "join" });
  return row ? toBattle(row, texts) : undefined;
}

/** The battle shown in the post with that lookup, likewise. */
export async function readBattleOfPost(client: Reader, texts: KeptTexts, lookup: string): Promise<Battle | undefined> {
  const row = await client.battlePost.findUnique({
    where: { lookup },
    include: { battle: { include: withParts } },
    relationLoadStrategy: "join",
  });
  return row ? toBattle(row.battle, texts) : undefined;
}

/** A battle by the event that asked one of its turns, with the number of that. */
export async function readBattleOfEvent(
  client: Reader,
  texts: KeptTexts,
  event: string,
): Promise<{ battle: Battle; turn: number } | undefined> {
  const row = await client.turn.findUnique({
    where: { event },
    select: { number: true, battle: { include: withParts } },
    relationLoadStrategy: "join",
  });
  return row ? { battle: toBattle(row.battle, texts), turn: row.number } : undefined;
}

/** All battles that fit, the oldest first, by one statement. */
export async function readBattles(client: Reader, texts: KeptTexts, where: Prisma.BattleWhereInput): Promise<Battle[]> {
  const rows = await client.battle.findMany({
    where,
    include: withParts,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    relationLoadStrategy: "join",
  });
  return rows.map((row) => toBattle(row, texts));
}

/** The columns of a battle that change after it was saved, apart from where it is shown. */
export function changingColumns(battle: Battle): Prisma.BattleUncheckedUpdateManyInput {
  const { status, lease, seal, masked, openedAt, firstVoteAt, closesAt, endedAt, endReason } = battle;
  const { salt = null, drawHash = null } = seal ?? {};
  return { status, ...fromLease(lease), salt, drawHash, masked, openedAt, firstVoteAt, closesAt, endedAt, endReason };
}
