/**
 * Votes and each battle's tally, always written together. Ballots that wait at the same time, on whatever battles, are
 * one statement: nearly all the time of a vote is the way to the database and back, and its flush. What the statements
 * call stands in `prisma/migrations`, in the last migration that names the function.
 */
import { type BallotBox, standingIn } from "../battle/ballot-rules.ts";
import { reactionMode, readReactionMode } from "../battle/community-settings.ts";
import type { BallotStore, Reacted } from "../battle/store.ts";
import type {
  Ballot,
  CastOutcome,
  LockOutcome,
  NewVote,
  StandingOutcome,
  ToldBattle,
  Vote,
  Withdrawal,
  WithdrawOutcome,
} from "../battle/vote.ts";
import type { Choice } from "../chat/post.ts";
import type { Database, Reader } from "./database.ts";
import type { RunStatement } from "./engine.ts";
import type { Tally, Vote as VoteRow } from "./generated/client.ts";
import { storableText } from "./writing.ts";

/** A vote from its row. */
export function toVote({ battleId, aside: _aside, ...row }: VoteRow): Vote {
  return {
    ...row,
    battle: battleId,
    platform: row.platform as Vote["platform"],
    choice: row.choice as Choice,
    firstChoice: row.firstChoice as Choice,
    means: row.means as Vote["means"],
    firstMeans: row.firstMeans as Vote["firstMeans"],
  };
}

/** A tally from its row; zeros where there is none. */
export function toTally(row: Pick<Tally, "a" | "b" | "tie" | "bothBad"> | null): Record<Choice, number> {
  return { a: row?.a ?? 0, b: row?.b ?? 0, tie: row?.tie ?? 0, "both-bad": row?.bothBad ?? 0 };
}

const statements = {
  cast: `SELECT to_json("cast_votes"($1::jsonb)) AS "outcomes"`,
  lock: `SELECT to_json("lock_votes"($1::jsonb)) AS "outcomes"`,
  withdraw: `SELECT to_json("withdraw_votes"($1::jsonb)) AS "outcomes"`,
  expose: `SELECT "expose_vote"($1, $2, $3)`,
  standing: `
    SELECT "status", "community", "asker", "closesAt", "battle_models"("id") AS "models", "choice", "lockedAt"
    FROM "Battle" LEFT JOIN "Vote" ON "battleId" = "id" AND "voter" = $2
    WHERE "id" = $1`,
  reacted: `
    SELECT "battleId" AS "battle", (SELECT "reactions" FROM "Community" WHERE "id" = $2)
    FROM "BattlePost" WHERE "lookup" = $1`,
} as const;

/** As JSON has it, a moment is a text. */
type Told<Outcome> = Outcome extends { battle: ToldBattle }
  ? Omit<Outcome, "battle"> & { battle: Omit<ToldBattle, "closesAt"> & { closesAt: string | null } }
  : Outcome;

function withDates<Outcome>(told: Told<Outcome>): Outcome {
  const { battle } = told as { battle?: { closesAt: string | null } };
  if (!battle) return told as Outcome;
  return {
    ...told,
    battle: { ...battle, closesAt: battle.closesAt === null ? null : new Date(battle.closesAt) },
  } as Outcome;
}

/** The ballots in order, in as few runs as there can be without two of one voter on one battle in the same run. */
function inRuns<Kind extends Ballot>(ballots: readonly Kind[]): Kind[][] {
  const runs: Kind[][] = [];
  const inRun = new Set<string>();
  for (const ballot of ballots) {
    const box = `${ballot.battle} ${ballot.voter}`;
    if (runs.length === 0 || inRun.has(box)) {
      runs.push([]);
      inRun.clear();
    }
    inRun.add(box);
    runs.at(-1)?.push(ballot);
  }
  return runs;
}

/** Puts ballots into their boxes by a call of a function in the database. @returns an outcome for each, in their order. */
async function putAll<Outcome>(rows: RunStatement, statement: string, ballots: readonly Ballot[]): Promise<Outcome[]> {
  // One identifier that the database cannot read would spoil the statement for everybody in it.
  const readable = ballots.map((ballot) => ({ ...ballot, battle: storableText(ballot.battle) }));
  const [row] = await rows<{ outcomes: Told<Outcome>[] }>(statement, [JSON.stringify(inRuns(readable))]);
  return (row?.outcomes ?? []).map((told) => withDates(told));
}

type StandingRow = Pick<BallotBox["battle"], "status" | "community" | "asker" | "closesAt"> &
  Pick<BallotBox, "models"> & { choice: Choice | null; lockedAt: Date | null };

async function findStanding(rows: RunStatement, ballot: Ballot): Promise<StandingOutcome> {
  const [row] = await rows<StandingRow>(statements.standing, [storableText(ballot.battle), ballot.voter]);
  if (!row) return { outcome: "unknown-battle" };
  const { models, choice, lockedAt, ...battle } = row;
  return standingIn({ battle, models, votes: new Map(choice ? [[ballot.voter, { choice, lockedAt }]] : []) }, ballot);
}

async function findReacted(rows: RunStatement, lookup: string, community: string): Promise<Reacted | undefined> {
  const [row] = await rows<{ battle: string; reactions: string | null }>(statements.reacted, [lookup, community]);
  if (!row) return undefined;
  return { battle: row.battle, mode: reactionMode({ reactions: readReactionMode(row.reactions ?? "") ?? null }) };
}

async function readVote(client: Reader, battleId: string, voter: string): Promise<Vote | undefined> {
  const row = await client.vote.findUnique({ where: { battleId_voter: { battleId, voter } } });
  return row ? toVote(row) : undefined;
}

async function readChoices(client: Reader, battleIds: readonly string[], voter: string): Promise<Map<string, Choice>> {
  const where = { voter, battleId: { in: [...battleIds] } };
  const rows = await client.vote.findMany({ where, select: { battleId: true, choice: true } });
  return new Map(rows.map(({ battleId, choice }) => [battleId, choice as Choice]));
}

/** The part of the store that keeps votes. */
export function createVoteRecords(database: Database): BallotStore {
  const grouped = <Kind extends Ballot, Outcome>(statement: string) =>
    database.groupedRows<Kind, Outcome>((rows, ballots) => putAll(rows, statement, ballots));
  const lockVotes = grouped<Ballot & { at: Date }, LockOutcome>(statements.lock);
  return {
    castVote: grouped<NewVote, CastOutcome>(statements.cast),
    lockVote: (ballot, at) => lockVotes({ ...ballot, at }),
    withdrawVote: grouped<Withdrawal, WithdrawOutcome>(statements.withdraw),
    async exposeVote({ battle, voter, community }) {
      await database.writeRows(statements.expose, [storableText(battle), voter, community]);
    },
    findStanding: (ballot) => findStanding(database.readRows, ballot),
    findReacted: (lookup, community) => findReacted(database.readRows, lookup, community),
    findVote: (battleId, voter) => database.read((client) => readVote(client, battleId, voter)),
    findChoices: (battleIds, voter) => database.read((client) => readChoices(client, battleIds, voter)),
  };
}
