/**
 * Votes and each battle's tally, always written together. Ballots on one battle that wait at the same time share a
 * transaction: what is slow about a vote is not the vote but the way to the database and back.
 */
import type { Battle, Choice } from "../arena/battle.ts";
import type { CastOutcome, LockOutcome, NewVote, Vote } from "../arena/vote.ts";
import type { Store } from "../ports.ts";
import { type BallotBox, castInto, lockIn } from "./ballot-box.ts";
import { lockBattle } from "./battle-rows.ts";
import { closeBattle } from "./cell-records.ts";
import type { Client, Database } from "./database.ts";
import type { Vote as VoteRow } from "./generated/client.ts";
import { countChoices, readTally } from "./tally.ts";

type Lock = { voter: string; at: Date };
type VoteRecords = Pick<Store, "castVote" | "lockVote" | "findVote" | "tally">;

function toVote({ battleId, ...row }: VoteRow): Vote {
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

async function readVote(client: Client, battleId: string, voter: string): Promise<Vote | undefined> {
  const row = await client.vote.findUnique({ where: { battleId_voter: { battleId, voter } } });
  return row ? toVote(row) : undefined;
}

/** The votes of some voters. Read only while the battle's row is held, or they may be about to change. */
async function readBox(client: Client, battle: Battle, voters: readonly string[]): Promise<BallotBox> {
  const battleId = battle.id;
  const rows = await client.vote.findMany({ where: { battleId, voter: { in: [...voters] } } });
  const namesSeenBy = await client.vote.count({ where: { battleId, lockedAt: { not: null } } });
  return { battle, votes: new Map(rows.map((row) => [row.voter, toVote(row)])), namesSeenBy };
}

/** Inserts votes, or replaces all that can change about them. In SQL, for it is one statement for any number. */
async function writeVotes(client: Client, votes: readonly Vote[]): Promise<void> {
  const rows = JSON.stringify(votes.map(({ battle, ...vote }) => ({ battleId: battle, ...vote })));
  await client.$executeRaw`
    INSERT INTO "Vote" ("battleId", "voter", "platform", "choice", "firstChoice", "changes", "means",
                        "firstMeans", "castAt", "changedAt", "lockedAt", "namesSeenBy")
    SELECT "battleId", "voter", "platform", "choice", "firstChoice", "changes", "means",
           "firstMeans", "castAt", "changedAt", "lockedAt", "namesSeenBy"
    FROM jsonb_populate_recordset(NULL::"Vote", ${rows}::jsonb)
    ON CONFLICT ("battleId", "voter") DO UPDATE SET
      "platform" = EXCLUDED."platform",
      "choice" = EXCLUDED."choice",
      "changes" = EXCLUDED."changes",
      "means" = EXCLUDED."means",
      "changedAt" = EXCLUDED."changedAt",
      "lockedAt" = EXCLUDED."lockedAt",
      "namesSeenBy" = EXCLUDED."namesSeenBy"`;
}

/** Writes what differs between the box as it was read and as it is. */
async function writeBox(client: Client, before: BallotBox, after: BallotBox): Promise<void> {
  const { id, firstVoteAt, closesAt } = after.battle;
  const changed = [...after.votes.values()].filter((vote) => vote !== before.votes.get(vote.voter));
  if (changed.length === 0) return;
  await writeVotes(client, changed);
  const moved = changed.map((vote) => ({ from: before.votes.get(vote.voter)?.choice, to: vote.choice }));
  await countChoices(client, id, moved);
  if (after.battle === before.battle) return;
  await client.battle.updateMany({ where: { id }, data: { firstVoteAt, closesAt } });
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
  if (battle.status !== "open") return fill({ battle, votes: new Map(), namesSeenBy: 0 });
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

/**
 * The part of the store that keeps votes. The tally of a battle that is not closed reads as zeros, for it must not
 * leak.
 */
export function createVoteRecords(database: Database): VoteRecords {
  const castVotes = database.groupedTransaction<NewVote, CastOutcome>((client, battleId, votes) => {
    const voters = votes.map((vote) => vote.voter);
    return withBox(client, battleId, voters, (box) => votes.map((vote) => castInto(box, vote)));
  });
  const lockVotes = database.groupedTransaction<Lock, LockOutcome>(async (client, battleId, locks) => {
    const voters = locks.map((lock) => lock.voter);
    const fill = (box: BallotBox | undefined) => locks.map(({ voter, at }) => lockIn(box, voter, at));
    return closePrivate(client, await withBox(client, battleId, voters, fill));
  });
  return {
    castVote: (vote) => castVotes(vote.battle, vote),
    lockVote: (battleId, voter, at) => lockVotes(battleId, { voter, at }),
    findVote: (battleId, voter) => database.run((client) => readVote(client, battleId, voter)),
    tally: (battleId) => database.run((client) => readTally(client, { battleId, battle: { status: "closed" } })),
  };
}
