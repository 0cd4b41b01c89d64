import { modelNames } from "../../arena/battle-posts.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { asSaid } from "../../language/said.ts";
import type { Model } from "../../models/model.ts";
import type { PastVote } from "../../people/store.ts";
import type { Heard } from "../../people/spoken-languages.ts";
import { type Button, type Reply, type Sender, textPost } from "../../chat/post.ts";
import { Refusal } from "../../chat/refusal.ts";
import { actionOf, type Command, type CommandContext } from "../command.ts";

declare module "../../language/command-sentences.ts" {
  interface CommandSentences {
    history: CommandWords;
  }
}

const perPage = 8;
/** How much of a question is shown, in characters. */
const longestQuestion = 90;

/** `/history`: the battles that have closed and how one voted on them; of open ones only how many there are. */
export const history: Command = {
  unseen: true,
  run: (context, request) => showHistory(context, request, 0),
  async press(context, press, rest) {
    if (!/^\d{1,6}$/u.test(rest)) throw new Refusal(sentences(press.language).refusals.unknownAction);
    return showHistory(context, press, Number(rest));
  },
};

async function showHistory(context: CommandContext, from: Heard<Sender>, skip: number): Promise<Reply> {
  const { language } = from;
  const words = sentences(language);
  const { votes, total, open } = await context.store.people.history(context.pseudonyms.of(from.person), skip, perPage);
  const models = await context.store.models.models();
  const lines = votes.map((vote) => line(vote, models, language, words));
  const text = [
    total === 0 ? words.history.empty : words.history.title(total),
    ...(lines.length > 0 ? [lines.join("\n")] : []),
    ...(open > 0 ? [words.history.open(open)] : []),
  ].join("\n\n");
  return { ...textPost(text), buttons: pageButtons(skip, total, words), private: true };
}

function line(
  { battle, vote, tally }: PastVote,
  models: readonly Model[],
  language: Language,
  words: Sentences,
): string {
  const { a, b } = modelNames(battle, models, language);
  const counted = words.battle.votes(tally.a, tally.b, tally.tie, tally["both-bad"]);
  const when = words.history.when(vote.castAt);
  return words.history.line(
    when,
    inOneLine(battle.turns[0]?.question || words.privacy.erasedQuestion),
    words.battle.choices[vote.choice],
    a,
    b,
    counted,
  );
}

/** The beginning of a question in one line, as plain words: no list, code or link begins in it. */
function inOneLine(question: string): string {
  const characters = [...question.replaceAll(/\s+/gu, " ").trim()];
  const shown = characters.length > longestQuestion ? [...characters.slice(0, longestQuestion - 1), "…"] : characters;
  return asSaid(shown.join("").replaceAll(/[\\`*_~[\]<|]/gu, String.raw`\$&`));
}

function pageButtons(skip: number, total: number, { history: words }: Sentences): Button[] {
  const button = (label: string, to: number): Button => ({ label, action: actionOf("history", String(to)) });
  return [
    ...(skip > 0 ? [button(words.newer, Math.max(0, skip - perPage))] : []),
    ...(skip + perPage < total ? [button(words.older, skip + perPage)] : []),
  ];
}
