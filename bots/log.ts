/** The log file, for whoever runs the arena: one JSON object a line. */
import { pino } from "pino";
import type { Log } from "../core/index.ts";

/** An error's message, stack and causes, and never what else hangs on it: requests and headers hold secrets. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause === undefined ? {} : { cause: describeError(cause) }) };
}

/**
 * Opens (or goes on with) the log at `file`, readable by its owner only.
 * @param onBroken is told once when the file cannot be written any more, on a full disk for example.
 */
export function createFileLog(file: string, onBroken: (error: Error) => void): Log {
  const destination = pino.destination({ dest: file, append: true, mode: 0o600, sync: true });
  destination.once("error", onBroken);
  // Without a listener, the next error would end the arena.
  destination.on("error", () => {});
  return pino(
    { base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers: { error: describeError } },
    destination,
  );
}
