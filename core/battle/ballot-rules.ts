/**
 * The rules of ballots, without a database. A voter has one vote on a battle: a second one takes the place of the first,
 * until its voter has asked to see the names. The store judges ballots inside the database, many in one statement; what
 * it makes of any ballots in any boxes is held to these rules by `test/store/ballots-by-the-rules.ts`.
 */
import type { Battle, CloseReason, Side } from "./battle.ts";
import type {
  Ballot,
  CastOutcome,
  CloseOutcome,
  LockOutcome,
  NewVote,
  StandingOutcome,
  ToldBattle,
  Vote,
  Withdrawal,
  WithdrawOutcome,
} from "./vote.ts";

/** As much of a battle as its ballots are judged by, and change. */
export type BallotBattle = Pick<Battle, "id" | "community" | "asker" | "status" | "private" | "endedAt" | "endReason"> &
  Pick<Battle, "closeAfter" | "closeAtVotes" | "firstVoteAt" | "closesAt" | "pair">;

/** An existing battle with as much of its votes as some voters' ballots need. */
export type BallotBox = {
  battle: BallotBattle;
  /** Who wrote its answers. */
  models: Record<Side, string>;
  /** Whether its community tells the names to all at once, when a battle closes. */
  namesAtClose: boolean;
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
function noteFirstVote(battle: BallotBattle, at: Date): BallotBattle {
  if (battle.firstVoteAt) return battle;
  const soon = new Date(at.getTime() + battle.closeAfter);
  const closesAt = battle.closesAt && battle.closesAt < soon ? battle.closesAt : soon;
  return { ...battle, firstVoteAt: at, closesAt };
}

/** The vote that fills a battle closes it. */
function noteLastVote(battle: BallotBattle, voters: number, at: Date): BallotBattle {
  if (battle.closeAtVotes === null || voters < battle.closeAtVotes) return battle;
  return ended(battle, at, "votes");
}

function ended<Kind extends BallotBattle>(battle: Kind, at: Date, reason: CloseReason): Kind {
  return { ...battle, status: "closed", endedAt: at, endReason: reason };
}

/** As much of a box as it takes to tell how a voter stands. */
type OpenedBox = Pick<BallotBox, "models"> & {
  battle: Pick<BallotBattle, "community" | "status" | "asker" | "closesAt">;
  votes: ReadonlyMap<string, Pick<Vote, "choice" | "lockedAt">>;
};

/** The names are for everybody once the battle is closed, and before that for a voter whose vote is locked. */
export function told(
  { battle, models }: Pick<OpenedBox, "battle" | "models">,
  voter: { hasLocked: boolean } = { hasLocked: false },
): ToldBattle {
  const { status, asker, closesAt } = battle;
  return { status, asker, closesAt, models: status === "closed" || voter.hasLocked ? models : null };
}

/** The box a ballot may be put into, or why there is none. */
function boxFor<Box extends OpenedBox>(
  box: Box | undefined,
  ballot: Ballot,
): { open: Box } | { outcome: "unknown-battle" } | { outcome: "not-open"; battle: ToldBattle } {
  if (!box || box.battle.community !== ballot.community) return { outcome: "unknown-battle" };
  return box.battle.status === "open" ? { open: box } : { outcome: "not-open", battle: told(box) };
}

/** Whether a vote's own conditions (`onlyIf`, `madeAt`) let it be cast, given its voter's former vote. */
function isWanted({ onlyIf, madeAt, choice }: NewVote, former: Vote | undefined): boolean {
  if (former?.choice === choice) return true;
  if (former && madeAt && former.changedAt > madeAt) return false;
  return onlyIf === undefined || (onlyIf === "unvoted" && former === undefined);
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
  if (!isWanted(vote, former)) return { outcome: "cast", changed: false, battle: told(open) };
  if (former?.lockedAt) return { outcome: "locked", choice: former.choice, battle: told(open, { hasLocked: true }) };
  if (former?.choice === vote.choice) return { outcome: "cast", changed: false, battle: told(open) };
  const { namesSeenBy } = open;
  open.votes.set(vote.voter, former ? changedVote(former, vote, namesSeenBy) : newVote(vote, namesSeenBy));
  if (!former) open.voters += 1;
  open.battle = noteLastVote(noteFirstVote(open.battle, vote.at), open.voters, vote.at);
  return { outcome: "cast", changed: former !== undefined, battle: told(open) };
}

/** Takes a vote out of the box. Replaces what it changes in `box`, as {@link castInto} does. */
export function withdrawFrom(box: BallotBox | undefined, withdrawal: Withdrawal): WithdrawOutcome {
  const found = boxFor(box, withdrawal);
  if (!("open" in found)) return found;
  const { open } = found;
  const { voter, only } = withdrawal;
  const vote = open.votes.get(voter);
  if (!vote || (only && (only.means !== vote.means || only.choice !== vote.choice)))
    return { outcome: "no-vote", battle: told(open) };
  const { choice } = vote;
  if (vote.lockedAt) return { outcome: "locked", choice, battle: told(open, { hasLocked: true }) };
  open.votes.delete(voter);
  open.voters -= 1;
  return { outcome: "withdrawn", choice, battle: told(open) };
}

/**
 * Locks a voter's vote; a second time changes nothing. In a private chat it closes the battle as well, for its only voter
 * sees the names; elsewhere the community may have decided that nobody sees them before the close, and nowhere does
 * anybody while another question to the same two may still be voted on. Replaces what it
 * changes in `box`, as {@link castInto} does.
 */
export function lockIn(box: BallotBox | undefined, ballot: Ballot, at: Date): LockOutcome {
  const found = boxFor(box, ballot);
  if (!("open" in found)) return found;
  const { open } = found;
  if (open.battle.pair !== null || (open.namesAtClose && !open.battle.private))
    return { outcome: "names-at-close", battle: told(open) };
  const vote = open.votes.get(ballot.voter);
  if (!vote) return { outcome: "no-vote", battle: told(open) };
  const { choice } = vote;
  if (vote.lockedAt) return { outcome: "locked", choice, battle: told(open, { hasLocked: true }) };
  open.votes.set(ballot.voter, { ...vote, lockedAt: at });
  open.namesSeenBy += 1;
  if (open.battle.private) open.battle = ended(open.battle, at, "names-shown");
  return { outcome: "locked", choice, battle: told(open, { hasLocked: true }) };
}

/** How a voter stands in a battle. Changes nothing. */
export function standingIn(box: OpenedBox | undefined, ballot: Ballot): StandingOutcome {
  const found = boxFor(box, ballot);
  if (!("open" in found)) return found;
  const { open } = found;
  const vote = open.votes.get(ballot.voter);
  if (!vote) return { outcome: "no-vote", battle: told(open) };
  const { choice, lockedAt } = vote;
  if (lockedAt) return { outcome: "locked", choice, battle: told(open, { hasLocked: true }) };
  return { outcome: "voted", choice, battle: told(open) };
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

/**
 * The battle, closed; or why it may not be closed. An asker who has seen the names may not choose when it closes. Of
 * several questions to the same two none closes before all have their answers, or before its time.
 */
export function closedFor<Kind extends BallotBattle>(
  reason: CloseReason,
  battle: Kind | undefined,
  { at, askerHasLocked, pairAnswers = false }: { at: Date; askerHasLocked: boolean; pairAnswers?: boolean },
): Kind | Exclude<CloseOutcome, "closed"> {
  if (battle?.status !== "open") return "not-open";
  if (pairAnswers) return "pair-answering";
  if (battle.pair !== null && reason === "time" && (battle.closesAt ?? at) > at) return "not-open";
  return reason === "asker" && askerHasLocked ? "asker-saw-names" : ended(battle, at, reason);
}
