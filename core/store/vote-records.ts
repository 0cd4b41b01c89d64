/**
 * Votes and each battle's tally, always written together. Ballots on one battle that wait at the same time share a
 * transaction: what is slow about a vote is not the vote but the way to the database and back.
 */
import type { Battle } from "../battle/battle.ts";
import type { Ballot, CastOutcome, LockOutcome, NewVote, Vote, Withdrawal, WithdrawOutcome } from "../battle/vote.ts";
import type { BallotStore } from "../battle/store.ts";
import { type BallotBox, castInto, lockIn, withdrawFrom } from "../battle/ballot-box.ts";
import { lockBattle } from "./battle-rows.ts";
import { closeBattle } from "./battle-records.ts";
import type { Client, Database } from "./database.ts";
import { countChoices, readTally } from "./tally.ts";
import { toVote } from "./vote-rows.ts";

type Lock = { ballot: Ballot; at: Date };
async function readVote(client: Client, battleId: string, voter: string): Promise<Vote | undefined> {
  const row = await client.vote.findUnique({ where: { battleId_voter: { battleId, voter } } });
  return row ? toVote(row) : undefined;
}

/** The votes of some voters. Read only while the battle's row is held, or they may be about to change. */
async function readBox(client: Client, battle: Battle, voters: readonly string[]): Promise<BallotBox> {
  const battleId = battle.id;
  const rows = await client.vote.findMany({ where: { battleId, voter: { in: [...voters] } } });
  const { _count: count } = await client.vote.aggregate({
    where: { battleId },
    _count: { voter: true, lockedAt: true },
  });
  const votes = new Map(rows.map((row) => [row.voter, toVote(row)]));
  return { battle, votes, voters: count.voter, namesSeenBy: count.lockedAt };
}

/** Inserts votes, or replaces all that can change about them. In SQL, for it is one statement for any number. */
async function writeVotes(client: Client, votes: readonly Vote[]): Promise<void> {
  const rows = JSON.stringify(votes.map(({ battle, ...vote }) => ({ battleId: battle, ...vote })));
  await client.$executeRaw`
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
      "seen" = EXCLUDED."seen",
      "changedAt" = EXCLUDED."changedAt",
      "lockedAt" = EXCLUDED."lockedAt",
      "namesSeenBy" = EXCLUDED."namesSeenBy"`;
}

/** Writes what differs between the box as it was read and as it is. */
async function writeBox(client: Client, before: BallotBox, after: BallotBox): Promise<void> {
  const { id, firstVoteAt, closesAt, status, endedAt } = after.battle;
  const changed = [...after.votes.values()].filter((vote) => vote !== before.votes.get(vote.voter));
  const removed = [...before.votes.values()].filter((vote) => !after.votes.has(vote.voter));
  if (changed.length === 0 && removed.length === 0) return;
  if (changed.length > 0) await writeVotes(client, changed);
  if (removed.length > 0)
    await client.vote.deleteMany({ where: { battleId: id, voter: { in: removed.map((vote) => vote.voter) } } });
  await countChoices(client, id, [
    ...changed.map((vote) => ({ from: before.votes.get(vote.voter)?.choice, to: vote.choice })),
    ...removed.map((vote) => ({ from: vote.choice, to: undefined })),
  ]);
  if (after.battle === before.battle) return;
  await client.battle.updateMany({ where: { id }, data: { firstVoteAt, closesAt } });
  if (status === "closed" && endedAt) await closeBattle(client, id, endedAt, "votes");
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
  // What is not open takes no ballots, whatever they are: there is no need to read votes.
  if (battle.status !== "open") return fill({ battle, votes: new Map(), voters: 0, namesSeenBy: 0 });
  const before = await readBox(client, battle, voters);
  const box = { ...before, votes: new Map(before.votes) };
  const outcome = fill(box);
  await writeBox(client, before, box);
  return outcome;
}

/** Whoever sees the names in a private chat has ended the battle there. */
async function closePrivate(client: Client, outcomes: LockOutcome[]): Promise<LockOutcome[]> {
  const shown = outcomes.find((one) => one.outcome === "locked" && one.battle.private);
  if (shown?.outcome !== "locked" || !shown.vote.lockedAt) return outcomes;
  const endedAt = shown.vote.lockedAt;
  await closeBattle(client, shown.battle.id, endedAt, "names-shown");
  const closed = { status: "closed", endedAt, endReason: "names-shown" } as const;
  return outcomes.map((one) => (one.outcome === "locked" ? { ...one, battle: { ...one.battle, ...closed } } : one));
}

/** Holds the battle's row: other ballots write back the whole vote they have read, and would undo this beside them. */
async function exposeVote(client: Client, { battle: battleId, voter, community }: Ballot): Promise<void> {
  const battle = await lockBattle(client, battleId);
  if (battle?.community !== community) return;
  await client.$executeRaw`
    UPDATE "Vote" SET
      "means" = 'open-reaction',
      "seen" = true,
      "firstMeans" = CASE WHEN "changes" = 0 THEN 'open-reaction' ELSE "firstMeans" END
    WHERE "battleId" = ${battleId} AND "voter" = ${voter} AND "means" = 'out-of-sight-reaction'`;
}

/**
 * The part of the store that keeps votes. The tally of a battle that is not closed reads as zeros, for it must not
 * leak.
 */
export function createVoteRecords(database: Database): BallotStore {
  const castVotes = database.groupedTransaction<NewVote, CastOutcome>((client, battleId, votes) => {
    const voters = votes.map((vote) => vote.voter);
    return withBox(client, battleId, voters, (box) => votes.map((vote) => castInto(box, vote)));
  });
  const lockVotes = database.groupedTransaction<Lock, LockOutcome>(async (client, battleId, locks) => {
    const voters = locks.map((lock) => lock.ballot.voter);
    const fill = (box: BallotBox | undefined) => locks.map(({ ballot, at }) => lockIn(box, ballot, at));
    return closePrivate(client, await withBox(client, battleId, voters, fill));
  });
  const withdrawVotes = database.groupedTransaction<Withdrawal, WithdrawOutcome>((client, battleId, withdrawals) => {
    const voters = withdrawals.map((withdrawal) => withdrawal.voter);
    return withBox(client, battleId, voters, (box) => withdrawals.map((one) => withdrawFrom(box, one)));
  });
  return {
    castVote: (vote) => castVotes(vote.battle, vote),
    lockVote: (ballot, at) => lockVotes(ballot.battle, { ballot, at }),
    withdrawVote: (withdrawal) => withdrawVotes(withdrawal.battle, withdrawal),
    exposeVote: (ballot) => database.transaction((client) => exposeVote(client, ballot)),
    findVote: (battleId, voter) => database.run((client) => readVote(client, battleId, voter)),
    tally: (battleId) => database.run((client) => readTally(client, { battleId, battle: { status: "closed" } })),
  };
}
