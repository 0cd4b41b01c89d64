/** What came of an evaluation: the ranking with what can be claimed, points by setter, agreement, and people's votes beside it. */
import type { ReportPicture, Section } from "../../images/report/section.ts";
import { sentences } from "../../language/index.ts";
import { boardChart, boardInWords, compareResults, tauInWords } from "../results/board-chart.ts";
import { agreementInWords, chartsInWords, findBest } from "../results/chart-words.ts";
import { type ChartName, figure, numbered } from "../results/charted.ts";
import { drawCharts, mostRadars, radarChart } from "../results/charts.ts";
import { separationInWords, weighedInWords } from "../results/told-words.ts";
import { fewestCompared } from "../scoring/board-comparison.ts";
import { neighbours } from "../scoring/told-apart.ts";
import type { Reported } from "./facts.ts";

function chart({ results, language }: Reported, name: ChartName): ReportPicture {
  return {
    draw: (theme) => drawCharts(results, { theme, language, pdf: false })[name],
    alt: chartsInWords(results, language)[name],
  };
}

/** The ranking, its ranges, and which models can be told apart. */
export function rankingSection(facts: Reported): Section {
  const { results, words, nameOf, points } = facts;
  const { headings, title } = words.ranking;
  const rows = results.scores.models.map(({ model, rank, rankRange, answer, interval, question }) => [
    `${rank === null ? "–" : `${rank}.`} ${nameOf(model)}`,
    rankRange ? between(String(rankRange.best), String(rankRange.worst)) : "–",
    points(answer),
    interval ? between(points(interval.lower), points(interval.upper)) : "–",
    points(question),
  ]);
  return {
    id: "ranking",
    title,
    sentences: claimsOf(facts),
    pictures: [chart(facts, "scores")],
    table: [[headings.model, headings.range, headings.answer, headings.interval, headings.question], ...rows],
  };
}

const between = (one: string, other: string) => (one === other ? one : `${one}–${other}`);

/** Of so many neighbours that are not told apart it is said what is missing: those that come first. */
const mostOpen = 12;

/** What may be said of the ranking, and what is missing until more may. */
function claimsOf({ results, words, language, nameOf }: Reported): string[] {
  const { scores } = results;
  const { mutual } = sentences(language);
  const { ranking, sentence } = words;
  const sketch = scores.isSketch ? [mutual.sketchRemark] : [];
  const isTold = scores.models.some(({ rankRange }) => rankRange !== null);
  const weighed = weighedInWords(results, language, nameOf);
  if (!isTold) return [...sketch, ranking.unclaimed, ...weighed];
  const apart = scores.separations.filter(({ missing }) => missing === null);
  const open = neighbours(scores.separations)
    .filter(({ missing }) => missing !== null)
    .slice(0, mostOpen);
  return [
    ...sketch,
    sentence(findBest(results, mutual.score)),
    ranking.apart(apart.length, scores.separations.length),
    ranking.range,
    ...open.map((one) => sentence(separationInWords(one, language, nameOf))),
    ...weighed,
  ];
}

/** Points of each model on the questions of each other one. */
export function settersSection(facts: Reported): Section {
  const whole = chart(facts, "radar");
  const starts = facts.results.scores.models.flatMap((_, index) => (index % mostRadars === 0 ? [index] : []));
  const pictures = starts.map((start): ReportPicture => ({
    alt: whole.alt,
    draw: (theme) => radarChart(facts.results, { theme, language: facts.language, pdf: false }, start),
  }));
  return { id: "setters", title: facts.words.setters.title, sentences: [], pictures };
}

/** How far the judges agree, pair by pair and on the best answers; and how much each counts when judges are weighed. */
export function judgesSection(facts: Reported): Section {
  const { words, results, language } = facts;
  const { headings, title, meaning, weights } = words.judges;
  const rows = judgeRows(facts);
  return {
    id: "judges",
    title,
    sentences: [words.sentence(agreementInWords(results, language)), meaning, ...(rows.length > 0 ? [weights] : [])],
    pictures: [chart(facts, "agreement"), chart(facts, "topk")],
    ...(rows.length > 0 && { table: [[headings.judge, headings.tau, headings.weight], ...rows] }),
  };
}

/** By the order of the pictures. */
function judgeRows({ results, nameOf }: Reported): string[][] {
  const abilities = new Map(results.weighed.judges.map((one) => [one.judge, one]));
  const agreements = new Map(results.agreement.each.map((one) => [one.judge, one]));
  const cell = (value: number | null | undefined, interval: { lower: number; upper: number } | null | undefined) => {
    const range = interval ? ` (${between(figure(interval.lower, 2), figure(interval.upper, 2))})` : "";
    return `${figure(value ?? null, 2)}${range}`;
  };
  return numbered(results).flatMap((model, index) => {
    const [agreement, weighed] = [agreements.get(model), abilities.get(model)];
    if (!agreement && !weighed) return [];
    const name = `${index + 1} ${nameOf(model)}`;
    return [[name, cell(agreement?.tau, agreement?.interval), cell(weighed?.ability, weighed?.interval)]];
  });
}

/** The places that people's votes give the same models; nothing where nobody has voted. */
export function peopleSection({ results, board, words, language }: Reported): Section[] {
  if (board === null) return [];
  const found = compareResults(results, board);
  const section = { id: "people", title: words.people.title };
  if (!found)
    return [{ ...section, sentences: [sentences(language).mutual.board.tooFew(fewestCompared)], pictures: [] }];
  return [
    {
      ...section,
      sentences: [words.sentence(tauInWords(found, language))],
      pictures: [
        {
          draw: (theme) => boardChart(results, found, { theme, language, pdf: false }),
          alt: boardInWords(results, found, language),
        },
      ],
    },
  ];
}
