/** What a battle looks like in each state. */
import { type Language, sentences, type Sentences } from "../language/index.ts";
import { type Post, type Reveal, textPost } from "../chat/post.ts";
import { againButton, ballotButtons, drawButton, encodeAction } from "./ballot-buttons.ts";
import {
  type Battle,
  failReasons,
  isAnswer,
  isErased,
  isWordless,
  lastAttempt,
  modelsOf,
  openedTurns,
  type Side,
  sides,
  type Turn,
} from "../battle/battle.ts";
import type { DeliveredPost } from "../battle/delivery.ts";
import { type BoardMove, rangeLabel } from "../boards/board-moves.ts";
import { reactionMode } from "../battle/community-settings.ts";
import type { BattleHere, Result } from "../battle/store.ts";
import type { ArenaContext } from "./context.ts";
import { revealModels } from "./reveal.ts";
import { publishDraw } from "../battle/sealed-draw.ts";

const minute = 60_000;
const hour = 60 * minute;

/** What a turn's post shows: `continued` when a later turn carries the ballot, `hidden` when nobody is to see its words. */
export type TurnState = "answering" | "open" | "continued" | "closed" | "failed" | "hidden";

/** A battle as its posts tell of it; `moves`: of its two models, once it has closed and that is known. */
type Told = BattleHere & { moves?: readonly BoardMove[] };

/** The post of a turn at its message. */
export function postAt(
  context: Pick<ArenaContext, "rules">,
  standing: Told,
  turn: Turn,
  { replyTo }: DeliveredPost,
  state: TurnState,
  language: Language,
): Post {
  const { battle } = standing;
  const content = postOf(context, standing, turn, state, language);
  // Where it answers no message, nobody else would know what was asked; but that may be what cannot be shown.
  const showsNone = isWordless(battle) || state === "hidden" || battle.endReason === "unshowable";
  return replyTo === null && !showsNone ? { ...content, question: turn.question } : content;
}

/** The post of a turn in a state. */
export function postOf(
  context: Pick<ArenaContext, "rules">,
  standing: Told,
  turn: Turn,
  state: TurnState,
  language: Language,
): Post {
  const { battle, here } = standing;
  const content = { ...contentOf(context, standing, turn, state, language), language };
  if (state !== "answering" || turn.number > 1 || battle.private) return content;
  return here.asking.threads ? { ...content, thread: turn.question } : content;
}

function contentOf(
  context: Pick<ArenaContext, "rules">,
  standing: Told,
  turn: Turn,
  state: TurnState,
  language: Language,
): Post {
  const { battle } = standing;
  if (isWordless(battle)) return wordlessPost(standing, turn, state, language);
  switch (state) {
    case "answering":
      return answeringPost(battle, turn, language);
    case "open":
      return openPost(context, standing, turn, language);
    case "continued":
      return continuedPost(battle, turn, language);
    case "closed":
      return closedPost(standing, turn, language);
    case "failed":
      return failedPost(battle, turn, sentences(language));
    case "hidden":
      return textPost(sentences(language).battle.hidden);
  }
}

/** Shown while the models answer; says nothing about either side. */
function answeringPost({ id }: Battle, turn: Turn, language: Language): Post {
  const words = sentences(language).battle;
  const stop = encodeAction({ kind: "stop", battle: id });
  return { ...textPost(turn.number > 1 ? words.answeringAgain : words.answering), progress: true, stop };
}

/** There are no answers. Where there never were any, the question can be asked again as a battle of its own. */
function failedPost(battle: Battle, turn: Turn, words: Sentences): Post {
  const buttons = turn.number > 1 ? [] : [againButton(battle.id, words)];
  const why = encodeAction({ kind: "why", battle: battle.id });
  return { ...textPost(failure(battle, turn, words)), buttons, ...(battle.endReason === "no-answer" && { why }) };
}

function failure(battle: Battle, turn: Turn, { battle: words }: Sentences): string {
  if (turn.number > 1) return words.followUpFailed;
  const { endReason, attempts } = battle;
  const unpaid = attempts.some(({ ending }) => ending && !isAnswer(ending) && ending.failure === "over-budget");
  if (endReason === "no-answer" && unpaid) return words.overBudget;
  return words[failReasons.find((reason) => reason === endReason) ?? "no-answer"];
}

/** Both answers and the ballot. */
function openPost(
  { rules }: Pick<ArenaContext, "rules">,
  { battle, here }: BattleHere,
  turn: Turn,
  language: Language,
): Post {
  const words = sentences(language).battle;
  const minutes = Math.round(battle.closeAfter / minute);
  const closing = words.closing(minutes, Math.round(rules.closeAtLatest / hour), battle.closeAtVotes);
  const draw = publishDraw(battle);
  return {
    text: [battle.league === "demo" ? words.demo(words.open) : words.open, ...pairNote(battle, words)]
      .concat(maskNote(battle, words))
      .join("\n\n"),
    answers: answerTexts(battle, turn, words),
    footer: turn.number > 1 ? `${words.oneVote} ${closing}` : closing,
    buttons: ballotButtons(battle.id, sentences(language)),
    images: [],
    ...(draw && { draw }),
    followUps: openedTurns(battle).length < rules.turnsPerBattle,
    reactions: reactionMode(here.own) !== "off",
    outOfSight: reactionMode(here.own) === "out-of-sight",
  };
}

/** The answers of an earlier turn; the ballot stands below a later one. */
function continuedPost(battle: Battle, turn: Turn, language: Language): Post {
  const words = sentences(language).battle;
  return { ...textPost(words.continued), answers: answerTexts(battle, turn, words) };
}

/** Both answers, who wrote them, how the votes fell, and what that has changed. */
function closedPost({ battle, result, moves = [] }: Told, turn: Turn, language: Language): Post {
  if (!result) throw new Error(`battle ${battle.id} is closed without a result`);
  const words = sentences(language).battle;
  const { models, tally } = result;
  const names = modelNames(battle, models, language);
  const draw = publishDraw(battle);
  const revealed = revealModels(modelsOf(battle), models);
  const said = [words.closed(names.a, names.b), ...outcome(tally, revealed, words), ...moved(moves, models, language)];
  return {
    text: [said.join(" "), ...maskNote(battle, words)].join("\n\n"),
    answers: answerTexts(battle, turn, words),
    reveal: { models: revealed, tally },
    footer: words.votes(tally.a, tally.b, tally.tie, tally["both-bad"]),
    buttons: draw ? [drawButton(battle.id, sentences(language))] : [],
    images: [],
    ...(draw && { draw }),
  };
}

/** What stands where words were that are erased or forgotten. */
export function wordsInstead(battle: Battle, language: Language): string {
  const { battle: words, privacy } = sentences(language);
  return isErased(battle) ? words.erased : privacy.forgotten;
}

/** What is left of a battle whose words are gone: who played, how the votes fell, and the draw. */
function wordlessPost(standing: Told, turn: Turn, state: TurnState, language: Language): Post {
  const instead = wordsInstead(standing.battle, language);
  if (state === "failed") return textPost(`${instead}\n\n${failure(standing.battle, turn, sentences(language))}`);
  if (state !== "closed") return textPost(instead);
  const { answers: _answers, reveal: _reveal, ...rest } = closedPost(standing, turn, language);
  return { ...rest, text: `${instead}\n\n${rest.text}` };
}

/** Who won here, by how many votes; nothing where nobody preferred either. */
function outcome({ a, b }: Result["tally"], models: Reveal["models"], words: BattleWords): string[] {
  if (a === b) return a > 0 ? [words.level(a)] : [];
  return [a > b ? words.won(models.a.name, a, b) : words.won(models.b.name, b, a)];
}

/** Which of its models its votes have moved on the board; nothing where they moved neither. */
function moved(moves: readonly BoardMove[], models: Result["models"], language: Language): string[] {
  const { boards } = sentences(language);
  const nameOf = (model: string) => models.find(({ id }) => id === model)?.name ?? model;
  return moves.map(({ model, from, to }) => boards.moved(nameOf(model), rangeLabel(from), rangeLabel(to)));
}

/** The names of a battle's two models, as people read them. */
export function modelNames(battle: Battle, models: Result["models"], language: Language): Record<Side, string> {
  const { modelName } = sentences(language).battle;
  const { a, b } = revealModels(modelsOf(battle), models);
  return { a: modelName(a.name, a.organization), b: modelName(b.name, b.organization) };
}

type BattleWords = Sentences["battle"];

/** That the same two have answered before, and when everybody is told who they are. */
function pairNote({ id, pair }: Battle, words: BattleWords): string[] {
  return pair === null || pair === id ? [] : [words.samePair];
}

/** Why a battle counts in no rating: a name was hidden, or the question asked for it. */
function maskNote({ masked, attempts }: Battle, words: BattleWords): string[] {
  if (!masked) return [];
  const hasHidden = attempts.some(({ ending }) => isAnswer(ending) && ending.shown !== null);
  return [hasHidden ? words.masked : words.asksWhoAnswers];
}

/** Both answers of a turn as people are shown them. @throws {Error} when the battle never got them. */
function answerTexts(battle: Battle, turn: Turn, words: BattleWords): Record<Side, string> {
  const [a = "", b = ""] = sides.map((side) => {
    const { ending } = lastAttempt(battle, side, turn.number);
    if (!isAnswer(ending)) throw new Error(`battle ${battle.id} has no answer on side ${side}`);
    const text = ending.shown ?? ending.text;
    return ending.finishReason === "length" ? `${text}\n\n${words.cutShort}` : text;
  });
  return { a, b };
}
