/** Votes by reaction: out of sight where the platform allows it and the community has not chosen otherwise, else open. */
import type { ReactionMode } from "../battle/community-settings.ts";
import type { Ballot, NewVote } from "../battle/vote.ts";
import type { Choice, PrivateReply, Reaction } from "../chat/post.ts";
import { aboutBattle } from "../machine/log.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import type { ArenaAtWork } from "./context.ts";
import { vote } from "./voting.ts";

/**
 * Carries out a reaction. One that goes out of sight is taken away once its vote is stored; it is withdrawn by button. An
 * open one stays, and taking it away withdraws the vote it cast, and no other.
 * @returns what to tell its person, where the platform can do that privately; undefined when there is nothing to tell.
 * @throws {Refusal} when the vote is not taken.
 */
export function react(arena: ArenaAtWork, reaction: Reaction): Promise<PrivateReply | undefined> {
  const { pseudonyms } = arena;
  const post = postLookup(pseudonyms, reaction.platform, reaction.post);
  const voter = pseudonyms.of(reaction.person);
  // Added and removed at once: the removal must not be handled before the addition.
  return arena.reactInTurn(`${post} ${voter}`, () => reactNow(arena, reaction, post, voter));
}

async function reactNow(
  arena: ArenaAtWork,
  reaction: Reaction,
  post: string,
  voter: string,
): Promise<PrivateReply | undefined> {
  const { store, pseudonyms } = arena;
  const community = pseudonyms.of(reaction.community);
  const reacted = await store.ballots.findReacted(post, community);
  if (!reacted) return undefined;
  const ballot = { battle: reacted.battle, voter, community };
  if (reaction.change === "added") return aboutBattle(ballot.battle, () => add(arena, reaction, reacted.mode, ballot));
  await store.ballots.withdrawVote({ ...ballot, only: { means: "open-reaction", choice: reaction.choice } });
  return undefined;
}

async function add(
  arena: ArenaAtWork,
  reaction: Reaction,
  mode: ReactionMode,
  ballot: Ballot,
): Promise<PrivateReply | undefined> {
  if (mode === "off") return undefined;
  const takeAway = mode === "out-of-sight" ? reaction.takeAway : null;
  try {
    const means = takeAway ? "out-of-sight-reaction" : "open-reaction";
    // Even if it is removed at once, the platform may have sent it, and who made it, to other people already.
    const seen = !reaction.private && !(takeAway && reaction.unsent);
    const isKnown = reaction.late === "known" || (reaction.late && (await stoodBefore(arena, ballot, reaction.choice)));
    const isNew = takeAway !== null && !isKnown;
    const onlyIf = lateRule(reaction.late, isNew);
    const { madeAt } = reaction;
    const reply = await vote(arena, reaction, ballot.battle, reaction.choice, { means, seen, onlyIf, madeAt });
    return reaction.late ? undefined : reply;
  } finally {
    // Removed even when the vote was refused, so that others do not see it.
    if (takeAway) arena.background.run(hide(arena, unlessOpen(arena, takeAway, ballot, reaction.choice), ballot));
  }
}

/**
 * For reactions found after an absence. One of several is no vote, as nobody knows which was last; one that stays may be
 * older than any vote of its voter, so it replaces none. One that goes was made in the absence, and so is newer than every
 * vote before it; unless it has stood there since before, because it could not be taken away, or was not yet.
 */
function lateRule(late: Reaction["late"], isNew: boolean): NewVote["onlyIf"] {
  if (late === "among-several") return "same";
  return late && !isNew ? "unvoted" : undefined;
}

async function stoodBefore({ store }: ArenaAtWork, { battle, voter }: Ballot, choice: Choice): Promise<boolean> {
  const vote = await store.ballots.findVote(battle, voter);
  return vote?.firstMeans === "open-reaction" && vote.firstChoice === choice;
}

type TakeAway = () => Promise<void>;

/**
 * One that stands for an open vote, cast when it could not be taken away, stays: its removal would withdraw that vote,
 * whoever removes it.
 */
function unlessOpen({ store }: ArenaAtWork, takeAway: TakeAway, { battle, voter }: Ballot, choice: Choice): TakeAway {
  return async () => {
    const vote = await store.ballots.findVote(battle, voter);
    if (vote?.means !== "open-reaction" || vote.choice !== choice) await takeAway();
  };
}

async function hide(arena: ArenaAtWork, takeAway: TakeAway, ballot: Ballot): Promise<void> {
  const { clock, log, rules, background } = arena;
  try {
    await takeAway();
  } catch (error) {
    log.warn({ battle: ballot.battle, error }, "a reaction could not be taken away; it is tried again");
    clock.after(rules.tryAgainAfter, () => background.run(hideAtLast(arena, takeAway, ballot)));
  }
}

async function hideAtLast({ store, log }: ArenaAtWork, takeAway: TakeAway, ballot: Ballot): Promise<void> {
  try {
    await takeAway();
  } catch (error) {
    log.error({ battle: ballot.battle, error }, "a reaction stays visible: the vote it cast counts as open");
    await store.ballots.exposeVote(ballot);
  }
}
