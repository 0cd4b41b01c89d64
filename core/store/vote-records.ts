/**
 * Votes and each battle's tally, always written together. Ballots on one battle that wait at the same time share a
 * transaction: nearly all the time of a vote is the way to the database and back.
 */
import { type BallotBox, castInto, exposeIn, lockIn, withdrawFrom } from "../battle/ballot-rules.ts";
import type { Battle } from "../battle/battle.ts";
import type { BallotStore } from "../battle/store.ts";
import type { Ballot, CastOutcome, LockOutcome, NewVote, Vote, Withdrawal, WithdrawOutcome } from "../battle/vote.ts";
import type { Choice } from "../chat/post.ts";
import { changingColumns, lockBattle } from "./battle-rows.ts";
import type { Client, Database, Reader } from "./database.ts";
import { Prisma, type Vote as VoteRow } from "./generated/client.ts";
import { updateRow, writeTogether } from "./writing.ts";

type Lock = { ballot: Ballot; at: Date };

/** A vote from its row. */
export function toVote({ battleId, ...row }: VoteRow): Vote {
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

type BoxRow = { voters: number; namesSeenBy: number; votes: VoteRow[] | null };

/** The votes of some voters. Call it only while the battle's row is held; otherwise they may be changing. */
async function readBox(client: Client, battle: Battle, voters: readonly string[]): Promise<BallotBox> {
  const [row] = await client.$queryRaw<[BoxRow]>`
    SELECT count(*)::int AS "voters", count("lockedAt")::int AS "namesSeenBy",
           jsonb_agg(to_jsonb("Vote")) FILTER (WHERE "voter" = ANY(${[...voters]})) AS "votes"
    FROM "Vote" WHERE "battleId" = ${battle.id}`;
  const votes = (row.votes ?? []).map((vote) => toVote(withDates(vote)));
  return {
    battle,
    votes: new Map(votes.map((vote) => [vote.voter, vote])),
    voters: row.voters,
    namesSeenBy: row.namesSeenBy,
  };
}

/** As JSON has it, a moment is a text. */
function withDates(row: VoteRow): VoteRow {
  const { castAt, changedAt, lockedAt } = row;
  return { ...row, castAt: new Date(castAt), changedAt: new Date(changedAt), lockedAt: lockedAt && new Date(lockedAt) };
}

/** A statement that inserts votes, or replaces all that can change about them. */
function putVotes(votes: readonly Vote[]): Prisma.Sql {
  const rows = JSON.stringify(votes.map(({ battle, ...vote }) => ({ battleId: battle, ...vote })));
  return Prisma.sql`
    INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "changes", "means",
                        "firstMeans", "seen", "castAt", "changedAt", "lockedAt", "namesSeenBy")
    SELECT "battleId", "voter", "platform", "choice", "firstChoice", "changes", "means",
           "firstMeans", "seen", "castAt", "changedAt", "lockedAt", "namesSeenBy"
    FROM jsonb_populate_recordset(NULL::"Vote", ${rows}::jsonb)
    ON CONFLICT ("battleId", "voter") DO UPDATE SET
      "platform" = EXCLUDED."platform",
      "choice" = EXCLUDED."choice",
      "changes" = EXCLUDED."changes",
      "means" = EXCLUDED."means",
      "firstMeans" = EXCLUDED."firstMeans",
      "seen" = EXCLUDED."seen",
      "changedAt" = EXCLUDED."changedAt",
      "lockedAt" = EXCLUDED."lockedAt",
      "namesSeenBy" = EXCLUDED."namesSeenBy"`;
}

/** A vote that goes to a choice, away from another one where it had one; to none when it is withdrawn. */
type Move = { from: Choice | undefined; to: Choice | undefined };

/** A statement that counts every move in the tally: one more of where it goes, one fewer of where it came from. */
function countMoves(battleId: string, moves: readonly Move[]): Prisma.Sql[] {
  const sums = { a: 0, b: 0, tie: 0, "both-bad": 0 };
  for (const { from, to } of moves) {
    if (to) sums[to] += 1;
    if (from) sums[from] -= 1;
  }
  if (Object.values(sums).every((sum) => sum === 0)) return [];
  return [
    Prisma.sql`
      INSERT INTO "Tally" AS "kept" ("battleId", "a", "b", "tie", "bothBad")
      VALUES (${battleId}, ${sums.a}, ${sums.b}, ${sums.tie}, ${sums["both-bad"]})
      ON CONFLICT ("battleId") DO UPDATE SET
        "a" = "kept"."a" + EXCLUDED."a",
        "b" = "kept"."b" + EXCLUDED."b",
        "tie" = "kept"."tie" + EXCLUDED."tie",
        "bothBad" = "kept"."bothBad" + EXCLUDED."bothBad"`,
  ];
}

/** Writes what differs between the box as it was read and as it is. */
async function writeBox(client: Client, before: BallotBox, after: BallotBox): Promise<void> {
  const { battle } = after;
  const changed = [...after.votes.values()].filter((vote) => vote !== before.votes.get(vote.voter));
  const removed = [...before.votes.values()].filter((vote) => !after.votes.has(vote.voter));
  const voters = removed.map((vote) => vote.voter);
  const moves = [
    ...changed.map((vote) => ({ from: before.votes.get(vote.voter)?.choice, to: vote.choice })),
    ...removed.map((vote) => ({ from: vote.choice, to: undefined })),
  ];
  await writeTogether(client, [
    ...(changed.length > 0 ? [putVotes(changed)] : []),
    ...(voters.length > 0
      ? [Prisma.sql`DELETE FROM "Vote" WHERE "battleId" = ${battle.id} AND "voter" = ANY(${voters})`]
      : []),
    ...countMoves(battle.id, moves),
    ...(battle === before.battle ? [] : [updateRow("Battle", { id: battle.id }, changingColumns(battle))]),
  ]);
}

/**
 * Lets `fill` change the box of some voters of a battle, and keeps what it changed. The battle's row is held from
 * before the first reading until the commit, so nobody else reads or writes its votes in between.
 */
async function withBox<Outcome>(
  client: Client,
  battleId: string,
  voters: readonly string[],
  fill: (box: BallotBox | undefined) => Outcome,
): Promise<Outcome> {
  const battle = await lockBattle(client, battleId);
  if (!battle) return fill(undefined);
  const before = await readBox(client, battle, voters);
  const box = { ...before, votes: new Map(before.votes) };
  const outcome = fill(box);
  await writeBox(client, before, box);
  return outcome;
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

/** The tally of a battle that is not closed reads as zeros, for nobody may see it. */
async function readTally(client: Reader, battleId: string): Promise<Record<Choice, number>> {
  const row = await client.tally.findFirst({ where: { battleId, battle: { status: "closed" } } });
  return { a: row?.a ?? 0, b: row?.b ?? 0, tie: row?.tie ?? 0, "both-bad": row?.bothBad ?? 0 };
}

/** The part of the store that keeps votes. */
export function createVoteRecords(database: Database): BallotStore {
  const castVotes = database.groupedTransaction<NewVote, CastOutcome>((client, battleId, votes) => {
    const voters = votes.map((vote) => vote.voter);
    return withBox(client, battleId, voters, (box) => votes.map((vote) => castInto(box, vote)));
  });
  const lockVotes = database.groupedTransaction<Lock, LockOutcome>((client, battleId, locks) => {
    const voters = locks.map((lock) => lock.ballot.voter);
    return withBox(client, battleId, voters, (box) => locks.map(({ ballot, at }) => lockIn(box, ballot, at)));
  });
  const withdrawVotes = database.groupedTransaction<Withdrawal, WithdrawOutcome>((client, battleId, withdrawals) => {
    const voters = withdrawals.map((withdrawal) => withdrawal.voter);
    return withBox(client, battleId, voters, (box) => withdrawals.map((one) => withdrawFrom(box, one)));
  });
  return {
    castVote: (vote) => castVotes(vote.battle, vote),
    lockVote: (ballot, at) => lockVotes(ballot.battle, { ballot, at }),
    withdrawVote: (withdrawal) => withdrawVotes(withdrawal.battle, withdrawal),
    exposeVote: (ballot) =>
      database.transaction((client) => withBox(client, ballot.battle, [ballot.voter], (box) => exposeIn(box, ballot))),
    findVote: (battleId, voter) => database.read((client) => readVote(client, battleId, voter)),
    findChoices: (battleIds, voter) => database.read((client) => readChoices(client, battleIds, voter)),
    tally: (battleId) => database.read((client) => readTally(client, battleId)),
  };
}
