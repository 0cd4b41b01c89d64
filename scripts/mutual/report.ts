/** `mutual report --in DIR [--board FILE] [--theme light|dark]`: the charts and the report of an experiment again, also beside a board. */
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import {
  type BoardModel,
  BrokenJournal,
  compareResults,
  createModelProvider,
  createRenderer,
  fewestCompared,
  OtherExperiment,
  readBoardFile,
  reportInFolder,
  sentences,
  systemClock as clock,
  tauInWords,
  themes,
  UnusableBoard,
  UnusableFolder,
} from "../../core/index.ts";
import { CannotDo, language } from "../verb/run-as-verb.ts";

/** Calls no model. @returns 0. @throws {CannotDo} with a sentence for whoever typed it. */
export async function report(given: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...given],
    options: { in: text, board: text, theme: { ...text, default: "light" } },
  });
  if (values.in === undefined) throw new CannotDo("Name the folder of the experiment: --in DIR");
  const theme = themes.find((one) => one === values.theme);
  if (!theme) throw new CannotDo(`--theme must be ${themes.join(" or ")}, not "${values.theme}".`);
  const board = values.board === undefined ? null : await readBoard(values.board);
  const folder = resolve(values.in);
  const renderer = createRenderer();
  try {
    const provider = createModelProvider({ endpoints: {}, clock });
    const { results } = await reportInFolder({ folder, renderer, style: { theme, language }, board, provider, clock });
    const compared = board && compareResults(results, board);
    if (compared) console.log(tauInWords(compared, language));
    else if (board) console.log(sentences(language).mutual.board.tooFew(fewestCompared));
    console.log(`Report: ${join(folder, "report.html")}, ${join(folder, "report.pdf")}`);
    return 0;
  } catch (error) {
    if (error instanceof UnusableFolder || error instanceof BrokenJournal || error instanceof OtherExperiment)
      throw new CannotDo(error.message, { cause: error });
    throw error;
  } finally {
    await renderer.close();
  }
}

async function readBoard(file: string): Promise<BoardModel[]> {
  try {
    return readBoardFile(await readFile(file, "utf8"));
  } catch (error) {
    if (error instanceof UnusableBoard) throw new CannotDo(`${file} is no board. ${error.message}`, { cause: error });
    if (!(error instanceof Error && "code" in error)) throw error;
    throw new CannotDo(`${file} cannot be read (${String(error.code)}). Check the path.`, { cause: error });
  }
}
