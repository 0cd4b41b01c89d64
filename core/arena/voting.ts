/** What happens when a battle's buttons are pressed. What a ballot may do stands in `core/battle/ballot-rules.ts`. */
import { told } from "../battle/ballot-rules.ts";
import { type Battle, modelsOf, openedTurns } from "../battle/battle.ts";
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
import { postOf } from "./battle-posts.ts";
import type { ArenaAtWork } from "./context.ts";
import { closeBattle, failTurn, scheduleClose, showClosed } from "./ending.ts";
import { askWhetherToReport, report } from "./reporting.ts";
import { namesSentence, naming } from "./reveal.ts";
import { refuseShutOut } from "./shut-out.ts";
import { whyReply } from "./telling-why.ts";

/** How a vote is given, and whether others see it. */
export type Cast = Pick<NewVote, "means" | "seen" | "onlyIf" | "madeAt">;

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
  if (action.kind === "why") return whyReply(arena, press, await findBattle(arena, press, action.battle));
  if (action.kind === "stop") return stop(arena, press, await findBattle(arena, press, action.battle));
  if (action.kind === "report") return askWhetherToReport(await findBattle(arena, press, action.battle), press);
  if (action.kind === "report-now") return report(arena, press, await findBattle(arena, press, action.battle));
  if (action.kind === "whole") return wholeReply(arena, press, await findBattle(arena, press, action.battle));
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
  await refuseShutOut(arena, from);
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
  const may = { close: asks, beTold: asks && mayBeTold(arena, from), report: !asks };
  const reply = privateReply(said, voteButtons(battleId, may, words));
  return battle.closesAt ? { ...reply, countsAt: battle.closesAt } : reply;
}

async function closedByVote(
  arena: ArenaAtWork,
  from: Sender,
  battleId: string,
  battle: ToldBattle,
  said: string,
): Promise<PrivateReply> {
  // Whoever voted must not wait until a platform lets the post be changed.
  arena.background.run(showClosed(arena, battleId));
  const words = sentences(from.language).battle;
  return naming(arena, from, battle, (names) => `${said} ${words.lastVote} ${names}`);
}

async function names(arena: ArenaAtWork, press: Press, battleId: string): Promise<PrivateReply> {
  const words = sentences(press.language);
  const lock = await arena.store.ballots.lockVote(ballotOf(arena, press, battleId), arena.clock.now());
  if (lock.outcome === "unknown-battle") throw new Refusal(words.refusals.unknownBattle);
  if (lock.outcome === "not-open") throw await notOpen(arena, press, lock.battle);
  if (lock.outcome === "names-at-close") throw await namesLater(arena, press, battleId);
  if (lock.outcome === "no-vote") throw new Refusal(words.refusals.voteFirst);
  if (lock.battle.status === "closed") arena.background.run(showClosed(arena, battleId));
  return lockedReply(arena, press, lock.battle, lock.choice);
}

/** Why names are told to nobody yet. */
async function namesLater({ store }: ArenaAtWork, { language }: Press, battleId: string): Promise<Refusal> {
  const { asking } = sentences(language);
  const battle = await store.battles.findBattle(battleId);
  return new Refusal((battle?.pair ?? null) === null ? asking.namesAtClose : asking.namesWithPair);
}

async function lockedReply(
  arena: ArenaAtWork,
  from: Sender,
  battle: ToldBattle,
  choice: Choice,
): Promise<PrivateReply> {
  const words = sentences(from.language).battle;
  const reply = await naming(arena, from, battle, (names) => `${names} ${words.locked(words.choices[choice])}`);
  return battle.status === "open" && battle.closesAt ? { ...reply, countsAt: battle.closesAt } : reply;
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
  const { outcome, shown } = await closeBattle(arena, battleId, "asker");
  if (shown) arena.background.run(shown);
  if (outcome === "pair-answering") throw new Refusal(words.refusals.pairAnswering);
  if (outcome === "asker-saw-names") throw new Refusal(words.refusals.askerSawNames);
  // It was open a moment ago: either somebody else closed it, or a follow-up has begun.
  if (outcome === "not-open")
    throw await notOpen(arena, press, toldOf((await arena.store.battles.findBattle(battleId)) ?? battle));
  const closed = toldOf({ ...battle, status: "closed" });
  return naming(arena, press, closed, (names) => `${words.battle.closedByYou} ${names}`);
}

/** Calls off the answering of a battle's last turn, for its asker. @throws {Refusal} when both answers are there already. */
async function stop(arena: ArenaAtWork, press: Press, battle: Battle): Promise<PrivateReply> {
  const { battle: words, refusals } = sentences(press.language);
  if (battle.asker !== arena.pseudonyms.of(press.person)) throw new Refusal(refusals.notAsker);
  // Whoever holds it now: once this turn has ended, the next one may begin.
  const holds = [...(arena.underway.get(battle.id) ?? [])];
  const failed = battle.status === "answering" ? await failTurn(arena, battle, "stopped") : undefined;
  if (!failed) throw new Refusal(refusals.tryAgain);
  // Another process that answers it learns so when it renews its lease.
  for (const callOff of holds) callOff();
  // Nobody must wait until a platform lets the post be changed.
  arena.background.run(failed.shown);
  return privateReply(words.stopped);
}

/** A battle's last answers as its post shows them, for one person who is shown them whole. @throws {Refusal} when there are none. */
async function wholeReply(arena: ArenaAtWork, press: Press, { id }: Battle): Promise<PrivateReply> {
  const { refusals } = sentences(press.language);
  const standing = await arena.store.battles.standing(id);
  const turn = standing && openedTurns(standing.battle).at(-1);
  if (!turn) throw new Refusal(standing?.battle.status === "failed" ? refusals.battleFailed : refusals.notOpenYet);
  const state = standing.battle.status === "closed" ? "closed" : "open";
  const { text, answers, footer } = postOf(arena, standing, turn, state, press.language);
  return {
    ...privateReply(text),
    question: turn.question,
    ...(answers && { answers }),
    ...(footer !== undefined && { footer }),
  };
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
