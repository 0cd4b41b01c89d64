/** The four charts of an experiment, as pictures to be drawn. */
import { altText } from "../../images/alt-text.ts";
import type { FigurePicture, Theme } from "../../images/picture.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { topSizes } from "../scoring/judge-pairs.ts";
import { nameSubject, type Subject } from "../subject.ts";
import type { ExperimentResults } from "./results.ts";

/** `pdf`: whether charts are wanted for print as well; they are, unless told otherwise. */
export type ChartStyle = { theme: Theme; language: Language; pdf?: boolean };

/** The charts, by the names of their files. */
export const chartNames = ["scores", "radar", "topk", "agreement"] as const;
/** One of {@link chartNames}. */
export type ChartName = (typeof chartNames)[number];

/** Of results, what charts show. */
export type ChartedResults = Pick<ExperimentResults, "scores" | "agreement" | "ending"> & {
  settings: {
    subject: Pick<Subject, "name" | "judging">;
    models: readonly Pick<ExperimentResults["settings"]["models"][number], "id" | "name" | "league">[];
  };
  rounds: { length: number };
};

/** @returns every chart under the name of its file. */
export function drawCharts(results: ChartedResults, style: ChartStyle): Record<ChartName, FigurePicture> {
  return {
    scores: scoreChart(results, style),
    radar: radarChart(results, style),
    topk: topkChart(results, style),
    agreement: agreementChart(results, style),
  };
}

/** The most points that an answer can get. */
function mostPoints({ settings }: ChartedResults): number {
  return settings.subject.judging === "ranks" ? settings.models.length - 2 : 100;
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

/** What a model is called. */
export function createNaming({ settings }: ChartedResults): (id: string) => string {
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}

/** The models by rank: their places are their numbers in every chart. */
export function numbered({ scores }: ChartedResults): string[] {
  return scores.models.map(({ model }) => model);
}

/** How many decimals points are shown with. */
export const digitsOf = { ranks: 2, scores: 1 } as const;

/** A value as charts write it. */
export const figure = (value: number | null, digits: number): string =>
  value === null ? "–" : value.toFixed(digits).replace("-", "−");

function scoreChart(results: ChartedResults, style: ChartStyle): FigurePicture {
  const { score } = sentences(style.language).mutual;
  const { judging } = results.settings.subject;
  const digits = digitsOf[judging];
  const most = mostPoints(results);
  const nameOf = createNaming(results);
  return {
    ...surround(results, style),
    title: titleScores(results, style.language),
    footer: score.footer[judging],
    content: {
      kind: "bars",
      heading: score.model,
      columns: [
        { heading: score.answer(String(most)), most },
        { heading: score.question[judging], most: judging === "ranks" ? 1 : 100 },
      ],
      rows: results.scores.models.map(({ model, answer, interval, question }, index) => ({
        name: `${index + 1} ${nameOf(model)}`,
        bars: [
          { value: answer, figure: figure(answer, digits), ...interval },
          { value: question, figure: figure(question, digits) },
        ],
      })),
    },
  };
}

/** What the scores come to; a sketch says that it is one. */
function titleScores(results: ChartedResults, language: Language): string {
  const { score, sketch } = sentences(language).mutual;
  const finding = findBest(results, score);
  return results.scores.isSketch ? sketch(finding) : finding;
}

/** Which model answers best, where its interval lies above all others'. */
function findBest(results: ChartedResults, score: Sentences["mutual"]["score"]): string {
  const [first, ...others] = results.scores.models;
  if (!first?.interval || others.some(({ answer, interval }) => answer !== null && !interval)) return score.title;
  const { lower } = first.interval;
  const isClear = others.every(({ interval }) => !interval || interval.upper < lower);
  return isClear ? score.best(createNaming(results)(first.model)) : score.noBest;
}

function radarChart(results: ChartedResults, style: ChartStyle): FigurePicture {
  const { radar } = sentences(style.language).mutual;
  const most = mostPoints(results);
  const nameOf = createNaming(results);
  const setters = numbered(results);
  return {
    ...surround(results, style),
    title: radar.title,
    footer: radar.footer(String(most)),
    content: {
      kind: "radars",
      axes: setters.map(nameOf),
      most,
      radars: results.scores.models.map(({ model, answer }) => ({
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
            dots: results.scores.rounds.flatMap((round) => round.topk[k] ?? []),
          },
        ],
      })),
    },
  };
}

function agreementChart(results: ChartedResults, style: ChartStyle): FigurePicture {
  const { agreement } = sentences(style.language).mutual;
  const { pairs, kendallTau, krippendorffAlpha } = results.agreement;
  const numbers = numbered(results);
  const judges = numbers.filter((model) => results.agreement.judges.includes(model));
  const taus = new Map(pairs.map((pair) => [pair.judges.join("\n"), pair.tau]));
  return {
    ...surround(results, style),
    title: agreement.title,
    status: agreement.status(figure(kendallTau, 2), figure(krippendorffAlpha, 2)),
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

/** The same figures in words, under the names of the charts' files. */
export function chartsInWords(results: ChartedResults, language: Language): Record<ChartName, string> {
  const words = sentences(language);
  const { score, radar, topk, agreement } = words.mutual;
  const { scores } = results;
  const nameOf = createNaming(results);
  const digits = digitsOf[results.settings.subject.judging];
  const pairs = results.agreement.pairs.map(
    ({ judges: [one, other], tau }) => `${nameOf(one)} – ${nameOf(other)}: ${figure(tau, 2)}`,
  );
  const bySetter = scores.models.map(({ model }) => {
    const points = [...(scores.radar.get(model) ?? [])].map(
      ([setter, value]) => `${nameOf(setter)} ${figure(value, 2)}`,
    );
    return `${nameOf(model)}: ${points.join(", ")}`;
  });
  return {
    scores: altText(
      [
        titleScores(results, language),
        ...scores.models.map(({ model, answer, interval, question }) => {
          const range = interval ? ` (${figure(interval.lower, digits)}–${figure(interval.upper, digits)})` : "";
          return score.inWords(nameOf(model), figure(answer, digits) + range, figure(question, digits));
        }),
      ],
      words,
    ),
    radar: altText([radar.title, ...bySetter], words),
    topk: altText([topk.title, ...topSizes.map((k) => `${topk.row(k)}: ${figure(scores.topk[k] ?? null, 2)}`)], words),
    agreement: altText([agreement.title, ...pairs], words),
  };
}
