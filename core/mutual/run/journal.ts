/** The calls an experiment has made, so that none is made twice. */
import { type FileHandle, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import { flushFolder } from "../../machine/durable-file.ts";
import type { FailureKind } from "../../models/completion.ts";
import { isRecord } from "../../models/json.ts";

/** How a call ended. */
export type CallOutcome =
  | {
      text: string;
      /** As it was received, where that is not `text`. */
      received: string | null;
      finishReason: "stop" | "length";
      inputTokens: number | null;
      outputTokens: number | null;
      /** US dollars; null: unknown. */
      cost: number | null;
      milliseconds: number;
    }
  | { failure: FailureKind; detail: string };

/** A call that has ended. */
export type CallRecord = {
  /** Which call of the experiment it is. */
  key: string;
  model: string;
  /** Fingerprint of what was asked. */
  request: string;
  /** ISO 8601. */
  endedAt: string;
  /** What was set aside for it before it was made, in US dollars; older records do not say. */
  reserved?: number;
  outcome: CallOutcome;
};

/** Keeps records in the order in which they came. */
export interface Journal {
  find(key: string): CallRecord | undefined;
  /** Resolves when the record would survive a crash. A record whose key is known already is not written again. */
  append(record: CallRecord): Promise<void>;
  records(): CallRecord[];
  /**
   * Notes US dollars set aside for a call that is about to be made; below zero: given back, because it has no outcome.
   * Resolves when the note would survive a crash.
   */
  reserve(key: string, dollars: number): Promise<void>;
  /** US dollars set aside for calls whose outcome was not recorded when the journal was opened. */
  lost(): number;
  close(): Promise<void>;
}

/** The journal is no journal. */
export class BrokenJournal extends Error {
  override readonly name = "BrokenJournal";
}

/**
 * Opens or makes a journal: a record a line, as JSON. A last line that a crash cut off is taken away.
 * @throws {BrokenJournal} when another line cannot be read. {Error} of node:fs.
 */
export async function openJournal(file: string): Promise<Journal> {
  const known = new Map<string, CallRecord>();
  const { whole, lost } = await readWhole(file, known);
  const handle = await open(file, whole === null ? "ax" : "r+");
  await handle.truncate(whole ?? 0);
  await handle.sync();
  await flushFolder(dirname(file));
  const append = createAppender(handle, whole ?? 0);
  return {
    find: (key) => known.get(key),
    async append(record) {
      if (known.has(record.key)) return;
      await append(`${JSON.stringify(record)}\n`);
      known.set(record.key, record);
    },
    records: () => [...known.values()],
    reserve: (key, dollars) => append(`${JSON.stringify({ key, reserved: dollars })}\n`),
    lost: () => lost,
    close: () => handle.close(),
  };
}

/** Reads all whole lines. @returns how many bytes they take, null when there is no file yet; and what was set aside in vain. */
async function readWhole(
  file: string,
  known: Map<string, CallRecord>,
): Promise<{ whole: number | null; lost: number }> {
  const bytes = await readFile(file).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  });
  if (bytes === null) return { whole: null, lost: 0 };
  const end = bytes.lastIndexOf("\n") + 1;
  const lines = bytes.subarray(0, end).toString().split("\n").slice(0, -1);
  let lost = 0;
  for (const [index, line] of lines.entries()) {
    const record = parseRecord(line);
    if (record && !("outcome" in record)) {
      lost += record.reserved;
      continue;
    }
    if (!record) throw new BrokenJournal(`${file}: line ${index + 1} cannot be read. Put the file back from a copy.`);
    known.set(record.key, record);
    lost -= record.reserved ?? 0;
  }
  return { whole: end, lost: Math.max(0, lost) };
}

/** Money set aside for a call. */
type Reservation = { key: string; reserved: number };

function parseRecord(line: string): CallRecord | Reservation | undefined {
  try {
    const value: unknown = JSON.parse(line);
    if (isRecord(value) && !("outcome" in value))
      return typeof value["reserved"] === "number" ? (value as Reservation) : undefined;
    const good = isRecord(value) && typeof value["key"] === "string" && isRecord(value["outcome"]);
    return good ? (value as CallRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes one after another; what comes while a flush is under way shares the next one. */
function createAppender(handle: FileHandle, length: number): (line: string) => Promise<void> {
  let end = length;
  let waiting: string[] = [];
  let next: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();
  const write = async (): Promise<void> => {
    const bytes = Buffer.from(waiting.join(""));
    waiting = [];
    next = undefined;
    await handle.write(bytes, 0, bytes.length, end);
    await handle.sync();
    end += bytes.length;
  };
  return (line) => {
    waiting.push(line);
    next ??= running = running.catch(() => {}).then(write);
    return next;
  };
}
