/** The subject that `--subject` names: one that comes with the arena, or a file. */
import { readFileSync, statSync } from "node:fs";
import { largestSubject, readSubject, type Subject, subjectIds, subjects, UnusableSubject } from "../../core/index.ts";
import { CannotDo } from "../verb/run-as-verb.ts";

/** What can be given, in words. */
export const subjectsToGive = `${subjectIds.join(", ")} or the path of a subject's file`;

/** @throws {CannotDo} with a sentence that names the file and each field that is wrong. */
export function findSubject(given: string): Subject {
  const id = subjectIds.find((one) => one === given);
  if (id) return subjects[id];
  const text = readText(given);
  try {
    return readSubject(text);
  } catch (error) {
    if (!(error instanceof UnusableSubject)) throw error;
    throw new CannotDo(`${given} is no subject (docs/mutual.md shows one):\n${error.message}`, { cause: error });
  }
}

function readText(path: string): string {
  const refuse = (why: string, error?: unknown) =>
    new CannotDo(`--subject must be ${subjectsToGive}, and "${path}" ${why}.`, { cause: error });
  try {
    const found = statSync(path);
    if (!found.isFile()) throw refuse("is no file");
    if (found.size > largestSubject) throw refuse(`is longer than ${largestSubject.toLocaleString("en")} bytes`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    throw refuse(error.code === "ENOENT" ? "is neither" : `cannot be read (${String(error.code)})`, error);
  }
}
