/** Makes the report of a mutual evaluation, for somebody who was not there. */
import type { Report, Section, Source } from "../../images/report/section.ts";
import { type Language, sentences } from "../../language/index.ts";
import { beatenSection, biasSection, missingSection } from "./doubt-sections.ts";
import { type EvaluationFacts, readyFacts, type Reported, safeText } from "./facts.ts";
import { judgesSection, peopleSection, rankingSection, settersSection } from "./outcome-sections.ts";
import { costsOf, isPaid, tellCosts } from "../run/roles.ts";
import { answersPerRound } from "../experiment.ts";
import { nameSubject } from "../subject.ts";
import { questionSection } from "./question-section.ts";

/** What the method rests on. */
const sources: readonly Source[] = [
  { text: "LLM-Crowdsourced, 2025", url: "https://arxiv.org/abs/2507.22359" },
  { text: "Kendall 1938, Biometrika 30", url: "https://doi.org/10.1093/biomet/30.1-2.81" },
  { text: "Krippendorff 2011", url: "https://repository.upenn.edu/asc_papers/43/" },
];

/** All that can be told of it. Whatever models have written is bounded in length, and the report with it. */
export function composeEvaluation(facts: EvaluationFacts, language: Language): Report {
  const ready = readyFacts(facts, language);
  const { words, results } = ready;
  const { mutual } = sentences(language);
  const { settings, rounds, ending } = results;
  const title = words.title(nameSubject(settings.subject, language));
  return {
    language,
    title: results.scores.isSketch ? mutual.sketch(title) : title,
    about: [
      words.begun(new Date(settings.startedAt), settings.models.length, rounds.length),
      ...(settings.models.some(({ league }) => league === "demo") ? [mutual.demoRemark] : []),
      ...(ending === "finished" ? [] : [mutual.interrupted]),
      words.asWritten,
    ],
    sections: [
      methodSection(ready),
      whoSection(ready),
      rankingSection(ready),
      settersSection(ready),
      judgesSection(ready),
      ...peopleSection(ready),
      biasSection(ready),
      beatenSection(ready),
      questionSection(ready),
      missingSection(ready),
      limitsSection(ready),
    ],
  };
}

function limitsSection({ words: { limits } }: Reported): Section {
  return { id: "limits", title: limits.title, sentences: [...limits.sentences], pictures: [], sources: [...sources] };
}

function methodSection({ words: { method }, results: { settings }, language }: Reported): Section {
  const { title, round, answers, blind, ranks, scores, score } = method;
  const judged = settings.subject.judging === "ranks" ? ranks(String(answersPerRound(settings) - 1)) : scores;
  const blocks = settings.answerers ? [sentences(language).mutual.blocks(answersPerRound(settings))] : [];
  return { id: "method", title, sentences: [round, answers, ...blocks, blind, judged, score], pictures: [] };
}

function whoSection({ words: { who, sentence }, results, progress, nameOf, language }: Reported): Section {
  const makers = new Map(results.settings.models.map(({ id, organization }) => [id, organization]));
  const { done, failures, tokens, cost, roles } = progress;
  const rows = results.scores.models.map(({ model }, index) => [
    `${index + 1} ${nameOf(model)}`,
    safeText(makers.get(model) ?? ""),
  ]);
  return {
    id: "who",
    title: who.title,
    sentences: [
      who.calls(done, failures, tokens, cost.toFixed(cost < 1 ? 4 : 2)),
      ...(isPaid(roles) ? [sentence(tellCosts(costsOf(roles), language))] : []),
      who.numbers,
    ],
    pictures: [],
    table: [[who.headings.model, who.headings.maker], ...rows],
  };
}
