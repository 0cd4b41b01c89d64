/** What happens when a battle's buttons are pressed. */
import { sentences } from "../language/index.ts";
import type { Press, PrivateReply, Sender, Choice } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import type { BattleAction } from "../battle/battle-action.ts";
import type { RevealMode } from "../battle/asking-rules.ts";
import { ballotButtons, changeButtons, closeButton, privateReply, voteButtons } from "./ballot-buttons.ts";
import { modelNames } from "./battle-posts.ts";
import type { Battle } from "../battle/battle.ts";
import type { ArenaContext } from "./context.ts";
import { drawReply } from "./draw-reply.ts";
import type { Ending } from "./ending.ts";
import type { Ballot, NewVote } from "../battle/vote.ts";

/** Takes ballots and the presses that follow them. */
export interface Voting {
  /**
   * Carries out a press; whatever the reply says is stored before it is said.
   * @throws {Refusal} when the press changes nothing.
   */
  act(press: Press, action: BattleAction): Promise<PrivateReply>;
  /** Casts a vote, by whatever means. @throws {Refusal} when it is not taken. */
  vote(from: Sender, battle: string, choice: Choice, cast: Cast): Promise<PrivateReply>;
}

/** How a vote is given, and whether others see it. */
export type Cast = Pick<NewVote, "means" | "seen" | "onlyIf">;

const byButton: Cast = { means: "button", seen: false };

export function createVoting(context: ArenaContext, ending: Ending): Voting {
  const { store, clock, pseudonyms } = context;

  function ballotOf(from: Sender, battle: string): Ballot {
    return { battle, voter: pseudonyms.of(from.person), community: pseudonyms.of(from.community) };
  }

  async function vote(from: Sender, battleId: string, choice: Choice, by: Cast): Promise<PrivateReply> {
    const words = sentences(from.language);
    const ballot = ballotOf(from, battleId);
    const cast = await store.ballots.castVote({ ...ballot, platform: from.platform, choice, ...by, at: clock.now() });
    if (cast.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
    if (cast.outcome === "not-open") throw await notOpen(from, cast.battle);
    if (cast.outcome === "locked") {
      if (cast.choice === choice) return lockedReply(from, cast.battle, choice);
      throw new Refusal(words.refusals.voteLocked(words.battle.choices[cast.choice]));
    }
    const { battle, changed } = cast;
    const said = (changed ? words.battle.changed : words.battle.chosen)(words.battle.choices[choice]);
    if (battle.status === "closed") return closedByVote(from, battle, said);
    if (battle.closesAt) ending.schedule(battleId, battle.closesAt);
    return privateReply(said, voteButtons(battleId, battle.asker === ballot.voter, words));
  }

  async function closedByVote(from: Sender, battle: Battle, said: string): Promise<PrivateReply> {
    await ending.showClosed(battle.id);
    const words = sentences(from.language).battle;
    return privateReply(`${said} ${words.lastVote} ${await namesSentence(from, battle)}`);
  }

  async function names(press: Press, battleId: string): Promise<PrivateReply> {
    const words = sentences(press.language);
    if (!press.private && (await revealOf(press)) === "at-close") throw new Refusal(words.asking.namesAtClose);
    const lock = await store.ballots.lockVote(ballotOf(press, battleId), clock.now());
    if (lock.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
    if (lock.outcome === "not-open") throw await notOpen(press, lock.battle);
    if (lock.outcome === "no-vote") throw new Refusal(words.refusals.voteFirst);
    if (lock.battle.status === "closed") await ending.showClosed(battleId);
    return lockedReply(press, lock.battle, lock.vote.choice);
  }

  async function revealOf({ community }: Sender): Promise<RevealMode> {
    return (await store.communities.askingRules(pseudonyms.of(community))).reveal;
  }

  async function lockedReply(from: Sender, battle: Battle, choice: Choice): Promise<PrivateReply> {
    const words = sentences(from.language).battle;
    return privateReply(`${await namesSentence(from, battle)} ${words.locked(words.choices[choice])}`);
  }

  async function change(press: Press, battleId: string): Promise<PrivateReply> {
    const words = sentences(press.language);
    const battle = await openBattle(press, battleId);
    const former = await store.ballots.findVote(battle.id, pseudonyms.of(press.person));
    if (former?.lockedAt) throw new Refusal(words.refusals.voteLocked(words.battle.choices[former.choice]));
    if (!former) return privateReply(words.battle.chooseAnew, ballotButtons(battleId, words));
    return privateReply(words.battle.choose, changeButtons(battleId, words));
  }

  async function withdraw(press: Press, battleId: string): Promise<PrivateReply> {
    const words = sentences(press.language);
    const withdrawn = await store.ballots.withdrawVote(ballotOf(press, battleId));
    if (withdrawn.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
    if (withdrawn.outcome === "not-open") throw await notOpen(press, withdrawn.battle);
    if (withdrawn.outcome === "no-vote") throw new Refusal(words.refusals.nothingToWithdraw);
    const choice = words.battle.choices[withdrawn.choice];
    if (withdrawn.outcome === "locked") throw new Refusal(words.refusals.voteLocked(choice));
    const mayClose = withdrawn.battle.asker === pseudonyms.of(press.person);
    return privateReply(words.battle.withdrawn(choice), mayClose ? [closeButton(battleId, words)] : []);
  }

  async function close(press: Press, battleId: string): Promise<PrivateReply> {
    const words = sentences(press.language);
    const battle = await openBattle(press, battleId);
    if (battle.asker !== pseudonyms.of(press.person)) throw new Refusal(words.refusals.notAsker);
    const outcome = await ending.close(battleId, "asker");
    if (outcome === "asker-saw-names") throw new Refusal(words.refusals.askerSawNames);
    // It was open a moment ago: either somebody else closed it, or a follow-up has begun.
    if (outcome === "not-open") throw await notOpen(press, (await store.battles.findBattle(battleId)) ?? battle);
    return privateReply(`${words.battle.closedByYou} ${await namesSentence(press, battle)}`);
  }

  async function openBattle(press: Press, battleId: string): Promise<Battle> {
    const battle = await findBattle(press, battleId);
    if (battle.status !== "open") throw await notOpen(press, battle);
    return battle;
  }

  /** @throws {Refusal} where the press comes from another community than the battle's own. */
  async function findBattle(press: Press, battleId: string): Promise<Battle> {
    const battle = await store.battles.findBattle(battleId);
    if (battle?.community === pseudonyms.of(press.community)) return battle;
    throw new Refusal(sentences(press.language).refusals.unknownBattle);
  }

  async function notOpen(from: Sender, battle: Battle): Promise<Refusal> {
    const { refusals } = sentences(from.language);
    if (battle.status === "answering") return new Refusal(refusals.notOpenYet);
    if (battle.status === "failed") return new Refusal(refusals.battleFailed);
    // It was not open a moment ago, and is again: names are for the closed alone.
    if (battle.status === "open") return new Refusal(refusals.tryAgain);
    return new Refusal(refusals.battleClosed(await namesSentence(from, battle)));
  }

  async function namesSentence(from: Sender, battle: Battle): Promise<string> {
    const { a, b } = modelNames(battle, await store.models.models(), from.language);
    return sentences(from.language).battle.names(a, b);
  }

  return {
    vote,
    async act(press, action) {
      if (action.kind === "vote") return vote(press, action.battle, action.choice, byButton);
      if (action.kind === "names") return names(press, action.battle);
      if (action.kind === "change") return change(press, action.battle);
      if (action.kind === "withdraw") return withdraw(press, action.battle);
      if (action.kind === "draw") return drawReply(await findBattle(press, action.battle), press.language);
      return close(press, action.battle);
    },
  };
}
