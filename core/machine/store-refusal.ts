/**
 * - `locked`: another process has the data directory.
 * - `other-key`: the database was made under another pseudonym key.
 * - `newer-schema`: the database has migrations this version does not know.
 * - `failed-migration`: the database carries a migration that broke off halfway.
 * - `unreachable`: the PostgreSQL server cannot be reached or does not let us in.
 * - `unwritable`: the data directory cannot be made or written.
 * - `unreadable`: the data directory holds something that does not open as a database.
 * - `unfit`: the server cannot hold the record.
 */
export type StoreRefusalKind =
  | "locked"
  | "other-key"
  | "newer-schema"
  | "failed-migration"
  | "unreachable"
  | "unwritable"
  | "unreadable"
  | "unfit";

/**
 * Why a database server cannot hold the record.
 * - `other-program`: it is not PostgreSQL.
 * - `no-functions`: it has no PL/pgSQL.
 * - `too-old`, `oldest`: PostgreSQL of an older version than that.
 * - `isolation`: a transaction does not see what others have committed while it waited.
 * - `yugabyte-changes`: a change of the tables that breaks off halfway would stay there.
 */
export type Unfit =
  | { why: "other-program"; program: string; oldest: number }
  | { why: "too-old"; version: string; oldest: number }
  | { why: "no-functions"; oldest: number }
  | { why: "isolation"; isolation: string }
  | { why: "yugabyte-too-old"; version: string }
  | { why: "yugabyte-isolation"; isolation: string }
  | { why: "yugabyte-changes" };

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
  /** Why the server cannot hold the record. */
  unfit?: Unfit;
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
