/** What a toy can make of a question: an answer written for a question of the bank, or something it can work out. */
import written from "./answers.json" with { type: "json" };
import type { Sum } from "./arithmetic.ts";
import { findWork } from "./small-work.ts";

/** What the answers written for a question of the bank are like: short and right, wordy, or wrong in some detail. */
export type AnswerKind = "good" | "wordy" | "flawed";

/** A question as far as a toy understands it. */
export type Asked = {
  text: string;
  language: "en" | "zh";
  written: Readonly<Record<AnswerKind, string>> | undefined;
  work: Sum | undefined;
};

/** Of a longer question only the beginning is read. */
const mostCharacters = 2000;

/** By the question's text. */
const byText = new Map<string, Asked["written"]>(
  Object.entries(written).map(([question, answers]) => [plain(question), answers]),
);

/** @param first whether nothing was asked before: what goes on from a question of the bank is none of its questions. */
export function readAsked(whole: string, first: boolean): Asked {
  const text = whole.slice(0, mostCharacters).trim();
  const known = first ? byText.get(plain(whole)) : undefined;
  return { text, language: findLanguage(text), written: known, work: known ? undefined : findWork(text) };
}

function plain(text: string): string {
  return text.replace(/\s+/gu, " ").trim();
}

/** Chinese when a fifth of the letters are, else English. */
function findLanguage(text: string): "en" | "zh" {
  const chinese = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return chinese > 0 && chinese * 5 >= (text.match(/\p{L}/gu)?.length ?? 0) ? "zh" : "en";
}
