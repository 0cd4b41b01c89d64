/** What charts say in words. */
import { altText } from "../../images/alt-text.ts";
import { type Language, sentences, type Sentences } from "../../language/index.ts";
import { topSizes } from "../scoring/judge-pairs.ts";
import { type ChartedResults, type ChartName, createNaming, digitsOf, figure } from "./charted.ts";

/** What the scores come to; a sketch says that it is one. */
export function titleScores(results: ChartedResults, language: Language): string {
  const { score, sketch } = sentences(language).mutual;
  const finding = findBest(results, score);
  return results.scores.isSketch ? sketch(finding) : finding;
}

/** Which model answers best, where its interval lies above all others'. */
export function findBest(results: ChartedResults, score: Sentences["mutual"]["score"]): string {
  const [first, ...others] = results.scores.models;
  if (!first?.interval || others.some(({ answer, interval }) => answer !== null && !interval)) return score.title;
  const { lower } = first.interval;
  const isClear = others.every(({ interval }) => !interval || interval.upper < lower);
  return isClear ? score.best(createNaming(results)(first.model)) : score.noBest;
}

/** How far the judges agree, with intervals where any are claimed. */
export function agreementInWords({ agreement }: Pick<ChartedResults, "agreement">, language: Language): string {
  const { mutual } = sentences(language);
  const { kendallTau, krippendorffAlpha, interval } = agreement;
  return mutual.agreement.status(
    withInterval(kendallTau, interval.kendallTau, language),
    withInterval(krippendorffAlpha, interval.krippendorffAlpha, language),
  );
}

/** A value, and its interval where it has one. */
export function withInterval(
  value: number | null,
  interval: { lower: number; upper: number } | null,
  language: Language,
): string {
  const shown = figure(value, 2);
  if (!interval) return shown;
  return sentences(language).mutual.interval(shown, figure(interval.lower, 2), figure(interval.upper, 2));
}

/** The same figures in words, under the names of the charts' files. */
export function chartsInWords(results: ChartedResults, language: Language): Record<ChartName, string> {
  const words = sentences(language);
  const { radar, topk, agreement } = words.mutual;
  const { scores } = results;
  const nameOf = createNaming(results);
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
    scores: altText([titleScores(results, language), ...scoresInWords(results, language)], words),
    radar: altText([radar.title, ...bySetter], words),
    topk: altText(
      [
        topk.title,
        ...topSizes.map((k) => `${topk.row(k)}: ${withInterval(scores.topk[k], scores.topkInterval[k], language)}`),
      ],
      words,
    ),
    agreement: altText([agreement.title, agreementInWords(results, language), ...pairs], words),
  };
}

function scoresInWords(results: ChartedResults, language: Language): string[] {
  const { score } = sentences(language).mutual;
  const digits = digitsOf[results.settings.subject.judging];
  const nameOf = createNaming(results);
  return results.scores.models.map(({ model, answer, interval, question }) => {
    const range = interval ? ` (${figure(interval.lower, digits)}–${figure(interval.upper, digits)})` : "";
    return score.inWords(nameOf(model), figure(answer, digits) + range, figure(question, digits));
  });
}
