/** What happens when a battle's buttons are pressed. What a ballot may do stands in `core/battle/ballot-rules.ts`. */
import { told } from "../battle/ballot-rules.ts";
import { type Battle, modelsOf } from "../battle/battle.ts";
import { publishDraw } from "../battle/sealed-draw.ts";
import type { Ballot, NewVote, ToldBattle } from "../battle/vote.ts";
import type { Choice, Press, PrivateReply, Sender } from "../chat/post.ts";
import { Refusal } from "../chat/refusal.ts";
import { type Language, sentences } from "../language/index.ts";
import { askAgain } from "./asking-again.ts";
import { mayBeTold, tellAtClose } from "./asking-to-be-told.ts";
import {
  ballotButtons,
  type BattleAction,
  changeButtons,
  closeButton,
  privateReply,
  voteButtons,
} from "./ballot-buttons.ts";
import { namesOf } from "./battle-posts.ts";
import type { ArenaAtWork } from "./context.ts";
import { close as endBattle, scheduleClose, showClosed } from "./ending.ts";

/** How a vote is given, and whether others see it. */
export type Cast = Pick<NewVote, "means" | "seen" | "onlyIf">;

const byButton: Cast = { means: "button", seen: false };

/**
 * Carries out a press; whatever the reply says is stored before it is said.
 * @throws {Refusal} when the press changes nothing.
 */
export async function act(arena: ArenaAtWork, press: Press, action: BattleAction): Promise<PrivateReply> {
  if (action.kind === "vote") return vote(arena, press, action.battle, action.choice, byButton);
  if (action.kind === "names") return names(arena, press, action.battle);
  if (action.kind === "change") return change(arena, press, action.battle);
  if (action.kind === "withdraw") return withdraw(arena, press, action.battle);
  if (action.kind === "tell") return tellAtClose(arena, press, await openBattle(arena, press, action.battle));
  if (action.kind === "again") return askAgain(arena, press, await findBattle(arena, press, action.battle));
  if (action.kind === "draw") return drawReply(await findBattle(arena, press, action.battle), press.language);
  return close(arena, press, action.battle);
}

function ballotOf({ pseudonyms }: ArenaAtWork, from: Sender, battle: string): Ballot {
  return { battle, voter: pseudonyms.of(from.person), community: pseudonyms.of(from.community) };
}

/** Casts a vote, by whatever means. @throws {Refusal} when it is not taken. */
export async function vote(
  arena: ArenaAtWork,
  from: Sender,
  battleId: string,
  choice: Choice,
  by: Cast,
): Promise<PrivateReply> {
  const words = sentences(from.language);
  const ballot = ballotOf(arena, from, battleId);
  const cast = await arena.store.ballots.castVote({
    ...ballot,
    platform: from.platform,
    choice,
    ...by,
    at: arena.clock.now(),
  });
  if (cast.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
  if (cast.outcome === "not-open") throw await notOpen(arena, from, cast.battle);
  if (cast.outcome === "locked") {
    if (cast.choice === choice) return lockedReply(arena, from, cast.battle, choice);
    throw new Refusal(words.refusals.voteLocked(words.battle.choices[cast.choice]));
  }
  const { battle, changed } = cast;
  const said = (changed ? words.battle.changed : words.battle.chosen)(words.battle.choices[choice]);
  if (battle.status === "closed") return closedByVote(arena, from, battleId, battle, said);
  if (battle.closesAt) scheduleClose(arena, battleId, battle.closesAt);
  const asks = battle.asker === ballot.voter;
  const may = { close: asks, beTold: asks && mayBeTold(arena, from) };
  return privateReply(said, voteButtons(battleId, may, words));
}

async function closedByVote(
  arena: ArenaAtWork,
  from: Sender,
  battleId: string,
  battle: ToldBattle,
  said: string,
): Promise<PrivateReply> {
  await showClosed(arena, battleId);
  const words = sentences(from.language).battle;
  return privateReply(`${said} ${words.lastVote} ${await namesSentence(arena, from, battle)}`);
}

async function names(arena: ArenaAtWork, press: Press, battleId: string): Promise<PrivateReply> {
  const words = sentences(press.language);
  const lock = await arena.store.ballots.lockVote(ballotOf(arena, press, battleId), arena.clock.now());
  if (lock.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
  if (lock.outcome === "not-open") throw await notOpen(arena, press, lock.battle);
  if (lock.outcome === "names-at-close") throw new Refusal(words.asking.namesAtClose);
  if (lock.outcome === "no-vote") throw new Refusal(words.refusals.voteFirst);
  if (lock.battle.status === "closed") await showClosed(arena, battleId);
  return lockedReply(arena, press, lock.battle, lock.choice);
}

async function lockedReply(
  arena: ArenaAtWork,
  from: Sender,
  battle: ToldBattle,
  choice: Choice,
): Promise<PrivateReply> {
  const words = sentences(from.language).battle;
  return privateReply(`${await namesSentence(arena, from, battle)} ${words.locked(words.choices[choice])}`);
}

async function change(arena: ArenaAtWork, press: Press, battleId: string): Promise<PrivateReply> {
  const words = sentences(press.language);
  const standing = await arena.store.ballots.findStanding(ballotOf(arena, press, battleId));
  if (standing.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
  if (standing.outcome === "not-open") throw await notOpen(arena, press, standing.battle);
  if (standing.outcome === "no-vote") return privateReply(words.battle.chooseAnew, ballotButtons(battleId, words));
  if (standing.outcome === "locked")
    throw new Refusal(words.refusals.voteLocked(words.battle.choices[standing.choice]));
  return privateReply(words.battle.choose, changeButtons(battleId, words));
}

async function withdraw(arena: ArenaAtWork, press: Press, battleId: string): Promise<PrivateReply> {
  const words = sentences(press.language);
  const ballot = ballotOf(arena, press, battleId);
  const withdrawn = await arena.store.ballots.withdrawVote(ballot);
  if (withdrawn.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
  if (withdrawn.outcome === "not-open") throw await notOpen(arena, press, withdrawn.battle);
  if (withdrawn.outcome === "no-vote") throw new Refusal(words.refusals.nothingToWithdraw);
  const choice = words.battle.choices[withdrawn.choice];
  if (withdrawn.outcome === "locked") throw new Refusal(words.refusals.voteLocked(choice));
  const mayClose = withdrawn.battle.asker === ballot.voter;
  return privateReply(words.battle.withdrawn(choice), mayClose ? [closeButton(battleId, words)] : []);
}

async function close(arena: ArenaAtWork, press: Press, battleId: string): Promise<PrivateReply> {
  const words = sentences(press.language);
  const battle = await openBattle(arena, press, battleId);
  if (battle.asker !== arena.pseudonyms.of(press.person)) throw new Refusal(words.refusals.notAsker);
  const outcome = await endBattle(arena, battleId, "asker");
  if (outcome === "asker-saw-names") throw new Refusal(words.refusals.askerSawNames);
  // It was open a moment ago: either somebody else closed it, or a follow-up has begun.
  if (outcome === "not-open")
    throw await notOpen(arena, press, toldOf((await arena.store.battles.findBattle(battleId)) ?? battle));
  const closed = toldOf({ ...battle, status: "closed" });
  return privateReply(`${words.battle.closedByYou} ${await namesSentence(arena, press, closed)}`);
}

async function openBattle(arena: ArenaAtWork, press: Press, battleId: string): Promise<Battle> {
  const battle = await findBattle(arena, press, battleId);
  if (battle.status !== "open") throw await notOpen(arena, press, toldOf(battle));
  return battle;
}

function toldOf(battle: Battle): ToldBattle {
  return told({ battle, models: modelsOf(battle) });
}

/** @throws {Refusal} where the press comes from another community than the battle's own. */
async function findBattle(arena: ArenaAtWork, press: Press, battleId: string): Promise<Battle> {
  const battle = await arena.store.battles.findBattle(battleId);
  if (battle?.community === arena.pseudonyms.of(press.community)) return battle;
  throw new Refusal(sentences(press.language).refusals.unknownBattle);
}

async function notOpen(arena: ArenaAtWork, from: Sender, battle: ToldBattle): Promise<Refusal> {
  const { refusals } = sentences(from.language);
  if (battle.status === "answering") return new Refusal(refusals.notOpenYet);
  if (battle.status === "failed") return new Refusal(refusals.battleFailed);
  // It was not open a moment ago, and is open again now: names are shown only for closed battles.
  if (battle.status === "open") return new Refusal(refusals.tryAgain);
  return new Refusal(refusals.battleClosed(await namesSentence(arena, from, battle)));
}

/** @throws {Error} where the store has not told the names, because this voter must not know them. */
async function namesSentence(arena: ArenaAtWork, from: Sender, { models }: ToldBattle): Promise<string> {
  if (!models) throw new Error("the names were to be told to somebody who must not know them");
  const { a, b } = namesOf(models, await arena.store.models.models(), from.language);
  return sentences(from.language).battle.names(a, b);
}

/**
 * What was sealed, what it hashes to now, and how to do the same by hand.
 * @throws {Refusal} before the close, when the salt is still secret, and where there is no sealed draw.
 */
function drawReply(battle: Battle, language: Language): PrivateReply {
  const words = sentences(language);
  const draw = publishDraw(battle);
  if (!draw || draw.statement === null) throw new Refusal(words.refusals.drawStillSealed);
  const verdict = draw.fits ? words.draw.fits : words.draw.changed;
  const command = `printf '${draw.statement.replaceAll("\n", "\\n")}' | sha256sum`;
  const text = [
    `**${verdict}**`,
    `${words.draw.hash}\n\`\`\`\n${draw.hash}\n\`\`\``,
    `${draw.fits ? words.draw.statement : words.draw.recordNow}\n\`\`\`\n${draw.statement}\`\`\``,
    `${words.draw.byHand}\n\`\`\`sh\n${command}\n\`\`\``,
    ...(draw.fits ? [words.draw.proves] : []),
  ].join("\n\n");
  return { ...privateReply(text), draw };
}
