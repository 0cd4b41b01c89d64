/** The four charts of an experiment, as pictures to be drawn. */
import type { FigurePicture } from "../../images/picture.ts";
import { sentences } from "../../language/index.ts";
import { answersPerRound, mostPointsOf } from "../experiment.ts";
import { topSizes } from "../scoring/judge-pairs.ts";
import { nameSubject } from "../subject.ts";
import { agreementInWords, titleScores } from "./chart-words.ts";
import {
  type ChartedResults,
  type ChartName,
  type ChartStyle,
  createNaming,
  digitsOf,
  figure,
  numbered,
} from "./charted.ts";

/** @returns every chart under the name of its file. */
export function drawCharts(results: ChartedResults, style: ChartStyle): Record<ChartName, FigurePicture> {
  return {
    scores: scoreChart(results, style),
    radar: radarChart(results, style, 0),
    topk: topkChart(results, style),
    agreement: agreementChart(results, style),
  };
}

/** The words around every chart. */
export function surround({ settings, rounds, ending }: ChartedResults, { theme, language, pdf = true }: ChartStyle) {
  const { mutual } = sentences(language);
  const demo = settings.models.some(({ league }) => league === "demo");
  return {
    kind: "figure" as const,
    theme,
    pdf,
    subtitle: mutual.subtitle(nameSubject(settings.subject, language), settings.models.length, rounds.length),
    ...(ending !== "finished" && { status: mutual.interrupted }),
    ...(demo && { notice: mutual.demoNotice }),
  };
}

function scoreChart(results: ChartedResults, style: ChartStyle): FigurePicture {
  const { score, blocks } = sentences(style.language).mutual;
  const { subject, answerers } = results.settings;
  const { judging } = subject;
  const digits = digitsOf[judging];
  const most = mostPointsOf(results.settings);
  const nameOf = createNaming(results);
  return {
    ...surround(results, style),
    title: titleScores(results, style.language),
    footer: [score.footer[judging], ...(answerers ? [blocks(answersPerRound(results.settings))] : [])].join(" "),
    content: {
      kind: "bars",
      heading: score.model,
      columns: [
        { heading: score.answer(String(most)), most },
        { heading: score.question[judging], most: judging === "ranks" ? 1 : 100 },
      ],
      rows: results.scores.models.map(({ model, answer, interval, question, questionInterval }, index) => ({
        name: `${index + 1} ${nameOf(model)}`,
        bars: [
          { value: answer, figure: figure(answer, digits), ...interval },
          { value: question, figure: figure(question, digits), ...questionInterval },
        ],
      })),
    },
  };
}

/** More radars would make a picture that nobody scrolls through: further models have further ones. */
export const mostRadars = 12;

/** The points by setter of {@link mostRadars} models. @param start how many models come before, by rank. */
export function radarChart(results: ChartedResults, style: ChartStyle, start: number): FigurePicture {
  const { radar } = sentences(style.language).mutual;
  const most = mostPointsOf(results.settings);
  const nameOf = createNaming(results);
  const setters = numbered(results);
  const end = Math.min(start + mostRadars, setters.length);
  return {
    ...surround(results, style),
    title: radar.title,
    footer: [
      radar.footer(String(most)),
      ...(setters.length > mostRadars ? [radar.part(start + 1, end, setters.length)] : []),
    ].join(" "),
    content: {
      kind: "radars",
      axes: setters.map(nameOf),
      most,
      radars: results.scores.models.slice(start, end).map(({ model, answer }) => ({
        name: `${setters.indexOf(model) + 1} ${nameOf(model)}`,
        figure: radar.figure(figure(answer, most > 20 ? 1 : 2)),
        values: setters.map((setter) => results.scores.radar.get(model)?.get(setter) ?? null),
      })),
    },
  };
}

function topkChart(results: ChartedResults, style: ChartStyle): FigurePicture {
  const { topk } = sentences(style.language).mutual;
  return {
    ...surround(results, style),
    title: topk.title,
    footer: topk.footer,
    content: {
      kind: "bars",
      heading: topk.heading,
      columns: [{ heading: topk.column, most: 1 }],
      rows: topSizes.map((k) => ({
        name: topk.row(k),
        bars: [
          {
            value: results.scores.topk[k],
            figure: figure(results.scores.topk[k], 2),
            ...results.scores.topkInterval[k],
            dots: results.scores.rounds.flatMap((round) => round.topk[k] ?? []),
          },
        ],
      })),
    },
  };
}

function agreementChart(results: ChartedResults, style: ChartStyle): FigurePicture {
  const { agreement } = sentences(style.language).mutual;
  const { pairs } = results.agreement;
  const numbers = numbered(results);
  const judges = numbers.filter((model) => results.agreement.judges.includes(model));
  const taus = new Map(pairs.map((pair) => [pair.judges.join("\n"), pair.tau]));
  return {
    ...surround(results, style),
    title: agreement.title,
    status: agreementInWords(results, style.language),
    footer: agreement.footer,
    content: {
      kind: "matrix",
      numbers: judges.map((judge) => numbers.indexOf(judge) + 1),
      names: judges.map(createNaming(results)),
      scale: agreement.scale,
      cells: judges.map((row) =>
        judges.map((column) => {
          const value = taus.get([row, column].join("\n")) ?? taus.get([column, row].join("\n")) ?? null;
          return { value, figure: row === column ? "" : figure(value, 2) };
        }),
      ),
    },
  };
}
