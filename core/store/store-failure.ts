/** Failures of the store: what they are, how they are recognised, and who is told of them. */
import { type Language, sentences } from "../language/index.ts";
import type { Urgency } from "../limits/urgency.ts";
import type { Log } from "../machine/log.ts";

/**
 * What fails.
 * - `disk`: the disk is full, or does not take what is written to it.
 * - `unreachable`: the database server does not answer, or lets nobody in.
 */
export type StoreFailureKind = "disk" | "unreachable";

/**
 * The store can do nothing just now, and may again later. What it had confirmed before is safe; what fails with this
 * is not confirmed. Its message is for whoever runs the arena: what happened, why, and what to do.
 */
export class StoreFailure extends Error {
  override readonly name = "StoreFailure";
  readonly kind: StoreFailureKind;

  constructor(kind: StoreFailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

const words = { disk: "cannotStore", unreachable: "cannotReachStore" } as const;

/**
 * What people are told where it is the store that failed, or a disk that has no room for a file.
 * @returns undefined where something else did.
 */
export function explainStoreFailure(error: unknown, language: Language): string | undefined {
  const failure = findStoreFailure(error);
  return failure && sentences(language).refusals[words[failure.kind]];
}

function findStoreFailure(error: unknown): StoreFailure | undefined {
  if (error instanceof StoreFailure) return error;
  const full = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  return full ? new StoreFailure("disk", error.message, { cause: error }) : undefined;
}

type AdapterCause = { originalCode?: unknown; originalMessage?: unknown; kind?: unknown };

/** What may be read off an error of Prisma, of its adapters, or of what lies below them. */
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
  "57P01",
  "57P02",
  "57P03",
  "53300",
  // SQLSTATE: the connection cannot be made, is not there, was refused, has failed.
  "08001",
  "08003",
  "08004",
  "08006",
  // No socket of a server where it should be, nobody behind it, or a server that went away in the middle of a statement.
  "ENOENT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  // Prisma: cannot reach, timed out, connection closed.
  "P1001",
  "P1002",
  "P1017",
];

/** As the adapter of Prisma names it where there is no code. */
const unreachableKinds: readonly unknown[] = [
  "DatabaseNotReachable",
  "ConnectionClosed",
  "SocketTimeout",
  "TooManyConnections",
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

/** Work that the database has done, or failed to do: for how long it had a place there, waiting in line left out. */
export type StoreWork = { urgency: Urgency; milliseconds: number; failure: StoreFailureKind | null };

/** Closed battles whose votes have been taken into the boards: each battle is among them once, whichever process closed it. */
export type FoldedBattles = { battles: number; votes: number };

/** Is told whether the store works, and on what. */
export type StoreWatch = {
  /** Something failed because of the disk or the server. */
  failed(failure: StoreFailure): void;
  /** Something was written. That something could be read proves nothing: a full disk can often still be read. */
  wrote(): void;
  worked?(work: StoreWork): void;
  folded?(folded: FoldedBattles): void;
};

/** Tells whoever runs the arena when the store fails and when it works again: once each, however many requests fail. */
export function createStoreWatch(log: Log): StoreWatch {
  let failing = false;
  return {
    failed(error) {
      if (failing) return;
      failing = true;
      log.error({ error }, "the store fails; until it works again, people are told so");
    },
    wrote() {
      if (!failing) return;
      failing = false;
      log.info({}, "the store works again");
    },
  };
}

/** The same log without lines on what the store fails in: {@link createStoreWatch} has told of that, once for all of them. */
export function logBesideStore(log: Log): Log {
  const beside =
    (write: Log["error"]): Log["error"] =>
    (details, message) => {
      if (!(details.error instanceof StoreFailure)) write(details, message);
    };
  return {
    info: (details, message) => log.info(details, message),
    warn: beside((details, message) => log.warn(details, message)),
    error: beside((details, message) => log.error(details, message)),
  };
}
