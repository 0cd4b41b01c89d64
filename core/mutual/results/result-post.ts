/** The result of an experiment as a chat shows it: its order, its charts with their words, and the figures as files. */
import { sentences, type Language } from "../../language/index.ts";
import type { Renderer } from "../../images/picture.ts";
import type { Post } from "../../chat/post.ts";
import { chartNames, type ChartStyle, drawCharts, type ChartName } from "./charts.ts";
import { ballotsFile, type ExperimentResults, scoresFile } from "./results.ts";
import { buildWorkbook } from "./workbook.ts";
import { altText } from "../../images/alt-text.ts";
import { topSizes } from "../scoring/concordance.ts";

/** The order in a few lines, the four charts, and the figures as files: as JSON, and as the workbook. */
export async function resultPost(results: ExperimentResults, style: ChartStyle, renderer: Renderer): Promise<Post> {
  const { mutual } = sentences(style.language);
  const charts = drawCharts(results, { ...style, pdf: false });
  const words = chartsInWords(results, style.language);
  const images = [];
  for (const name of chartNames) {
    const { png } = await renderer.render(charts[name]);
    images.push({ png, alt: words[name] });
  }
  const { settings, rounds, scores, ending } = results;
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  const lines = scores.models.map(({ model, rank, answer }) => mutual.line(rank, names.get(model) ?? model, answer));
  const demo = settings.models.some(({ league }) => league === "demo");
  const heading = mutual.subtitle(mutual.subjects[settings.subject], settings.models.length, rounds.length);
  const remarks = [...(demo ? [mutual.demoRemark] : []), ...(ending === "budget" ? [mutual.budgetSpent] : [])];
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    text: [`**${heading}**`, lines.join("\n"), ...remarks].join("\n\n"),
    buttons: [],
    images,
    files: [
      { name: "scores.json", text: json(scoresFile(results)) },
      { name: "ballots.json", text: json(ballotsFile(results)) },
      { name: "results.xlsx", base64: Buffer.from(await buildWorkbook(results)).toString("base64") },
    ],
    language: style.language,
  };
}

const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? "–" : value.toFixed(2);

function chartsInWords(results: ExperimentResults, language: Language): Record<ChartName, string> {
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
