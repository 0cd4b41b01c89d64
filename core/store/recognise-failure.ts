/** Recognises, among all that a database may say, that its disk is full or broken or its server away. */
import { StoreFailure, type StoreFailureKind } from "../store-failure.ts";

/** What may be read off an error of Prisma, of its adapters, or of what lies below them. */
type AdapterCause = { originalCode?: unknown; originalMessage?: unknown; kind?: unknown };
type DatabaseError = {
  code?: unknown;
  message?: unknown;
  /** Of an adapter's own error, which Prisma hands on as it is when a commit fails. */
  cause?: unknown;
  meta?: { driverAdapterError?: { cause?: AdapterCause } };
};

/** SQLSTATE: disk full, input/output error. */
const diskCodes: readonly unknown[] = ["53100", "58030"];

const unreachableCodes: readonly unknown[] = [
  // SQLSTATE: shut down, crashed, cannot connect now, too many connections.
  ...["57P01", "57P02", "57P03", "53300"],
  // No socket of a server where it should be.
  "ENOENT",
  // Prisma: cannot reach, timed out, connection closed.
  ...["P1001", "P1002", "P1017"],
];

/** As the adapter of Prisma names it where there is no code. */
const unreachableKinds: readonly unknown[] = [
  ...["DatabaseNotReachable", "ConnectionClosed", "SocketTimeout", "TooManyConnections"],
];

/** The driver's own words; it gives these errors no code. */
const unreachableMessage = /connection terminated|timeout exceeded when trying to connect|connection error and is not/i;

const advice: Record<StoreFailureKind, string> = {
  disk:
    "The database could not write to its disk, which is full or broken. What it had confirmed before is safe. " +
    "Free or mend the disk: the arena then goes on by itself.",
  unreachable:
    "The database server does not answer. What it had confirmed before is safe. See that it runs and that this " +
    "machine may reach it: the arena then goes on by itself.",
};

function kindOf(error: DatabaseError): StoreFailureKind | undefined {
  const { originalCode, kind } =
    error.meta?.driverAdapterError?.cause ?? (error.cause as AdapterCause | undefined) ?? {};
  const codes = [error.code, originalCode];
  if (codes.some((code) => diskCodes.includes(code))) return "disk";
  if (codes.some((code) => unreachableCodes.includes(code)) || unreachableKinds.includes(kind)) return "unreachable";
  return unreachableMessage.test(String(error.message)) ? "unreachable" : undefined;
}

/** The same failure as a {@link StoreFailure}, when it is one of the disk or the server; otherwise the error itself. */
export function recogniseFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreFailure) return error;
  const kind = kindOf(error);
  return kind ? new StoreFailure(kind, advice[kind], { cause: error }) : error;
}
