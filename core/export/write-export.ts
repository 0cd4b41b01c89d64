/** Writes an export into a folder: whole, or not there at all. */
import { createHash } from "node:crypto";
import type { PersonalKind } from "../safety/personal-data/datum.ts";
import { writeWholeFolder } from "../machine/whole-folder.ts";
import { rateBoard } from "../boards/board-rating.ts";
import { createBoardSums, type RateExported } from "./board-sums.ts";
import { writeCard } from "./card.ts";
import { battleColumns, boardColumns, modelColumns, voteColumns } from "./columns.ts";
import { areEnough, type LeftOutReason, mayShowWords, whyLeftOut, type World } from "./consent.ts";
import { describeAsCroissant } from "./croissant.ts";
import { type ExportPlace, folderPlace } from "./export-place.ts";
import type { ExportFormat } from "./formats.ts";
import type { Recorded, RecordedBattle } from "./recorded.ts";
import { type BattleRows, createRowMaking, modelRow } from "./rows.ts";
import type { ExportSummary, ExportTerms, ExportWish } from "./summary.ts";
import { beginTable, type TableFile } from "./table-file.ts";

/** How an export is made. */
export type MakingOptions = ExportTerms & {
  format: ExportFormat;
  wish: ExportWish;
  /** A fresh secret, that nobody keeps. */
  secret: string;
  personalKinds: Readonly<Record<PersonalKind, string>>;
  now: Date;
  /** Rates its boards; left out: in this thread, which does nothing else meanwhile. */
  rate?: RateExported;
  /** Is told how many closed battles have been looked at, and of how many. */
  told?: (battles: number, of: number) => void;
};

/** The same, and where: a folder by its absolute path; there must be none yet, or an empty one. */
export type ExportOptions = MakingOptions & { out: string };

/** Everything is on the disk under another name before the folder has its final one. @throws {Error} of node:fs. */
export async function writeExport(recorded: Recorded, options: ExportOptions): Promise<ExportSummary> {
  return await writeWholeFolder(options.out, (draft) => writeInto(folderPlace(draft), recorded, options));
}

type Tables = Record<"votes" | "battles" | "models" | "boards", TableFile>;

async function beginTables(place: ExportPlace, { format, wish }: MakingOptions): Promise<Tables> {
  const begin = (table: string, columns: Parameters<typeof beginTable>[3]) => beginTable(place, format, table, columns);
  return {
    votes: await begin("votes", voteColumns(wish.withText)),
    battles: await begin("battles", battleColumns(wish.withText)),
    models: await begin("models", modelColumns),
    boards: await begin("boards", boardColumns),
  };
}

/** Writes the files of an export into a place, which has half of them when this throws. @throws what the place does. */
export async function writeInto(
  place: ExportPlace,
  recorded: Recorded,
  options: MakingOptions,
): Promise<ExportSummary> {
  const { wish, rate = async (votes) => rateBoard(votes) } = options;
  const tables = await beginTables(place, options);
  try {
    const sums = createBoardSums();
    const counts = await writeBattles(tables, recorded, options, (votes) => sums.add(votes));
    await tables.models.add(recorded.models.filter(({ id }) => counts.models.has(id)).map(modelRow));
    const board = await sums.rows(recorded.models, rate);
    await tables.boards.add(board);
    const written = [];
    for (const table of Object.values(tables)) written.push(await table.end());
    const all = board.filter((row) => row["board"] === "all");
    const summary = {
      ...counts,
      madeAt: options.now,
      wish,
      tables: written,
      board: all,
      demo: recorded.league === "demo",
    };
    await describe(place, summary, options);
    return summary;
  } catch (error) {
    await Promise.allSettled(Object.values(tables).map((table) => table.close()));
    throw error;
  }
}

type Counts = Omit<ExportSummary, "madeAt" | "wish" | "tables" | "board" | "demo"> & { models: ReadonlySet<string> };

async function writeBattles(
  { battles: battleTable, votes: voteTable }: Pick<Tables, "battles" | "votes">,
  recorded: Recorded,
  options: MakingOptions,
  counted: (votes: BattleRows["votes"]) => void,
): Promise<Counts> {
  const { wish, secret, personalKinds, told } = options;
  const world: World = { league: recorded.league, openPage: recorded.openPage, ofOpenPage: wish.ofOpenPage };
  const oneByOne = await areEnough(recorded, world);
  const { rowsOf } = createRowMaking({ secret, oneByOne, personalKinds });
  const tally = createTally();
  let seen = 0;
  for await (const batch of recorded.battles()) {
    const kept = batch.filter((battle) => !tally.leaveOut(battle, world));
    const asked = wish.withText ? kept.filter(mayShowWords).map(({ id }) => id) : [];
    const words = asked.length > 0 ? await recorded.words(asked) : undefined;
    const made = kept.map((battle) => {
      const rows = rowsOf(battle, words?.get(battle.id));
      tally.take(battle, rows, words?.has(battle.id) ?? false);
      counted(rows.votes);
      return rows;
    });
    await battleTable.add(made.map(({ battle }) => battle));
    await voteTable.add(made.flatMap(({ votes }) => votes));
    told?.((seen += batch.length), recorded.total);
  }
  return tally.counts();
}

/** Counts what is written, and what is not. */
function createTally() {
  const leftOut = new Map<LeftOutReason, number>();
  const [voters, languages, models] = [new Set<string>(), new Set<string>(), new Set<string>()];
  const sums = { battles: 0, votes: 0, ownVotes: 0, withWords: 0, setAside: 0 };
  return {
    /** Whether a battle is left out, which is counted. */
    leaveOut(battle: RecordedBattle, world: World): boolean {
      const reason = whyLeftOut(battle, world);
      if (reason) leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
      return reason !== undefined;
    },
    take(battle: RecordedBattle, { battle: row, votes }: BattleRows, hasWords: boolean): void {
      models.add(row.model_a).add(row.model_b);
      sums.battles += 1;
      sums.votes += votes.length;
      sums.setAside += battle.votes.filter(({ aside }) => aside).length;
      if (hasWords) sums.withWords += 1;
      languages.add(battle.language);
      for (const { consented, judge } of votes) {
        if (!consented) continue;
        sums.ownVotes += 1;
        voters.add(judge);
      }
    },
    counts: (): Counts => ({ ...sums, voters: voters.size, models, leftOut, languages: [...languages].toSorted() }),
  };
}

/** The card, the description for programs, and the checksums of all. */
async function describe(place: ExportPlace, summary: ExportSummary, terms: MakingOptions): Promise<void> {
  const write = async (name: string, text: string) => {
    const file = await place.begin(name);
    await file.write(Buffer.from(text)).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
    await file.end();
  };
  const texts = {
    "README.md": writeCard(summary, terms, terms.format),
    "croissant.json": `${JSON.stringify(describeAsCroissant(summary, terms, terms.format), null, 2)}\n`,
  };
  const sums = summary.tables.map(({ file, sha256 }) => `${sha256}  ${file}`);
  for (const [file, text] of Object.entries(texts)) {
    await write(file, text);
    sums.push(`${createHash("sha256").update(text).digest("hex")}  ${file}`);
  }
  await write("checksums.txt", `${sums.join("\n")}\n`);
}
