/** `mutual score --in FILE [--json]`: scores saved ballots again, without any model. */
import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import {
  ConservationError,
  readSavedBallots,
  reportScores,
  type ScoreReport,
  UnusableBallots,
} from "../../core/index.ts";
import { CannotDo } from "../verb/run-as-verb.ts";

/**
 * @returns 0. @throws {CannotDo} with a sentence for whoever typed it when the file cannot be scored.
 */
export async function score(given: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...given],
    options: { in: { type: "string" }, json: { type: "boolean", default: false } },
  });
  if (values.in === undefined) throw new CannotDo("Name the file with the ballots: --in FILE");
  const report = await scoreFile(values.in);
  console.log(values.json ? JSON.stringify(report, undefined, 2) : table(report));
  return 0;
}

async function scoreFile(file: string): Promise<ScoreReport> {
  try {
    const { experiment, remarks } = readSavedBallots(await readFile(file, "utf8"));
    for (const remark of remarks) console.error(remark);
    return reportScores(experiment);
  } catch (error) {
    if (error instanceof UnusableBallots || error instanceof ConservationError)
      throw new CannotDo(`${file} cannot be scored. ${error.message}`, { cause: error });
    if (error instanceof Error && "code" in error)
      throw new CannotDo(`${file} cannot be read (${String(error.code)}). Check the path.`, { cause: error });
    throw error;
  }
}

function table({ models, topk }: ScoreReport): string {
  const figure = (value: number | null) => (value === null ? "–" : value.toFixed(3)).padStart(10);
  const lines = models.map(
    ({ rank, model, answer, question }) =>
      `${String(rank ?? "–").padStart(4)}${figure(answer)}${figure(question)}  ${model}`,
  );
  const consistency = Object.entries(topk).map(([k, value]) => `top-${k} ${value === null ? "–" : value.toFixed(3)}`);
  return [`rank    answer  question  model`, ...lines, "", `consistency: ${consistency.join(", ")}`].join("\n");
}
