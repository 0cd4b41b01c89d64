/**
 * The rules of ballots, without a database. A voter has one vote on a battle: a second one takes the place of the first,
 * until its voter has asked to see the names. The store reads a battle's box, applies a rule to it and keeps the result,
 * all while nobody else can change the battle.
 */
import type { Battle, CloseReason } from "./battle.ts";
import type { Ballot, CastOutcome, LockOutcome, NewVote, Vote, Withdrawal, WithdrawOutcome } from "./vote.ts";

/** An existing battle with as much of its votes as some voters' ballots need. */
export type BallotBox = {
  battle: Battle;
  /** The votes of those voters, by voter. */
  votes: Map<string, Vote>;
  /** How many voters of the battle, these and all others, have voted. */
  voters: number;
  /** How many of them have locked their votes. */
  namesSeenBy: number;
};

function newVote(vote: NewVote, namesSeenBy: number): Vote {
  const { battle, voter, platform, choice, means, seen, at } = vote;
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
    seen,
    ...times,
    namesSeenBy,
  };
}

/** @param namesSeenBy Voters who have locked; the one who changes a vote is never among them. */
function changedVote(former: Vote, vote: NewVote, namesSeenBy: number): Vote {
  const { platform, choice, means, seen, at } = vote;
  return { ...former, platform, choice, means, seen, changes: former.changes + 1, changedAt: at, namesSeenBy };
}

/** The first vote on a battle may bring its close nearer. */
function noteFirstVote(battle: Battle, at: Date): Battle {
  if (battle.firstVoteAt) return battle;
  const soon = new Date(at.getTime() + battle.closeAfter);
  const closesAt = battle.closesAt && battle.closesAt < soon ? battle.closesAt : soon;
  return { ...battle, firstVoteAt: at, closesAt };
}

/** The vote that fills a battle closes it. */
function noteLastVote(battle: Battle, voters: number, at: Date): Battle {
  if (battle.closeAtVotes === null || voters < battle.closeAtVotes) return battle;
  return ended(battle, at, "votes");
}

function ended(battle: Battle, at: Date, reason: CloseReason): Battle {
  return { ...battle, status: "closed", endedAt: at, endReason: reason };
}

/** The box a ballot may be put into, or why there is none. */
function boxFor(
  box: BallotBox | undefined,
  ballot: Ballot,
): { open: BallotBox } | { outcome: "unknown-battle" } | { outcome: "not-open"; battle: Battle } {
  if (!box || box.battle.community !== ballot.community) return { outcome: "unknown-battle" };
  return box.battle.status === "open" ? { open: box } : { outcome: "not-open", battle: box.battle };
}

/** Whether a vote's own condition (`onlyIf`) lets it be cast, given its voter's former vote. */
function isWanted({ onlyIf, choice }: NewVote, former: Vote | undefined): boolean {
  if (onlyIf === undefined || former?.choice === choice) return true;
  return onlyIf === "unvoted" && former === undefined;
}

/**
 * Puts a vote into the box, replacing its voter's former one. The same choice again changes nothing, not even how or when
 * the vote was given, except that a reaction marks it as seen. Replaces what it changes in `box`, never alters it in place.
 */
export function castInto(box: BallotBox | undefined, vote: NewVote): CastOutcome {
  const found = boxFor(box, vote);
  if (!("open" in found)) return found;
  const { open } = found;
  const former = open.votes.get(vote.voter);
  if (former?.choice === vote.choice && vote.seen && !former.seen)
    open.votes.set(vote.voter, { ...former, seen: true });
  if (!isWanted(vote, former)) return { outcome: "cast", changed: false, battle: open.battle };
  if (former?.lockedAt) return { outcome: "locked", choice: former.choice, battle: open.battle };
  if (former?.choice === vote.choice) return { outcome: "cast", changed: false, battle: open.battle };
  const { namesSeenBy } = open;
  open.votes.set(vote.voter, former ? changedVote(former, vote, namesSeenBy) : newVote(vote, namesSeenBy));
  if (!former) open.voters += 1;
  open.battle = noteLastVote(noteFirstVote(open.battle, vote.at), open.voters, vote.at);
  return { outcome: "cast", changed: former !== undefined, battle: open.battle };
}

/** Takes a vote out of the box. Replaces what it changes in `box`, as {@link castInto} does. */
export function withdrawFrom(box: BallotBox | undefined, withdrawal: Withdrawal): WithdrawOutcome {
  const found = boxFor(box, withdrawal);
  if (!("open" in found)) return found;
  const { open } = found;
  const { battle } = open;
  const { voter, only } = withdrawal;
  const vote = open.votes.get(voter);
  if (!vote || (only && (only.means !== vote.means || only.choice !== vote.choice)))
    return { outcome: "no-vote", battle };
  if (vote.lockedAt) return { outcome: "locked", choice: vote.choice, battle };
  open.votes.delete(voter);
  open.voters -= 1;
  return { outcome: "withdrawn", choice: vote.choice, battle };
}

/**
 * Locks a voter's vote; a second time changes nothing. In a private chat it closes the battle as well, for its only voter
 * sees the names. Replaces what it changes in `box`, as {@link castInto} does.
 */
export function lockIn(box: BallotBox | undefined, ballot: Ballot, at: Date): LockOutcome {
  const found = boxFor(box, ballot);
  if (!("open" in found)) return found;
  const { open } = found;
  const vote = open.votes.get(ballot.voter);
  if (!vote) return { outcome: "no-vote", battle: open.battle };
  if (vote.lockedAt) return { outcome: "locked", vote, battle: open.battle };
  const locked = { ...vote, lockedAt: at };
  open.votes.set(ballot.voter, locked);
  open.namesSeenBy += 1;
  if (open.battle.private) open.battle = ended(open.battle, at, "names-shown");
  return { outcome: "locked", vote: locked, battle: open.battle };
}

/**
 * Notes that a reaction could not be taken away: the vote it cast was open after all. It holds for a closed battle, too.
 * Replaces what it changes in `box`, as {@link castInto} does.
 */
export function exposeIn(box: BallotBox | undefined, { voter, community }: Ballot): void {
  const vote = box?.battle.community === community ? box.votes.get(voter) : undefined;
  if (vote?.means !== "out-of-sight-reaction") return;
  const firstMeans = vote.changes === 0 ? "open-reaction" : vote.firstMeans;
  box?.votes.set(voter, { ...vote, means: "open-reaction", seen: true, firstMeans });
}

/** The battle, closed; or why it may not be closed. An asker who has seen the names may not choose when it closes. */
export function closedFor(
  reason: CloseReason,
  battle: Battle | undefined,
  { at, askerHasLocked }: { at: Date; askerHasLocked: boolean },
): Battle | "not-open" | "asker-saw-names" {
  if (battle?.status !== "open") return "not-open";
  return reason === "asker" && askerHasLocked ? "asker-saw-names" : ended(battle, at, reason);
}
