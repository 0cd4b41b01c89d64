/** The result of an experiment as a chat shows it: its order, its charts with their words, and the figures as files. */
import { sentences } from "../../language/index.ts";
import type { Renderer } from "../../images/picture.ts";
import type { Post } from "../../chat/post.ts";
import type { Progress } from "../run/progress.ts";
import { costsOf, isPaid, tellCosts } from "../run/roles.ts";
import { nameSubject } from "../subject.ts";
import { chartNames, chartsInWords, type ChartStyle, drawCharts } from "./charts.ts";
import { ballotsFile, beatenRounds, type ExperimentResults, scoresFile } from "./results.ts";
import { buildWorkbook } from "./workbook.ts";

/**
 * The order in a few lines, the four charts, and the figures as files: as JSON, and as the workbook.
 * @param roles what each part has taken; null: it is not known.
 */
export async function resultPost(
  results: ExperimentResults,
  roles: Progress["roles"] | null,
  style: ChartStyle,
  renderer: Renderer,
): Promise<Post> {
  const { mutual } = sentences(style.language);
  const { settings, rounds, scores } = results;
  const names = new Map(settings.models.map(({ id, name }) => [id, name]));
  const lines = scores.models.map(({ model, rank, answer }) => mutual.line(rank, names.get(model) ?? model, answer));
  const heading = mutual.subtitle(nameSubject(settings.subject, style.language), settings.models.length, rounds.length);
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    text: [`**${heading}**`, lines.join("\n"), ...remarksOn(results, roles, style.language)].join("\n\n"),
    buttons: [],
    images: await drawAll(results, style, renderer),
    files: [
      { name: "scores.json", text: json(scoresFile(results)) },
      { name: "ballots.json", text: json(ballotsFile(results)) },
      { name: "results.xlsx", base64: Buffer.from(await buildWorkbook(results)).toString("base64") },
    ],
    language: style.language,
  };
}

function remarksOn(
  results: ExperimentResults,
  roles: Progress["roles"] | null,
  language: ChartStyle["language"],
): string[] {
  const { mutual } = sentences(language);
  const beaten = beatenRounds(results);
  return [
    ...(results.settings.models.some(({ league }) => league === "demo") ? [mutual.demoRemark] : []),
    ...(beaten.length > 0 ? [mutual.beatenStandards(beaten.join(", "))] : []),
    ...(results.ending === "budget" ? [mutual.budgetSpent] : []),
    ...(roles && isPaid(roles) ? [tellCosts(costsOf(roles), language)] : []),
  ];
}

async function drawAll(results: ExperimentResults, style: ChartStyle, renderer: Renderer): Promise<Post["images"]> {
  const charts = drawCharts(results, { ...style, pdf: false });
  const words = chartsInWords(results, style.language);
  const images = [];
  for (const name of chartNames) {
    const { png } = await renderer.render(charts[name]);
    images.push({ png, alt: words[name] });
  }
  return images;
}
