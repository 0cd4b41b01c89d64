/** The result of an experiment as a chat shows it: its order, its charts with their words, and the figures as files. */
import { type Language, sentences } from "../../language/index.ts";
import type { Renderer } from "../../images/picture.ts";
import { bytesOf, type Post, type PostFile } from "../../chat/post.ts";
import { drawReportPdf } from "../../images/report/draw-report.ts";
import { composeEvaluation } from "../report/compose-evaluation.ts";
import type { EvaluationFacts } from "../report/facts.ts";
import { costsOf, isPaid, tellCosts } from "../run/roles.ts";
import { nameSubject } from "../subject.ts";
import { answersPerRound } from "../experiment.ts";
import { boardChart, boardInWords, compareResults, tauInWords } from "./board-chart.ts";
import { chartsInWords } from "./chart-words.ts";
import { chartNames, type ChartStyle, createNaming } from "./charted.ts";
import { drawCharts } from "./charts.ts";
import { weighedInWords } from "./told-words.ts";
import { type BoardComparison, fewestCompared } from "../scoring/board-comparison.ts";
import { machineRemarks } from "./machine-checks.ts";
import { ballotsFile, beatenRounds, type ExperimentResults, scoresFile } from "./results.ts";
import { buildWorkbook } from "./workbook.ts";

/**
 * The order in a few lines, the four charts and a fifth one beside people's votes, and as files the figures, as JSON and as
 * the workbook, and the report for print: it has no answers and no reasons, which nobody has looked through.
 */
export async function resultPost(facts: EvaluationFacts, style: ChartStyle, renderer: Renderer): Promise<Post> {
  const { results, board } = facts;
  const compared = board && compareResults(results, board);
  const images = await drawImages(results, compared, { ...style, pdf: false }, renderer);
  const taken = images.reduce((sum, { png }) => sum + png.length, 0);
  const { files, left } = chooseFiles(await writeFiles(facts, style, renderer), mostBytes - taken);
  const { tooLarge } = sentences(style.language).mutual;
  const remarks = left.length > 0 ? [tooLarge(left.map(({ name }) => name).join(", "))] : [];
  const text = [resultInWords(facts, compared, style.language), ...remarks].join("\n\n");
  return { text, buttons: [], images, files, language: style.language };
}

/** Discord takes 10 MiB in a message, and the other platforms more. */
const mostBytes = 9 * 1024 * 1024;

async function writeFiles(facts: EvaluationFacts, style: ChartStyle, renderer: Renderer): Promise<PostFile[]> {
  const { results } = facts;
  const json = (value: object) => `${JSON.stringify(value, undefined, 2)}\n`;
  const report = await drawReportPdf(composeEvaluation(facts, style.language), renderer);
  return [
    { name: "scores.json", text: json(scoresFile(results)) },
    { name: "ballots.json", text: json(ballotsFile(results)) },
    { name: "report.pdf", base64: Buffer.from(report).toString("base64") },
    { name: "results.xlsx", base64: Buffer.from(await buildWorkbook(results)).toString("base64") },
  ];
}

/** As many files as there is room for, in bytes: the largest ones are left out. */
export function chooseFiles(files: readonly PostFile[], room: number): { files: PostFile[]; left: PostFile[] } {
  const sized = files.map((file) => ({ file, size: bytesOf(file).length }));
  const kept = new Set<PostFile>();
  let sum = 0;
  for (const { file, size } of sized.toSorted((one, other) => one.size - other.size)) {
    sum += size;
    if (sum <= room) kept.add(file);
  }
  return { files: files.filter((file) => kept.has(file)), left: files.filter((file) => !kept.has(file)) };
}

/** The order, and what has to be known about it. */
function resultInWords(facts: EvaluationFacts, compared: BoardComparison | null, language: Language): string {
  const { mutual } = sentences(language);
  const { results } = facts;
  const { settings, rounds, scores } = results;
  const nameOf = createNaming(results);
  const lines = scores.models.map(({ model, rank, answer, interval }) => {
    const [lower, upper] = interval ? [interval.lower.toFixed(2), interval.upper.toFixed(2)] : [null, null];
    return mutual.line(rank, nameOf(model), answer, lower, upper);
  });
  const heading = mutual.subtitle(nameSubject(settings.subject, language), settings.models.length, rounds.length);
  const title = scores.isSketch ? mutual.sketch(heading) : heading;
  return [`**${title}**`, lines.join("\n"), ...remarksOn(facts, compared, language)].join("\n\n");
}

function remarksOn(
  { results, progress: { roles }, board }: EvaluationFacts,
  compared: BoardComparison | null,
  language: Language,
): string[] {
  const { mutual } = sentences(language);
  const { settings, scores, ending } = results;
  const beaten = beatenRounds(results);
  return [
    ...(settings.models.some(({ league }) => league === "demo") ? [mutual.demoRemark] : []),
    ...(settings.answerers ? [mutual.blocks(answersPerRound(settings))] : []),
    ...(scores.isSketch ? [mutual.sketchRemark] : []),
    ...weighedInWords(results, language, createNaming(results)),
    ...(beaten.length > 0 ? [mutual.beatenStandards(beaten.join(", "))] : []),
    ...machineRemarks(results, mutual),
    ...(ending === "budget" ? [mutual.budgetSpent] : []),
    ...(compared ? [tauInWords(compared, language)] : board ? [mutual.board.tooFew(fewestCompared)] : []),
    ...(isPaid(roles) ? [tellCosts(costsOf(roles), language)] : []),
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
