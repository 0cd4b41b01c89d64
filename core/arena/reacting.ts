/** Votes by reaction: out of sight where the platform allows it and the community has not chosen otherwise, else open. */
import type { PrivateReply, Reaction } from "../chat/post.ts";
import { postLookup } from "../safety/pseudonyms.ts";
import { reactionMode } from "../battle/community-settings.ts";
import type { ArenaContext } from "./context.ts";
import { createInTurn } from "../machine/in-turn.ts";
import type { Ballot, NewVote } from "../battle/vote.ts";
import type { Voting } from "./voting.ts";

/** Takes reactions. */
export interface Reacting {
  /**
   * Carries out a reaction. One that goes out of sight is taken away once its vote is stored; it is withdrawn by button. An open one
   * stays, and taking it away withdraws the vote it cast, and no other.
   * @returns what to tell its person, where the platform can do that privately; undefined when there is nothing to tell.
   * @throws {Refusal} when the vote is not taken.
   */
  react(reaction: Reaction): Promise<PrivateReply | undefined>;
}

/** Of several, none is a vote; one that stays may be older than the vote as it is now. */
function lateRule(late: Reaction["late"], goes: boolean): NewVote["onlyIf"] {
  if (late === "among-several") return "same";
  return late && !goes ? "unvoted" : undefined;
}

/** @param track keeps the process from stopping before background work is done. */
export function createReacting(
  context: ArenaContext,
  voting: Voting,
  track: (work: Promise<unknown>) => void,
): Reacting {
  const { store, clock, log, pseudonyms, rules } = context;
  const inTurn = createInTurn();

  async function add(reaction: Reaction, ballot: Ballot): Promise<PrivateReply | undefined> {
    const mode = reactionMode(await store.communities.communitySettings(ballot.community));
    if (mode === "off") return undefined;
    const takeAway = mode === "out-of-sight" ? reaction.takeAway : null;
    try {
      const means = takeAway ? "out-of-sight-reaction" : "open-reaction";
      // Removing it comes too late: others have been sent it, with who made it.
      const seen = !reaction.private && !(takeAway && reaction.unsent);
      const onlyIf = lateRule(reaction.late, takeAway !== null);
      const reply = await voting.vote(reaction, ballot.battle, reaction.choice, { means, seen, onlyIf });
      return reaction.late ? undefined : reply;
    } finally {
      // Removed whatever became of the vote, so that others do not see it.
      if (takeAway) track(hide(takeAway, ballot));
    }
  }

  async function hide(takeAway: () => Promise<void>, ballot: Ballot): Promise<void> {
    try {
      await takeAway();
    } catch (error) {
      log.warn({ battle: ballot.battle, error }, "a reaction could not be taken away; it is tried again");
      clock.after(rules.tryAgainAfter, () => track(hideAtLast(takeAway, ballot)));
    }
  }

  async function hideAtLast(takeAway: () => Promise<void>, ballot: Ballot): Promise<void> {
    try {
      await takeAway();
    } catch (error) {
      log.error({ battle: ballot.battle, error }, "a reaction stays visible: the vote it cast counts as open");
      await store.ballots.exposeVote(ballot);
    }
  }

  async function reactNow(reaction: Reaction, post: string, voter: string): Promise<PrivateReply | undefined> {
    const battle = await store.battles.battleOfPost(post);
    if (battle === undefined) return undefined;
    const ballot = { battle, voter, community: pseudonyms.of(reaction.community) };
    if (reaction.change === "added") return add(reaction, ballot);
    await store.ballots.withdrawVote({ ...ballot, only: { means: "open-reaction", choice: reaction.choice } });
    return undefined;
  }

  return {
    // A reaction that is put there and taken away at once must not be taken away before it was there.
    react(reaction) {
      const post = postLookup(pseudonyms, reaction.platform, reaction.post);
      const voter = pseudonyms.of(reaction.person);
      return inTurn(`${post} ${voter}`, () => reactNow(reaction, post, voter));
    },
  };
}
