/** What happens when a battle's buttons are pressed. */
import { sentences } from "../language/index.ts";
import type { Press, Reply } from "../post.ts";
import { Refusal } from "../refusal.ts";
import type { BattleAction } from "./ballot.ts";
import type { Battle, Choice } from "./battle.ts";
import { ballotButtons, modelNames, privateReply, voteButtons } from "./battle-posts.ts";
import type { ArenaContext } from "./context.ts";
import type { Ending } from "./ending.ts";

/** Takes ballots and the presses that follow them. */
export interface Voting {
  /**
   * Carries out a press; whatever the reply says is stored before it is said.
   * @throws {Refusal} when the press changes nothing.
   */
  act(press: Press, action: BattleAction): Promise<Reply>;
}

export function createVoting(context: ArenaContext, ending: Ending): Voting {
  const { store, clock, pseudonyms, rules } = context;

  async function vote(press: Press, voter: string, battleId: string, choice: Choice): Promise<Reply> {
    const words = sentences(press.language);
    const at = clock.now();
    const closesAt = new Date(at.getTime() + rules.closeAfterFirstVote);
    const { platform } = press;
    const cast = await store.castVote({ battle: battleId, voter, platform, choice, means: "button", at, closesAt });
    if (cast.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
    if (cast.outcome === "not-open") throw await notOpen(press, cast.battle);
    if (cast.outcome === "locked") {
      if (cast.choice === choice) return lockedReply(press, cast.battle, choice);
      throw new Refusal(words.refusals.voteLocked(words.battle.choices[cast.choice]));
    }
    if (cast.battle.closesAt) ending.schedule(battleId, cast.battle.closesAt);
    const said = cast.changed ? words.battle.changed : words.battle.chosen;
    const mayClose = cast.battle.asker === voter;
    return privateReply(said(words.battle.choices[choice]), voteButtons(battleId, mayClose, words));
  }

  async function names(press: Press, voter: string, battleId: string): Promise<Reply> {
    const words = sentences(press.language);
    const lock = await store.lockVote(battleId, voter, clock.now());
    if (lock.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
    if (lock.outcome === "not-open") throw await notOpen(press, lock.battle);
    if (lock.outcome === "no-vote") throw new Refusal(words.refusals.voteFirst);
    if (lock.battle.status === "closed") await ending.showClosed(battleId);
    return lockedReply(press, lock.battle, lock.vote.choice);
  }

  async function lockedReply(press: Press, battle: Battle, choice: Choice): Promise<Reply> {
    const words = sentences(press.language).battle;
    return privateReply(`${await namesSentence(press, battle)} ${words.locked(words.choices[choice])}`);
  }

  async function change(press: Press, voter: string, battleId: string): Promise<Reply> {
    const words = sentences(press.language);
    const battle = await openBattle(press, battleId);
    const vote = await store.findVote(battle.id, voter);
    if (vote?.lockedAt) throw new Refusal(words.refusals.voteLocked(words.battle.choices[vote.choice]));
    return privateReply(words.battle.choose, ballotButtons(battleId, words));
  }

  async function close(press: Press, voter: string, battleId: string): Promise<Reply> {
    const words = sentences(press.language);
    const battle = await openBattle(press, battleId);
    if (battle.asker !== voter) throw new Refusal(words.refusals.notAsker);
    const outcome = await ending.close(battleId, "asker");
    if (outcome === "asker-saw-names") throw new Refusal(words.refusals.askerSawNames);
    if (outcome === "not-open") throw await notOpen(press, { ...battle, status: "closed" });
    return privateReply(`${words.battle.closedByYou} ${await namesSentence(press, battle)}`);
  }

  async function openBattle(press: Press, battleId: string): Promise<Battle> {
    const battle = await store.findBattle(battleId);
    if (!battle) throw new Refusal(sentences(press.language).refusals.unknownBattle);
    if (battle.status !== "open") throw await notOpen(press, battle);
    return battle;
  }

  async function notOpen(press: Press, battle: Battle): Promise<Refusal> {
    const { refusals } = sentences(press.language);
    if (battle.status === "answering") return new Refusal(refusals.notOpenYet);
    if (battle.status === "failed") return new Refusal(refusals.battleFailed);
    return new Refusal(refusals.battleClosed(await namesSentence(press, battle)));
  }

  async function namesSentence(press: Press, battle: Battle): Promise<string> {
    const { a, b } = modelNames(battle, await store.models(), press.language);
    return sentences(press.language).battle.names(a, b);
  }

  return {
    async act(press, action) {
      const voter = pseudonyms.of(press.person);
      if (action.kind === "vote") return vote(press, voter, action.battle, action.choice);
      if (action.kind === "names") return names(press, voter, action.battle);
      if (action.kind === "change") return change(press, voter, action.battle);
      return close(press, voter, action.battle);
    },
  };
}
