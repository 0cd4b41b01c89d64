/**
 * Operators as files of the data folder, one for each: with or without a running arena, and whatever its database.
 * Separate files, so that adding and revoking at the same moment cannot undo each other.
 */
import { randomBytes } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { link, rm } from "node:fs/promises";
import path from "node:path";
import { flushFolder, writeFlushed } from "../machine/durable-file.ts";
import { makeFolder } from "../machine/make-folder.ts";
import type { Operator, OperatorStore } from "./operators.ts";
import { UnusableDataDirectory } from "./pseudonym-key.ts";

/**
 * The operators of a data folder. They are read each time they are asked for. All throw {@link UnusableDataDirectory}.
 * @param dataDirectory is made when an operator is added and it is missing.
 */
export function createOperatorFolder(dataDirectory: string): OperatorStore {
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
    renew: async () => {},
    place: (operator) => usable(() => place(folder, operator)),
    placeFirst: (operator) => usable(async () => claimFolder(folder) && (await place(folder, operator))),
    remove: (name) => usable(() => remove(folder, name)),
  };
}

async function place(folder: string, operator: Operator): Promise<boolean> {
  makeFolder(folder, 0o700);
  const file = path.join(folder, fileOf(operator.name));
  return (await placeNew(file, `${JSON.stringify(operator)}\n`)) || readOperator(file)?.hash === operator.hash;
}

async function remove(folder: string, name: string): Promise<boolean> {
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
