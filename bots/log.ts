/** The log, for whoever runs the arena: one JSON object a line, in a file or on stdout; for a person at a terminal, words. */
import { pino } from "pino";
import { battleInHand, type Log } from "../core/index.ts";
import { createBlot } from "./blotting.ts";
import { type LineSink, openRotatingFile, type Rotation, usualRotation } from "./rotating-file.ts";
import type { LogLevel } from "./watch-settings.ts";

/** Where it goes, and what is left out of it. */
export type LogOptions = {
  /** A file; null: stdout. */
  file: string | null;
  /** What is less urgent is left out. */
  level: LogLevel;
  /** What may be in no line. */
  secrets: () => Iterable<string>;
  /** Told once when it cannot be written any more, on a full disk for example. */
  onBroken: (error: Error) => void;
  rotation?: Rotation;
  /** Left out: this process's own. */
  stdout?: Output;
};

type Output = Pick<NodeJS.WriteStream, "write" | "on"> & { isTTY?: boolean };

/** Opens it, or goes on with the file that is there. */
export function createLog({ level, secrets, ...where }: LogOptions): Log {
  const blot = createBlot(secrets);
  const formatters = { level: (label: string) => ({ level: label }) };
  const lines = pino({ base: null, level, timestamp: pino.stdTimeFunctions.isoTime, formatters }, openSink(where));
  const write =
    (urgency: LogLevel): Log["info"] =>
    (details, message) => {
      if (!lines.isLevelEnabled(urgency)) return;
      const battle = battleInHand();
      // What a line says of itself goes first.
      const told = { ...(battle !== undefined && { battle }), ...details };
      lines[urgency](blot(told) as object, String(blot(message)));
    };
  return { info: write("info"), warn: write("warn"), error: write("error") };
}

function openSink({
  file,
  onBroken,
  rotation = usualRotation,
  stdout = process.stdout,
}: Omit<LogOptions, "level" | "secrets">): LineSink {
  if (file !== null) return openRotatingFile(file, rotation, onBroken);
  let told = false;
  // Whoever read it has gone: without a listener, that would end the arena.
  stdout.on("error", (error: Error) => {
    if (!told) onBroken(error);
    told = true;
  });
  const write = (text: string): void => void stdout.write(text);
  return { write: stdout.isTTY === true ? (line) => write(inWords(line)) : write };
}

const marks: Readonly<Record<string, string>> = { info: " ", warn: "!", error: "✗" };

/** A line as a person reads it: when, how urgent, what happened, and the details behind it. */
export function inWords(line: string): string {
  const { time, level, msg, error, ...details } = JSON.parse(line) as Record<string, unknown>;
  const told = Object.entries(details).map(
    ([key, value]) => `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );
  const { stack, message } = (error ?? {}) as { stack?: string; message?: string };
  const why = error === undefined ? [] : [stack ?? message ?? JSON.stringify(error)];
  const head = [String(time).slice(11, 19), marks[String(level)] ?? String(level), msg, ...told].join(" ");
  return `${[head, ...why].join("\n  ")}\n`;
}
