/** What the charts show, in words: for whoever cannot see them. */
import { altText } from "../../images/alt-text.ts";
import { type Language, sentences } from "../../language/index.ts";
import { topSizes } from "../scoring/top-k.ts";
import type { ChartName } from "./charts.ts";
import type { ExperimentResults } from "./results.ts";

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value.toFixed(2);

export function chartsInWords(results: ExperimentResults, language: Language): Record<ChartName, string> {
  const words = sentences(language);
  const { score, radar, topk, agreement } = words.mutual;
  const { settings, scores } = results;
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const pairs = results.agreement.pairs.map(
    ({ judges: [one, other], tau }) => `${nameOf(one)} – ${nameOf(other)}: ${figure(tau)}`,
  );
  const bySetter = scores.models.map(({ model }) => {
    const points = [...(scores.radar.get(model) ?? [])].map(([setter, value]) => `${nameOf(setter)} ${figure(value)}`);
    return `${nameOf(model)}: ${points.join(", ")}`;
  });
  return {
    scores: altText(
      [
        score.title,
        ...scores.models.map(({ model, answer, question }) =>
          score.inWords(nameOf(model), figure(answer), figure(question)),
        ),
      ],
      words,
    ),
    radar: altText([radar.title, ...bySetter], words),
    topk: altText([topk.title, ...topSizes.map((k) => `${topk.row(k)}: ${figure(scores.topk[k])}`)], words),
    agreement: altText([agreement.title, ...pairs], words),
  };
}
