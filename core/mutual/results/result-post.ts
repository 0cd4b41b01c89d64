/** The result of an experiment as a chat shows it: its order, its charts with their words, and the figures as files. */
import { type Language, sentences } from "../../language/index.ts";
import type { Renderer } from "../../images/picture.ts";
import type { Post } from "../../chat/post.ts";
import type { Progress } from "../run/progress.ts";
import { costsOf, isPaid, tellCosts } from "../run/roles.ts";
import { nameSubject } from "../subject.ts";
import { type BoardModel, boardChart, boardInWords, compareResults, tauInWords } from "./board-chart.ts";
import { chartNames, chartsInWords, type ChartStyle, drawCharts } from "./charts.ts";
import { type BoardComparison, fewestCompared } from "../scoring/board-comparison.ts";
import { ballotsFile, beatenRounds, type ExperimentResults, scoresFile } from "./results.ts";
import { buildWorkbook } from "./workbook.ts";

/** Results, what each part has taken (null: it is not known), and the models that people's votes rank (null: there are none). */
export type ToldResults = {
  results: ExperimentResults;
  roles: Progress["roles"] | null;
  board: readonly BoardModel[] | null;
};

/**
 * The order in a few lines, the four charts and a fifth one beside people's votes, and the figures as files: as JSON, and as
 * the workbook.
 */
export async function resultPost(told: ToldResults, style: ChartStyle, renderer: Renderer): Promise<Post> {
  const { results } = told;
  const compared = told.board && compareResults(results, told.board);
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    text: resultInWords(told, compared, style.language),
    buttons: [],
    images: await drawImages(results, compared, { ...style, pdf: false }, renderer),
    files: [
      { name: "scores.json", text: json(scoresFile(results)) },
      { name: "ballots.json", text: json(ballotsFile(results)) },
      { name: "results.xlsx", base64: Buffer.from(await buildWorkbook(results)).toString("base64") },
    ],
    language: style.language,
  };
}

/** The order, and what has to be known about it. */
function resultInWords(told: ToldResults, compared: BoardComparison | null, language: Language): string {
  const { mutual } = sentences(language);
  const { results, board } = told;
  const { settings, rounds, scores } = results;
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  const lines = scores.models.map(({ model, rank, answer, interval }) => {
    const [lower, upper] = interval ? [interval.lower.toFixed(2), interval.upper.toFixed(2)] : [null, null];
    return mutual.line(rank, names.get(model) ?? model, answer, lower, upper);
  });
  const heading = mutual.subtitle(nameSubject(settings.subject, language), settings.models.length, rounds.length);
  const title = scores.isSketch ? mutual.sketch(heading) : heading;
  const beside = compared ? [tauInWords(compared, language)] : board ? [mutual.board.tooFew(fewestCompared)] : [];
  return [`**${title}**`, lines.join("\n"), ...remarksOn(told, language), ...beside].join("\n\n");
}

function remarksOn({ results, roles }: ToldResults, language: Language): string[] {
  const { mutual } = sentences(language);
  const { settings, scores, ending } = results;
  const beaten = beatenRounds(results);
  return [
    ...(settings.models.some(({ league }) => league === "demo") ? [mutual.demoRemark] : []),
    ...(scores.isSketch ? [mutual.sketchRemark] : []),
    ...weighedInWords(results, language),
    ...(beaten.length > 0 ? [mutual.beatenStandards(beaten.join(", "))] : []),
    ...(ending === "budget" ? [mutual.budgetSpent] : []),
    ...(roles && isPaid(roles) ? [tellCosts(costsOf(roles), language)] : []),
  ];
}

async function drawImages(
  results: ExperimentResults,
  compared: BoardComparison | null,
  style: ChartStyle,
  renderer: Renderer,
): Promise<Post["images"]> {
  const charts = drawCharts(results, style);
  const words = chartsInWords(results, style.language);
  const shown = chartNames.map((name) => ({ picture: charts[name], alt: words[name] }));
  if (compared)
    shown.push({
      picture: boardChart(results, compared, style),
      alt: boardInWords(results, compared, style.language),
    });
  const images = [];
  for (const { picture, alt } of shown) images.push({ png: (await renderer.render(picture)).png, alt });
  return images;
}

/** How the order changes when judges count as much as they are reliable, and who of them hardly counts. */
function weighedInWords({ settings, scores, weighed }: ExperimentResults, language: Language): string[] {
  const { mutual } = sentences(language);
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  const nameOf = (id: string) => names.get(id) ?? id;
  const order = weighed.models.flatMap(({ model, rank }) => (rank === null ? [] : [model]));
  if (order.length === 0) return [];
  const ranked = scores.models.flatMap(({ model, rank }) => (rank === null ? [] : [model]));
  const isAlike = order.every((model, index) => model === ranked[index]);
  const hardly = weighed.judges.flatMap(({ judge, ability }) =>
    ability < 0.5 ? [`${nameOf(judge)} (${ability.toFixed(2)})`] : [],
  );
  return [
    isAlike ? mutual.weighedAlike : mutual.weighed(order.map(nameOf).join(", ")),
    ...(hardly.length > 0 ? [mutual.hardlyCounted(hardly.join(", "))] : []),
  ];
}
