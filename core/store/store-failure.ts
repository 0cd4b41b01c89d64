import { type Language, sentences } from "../language/index.ts";

/**
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

/** What people are told of it. */
export function explainStoreFailure({ kind }: StoreFailure, language: Language): string {
  return sentences(language).refusals[words[kind]];
}

/** The failure of the store in an error, or that of a disk without room for a file. */
export function findStoreFailure(error: unknown): StoreFailure | undefined {
  if (error instanceof StoreFailure) return error;
  const full = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  return full ? new StoreFailure("disk", error.message, { cause: error }) : undefined;
}
