/**
 * Who runs the arena: a file for each operator in the data folder, with the hash of the token by which they prove it.
 * Separate files, so that adding and revoking at the same moment cannot undo each other, with or without a running arena.
 */
import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { link, rm } from "node:fs/promises";
import path from "node:path";
import { flushFolder, writeFlushed } from "../machine/durable-file.ts";
import { makeFolder } from "../machine/make-folder.ts";
import { UnusableDataDirectory } from "./pseudonym-key.ts";

/** An operator as stored. */
export type Operator = {
  name: string;
  /** SHA-256 of the token, in hexadecimal. */
  hash: string;
  /** When they were added, ISO 8601. */
  since: string;
};

/** A new operator. The token is a secret, shown only once: it is stored nowhere and must not be logged. */
export type NewOperator = { name: string; token: string };

/** Who runs an arena, and how that is changed. */
export interface Operators {
  /** All present operators, in the order they were added. @throws {UnusableDataDirectory} */
  list(): Operator[];
  /**
   * Adds an operator at once, also while the arena runs.
   * @param name null: the next free `operator-2` and so on.
   * @returns `taken` where somebody has that name.
   * @throws {UnusableDataDirectory}
   */
  add(name: string | null): Promise<NewOperator | "taken">;
  /** Adds the first operator if there has never been one; otherwise null. @throws {UnusableDataDirectory} */
  addFirst(): Promise<NewOperator | null>;
  /** Removes an operator at once. @returns false if nobody has that name. @throws {UnusableDataDirectory} */
  revoke(name: string): Promise<boolean>;
}

const firstName = "operator";

/** @returns the name as stored, or undefined if it is not allowed: 1 to 32 letters, digits, `-` and `_`. */
export function operatorName(typed: string): string | undefined {
  const name = typed.normalize("NFC");
  return /^[\p{L}\p{M}\p{N}_-]{1,32}$/u.test(name) ? name : undefined;
}

/** The operator whose token it is. Takes as long for a wrong one as for a right one. */
export function findOperator(operators: readonly Operator[], token: string): Operator | undefined {
  const given = digestOf(token);
  return operators.filter(({ hash }) => timingSafeEqual(Buffer.from(hash, "hex"), given)).at(0);
}

/**
 * The operators of a data folder.
 * @param dataDirectory is made when an operator is added and it is missing.
 */
export function createOperators(dataDirectory: string, now: () => Date): Operators {
  const folder = path.join(dataDirectory, "operators");
  const usable = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      throw new UnusableDataDirectory(dataDirectory, error);
    }
  };
  return {
    list: () => {
      try {
        return readOperators(folder);
      } catch (error) {
        throw new UnusableDataDirectory(dataDirectory, error);
      }
    },
    add: (name) => usable(() => (name === null ? addNext(folder, now) : add(folder, name, now))),
    addFirst: () => usable(async () => (claimFolder(folder) ? addNext(folder, now) : null)),
    revoke: (name) => usable(() => revoke(folder, name)),
  };
}

async function add(folder: string, name: string, now: () => Date): Promise<NewOperator | "taken"> {
  const token = randomBytes(32).toString("base64url");
  const operator: Operator = { name, hash: digestOf(token).toString("hex"), since: now().toISOString() };
  makeFolder(folder, 0o700);
  const placed = await placeNew(path.join(folder, fileOf(name)), `${JSON.stringify(operator)}\n`);
  return placed ? { name, token } : "taken";
}

async function addNext(folder: string, now: () => Date): Promise<NewOperator> {
  for (let number = readNames(folder).length + 1; ; number += 1) {
    const added = await add(folder, number === 1 ? firstName : `${firstName}-${number}`, now);
    if (added !== "taken") return added;
  }
}

async function revoke(folder: string, name: string): Promise<boolean> {
  // Looked up in the folder, so that a typed name never becomes a path.
  if (!readNames(folder).includes(fileOf(name))) return false;
  await rm(path.join(folder, fileOf(name)), { force: true });
  await flushFolder(folder);
  return true;
}

const ending = ".json";

function fileOf(name: string): string {
  return `${name.toLowerCase()}${ending}`;
}

function digestOf(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}

/** @returns false if it existed already: only the process that makes it adds the first operator. */
function claimFolder(folder: string): boolean {
  try {
    mkdirSync(folder, { mode: 0o700 });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
}

/** Writes a whole file, readable by its owner only. @returns false if one of that name exists. */
async function placeNew(file: string, content: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString("hex")}`;
  try {
    await writeFlushed(draft, content, 0o600);
    await link(draft, file);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
  await flushFolder(path.dirname(file));
  return true;
}

function readNames(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(ending));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

function readOperators(folder: string): Operator[] {
  const found = readNames(folder).flatMap((name) => readOperator(path.join(folder, name)) ?? []);
  return found.toSorted((one, other) => (one.since < other.since ? -1 : 1));
}

/** @returns undefined for one just revoked, and for a file in another form, which proves nothing. */
function readOperator(file: string): Operator | undefined {
  try {
    const { name, hash, since } = JSON.parse(readFileSync(file, "utf8")) as Partial<Operator>;
    const whole = typeof name === "string" && typeof since === "string" && /^[\da-f]{64}$/.test(hash ?? "");
    return whole && hash !== undefined ? { name, hash, since } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError || codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}
