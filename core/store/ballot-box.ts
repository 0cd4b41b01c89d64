/** What ballots do to a battle, step by step and without a database: who holds the battle's row may apply them. */
import type { Battle } from "../arena/battle.ts";
import type { CastOutcome, LockOutcome, NewVote, Vote } from "../arena/vote.ts";

/** An existing battle with as much of its votes as some voters' ballots need. */
export type BallotBox = {
  battle: Battle;
  /** The votes of those voters, by voter. */
  votes: Map<string, Vote>;
  /** How many voters of the battle, these and all others, have locked their votes. */
  namesSeenBy: number;
};

function newVote(vote: NewVote, namesSeenBy: number): Vote {
  const { battle, voter, platform, choice, means, at } = vote;
  const times = { castAt: at, changedAt: at, lockedAt: null };
  return {
    battle,
    voter,
    platform,
    choice,
    firstChoice: choice,
    changes: 0,
    means,
    firstMeans: means,
    ...times,
    namesSeenBy,
  };
}

/** @param namesSeenBy Voters who have locked; the one who changes a vote is never among them. */
function changedVote(former: Vote, vote: NewVote, namesSeenBy: number): Vote {
  const { platform, choice, means, at } = vote;
  return { ...former, platform, choice, means, changes: former.changes + 1, changedAt: at, namesSeenBy };
}

/** The first vote on a battle may bring its close nearer. */
function noteFirstVote(battle: Battle, vote: NewVote): Battle {
  if (battle.firstVoteAt) return battle;
  const closesAt = battle.closesAt && battle.closesAt < vote.closesAt ? battle.closesAt : vote.closesAt;
  return { ...battle, firstVoteAt: vote.at, closesAt };
}

/**
 * Puts a vote into the box, replacing its voter's former one. Pressing the same choice again changes nothing at all,
 * not even how or when the vote was given. Replaces what it changes in `box`, never alters it in place.
 */
export function castInto(box: BallotBox | undefined, vote: NewVote): CastOutcome {
  if (!box) return { outcome: "unknown-battle" };
  if (box.battle.status !== "open") return { outcome: "not-open", battle: box.battle };
  const former = box.votes.get(vote.voter);
  if (former?.lockedAt) return { outcome: "locked", choice: former.choice, battle: box.battle };
  if (former?.choice === vote.choice) return { outcome: "cast", changed: false, battle: box.battle };
  const { namesSeenBy } = box;
  box.votes.set(vote.voter, former ? changedVote(former, vote, namesSeenBy) : newVote(vote, namesSeenBy));
  box.battle = noteFirstVote(box.battle, vote);
  return { outcome: "cast", changed: former !== undefined, battle: box.battle };
}

/** Locks a voter's vote; locking twice is locking once. Replaces what it changes in `box`, as {@link castInto} does. */
export function lockIn(box: BallotBox | undefined, voter: string, at: Date): LockOutcome {
  if (!box) return { outcome: "unknown-battle" };
  const { battle } = box;
  if (battle.status !== "open") return { outcome: "not-open", battle };
  const vote = box.votes.get(voter);
  if (!vote) return { outcome: "no-vote", battle };
  if (vote.lockedAt) return { outcome: "locked", vote, battle };
  const locked = { ...vote, lockedAt: at };
  box.votes.set(voter, locked);
  box.namesSeenBy += 1;
  return { outcome: "locked", vote: locked, battle };
}
