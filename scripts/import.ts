/**
 * `npm run -s import -- --in FILE|DIR --source NAME [--columns …] [--winners …] [--join-names] [--skip-bad]`: brings an export of
 * an arena, or a file of votes as `rate` reads it, in as a source (docs/import.md); `--list` shows the sources, `--remove NAME`
 * takes one out. What is there already stays as it is. Ends with 0 when all is well, with 1 when it could not be done or the
 * file is not in order, with 2 for arguments it does not understand.
 */
import { isSourceName, openSources, sentences, sourceCode, type SourceStore, systemClock } from "../core/index.ts";
import { configFromEnvironment } from "../bots/config.ts";
import { importFile } from "./import/import-file.ts";
import { type ImportWishes, readImportOptions, usage } from "./import/options.ts";
import { describeBad, describeReading } from "./rate/reading-text.ts";
import { makeLinesVisible, makeVisible } from "./rate/visible.ts";
import { createStatusLine } from "./status-line.ts";
import { carrying, configuredPlace } from "./verb/carrying.ts";
import { CannotDo, language, runAsVerb } from "./verb/run-as-verb.ts";

const words = sentences(language).copies;
const barWidth = 16;

function say(lines: readonly string[]): void {
  for (const line of lines) console.log(makeLinesVisible(line));
}

/** A bar where there is a terminal. */
function createBar(inWords: (bar: string, done: number, of: number) => string) {
  const line = createStatusLine(process.stderr);
  return {
    told(done: number, of: number) {
      const share = Math.round((Math.min(done, of) / Math.max(1, of)) * barWidth);
      line.show(inWords("█".repeat(share) + "░".repeat(barWidth - share), done, of));
    },
    end: () => line.show(""),
  };
}

/** @throws {CannotDo} for a name that no source can have beside the others. */
async function expectName(store: SourceStore, name: string): Promise<void> {
  if (!isSourceName(name)) throw new CannotDo(words.refused.sourceName(makeVisible(name)));
  const other = (await store.list()).find((one) => one.name !== name && sourceCode(one.name) === sourceCode(name));
  if (other) throw new CannotDo(words.refused.sourceTaken(name, other.name));
}

async function bringIn(store: SourceStore, wishes: ImportWishes): Promise<number> {
  await expectName(store, wishes.source);
  const { told, end } = createBar(words.importing);
  const { read, path, added } = await importFile(wishes, { store, now: systemClock.now(), told }).finally(end);
  if (!added) {
    for (const line of describeBad(read, path, "imported")) console.error(makeLinesVisible(line));
    return 1;
  }
  say([
    ...describeReading(read, wishes),
    words.imported(wishes.source, added.votes, added.battles),
    ...(added.known > 0 ? [words.importedKnown(added.known)] : []),
    ...(added.alike > 0 ? [words.importedAlike(added.alike)] : []),
  ]);
  return 0;
}

async function list(store: SourceStore): Promise<number> {
  const sources = await store.list();
  say(sources.length === 0 ? [words.noSources] : sources.map((one) => words.source(one.name, one.votes, one.battles)));
  return 0;
}

async function remove(store: SourceStore, name: string): Promise<number> {
  const sources = await store.list();
  const known = sources.find((one) => one.name === name);
  if (!known)
    throw new CannotDo(words.refused.unknownSource(makeVisible(name), sources.map((one) => one.name).join(", ")));
  const { told, end } = createBar(words.removing);
  let removed = 0;
  try {
    for (let some = -1; some !== 0; told(removed, known.battles)) removed += some = await store.removeSome(name);
  } finally {
    end();
  }
  say([words.removed(name, removed)]);
  return 0;
}

await runAsVerb(async () => {
  const options = readImportOptions(process.argv.slice(2));
  if (!options) {
    console.error(words.importUsage(usage.command, usage.more, usage.others));
    return 2;
  }
  const store = await carrying(openSources(configuredPlace(configFromEnvironment())));
  try {
    if ("list" in options) return await list(store);
    return await ("remove" in options ? remove(store, options.remove) : bringIn(store, options.bringIn));
  } finally {
    await store.close();
  }
});
