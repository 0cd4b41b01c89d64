/** Every question with its answers, and why each got its points: folded, and bounded, for models may write any amount. */
import type { Fold, Section, Written } from "../../images/report/section.ts";
import type { RoundRecord, SetQuestion } from "../experiment.ts";
import { type Reported, safeText } from "./facts.ts";

/** So many characters a page has room for, of questions and answers and of reasons; no text is cut shorter or left longer. */
const room = { texts: 6_000_000, reasons: 3_000_000 };
const [shortest, longest] = [500, 20_000];

/** So much of a question stands where it is folded, in characters. */
const beginningLength = 90;

/** How many characters of a text are shown; 0: none. */
type Shown = { text: number; reason: number };

/** @returns a section without folds where no round is over. */
export function questionSection(facts: Reported): Section {
  const { results, words } = facts;
  const { title, about, none, withoutReasons } = words.questions;
  const { rounds } = results;
  const reasons = rounds.flatMap(({ evaluations }) => evaluations.flatMap((one) => one.reasons)).length;
  const texts = rounds.reduce((sum, { answers }) => sum + answers.length + 2, 0);
  const share = Math.min(longest, Math.floor(room.reasons / Math.max(1, reasons)));
  const shown = {
    text: Math.min(longest, Math.max(shortest, Math.floor(room.texts / Math.max(1, texts)))),
    reason: share < shortest ? 0 : share,
  };
  return {
    id: "questions",
    title,
    sentences: [rounds.length === 0 ? none : about, ...(shown.reason === 0 ? [withoutReasons] : [])],
    pictures: [],
    folds: rounds.map((round, index) => foldRound(facts, round, index, shown)),
  };
}

function foldRound(facts: Reported, round: RoundRecord, index: number, shown: Shown): Fold {
  const { words, nameOf, results } = facts;
  const { questions } = words;
  const { number, setting } = round;
  const remarks = [
    ...(results.standards[index]?.beaten ? [questions.beaten] : []),
    ...(results.scores.rounds[index]?.undecided ? [questions.undecided] : []),
  ];
  return {
    summary: [questions.summary(number, nameOf(setting.setter)), ...remarks].join(" · "),
    hint: beginningOf(setting.set?.question ?? ""),
    written: setting.set
      ? writtenOf(setting.set, facts, shown.text)
      : [{ label: questions.question, text: questions.missing(setting.shortfall?.kind ?? "–") }],
    folds: foldAnswers(facts, round, index, shown),
  };
}

function beginningOf(question: string): string {
  const line = safeText(question.slice(0, 4 * beginningLength))
    .replaceAll(/\s+/gu, " ")
    .trim();
  return line.length > beginningLength ? `${line.slice(0, beginningLength)} …` : line;
}

function writtenOf(
  { question, standardAnswer, principle, criteria, samples }: SetQuestion,
  facts: Reported,
  most: number,
) {
  const { questions } = facts.words;
  const listed = criteria.map(({ name, points }) => `${name}: ${points}`).join("\n");
  const examples = samples.map(({ input, output }) => `${input}\n→ ${output}`).join("\n\n");
  const parts: [string, string][] = [
    [questions.question, question],
    [questions.standardAnswer, standardAnswer],
    [questions.principle, principle],
    [questions.criteria, listed],
    [questions.samples, examples],
  ];
  return parts.flatMap(([label, text]): Written[] => (text === "" ? [] : [{ label, text: cut(text, most, facts) }]));
}

/** The answers, best first; those that were not judged last. */
function foldAnswers(facts: Reported, { answers, evaluations }: RoundRecord, index: number, shown: Shown): Fold[] {
  const { words, nameOf, points, results } = facts;
  const { questions } = words;
  const means = new Map(results.scores.rounds[index]?.answers.map((answer) => [answer.model, answer.points]));
  const inOrder = answers.toSorted((one, other) => (means.get(other.model) ?? -1) - (means.get(one.model) ?? -1));
  return inOrder.map(({ model, text, shortfall }): Fold => {
    const mean = means.get(model);
    const given = evaluations.flatMap((one): Written[] => {
      const own = one.points?.find(([answer]) => answer === model)?.[1];
      const reason = one.reasons.find(([answer]) => answer === model)?.[1] ?? "";
      if (own === undefined || shown.reason === 0) return [];
      return [{ label: questions.reason(nameOf(one.judge), points(own)), text: cut(reason, shown.reason, facts) }];
    });
    return {
      summary: `${nameOf(model)} · ${mean === undefined ? questions.unjudged : questions.points(points(mean))}`,
      written: [{ label: questions.answer, text: cut(text ?? shortfall?.kind ?? "–", shown.text, facts) }, ...given],
    };
  });
}

function cut(text: string, most: number, { words }: Reported): string {
  const begun = safeText(text.slice(0, most));
  return text.length > most ? `${begun}\n${words.questions.cut(text.length - most)}` : begun;
}
