/**
 * - `locked`: another process has the data directory.
 * - `other-key`: the database was made under another pseudonym key.
 * - `newer-schema`: the database has migrations this version does not know.
 * - `failed-migration`: the database carries a migration that broke off halfway.
 * - `unreachable`: the PostgreSQL server cannot be reached or does not let us in.
 * - `unwritable`: the data directory cannot be made or written.
 * - `unreadable`: the data directory holds something that does not open as a database.
 */
export type StoreRefusalKind =
  | "locked"
  | "other-key"
  | "newer-schema"
  | "failed-migration"
  | "unreachable"
  | "unwritable"
  | "unreadable";

/** What a sentence about the refusal may name; never a password or a key. */
export type StoreRefusalDetails = {
  /** Absolute path of the data directory. */
  path?: string;
  /** The process that has the data directory, where it is known. */
  pid?: number;
  /** The machine that process runs on. */
  machine?: string;
  /** The PostgreSQL server as `host:port/name`. */
  server?: string;
  /** The migrations that are unknown or broke off. */
  migrations?: readonly string[];
  /** What the operating system or the server said. */
  reason?: string;
};

/** The store does not open. Its message is a sentence: what happened, why, and what to do. */
export class StoreRefusal extends Error {
  override readonly name = "StoreRefusal";
  readonly kind: StoreRefusalKind;
  readonly details: StoreRefusalDetails;

  constructor(kind: StoreRefusalKind, message: string, details: StoreRefusalDetails, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
    this.details = details;
  }
}
