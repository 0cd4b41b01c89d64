/** What a battle looks like in each state, and what its voters are told. */
import { type Language, sentences, type Sentences } from "../language/index.ts";
import type { Model } from "../models/model.ts";
import { type Button, type Post, type Reply, textPost } from "../post.ts";
import { type BattleAction, encodeAction } from "./ballot.ts";
import { type Battle, type Choice, choices, isAnswer, lastAttempt, sides, type Side } from "./battle.ts";
import type { ArenaRules } from "./rules.ts";

const minute = 60_000;
const hour = 60 * minute;

/** Shown while the models answer; says nothing about either side. */
export function answeringPost(language: Language): Post {
  return { ...textPost(sentences(language).battle.answering), progress: true };
}

/** Both answers and the ballot. */
export function openPost(
  battle: Pick<Battle, "id" | "league">,
  answers: Record<Side, string>,
  rules: ArenaRules,
  language: Language,
): Post {
  const words = sentences(language).battle;
  return {
    text: battle.league === "demo" ? words.demo(words.open) : words.open,
    answers,
    footer: words.closing(Math.round(rules.closeAfterFirstVote / minute), Math.round(rules.closeAtLatest / hour)),
    buttons: ballotButtons(battle.id, sentences(language)),
    images: [],
  };
}

/** Both answers, who wrote them and how the votes fell. */
export function closedPost(
  battle: Battle,
  models: readonly Model[],
  tally: Record<Choice, number>,
  language: Language,
): Post {
  const words = sentences(language).battle;
  const names = modelNames(battle, models, language);
  return {
    text: words.closed(names.a, names.b),
    answers: answerTexts(battle),
    footer: words.votes(tally.a, tally.b, tally.tie, tally["both-bad"]),
    buttons: [],
    images: [],
  };
}

/** The four choices, in the order everybody knows them by. */
export function ballotButtons(battle: string, words: Sentences): Button[] {
  return choices.map((choice) => button(words.battle.buttons[choice], { kind: "vote", battle, choice }));
}

/** What a voter may do after voting. */
export function voteButtons(battle: string, mayClose: boolean, words: Sentences): Button[] {
  const { buttons } = words.battle;
  return [
    button(buttons.change, { kind: "change", battle }),
    button(buttons.names, { kind: "names", battle }),
    ...(mayClose ? [button(buttons.close, { kind: "close", battle })] : []),
  ];
}

export function privateReply(text: string, buttons: Button[] = []): Reply {
  return { ...textPost(text), buttons, private: true };
}

/** The names of a battle's two models, as people read them. */
export function modelNames(battle: Battle, models: readonly Model[], language: Language): Record<Side, string> {
  const words = sentences(language).battle;
  const name = (side: Side) => {
    const { model: id } = lastAttempt(battle, side);
    const model = models.find((one) => one.id === id);
    return model ? words.modelName(model.name, model.organization) : id;
  };
  return { a: name("a"), b: name("b") };
}

/** Both answers as they were posted. @throws {Error} when the battle never got them. */
export function answerTexts(battle: Battle): Record<Side, string> {
  const [a, b] = sides.map((side) => {
    const { ending } = lastAttempt(battle, side);
    if (!isAnswer(ending)) throw new Error(`battle ${battle.id} has no answer on side ${side}`);
    return ending.text;
  });
  return { a: a ?? "", b: b ?? "" };
}

function button(label: string, action: BattleAction): Button {
  return { label, action: encodeAction(action) };
}
