/** Votes and each battle's tally, always written together. */
import type { Battle, Choice } from "../arena/battle.ts";
import type { CastOutcome, LockOutcome, NewVote, Vote } from "../arena/vote.ts";
import type { Store } from "../ports.ts";
import { lockBattle } from "./battle-rows.ts";
import type { Client, Database } from "./database.ts";
import type { Vote as VoteRow } from "./generated/client.ts";
import { countChoice, readTally } from "./tally.ts";

type VoteRecords = Pick<Store, "castVote" | "lockVote" | "findVote" | "tally">;

function toVote({ battleId, ...row }: VoteRow): Vote {
  return {
    ...row,
    battle: battleId,
    platform: row.platform as Vote["platform"],
    choice: row.choice as Choice,
    firstChoice: row.firstChoice as Choice,
    means: row.means as Vote["means"],
  };
}

async function readVote(client: Client, battleId: string, voter: string): Promise<Vote | undefined> {
  const row = await client.vote.findUnique({ where: { battleId_voter: { battleId, voter } } });
  return row ? toVote(row) : undefined;
}

async function writeVote(client: Client, vote: NewVote, former: Vote | undefined): Promise<void> {
  const { battle: battleId, voter, platform, choice, means, at } = vote;
  const namesSeenBy = await client.vote.count({ where: { battleId, voter: { not: voter }, lockedAt: { not: null } } });
  const set = { platform, choice, means, changedAt: at, namesSeenBy };
  if (former) {
    const where = { battleId_voter: { battleId, voter } };
    await client.vote.updateMany({ where: where.battleId_voter, data: { ...set, changes: former.changes + 1 } });
  } else {
    await client.vote.createMany({ data: { battleId, voter, firstChoice: choice, castAt: at, ...set } });
  }
}

/** The first vote on a battle may bring its close nearer. */
async function noteFirstVote(client: Client, battle: Battle, vote: NewVote): Promise<Battle> {
  if (battle.firstVoteAt) return battle;
  const closesAt = battle.closesAt && battle.closesAt < vote.closesAt ? battle.closesAt : vote.closesAt;
  const changes = { firstVoteAt: vote.at, closesAt };
  await client.battle.updateMany({ where: { id: battle.id }, data: changes });
  return { ...battle, ...changes };
}

async function castVote(client: Client, vote: NewVote): Promise<CastOutcome> {
  const battle = await lockBattle(client, vote.battle);
  if (!battle) return { outcome: "unknown-battle" };
  if (battle.status !== "open") return { outcome: "not-open", battle };
  const former = await readVote(client, vote.battle, vote.voter);
  if (former?.lockedAt) return { outcome: "locked", choice: former.choice, battle };
  if (former?.choice === vote.choice) return { outcome: "cast", changed: false, battle };
  await writeVote(client, vote, former);
  await countChoice(client, vote.battle, vote.choice, former?.choice);
  return { outcome: "cast", changed: former !== undefined, battle: await noteFirstVote(client, battle, vote) };
}

async function lockVote(client: Client, battleId: string, voter: string, at: Date): Promise<LockOutcome> {
  const battle = await lockBattle(client, battleId);
  if (!battle) return { outcome: "unknown-battle" };
  if (battle.status !== "open") return { outcome: "not-open", battle };
  const vote = await readVote(client, battleId, voter);
  if (!vote) return { outcome: "no-vote", battle };
  if (vote.lockedAt) return { outcome: "locked", vote, battle };
  await client.vote.updateMany({ where: { battleId, voter }, data: { lockedAt: at } });
  return { outcome: "locked", vote: { ...vote, lockedAt: at }, battle };
}

/**
 * The part of the store that keeps votes. Pressing the same choice again changes nothing at all, not even how or
 * when the vote was given. The tally of a battle that is not closed reads as zeros, for it must not leak.
 */
export function createVoteRecords(database: Database): VoteRecords {
  return {
    castVote: (vote) => database.transaction((client) => castVote(client, vote)),
    lockVote: (battleId, voter, at) => database.transaction((client) => lockVote(client, battleId, voter, at)),
    findVote: (battleId, voter) => database.run((client) => readVote(client, battleId, voter)),
    tally: (battleId) => database.run((client) => readTally(client, { battleId, battle: { status: "closed" } })),
  };
}
