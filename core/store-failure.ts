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
