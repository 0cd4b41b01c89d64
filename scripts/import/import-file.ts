/** A file or an export of an arena, into a source: read twice, so that nothing of a file that is not in order comes in. */
import { statSync } from "node:fs";
import type { AddedToSource, SourceModel, SourceStore } from "../../core/index.ts";
import { RateProblem } from "../rate/problem.ts";
import { readRows } from "../rate/read-votes.ts";
import type { ReadRows } from "../rate/reading-text.ts";
import { createTelling, type RowCounts, type RowReading, takeRows } from "../rate/row-taking.ts";
import { makeVisible } from "../rate/visible.ts";
import { proposeWinners } from "../rate/winner-words.ts";
import { gatherBattles } from "./gather-battles.ts";
import type { ImportWishes } from "./options.ts";
import { readExport } from "./read-export.ts";
import { createSourceSink, type SinkWishes, type SourceRow, type SourceSink } from "./source-sink.ts";

/** How a file was read, how many votes it holds, and what has come of them; undefined: it is not in order. */
export type Imported = { read: ReadRows; path: string; votes: number; added: AddedToSource | undefined };

/** What an import works with. @param told is told how many votes are done, of how many. */
export type Importing = { store: Pick<SourceStore, "add">; now: Date; told: (votes: number, of: number) => void };

/** @throws {RateProblem} when a file cannot be read at all, or holds no vote. @throws {StoreFailure} What came before stays. */
export async function importFile(wishes: ImportWishes, { store, now, told }: Importing): Promise<Imported> {
  const { votes: path, models } = isFolder(wishes.path)
    ? await readExport(wishes.path)
    : { votes: wishes.path, models: new Map<string, SourceModel>() };
  const sinkWishes = { ...wishes, now };
  let votes = 0;
  const read = await readAll(path, sinkWishes, { take: () => void (votes += 1) });
  if (read.bad.count > 0 && !wishes.skipBad) return { read, path, votes, added: undefined };
  if (votes === 0) throw new RateProblem(`${makeVisible(path)} holds no comparison, so there is nothing to import.`);
  const gathering = gatherBattles(
    (battles) => store.add(wishes.source, battles, models),
    (done) => told(done, votes),
  );
  await readAll(path, sinkWishes, gathering);
  return { read, path, votes, added: await gathering.end() };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

type Taker = { take: (row: SourceRow) => void; rest?: () => Promise<void> };

async function readAll(
  path: string,
  wishes: SinkWishes & Pick<ImportWishes, "columns">,
  { take, rest }: Taker,
): Promise<ReadRows> {
  const { counts, telling } = createTelling();
  const state: { sink?: SourceSink; format?: string | undefined } = {};
  const begin: RowReading["begin"] = (given, first) => {
    const rows = takeRows({ given, first }, { columns: wishes.columns }, telling, (found) => {
      return (state.sink = createSourceSink(found, wishes, take));
    });
    state.format = rows.format?.name;
    return rows;
  };
  const byLines = await readRows(path, { begin, report: telling.report, ...(rest && { rest }) });
  return describe(counts, state, byLines);
}

function describe(
  { bad, passedOver }: RowCounts,
  { sink, format }: { sink?: SourceSink; format?: string | undefined },
  byLines: boolean,
): ReadRows {
  const without = sink?.withoutWinner() ?? 0;
  const none: [string, number][] = without > 0 ? [["have a winner that means none", without]] : [];
  return {
    ...{ format, byLines, bad, alike: sink?.alike() ?? [], withoutText: 0 },
    passedOver: [...passedOver, ...none].map(([reason, rows]) => ({ reason, rows })),
    proposal: sink && sink.unknownWinners.size > 0 ? proposeWinners(sink.unknownWinners) : undefined,
  };
}
